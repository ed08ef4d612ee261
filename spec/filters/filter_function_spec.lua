--- Functions as filters: what they are given, what they may do, and that an
-- error in them passes through unchanged and leaves nothing behind.

local ianaports = require "ianaports"
local sieve = require "spec.support.sieve"
local tally = require "spec.support.tally"

local find = ianaports.find

local BESIDE = { port = "6000-6063" }

--- Ways to give a function to a filter.
local WAYS = {
  find = function(f) return find(f) end,
  where = function(f) return find { where = f } end,
  ["where beside a key"] = function(f)
    return find { port = BESIDE.port, where = f }
  end,
  ["selection:find"] = function(f) return find(BESIDE):find(f) end,
  records = function(f) return ianaports.records(f) end,
  ["records' where"] = function(f) return ianaports.records { where = f } end,
  services = function(f) return ianaports.services(f) end,
  ["the module"] = function(f) return ianaports(f) end,
}

describe("a function", function()
  it("is given every record once, in order, with all fields", function()
    local checks, n = tally.new(), 0
    find(function(record)
      n = n + 1
      checks:equal(nil, tally.difference(sieve.records[n] or {}, record), "row", n)
    end)
    assert.equal(#sieve.records, n)
    assert.equal(tally.clean(n), checks:report())
  end)

  it("is given the record alone", function()
    find { port = 443, where = function(...)
      assert.equal(1, select("#", ...))
    end }
  end)

  it("is given what the other keys let pass", function()
    local rows = {}
    find { name = "x11", transport = "udp", where = function(record)
      rows[#rows + 1] = record.row
      return true
    end }
    assert.same(sieve.rows_in(find { name = "x11", transport = "udp" }), rows)
  end)

  it("is not called when nothing is left", function()
    find { name = "no-such-name", where = function() error "is called" end }
  end)

  for title, value in pairs { ["true"] = true, zero = 0, text = "", table = {} } do
    it("accepts a record by returning " .. title, function()
      local function accept() return value end
      assert.equal(#find(443), #find { port = 443, where = accept })
    end)
  end

  it("drops a record by returning false, nil or nothing", function()
    assert.equal(0, #find { port = 443, where = function() return false end })
    assert.equal(0, #find { port = 443, where = function() return nil end })
    assert.equal(0, #find { port = 443, where = function() end })
  end)

  it("may return more, which is not looked at", function()
    assert.equal(0, #find { port = 443, where = function() return false, true end })
    assert.equal(#find(443), #find { port = 443, where = function() return true, false end })
  end)

  it("may change the record, which is its own", function()
    local found = find { port = 443, where = function(record)
      for field in pairs(record) do record[field] = nil end
      return true
    end }
    assert.same(sieve.rows_in(find(443)), sieve.rows_in(found))
  end)

  it("may keep the record", function()
    local records = {}
    find { name = "https", where = function(record) records[#records + 1] = record end }
    collectgarbage()
    for i, record in ipairs(records) do
      assert.is_nil(tally.difference(find { name = "https" }[i], record))
    end
  end)

  it("may collect garbage", function()
    local found = find { port = "6000-6063", where = function()
      collectgarbage()
      return true
    end }
    assert.equal(#find "", #find())
    assert.same(sieve.rows_in(find(BESIDE)), sieve.rows_in(found))
  end)

  it("may be a C function", function()
    assert.equal(#find(443), #find { port = 443, where = type })
  end)

  it("may ask the record's methods", function()
    local found = find { port = "0-1023", where = function(r) return r:status() == "reserved" end }
    assert.is_true(#found > 0)
    assert.is_true(found == find { port = "0-1023", status = "reserved" })
  end)

  it("may itself find", function()
    --- Names that have more than one port over tcp, such as csdm.
    local function often(record)
      return #find { name = record.name, transport = "tcp" }:ports() > 1
    end
    local expected = sieve.rows(function(r)
      if r.transport ~= "tcp" or not (r.name or ""):find("^cs") then return false end
      for _, other in ipairs(sieve.records) do
        if other.name == r.name and other.transport == "tcp" and other.port ~= r.port then
          return true
        end
      end
      return false
    end)
    local found = find { transport = "tcp", name = "cs*", where = often }
    assert.is_true(#expected > 0)
    assert.is_nil(sieve.difference(expected, sieve.rows_in(found)))
  end)

  it("may find through itself, to some depth", function()
    local depth = 0
    local function deeper()
      depth = depth + 1
      return depth > 20 or #find { name = "taiclock", transport = "tcp", where = deeper } == 1
    end
    assert.equal(1, #find { name = "taiclock", transport = "tcp", where = deeper })
    assert.equal(21, depth)
  end)

  it("may loop over selections", function()
    local found = find { name = "x11", where = function(outer)
      for record in find { name = "x11" } do
        if record.row < outer.row then return true end
      end
    end }
    assert.equal(#find { name = "x11" } - 1, #found)
  end)
end)

describe("an error in a function", function()
  local object = setmetatable({}, { __tostring = function() return "object" end })
  local ERRORS = {
    ["a text"] = "message", ["a table"] = object, ["a number"] = 42,
    ["a function"] = print, ["false"] = false,
  }

  for way, call in pairs(WAYS) do
    for title, value in pairs(ERRORS) do
      it(("comes out of %s as it is: %s"):format(way, title), function()
        local ok, raised = pcall(call, function() error(value, 0) end)
        assert.is_false(ok)
        assert.is_true(rawequal(value, raised))
      end)
    end
  end

  it("comes out as it is: nil", function()
    local ok, raised = pcall(find, function() error(nil) end)
    assert.is_false(ok)
    assert.is_true(raised == nil or type(raised) == "string")   -- as Lua has it
  end)

  it("has the place where it was raised", function()
    local line
    local ok, raised = pcall(find, function(record)
      line = debug.getinfo(1, "l").currentline + 1
      return record.name.first.second
    end)
    assert.is_false(ok)
    assert.matches("filter_function_spec%.lua:" .. line .. ": ", raised)
  end)

  it("comes out of the middle of the records", function()
    local n = 0
    local ok, raised = pcall(find, function()
      n = n + 1
      if n == 7000 then error(object) end
      return true
    end)
    assert.is_false(ok)
    assert.equal(object, raised)
    assert.equal(7000, n)
  end)

  it("comes through a find within a find", function()
    local ok, raised = pcall(find, function()
      return #find { port = 443, where = function() error(object) end } > 0
    end)
    assert.is_false(ok)
    assert.equal(object, raised)
  end)

  it("comes out of a coroutine", function()
    local thread = coroutine.create(function()
      find(function() error(object) end)
    end)
    local ok, raised = coroutine.resume(thread)
    assert.is_false(ok)
    assert.equal(object, raised)
    assert.equal("dead", coroutine.status(thread))
  end)

  it("can be caught by the function that asked", function()
    local found = find { port = 443, where = function()
      return not pcall(find, function() error "inner" end)
    end }
    assert.equal(#find(443), #found)
  end)

  it("leaves selections as they were", function()
    local selection = find { transport = "sctp" }
    local rows, n = sieve.rows_in(selection), 0
    pcall(selection.find, selection, function()
      n = n + 1
      return n > 10 and error "enough"
    end)
    assert.is_nil(sieve.difference(rows, sieve.rows_in(selection)))
    assert.equal(#sieve.records, #find())
  end)

  it("leaves nothing behind", function()
    local function fail()
      for _, call in pairs(WAYS) do pcall(call, function() error(object) end) end
    end
    local function memory()
      collectgarbage()
      collectgarbage()
      return collectgarbage("count")
    end
    fail()
    local before = memory()
    for _ = 1, 200 do fail() end
    assert.is_true(memory() - before < 8, memory() - before .. " KB more")
  end)
end)
