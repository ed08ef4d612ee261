--- Coroutines, callbacks that raise or yield, and debug.sethook: whatever stops a
-- call, the next call answers in full.

local core = require "ianaports.core".internals()
local ianaports = require "ianaports"

local small = assert(ianaports.new {
  { name = "http", port = 80, transport = "tcp", description = "Web" },
  { name = "www", port = 80, transport = "tcp",
    assignment_notes = 'This entry is an alias to "http".' },
  { port = "100-200", description = "Unassigned" },
  { name = "rdp", reference = "[RFC908]" },
})

local filter = { transport = "dccp" }

--- Answers of all kinds as one string.
local function answers()
  local parts = { ianaports.name(443), #ianaports.find(filter),
    table.concat(ianaports.names(80), " "), small:export "csv",
    tostring(small:lookup "www"), small:lookup "www":alias_of() }
  for record in small:records() do parts[#parts + 1] = record.row end
  for first, last in ianaports.unassigned { to = 3000, length = 5 } do
    parts[#parts + 1] = first .. "-" .. last
  end
  local again = assert(ianaports.parse(parts[4]))
  parts[#parts + 1] = tostring(ianaports.diff(small, again))
  return table.concat(parts, "\n")
end

local expected = answers()

describe("an iterator", function()
  local function rows(iterator)
    local list = {}
    for record in iterator do list[#list + 1] = record.row end
    return list
  end

  it("goes on in another coroutine where it was", function()
    local all = rows(small:records())
    local iterator = small:records()
    local list = {}
    for _ = 1, #all do
      coroutine.wrap(function() list[#list + 1] = iterator().row end)()
    end
    assert.same(all, list)
    assert.is_nil(iterator())
  end)

  it("made in a coroutine that is dead goes on", function()
    local iterator = coroutine.wrap(function() return small:records() end)()
    collectgarbage()
    assert.same({ 1, 2, 3, 4 }, rows(iterator))
  end)

  it("may be left in the middle of each turn", function()
    local threads, list = {}, {}
    for i = 1, 3 do
      threads[i] = coroutine.wrap(function()
        for record in ianaports.records(filter) do
          coroutine.yield(record.row)
        end
      end)
    end
    local row = threads[1]()
    while row do
      assert.equal(row, threads[2]())
      assert.equal(row, threads[3]())
      list[#list + 1] = row
      row = threads[1]()
    end
    assert.equal(#ianaports.find(filter), #list)
  end)

  for name, make in pairs {
    services = function() return small:services() end,
    contacts = function() return ianaports.contacts() end,
    unassigned = function() return small:unassigned { to = 2000 } end,
    loop = function()
      return coroutine.wrap(function()
        for record in small:find() do coroutine.yield(record.row) end
      end)
    end,
  } do
    it("crosses coroutines: " .. name, function()
      local here, there = make(), make()
      local value = here()
      while value do
        local other = coroutine.wrap(function() return (there()) end)()
        assert.equal(tostring(value), tostring(other))
        value = here()
      end
      assert.is_nil((there()))
    end)
  end
end)

describe("a selection", function()
  it("from one coroutine combines with one from another", function()
    local a = coroutine.wrap(function() return small:find "web" end)()
    local b = coroutine.wrap(function() return small:find(80) end)()
    collectgarbage()
    assert.equal(1, #(a * b))
    assert.equal(1, #(b - a))
    assert.is_true(a + b == small:find(80))
  end)
end)

--- The calls that call a function of the user, which they are given.
local callbacks = {
  find = function(f) return small:find(f) end,
  ["find where"] = function(f) return small:find { where = f } end,
  ["the module"] = function(f) return ianaports { port = 80, where = f } end,
  records = function(f) return small:records(f) end,
  services = function(f) return small:services(f) end,
  ["a selection's find"] = function(f) return small:find():find(f) end,
  ["narrow_by of the core"] = function(f)
    return core.narrow_by(small:find(), f)
  end,
}

describe("a callback that", function()
  for name, call in pairs(callbacks) do
    it("raises at any call leaves nothing behind: " .. name, function()
      local mark = {}
      for at = 1, 4 do
        local count = 0
        local ok, message = pcall(call, function()
          count = count + 1
          if count == at then error(mark) end
        end)
        if not ok then assert.equal(mark, message) end
        assert.is_true(not ok or count < at)
        assert.equal(expected, answers())
      end
    end)

    it("yields is answered or refused: " .. name, function()
      local thread = coroutine.create(function()
        call(function() coroutine.yield() return true end)
        return "through"
      end)
      local ok, message = coroutine.resume(thread)
      for _ = 1, 10 do
        if not ok or message == "through" then break end
        ok, message = coroutine.resume(thread)
      end
      assert.is_true(ok and message == "through"
        or tostring(message):find "attempt to yield" ~= nil, message)
      assert.equal(expected, answers())
    end)
  end
end)

-- A hook that raises after some instructions, as hosts set it for time-outs.
-- LuaJIT's compiled code calls no hooks.
describe("a hook that interrupts #hooks", function()
  local jit = rawget(_G, "jit")

  before_each(function() if jit then jit.off() end end)
  after_each(function() if jit then jit.on() end end)

  --- Run `f`, interrupted after `count` instructions; whether it was.
  local function interrupted(f, count)
    local hook, mask, before = debug.gethook()
    local ok, message = pcall(function()
      debug.sethook(function()
        debug.sethook()
        error("interrupted", 0)
      end, "", count)
      f()
      debug.sethook()
    end)
    debug.sethook(hook, mask, before)
    if ok then return false end
    assert(tostring(message):find "interrupted", message)
    return true
  end

  it("leaves nothing behind, wherever it comes", function()
    local count, times = 1, 0
    while interrupted(answers, count) do
      count = count + math.floor(count / 40) + 1
      times = times + 1
      if times % 10 == 0 then assert.equal(expected, answers()) end
    end
    assert.equal(expected, answers())
    assert.is_true(times > 100, times)
  end)

  it("comes through a callback", function()
    local function endless() while true do end end
    for _, call in pairs(callbacks) do
      assert.is_true(interrupted(function() call(endless) end, 1000))
    end
    assert.equal(expected, answers())
  end)

  it("leaves no file open and no temporary", function()
    local shell = require "spec.support.shell"
    local folder = shell.lines("mktemp -d")[1]
    local file = folder .. "/small.csv"
    for count = 1, 2000, 97 do
      interrupted(function()
        small:export("csv", file)
        ianaports.load(file)
      end, count)
    end
    assert.same({ "small.csv" }, shell.lines("ls " .. folder))
    assert.equal(small:export "csv", shell.read(file))
    shell.run("rm -r " .. folder)
  end)
end)
