--- The Wireshark plugin inside TShark itself, with the captures of
-- spec/fixtures/pcap.  TShark ends with 0 after an error in Lua, so its whole
-- output is compared.
--
-- How the captures were made.  hex() sets blanks between the bytes:
--
--   hex() { echo "0000 $(echo $1 | sed 's/ //g; s/../& /g')"; }
--   make() { out=$1 bytes=$2; shift 2; hex "$bytes" | text2pcap -q -F pcap "$@" - $out; }
--
--   printf 'O 0000 00\nI 0000 00\n' | text2pcap -q -F pcap -D -T 50000,443 - tcp.pcap
--   make udp.pcap 00 -u 50002,53
--   make sctp.pcap 00 -s 50003,443,0
--   make ipv6.pcap 00 -u 50005,123 -6 2001:db8::1,2001:db8::2
--   make dccp.pcap 'c354 138c 03 00 0000 04 000001' -i 33 -4 10.1.1.1,10.2.2.2
--   make vxlan.pcap '08000000 00002a00 020202020202 010101010101 0800
--     4500 0029 0001 0000 4006 0000 0a030303 0a040404
--     c356 0016 00000001 00000001 5010 2000 0000 0000 00' -u 50006,4789
--   make icmp.pcap '0303 0000 00000000 4500 0020 0001 0000 4011 0000 0a010101
--     0a020202 c357 00a1 000c 0000' -i 1 -4 10.2.2.2,10.1.1.1
--   { hex '020202020202 010101010101 0800 4500 002c 0001 2000 4011 0000 0a010101
--       0a020202 c358 0045 0020 0000 00000000000000000000000000000000'
--     hex '020202020202 010101010101 0800 4500 001c 0001 0003 4011 0000 0a010101
--       0a020202 0000000000000000'; } | text2pcap -q -F pcap - fragment.pcap
--
-- ports.pcap: mergecap -a -F pcap of make ... 00 with -T 50009,6003;
-- -T 50009,6001; -u 100,50010; -u 50011,50012; -u 5000,53; -s 4242,4000,0;
-- -T 50000,14001; -u 14001,50000.  short.pcap: the same of c35000 and c35001bb
-- with -i 6, and 00 with -i 1, each with -4 10.1.1.1,10.2.2.2.

local dated = require "spec.support.dated"
local iana = require "ianaports"
local shell = require "spec.support.shell"
local tshark = require "spec.support.tshark"

local PLUGIN = tshark.plugin
local CAPTURES = "spec/fixtures/pcap/"
local FIELDS = { "iana.service", "iana.src.name", "iana.src.description", "iana.src.status",
  "iana.src.unauthorized_use", "iana.dst.name", "iana.dst.description", "iana.dst.status",
  "iana.dst.unauthorized_use" }

--- The line below a table of packets.
local EDITION = ("IANA's registry of %s, bundled\n"):format(iana.info().updated)

local abi, lack, run = tshark.abi, tshark.lack, tshark.run

local function capture(name, arguments)
  local output, status = run("-r " .. CAPTURES .. name .. ".pcap " .. arguments)
  assert(status == 0, output)
  return output
end

--- Fields of each packet: a line for each, with bars between the fields.
local function fields(name, list, more)
  return capture(name, ("-T fields -E separator='|' -E aggregator=';' -e %s %s")
    :format(table.concat(list, " -e "), more or ""))
end

--- The tree of the plugin's protocol, without the lines on other layers.
local OTHERS = { "Frame %d", "Ethernet II", "Internet ", "User Data", "Virtual eX", "Transmission", "Domain",
  "SSH ", "%[Malformed", "Stream Con", "Data " }

local function tree(name, more)
  local lines = {}
  for line in capture(name, "-O iana " .. (more or "")):gmatch "[^\n]+" do
    local ours = true
    for _, other in ipairs(OTHERS) do
      if line:find("^" .. other) then ours = false end
    end
    if ours then lines[#lines + 1] = line end
  end
  return table.concat(lines, "\n") .. "\n"
end

describe("the Wireshark plugin", function()
  if not abi then
    pending("in TShark: " .. lack)
    return
  end

  describe("adds all fields to", function()
    local HTTPS = "http protocol over TLS/SSL|assigned|"
    for _, case in ipairs {
      { "TCP, both ways", "tcp", "https|https|" .. HTTPS .. "|||dynamic|\n"
        .. "https||| dynamic||https|" .. HTTPS .. "\n" },
      { "UDP", "udp", "domain||| dynamic||domain|Domain Name Server|assigned|\n" },
      { "SCTP", "sctp", "https||| dynamic||https|HTTPS|assigned|\n" },
      { "DCCP", "dccp", "avt-profile-1||| dynamic||avt-profile-1|RTP media data|assigned|\n" },
      { "IPv6", "ipv6", "ntp||| dynamic||ntp|Network Time Protocol|assigned|\n" },
      { "VXLAN and the TCP inside", "vxlan", "vxlan;ssh||| dynamic;dynamic||vxlan;ssh|"
        .. "Virtual eXtensible Local Area Network (VXLAN);The Secure Shell (SSH) Protocol|assigned;assigned|\n" },
      { "the UDP that an ICMP error quotes", "icmp", "snmp||| dynamic||snmp|SNMP|assigned|\n" },
      { "a fragmented datagram, once, where it is whole", "fragment",
        "||||||||\ntftp||| dynamic||tftp|Trivial File Transfer|assigned|\n" },
      { "what is cut short, as far as there are ports", "short",
        "||||||||\nhttps||| dynamic||https|" .. HTTPS .. "\n||||||||\n" },
    } do
      it(case[1], function()
        assert.equal((case[3]:gsub("| dynamic", "|dynamic")), fields(case[2], FIELDS))
      end)
    end
  end)

  it("takes the ports of a first fragment, and none of a later one", function()
    assert.equal("tftp\n\n", fields("fragment", { "iana.service" }, "-o ip.defragment:FALSE"))
  end)

  it("tells ranges, unauthorized use, several names, no name, no transport, no longer registered", function()
    assert.equal([[
x11|||dynamic||x11|X Window System|assigned|Known Unauthorized Use on port 6003
x11|||dynamic||x11|X Window System|assigned|
||Unassigned|unassigned|Known Unauthorized Use on 100|||dynamic|
|||dynamic||||dynamic|
domain|commplex-main||assigned||domain|Domain Name Server|assigned|
vrml-multi-use|vrml-multi-use|VRML Multi User Systems|assigned||||unassigned|
sua|||dynamic||sua|SUA|assigned|
sua|sua|De-Registered|reserved||||dynamic|
]], fields("ports", FIELDS))
  end)

  it("shows in the tree what it says", function()
    assert.equal([[
[IANA: vxlan (4789/udp)]
    [Service: vxlan]
    [Source status: dynamic]
    [Destination name: vxlan]
    [Destination description: Virtual eXtensible Local Area Network (VXLAN)]
    [Destination status: assigned]
[IANA: ssh (22/tcp)]
    [Service: ssh]
    [Source status: dynamic]
    [Destination name: ssh]
    [Destination description: The Secure Shell (SSH) Protocol]
    [Destination status: assigned]
]], tree "vxlan")
  end)

  describe("filters by", function()
    for filter, frames in pairs {
      ['iana.service == "x11"'] = "1\n2\n",
      ['iana.src.name == "commplex-main"'] = "5\n",
      ['iana.dst.name contains "o"'] = "5\n",
      ['iana.src.status == "reserved"'] = "8\n",
      ["iana.src.unauthorized_use || iana.dst.unauthorized_use"] = "1\n3\n",
      ['iana.dst.description matches "window"'] = "1\n2\n",
      ["iana"] = "1\n2\n3\n4\n5\n6\n7\n8\n",
      ["!iana.service"] = "3\n4\n",
    } do
      it(filter, function()
        --- A line a packet, the number first: no tree is shown, which would
        --- ask for all fields.
        local output = capture("ports", "-Y " .. shell.quote(filter))
        assert.equal(frames, (output:gsub("(%f[^\n%z]) *(%d+) +%d%.%d+ [^\n]*", "%1%2")))
        assert.equal(frames, capture("ports", "-T fields -e frame.number -2 -Y " .. shell.quote(filter)))
      end)
    end
  end)

  describe("has a preference that", function()
    it("leaves descriptions out", function()
      assert.equal("|\n", fields("udp", { "iana.src.description", "iana.dst.description" },
        "-o iana.descriptions:FALSE"))
    end)

    it("leaves packets without a name out", function()
      assert.equal("1\n2\n5\n6\n7\n8\n",
        capture("ports", "-T fields -e frame.number -Y iana -o iana.unregistered:FALSE"))
    end)

    it("names the services in the Info column", function()
      for name, names in pairs { udp = " [IANA: domain]", vxlan = " [IANA: vxlan, ssh]", short = "" } do
        local plain = capture(name, "-o iana.info:FALSE"):match "[^\n]*"
        assert.equal(plain .. names, (capture(name, "-o iana.info:TRUE"):match "[^\n]*"))
      end
    end)
  end)

  describe("counts packets per service", function()
    it("of all", function()
      assert.equal([[
IANA: packets per service
Service         Transport    Packets         Bytes
-               udp                2           120
x11             tcp                2           120
domain          udp                1            60
sua             tcp                1            60
sua             udp                1            60
vrml-multi-use  sctp               1            60
]] .. EDITION, capture("ports", "-q -z iana,services"))
    end)

    it("of those that a filter lets through, each layer of them", function()
      assert.equal([[
IANA: packets per service, tcp.port == 22
Service  Transport    Packets         Bytes
ssh      tcp                1           105
vxlan    udp                1           105
]] .. EDITION, capture("vxlan", "-q -z 'iana,services,tcp.port == 22'"))
    end)

    it("of none", function()
      assert.equal("IANA: packets per service, sctp\nService  Transport    Packets         Bytes\n" .. EDITION,
        capture("tcp", "-q -z iana,services,sctp"))
    end)

    it("of the newest edition on the machine, and says which", function()
      local path = os.tmpname()
      dated.new({ { name = "mine", port = "443", transport = "tcp" } }, { updated = "2999-12-31" }):save(path)
      local output = run("-r " .. CAPTURES .. "tcp.pcap -q -z iana,services", nil, nil, nil, path)
      os.remove(path)
      assert.equal([[
IANA: packets per service
Service  Transport    Packets         Bytes
mine     tcp                2           120
IANA's registry of 2999-12-31, ]] .. path .. "\n", output)
    end)

    it("and names an edition that does not open", function()
      local output = run("-r " .. CAPTURES .. "tcp.pcap -q -z iana,services", nil, nil, nil, PLUGIN)
      assert.equal(PLUGIN, output:match(EDITION:sub(1, -2):gsub("%p", "%%%0") .. " %((%S+): [^\n]+%)\n$"))
    end)

    it("unless the filter is none", function()
      local output = run("-r " .. CAPTURES .. "tcp.pcap -q -z 'iana,services,udp =='")
      assert.equal(output:match "^tshark: IANA: Error while registering tap: [^\n]+\n$", output)
    end)
  end)

  describe("says once, and lets TShark go on, that", function()
    local frames = " -r " .. CAPTURES .. "tcp.pcap -T fields -e frame.number"

    it("the module is missing", function()
      assert.equal("tshark: IANA: no fields, the Lua module ianaports is not installed for Lua "
        .. abi:gsub("0", ".") .. ", the Lua of this program\n1\n2\n", (run(frames, "/nonexistent/?.lua")))
    end)

    it("its C part is missing", function()
      assert.equal("tshark: IANA: no fields, the Lua module ianaports.core is not installed for Lua "
        .. abi:gsub("0", ".") .. ", the Lua of this program\n1\n2\n", (run(frames, nil, "/nonexistent/?.so")))
    end)

    it("the module is missing, in place of all that -z can be", function()
      local output = run("-r " .. CAPTURES .. "tcp.pcap -q -z iana,services", "/nonexistent/?.lua")
      assert.equal(1, select(2, output:gsub("\n", "")))
      assert.equal(1, (output:find("tshark: IANA: no fields, the Lua module ianaports is not installed", 1, true)))
    end)

    local others = 0
    for _, other in ipairs { "501", "501jit", "502", "503", "504", "505" } do
      local folder = shell.build .. "/" .. other
      if other ~= abi and shell.read(folder .. "/ianaports/core.so") then
        others = others + 1
        it("the module is that of another Lua: " .. other, function()
          local output = run(frames, nil, folder .. "/?.so")
          local reason = output:match ": (error loading module 'ianaports%.core' from file [^\n]+)\n"
            or output:match ": (version mismatch: [^\n]+)\n"
          assert.is_string(reason, output)
          assert.equal("tshark: IANA: no fields, the Lua module ianaports does not load in Lua "
            .. abi:gsub("0", ".") .. ", the Lua of this program: " .. reason .. "\n1\n2\n", output)
        end)
      end
    end
    if others == 0 then pending "the module is that of another Lua: none is built" end
  end)

  it("sets no global, and in TShark no menu", function()
    local output = tshark.wrapped({ PLUGIN, tshark.menu }, [[
local before = {}
for name in pairs(_G) do before[name] = true end
_G.register_menu = function() print "a menu" end
]], [[
for name in pairs(_G) do if not before[name] then print(name) end end
]])
    assert.equal("", output)
  end)
end)
