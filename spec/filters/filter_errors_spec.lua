-- What find and its kin refuse: unknown keys, columns and values. The error
-- names the function, says what is wrong and what is known, and stands at the
-- caller's line.

local ianaports = require "ianaports"
local sieve = require "spec.support.sieve"

local all = ianaports.find()
local NAN, INF = 0 / 0, 1 / 0

-- By title: the name in the message, and a call on one line of its own, which
-- is not the last thing done there.
local CALLS = {
  find = { "find", function(f) local r = ianaports.find(f) return r end },
  records = { "records", function(f) local r = ianaports.records(f) return r end },
  services = { "services", function(f) local r = ianaports.services(f) return r end },
  ["selection:find"] = { "find", function(f) local r = all:find(f) return r end },
  ["the module itself"] = { "find", function(f) local r = ianaports(f) return r end },
}

-- The message of a refusal, without place and function, which must be right.
local function refusal(title, filter)
  local name, call = CALLS[title][1], CALLS[title][2]
  local ok, message = pcall(call, filter)
  assert.is_false(ok, "is not refused")
  local place = debug.getinfo(call, "S")
  local start = ("%s:%d: bad argument #1 to '%s' ("):format(
    place.short_src, place.linedefined, name)
  assert.matches("spec/filters/filter_errors_spec%.lua$", place.short_src)
  assert.equal(start, message:sub(1, #start))
  assert.equal(")", message:sub(-1))
  return message:sub(#start + 1, -2)
end

-- One value as a title shows it.
local function shown(value)
  if type(value) == "string" then return ("%q"):format(value) end
  if type(value) ~= "table" then return tostring(value):match("^[^:]*") end
  local parts = {}
  for key, one in pairs(value) do
    parts[#parts + 1] = type(key) == "number" and shown(one)
      or key .. " = " .. shown(one)
  end
  return "{" .. table.concat(parts, ", ") .. "}"
end

-- What a message says was given.
local function got(value)
  if type(value) == "string" then return ("%q"):format(value) end
  return type(value) == "number" and tostring(value) or type(value)
end

local coroutine_value = coroutine.create(function() end)

local COLUMNS = "assignee, assignment_notes, contact, description, last_port, "
  .. "modification_date, name, origin, port, reference, registration_date, "
  .. "service_code, transport, unauthorized_use"

local A_TEXT = "a string or a list of strings"
local A_DATE = 'a date or its prefix ("2018", "2018-04"), a list of them, or '
  .. "{from = date, to = date}"
local A_COLUMN = "a column or a list of columns"

local TEXTS = { 80, 1.5, true, false, print, coroutine_value, { 80 }, { "a", 80 },
  { "a", true }, { {} }, { { "a" } }, { from = "a" }, { name = "a" } }

local DATES = { 2015, true, false, print, "", "x", "2015/07", "July", "2015-07-10T00",
  " 2015", { 2015 }, { "2015", "x" }, { {} }, { since = "2015" }, { from = 2015 },
  { from = "" }, { from = "x" }, { to = "x" }, { from = "201" }, { to = "15-07-01" },
  { from = "2015-7" }, { from = "2015-07-1" }, { from = "2015-07-" }, { from = "2015-" },
  { from = "2015-13" }, { from = "2015-00" }, { to = "2015-00" }, { from = "2015-07-32" },
  { to = "2015-07-00" }, { from = "2015*" }, { from = true }, { from = "2015", to = false },
  { from = { "2015" } }, { from = "2015", till = "2016" } }

local NAMES = { "row", "nam", "Name", "", 1, true, false, print, { "name", "row" },
  { "name", 1 }, { name = true }, { {} } }

-- By key: what its value must be, and values that are not.
local WRONG = {
  port = { 'a port, a list of ports, or a text like "80,443,6000-6063"',
    { -1, 65536, 1.5, 65535.5, NAN, INF, -INF, 2 ^ 53, "", " ", "x", "http", "-80", "80-",
      "90-80", "80,", ",80", "80,,81", "80-90-100", "65536", "80,65536", "1-65536", "0x50",
      "1e2", "80.0", "+80", "80;81", "99999999999999999999", true, false, print,
      { -1 }, { 80, 65536 }, { 80, "x" }, { 80, true }, { {} }, { { 80 } },
      { from = 80 }, { first = 80, last = 90 } } },
  transport = { '"tcp", "udp", "sctp" or "dccp" or 6, 17, 132 or 33, a list, or false',
    { "icmp", "", "tcpp", " tcp", "7", "tcp,udp", 0, 1, 7, -6, 6.5, 262, NAN, true, print,
      { "icmp" }, { "tcp", "icmp" }, { "tcp", true }, { false, 7 }, { {} }, { { "tcp" } },
      { tcp = true } } },
  registration_date = { A_DATE, DATES },
  modification_date = { A_DATE, DATES },
  since = { 'a date: "2015", "2015-07" or "2015-07-10"',
    { 2015, true, false, print, "", "x", "201", "2015-", "2015-7", "2015-13", "2015-00",
      "2015-07-1", "2015-07-32", "2015-07-00", "2015-07-10x", "2015*", "????", {},
      { "2015" }, { from = "2015" } } },
  status = { '"assigned", "reserved", "unassigned" or "dynamic", or a list',
    { "open", "", "assign", 1, true, false, print, { "assigned", "open" }, { 1 }, { {} },
      { assigned = true } } },
  range = { '"system", "user" or "dynamic", or a list',
    { "tcp", "", "users", 80, true, false, print, { "system", "well-known" }, { 1 }, { {} },
      { user = true } } },
  alias = { "true or false", { "true", "http", 0, 1, print, {}, { true } } },
  has = { A_COLUMN, NAMES, COLUMNS },
  lacks = { A_COLUMN, NAMES, COLUMNS },
  text = { "a string", { 443, true, false, print, {}, { "printer" } } },
  where = { "a function", { "printer", 443, true, false, {}, { print }, coroutine_value } },
}

for _, column in ipairs { "name", "description", "assignee", "contact", "reference",
  "service_code", "unauthorized_use", "assignment_notes", "origin" } do
  WRONG[column] = { A_TEXT, TEXTS }
end

for _, key in ipairs(sieve.keys) do
  describe("the key " .. key, function()
    local rule, values, columns = WRONG[key][1], WRONG[key][2], WRONG[key][3]
    columns = columns and "; known columns: " .. columns or ""

    for _, value in ipairs(values) do
      it("refuses " .. shown(value), function()
        assert.equal(("%s must be %s, got %s%s"):format(key, rule, got(value), columns),
          refusal("find", { [key] = value }))
      end)
    end
  end)
end

describe("a filter", function()
  local known = "; known keys: " .. table.concat(sieve.keys, ", ")

  for _, case in ipairs {
    { { nam = "https" }, '"nam"' }, { { Name = "https" }, '"Name"' },
    { { last_port = 6063 }, '"last_port"' }, { { row = 1 }, '"row"' },
    { { [""] = "https" }, '""' }, { { "https" }, "1" }, { { 80, 443 }, "1" },
    { { [1.5] = 1 }, "1.5" }, { { [true] = true }, "boolean" },
    { { [print] = 1 }, "function" }, { { [{}] = 1 }, "table" },
  } do
    local filter, key = case[1], case[2]
    it("refuses the unknown key " .. key .. " and names the known ones", function()
      assert.equal("unknown key " .. key .. known, refusal("find", filter))
    end)
  end

  it("refuses an unknown key beside known ones", function()
    local filter = { name = "https", port = 443, transport = "tcp", prot = "tcp" }
    assert.equal('unknown key "prot"' .. known, refusal("find", filter))
  end)

  it("refuses a wrong value beside right ones", function()
    local filter = { name = "https", port = 70000, transport = "tcp" }
    assert.matches("^port must be a port, .*, got 70000$", refusal("find", filter))
  end)

  for _, value in ipairs { -1, 65536, 1.5, NAN, INF, 2 ^ 53, true, false, coroutine_value,
    io.stdout, all } do
    it("is not " .. shown(value), function()
      assert.equal("filter must be nil, a port from 0 to 65535, a text, a function or "
        .. "a table of keys, got " .. got(value), refusal("find", value))
    end)
  end
end)

describe("the caller's line", function()
  for title in pairs(CALLS) do
    it("is told by " .. title, function()
      for _, filter in ipairs { 65536, true, { nam = "x" }, { name = 1 }, { has = "nam" },
        { where = 1 }, { port = "x" } } do
        refusal(title, filter)
      end
    end)
  end

  it("is told in a coroutine", function()
    coroutine.wrap(function() refusal("find", { nam = "x" }) end)()
  end)

  it("is told in a function filter", function()
    local message
    ianaports.find { port = 443, where = function()
      message = refusal("find", { nam = "x" })
      return true
    end }
    assert.matches('^unknown key "nam"', message)
  end)
end)

describe("after a refusal", function()
  it("find answers as before", function()
    local before = #ianaports.find { transport = "sctp" }
    for _ = 1, 100 do pcall(ianaports.find, { transport = "sctp", port = "x" }) end
    assert.equal(before, #ianaports.find { transport = "sctp" })
  end)

  it("a selection is what it was", function()
    local selection = ianaports.find { transport = "sctp" }
    local rows = sieve.rows_in(selection)
    pcall(selection.find, selection, { range = "user", since = "x" })
    assert.is_nil(sieve.difference(rows, sieve.rows_in(selection)))
  end)
end)

describe("a key of a filter", function()
  -- As C reads strings, these would be port, text and transport.
  for key, value in pairs { port = 80, text = "http", transport = "tcp" } do
    it("is the whole key: " .. key .. " and a NUL is none", function()
      for _, rest in ipairs { "\0", "\0x" } do
        local ok, message = pcall(ianaports.find, { [key .. rest] = value })
        assert.is_false(ok)
        assert.truthy(message:find('unknown key "' .. key .. "\\x00", 1, true))
      end
    end)
  end
end)
