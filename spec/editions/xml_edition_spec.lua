--- A whole edition in XML, read by the module's reader and by another one.

local collector = require "spec.support.collector"
local csv = require "spec.support.csv"
local json = require "dkjson"
local oracle = require "spec.support.oracle"
local tally = require "spec.support.tally"

local COLUMNS = { "name", "port", "transport", "description", "assignee",
  "contact", "registration_date", "modification_date", "reference",
  "service_code", "unauthorized_use", "assignment_notes" }

--- The facts of an edition as oracle.py --meta prints them.
local function meta(edition)
  local got = { notes = {}, footnotes = {}, records = #edition.records,
                contacts = #edition.contacts }
  for _, fact in ipairs(edition.facts) do
    local key, title = fact[1]:match "^(%l+):?(.*)$"
    if key == "expert" then
      got.expert = (got.expert and got.expert .. "\n" or "") .. fact[2]
    elseif key == "note" then
      table.insert(got.notes, { title = title ~= "" and title or nil,
                                text = fact[2] })
    elseif key == "footnote" then
      got.footnotes[title] = fact[2]
    else
      got[key] = fact[2]
    end
  end
  return got
end

--- A copy without the metatables that json.decode sets.
local function bare(value)
  if type(value) ~= "table" then return value end
  local copy = {}
  for key, item in pairs(value) do copy[key] = bare(item) end
  return copy
end

--- One expectation for each part of an edition.
local function compare(path)
  local edition

  setup(function()
    edition = collector.read("xml", csv.slurp(path), 65536)
  end)

  it("has the cells of an independent reading", function()
    local rows = csv.parse(oracle.read("--csv", path))
    local count = tally.new()
    for row = 2, math.max(#rows, #edition.records + 1) do
      local got = edition.records[row - 1] or {}
      for column, name in ipairs(COLUMNS) do
        count:equal((rows[row] or {})[column], got[name] or "", row, name)
      end
    end
    assert.equal(tally.clean((#rows - 1) * 12), count:report())
  end)

  it("has its contacts", function()
    local count, number = tally.new(), 0
    for line in oracle.read("--contacts", path):gmatch "[^\n]+" do
      local expected = json.decode(line)
      if type(expected.uri) == "table" then
        expected.uri = table.concat(expected.uri, "\n")
      end
      number = number + 1
      count:equal(nil, tally.difference(expected, edition.contacts[number]),
                  number)
    end
    assert.equal(tally.clean(#edition.contacts), count:report())
  end)

  it("says the same of itself", function()
    local expected = bare(json.decode(oracle.read("--meta", path)))
    assert.same(expected, meta(edition))
  end)
end

local missing = oracle.missing
  or not pcall(require, "lxp") and "LuaExpat is not installed"

if missing then
  describe("an XML edition", function()
    it("is read as an independent reading does", function()
      pending(missing)
    end)
  end)
else
  describe("the XML file with every rule", function()
    compare "spec/fixtures/xml/every_rule.xml"
  end)
  for _, path in ipairs(oracle.editions "xml") do
    describe("the XML edition " .. path:match "[^/]*$", function()
      compare(path)
    end)
  end
end
