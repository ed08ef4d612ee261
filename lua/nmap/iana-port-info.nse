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

--- The columns of a record that are shown.
local COLUMNS = { "description", "assignee", "reference", "unauthorized_use" }

--- The keys of the output for programs, in their order.
local REPORT = { "names", "status", "records", "found", "tunnel", "differs" }
local RECORD = { "name", "ports", table.unpack(COLUMNS) }
local FOUND = { "service", "hosts" }
local ROW = { "port", "protocol", "hosts", "name", "status",
  "unauthorized_use", "differs" }

--- By the name that version detection has for a service: other names under
--- which IANA registers it.
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

--- What version detection says if it found no service.
local NO_SERVICE = { ssl = true, tcpwrapped = true, unknown = true }

-- Script arguments, and what is wrong with the set-up.

local mismatch_only = stdnse.get_script_args(SCRIPT_NAME .. ".mismatch")
local same = stdnse.get_script_args(SCRIPT_NAME .. ".same")

--- One line on what is wrong with the set-up, or nil: the module is missing,
--- broken or built for another Lua, or an argument has the wrong type.
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

--- A table with its keys in this order; empty lists are left out.
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

--- The records that answer for a port, in IANA's order.
local function records_of(port, protocol)
  local list = {}
  for record in iana.matches(port, protocol):records() do
    record.ports = ports_of(record)
    list[#list + 1] = ordered(RECORD, record)
  end
  return list
end

--- The main name of the service that has this name, in lower case.
local function main_name(name, protocol)
  local key = name:lower()
  for record in iana.records { name = name, transport = protocol } do
    local main = record:alias_of()
    -- To the filter, the `*` of sql*net stands for any bytes.
    if main and record.name:lower() == key then return main:lower() end
  end
  return key
end

--- The names that IANA may have for a found service, the likeliest first.
--- Inside TLS, the names with TLS come before the service's own.
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

--- Whether one of the port's names is a name of the found service.
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

--- The service that version detection found, or nil; and whether it is in TLS.
local function found_by_version(port)
  local version = port.version or {}
  local name = version.name or port.service
  if version.service_dtype ~= "probed" or not name or NO_SERVICE[name] then
    return nil
  end
  return name, version.service_tunnel == "ssl"
end

--- All that the script reports of a port.
local function report_of(port)
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

-- The report on a port as text.

--- The texts of a column, each once and on one line, in order. A text that not
--- all records have is followed by the names that have it.
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
local function headline(report)
  local names = table.concat(report.names, ", ")
  local ports = report.records[1] and report.records[1].ports or ""
  return ("IANA: %s (%s%s)"):format(names ~= "" and names or "no name",
    report.status, ports:find "-" and ", ports " .. ports or "")
end

--- Where IANA registers a name of the found service, if anywhere.
local function registered_at(report)
  for _, name in ipairs(own_names(report.found, report.tunnel)) do
    local ports = iana.ports(name, report.protocol)
    if #ports > 0 then
      local shown = table.concat(ports, ", ", 1, math.min(#ports, 3))
      return ("; IANA registers %s for %s%s/%s"):format(name, shown,
        #ports > 3 and ", ..." or "", report.protocol)
    end
  end
  return ""
end

local function difference(report)
  return ("differs: version detection found %s%s, %s for %s%s"):format(
    report.found, report.tunnel and " in TLS" or "",
    report.name and "none of IANA's names" or "and IANA has no name",
    report.place, registered_at(report))
end

local function as_text(report)
  local lines = { headline(report) }
  for _, column in ipairs(COLUMNS) do
    for _, text in ipairs(texts_of(report.records, column)) do
      if text:lower() ~= report.status then
        lines[#lines + 1] = column:gsub("_", " ") .. ": " .. text
      end
    end
  end
  if report.differs then lines[#lines + 1] = difference(report) end
  return table.concat(lines, "\n  ")
end

-- The table after the scan.

--- Add the report on one port of one host to the table.
local function count_port(report)
  local seen = nmap.registry[SCRIPT_NAME] or {}
  nmap.registry[SCRIPT_NAME] = seen
  local row = seen[report.place] or { report = report, hosts = 0, differs = {} }
  seen[report.place] = row
  row.hosts = row.hosts + 1
  if report.differs then
    row.differs[report.found] = (row.differs[report.found] or 0) + 1
  end
end

local function by_port(a, b)
  a, b = a.report, b.report
  if a.port ~= b.port then return a.port < b.port end
  return a.protocol < b.protocol
end

--- "reported" if unauthorized use of the port is reported; "in its range" if
--- the text names only other ports of its range; or nil.
local function unauthorized_use(report)
  local use
  for _, record in ipairs(report.records) do
    local text = record.unauthorized_use
    if text then
      local here = text:find("%f[%d]" .. report.port .. "%f[%D]")
      if here or not record.ports:find "-" then return "reported" end
      use = "in its range"
    end
  end
  return use
end

--- The found services that differ, sorted by name, and on how many hosts.
local function differing(counts)
  local list = {}
  for service, hosts in pairs(counts) do
    list[#list + 1] = ordered(FOUND, { service = service, hosts = hosts })
  end
  table.sort(list, function(a, b) return a.service < b.service end)
  return list
end

--- The table's row for a port: for programs, then as cells of text.
local function row_of(seen)
  local report, differs, texts = seen.report, differing(seen.differs), {}
  for i, found in ipairs(differs) do
    texts[i] = ("%s (%d)"):format(found.service, found.hosts)
  end
  local use = unauthorized_use(report)
  return ordered(ROW, { port = report.port, protocol = report.protocol,
      hosts = seen.hosts, name = report.name, status = report.status,
      unauthorized_use = use, differs = differs }),
    report.place, seen.hosts, report.name or "-", report.status, use or "-",
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
    local report = report_of(port)
    if mismatch_only and not report.differs then return nil end
    -- A silent UDP port, open|filtered, may be one of thousands.
    if port.state == "open" then count_port(report) end
    return ordered(REPORT, report), as_text(report)
  end,
  postrule = summary,
}

action = function(...) return actions[SCRIPT_TYPE](...) end
