--- What find, records and services take: the keys that are not columns, several
-- keys, and the forms of a filter that are not tables. A case's condition says
-- the same of one record in plain Lua, and each record of the CSV file is tried
-- with it. Columns: filter_columns_spec; what is refused:
-- filter_errors_spec; functions: filter_function_spec.

local csv = require "spec.support.csv"
local ianaports = require "ianaports"
local sieve = require "spec.support.sieve"

local find = ianaports.find

--- One test for each case { title, value, condition }; `none`: nothing is found.
local function cases(key, list)
  describe("the key " .. key, function()
    for _, case in ipairs(list) do
      it((case.none and "finds nothing for " or "takes ") .. case[1], function()
        local selection = find { [key] = case[2] }
        assert.is_nil(sieve.wrong(selection, case[3], case.none))
      end)
    end
  end)
end

local function nothing() return false end
local function everything() return true end

local function dated(bound)
  return function(r)
    return (r.registration_date or "") >= bound
      or (r.modification_date or "") >= bound
  end
end

cases("since", {
  { "a year", "2015", dated "2015" },
  { "a month", "2015-07", dated "2015-07" },
  { "a day", "2015-07-15", dated "2015-07-15" },
  { "the first day of a month", "2012-02-01", dated "2012-02-01" },
  { "a year before all", "1970", dated "0" },
  { "a day after all", "2090-12-31", nothing, none = true },
})

describe("the key since", function()
  -- `osvr` was registered on 2015-07-14, tcp, udp and sctp alike.
  for _, case in ipairs { { "2015-07-13", 3 }, { "2015-07-14", 3 }, { "2015-07-15", 0 } } do
    it(("finds osvr %d times for %s"):format(case[2], case[1]), function()
      assert.equal(case[2], #find { since = case[1], name = "osvr" })
    end)
  end

  it("has a month without a day before all days of the month", function()
    -- `oob-ws-http` was registered in 2007-06 and not modified.
    for _, case in ipairs { { "2007-05-31", 1 }, { "2007-06", 1 }, { "2007-06-01", 0 },
      { "2007-06-30", 0 }, { "2007-07", 0 }, { "2007", 1 }, { "2008", 0 } } do
      assert.equal(case[2], #find { since = case[1], name = "oob-ws-http" }, case[1])
    end
  end)
end)

local function says(...)
  local wanted = { ... }
  return function(r)
    for _, status in ipairs(wanted) do
      if sieve.status(r) == status then return true end
    end
    return false
  end
end

cases("status", {
  { "assigned", "assigned", says "assigned" },
  { "reserved", "reserved", says "reserved" },
  { "unassigned", "unassigned", says "unassigned" },
  { "dynamic, which no record is", "dynamic", nothing, none = true },
  { "a list", { "reserved", "unassigned" }, says("reserved", "unassigned") },
  { "a list with repeats", { "reserved", "reserved" }, says "reserved" },
  { "all four", { "assigned", "reserved", "unassigned", "dynamic" }, everything },
  { "an empty list", {}, nothing, none = true },
})

describe("the key status", function()
  -- The record's own status, whatever other records say of its port.
  for _, case in ipairs {
    { "stun-behaviors", "assigned" }, { "remoteware-un", "assigned" },
    { "sua", "assigned", "tcp" }, { "sua", "reserved", "udp" },
    { "argus", "assigned" },
  } do
    it(("finds %s as %s"):format(case[1], case[2]), function()
      local filter = { name = case[1], transport = case[3], status = case[2] }
      assert.is_true(#find(filter) > 0)
      filter.status = nil
      assert.equal(0, #(find(filter) - find { status = case[2] }))
    end)
  end
end)

local function inside(first, last)
  return function(r)
    return r.port and r.port <= last and (r.last_port or r.port) >= first
  end
end

cases("range", {
  { "system", "system", inside(0, 1023) },
  { "user", "user", inside(1024, 49151) },
  { "dynamic, where nothing is registered", "dynamic", nothing, none = true },
  { "a list", { "system", "user" }, function(r) return r.port ~= nil end },
  { "a list with repeats", { "system", "system" }, inside(0, 1023) },
  { "an empty list", {}, nothing, none = true },
})

describe("the key range", function()
  for _, case in ipairs {
    { 1022, true, false }, { 1023, true, false }, { 1024, false, true },
    { 1025, false, true }, { 49150, false, true }, { 49151, false, true },
  } do
    it(("finds %d as %s"):format(case[1], case[2] and "system" or "user"), function()
      local all = #find(case[1])
      assert.equal(case[2] and all or 0, #find { port = case[1], range = "system" })
      assert.equal(case[3] and all or 0, #find { port = case[1], range = "user" })
    end)
  end
end)

cases("alias", {
  { "true: only aliases", true, sieve.is_alias },
  { "false: none of them", false, function(r) return not sieve.is_alias(r) end },
})

describe("the key alias", function()
  -- Which names of a port are aliases.
  for _, case in ipairs {
    { 80, { "www", "www-http" } }, { 443, {} }, { 211, { "914c/g" } },
  } do
    it(("finds %d at %d"):format(#case[2], case[1]), function()
      assert.same(case[2], find { port = case[1], alias = true }:names())
    end)
  end
end)

local COLUMNS = { "name", "port", "last_port", "transport", "description",
  "assignee", "contact", "registration_date", "modification_date",
  "reference", "service_code", "unauthorized_use", "assignment_notes" }

local has = {
  { "a list: all of them filled", { "name", "service_code", "port" },
    function(r) return r.name and r.service_code and r.port end },
  { "a list of one", { "last_port" }, function(r) return r.last_port end },
  { "a list with repeats", { "contact", "contact" }, function(r) return r.contact end },
  { "an empty list: nothing is asked", {}, everything },
  { "a column of overlays", "origin", nothing, none = true },
}

local lacks = {
  { "a list: all of them empty", { "name", "port", "contact" },
    function(r) return not (r.name or r.port or r.contact) end, none = true },
  { "a list of two", { "name", "transport" },
    function(r) return not (r.name or r.transport) end },
  { "a list with repeats", { "port", "port" }, function(r) return not r.port end },
  { "an empty list: nothing is asked", {}, everything },
  { "a column of overlays", "origin", everything },
}

for i, column in ipairs(COLUMNS) do
  table.insert(has, i, { column, column, function(r) return r[column] ~= nil end })
  table.insert(lacks, i, { column, column, function(r) return r[column] == nil end })
end

cases("has", has)
cases("lacks", lacks)

--- Whether the name, the description or the notes hold a text in lower case.
local function holds(text)
  return function(r)
    for _, column in ipairs { "name", "description", "assignment_notes" } do
      local cell = sieve.folded(column)[r.row]
      if cell and cell:find(text, 1, true) then return true end
    end
    return false
  end
end

--- The end of one cell and the start of another.
local ACROSS = { "transporthttp", "httphttps", "systemx window", "x11x" }

cases("text", {
  { "a word", "printer", holds "printer" },
  { "any case", "PrInTeR", holds "printer" },
  { "a letter", "q", holds "q" },
  { "a part of a word", "rinte", holds "rinte" },
  { "what stands in notes only", "txtvers", holds "txtvers" },
  { "what stands in names only", "3com-nsd", holds "3com-nsd" },
  { "blanks and punctuation", "management, ", holds "management, " },
  { "a line break", "\n", holds "\n" },
  { "a text of two lines", "terminal\niana assigned", holds "terminal\niana assigned" },
  { "a text that repeats itself", "????", holds "????" },
  { "* as itself", "*", holds "*" },
  { "? as itself", "?", holds "?" },
  { "what is magic in Lua's patterns", "%d+", holds "%d+", none = true },
  { "++", "++", holds "++" },
  { "what is not ASCII", "swÿp", holds "swÿp" },
  { "half of a character", "sw\195", holds "sw\195" },
  { "the empty text: it stands everywhere", "", everything },
  { "a whole description", "any private mail system", holds "any private mail system" },
  { "a text that no cell is long enough for", ("a"):rep(70000), nothing, none = true },
  { "an id, which stands in other columns", "edward_yim", holds "edward_yim", none = true },
  { "a NUL", "\0", nothing, none = true },
})

describe("the key text", function()
  it("finds nothing that runs from one cell into another", function()
    for _, text in ipairs(ACROSS) do assert.equal(0, #find { text = text }) end
  end)

  it("finds the end of each of some cells", function()
    for row = 1, #sieve.records, 311 do
      local record = sieve.records[row]
      local text = record.assignment_notes or record.description or record.name
      if text then
        assert.equal(1, #find { text = text:sub(-9), where = function(r)
          return r.row == row
        end })
      end
    end
  end)
end)

describe("keys together", function()
  it("must all hold", function()
    assert.is_nil(sieve.wrong(
      find { transport = { "tcp", "udp" }, range = "system", has = "reference",
        name = "*s*", alias = false, status = "assigned", lacks = "last_port" },
      function(r)
        return (r.transport == "tcp" or r.transport == "udp") and r.port
          and r.port < 1024 and r.reference and r.name and r.name:find("[sS]")
          and not sieve.is_alias(r) and not r.last_port
      end))
  end)

  it("may be sixteen", function()
    local registry = assert(ianaports.parse(csv.of_rows(
      "ltp-deepspace,1113,dccp,Licklider Transmission,[A],[A],2013-11,2014-02-20,"
        .. "[RFC7122],7107696,,",
      "ltp-deepspace,1113,udp,Licklider Transmission,[A],[A],2013-11,,[RFC7122],,,")))
    local keys = { name = "LTP*", port = "1000-1200",
      transport = 33, description = "licklider*", reference = "RFC7122",
      registration_date = "2013-11", modification_date = { to = "2014-02" },
      service_code = "7107696", since = "2014", status = "assigned",
      range = "user", alias = false, has = "service_code", lacks = "last_port",
      text = "TRANSMISSION", where = everything }
    local found = registry:find(keys)
    assert.equal(1, #found)
    assert.equal("dccp", found[1].transport)
    assert.is_nil(sieve.wrong(find(keys), sieve.condition(keys)))
  end)
end)

describe("a filter", function()
  for _, case in ipairs {
    { "that is left out: all", nil, everything },
    { "without keys: all", {}, everything },
    { "that is a port", 6010, inside(6010, 6010) },
    { "that is a float", 443.0, inside(443, 443) },
    { "that is the port 0", 0, inside(0, 0) },
    { "that is a text", "Printer", holds "printer" },
    { "that is digits: a text", "99", holds "99" },
    { "that is an empty text: all", "", everything },
    { "that is a function", function(r) return r.row % 2 == 0 end },
  } do
    local title, filter, accepts = case[1], case[2], case[3] or case[2]

    it("finds as a plain loop does, " .. title, function()
      assert.is_nil(sieve.wrong(find(filter), accepts))
    end)

    it("is the same for selections and the module, " .. title, function()
      assert.is_true(find(filter) == ianaports(filter))
      assert.is_true(find(filter) == find():find(filter))
    end)
  end

  for _, filter in ipairs { 6010, "Printer", { transport = "sctp", has = "name" },
    function(r) return r.row % 50 == 0 end } do
    local title = type(filter)

    it("is the same for records: a " .. title, function()
      assert.is_nil(sieve.difference(sieve.rows_in(find(filter)),
        sieve.rows_in(ianaports.records(filter))))
    end)

    it("is the same for services, of those with name and port: a " .. title, function()
      local got, expected = {}, {}
      for name, port, transport, last in ianaports.services(filter) do
        got[#got + 1] = table.concat({ name, port, transport or "", last or "" }, " ")
      end
      for r in find(filter) do
        if r.name and r.port then
          expected[#expected + 1] = table.concat(
            { r.name, r.port, r.transport or "", r.last_port or "" }, " ")
        end
      end
      assert.is_true(#expected > 0)
      assert.is_nil(sieve.difference(expected, got))
    end)
  end

  it("is not changed", function()
    local filter = { name = { "ssh", "http*" }, port = { "22,80", 8080 }, where = everything,
      registration_date = { from = "1990" } }
    find(filter)
    assert.same({ name = { "ssh", "http*" }, port = { "22,80", 8080 }, where = everything,
      registration_date = { from = "1990" } }, filter)
  end)
end)
