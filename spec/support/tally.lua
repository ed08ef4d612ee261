--- Very many comparisons in one assertion: an assertion for each of a million
-- values is slow. A tally counts comparisons and stores the first differences; a
-- spec asserts its report once:
--   assert.equal(tally.clean(#records), checks:report())

local tally = {}

local Tally = {}
Tally.__index = Tally

local SHOWN = 5

function tally.new()
  return setmetatable({ compared = 0, differ = 0, shown = {} }, Tally)
end

--- Compare two values. The other arguments are words that say what they are.
function Tally:equal(expected, got, ...)
  self.compared = self.compared + 1
  if expected == got then return end
  self.differ = self.differ + 1
  if self.differ > SHOWN then return end
  local words = { "" }
  for i = 1, select("#", ...) do words[i + 1] = tostring((select(i, ...))) end
  self.shown[self.differ] = ("%s: expected %s, got %s"):format(
    table.concat(words, " "), tostring(expected), tostring(got))
end

function Tally:report()
  local head = "%d compared, %d differ"
  local lines = { head:format(self.compared, self.differ) }
  for i, line in ipairs(self.shown) do lines[i + 1] = line end
  return table.concat(lines, "\n ")
end

--- The report of a number of comparisons without a difference.
function tally.clean(compared)
  return ("%d compared, 0 differ"):format(compared)
end

local same_lists

local function same(a, b)
  if type(a) == "table" and type(b) == "table" then return same_lists(a, b) end
  return a == b and tostring(a) == tostring(b)      -- 80.0 is not the port 80
end

function same_lists(a, b)
  for i = 1, math.max(#a, #b) do
    if not same(a[i], b[i]) then return false end
  end
  return true
end

--- The first field in which two plain tables differ, in words, or nil. Fields in
--- the set `ignore` may differ.
function tally.difference(expected, got, ignore)
  if type(got) ~= "table" then return "not a table: " .. tostring(got) end
  ignore = ignore or {}
  for field, value in pairs(expected) do
    if not ignore[field] and not same(value, got[field]) then
      return ("%s is %q, not %q"):format(
        field, tostring(got[field]), tostring(value))
    end
  end
  for field, value in pairs(got) do
    if not ignore[field] and expected[field] == nil then
      return ("%s is %q, should be absent"):format(field, tostring(value))
    end
  end
end

return tally
