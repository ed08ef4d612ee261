--- What selections refuse: operators with other values, methods on other
-- values, and selections of two registries.

local ianaports = require "ianaports"

local find = ianaports.find

local OTHERS = {
  ["a number"] = 443, ["a text"] = "printer", ["a boolean"] = true, ["a table"] = {},
  ["a list of records"] = { find(443)[1] }, ["a function"] = print, ["a file"] = io.stdout,
  ["a table that indexes"] = setmetatable({}, { __index = function() return 1 end }),
}

--- By sign: the operator, on one line of its own.
local OPERATORS = {
  ["*"] = function(a, b) local c = a * b return c end,
  ["+"] = function(a, b) local c = a + b return c end,
  ["-"] = function(a, b) local c = a - b return c end,
}

local function raised(f, ...)
  local ok, message = pcall(f, ...)
  assert.is_false(ok, "nothing is raised")
  return message
end

describe("an operator", function()
  for sign, operate in pairs(OPERATORS) do
    local place = ("selection_misuse_spec%%.lua:%d: "):format(
      debug.getinfo(operate, "S").linedefined)

    for title, other in pairs(OTHERS) do
      it(("refuses a selection %s %s"):format(sign, title), function()
        local s = find(443)
        local text = ("a selection can be combined with a selection alone, "
          .. "not with a %s value"):format(type(other))
        assert.matches(place, raised(operate, s, other))
        assert.matches(text, raised(operate, s, other), 1, true)
        assert.matches(text, raised(operate, other, s), 1, true)
        if type(other) ~= "string" then      -- a string's own operator comes first
          assert.matches(place, raised(operate, other, s))
        end
      end)
    end

    it(("refuses a selection %s nil"):format(sign), function()
      assert.matches("not with a nil value", raised(operate, find(443), nil))
      assert.matches("not with a nil value", raised(operate, nil, find(443)))
    end)
  end

  it("that selections do not have raises", function()
    local s = find(443)
    for _, f in ipairs {
      function() return s / s end, function() return s % s end, function() return s ^ s end,
      function() return -s end, function() return s .. "x" end, function() return s < s end,
      function() return s <= s end,
    } do
      raised(f)
    end
  end)
end)

describe("a method", function()
  local s = find(443)

  for _, name in ipairs { "first", "records", "names", "ports", "find" } do
    it(name .. " is refused on another value", function()
      for _, other in pairs(OTHERS) do raised(s[name], other) end
      raised(s[name])
      raised(s[name], nil)
    end)
  end

  it("is there by its name alone", function()
    assert.is_nil(s.rows)
    assert.is_nil(s.First)
    assert.is_nil(s[nil])
  end)
end)

describe("the operators of selections", function()
  it("take selections alone, even when they are called by hand", function()
    local core = require "ianaports.core".internals()
    assert.is_false(core.type "selection".__eq(io.stdout, io.stdout))
    assert.is_false(core.type "selection".__eq(core.bundled(), core.bundled()))
    assert.has_error(function() return find(443) "printer" end)
  end)
end)

describe("a registry of one's own", function()
  it("has selections that do not combine with those of another", function()
    local other = assert(ianaports.new { { name = "https", port = 443 } })
    local ours, theirs = find(443), other:find(443)
    assert.is_false(ours == theirs)
    for _, operate in pairs(OPERATORS) do
      assert.matches("selections of two registries cannot be combined",
        raised(operate, ours, theirs), 1, true)
      assert.matches("selections of two registries cannot be combined",
        raised(operate, theirs, ours), 1, true)
    end
  end)
end)
