-- A filter is applied once: by C where it reads all keys, else by the Lua layer,
-- which then gets every record.  In what order `pairs` gives the keys does not
-- matter.

local shell = require "spec.support.shell"

-- What the Lua layer is given of six records: how many, or "C" where it is not
-- asked; then how many are found.
local asked = [[
  local seen = "C"
  local filter = require "ianaports.filter"
  local narrow = filter.narrow
  filter.narrow = function(selection, ...)
    seen = #selection
    return narrow(selection, ...)
  end
  local registry = require "ianaports".new {
    { name = "a", port = 1, transport = "tcp", description = "one" },
    { name = "b", port = 1, transport = "udp", description = "one" },
    { name = "c", port = 2, transport = "tcp", description = "two" },
    { port = 1, transport = "tcp", description = "one" },
    { name = "d", transport = "tcp" }, { name = "e" },
  }
  local found = #registry:find(%s)
  io.write(seen, " ", found)]]

local cases = {
  { "nil", "C 6" }, { "1", "C 3" }, { '"one"', "C 3" }, { "{}", "C 6" },
  { '{ port = 1 }', "C 3" }, { '{ text = "one" }', "C 3" }, { '{ transport = "tcp" }', "C 4" },
  { '{ transport = 6, port = 1, text = "one" }', "C 2" },
  { '{ text = "one", has = "name" }', "6 2" },
  { '{ port = 1, name = "a" }', "6 1" },
  { '{ transport = "tcp", name = "a" }', "6 1" },
  { '{ text = "one", port = 1, transport = "tcp", has = "name" }', "6 1" },
  { '{ text = "one", port = 1, transport = "tcp", where = function() return true end }', "6 2" },
  { '{ port = "1", transport = "tcp" }', "6 2" },
  { '{ port = { 1, 2 }, transport = "tcp" }', "6 3" },
  { '{ transport = { "tcp", "udp" }, port = 1 }', "6 3" },
  { '{ transport = false, text = "" }', "6 1" },
}

describe("a filter is applied once", function()
  for _, case in ipairs(cases) do
    it(case[1] .. " gives " .. case[2], function()
      local status, said = shell.run(shell.lua() .. " -e " .. shell.quote(asked:format(case[1])))
      assert.equal(case[2], said)
      assert.equal(0, status)
    end)
  end
end)
