-- Runs of unassigned ports, against the slow model's status of every port:
-- each transport and several, each range, bounds of from, to and length, and
-- every wrong option.

local ianaports = require "ianaports"
local model = require "spec.support.model"
local sieve = require "spec.support.sieve"

local unassigned = ianaports.unassigned
local NAN, INF = 0 / 0, 1 / 0

local FREE = ("x"):byte()
local RANGES = { system = { 0, 1023 }, user = { 1024, 49151 } }

-- A byte for each port below 49152, "x" where it is unassigned.
local function marks_of(transport)
  local registry, marks = model.new(sieve.records), {}
  for port = 0, 49151 do
    local status = registry:status(port, transport)
    marks[port + 1] = status == "unassigned" and "x" or "."
  end
  return table.concat(marks)
end

-- By transport, made when asked for; the model is large and not kept.
local free = setmetatable({}, { __index = function(known, transport)
  known[transport] = marks_of(transport)
  return known[transport]
end })

local function all_free(port, transports)
  for _, transport in ipairs(transports) do
    if free[transport]:byte(port + 1) ~= FREE then return false end
  end
  return true
end

-- The runs as texts, "first-last", port by port.
local function slow(transports, first, last, length)
  local runs, start = {}, nil
  for port = first, last + 1 do
    local fits = port <= last and all_free(port, transports)
    if fits and not start then start = port end
    if start and not fits then
      if port - start >= (length or 1) then
        runs[#runs + 1] = ("%d-%d"):format(start, port - 1)
      end
      start = nil
    end
  end
  return runs
end

local function listed(iterator)
  local runs = {}
  for first, last in iterator do runs[#runs + 1] = ("%d-%d"):format(first, last) end
  return runs
end

local function fast(options) return listed(unassigned(options)) end

local BOTH = { "tcp", "udp" }

describe("unassigned", function()
  it("gives runs of user ports that neither tcp nor udp has", function()
    local expected = slow(BOTH, 1024, 49151)
    assert.is_true(#expected > 100)
    assert.is_nil(sieve.difference(expected, fast()))
    assert.is_nil(sieve.difference(expected, fast {}))
  end)

  for range, ends in pairs(RANGES) do
    for _, case in ipairs {
      { "tcp", { "tcp" } }, { "udp", { "udp" } }, { "sctp", { "sctp" } }, { "dccp", { "dccp" } },
      { BOTH, BOTH }, { { "udp", "tcp" }, BOTH }, { { "sctp", "dccp" }, { "sctp", "dccp" } },
      { { "tcp", "udp", "sctp", "dccp" }, model.transports },
    } do
      local asked, transports = case[1], case[2]
      local title = type(asked) == "table" and table.concat(asked, " and ") or asked
      local tag = title:find("ccp") and " #exhaustive" or ""
      it(("gives the runs in the %s range for %s%s"):format(range, title, tag), function()
        local expected = slow(transports, ends[1], ends[2])
        assert.is_true(#expected > 0)
        assert.is_nil(sieve.difference(expected,
          fast { transport = asked, range = range }))
      end)
    end
  end

  for _, case in ipairs {
    { "TCP", "tcp" }, { "Udp", "udp" }, { 6, "tcp" }, { 17, "udp" }, { 132, "sctp" },
    { 33.0, "dccp" }, { { 17, "TCP", "udp" }, BOTH }, { { "sctp" }, "sctp" },
  } do
    local asked = type(case[1]) == "table" and "a list" or tostring(case[1])
    it("takes a transport as look-ups do: " .. asked, function()
      assert.same(fast { transport = case[2], from = 1024, to = 9000 },
        fast { transport = case[1], from = 1024, to = 9000 })
    end)
  end

  it("gives integers", function()
    local first, last = unassigned { from = 9311.0, to = 9311.0 }()
    assert.equal("9311 9311", first .. " " .. last)
  end)

  it("gives runs in which every status is unassigned, and none beside", function()
    for first, last in unassigned { range = "system" } do
      for port = first - 1, last + 1 do
        local inside = port >= first and port <= last
        local both = ianaports.status(math.max(port, 0), "tcp") == "unassigned"
          and ianaports.status(math.max(port, 0), "udp") == "unassigned"
        assert.equal(inside, both and port <= 1023)
      end
    end
  end)

  it("may be abandoned, begun anew and run beside itself", function()
    local one, other = unassigned(), unassigned()
    assert.equal(one(), (other()))
    assert.same({ other() }, { one() })
    collectgarbage()
    assert.same({ other() }, { one() })
    assert.is_nil(sieve.difference(slow(BOTH, 1024, 49151), fast()))
  end)

  it("stays at its end", function()
    local runs = unassigned { range = "system" }
    listed(runs)
    for _ = 1, 3 do assert.is_nil(runs()) end
    assert.equal(1, select("#", runs()))
  end)

  it("does not change its options", function()
    local options = { transport = { "tcp", "sctp" }, from = 2000, length = 3 }
    fast(options)
    assert.same({ transport = { "tcp", "sctp" }, from = 2000, length = 3 }, options)
  end)
end)

-- The first run of ten and more, and what is around it.
local runs = slow(BOTH, 1024, 49151, 10)
local FIRST, LAST = runs[1]:match("^(%d+)%-(%d+)$")
FIRST, LAST = tonumber(FIRST), tonumber(LAST)

describe("the option", function()
  for _, from in ipairs { 1024, 1025, FIRST - 1, FIRST, FIRST + 1, LAST - 1, LAST, LAST + 1,
    49150, 49151 } do
    it("from looks no further down than " .. from, function()
      local to = math.min(from + 2000, 49151)
      assert.is_nil(sieve.difference(slow(BOTH, from, to), fast { from = from, to = to }))
    end)
  end

  for _, to in ipairs { 1024, 1025, FIRST - 1, FIRST, FIRST + 1, LAST - 1, LAST, LAST + 1,
    49150, 49151 } do
    it("to looks no further up than " .. to, function()
      local from = math.max(to - 2000, 1024)
      assert.is_nil(sieve.difference(slow(BOTH, from, to), fast { from = from, to = to }))
    end)
  end

  it("from may stand alone, and to", function()
    assert.is_nil(sieve.difference(slow(BOTH, 40000, 49151), fast { from = 40000 }))
    assert.is_nil(sieve.difference(slow(BOTH, 1024, 9000), fast { to = 9000 }))
  end)

  for _, case in ipairs { { 0, 0 }, { 0, 1 }, { 1, 1 }, { 1022, 1023 }, { 1023, 1023 } } do
    it(("from and to take the system range's ends: %d, %d"):format(case[1], case[2]), function()
      assert.same(slow({ "udp" }, case[1], case[2]), fast { transport = "udp",
        range = "system", from = case[1], to = case[2] })
    end)
  end

  for _, case in ipairs { { FIRST, FIRST, 1 }, { FIRST - 1, LAST + 1, 1 },
    { FIRST + 1, LAST - 1, 1 }, { LAST, FIRST, 0 }, { 2001, 2000, 0 } } do
    it(("from %d to %d gives %d"):format(case[1], case[2], case[3]), function()
      local got = fast { from = case[1], to = case[2] }
      assert.equal(case[3], #got)
      assert.same(slow(BOTH, case[1], case[2]), got)
    end)
  end

  for _, length in ipairs { 1, 2, 3, 9, 10, 11, 99, 100, 101, 1000, 48128, 65536 } do
    it("length leaves out runs shorter than " .. length, function()
      local expected = slow(BOTH, 1024, 9000, length)
      assert.is_nil(sieve.difference(expected, fast { to = 9000, length = length }))
    end)
  end

  for _, case in ipairs { { LAST - FIRST, 1 }, { LAST - FIRST + 1, 1 }, { LAST - FIRST + 2, 0 } } do
    it(("length %d finds the run of %d: %d"):format(case[1], LAST - FIRST + 1, case[2]), function()
      assert.equal(case[2], #fast { from = FIRST, to = LAST, length = case[1] })
    end)
  end

  it("length counts what lies between from and to", function()
    assert.same({}, fast { from = FIRST, to = FIRST + 8, length = 10 })
    assert.same({ FIRST .. "-" .. FIRST + 9 }, fast { from = FIRST, to = FIRST + 9, length = 10 })
  end)
end)

local CALL = function(...) local r = ianaports.unassigned(...) return r end

-- The message of a refusal, without the place, which must be the call's.
local function refusal(options)
  local ok, message = pcall(CALL, options)
  assert.is_false(ok, "is not refused")
  local place = debug.getinfo(CALL, "S")
  local start = ("%s:%d: bad argument #1 to 'unassigned' ("):format(
    place.short_src, place.linedefined)
  assert.matches("spec/lookups/unassigned_spec%.lua$", place.short_src)
  assert.equal(start, message:sub(1, #start))
  return message:sub(#start + 1, -2)
end

local RULES = {
  transport = '"tcp", "udp", "sctp" or "dccp" or 6, 17, 132 or 33, or a list',
  range = '"system" or "user"',
  from = "a port from 1024 to 49151, the user range",
  to = "a port from 1024 to 49151, the user range",
  length = "a positive integer",
}

local BAD_PORTS = { -1, 0, 1023, 49152, 65535, 65536, 2000.5, NAN, INF, -INF, "x", "", true,
  false, {}, print }

local WRONG = {
  transport = { "icmp", "", "7", 0, 7, 6.5, NAN, true, false, print, {}, { "icmp" },
    { "tcp", "icmp" }, { "tcp", 7 }, { "tcp", false }, { {} }, { tcp = true } },
  range = { "dynamic", "System", "", "tcp", 1, true, false, print, {}, { "user" } },
  from = BAD_PORTS,
  to = BAD_PORTS,
  length = { 0, -1, 1.5, NAN, INF, -INF, "x", "", true, false, {}, print },
}

local function shown(value)
  return type(value) == "string" and ("%q"):format(value) or tostring(value):match("^[^:]*")
end

describe("unassigned refuses", function()
  for key, values in pairs(WRONG) do
    for _, value in ipairs(values) do
      it(("%s = %s"):format(key, shown(value)), function()
        assert.equal(("%s must be %s, got "):format(key, RULES[key]),
          (refusal { [key] = value }:gsub("got .*$", "got ")))
      end)
    end
  end

  for _, case in ipairs { { "system", -1, "0 to 1023" }, { "system", 1024, "0 to 1023" },
    { "system", 49151, "0 to 1023" }, { "user", 1023, "1024 to 49151" },
    { "user", 49152, "1024 to 49151" } } do
    it(("the port %d in the %s range"):format(case[2], case[1]), function()
      for _, key in ipairs { "from", "to" } do
        assert.equal(("%s must be a port from %s, the %s range, got %d")
          :format(key, case[3], case[1], case[2]),
          refusal { range = case[1], [key] = case[2] })
      end
    end)
  end

  it("a list of transports, naming the one that is none", function()
    assert.matches('got "icmp"$', refusal { transport = { "tcp", "icmp", 7 } })
    assert.matches("got 7$", refusal { transport = { "tcp", 7 } })
    assert.matches("got table$", refusal { transport = {} })
  end)

  for _, case in ipairs { { { port = 80 }, '"port"' }, { { "tcp" }, "1" },
    { { From = 2000 }, '"From"' }, { { from = 2000, till = 3000 }, '"till"' } } do
    it("the unknown option " .. case[2], function()
      assert.equal("unknown option " .. case[2]
        .. "; known options: from, length, range, to, transport", refusal(case[1]))
    end)
  end

  for _, case in ipairs { { 80, "80" }, { "tcp", '"tcp"' }, { true, "boolean" },
    { false, "boolean" }, { print, "function" } } do
    it(case[2] .. " as options", function()
      assert.equal("options must be a table, got " .. case[2], refusal(case[1]))
    end)
  end
end)

-- Editions whose ranges overlap, meet and cross the ends of IANA's ranges: the
-- runs are read off the rows by hand.
describe("unassigned in an edition", function()
  for title, case in pairs {
    ["of one range over all"] = { { { "1000-65535", "Unassigned" } },
      { "1024-49151" } },
    ["with reserved ports within unassigned ones"] = {
      { { "1024-49151", "Unassigned" }, { "2000-2009", "Reserved" } }, { "1024-49151" } },
    ["with unassigned ports within reserved ones"] = {
      { { "2000-2009", "Unassigned" }, { "1024-49151", "Reserved" } }, { "2000-2009" } },
    ["with a name across the end of an unassigned range"] = {
      { { "1024-3000", "Unassigned" }, { "2990-49150", "x", "x" } },
      { "1024-2989", "49151-49151" } },
    ["whose ranges meet"] = { { { "1024-1999", "Unassigned" }, { "2000-2999", "Unassigned" },
      { "3000-49151", "Reserved" } }, { "1024-2999" } },
    ["with names at the ends alone"] = { { { "1024", "x", "x" }, { "49151", "x", "x" } },
      { "1025-49150" } },
    ["with names at the inner ends of words of 64 ports"] = {
      { { "1087", "x", "x" }, { "1088", "x", "x" }, { "1152-49151", "Reserved" } },
      { "1024-1086", "1089-1151" } },
  } do
    it(title .. " are by segments what they are by ports", function()
      local rows = {}
      for i, row in ipairs(case[1]) do
        rows[i] = { port = row[1], description = row[2], name = row[3] }
      end
      assert.same(case[2], listed(assert(ianaports.new(rows)):unassigned()))
    end)
  end
end)
