-- What selections refuse, and how long they live: operators with other
-- values, methods on other values, selections of two registries, and
-- selections whose module and registry nobody else holds.

local ianaports = require "ianaports"
local sieve = require "spec.support.sieve"
local tally = require "spec.support.tally"

local find = ianaports.find

local OTHERS = {
  ["a number"] = 443, ["a text"] = "printer", ["a boolean"] = true, ["a table"] = {},
  ["a list of records"] = { find(443)[1] }, ["a function"] = print, ["a file"] = io.stdout,
  ["a table that indexes"] = setmetatable({}, { __index = function() return 1 end }),
}

-- By sign: the operator, on one line of its own.
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
    local place = ("selection_life_spec%%.lua:%d: "):format(
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

-- Forget the module and what it loaded; a later require loads it anew.
local function forget()
  for name in pairs(package.loaded) do
    if name:find("^ianaports") then package.loaded[name] = nil end
  end
end

local function collect()
  for _ = 1, 3 do collectgarbage() end
end

-- Runs f where the module is not loaded; then all is as before.
local function alone(f)
  local kept = {}
  for name, value in pairs(package.loaded) do
    if name:find("^ianaports") then kept[name] = value end
  end
  forget()
  local ok, message = pcall(f)
  forget()
  for name, value in pairs(kept) do package.loaded[name] = value end
  assert(ok, message)
end

local SCTP = sieve.rows(function(r) return r.transport == "sctp" end)

-- What `make` makes of a module that nobody else holds then.
local function orphan(make)
  local watch = setmetatable({}, { __mode = "v" })
  local function load_and_make()
    watch.module = require "ianaports"
    return make(watch.module)
  end
  local value = load_and_make()
  forget()
  collect()
  assert.is_nil(watch.module, "the module is gone")
  return value
end

local function sctp(module) return module.find { transport = "sctp" } end

describe("when the module is gone and the collector has run", function()
  it("a selection has its records", function()
    alone(function()
      local s = orphan(sctp)
      assert.equal(#SCTP, #s)
      assert.is_nil(sieve.difference(SCTP, sieve.rows_in(s)))
      assert.is_nil(sieve.difference(SCTP, sieve.rows_in(s:records())))
      assert.equal(SCTP[#SCTP], s[#s].row)
      assert.equal(SCTP[1], s:first().row)
    end)
  end)

  it("its operators work", function()
    alone(function()
      local s = orphan(sctp)
      assert.is_true(s * s == s and s + s == s)
      assert.equal(0, #(s - s))
      collect()
      assert.is_nil(sieve.difference(SCTP, sieve.rows_in(s * s)))
    end)
  end)

  it("its names and ports are there", function()
    alone(function()
      local s = orphan(sctp)
      assert.same(find { transport = "sctp" }:names(), s:names())
      assert.same(find { transport = "sctp" }:ports(), s:ports())
    end)
  end)

  it("it can be found in, again and again", function()
    alone(function()
      local s = orphan(sctp)
      for _ = 1, 3 do
        local found = s:find { range = "user" }
        collect()
        assert.same(sieve.rows_in(find { transport = "sctp", range = "user" }),
          sieve.rows_in(found))
        assert.is_true(found * s == found)
      end
    end)
  end)

  it("what is found in it can be found in", function()
    alone(function()
      local s = orphan(sctp):find { range = "user" }
      collect()
      assert.is_true(#s:find "transport" > 0)
      assert.is_true(s:find "transport" == s:find { text = "TRANSPORT" })
    end)
  end)

  it("the loop of the manual goes on", function()
    alone(function()
      local s = orphan(function(module)
        return module.find{transport = "sctp", range = "user"} * module.find "transport"
      end)
      local rows = {}
      for record in s do
        collect()
        rows[#rows + 1] = record.row
      end
      assert.same(sieve.rows_in(find { transport = "sctp", range = "user", text = "transport" }),
        rows)
    end)
  end)

  it("iterators go on", function()
    for _, make in ipairs {
      function(module) return module.records { transport = "sctp" } end,
      function(module) return sctp(module):records() end,
    } do
      alone(function()
        assert.is_nil(sieve.difference(SCTP, sieve.rows_in(orphan(make))))
      end)
    end
  end)

  it("an iterator begun before goes on", function()
    alone(function()
      local iterator = orphan(function(module)
        local records = module.records { transport = "sctp" }
        records()
        return records
      end)
      assert.equal(SCTP[2], iterator().row)
    end)
  end)

  it("services and unassigned ports go on", function()
    alone(function()
      local services = orphan(function(module) return module.services(443) end)
      assert.equal("https", (services()))
      local runs = orphan(function(module) return module.unassigned { from = 1024 } end)
      assert.equal(ianaports.unassigned { from = 1024 }(), (runs()))
    end)
  end)

  it("a record has its fields, its methods and its line", function()
    alone(function()
      local record = orphan(function(module) return module.lookup(443, "tcp") end)
      assert.is_nil(tally.difference(sieve.records[record.row], record))
      assert.equal("assigned", record:status())
      assert.equal("user", orphan(function(module) return module.find(8080)[1] end):range())
      assert.matches("^https 443/tcp", tostring(record))
    end)
  end)

  it("a selection has its text", function()
    alone(function()
      local s = orphan(sctp)
      assert.equal(tostring(find { transport = "sctp" }), tostring(s))
      assert.equal(tostring(s), tostring(s))
    end)
  end)
end)

describe("the operators of selections", function()
  it("take selections alone, even when they are called by hand", function()
    local core = require "ianaports.core"
    assert.is_false(core.selection_type.__eq(io.stdout, io.stdout))
    assert.is_false(core.selection_type.__eq(core.bundled, core.bundled))
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

describe("a module loaded anew", function()
  it("has the same registry: its selections combine with the first's", function()
    alone(function()
      local other = require "ianaports"
      assert.is_true(find(443) == other.find(443))
      assert.equal(#find(443), #(find(443) * other.find(443)))
    end)
  end)

  it("leaves the first as it was", function()
    local s = find { transport = "sctp" }
    alone(function()
      require "ianaports"
      collect()
    end)
    assert.is_nil(sieve.difference(SCTP, sieve.rows_in(s)))
    assert.is_true(s:find { transport = "sctp" } == s)
    assert.is_true(find { transport = "sctp" } == s)
  end)
end)

describe("many selections", function()
  it("are collected", function()
    local function memory()
      collect()
      return collectgarbage("count")
    end
    local function use()
      for _ = 1, 50 do
        local s = find { transport = "sctp" } + find(443)
        local _ = { s(), s:records()(), s - s * s, s:names(), s:ports(), s[1] }
      end
    end
    use()
    local before = memory()
    for _ = 1, 20 do use() end
    assert.is_true(memory() - before < 8, memory() - before .. " KB more")
  end)
end)
