--- One screen of help: at most 24 lines of at most 80 characters. A line that
-- begins with `  ianaports` holds an example, two blanks or more, and what the
-- example gives.

local text = [[
IANA's service names and port numbers (RFC 6335).  Not found is nil.
  ianaports.name(443)                     the primary name at a port
  ianaports.names(80, "tcp")              every name there, the primary first
  ianaports.port "imaps"                  the first port of a name
  ianaports.ports("x11", "tcp")           all of its ports
  ianaports.map "tcp"                     a table: map[443], map.https
  ianaports.lookup "443/tcp"              first record for a port or a name
  ianaports.matches "https"               all records for it
  ianaports.status(9311, "udp")           assigned, reserved ...; range(8080)
  ianaports.transport "17"                udp, or nil for what is none
  ianaports "printer"                     a selection of records, also from ...
  ianaports.find {transport = "sctp"}     a filter: name, port, since, text ...
  ianaports.records {since = "2015-07"}   iterator over records
  ianaports.services {range = "system"}   over name, port, transport, last_port
  ianaports.unassigned {length = 10}      over first, last of unassigned runs
  ianaports.contact "[Dan_Razzell]"       who that is; contacts(): everyone
  ianaports.info()                        title, date, experts, notes, counts
  ianaports.valid_name "my-service"       true, or false and the rule it breaks
Editions: load(path)  parse(text)  new(rows)  overlay(rows, label)  save(path)
  latest()  diff(a, b)  export("csv", path) xml text html svg services json lua
Logs: annotator(options), an LTN12 filter
Selection s: #s s[1] s:first() s:names() s:ports() s:find(f) s*t s+t s-t s==t
Record r: r.name .port .transport ...  r:status() :range() :alias_of() :srv()
  :aliases() :references() :assignees() :contacts() :txt_keys()]]

--- Print the help screen.
local function help() print(text) end

return { text = text, help = help }
