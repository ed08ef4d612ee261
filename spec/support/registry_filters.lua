--- Which rows a filter finds, as the manual says, one row at a time; and what a
-- record says of itself: its status, its main name.

local filters = {}

local NUMBERS = { [6] = "tcp", [17] = "udp", [132] = "sctp", [33] = "dccp" }
local NAMES = { tcp = "tcp", udp = "udp", sctp = "sctp", dccp = "dccp" }

--- A transport as records have it, or nil.
function filters.transport(value)
  return NAMES[tostring(value):lower()] or NUMBERS[tonumber(value)]
end

function filters.covers(row, port)
  return row.port ~= nil and row.port <= port and port <= (row.last_port or row.port)
end

local function has_ports(row, first, last)
  return row.port ~= nil and row.port <= last and first <= (row.last_port or row.port)
end

function filters.share_a_port(row, other)
  return other.port ~= nil and has_ports(row, other.port, other.last_port or other.port)
end

-- ----------------------------------------------------- what a record says

--- The manual's words name fewer; these are the design's.
local RESERVED = {
  "reserved", "iana reserved", "de-registered", "removed", "deprecated",
  "decommissioned", "decomissioned", "de-commissioned",
}

local function begins(text, beginnings)
  for _, beginning in ipairs(beginnings) do
    if text:sub(1, #beginning) == beginning then return true end
  end
  return false
end

--- The status of a record. From 49152 up it is "dynamic", like that of its port;
--- the manual does not say what it is for a record that begins below.
function filters.status(row)
  if row.port and row.port >= 49152 then return "dynamic" end
  local text = (row.description or ""):lower()
  if row.name then return text == "de-registered" and "reserved" or "assigned" end
  if begins(text, { "unassigned", "(unassigned)" }) then return "unassigned" end
  return begins(text, RESERVED) and "reserved" or "assigned"
end

--- A pattern for words in any case, with any white space between them.
local function words(text)
  return (text:gsub("%a", function(letter)
    return "[" .. letter:lower() .. letter:upper() .. "]"
  end):gsub(" ", "%%s+"))
end

local ALIAS = words 'this entry is an alias to "' .. '([^"]+)"'
local DUPLICATE = words 'this is a duplicate of the "' .. '([^"]+)' .. words '" service'

--- The main name, from the note that says so.  Only the notes count: the record
--- may have no name, or the same name.
function filters.alias_of(row)
  local notes = row.assignment_notes or ""
  return notes:match(ALIAS) or notes:match(DUPLICATE)
end

-- ------------------------------------------------------------------ texts

--- Whether a cell equals a text, in which `*` stands for any bytes and `?` for one
--- character of UTF-8.  An empty cell is an absent field, which no text equals.
local function glob(cell, text)
  if not cell then return false end
  local pattern = text:lower():gsub("[%^%$%(%)%%%.%[%]%+%-]", "%%%0")
  pattern = pattern:gsub("%*", ".*"):gsub("%?", "[\1-\127\194-\244][\128-\191]*")
  return cell:lower():match("^" .. pattern .. "$") ~= nil
end

local function any(value, test)
  if type(value) ~= "table" then return test(value) end
  for _, item in ipairs(value) do
    if test(item) then return true end
  end
  return false
end

local function column(field)
  return function(row, value)
    return any(value, function(text) return glob(row[field], text) end)
  end
end

--- Whether a text equals a cell, or one of its items, with or without brackets.
local function items(field)
  return function(row, value)
    return any(value, function(text)
      local cell = row[field]
      if glob(cell, text) then return true end
      for item in (cell or ""):gmatch "%[(.-)%]" do
        if glob(item, text) or glob("[" .. item .. "]", text) then return true end
      end
      return false
    end)
  end
end

-- ------------------------------------------------------------------ dates

--- Compare a date with a bound, as far as the bound goes. A date without a day is
--- before the days of its month.
local function from(date, bound) return date:sub(1, #bound) >= bound end
local function to(date, bound) return date:sub(1, #bound) <= bound end

local function date(field)
  return function(row, value)
    local cell = row[field]
    if type(value) == "table" and (value.from or value.to) then
      return cell ~= nil and from(cell, value.from or "") and to(cell, value.to or "9999")
    end
    return any(value, function(text)
      return glob(cell, text) or cell ~= nil and cell:sub(1, #text) == text
    end)
  end
end

local function since(row, bound)
  return row.registration_date ~= nil and from(row.registration_date, bound)
    or row.modification_date ~= nil and from(row.modification_date, bound)
end

-- ------------------------------------------------------------------- ports

local BOUNDS = { system = { 0, 1023 }, user = { 1024, 49151 }, dynamic = { 49152, 65535 } }

local function range(row, value)
  return any(value, function(name) return has_ports(row, BOUNDS[name][1], BOUNDS[name][2]) end)
end

local function port_text(row, text)
  for part in tostring(text):gmatch "[^,]+" do
    local first, last = part:match "^(%d+)%-(%d+)$"
    first, last = tonumber(first or part), tonumber(last or part)
    if has_ports(row, first, last) then return true end
  end
  return false
end

local function port(row, value)
  return any(value, function(text) return port_text(row, text) end)
end

-- -------------------------------------------------------------------- keys

--- Whether a record has a transport; `false` is for records without one.
local function transport(row, value)
  return any(value, function(item)
    if item == false then return row.transport == nil end
    return row.transport == filters.transport(item)
  end)
end

local function status(row, value)
  return any(value, function(word) return filters.status(row) == word end)
end

local function alias(row, value) return (filters.alias_of(row) ~= nil) == value end

local function has(row, value)
  return not any(value, function(field) return row[field] == nil end)
end

local function lacks(row, value)
  return not any(value, function(field) return row[field] ~= nil end)
end

local function text(row, value)
  for _, field in ipairs { "name", "description", "assignment_notes" } do
    if (row[field] or ""):lower():find(value:lower(), 1, true) then return true end
  end
  return false
end

local function where(row, test) return test(row) and true or false end

local KEYS = {
  name = column "name", description = column "description",
  service_code = column "service_code", unauthorized_use = column "unauthorized_use",
  assignment_notes = column "assignment_notes",
  assignee = items "assignee", contact = items "contact", reference = items "reference",
  registration_date = date "registration_date", modification_date = date "modification_date",
  since = since, status = status, range = range, port = port, transport = transport,
  alias = alias, has = has, lacks = lacks, text = text, where = where,
}

local KINDS = { number = port, string = text, ["function"] = where }

function filters.matches(row, filter)
  if filter == nil then return true end
  local test = KINDS[type(filter)]
  if test then return test(row, filter) end
  for key, value in pairs(filter) do
    if not KEYS[key](row, value) then return false end
  end
  return true
end

return filters
