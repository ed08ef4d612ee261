--- The NSE script inside Nmap with the file that `export "lua"` writes, where there
-- is no module: it says what it says with the module.
--
-- A second script says that ports are open, and that ssh was found on each.

local ianaports = require "ianaports"
local nmap = require "spec.support.nmap"
local shell = require "spec.support.shell"

local STAGE = nmap.stage [[
  for number in ("%s"):gmatch "%%d+" do
    local port = { number = tonumber(number), protocol = "tcp" }
    nmap.set_port_state(host, port, "open")
    port.version = { name = "ssh" }
    nmap.set_port_version(host, port)
  end
]]

--- Of all kinds: several names, aliases, ranges, no transport, a port of several
--- records, notes on unauthorized use, reserved, unassigned, dynamic.
local PORTS = "0,1,22,24,42,53,80,88,225,443,993,1021,1023,1024,2999,3389,4200,4242,5000,6003,6055,6400,"
  .. "8080,9311,11211,14001,27018,49151,49152,65535"

describe("iana-port-info with the file of Lua", function()
  if nmap.lack then
    pending(nmap.lack)
    return
  end

  local folder
  setup(function()
    folder = shell.lines("mktemp -d")[1]
    assert(ianaports.export("lua", folder .. "/ianaports.lua"))
    shell.write(folder .. "/stage.nse", STAGE:format(PORTS))
    shell.write(folder .. "/iana-port-info.nse", shell.read(nmap.script) .. 'dependencies = { "stage" }\n')
  end)
  teardown(function() shell.run("rm -rf " .. shell.quote(folder)) end)

  --- What a scan reports, and what it writes as XML.
  local function scan(command)
    local report = folder .. "/report.xml"
    local text = nmap.scan(("-sT -p %s --script %s/iana-port-info.nse --script %s/stage.nse -oX %s")
      :format(PORTS, folder, folder, report), command)
    return text, nmap.elements(report)
  end

  it("prints and writes as XML what it does with the module", function()
    local expected, elements = scan(nmap.with_build(nmap.abi))
    local got, same = scan(nmap.command(folder .. "/?.lua", "/nonexistent/?.so"))
    local _, ports = expected:gsub("\n| iana%-port%-info: IANA: ", "")
    assert.equal(30, ports)
    assert.matches("\n|_ +differs: version detection found ssh", expected)
    assert.equal(expected, got)
    assert.same(elements, same)
  end)
end)
