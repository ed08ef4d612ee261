local nmap = require "nmap"
local stdnse = require "stdnse"
local tab = require "tab"

description = [[
Tells what IANA's Service Name and Transport Protocol Port Number Registry
(RFC 6335) says of each open port: names, description, status, assignee,
reference and reported unauthorized use.  What IANA registers is who may use a
port, not what runs on it.  Where version detection (-sV) found another service
than those registered for the port, the script says so, and where IANA registers
that one.  It knows aliases, services in TLS, alternate ports, proxies, and
names that Nmap spells otherwise (radmin) or that only Nmap uses (rpcbind).

After the scan comes a table of all open ports, with the edition of the
registry: the newest on this machine.  No packets are sent.  The script needs
the Lua module ianaports, built for the Lua that Nmap has inside (nmap --version
names it); without it, one notice says so and the scan goes on.
]]

---
-- @usage
-- nmap --script iana-port-info <target>
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
-- | iana-port-info: IANA's registry of 2024-04-19, bundled
-- |   PORT      HOSTS  IANA  STATUS    UNAUTHORIZED USE  DIFFERS
-- |_  6055/tcp  1      x11   assigned  in its range      ssh (1)

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

--- By the name that version detection has for a service, without punctuation:
--- other names under which IANA registers it, where no rule below finds them.
local ALSO = {}
for name, others in ([[
activesync=dccm afp=afpovertcp appleiphoto=dpap ciscosmartinstall=smart-install
citrixica=ica commvault=cvd digiusb=rusb-sys-port distccd=distcc firebird=gds-db
drda=ddm-rdb,ddm-dfm,ddm-ssl filemakerxdbc=fmpro-fdal gnutella=gnutella-svc
h323gatekeeper=h323gatestat,h323gatedisc h323gatekeeperdiscovery=h323gatedisc
h323q931=h323hostcall hasplm=sentinelsrm hppjl=pdl-datastream isakmp=ipsec-nat-t
irc=ircu,ircs-u,irc-serv iscsi=iscsi-target issrealsecure=realsecure
jabber=xmpp-client,xmpp-server javarmi=rmiregistry,rmiactivation mcnmf=adws
jetdirect=pdl-datastream junoscript=xnm-clear-text,xnm-ssl kerberos=kerberos-iv
kerberossec=kerberos ldap=msft-gc,msft-gc-ssl,ldap-admin memcached=memcache
megaraidmonitor=megardsvr-port modbus=mbap mqtt=secure-mqtt msdtc=tip2 msn=msnp
msrpc=epmap mysql=mysql-proxy natpmp=pcp ncacnhttp=http-rpc-epmap
ndbmgmd=mysql-cluster netbackup=bpcd,bprd,bpjava-msvc,vopied nrpep=nrpe
netbackupbpdbm=bpdbm netbiosssn=microsoft-ds netsupport=netsupport2
nje=vmnet,njenet-ssl ntrip=rtcm-sc104 oftp=odette-ftp,odette-ftps pksd=hkp
oracle=ttc,ttc-ssl,orasrv,tlisrv,coauthor pcp=pmcd,pmproxy psqlbtrieve=btrieve
oracletns=ttc,ttc-ssl,orasrv,tlisrv,coauthor quic=https radius=radsec rexec=exec
pcanywhere=pcanywheredata,pcanywherestat razor2=razor resvc=msexch-routing
powerchute=apc-3052,apc-6547,apc-6548,apc-6549 rpcbind=sunrpc slpsrvreg=svrloc
rtmp=macromedia-fcs slimp3=slim-devices smtp=submission,submissions socks4=socks
socks5=socks srvloc=svrloc svnserve=svn symantecav=ssc-agent torsocks=socks
symantecesm=esmmanager,esmagent tn3270=telnet,telnets upnp=ssdp upsd=nut vnc=rfb
whois=nicname wms=ms-streaming wow=blizwow xfs=font-service
xmpp=xmpp-client,xmpp-server zabbix=zabbix-agent,zabbix-trapper
]]):gmatch "(%w+)=(%S+)" do ALSO[name] = others end

--- Names of services that are plain words: one in a description means nothing.
local PLAIN = " app automate chat firewall modem policy remoting remotecontrol "
  .. "serial speech tunnel video weather "

--- What version detection says if it found no service.
local NO_SERVICE = { ssl = true, tcpwrapped = true, unknown = true }

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
  return module
    and ("nothing to tell: the Lua module %s is not installed for %s, the Lua "
      .. "of this Nmap (sudo drops LUA_PATH and LUA_CPATH)")
      :format(module, _VERSION)
    or ("nothing to tell: the Lua module ianaports does not load in %s, the "
      .. "Lua of this Nmap: %s")
      :format(_VERSION, (reason:gsub(":?\n%s*", "; ")))
end

--- What outlives the script's threads: the newest edition on this machine,
--- opened once, where it is from, what did not open, and the ports seen.
local function kept()
  local mine = nmap.registry[SCRIPT_NAME]
  if not mine then
    mine = { seen = {} }
    mine.iana, mine.where, mine.passed_over = iana.latest()
    nmap.registry[SCRIPT_NAME] = mine
  end
  return mine
end

--- A table with its keys in this order; empty lists are left out.
local function ordered(keys, values)
  local out = stdnse.output_table()
  for _, key in ipairs(keys) do
    local value = values[key]
    if type(value) ~= "table" or #value > 0 then out[key] = value end
  end
  return out
end

--- The records that answer for a port, in IANA's order.
local function records_of(port, protocol)
  local list, found = {}, kept().iana:matches(port, protocol)
  for i = 1, #found do
    local record = found[i]
    local first, last = record.port, record.last_port or record.port
    record.ports = first == last and tostring(first) or first .. "-" .. last
    list[i] = ordered(RECORD, record)
  end
  return list
end

--- A name in lower case, without punctuation: net-assistant is netassistant.
local function bare(name)
  return (name:lower():gsub("[^%w+]", ""))
end

--- Where the text has this name, as words in a row written as one, perhaps with
--- the s of a plural or the d of a daemon: at which word, or nil.
local function word_of(text, name)
  local words, wanted = {}, bare(name)
  for word in text:lower():gmatch "[%w+]+" do
    words[#words + 1] = word
    local row = ""
    for first = #words, 1, -1 do
      row = words[first] .. row
      if row == wanted or row:gsub("[sd]$", "") == wanted then return first end
      if #row > #wanted then break end
    end
  end
end

--- The names that IANA may have for a found service, the likeliest first.
--- Inside TLS, the names with TLS come before the service's own.
local function own_names(service, in_tls)
  local name, list = service:gsub("%-proxy$", ""), {}
  local names = (in_tls and name .. "s," .. name .. "-s," or "") .. name .. ","
    .. (ALSO[bare(name)] or "") .. "," .. name .. "-alt"
  for own in names:gmatch "[^,]+" do list[#list + 1] = own end
  return list
end

--- Whether one of the port's names is like that of the found service: one
--- begins with the other, or a description has it.  That of a service with a
--- registration of its own means that service, and is like no other.
local function is_like(names, records, service)
  local plain = PLAIN:find(" " .. bare(service) .. " ", 1, true)
  if plain or #kept().iana:ports(service) > 0 then return false end
  for _, name in ipairs(names) do
    if word_of(name, service) == 1 or word_of(service, name) == 1 then
      return true
    end
  end
  for _, record in ipairs(records) do
    if word_of(record.description or "", service) then return true end
  end
  return false
end

--- Whether one of the port's names is a name of the found service, or one that
--- it counts as for the user.
local function is_named(names, records, service, in_tls)
  local users = type(same) == "table" and same[service] or {}
  if type(users) ~= "table" then users = { users } end
  local known = {}
  for _, name in ipairs(names) do known[bare(name)] = true end
  for _, list in ipairs { own_names(service, in_tls), users } do
    for _, name in ipairs(list) do
      if known[bare(name)] then return true end
    end
  end
  return is_like(names, records, service)
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
  local names = kept().iana:names(number, protocol)
  local records = records_of(number, protocol)
  return {
    place = number .. "/" .. protocol,
    port = number,
    protocol = protocol,
    name = names[1],
    names = names,
    status = kept().iana:status(number, protocol),
    records = records,
    found = found,
    tunnel = in_tls and "ssl" or nil,
    differs = found and not is_named(names, records, found, in_tls),
  }
end

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
    local ports = kept().iana:ports(name, report.protocol)
    if #ports > 0 then
      local shown = table.concat(ports, ", ", 1, math.min(#ports, 3))
      return ("; IANA registers %s for %s%s/%s"):format(name, shown,
        #ports > 3 and ", ..." or "", report.protocol)
    end
  end
  return ""
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
  if report.differs then
    lines[#lines + 1] = ("differs: version detection found %s%s, %s for %s%s")
      :format(report.found, report.tunnel and " in TLS" or "",
        report.name and "none of IANA's names" or "and IANA has no name",
        report.place, registered_at(report))
  end
  return table.concat(lines, "\n  ")
end

-- The table after the scan.

--- Add the report on one port of one host to the table. The key sorts by port.
local function count_port(report)
  local seen, key = kept().seen, ("%05d%s"):format(report.port, report.protocol)
  local row = seen[key] or { report = report, hosts = 0, differs = {} }
  row.key, seen[key] = key, row
  row.hosts = row.hosts + 1
  if report.differs then
    row.differs[report.found] = (row.differs[report.found] or 0) + 1
  end
end

--- "reported" if unauthorized use of the port is reported; "in its range" if
--- the text names only other ports of its range; or nil.
local function unauthorized_use(report)
  local use
  for _, record in ipairs(report.records) do
    local text = record.unauthorized_use
    if text and (not record.ports:find "-"
      or text:find("%f[%d]" .. report.port .. "%f[%D]")) then
      return "reported"
    end
    use = text and "in its range" or use
  end
  return use
end

--- The table's row for a port: for programs, then as cells of text.
local function row_of(seen)
  local report, differs, texts = seen.report, {}, {}
  for service, hosts in pairs(seen.differs) do
    differs[#differs + 1] = ordered(FOUND, { service = service, hosts = hosts })
  end
  table.sort(differs, function(a, b) return a.service < b.service end)
  for i, found in ipairs(differs) do
    texts[i] = ("%s (%d)"):format(found.service, found.hosts)
  end
  local use = unauthorized_use(report)
  return ordered(ROW, { port = report.port, protocol = report.protocol,
      hosts = seen.hosts, name = report.name, status = report.status,
      unauthorized_use = use, differs = differs }),
    report.place, seen.hosts, report.name or "-", report.status, use or "-",
    texts[1] and table.concat(texts, ", ") or "-"
end

--- The edition for programs, and in words: its day, where it is from, and what
--- did not open.
local function edition()
  local mine, notes, out = kept(), {}, stdnse.output_table()
  local info = mine.iana:info()
  for _, note in ipairs { mine.where, mine.passed_over } do
    if note ~= info.source and note:find "/" then notes[#notes + 1] = note end
  end
  out.updated = info.updated or info.newest
  out.source = info.source
  return out, ("IANA's registry of %s, %s%s"):format(out.updated or "no day",
    out.source, notes[1] and " (" .. table.concat(notes, "; ") .. ")" or "")
end

local function summary()
  local ports, lines, out, title = {}, tab.new(), edition()
  for _, port in pairs(kept().seen) do ports[#ports + 1] = port end
  table.sort(ports, function(a, b) return a.key < b.key end)
  tab.addrow(lines, "PORT", "HOSTS", "IANA", "STATUS", "UNAUTHORIZED USE",
    "DIFFERS")
  for i, port in ipairs(ports) do
    local cells = { row_of(port) }
    ports[i] = table.remove(cells, 1)
    tab.addrow(lines, table.unpack(cells))
  end
  out.ports = ports
  local text = tab.dump(lines):gsub("\n(.)", "\n  %1"):gsub("\n$", "")
  return out, title .. "\n  " .. text
end

prerule = function() return problem() ~= nil end
portrule = function(_, port) return have_iana and port.state:find "^open" end
postrule = function() return have_iana and next(kept().seen) end

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
