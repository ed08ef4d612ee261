--- The Wireshark plugin inside TShark with the file that `export "lua"` writes, where
-- there is no module: it says what it says with the module.

local ianaports = require "ianaports"
local shell = require "spec.support.shell"
local tshark = require "spec.support.tshark"

describe("the Wireshark plugin with the file of Lua", function()
  if tshark.lack then
    pending(tshark.lack)
    return
  end

  local folder
  setup(function()
    folder = shell.lines("mktemp -d")[1]
    assert(ianaports.export("lua", folder .. "/ianaports.lua"))
  end)
  teardown(function() shell.run("rm -rf " .. shell.quote(folder)) end)

  local function with_file(arguments)
    return tshark.run(arguments, folder .. "/?.lua", "/nonexistent/?.so")
  end

  it("adds to the packets of all captures what it does with the module", function()
    local all = folder .. "/all.pcap"
    shell.lines("mergecap -a -F pcap -w " .. all .. " spec/fixtures/pcap/*.pcap")
    local expected = tshark.run("-V -r " .. all)
    local _, layers = expected:gsub("\n%[IANA: ", "")
    assert.is_true(layers >= 15, layers)
    assert.equal(expected, (with_file("-V -r " .. all)))
  end)

  it("counts packets per service as it does with the module", function()
    local arguments = "-q -z iana,services -r spec/fixtures/pcap/ports.pcap"
    local expected = tshark.run(arguments)
    assert.matches("IANA: packets per service", expected, 1, true)
    assert.equal(expected, (with_file(arguments)))
  end)

  it("finds the file beside it in the folder of plugins", function()
    local plugins = folder .. "/.local/lib/wireshark/plugins"
    shell.lines(("mkdir -p %s; cp lua/wireshark/*.lua %s/ianaports.lua %s"):format(plugins, folder, plugins))
    local status, output = shell.run(("env -u LUA_PATH -u LUA_CPATH HOME=%s XDG_CONFIG_HOME=%s/.config "
      .. "tshark -n -r spec/fixtures/pcap/udp.pcap -T fields -e iana.service"):format(folder, folder))
    assert.equal(0, status)
    assert.equal("domain\n", (output:gsub('Running as user "[^\n]*\n', "")))
  end)
end)
