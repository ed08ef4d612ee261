--- Selections as Lua values: length, indexing, loops, names, ports, operators,
-- and that a selection lives on when all else is gone. Laws of sets:
-- random_filters_spec.

local ianaports = require "ianaports"
local model = require "spec.support.model"
local sieve = require "spec.support.sieve"
local tally = require "spec.support.tally"

local find = ianaports.find
local NAN, INF = 0 / 0, 1 / 0

--- Selections of all sizes, made anew: no row, one row, a few, the rows in the
--- first and the last word of the set, all rows.
local MAKE = {
  none = function() return find { name = "no-such-name" } end,
  one = function() return find { name = "taiclock", transport = "udp" } end,
  few = function() return find(443) end,
  sctp = function() return find { transport = "sctp" } end,
  first = function() return find(function(r) return r.row <= 65 end) end,
  last = function() return find(function(r) return r.row >= 14200 end) end,
  named = function() return find { has = "name" } end,
  all = function() return find() end,
}

local ROWS = {
  none = {},
  one = sieve.rows(function(r) return r.name == "taiclock" and r.transport == "udp" end),
  few = sieve.rows(function(r) return r.port == 443 end),
  sctp = sieve.rows(function(r) return r.transport == "sctp" end),
  first = sieve.rows(function(r) return r.row <= 65 end),
  last = sieve.rows(function(r) return r.row >= 14200 end),
  named = sieve.rows(function(r) return r.name ~= nil end),
  all = sieve.rows(function() return true end),
}

--- A describe for each of the selections: f(a function that makes it, its rows).
local function each_selection(title, f)
  for kind, make in pairs(MAKE) do
    describe(title .. " (" .. kind .. ")", function() f(make, ROWS[kind]) end)
  end
end

local function row(record)
  return record and record.row
end

--- Where a record differs from the file's at its row, or nil.
local function same_record(record)
  return tally.difference(sieve.records[record.row], record)
end

each_selection("a selection", function(make, rows)
  it("has a length", function()
    assert.equal(#rows, #make())
    assert.equal("number", type(#make()))
  end)

  it("gives the records at its ends, and nil past them", function()
    local s, n = make(), #rows
    for _, i in ipairs { -1, 0, 1, 2, n - 1, n, n + 1 } do
      assert.equal(rows[i], row(s[i]), "index " .. i)
    end
    assert.equal(rows[1], row(s:first()))
  end)

  it("gives the record at every index, or a sample of them", function()
    local s, checks = make(), tally.new()
    for i = 1, #rows, math.max(1, math.floor(#rows / 500)) do
      checks:equal(rows[i], row(s[i]), "index", i)
      checks:equal(nil, same_record(s[i]), "fields at", i)
    end
    assert.matches(" 0 differ$", checks:report())
  end)

  it("has no record at any other index", function()
    local s = make()
    for _, i in ipairs { 0.5, 1.5, -0.0, NAN, INF, -INF, 2 ^ 24, 2 ^ 31, 2 ^ 32, 2 ^ 32 + 1,
      2 ^ 53, 2 ^ 63, 1e300 } do
      assert.is_nil(s[i])
    end
    for _, key in ipairs { "1", "row", "", true, false, print, {}, s } do
      assert.is_nil(s[key])
    end
    assert.equal(rows[1], row(s[1.0]))
  end)

  it("gives its records in a loop over itself", function()
    assert.is_nil(sieve.difference(rows, sieve.rows_in(make())))
  end)

  it("gives its records in a loop over records()", function()
    assert.is_nil(sieve.difference(rows, sieve.rows_in(make():records())))
  end)

  it("gives them again", function()
    local s = make()
    for _ = 1, 2 do
      assert.is_nil(sieve.difference(rows, sieve.rows_in(s)))
      assert.is_nil(sieve.difference(rows, sieve.rows_in(s:records())))
    end
  end)

  it("gives nil when its iterator is asked past the end", function()
    local iterator = make():records()
    sieve.rows_in(iterator)
    for _ = 1, 3 do assert.is_nil(iterator()) end
    assert.equal(1, select("#", iterator()))
  end)

  it("has the names that the file has, each once", function()
    local names, seen = {}, {}
    for _, i in ipairs(rows) do
      local name = sieve.records[i].name
      if name and not seen[name:lower()] then names[#names + 1] = name end
      if name then seen[name:lower()] = true end
    end
    assert.is_nil(sieve.difference(names, make():names()))
  end)

  it("has the ports that the file has, ascending, each once", function()
    local ports, seen = {}, {}
    for _, i in ipairs(rows) do
      local first, last = model.span(sieve.records[i])
      for port = first or 1, last or 0 do
        if not seen[port] then ports[#ports + 1] = port end
        seen[port] = true
      end
    end
    table.sort(ports)
    assert.is_nil(sieve.difference(ports, make():ports()))
  end)

  it("is equal to one made the same way", function()
    local s, t = make(), make()
    assert.is_true(s == t and t == s and s == s)
    assert.is_false(s ~= t)
    assert.is_false(rawequal(s, t))
  end)

  it("can be found in", function()
    local s = make()
    assert.is_true(s == s:find() and s == s:find {} and s == s:find "")
    assert.equal(0, #s:find { name = {} })
    assert.is_true(s:find { transport = "tcp" } == s * find { transport = "tcp" })
    assert.equal(#rows, #s)
  end)
end)

describe("a selection", function()
  it("is not equal to one with another row", function()
    local ones, others = {}, {}
    for kind, make in pairs(MAKE) do ones[kind], others[kind] = make(), make() end
    for kind, one in pairs(ones) do
      for other, two in pairs(others) do
        assert.equal(kind == other, one == two, kind .. " and " .. other)
      end
    end
  end)

  it("is not equal to what is not a selection", function()
    local s = find(443)
    for _, other in ipairs { 443, "443", true, {}, print, io.stdout, { [1] = s[1] } } do
      assert.is_false(s == other)
      assert.is_true(other ~= s)
    end
    assert.is_false(s == nil)
  end)

  it("gives a fresh record each time", function()
    local s = find { name = "https", transport = "tcp", has = "port" }
    local one, other, third = s[1], s:first(), s:records()()
    assert.is_false(rawequal(one, other))
    one.name, one.port, one.extra = "changed", nil, true
    assert.is_nil(same_record(other))
    assert.is_nil(same_record(third))
    assert.is_nil(same_record(s[1]))
    assert.same({ "https" }, s:names())
    assert.same({ 443 }, s:ports())
  end)

  it("gives fresh lists", function()
    local s = find(443)
    table.remove(s:names())
    table.remove(s:ports())
    assert.same({ "https" }, s:names())
    assert.same({ 443 }, s:ports())
  end)

  it("keeps going when records are changed in the loop", function()
    local rows = {}
    for record in find(443) do
      rows[#rows + 1] = record.row
      for field in pairs(record) do
        if field ~= "row" then record[field] = nil end
      end
      record.note = "seen"
    end
    assert.same(ROWS.few, rows)
  end)

  it("raises when a record of its loop has lost its row", function()
    for _, value in ipairs { "x", 0, -1, NAN, false, {} } do
      local line = debug.getinfo(1, "l").currentline + 2
      local ok, message = pcall(function()
        for record in find(443) do record.row = value end
      end)
      assert.is_false(ok)
      assert.matches("selection_spec%.lua:" .. line .. ": a loop over a selection", message)
    end
    assert.has_error(function() for record in find(443) do record.row = nil end end)
  end)

  it("keeps going in records() whatever becomes of a record", function()
    local n = 0
    for record in find(443):records() do
      record.row = nil
      n = n + 1
    end
    assert.equal(#ROWS.few, n)
  end)

  it("cannot be changed", function()
    local s = find(443)
    assert.has_error(function() s[1] = s[2] end)
    assert.has_error(function() s.name = "x" end)
    assert.is_true(s == find(443))
  end)
end)

describe("loops", function()
  --- Every pair of rows that two nested loops give.
  local function pairs_of(outer, inner)
    local list = {}
    for a in outer() do
      for b in inner() do list[#list + 1] = a.row .. " " .. b.row end
    end
    return list
  end

  local expected = {}
  for _, a in ipairs(ROWS.few) do
    for _, b in ipairs(ROWS.few) do expected[#expected + 1] = a .. " " .. b end
  end

  it("nest over one selection", function()
    local s = find(443)
    local function itself() return s end
    local function records() return s:records() end
    for _, outer in ipairs { itself, records } do
      for _, inner in ipairs { itself, records } do
        assert.same(expected, pairs_of(outer, inner))
      end
    end
  end)

  it("can be abandoned", function()
    local s = find { transport = "sctp" }
    for _ = 1, 3 do
      for record in s do if record.row == ROWS.sctp[2] then break end end
      for record in s:records() do if record.row == ROWS.sctp[2] then break end end
      pcall(function() for _ in s do error "enough" end end)
    end
    assert.is_nil(sieve.difference(ROWS.sctp, sieve.rows_in(s)))
  end)

  it("share an iterator across coroutines", function()
    local iterator, rows = find(443):records(), {}
    local function take()
      for record in iterator do
        rows[#rows + 1] = record.row
        coroutine.yield()
      end
    end
    local threads, ended = { coroutine.create(take), coroutine.create(take) }, 0
    while ended < 2 do
      ended = 0
      for _, thread in ipairs(threads) do
        if coroutine.status(thread) == "dead" then ended = ended + 1
        else assert(coroutine.resume(thread)) end
      end
    end
    assert.same(ROWS.few, rows)
  end)

  it("run beside one another in coroutines", function()
    local s, seen = find { transport = "sctp" }, { {}, {}, {} }
    local function walk(rows)
      return coroutine.wrap(function()
        for record in s do
          rows[#rows + 1] = record.row
          coroutine.yield(true)
        end
      end)
    end
    local steps = { walk(seen[1]), walk(seen[2]), walk(seen[3]) }
    while steps[1]() do
      steps[2]()
      steps[3]()
    end
    steps[2]()
    steps[3]()
    for _, rows in ipairs(seen) do assert.is_nil(sieve.difference(ROWS.sctp, rows)) end
  end)

  it("go on in another coroutine than the one that began", function()
    local iterator
    coroutine.wrap(function()
      iterator = find(443):records()
      iterator()
    end)()
    collectgarbage()
    assert.equal(ROWS.few[2], iterator().row)
  end)
end)

describe("the loop of the manual", function()
  local expected = sieve.rows(function(r)
    return r.transport == "sctp" and r.port and r.port >= 1024
      and ((r.name or "") .. "\n" .. (r.description or "") .. "\n"
        .. (r.assignment_notes or "")):lower():find("transport", 1, true)
  end)

  local function run()
    local rows = {}
    for record in find{transport = "sctp", range = "user"} * find "transport" do
      rows[#rows + 1] = record.row
    end
    return rows
  end

  it("works as written, twice", function()
    assert.is_true(#expected > 0)
    assert.same(expected, run())
    assert.same(expected, run())
  end)

  it("works nested", function()
    local n = 0
    for record in find{transport = "sctp", range = "user"} * find "transport" do
      n = n + 1
      assert.equal(expected[n], record.row)
      assert.same(expected, run())
    end
    assert.equal(#expected, n)
  end)

  it("works while the collector runs", function()
    local rows = {}
    for record in find{transport = "sctp", range = "user"} * find "transport" do
      collectgarbage()
      rows[#rows + 1] = record.row
    end
    assert.same(expected, rows)
  end)
end)

describe("the module as a function", function()
  it("finds a port", function()
    assert.is_true(ianaports(443) == find(443))
    assert.is_nil(sieve.difference(ROWS.few, sieve.rows_in(ianaports(443))))
  end)

  it("finds a text", function()
    assert.is_true(ianaports "printer" == find { text = "printer" })
    assert.is_true(#ianaports "printer" > 0)
  end)

  it("finds by keys, by a function, and all", function()
    assert.is_true(ianaports { transport = "sctp" } == find { transport = "sctp" })
    assert.is_true(ianaports(function(r) return r.port == 443 end) == find(443))
    assert.equal(#sieve.records, #ianaports())
  end)
end)
