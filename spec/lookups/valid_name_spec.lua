--- valid_name: the rules of RFC 6335, section 5.1, each with its own message,
-- and which names of the registry follow them.

local bundled = require "spec.support.bundled"
local ianaports = require "ianaports"
local tally = require "spec.support.tally"

local valid_name = ianaports.valid_name

local LENGTH = "a name has 1 to 15 characters"
local LETTERS = "a name has letters A-Z and a-z, digits and hyphens only"
local A_LETTER = "a name has at least one letter"
local FIRST = "a name does not begin with a hyphen"
local LAST = "a name does not end with a hyphen"
local PAIR = "a name has no two hyphens side by side"

--- Each name, and the rule it breaks if it breaks one. Neighbours of a bound
--- stand together: the last inside, the bound, the first outside.
local CASES = {
  { "", LENGTH }, { "a" }, { "ab" },
  { "abcdefghijklmn" }, { "abcdefghijklmno" }, { "abcdefghijklmnop", LENGTH },
  { "a@", LETTERS }, { "aA" }, { "aB" }, { "aY" }, { "aZ" }, { "a[", LETTERS },
  { "A`", LETTERS }, { "Aa" }, { "Ab" }, { "Ay" }, { "Az" }, { "A{", LETTERS },
  { "a/", LETTERS }, { "a0" }, { "a1" }, { "a8" }, { "a9" }, { "a:", LETTERS },
  { "a,b", LETTERS }, { "a-b" }, { "a.b", LETTERS },
  { "a_b", LETTERS }, { "a b", LETTERS }, { "a+", LETTERS }, { "*", LETTERS },
  { "a\0", LETTERS }, { "a\n", LETTERS }, { "a\127", LETTERS },
  { "caf\195\169", LETTERS }, { "\255a", LETTERS },
  { "0", A_LETTER }, { "0a" }, { "a0" }, { "1-2", A_LETTER },
  { "123456789012345", A_LETTER }, { "12345678901234x" }, { "-", A_LETTER },
  { "-a", FIRST }, { "a-a" }, { "a-", LAST }, { "-a-", FIRST },
  { "a-b-c" }, { "a--b", PAIR }, { "a---b", PAIR }, { "a--", LAST },
}

describe("valid_name", function()
  for _, case in ipairs(CASES) do
    local name, rule = case[1], case[2]
    it(("says of %q: %s"):format(name, rule or "valid"), function()
      local valid, broken = valid_name(name)
      assert.equal(rule == nil, valid)
      assert.equal(rule, broken)
      assert.equal(rule and 2 or 1, select("#", valid_name(name)))
    end)
  end

  it("judges each byte alone as the RFC does", function()
    for byte = 0, 255 do
      local char = string.char(byte)
      assert.equal(char:find "[A-Za-z]" ~= nil, valid_name(char), byte)
      assert.equal(char:find "[A-Za-z0-9-]" ~= nil, valid_name("a" .. char .. "b"),
        byte)
    end
  end)

  it("raises for anything but a string, at the caller's line", function()
    for _, case in ipairs { { nil, "nil" }, { 80, "80" }, { {}, "table" },
      { true, "boolean" }, { print, "function" } } do
      local ok, message = pcall(function()
        local valid = valid_name(case[1])
        return valid
      end)
      assert.is_false(ok)
      assert.matches("^[^\n]*spec/lookups/valid_name_spec%.lua:%d+: bad argument", message)
      assert.is_truthy(message:find("bad argument #1 to 'valid_name' (name must be "
        .. "a string, got " .. case[2] .. ")", 1, true), message)
    end
  end)

  --- Those of the RFC, in its order, in the words of Lua's patterns.
  local function is_valid(name)
    return #name >= 1 and #name <= 15 and not name:find "[^A-Za-z0-9-]"
      and name:find "%a" ~= nil and not name:find "^%-" and not name:find "%-$"
      and not name:find("--", 1, true)
  end

  it("finds in the registry the names older than the RFC", function()
    local checks, broken = tally.new(), 0
    for _, record in ipairs(bundled.records) do
      if record.name then
        local valid = valid_name(record.name)
        checks:equal(is_valid(record.name), valid, record.name)
        broken = broken + (valid and 0 or 1)
      end
    end
    assert.equal(tally.clean(checks.compared), checks:report())
    assert.is_true(broken > 90)
  end)
end)
