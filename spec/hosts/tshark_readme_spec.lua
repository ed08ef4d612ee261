--- Every TShark command in the plugin's README is run, and its whole output is
-- compared.  The Nmap commands are in nmap_spec, which starts the listeners.

local bundled = require "spec.support.bundled"
local console = require "spec.support.console"
local tshark = require "spec.support.tshark"

describe("the README of the Wireshark plugin", function()
  if not tshark.abi then
    pending("in TShark: " .. tshark.lack)
    return
  end

  local other = bundled.other_than "2024-04-19"
  if other then
    pending(other)
    return
  end

  local commands = console("lua/wireshark/README.md", "tshark")

  it("has three cases", function() assert.equal(3, #commands) end)

  for _, command in ipairs(commands) do
    it("shows what it prints: " .. command[1], function()
      local output = tshark.run(command[1])
      -- From 4.6 on, TShark's own first line has a word more.
      assert.equal(command[2], (output:gsub("^(Frame %d+: )Packet, ", "%1")))
    end)
  end
end)
