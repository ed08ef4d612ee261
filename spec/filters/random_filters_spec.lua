--- Filters and set algebra on random cases, the same at every run: `find`
-- gives the rows that plain Lua (spec/support/sieve.lua) finds in the CSV
-- file, and selections obey the laws of sets.

local ianaports = require "ianaports"
local sieve = require "spec.support.sieve"
local tally = require "spec.support.tally"

local FEW, MANY = 20, 980

--- A random number from 1 to n (the generator of Park and Miller).
local function stream(seed)
  return function(n)
    seed = seed * 16807 % 2147483647
    return seed % n + 1
  end
end

--- The list of a column's filled cells, one for each record.
local cells = {}
for _, record in ipairs(sieve.records) do
  for column, value in pairs(record) do
    cells[column] = cells[column] or {}
    table.insert(cells[column], value)
  end
end

local random

local function pick(list) return list[random(#list)] end
local function chance(percent) return random(100) <= percent end


-- Values, drawn from the data: from record `r` where it fills the column.

local function cell(column, r)
  return r[column] ~= nil and chance(85) and r[column] or pick(cells[column])
end

--- A text, cut between two characters.
local function cut(text)
  local at = random(#text + 1)
  while (text:byte(at) or 0) >= 128 and text:byte(at) < 192 do at = at - 1 end
  return text:sub(1, at - 1), text:sub(at)
end

local PATTERN = {
  function(text) return text end,
  function(text) return text end,
  string.upper,
  string.lower,
  function(text) return (cut(text)) .. "*" end,
  function(text) return "*" .. select(2, cut(text)) end,
  function(text) local left, right = cut(text) return left .. "*" .. right end,
  function(text) return "*" .. (cut(select(2, cut(text)))) .. "*" end,
  function(text)
    local left, right = cut(text)
    return left .. right:gsub("^[%z\1-\127\194-\244][\128-\191]*", "?")
  end,
  function(text) return (text:gsub("%d", "?")) end,
  function(text) return text .. "x" end,
  function() return "*" end,
}

--- One value, or now and then a list of up to three, or an empty one.
local function some(draw, r)
  local dice = random(20)
  if dice == 1 then return {} end
  if dice < 15 then return draw(r) end
  local list = { draw(r) }
  for i = 2, random(3) do list[i] = draw(pick(sieve.records)) end
  return list
end

local function pattern_from(column)
  return function(r) return pick(PATTERN)(cell(column, r)) end
end

--- A pattern of the whole cell, or of an id in it, in its brackets or not.
local function id_from(column)
  return function(r)
    local text = cell(column, r)
    local ids = {}
    for id in text:gmatch("%b[]") do ids[#ids + 1] = id end
    if not ids[1] or chance(20) then return pick(PATTERN)(text) end
    local id = pick(ids)
    return pick(PATTERN)(chance(50) and id or id:sub(2, -2))
  end
end

local function port_from(r)
  local port = cell("port", r)
  local last = math.min(port + random(200), 65535)
  return pick { port, port, r.last_port or port, tostring(port),
    port .. "-" .. last, ("%d,%d-%d"):format(pick(cells.port), port, last) }
end

local function date_from(column)
  return function(r)
    local date = cell(column, r)
    return pick { date, date:sub(1, 7), date:sub(1, 4), date:sub(1, 3),
      "????" .. date:sub(5), "*" .. date:sub(-3) }
  end
end

local function bound_from(column, r)
  local date = cell(column, r)
  return pick { date, date:sub(1, 7), date:sub(1, 4), date:sub(1, 7) .. "-15" }
end

local function dates(column)
  return function(r)
    if chance(50) then return some(date_from(column), r) end
    local from, to = bound_from(column, r), bound_from(column, r)
    return pick { { from = from }, { to = to }, { from = from, to = to } }
  end
end

local COLUMNS = { "name", "port", "last_port", "transport", "description",
  "assignee", "contact", "registration_date", "modification_date",
  "reference", "service_code", "unauthorized_use", "assignment_notes" }

local function one_of(list)
  return function() return pick(list) end
end

local function text_from(r)
  local text = cell(pick { "name", "description", "assignment_notes" }, r)
  local middle = (cut(select(2, cut(text))))
  return pick { middle, middle:sub(1, 4), middle:upper(), text, text:sub(-3)
    .. pick(cells.name):sub(1, 3), "" }
end

local WHERE = {
  function(r) return r.row % 3 == 0 end,
  function(r) return r.port and r.port % 2 == 0 end,
  function(r) return r.name and #r.name > 6 and r.name end,
  function(r) return r.contact ~= r.assignee end,
}

--- By key: a function of a record that gives a value for the key.
local DRAW = {
  port = function(r) return some(port_from, r) end,
  transport = function(r)
    return some(function(one)
      return pick { one.transport or false, "TCP", 17, "Sctp", 33, false }
    end, r)
  end,
  registration_date = dates "registration_date",
  modification_date = dates "modification_date",
  since = function(r)
    return bound_from(pick { "registration_date", "modification_date" }, r)
  end,
  status = function(r)
    return some(function(one)
      return pick { sieve.status(one), "assigned", "dynamic" }
    end, r)
  end,
  range = function(r) return some(one_of { "system", "user", "user", "dynamic" }, r) end,
  alias = function() return chance(20) end,
  has = function(r) return some(one_of(COLUMNS), r) end,
  lacks = function(r) return some(one_of(COLUMNS), r) end,
  text = text_from,
  where = one_of(WHERE),
  origin = one_of { "*", "", "mine" },
}
for _, column in ipairs { "name", "description", "service_code",
  "unauthorized_use", "assignment_notes" } do
  DRAW[column] = function(r) return some(pattern_from(column), r) end
end
for _, column in ipairs { "assignee", "contact", "reference" } do
  DRAW[column] = function(r) return some(id_from(column), r) end
end

--- A filter of one to four keys. Most keys are columns that record `r` fills, so
--- that the filter often finds it.
local function random_filter()
  local r, filter = pick(sieve.records), {}
  for _ = 1, random(4) do
    local key = pick(sieve.keys)
    if cells[key] and r[key] == nil and chance(70) then key = pick(sieve.keys) end
    filter[key] = DRAW[key](r)
  end
  return filter
end


--- A value as a message shows it.
local function shown(value)
  if type(value) == "string" then return ("%q"):format(value) end
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  for key, one in pairs(value) do
    parts[#parts + 1] = type(key) == "number" and shown(one)
      or key .. " = " .. shown(one)
  end
  return "{" .. table.concat(parts, ", ") .. "}"
end

--- The report on n filters, and how many of them find a record.
local function compare(n)
  local checks, found = tally.new(), 0
  for _ = 1, n do
    local filter = random_filter()
    local expected = sieve.rows(sieve.condition(filter))
    local selection = ianaports.find(filter)
    local wrong = sieve.difference(expected, sieve.rows_in(selection))
    checks:equal(nil, wrong, "find" .. shown(filter))
    checks:equal(#expected, #selection, "length of find" .. shown(filter))
    if expected[1] then found = found + 1 end
  end
  return checks:report(), found
end

describe("find", function()
  for seed, case in ipairs {
    { FEW, ("gives for %d random filters what a plain loop gives") },
    { MANY, ("gives for %d more what a plain loop gives #exhaustive") },
  } do
    local n, title = case[1], case[2]
    it(title:format(n), function()
      random = stream(20240419 + seed)
      local report, found = compare(n)
      assert.equal(tally.clean(2 * n), report)
      assert.is_true(found > n / 3, found .. " filters find a record")
    end)
  end
end)

describe("random selections", function()
  local all = ianaports.find()
  local none = all - all
  local pool = {}

  lazy_setup(function()
    random = stream(6335)
    while #pool < 40 do
      local selection = ianaports.find(random_filter())
      if #selection > 0 then pool[#pool + 1] = selection end
    end
    pool[#pool + 1], pool[#pool + 2] = all, none
  end)

  --- Shows n triples of selections to a function that checks them.
  local function triples(n, check)
    local checks = tally.new()
    for _ = 1, n do
      check(function(law, holds) checks:equal(true, holds, law) end,
        pick(pool), pick(pool), pick(pool))
    end
    local _, differ = checks:report():match("^(%d+) compared, (%d+) differ")
    assert.equal("0", differ, checks:report())
  end

  local function set_of(selection)
    local set = {}
    for record in selection:records() do set[record.row] = true end
    return set
  end

  it("are different from one another", function()
    local different, sizes = 0, {}
    for _, selection in ipairs(pool) do
      if not sizes[#selection] then different = different + 1 end
      sizes[#selection] = true
    end
    assert.is_true(different >= 20, different .. " sizes")
  end)

  it("obey the laws of sets", function()
    triples(200, function(law, a, b, c)
      law("commutative *", a * b == b * a)
      law("commutative +", a + b == b + a)
      law("associative *", (a * b) * c == a * (b * c))
      law("associative +", (a + b) + c == a + (b + c))
      law("distributive *", a * (b + c) == a * b + a * c)
      law("distributive +", a + b * c == (a + b) * (a + c))
      law("idempotent *", a * a == a)
      law("idempotent +", a + a == a)
      law("absorption", a * (a + b) == a and a + a * b == a)
      law("none", a + none == a and a * none == none and a - none == a)
      law("all", a * all == a and a + all == all and a - all == none)
      law("complement", (all - a) + a == all and (all - a) * a == none)
      law("difference of a sum", a - (b + c) == (a - b) * (a - c))
      law("difference of a product", a - b * c == (a - b) + (a - c))
      law("difference of itself", a - a == none)
      law("size of a sum", #(a + b) == #a + #b - #(a * b))
      law("size of a difference", #(a - b) == #a - #(a * b))
    end)
  end)

  it("have the rows that the operators say", function()
    triples(8, function(law, a, b)
      local in_a, in_b = set_of(a), set_of(b)
      local both, either, first = {}, {}, {}
      for row = 1, #sieve.records do
        if in_a[row] and in_b[row] then both[#both + 1] = row end
        if in_a[row] or in_b[row] then either[#either + 1] = row end
        if in_a[row] and not in_b[row] then first[#first + 1] = row end
      end
      law("rows of *", not sieve.difference(both, sieve.rows_in(a * b)))
      law("rows of +", not sieve.difference(either, sieve.rows_in(a + b)))
      law("rows of -", not sieve.difference(first, sieve.rows_in(a - b)))
    end)
  end)

  it("are equal when their rows are, and only then", function()
    triples(8, function(law, a, b)
      local same = not sieve.difference(sieve.rows_in(a), sieve.rows_in(b))
      law("==", (a == b) == same and (a ~= b) == not same)
      law("== of a copy", a == a:find() and a * all == a)
    end)
  end)

  it("keep what they hold when they are combined", function()
    triples(8, function(law, a, b)
      local rows, others = sieve.rows_in(a), sieve.rows_in(b)
      local _ = { a * b, a + b, a - b, a == b, a:find { alias = false } }
      law("left", not sieve.difference(rows, sieve.rows_in(a)))
      law("right", not sieve.difference(others, sieve.rows_in(b)))
    end)
  end)
end)
