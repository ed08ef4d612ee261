-- The 30 look-ups of spec/fixtures/lookups.json: queries with their answers
-- in the edition of 2026-08-17. `merged` says how much of an answer the
-- bundled registry, which is older, can give:
--   full        every field of every record
--   names+desc  name, port, last_port, transport and description
--   names       the names alone
--   no          it lacks a record: pending

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

local function matching(wanted)
  local list = {}
  for record in ianaports.records() do
    if wanted(record) then list[#list + 1] = record end
  end
  return list
end

-- The records at a port: those with the transport, else those without any.
local function at_port(port, transport)
  local function covering(wanted)
    return matching(function(record)
      return record.port and record.port <= port
        and port <= (record.last_port or record.port)
        and record.transport == wanted
    end)
  end
  local list = covering(transport)
  return list[1] and list or covering(nil)
end

local function of_name(name)
  return matching(function(record)
    return record.name and record.name:lower() == name:lower()
  end)
end

-- A query in its parts: a port and a transport, or a name.
local function parse(query)
  local port, transport = query:match("^port (%d+)/(%a+)$")
  return tonumber(port), transport, query:match("^name (.+)$")
end

local function names_of(records)
  local names = {}
  for _, record in ipairs(records) do names[#names + 1] = record.name end
  return names
end

local function check_records(case, got)
  local ignored = IGNORED[case.merged]
  if not ignored then return end
  assert.equal(#case.expect, #got)
  for i, expected in ipairs(case.expect) do
    local wanted = {}
    for field, value in pairs(expected) do
      if not ignored[field] then wanted[field] = value end
    end
    assert.is_nil(tally.difference(wanted, got[i], ignored))
  end
end

local function check_port(case, port, transport)
  local got = at_port(port, transport)
  check_records(case, got)
  local names = names_of(case.expect)
  assert.same(names, ianaports.names(port, transport))
  assert.equal(names[1], ianaports.name(port, transport))
  assert.same(got[1], ianaports.lookup(port, transport))
  assert.same(got[1], ianaports.lookup(port .. "/" .. transport))
end

local function check_name(case, name)
  local got = of_name(name)
  check_records(case, got)
  assert.same(got[1], ianaports.lookup(name))
  assert.equal(case.expect[1].port, ianaports.port(name))
end

local function check(case)
  local port, transport, name = parse(case.query)
  if name then
    check_name(case, name)
  else
    check_port(case, port, transport)
  end
end

describe("the look-up", function()
  for _, case in ipairs(LOOKUPS) do
    local title = ("%s is answered (%s: %s)"):format(
      case.query, case.merged, case.why)
    if case.merged == "no" then
      pending(title .. ", once the edition has its records")
    else
      it(title, function() check(case) end)
    end
  end
end)

describe("the look-ups", function()
  it("are 30, of which two wait for a newer edition", function()
    local kinds = {}
    for _, case in ipairs(LOOKUPS) do
      kinds[case.merged] = (kinds[case.merged] or 0) + 1
    end
    assert.same({ full = 20, ["names+desc"] = 7, names = 1, no = 2 }, kinds)
  end)
end)
