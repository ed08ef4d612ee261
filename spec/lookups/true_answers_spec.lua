--- The 30 look-ups of spec/fixtures/lookups.json: queries with their answers
-- in the edition of 2026-08-17. They are asked of a registry of the records in
-- those answers, and of the bundled one, where its edition is that, or that of
-- 2024-04-19; `merged` says how much of an answer the latter can give:
--   full        every field of every record
--   names+desc  name, port, last_port, transport and description
--   names       the names alone
--   no          it lacks a record: pending

local bundled = require "spec.support.bundled"
local ianaports = require "ianaports"
local fixture = require "spec.support.fixture"
local tally = require "spec.support.tally"

local LOOKUPS = fixture.json("lookups.json")

local NEWER = {                             -- fields that "names+desc" ignores
  row = true, assignee = true, contact = true, registration_date = true,
  modification_date = true, reference = true, service_code = true,
  unauthorized_use = true, assignment_notes = true,
}

local IGNORED = { full = { row = true }, ["names+desc"] = NEWER }

--- How much of its answers a registry gives: all, or as `merged` says.
local function in_full() return "full" end
local function as_merged(case) return case.merged end

local function matching(list, wanted)
  local found = {}
  for _, record in ipairs(list) do
    if wanted(record) then found[#found + 1] = record end
  end
  return found
end

--- The records that answer for a transport: those with it, else those without any.
local function of_transport(list, transport)
  local function having(wanted)
    return matching(list, function(record) return record.transport == wanted end)
  end
  local found = having(transport)
  return found[1] and found or having(nil)
end

local function all_of(registry)
  local list = {}
  for record in registry:records() do list[#list + 1] = record end
  return list
end

local function at_port(registry, port, transport)
  return of_transport(matching(all_of(registry), function(record)
    return record.port and record.port <= port and port <= (record.last_port or record.port)
  end), transport)
end

local function of_name(registry, name)
  return matching(all_of(registry), function(record)
    return record.name and record.name:lower() == name:lower()
  end)
end

--- A query in its parts: a port and a transport, or a name.
local function parse(query)
  local port, transport = query:match("^port (%d+)/(%a+)$")
  return tonumber(port), transport, query:match("^name (.+)$")
end

local function names_of(records)
  local names = {}
  for _, record in ipairs(records) do names[#names + 1] = record.name end
  return names
end

local function check_records(expect, how_much, got)
  local ignored = IGNORED[how_much]
  if not ignored then return end
  assert.equal(#expect, #got)
  for i, expected in ipairs(expect) do
    local wanted = {}
    for field, value in pairs(expected) do
      if not ignored[field] then wanted[field] = value end
    end
    assert.is_nil(tally.difference(wanted, got[i], ignored))
  end
end

local function check_port(registry, expect, how_much, port, transport)
  local got = at_port(registry, port, transport)
  expect = of_transport(expect, transport)
  check_records(expect, how_much, got)
  local names = names_of(expect)
  assert.same(names, registry:names(port, transport))
  assert.equal(names[1], registry:name(port, transport))
  assert.same(got[1], registry:lookup(port, transport))
  assert.same(got[1], registry:lookup(port .. "/" .. transport))
end

local function check_name(registry, expect, how_much, name)
  local got = of_name(registry, name)
  check_records(expect, how_much, got)
  assert.same(got[1], registry:lookup(name))
  assert.equal(expect[1].port, registry:port(name))
end

local function answers(registry, how_much_of)
  for _, case in ipairs(LOOKUPS) do
    local how_much = how_much_of(case)
    local title = ("answers %s (%s: %s)"):format(case.query, how_much, case.why)
    if how_much == "no" then
      pending(title .. ", once the edition has its records")
    else
      it(title, function()
        local port, transport, name = parse(case.query)
        if name then
          check_name(registry, case.expect, how_much, name)
        else
          check_port(registry, case.expect, how_much, port, transport)
        end
      end)
    end
  end
end

describe("the look-ups", function()
  it("are 30, of which 28 wait for no newer edition than that of 2024-04-19", function()
    local kinds = {}
    for _, case in ipairs(LOOKUPS) do
      kinds[case.merged] = (kinds[case.merged] or 0) + 1
    end
    assert.same({ full = 20, ["names+desc"] = 7, names = 1, no = 2 }, kinds)
  end)
end)

describe("a registry of the records in the answers", function()
  local rows = {}
  for _, case in ipairs(LOOKUPS) do
    for _, record in ipairs(case.expect) do rows[#rows + 1] = record end
  end
  answers(assert(ianaports.new(rows)), in_full)
end)

--- The module's functions, as methods.
local module = setmetatable({}, { __index = function(_, name)
  return function(_, ...) return ianaports[name](...) end
end })

describe("the bundled registry", function()
  if not bundled.other_than "2026-08-17" then return answers(module, in_full) end
  local other = bundled.other_than "2024-04-19"
  if other then return pending(other .. " or 2026-08-17") end
  answers(module, as_merged)
end)
