--- What the specs of `update` share: small editions of any day, and the command
-- in an environment of its own.

local dated = require "spec.support.dated"
local shell = require "spec.support.shell"

local updating = {}

local ID = "service-names-port-numbers"

--- The primary names without which no edition passes.
local SENTINELS = [[ftp 21 tcp ssh 22 tcp telnet 23 tcp smtp 25 tcp domain 53 tcp domain 53 udp
tftp 69 udp http 80 tcp kerberos 88 tcp pop3 110 tcp ntp 123 udp imap 143 tcp snmp 161 udp
bgp 179 tcp ldap 389 tcp https 443 tcp https 443 udp microsoft-ds 445 tcp syslog 514 udp
ldaps 636 tcp imaps 993 tcp pop3s 995 tcp ms-sql-s 1433 tcp mysql 3306 tcp postgresql 5432 tcp
sip 5060 udp rfb 5900 tcp x11 6000-6063 tcp]]

--- A small edition of a date: the sentinels, a hundred others, and this name at
--- 9/tcp.
function updating.edition(date, name)
  local rows = { { name = name or "discard", port = "9", transport = "tcp" } }
  for service, port, transport in SENTINELS:gmatch "(%S+) (%S+) (%S+)" do
    rows[#rows + 1] = { name = service, port = port, transport = transport }
  end
  for i = 1, 100 do
    rows[#rows + 1] = { name = "name" .. i, port = tostring(7000 + i), transport = "tcp" }
  end
  return dated.new(rows, { id = ID, updated = date,
    title = "Service Name and Transport Protocol Port Number Registry" })
end

--- A folder with these programs alone, as PATH. They run without the library of a
--- sanitizer: curl waits for ever with it.
function updating.programs(folder, ...)
  local path = folder .. "/programs"
  shell.lines(("rm -rf %s; mkdir %s"):format(path, path))
  for _, program in ipairs { "id", "mkdir", "chmod", "gzip", "timeout", ... } do
    shell.write(path .. "/" .. program, ("#!/bin/sh\nunset LD_PRELOAD\nexec %s \"$@\"\n")
      :format(shell.lines("command -v " .. program)[1]))
  end
  shell.lines("chmod +x " .. path .. "/*")
  return path
end

--- The shell's command of a Lua where the environment has these alone, and whose
--- bundled edition is of 2024-04-19; PATH is as always, unless they say it.
function updating.lua(environment)
  local words = { "env -u XDG_DATA_HOME -u HOME -u IANAPORTS_DATA" }
  for name, value in pairs(environment) do
    words[#words + 1] = name .. "=" .. shell.quote(value)
  end
  local lua = shell.lua():gsub("%S+$", function(word)
    return "\"$(command -v " .. word .. ")\""
  end)
  return table.concat(words, " ") .. " " .. lua .. " -l spec.support.older"
end

--- Run `ianaports update`, or another verb, with arguments as a shell reads them.
--- Returns the exit code, and what it printed on stdout and on stderr.
function updating.run(environment, arguments, as, verb)
  local errors = os.tmpname()
  local code, output = shell.run(("%s %s -l ianaports lua/bin/ianaports %s %s </dev/null 2>%s")
    :format(as or "", updating.lua(environment), verb or "update", arguments, errors))
  local said = shell.read(errors)
  os.remove(errors)
  return code, output, said
end

--- Start the server that misbehaves; returns the start of its URLs, and what
--- ends it.
function updating.serve(folder)
  local pid = shell.lines(("python3 spec/support/bad_server.py %s >%s/server.log 2>&1 & echo $!")
    :format(folder, folder))[1]
  shell.lines(("for i in 1 2 3 4 5 6 7 8 9 10; do [ -f %s/port ] && break; sleep 0.2; done; "
    .. "cat %s/server.log"):format(folder, folder))
  local port = assert(shell.read(folder .. "/port"), "the server does not start")
  return "http://127.0.0.1:" .. port .. "/", function() shell.run("kill " .. pid) end
end

return updating
