--- The help of the command: one screen, at most 24 lines of 80 characters.

local SCREEN = [[
IANA's service names and port numbers.  ianaports(1) says more.
  ianaports [OPTION]... QUERY...      443 443/tcp 6000-6063 https https/tcp
                                      _ipp._tcp; - for one a line from stdin
  ianaports [OPTION]... -s TEXT...    text in name, description or notes
  ianaports [OPTION]... KEY=VALUE...  a filter, also with a query or text:
                                      status=reserved range=system since=2018
  ianaports status PORT[/TRANSPORT]...          assigned, unassigned ...
  ianaports free [-n LENGTH] [KEY=VALUE]...     runs of unassigned ports
  ianaports check NAME...                       allowed, and not taken?
  ianaports info                                the edition that is asked
  ianaports export FORMAT [KEY=VALUE]... [-O FILE]      csv xml html json ...
  ianaports diff OLD [NEW]                      what changed between editions
  ianaports annotate [OPTION]... [FILE]...      adds names to the lines of a log
  ianaports update [FILE | URL] [--force | --undo]      fetches IANA's newest
Options
  -t, --transport T      tcp, udp, sctp or dccp    -1, --first   one record each
  -f, --fields F,...     name, port ...            -q, --quiet   no hints
  -o, --output FORMAT    table, tsv, csv, json     -h, --help
  --data FILE            the registry in a file    -V, --version
  --bundled              the edition of the build  -s, --search
  --color WHEN           auto, always, never       --   no verbs or keys follow
Exit: 0 all found, 1 not so, 2 wrong usage, 3 a file, the disk or the network.
]]

--- The text of `ianaports --help`.
---@return string
local function text() return SCREEN end

return { text = text }
