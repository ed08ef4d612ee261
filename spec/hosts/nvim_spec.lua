--- The example of lua/README.md for Neovim, inside Neovim.

local host = require "spec.support.host"
local shell = require "spec.support.shell"

describe("in Neovim", function()
  local build, lack = host.build_for("nvim", { "501jit", "501" }, "jit")
  if not build then
    pending("the module: " .. lack)
    return
  end

  local folder
  setup(function()
    folder = shell.lines("mktemp -d")[1]
    shell.write(folder .. "/init.lua", host.examples("Neovim", build)[1])
  end)
  teardown(function() shell.run("rm -r " .. folder) end)

  --- What Neovim prints, with the example as its configuration.
  local function run(arguments)
    local status, output = shell.run(("HOME=%s XDG_DATA_HOME=%s nvim --headless -i NONE -u %s/init.lua %s -c qa")
      :format(folder, folder, folder, arguments))
    assert.equal(0, status, output)
    return (output:gsub("\r", ""))
  end

  it("a command shows what a key leads to", function()
    assert.equal("1 record\nsecure-mqtt  8883  tcp  Secure MQTT\n", run "-c 'Port 8883/tcp'" .. "\n")
  end)

  it("the module finds, and reads editions", function()
    shell.write(folder .. "/ask.lua", [[
local iana = require "ianaports"
io.write(iana.find { name = "imaps", transport = "tcp" }:ports()[1], " ",
  assert(iana.load "data/service-names-port-numbers.csv"):name(22, "tcp"))
]])
    assert.equal("993 ssh", run("-c 'luafile " .. folder .. "/ask.lua'"))
  end)
end)
