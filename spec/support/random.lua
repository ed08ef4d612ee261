--- Random values of every Lua type, the same for a seed in every Lua. Most are
-- wrong as arguments, some are nearly right, some are right.

local ianaports = require "ianaports"

local random = {}

local state = 1

--- A number from 1 to n, from the generator of Park and Miller, which fits in a
--- double.
local function roll(n)
  state = state * 16807 % 2147483647
  return state % n + 1
end

local function pick(list) return list[roll(#list)] end

function random.seed(seed)
  state = seed % 2147483646 + 1
  for _ = 1, 10 do roll(2) end
end

random.roll, random.pick = roll, pick

local keys = {
  "name", "port", "last_port", "transport", "description", "assignee",
  "contact", "registration_date", "modification_date", "reference",
  "service_code", "unauthorized_use", "assignment_notes", "origin", "row",
  "since", "status", "range", "alias", "has", "lacks", "text", "where",
  "format", "contacts", "from", "to", "length", 1, 2, 3, 1.5, true,
}

local words = {
  "", "tcp", "UDP", "sctp", "dccp", "http", "HTTPS", "x11", "80", "65535",
  "65536", "-1", "80-90", "90-80", "1,2,3", "80,", "443/tcp", "443/", "/",
  "_ipp._tcp", "_", "csv", "xml", "text", "html", "svg", "services", "json", "lua",
  "image", "system", "user", "dynamic", "assigned", "reserved", "unassigned", "2018",
  "2018-04", "2018-04-31", "2018-13", "9999", "[IESG]", "IESG", "[", "*", "?",
  "**?*", "name", "service_code", "\0", "a\0b", "\255\254", "\195\169", "%", "%z",
  "1e3", " 80", "0x50", "nan", ("x"):rep(300), ("*"):rep(40),
}

local numbers = {
  0, 1, -1, 6, 17, 80, 132, 33, 443, 1023, 1024, 49151, 49152, 65535, 65536,
  1.5, -0.5, 1 / 0, -1 / 0, 0 / 0, 2 ^ 31, 2 ^ 32, 2 ^ 53, 2 ^ 63, -2 ^ 63,
  1e300,
}

-- What the raising functions and metatables raise.
random.MARK = "raised by the caller's own code"

local function raise() error(random.MARK, 0) end

local functions = {
  raise, type, function() end, function() return true end,
  function(record) return record.port end, tostring, next,
  function(record) record.port, record.name = {}, nil return record end,
}

local metatables = {
  { __index = raise }, { __index = function() return 80 end },
  { __len = function() return 2 ^ 40 end }, { __len = raise },
  { __tostring = raise }, { __tostring = function() return {} end },
  { __call = raise }, { __eq = raise, __lt = raise, __concat = raise },
  { __metatable = false }, { __mode = "kv" }, { __newindex = raise },
  { __pairs = raise }, { __name = "ianaports.registry" },
}

local value

local function random_string()
  local kind = roll(6)
  if kind > 2 then return pick(words) end
  if kind == 2 then return pick(words) .. pick(words) end
  local bytes = {}
  for i = 1, roll(12) do bytes[i] = string.char(roll(256) - 1) end
  return table.concat(bytes)
end

local function random_number()
  if roll(3) > 1 then return pick(numbers) end
  return roll(70000) / (roll(4) == 1 and 2 or 1)
end

--- A table with the keys of filters, rows and options, or a list.
local function random_table(depth)
  local result = {}
  for i = 1, roll(4) - 1 do
    local key = roll(2) == 1 and i or pick(keys)
    result[key] = value(depth + 1)
  end
  if roll(20) == 1 then result[pick(keys)] = result end
  if roll(6) == 1 then setmetatable(result, pick(metatables)) end
  return result
end

--- A value that belongs to the module.
local function own()
  local registry = random.registry
  local kind = roll(6)
  if kind == 1 then return registry end
  if kind == 2 then return registry:find(pick(words)) end
  if kind == 3 then return registry:lookup(80) end
  if kind == 4 then return ianaports end
  if kind == 5 then return registry:records() end
  return ianaports.diff(registry, registry)
end

function value(depth)
  local kind = roll(16)
  if kind <= 4 then return random_string() end
  if kind <= 7 then return random_number() end
  if kind <= 10 and depth < 4 then return random_table(depth) end
  if kind == 11 then return pick(functions) end
  if kind == 12 then return own() end
  if kind == 13 then return roll(2) == 1 end
  if kind == 14 then return coroutine.create(raise) end
  if kind == 15 then return io.stdout end
  return nil
end

--- Up to five values, and how many.
function random.values()
  local list, count = {}, roll(6) - 1
  for i = 1, count do list[i] = value(0) end
  return list, count
end

return random
