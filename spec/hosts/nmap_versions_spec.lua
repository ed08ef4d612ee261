--- What the NSE script makes of version detection, inside Nmap itself: a second
-- script fills the table of ports as if Nmap had found services and transports
-- for which there is no listener here.

local dated = require "spec.support.dated"
local nmap = require "spec.support.nmap"
local shell = require "spec.support.shell"

local IS_ROOT = select(2, shell.run "id -u") == "0\n"

--- Sets ports as open, and what version detection found there.
local STAGE = nmap.stage [[
  for number, protocol, name, tunnel in ([=[%s]=]):gmatch "(%%d+)/(%%a+) (%%S+) (%%S+)" do
    local port = { number = tonumber(number), protocol = protocol }
    nmap.set_port_state(host, port, "open")
    if name ~= "-" then
      port.version = { name = name, service_tunnel = tunnel ~= "-" and tunnel or nil }
      nmap.set_port_version(host, port)
    end
  end
]]

local function same(expected, got)
  assert.equal(nmap.in_any_edition(expected), nmap.in_any_edition(got))
end

describe("iana-port-info over a table of ports in nmap", function()
  if nmap.lack then
    pending(nmap.lack)
    return
  end

  local folder
  setup(function() folder = shell.lines("mktemp -d")[1] end)
  teardown(function() shell.run("rm -rf " .. shell.quote(folder)) end)

  --- `ports` are lines "80/tcp www -": the found service, and its tunnel.
  local function staged(scanned, ports, arguments, command)
    local home = folder .. "/stage"
    shell.run("mkdir -p " .. home)
    shell.write(home .. "/stage.nse", STAGE:format(ports))
    shell.write(home .. "/iana-port-info.nse", shell.read(nmap.script) .. 'dependencies = { "stage" }\n')
    return (nmap.scan(scanned .. " --script " .. home .. "/ " .. (arguments or ""), command))
  end

  it("counts aliases and TLS as the same, and tells what differs", function()
    same([[
80/tcp open
| iana-port-info: IANA: http, www, www-http (assigned)
|   description: World Wide Web HTTP
|_  assignee: [Tim_Berners_Lee] (www-http)
150/tcp open
| iana-port-info: IANA: sql-net (assigned)
|   description: SQL-NET
|_  assignee: [Martin_Picard]
443/tcp open
| iana-port-info: IANA: https (assigned)
|   description: http protocol over TLS/SSL
|_  assignee: [Kipp_E_B_Hickman]
465/tcp open
| iana-port-info: IANA: urd, submissions (assigned)
|   description: URL Rendesvous Directory for SSM (urd)
|   description: Message Submission over TLS protocol (submissions)
|_  assignee: [Toerless_Eckert] (urd)
4200/tcp open
| iana-port-info: IANA: vrml-multi-use (assigned, ports 4200-4299)
|   description: VRML Multi User Systems
|   assignee: [Mitra]
|_  differs: version detection found ftp, none of IANA's names for 4200/tcp; IANA registers ftp for 21/tcp
6003/tcp open
| iana-port-info: IANA: x11 (assigned, ports 6000-6063)
|   description: X Window System
|   assignee: [Stephen_Gildea]
|_  unauthorized use: Known Unauthorized Use on port 6003
6501/tcp open
| iana-port-info: IANA: boks-servc, boks_servc (assigned)
|   description: BoKS Servc IANA assigned this well-formed service name as a replacement for "boks_servc". (boks-servc)
|   description: BoKS Servc (boks_servc)
|   assignee: [Magnus_Nystrom]
|_  unauthorized use: Known Unauthorized Use on port 6501
8080/tcp open
| iana-port-info: IANA: http-alt (assigned)
|   description: HTTP Alternate (see port 80)
|_  assignee: [Stephen_Casner]
8444/tcp open
| iana-port-info: IANA: pcsync-http (assigned)
|   description: PCsync HTTP
|   assignee: [Katy_Lynn_McCullough]
|_  differs: version detection found http in TLS, none of IANA's names for 8444/tcp; IANA registers https for 443/tcp
50000/tcp open
| iana-port-info: IANA: no name (dynamic)
|_  differs: version detection found vnc, and IANA has no name for 50000/tcp; IANA registers rfb for 5900/tcp
Post-scan script results:
| iana-port-info: IANA's registry of DATE, bundled
|   PORT       HOSTS  IANA            STATUS    UNAUTHORIZED USE  DIFFERS
|   80/tcp     1      http            assigned  -                 -
|   150/tcp    1      sql-net         assigned  -                 -
|   443/tcp    1      https           assigned  -                 -
|   465/tcp    1      urd             assigned  -                 -
|   4200/tcp   1      vrml-multi-use  assigned  -                 ftp (1)
|   6003/tcp   1      x11             assigned  reported          -
|   6501/tcp   1      boks-servc      assigned  reported          -
|   8080/tcp   1      http-alt        assigned  -                 -
|   8444/tcp   1      pcsync-http     assigned  -                 http (1)
|_  50000/tcp  1      -               dynamic   -                 vnc (1)]],
      staged("-sT -p 80,150,443,465,4200,6003,6501,8080,8444,50000", [[
80/tcp www -
150/tcp sql*net -
443/tcp http ssl
465/tcp smtp ssl
4200/tcp ftp -
6003/tcp X11 -
6501/tcp boks_servc -
8080/tcp - -
8444/tcp http ssl
50000/tcp vnc -]]))
  end)

  it("tells of differences alone, and takes names as the same, where it is told to", function()
    local ports = "21/tcp ftp -\n199/tcp snmp -\n4200/tcp ssh -\n8000/tcp http -\n8081/tcp http -"
    local text = staged("-sT -p 21,199,4200,8000,8081", ports, "--script-args " .. shell.quote(
      "iana-port-info.mismatch,iana-port-info.same={http={irdmi,sunproxyadmin},snmp=smux}"))
    same([[
21/tcp open
199/tcp open
4200/tcp open
| iana-port-info: IANA: vrml-multi-use (assigned, ports 4200-4299)
|   description: VRML Multi User Systems
|   assignee: [Mitra]
|_  differs: version detection found ssh, none of IANA's names for 4200/tcp; IANA registers ssh for 22/tcp
8000/tcp open
8081/tcp open
Post-scan script results:
| iana-port-info: IANA's registry of DATE, bundled
|   PORT      HOSTS  IANA            STATUS    UNAUTHORIZED USE  DIFFERS
|_  4200/tcp  1      vrml-multi-use  assigned  -                 ssh (1)]], text)
    assert.equal("21/tcp open",
      staged("-sT -p 21", "21/tcp ftp -", "--script-args iana-port-info.mismatch"))
  end)

  it("tells nothing more of a name that IANA does not have", function()
    local text = staged("-sT -p 150", "150/tcp backdoor -")
    assert.equal("differs: version detection found backdoor, none of IANA's names for 150/tcp",
      text:match "|_  (differs: [^\n]*)\n")
  end)

  it("knows IANA's names for what Nmap calls otherwise, for what is in TLS, for proxies and alternate ports", function()
    local ports, numbers, lines = {}, {}, {}
    for _, words in ipairs {
      "43 whois -", "88 kerberos-sec -", "111 rpcbind -", "135 msrpc -", "427 slp-srvreg -", "445 netbios-ssn -",
      "465 smtp ssl", "502 modbus -", "548 afp -", "587 smtp -", "591 http -", "593 ncacn_http -", "636 ldap ssl",
      "853 domain ssl", "1080 socks5 -", "1900 upnp -", "3632 distccd -", "3690 svnserve -", "5061 sip-proxy ssl",
      "5222 jabber -", "5269 xmpp -", "5900 vnc -", "6346 gnutella -", "6667 irc -", "6697 irc ssl",
      "8080 http-proxy -", "8554 rtsp -", "8883 mqtt ssl", "9100 jetdirect -", "10050 zabbix -", "11211 memcached -",
    } do
      local number, rest = words:match "^(%d+) (.*)$"
      ports[#ports + 1] = number .. "/tcp " .. rest
      numbers[#numbers + 1] = number
      lines[#lines + 1] = number .. "/tcp open"
    end
    assert.equal(table.concat(lines, "\n"), staged("-sT -p " .. table.concat(numbers, ","),
      table.concat(ports, "\n"), "--script-args iana-port-info.mismatch"))
  end)

  it("tells of open ports alone", function()
    if not IS_ROOT then
      pending "scans that leave the state open need root"
      return
    end
    assert.equal("21/tcp unfiltered", staged("-sA -p 21", ""))
  end)

  it("counts hosts in the table after the scan", function()
    local text = staged("-sT -p 21,8081", "21/tcp ftp -\n8081/tcp http -", "127.0.0.1")
    assert.equal([[
Post-scan script results:
| iana-port-info: IANA's registry of DATE, bundled
|   PORT      HOSTS  IANA           STATUS    UNAUTHORIZED USE  DIFFERS
|   21/tcp    2      ftp            assigned  -                 -
|_  8081/tcp  2      sunproxyadmin  assigned  -                 http (2)]], text:match "Post%-scan.*")
  end)

  it("says which argument it cannot use, and goes on", function()
    same([[
Pre-scan script results:
|_iana-port-info: iana-port-info.same is left out: it must be a table, such as {http=sunproxyadmin}
21/tcp open
| iana-port-info: IANA: ftp (assigned)
|   description: File Transfer Protocol [Control]
|   assignee: [Jon_Postel]
|_  reference: [RFC959]
Post-scan script results:
| iana-port-info: IANA's registry of DATE, bundled
|   PORT    HOSTS  IANA  STATUS    UNAUTHORIZED USE  DIFFERS
|_  21/tcp  1      ftp   assigned  -                 -]],
      staged("-sT -p 21", "21/tcp ftp -", "--script-args iana-port-info.same=http-alt"))
  end)

  it("speaks of the newest edition on the machine, and says which", function()
    local path, report = folder .. "/newer", folder .. "/newer.xml"
    dated.new({ { name = "mine", port = "21", transport = "tcp" } }, { updated = "2999-12-31" }):save(path)
    assert.equal(([[
21/tcp open
| iana-port-info: IANA: mine (assigned)
|_  differs: version detection found ftp, none of IANA's names for 21/tcp
Post-scan script results:
| iana-port-info: IANA's registry of 2999-12-31, PATH
|   PORT    HOSTS  IANA  STATUS    UNAUTHORIZED USE  DIFFERS
|_  21/tcp  1      mine  assigned  -                 ftp (1)]]):gsub("PATH", path),
      staged("-sT -p 21", "21/tcp ftp -", "-oX " .. report, nmap.with_build(nmap.abi, path)))
    assert.equal('<elem key="updated">2999-12-31</elem>\n<elem key="source">' .. path .. "</elem>",
      nmap.elements(report)[2]:match "^[^\n]*\n[^\n]*")
  end)

  it("names an edition that does not open", function()
    local path = folder .. "/damaged"
    shell.write(path, "no image")
    local text = staged("-sT -p 21", "21/tcp ftp -", nil, nmap.with_build(nmap.abi, path))
    assert.equal(path, text:match "IANA's registry of DATE, bundled %((%S+): [^\n]+%)\n")
  end)

  it("knows UDP and SCTP", function()
    if not IS_ROOT then
      pending "scans of UDP and SCTP need root"
      return
    end
    local report = folder .. "/report.xml"
    same([[
111/udp open
| iana-port-info: IANA: sunrpc (assigned)
|   description: SUN Remote Procedure Call
|_  assignee: [Chuck_McManis]
443/udp open
| iana-port-info: IANA: https (assigned)
|   description: http protocol over TLS/SSL
|_  assignee: [Kipp_E_B_Hickman]
443/sctp open
| iana-port-info: IANA: https (assigned)
|   description: HTTPS
|   assignee: [Randall_Stewart]
|   reference: [RFC4960]
|_  differs: version detection found http, none of IANA's names for 443/sctp; IANA registers http for 80/sctp
Post-scan script results:
| iana-port-info: IANA's registry of DATE, bundled
|   PORT      HOSTS  IANA    STATUS    UNAUTHORIZED USE  DIFFERS
|   111/udp   1      sunrpc  assigned  -                 -
|   443/sctp  1      https   assigned  -                 http (1)
|_  443/udp   1      https   assigned  -                 -]],
      staged("-sU -sY -p U:111,443,S:443", "111/udp rpcbind -\n443/udp - -\n443/sctp http -", "-oX " .. report))
    local list = nmap.elements(report)
    assert.equal([[
<elem key="updated">DATE</elem>
<elem key="source">bundled</elem>
<table key="ports">
<table>
<elem key="port">111</elem>
<elem key="protocol">udp</elem>
<elem key="hosts">1</elem>
<elem key="name">sunrpc</elem>
<elem key="status">assigned</elem>
</table>
<table>
<elem key="port">443</elem>
<elem key="protocol">sctp</elem>
<elem key="hosts">1</elem>
<elem key="name">https</elem>
<elem key="status">assigned</elem>
<table key="differs">
<table>
<elem key="service">http</elem>
<elem key="hosts">1</elem>
</table>
</table>
</table>
<table>
<elem key="port">443</elem>
<elem key="protocol">udp</elem>
<elem key="hosts">1</elem>
<elem key="name">https</elem>
<elem key="status">assigned</elem>
</table>
</table>]], list[#list])
  end)
end)
