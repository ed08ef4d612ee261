local math = require "math"
local nmap = require "nmap"
local stdnse = require "stdnse"
local tab = require "tab"
local table = require "table"

description = [[
Tells what IANA's Service Name and Transport Protocol Port Number Registry
(RFC 6335) says of each open port: every registered name, the primary one
first, with description, status, assignee, reference and reported unauthorized
use.  What IANA registers is who may use a port, not what runs on it.

Where version detection (-sV) found a service whose name is none of IANA's
names for the port, the script says so, and where IANA registers that name.
Aliases and duplicates count as the same name, ports in ranges and SCTP are
known, a service inside TLS is also looked for under its TLS name (http as
https), an alternate port counts (http-alt), a proxy counts as what it speaks,
and the names that only Nmap uses are known (rpcbind for sunrpc).

After the scan comes a table of all open ports.  No packets are sent.  The
script needs the Lua module ianaports, built for the Lua that Nmap has inside
(nmap --version names it); without it, one notice says so and the scan goes on.
]]

---
-- @usage
-- nmap --script iana-port-info <target>
-- nmap -sV --script iana-port-info --script-args iana-port-info.mismatch <target>
-- nmap -sV --script iana-port-info --script-args 'iana-port-info.same={http=sunproxyadmin}' <target>
--
-- @args iana-port-info.mismatch If set, tells only of ports where version
--       detection found a service whose name is none of IANA's.
-- @args iana-port-info.same A table of names that version detection gives and
--       the name, or the list of names, that each counts as:
--       <code>{http={irdmi,sunproxyadmin},snmp=smux}</code>.
--
-- @output
-- PORT     STATE SERVICE VERSION
-- 6055/tcp open  ssh     OpenSSH 9.2p1 (protocol 2.0)
-- | iana-port-info: IANA: x11 (assigned, ports 6000-6063)
-- |   description: X Window System
-- |   assignee: [Stephen_Gildea]
-- |   unauthorized use: Known Unauthorized Use on port 6003
-- |_  differs: version detection found ssh, none of IANA's names for 6055/tcp; IANA registers ssh for 22/tcp
--
-- Post-scan script results:
-- | iana-port-info: IANA's registry of 2024-04-19
-- |   PORT      HOSTS  IANA  STATUS    UNAUTHORIZED USE  DIFFERS
-- |_  6055/tcp  1      x11   assigned  in its range      ssh (1)
--
-- @xmloutput
-- <table key="names">
--   <elem>x11</elem>
-- </table>
-- <elem key="status">assigned</elem>
-- <table key="records">
--   <table>
--     <elem key="name">x11</elem>
--     <elem key="ports">6000-6063</elem>
--     <elem key="description">X Window System</elem>
--     <elem key="assignee">[Stephen_Gildea]</elem>
--     <elem key="unauthorized_use">Known Unauthorized Use on port 6003</elem>
--   </table>
-- </table>
-- <elem key="found">ssh</elem>
-- <elem key="differs">true</elem>

author = "The ianaports developers"
license = "MIT"
categories = { "discovery", "safe" }

local have_iana, iana = pcall(require, "ianaports")

--- The columns told of a record.
local COLUMNS = { "description", "assignee", "reference", "unauthorized_use" }

--- The keys of what is put out for programs, in their order.
local ANSWER = { "names", "status", "records", "found", "tunnel", "differs" }
local RECORD = { "name", "ports", table.unpack(COLUMNS) }
local FOUND = { "service", "hosts" }
local ROW = { "port", "protocol", "hosts", "name", "status",
  "unauthorized_use", "differs" }

--- What a service of version detection is registered as, where that is under
--- another name, or under others besides its own.
local ALSO = {
  afp = { "afpovertcp" }, distccd = { "distcc" }, gnutella = { "gnutella-svc" },
  irc = { "ircu", "ircs-u" }, jabber = { "xmpp-client", "xmpp-server" },
  jetdirect = { "pdl-datastream" }, ["kerberos-sec"] = { "kerberos" },
  memcached = { "memcache" }, modbus = { "mbap" }, mqtt = { "secure-mqtt" },
  msrpc = { "epmap" }, ncacn_http = { "http-rpc-epmap" },
  ["netbios-ssn"] = { "microsoft-ds" }, rpcbind = { "sunrpc" },
  ["slp-srvreg"] = { "svrloc" }, smtp = { "submission", "submissions" },
  socks4 = { "socks" }, socks5 = { "socks" }, svnserve = { "svn" },
  upnp = { "ssdp" }, vnc = { "rfb" }, whois = { "nicname" },
  xmpp = { "xmpp-client", "xmpp-server" },
  zabbix = { "zabbix-agent", "zabbix-trapper" },
}

--- What version detection says where it found no service.
local NO_SERVICE = { ssl = true, tcpwrapped = true, unknown = true }

-- Script arguments, and what stands in the way.

local mismatch_only = stdnse.get_script_args(SCRIPT_NAME .. ".mismatch")
local same = stdnse.get_script_args(SCRIPT_NAME .. ".same")

--- One line on what is wrong with the set-up, or nil: the module is missing,
--- broken or of another Lua, or an argument is of no use.
local function problem()
  if have_iana then
    if same == nil or type(same) == "table" then return nil end
    return SCRIPT_NAME .. ".same is left out: it must be a table, such as "
      .. "{http=sunproxyadmin}"
  end
  local reason = tostring(iana)
  local module = reason:match "module '(ianaports[%w.]*)' not found"
  if module then
    return ("nothing to tell: the Lua module %s is not installed for %s, the "
      .. "Lua of this Nmap (sudo drops LUA_PATH and LUA_CPATH)")
      :format(module, _VERSION)
  end
  return ("nothing to tell: the Lua module ianaports does not load in %s, the "
    .. "Lua of this Nmap: %s"):format(_VERSION, (reason:gsub(":?\n%s*", "; ")))
end

-- IANA's answer for a port.

--- A table that keeps the order of its keys; empty lists are left out.
local function ordered(keys, values)
  local out = stdnse.output_table()
  for _, key in ipairs(keys) do
    local value = values[key]
    if type(value) ~= "table" or #value > 0 then out[key] = value end
  end
  return out
end

--- The ports of a record, as text.
local function ports_of(record)
  local first, last = record.port, record.last_port
  return last and last ~= first and first .. "-" .. last or tostring(first)
end

--- The records that speak for a port: those of its transport, or else those
--- without one, in IANA's order.
local function records_of(port, protocol)
  local found = iana.find { port = port, transport = protocol }
  if #found == 0 then
    found = iana.find { port = port, transport = false }
  end
  local list = {}
  for record in found:records() do
    record.ports = ports_of(record)
    list[#list + 1] = ordered(RECORD, record)
  end
  return list
end

--- The main name of the service that a name stands for, in small letters.
local function main_name(name, protocol)
  local key = name:lower()
  for record in iana.records { name = name, transport = protocol } do
    local main = record:alias_of()
    -- The filter takes `*`, as in sql*net, for any bytes.
    if main and record.name:lower() == key then return main:lower() end
  end
  return key
end

--- The names that IANA may have for a found service, the likeliest first:
--- inside TLS, those with TLS come before its own.
local function own_names(service, in_tls)
  local name = service:gsub("%-proxy$", "")
  local list = in_tls and { name .. "s", name .. "-s" } or {}
  list[#list + 1] = name
  for _, other in ipairs(ALSO[name] or {}) do list[#list + 1] = other end
  list[#list + 1] = name .. "-alt"
  return list
end

--- The names that the user says a found service counts as.
local function users_names(service)
  local names = type(same) == "table" and same[service] or {}
  return type(names) == "table" and names or { names }
end

--- Whether one of the names for the port is one of the found service.
local function is_named(names, service, in_tls, protocol)
  local known = {}
  for _, name in ipairs(names) do
    known[name:lower()], known[main_name(name, protocol)] = true, true
  end
  for _, list in ipairs { own_names(service, in_tls), users_names(service) } do
    for _, name in ipairs(list) do
      if known[name:lower()] or known[main_name(name, protocol)] then
        return true
      end
    end
  end
  return false
end

--- The service that version detection found, or nil; whether inside TLS.
local function found_by_version(port)
  local version = port.version or {}
  local name = version.name or port.service
  if version.service_dtype ~= "probed" or not name or NO_SERVICE[name] then
    return nil
  end
  return name, version.service_tunnel == "ssl"
end

--- All that is to be told of a port.
local function answer(port)
  local number, protocol = port.number, port.protocol
  local found, in_tls = found_by_version(port)
  local names = iana.names(number, protocol)
  return {
    place = number .. "/" .. protocol,
    port = number,
    protocol = protocol,
    name = names[1],
    names = names,
    status = iana.status(number, protocol),
    records = records_of(number, protocol),
    found = found,
    tunnel = in_tls and "ssl" or nil,
    differs = found and not is_named(names, found, in_tls, protocol),
  }
end

-- How a port is told.

--- The texts of a column, each once, in order and on one line; the names it
--- belongs to stand behind it where it is not that of all records.
local function texts_of(records, column)
  local order, names, count = {}, {}, {}
  for _, record in ipairs(records) do
    local text = record[column] and record[column]:gsub("%s+", " ")
    if text then
      if not names[text] then
        order[#order + 1], names[text], count[text] = text, {}, 0
      end
      count[text] = count[text] + 1
      table.insert(names[text], record.name)
    end
  end
  for i, text in ipairs(order) do
    if count[text] < #records and #names[text] > 0 then
      order[i] = ("%s (%s)"):format(text, table.concat(names[text], ", "))
    end
  end
  return order
end

--- The first line: names, status, and the range if there is one.
local function headline(told)
  local names = table.concat(told.names, ", ")
  local ports = told.records[1] and told.records[1].ports or ""
  return ("IANA: %s (%s%s)"):format(names ~= "" and names or "no name",
    told.status, ports:find "-" and ", ports " .. ports or "")
end

--- Where IANA registers a name of the found service, if anywhere.
local function registered_at(told)
  for _, name in ipairs(own_names(told.found, told.tunnel)) do
    local ports = iana.ports(name, told.protocol)
    if #ports > 0 then
      local shown = table.concat(ports, ", ", 1, math.min(#ports, 3))
      return ("; IANA registers %s for %s%s/%s"):format(name, shown,
        #ports > 3 and ", ..." or "", told.protocol)
    end
  end
  return ""
end

local function difference(told)
  return ("differs: version detection found %s%s, %s for %s%s"):format(
    told.found, told.tunnel and " in TLS" or "",
    told.name and "none of IANA's names" or "and IANA has no name",
    told.place, registered_at(told))
end

local function as_text(told)
  local lines = { headline(told) }
  for _, column in ipairs(COLUMNS) do
    for _, text in ipairs(texts_of(told.records, column)) do
      if text:lower() ~= told.status then
        lines[#lines + 1] = column:gsub("_", " ") .. ": " .. text
      end
    end
  end
  if told.differs then lines[#lines + 1] = difference(told) end
  return table.concat(lines, "\n  ")
end

-- The table after the scan.

--- Adds what was told of one port of one host.
local function remember(told)
  local seen = nmap.registry[SCRIPT_NAME] or {}
  nmap.registry[SCRIPT_NAME] = seen
  local row = seen[told.place] or { told = told, hosts = 0, differs = {} }
  seen[told.place] = row
  row.hosts = row.hosts + 1
  if told.differs then
    row.differs[told.found] = (row.differs[told.found] or 0) + 1
  end
end

local function by_port(a, b)
  a, b = a.told, b.told
  if a.port ~= b.port then return a.port < b.port end
  return a.protocol < b.protocol
end

--- Whether unauthorized use is reported: of the port, or, as far as the text
--- tells, only of others in its range.
local function unauthorized_use(told)
  local use
  for _, record in ipairs(told.records) do
    local text = record.unauthorized_use
    if text then
      local here = text:find("%f[%d]" .. told.port .. "%f[%D]")
      if here or not record.ports:find "-" then return "reported" end
      use = "in its range"
    end
  end
  return use
end

--- The found services that differ, by name, and on how many hosts.
local function differing(counts)
  local list = {}
  for service, hosts in pairs(counts) do
    list[#list + 1] = ordered(FOUND, { service = service, hosts = hosts })
  end
  table.sort(list, function(a, b) return a.service < b.service end)
  return list
end

--- What the table says of a port: for programs, and as a line of cells.
local function row_of(seen)
  local told, differs, texts = seen.told, differing(seen.differs), {}
  for i, found in ipairs(differs) do
    texts[i] = ("%s (%d)"):format(found.service, found.hosts)
  end
  local use = unauthorized_use(told)
  return ordered(ROW, { port = told.port, protocol = told.protocol,
      hosts = seen.hosts, name = told.name, status = told.status,
      unauthorized_use = use, differs = differs }),
    told.place, seen.hosts, told.name or "-", told.status, use or "-",
    #texts > 0 and table.concat(texts, ", ") or "-"
end

local function summary()
  local seen, lines = {}, tab.new()
  for _, port in pairs(nmap.registry[SCRIPT_NAME]) do seen[#seen + 1] = port end
  table.sort(seen, by_port)
  tab.addrow(lines, "PORT", "HOSTS", "IANA", "STATUS", "UNAUTHORIZED USE",
    "DIFFERS")
  for i, port in ipairs(seen) do
    local cells = { row_of(port) }
    seen[i] = table.remove(cells, 1)
    tab.addrow(lines, table.unpack(cells))
  end
  local out = stdnse.output_table()
  out.updated = iana.info().updated
  out.ports = seen
  local text = tab.dump(lines):gsub("\n(.)", "\n  %1"):gsub("\n$", "")
  return out, ("IANA's registry of %s\n  %s"):format(out.updated, text)
end

-- What Nmap calls.

prerule = function() return problem() ~= nil end
portrule = function(_, port)
  return have_iana and port.state:find "^open" ~= nil
end
postrule = function()
  return have_iana and nmap.registry[SCRIPT_NAME] ~= nil
end

local actions = {
  prerule = problem,
  portrule = function(_, port)
    local told = answer(port)
    if mismatch_only and not told.differs then return nil end
    -- A silent UDP port, open|filtered, may be one of thousands.
    if port.state == "open" then remember(told) end
    return ordered(ANSWER, told), as_text(told)
  end,
  postrule = summary,
}

action = function(...) return actions[SCRIPT_TYPE](...) end
