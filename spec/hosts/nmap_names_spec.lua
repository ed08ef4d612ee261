--- Every name that version detection can give, in the NSE script inside Nmap: where
-- IANA registers that service, nothing differs, and elsewhere it does.
--
-- The names are those of the installed nmap-service-probes. A second script sets
-- them as found, each on a port, on as many addresses of this machine as needed.

local iana = require "ianaports"
local nmap = require "spec.support.nmap"
local shell = require "spec.support.shell"

local STAGE = nmap.stage [[
  for ip, number, name, tunnel in io.open("%s"):read "*a":gmatch "(%%S+) (%%d+) (%%S+) (%%S+)\n" do
    if ip == host.ip then
      local port = { number = tonumber(number), protocol = "tcp" }
      nmap.set_port_state(host, port, "open")
      port.version = { name = name, service_tunnel = tunnel ~= "-" and tunnel or nil }
      nmap.set_port_version(host, port)
    end
  end
]]

--- Names of no service.
local NONE = { ssl = true, tcpwrapped = true, unknown = true }

--- Ports that Nmap's list of services has for a name, and IANA for another
--- service: there it differs.
local OTHER_SERVICE = {}
for name, ports in ([[
airport-admin 5009; ajp12 8007; ajp13 8009; arcserve 6050; boinc 31416; dnet-keyproxy 2064;
finger 2003; freeciv 5555; ftp-proxy 8021; fw1-secureremote 256; irc 6670; iss-realsecure 902;
issc 9992; jetdirect 9101,9102,9103,9104,9105,9106,9107; kerberos 750; landesk-rc 1761,1762,1763,1764;
linuxconf 98; meetingmaker 3292; mosmig 4660; nessus 3001; netbus 12345; netsaint 1040; oracle 1521;
pop3pw 106; ppp 3000; remoteanything 3999,4000; saprouter 3299; slnp 3025,3045; sophos 8192,8194;
tor-control 9051; tor-orport 9001; tor-socks 9050; upnp 5000; webster 2627; xmail-ctrl 6017; zebra 2601
]]):gmatch "(%S+) ([%d,]+)" do
  OTHER_SERVICE[name] = "," .. ports .. ","
end

--- Ports of a service under a name that Nmap's list of services does not have.
local REGISTERED = {}
for name, ports in ([[
appleevents 3031; asterisk 4569; check_mk 6556; cisco-smartinstall 4786; citrix-ima 2512; citrix-licensing
7279; commvault 8400; crestron-control 41794; digi-usb 3422; docker-swarm 2377; drda 446,447,448;
filemaker-xdbc 2399; firebird 3050; gadu 8074; git-daemon 9418; gopher-proxy 70; gpsd-ng 2947;
H.323-gatekeeper 1718,1719; H.323-gatekeeper-discovery 1718; H.323/Q.931 1720; h323q931 1720; hasp-lm 1947;
hl7-mlp 2575; hp-pjl 9100; imap-proxy 143; informix 9088,9089; irc-proxy 6667; isakmp 4500; iss-realsecure 2998; jabber
5222,5269; java-rmi 1098,1099; junoscript 3221; kazaa-http 1214; lanrev-agent 3970; ldap 3268,3269,3407;
mc-nmf 9389; megaraid-monitor 3571; memcached 11211; minisql 1114; modbus 502; ms-wbt-server-proxy 3389; msn
1863; mysql 6446; ncacn_http 593; ndb_mgmd 1186; netbackup 13720,13721,13722,13782,13783; netbackup-bpdbm
13721; netsupport 5421; netsync 4691; netwareip 396; nje 175; nntp-proxy 119; novastor-backup 308; nrpep 5666;
ntrip 2101; oftp 3305; openvpn-management 1194; oracle 2483; oracle-tns 1525,1527,1529,2483; palace 9995;
pc-anywhere 5631,5632; pcp 44321; pop3-proxy 110; powerchute 6547,6548,6549; prelude-manager 4690;
psql-btrieve 3351; ptp-ip 15740; radius 2083; razor2 3555; rexec 512; rtp 5004; rtsp-proxy 554,8554;
samsung-twain 9400; sassafras 19283; seagull-lm 1291; sip-proxy 5060; slimp3 3483; slp-srvreg 427; smtp
465,587; smtp-proxy 25; socks-proxy 1080; socks4 1080; socks5 1080; sphinx-search 9312; srvloc 427; stomp
7672; svnserve 3690; symantec-esm 5600,5601; telnet-proxy 23; teradata 8002; tn3270 23; upsd 3493; vdr 6419;
vnc 5900; warcraft 3724; wbem 5988; webdav 9800; wow 3724; xfs 7100; xmpp 5222,5269; zabbix 10050,10051;
zenworks 1229
]]):gmatch "(%S+) ([%d,]+)" do
  REGISTERED[name] = ports
end

--- Of all names, those that may be found on a port and mean the service there.
local ON = {
  [22] = "ssh", [80] = "http http-ocsp http-proxy http-proxy-ctrl", [3389] = "ms-wbt-server ms-wbt-server-proxy",
}

--- The names in Nmap's file of probes, sorted.
local function probed_names(path)
  local seen, names = {}, {}
  for said in (shell.read(path) or ""):gmatch "\nm?[soft]*match ([^ ]+)" do
    local name = said:gsub("^ssl/", "")
    if not seen[name] and not NONE[name] then
      seen[name] = true
      names[#names + 1] = name
    end
  end
  table.sort(names)
  return names
end

--- The TCP ports in Nmap's list of services, by name.
local function services(path)
  local ports = {}
  for name, port in (shell.read(path) or ""):gmatch "\n([^#%s]%S*)\t(%d+)/tcp" do
    ports[name] = ports[name] or {}
    table.insert(ports[name], tonumber(port))
  end
  return ports
end

describe("iana-port-info, for the names that version detection has,", function()
  if nmap.lack then
    pending(nmap.lack)
    return
  end

  local folder, data, names
  setup(function()
    folder = shell.lines("mktemp -d")[1]
    data = shell.lines("dirname $(find /usr/share/nmap /usr/local/share/nmap -name nmap-service-probes 2>/dev/null)")[1]
    names = probed_names(data .. "/nmap-service-probes")
  end)
  teardown(function() shell.run("rm -rf " .. shell.quote(folder)) end)

  --- Where the script says that a found service differs, of cases {name, port,
  --- tunnel}: "name port", sorted.
  local function differing(cases)
    local lines, taken, ports, last = {}, {}, {}, 0
    for _, case in ipairs(cases) do
      local name, port = case[1], case[2]
      local host = taken[port] or 0
      if host == 0 then ports[#ports + 1] = port end
      taken[port], last = host + 1, math.max(last, host)
      lines[#lines + 1] = ("127.0.%d.%d %d %s %s\n")
        :format(math.floor(host / 250), host % 250 + 1, port, name, case[3] or "-")
    end
    shell.write(folder .. "/cases", table.concat(lines))
    shell.write(folder .. "/stage.nse", STAGE:format(folder .. "/cases"))
    shell.write(folder .. "/iana-port-info.nse", shell.read(nmap.script) .. 'dependencies = { "stage" }\n')
    local status, output = shell.run(nmap.with_build(nmap.abi)
      .. ("-sT -p %s --script %s/ --script-args iana-port-info.mismatch 127.0.0-%d.1-%d"):format(
        table.concat(ports, ","), folder, math.floor(last / 250), math.min(last, 249) + 1))
    assert(status == 0, output)
    local list = {}
    for name, port in output:gmatch "differs: version detection found (%S-),? [^\n]- for (%d+)/tcp" do
      list[#list + 1] = name .. " " .. port
    end
    table.sort(list)
    return list
  end

  it("tells of no difference on the ports of that name at IANA", function()
    local cases = {}
    for _, name in ipairs(names) do
      for _, port in ipairs(iana.ports(name, "tcp")) do cases[#cases + 1] = { name, port } end
    end
    assert.is_true(#cases > 200)
    assert.same({}, differing(cases))
  end)

  it("tells of none where Nmap has the name for a port, and IANA that service under another", function()
    local cases, known = {}, services(data .. "/nmap-services")
    for _, name in ipairs(names) do
      for _, port in ipairs(known[name] or {}) do
        local other = (OTHER_SERVICE[name] or ""):find("," .. port .. ",", 1, true)
        if iana.name(port, "tcp") and not other then
          cases[#cases + 1] = { name, port, name == "docker" and port == 2376 and "ssl" or nil }
        end
      end
    end
    assert.is_true(#cases > 200)
    assert.same({}, differing(cases))
  end)

  it("tells of none where Nmap has no name for a port, and IANA one for the service", function()
    local cases = {}
    for name, ports in pairs(REGISTERED) do
      for port in ports:gmatch "%d+" do
        assert.is_string(iana.name(port, "tcp"))
        cases[#cases + 1] = { name, tonumber(port), name == "smtp" and "ssl" or nil }
      end
    end
    assert.same({}, differing(cases))
  end)

  it("tells of all others on a port", function()
    local cases, expected = {}, {}
    for port, same in pairs(ON) do
      for _, name in ipairs(names) do
        cases[#cases + 1] = { name, port }
        if not (" " .. same .. " "):find(" " .. name .. " ", 1, true) then
          expected[#expected + 1] = name .. " " .. port
        end
      end
    end
    table.sort(expected)
    assert.same(expected, differing(cases))
  end)
end)
