-- Random questions to a registry `r`, as the text of Lua expressions, so that
-- a failure can be typed in again.  `h` holds the helpers of registry_answers.

local random = require "spec.support.random"
local rows_of = require "spec.support.registry_rows"

local roll, pick = random.roll, random.pick

local questions = {}

local function quoted(text)
  return '"' .. text:gsub('[\\"]', "\\%0"):gsub("\n", "\\n"):gsub("\r", "\\r"):gsub("\t", "\\t") .. '"'
end

local function maybe_list(make)
  if roll(4) > 1 then return make() end
  local items = {}
  for i = 1, roll(3) do items[i] = make() end
  return "{ " .. table.concat(items, ", ") .. " }"
end

local function other_case(text)
  local kind = roll(4)
  return kind == 1 and text:upper() or kind == 2 and text:lower() or text
end

-- ------------------------------------------------------------ simple values

local function number_of_port(rows)
  local row = pick(rows)
  local port = pick { row.port or 80, row.last_port or row.port or 443 } + pick { 0, 0, 0, -1, 1 }
  return math.max(0, math.min(65535, port))
end

local function port(rows)
  local text = ("%d"):format(number_of_port(rows))
  return pick { text, text, text, text .. ".0", '"' .. text .. '"' }
end

local function transport()
  return pick { '"tcp"', '"udp"', '"sctp"', '"dccp"', '"TCP"', '"uDp"', "6", "17", "132", "33" }
end

local function maybe_transport()
  return roll(3) == 1 and "" or ", " .. transport()
end

local function name(rows)
  return quoted(other_case(pick(rows).name or pick { "absent", "http", "", "123" }))
end

--- The arguments of `ports`.
local function ports_of(rows)
  return quoted(other_case(pick(rows).name or "absent")) .. maybe_transport()
end

local TRANSPORT_TEXTS = { "tcp", "udp", "6", "17", "132", "33" }

--- A key with its transport in the text has it nowhere else.
local function key(rows)
  local which = roll(6)
  local p, n = number_of_port(rows), other_case(pick(rows).name or "http")
  local t = other_case(pick(TRANSPORT_TEXTS))
  if which == 1 then return quoted(("%d/%s"):format(p, t)) end
  if which == 2 then return quoted(n .. "/" .. t) end
  t = t:gsub("^%d+$", "tcp")
  if which == 3 then return quoted("_" .. n .. "._" .. t) end
  return (which == 4 and port(rows) or quoted(n)) .. maybe_transport()
end

local function id(rows)
  local row = pick(rows)
  local cell = row.contact or row.assignee or "[absent]"
  local item = cell:match "%[(.-)%]" or "absent"
  return quoted(roll(2) == 1 and item or "[" .. item .. "]")
end

-- ------------------------------------------------------------------ filters

local CHARACTER = "[\1-\127\194-\244][\128-\191]*"

--- A piece of the text, of whole characters.
local function piece(text)
  local characters = {}
  for character in text:gmatch(CHARACTER) do characters[#characters + 1] = character end
  if #characters == 0 then return "" end
  local first = roll(#characters)
  return table.concat(characters, "", first, math.min(#characters, first + roll(6) - 1))
end

local function with_question_mark(text)
  return (text:gsub(CHARACTER, function(character)
    return roll(6) == 1 and "?" or character
  end))
end

local function pattern(cell)
  local kind = roll(8)
  if kind == 1 then return "*" .. piece(cell) .. "*" end
  if kind == 2 then return piece(cell) .. "*" end
  if kind == 3 then return with_question_mark(cell) end
  if kind == 4 then return piece(cell) end
  if kind == 6 then return roll(4) == 1 and "" or cell end
  if kind == 5 then return "*" .. with_question_mark(piece(cell)) end
  return cell
end

local function texts(field)
  return function(rows)
    return maybe_list(function() return quoted(other_case(pattern(pick(rows)[field] or "none"))) end)
  end
end

local function items(field)
  local whole = texts(field)
  return function(rows)
    if roll(2) == 1 then return whole(rows) end
    return maybe_list(function()
      local item = pick(rows)[field] or "[none]"
      item = item:match "%[(.-)%]" or item
      if roll(3) == 1 then item = pattern(item) end
      return quoted(other_case(pick { item, item, "[" .. item .. "]" }))
    end)
  end
end

local function bound(rows)
  local row = pick(rows)
  local date = row.registration_date or row.modification_date or pick { "2018-04-15", "1998-01", "2018-06" }
  return quoted(date:sub(1, pick { 4, 7, 10 }))
end

local function dates(rows)
  local kind = roll(4)
  if kind == 1 then return ("{ from = %s, to = %s }"):format(bound(rows), bound(rows)) end
  if kind == 2 then return ("{ %s = %s }"):format(pick { "from", "to" }, bound(rows)) end
  return maybe_list(function() return bound(rows) end)
end

local function ports(rows)
  if roll(2) == 1 then return maybe_list(function() return port(rows) end) end
  local parts = {}
  for i = 1, roll(3) do
    local p, q = number_of_port(rows), number_of_port(rows)
    parts[i] = roll(2) == 1 and ("%d"):format(p) or ("%d-%d"):format(math.min(p, q), math.max(p, q))
  end
  return quoted(table.concat(parts, ","))
end

local function one_of(values)
  return function() return maybe_list(function() return pick(values) end) end
end

local COLUMNS = {}
for i, column in ipairs(rows_of.COLUMNS) do COLUMNS[i] = quoted(column) end

local FIELDS = { "name", "description", "assignment_notes" }

local function text(rows)
  local cell = pick(rows)[pick(FIELDS)] or "http"
  local part = piece(cell)
  return quoted(other_case(part == "" and "x" or part))
end

local function where()
  return pick {
    "function(x) return x.port and x.port % 2 == 0 end", "function(x) return x.name end",
    'function(x) return x:status() ~= "assigned" end', "function(x) return x:alias_of() end",
    "function(x) return x.row % 3 > 0 end",
  }
end

local KEYS = {
  name = texts "name", description = texts "description", service_code = texts "service_code",
  unauthorized_use = texts "unauthorized_use", assignment_notes = texts "assignment_notes",
  assignee = items "assignee", contact = items "contact", reference = items "reference",
  registration_date = dates, modification_date = dates, since = bound, port = ports,
  transport = function()
    return roll(4) == 1 and "false" or maybe_list(transport)
  end,
  status = one_of { '"assigned"', '"reserved"', '"unassigned"', '"dynamic"' },
  range = one_of { '"system"', '"user"', '"dynamic"' },
  alias = function() return pick { "true", "false" } end,
  has = one_of(COLUMNS), lacks = one_of(COLUMNS), text = text, where = where,
}

local KEY_NAMES = {}
for key_name in pairs(KEYS) do KEY_NAMES[#KEY_NAMES + 1] = key_name end
table.sort(KEY_NAMES)

local function table_filter(rows)
  local parts, seen = {}, {}
  for _ = 1, pick { 1, 1, 1, 2, 2, 3 } do
    local key_name = pick(KEY_NAMES)
    if not seen[key_name] then
      seen[key_name] = true
      parts[#parts + 1] = key_name .. " = " .. KEYS[key_name](rows)
    end
  end
  return "{ " .. table.concat(parts, ", ") .. " }"
end

function questions.filter(rows)
  local kind = roll(12)
  if kind == 1 then return ("%d"):format(number_of_port(rows)) end
  if kind == 2 then return text(rows) end
  if kind == 3 then return where() end
  if kind == 4 then return "nil" end
  return table_filter(rows)
end

-- --------------------------------------------------------------- unassigned

local function options(rows)
  local parts, system = {}, roll(3) == 1
  local low, high = system and 0 or 1024, system and 1023 or 49151
  local function inside(p) return math.max(low, math.min(high, p)) end
  if system or roll(3) == 1 then parts[1] = ('range = "%s"'):format(system and "system" or "user") end
  local from, to = inside(number_of_port(rows)), inside(number_of_port(rows))
  if roll(3) == 1 then parts[#parts + 1] = ("from = %d"):format(math.min(from, to)) end
  if roll(3) == 1 then parts[#parts + 1] = ("to = %d"):format(math.max(from, to)) end
  if roll(2) == 1 then parts[#parts + 1] = "transport = " .. maybe_list(transport) end
  if roll(3) == 1 then parts[#parts + 1] = ("length = %d"):format(roll(12)) end
  return #parts == 0 and "" or "{ " .. table.concat(parts, ", ") .. " }"
end

-- ---------------------------------------------------------------- templates

local MAKERS = {
  A = ports_of, P = port, T = maybe_transport, N = name, K = key, I = id, F = questions.filter, U = options,
  D = function() return tostring(roll(6)) end,
}

local LOOKUPS = {
  "r:name($P$T)", "r:names($P$T)", "r:status($P$T)", "r:lookup($P$T)", "r:lookup($K)",
  "r:port($N$T)", "r:ports($A)", "r:contact($I)",
}

local OTHERS = {
  "r:find($F)", "r:find($F)", "r:find($F)", "r($F)", "h.list(r:records($F))", "h.list(r:contacts())",
  "h.services(r:services($F))", "h.runs(r:unassigned($U))", "h.runs(r:unassigned($U))",
  "#r:find($F)", "r:find($F)[$D]", "r:find($F)[#r:find($F)]", "r:find($F):first()",
  "r:find($F):names()", "h.sorted(r:find($F):ports())", "r:find($F):find($F)", "h.each(r:find($F))",
  "r:find($F) * r:find($F)", "r:find($F) + r:find($F)", "r:find($F) - r:find($F)",
  "r:find($F) == r:find($F)", "r:find($F) - r:find($F) == r:find($F)",
  "r:find($F) * (r:find($F) + r:find($F)) - r:find($F)",
  'h.said(r:find($F), "status")', 'h.said(r:find($F), "alias_of")', 'h.said(r:find($F), "range")',
  'h.said(r:find($F), "aliases")', 'h.said(r:find($F), "contacts")', 'h.said(r:find($F), "assignees")',
  'h.said(r:find { has = { "name", "transport" } }, "srv")', "h.references(r:find($F))",
  "h.exported(r:find($F))",
}

local function filled(template, rows)
  return (template:gsub("%$(%u)", function(letter) return MAKERS[letter](rows) end))
end

--- One question, fit for these rows.
function questions.one(rows)
  return filled(pick(roll(2) == 1 and LOOKUPS or OTHERS), rows)
end

--- All that there is to know of every row.
questions.EVERYTHING = "h.list(r:records())"

return questions
