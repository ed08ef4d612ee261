--- How long selections live: selections whose module and registry nothing else
-- holds, selections of a module that is loaded again, and very many selections.

local ianaports = require "ianaports"
local sieve = require "spec.support.sieve"
local tally = require "spec.support.tally"

local find = ianaports.find

--- Forget the module and what it loaded; a later require loads it anew.
local function forget()
  for name in pairs(package.loaded) do
    if name:find("^ianaports") then package.loaded[name] = nil end
  end
end

local function collect()
  for _ = 1, 3 do collectgarbage() end
end

--- Runs f while the module is not loaded. Afterwards all is as before.
local function alone(f)
  local saved = {}
  for name, value in pairs(package.loaded) do
    if name:find("^ianaports") then saved[name] = value end
  end
  forget()
  local ok, message = pcall(f)
  forget()
  for name, value in pairs(saved) do package.loaded[name] = value end
  assert(ok, message)
end

local SCTP = sieve.rows(function(r) return r.transport == "sctp" end)

--- What `make` makes of a new module, which nothing else holds afterwards.
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
