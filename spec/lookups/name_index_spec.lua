--- The index of names: names of every size, names that differ only in one byte
-- or in case, and so many names with the same hash that a bucket is crowded.

local ianaports = require "ianaports"

--- A registry whose name `i` has port `i`, on each transport in turn.
local function registry_of(names)
  local rows, transports = {}, { "tcp", "udp", "sctp", "dccp" }
  for i, name in ipairs(names) do
    rows[i] = { name = name, port = i, transport = transports[i % 4 + 1] }
  end
  return assert(ianaports.new(rows))
end

--- Every name leads to its port, in any case.
local function assert_found(registry, names)
  for i, name in ipairs(names) do
    assert.equal(i, registry:port(name), name)
    assert.equal(i, registry:port(name:upper()), name)
  end
end

describe("a name", function()
  local LETTERS = "qwertyuiopasdfghjklzxcvbnm"

  it("is found at any size", function()
    local names = {}
    for size = 1, 100 do names[size] = LETTERS:rep(4):sub(1, size) end
    local registry = registry_of(names)
    assert_found(registry, names)
    assert.is_nil(registry:port "")
    assert.is_nil(registry:port(LETTERS:rep(4):sub(1, 101)))
  end)

  it("is another's for no byte of it", function()
    for size = 1, 40 do
      local name = LETTERS:rep(2):sub(1, size)
      local registry = registry_of { name }
      for at = 1, size do
        local other = name:sub(1, at - 1) .. "0" .. name:sub(at + 1)
        assert.is_nil(registry:port(other), other)
      end
    end
  end)

  -- These names differ only in bit 5 of some bytes, which the hash ignores.  It
  -- tells capitals from small letters, but also `[` from `{`.
  it("is found among thousands of one hash", function()
    local names = { "" }
    for _ = 1, 12 do
      local longer = {}
      for _, name in ipairs(names) do
        longer[#longer + 1] = name .. "["
        longer[#longer + 1] = name .. "{"
      end
      names = longer
    end
    local absent = table.remove(names, 1234)
    local registry = registry_of(names)
    assert.equal(4095, #names)
    assert_found(registry, names)
    assert.is_nil(registry:port(absent))
    assert.is_nil(registry:port(("["):rep(13)))
  end)

  it("leads to the records of all its spellings", function()
    local registry = registry_of { "Ab", "aB", "AB", "ac" }
    for _, spelling in ipairs { "ab", "Ab", "aB", "AB" } do
      assert.same({ 1 }, registry:ports(spelling, "udp"))
      assert.same({ 2 }, registry:ports(spelling, "sctp"))
      assert.same({ 3 }, registry:ports(spelling, "dccp"))
      assert.equal("aB", registry:lookup(spelling, "sctp").name)
    end
  end)
end)
