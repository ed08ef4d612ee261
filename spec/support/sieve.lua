--- Filters again, for the specs: plain Lua over the records of the CSV file,
-- separate from the module. `condition` makes a function of a record from a valid
-- filter (a table of keys); `rows` and `rows_in` give rows to compare,
-- `difference` and `wrong` say in words what differs.

local bundled = require "spec.support.bundled"
local model = require "spec.support.model"

local sieve = { records = bundled.records }

--- The rows of the file's records that a function of a record accepts.
function sieve.rows(accepts)
  local rows = {}
  for _, record in ipairs(sieve.records) do
    if accepts(record) then rows[#rows + 1] = record.row end
  end
  return rows
end

--- The rows that a loop gives: over a selection, or an iterator.
function sieve.rows_in(f, state, control)
  local rows = {}
  for record in f, state, control do rows[#rows + 1] = record.row end
  return rows
end

--- The first row that one list has and the other lacks, in words, or nil.
function sieve.difference(expected, got)
  for i = 1, math.max(#expected, #got) do
    if expected[i] ~= got[i] then
      return ("%d rows, not %d; number %d is row %s, not %s"):format(#got,
        #expected, i, tostring(got[i]), tostring(expected[i]))
    end
  end
end

local KNOWN = not bundled.other_than "2024-04-19"

--- How a selection differs from the records that a function accepts, in words, or
--- nil. If the function accepts none, the case is wrong, unless it is marked
--- `none` or the edition is not the one that the cases were made for.
function sieve.wrong(selection, accepts, none)
  local expected = sieve.rows(accepts)
  if KNOWN and (#expected == 0) ~= (none or false) then
    return ("the file has %d such records"):format(#expected)
  end
  if #selection ~= #expected then
    return ("length %d, not %d"):format(#selection, #expected)
  end
  return sieve.difference(expected, sieve.rows_in(selection))
end

local statuses = {}                         -- by row

--- The status that a record has by itself: the model's answer for it alone.
function sieve.status(record)
  local row = record.row
  if not statuses[row] then
    local alone = { name = record.name, description = record.description,
      transport = record.transport, port = 1 }
    statuses[row] = model.new({ alone }):status(1, record.transport)
  end
  return statuses[row]
end

local folded_columns = {}

--- By row: a column's cells in lower case, false where they are empty.
function sieve.folded(column)
  if not folded_columns[column] then
    local folded = {}
    for row, record in ipairs(sieve.records) do
      folded[row] = record[column] and record[column]:lower() or false
    end
    folded_columns[column] = folded
  end
  return folded_columns[column]
end

--- Whether the notes call a record an alias or a duplicate of another.
function sieve.is_alias(record)
  local notes = record.assignment_notes or ""
  return notes:find('This entry is an alias to "', 1, true) ~= nil
    or notes:find('This is a duplicate of the "[^"]*" service') ~= nil
end


-- Conditions. Each function of KEY takes the value of its key and gives a
-- function of a record.

local KEY = {}

local function each(value, make)
  local list = type(value) == "table" and value or { value }
  local made = {}
  for i, one in ipairs(list) do made[i] = make(one) end
  return made
end

--- A function that accepts a value if one of these functions does.
local function any(made)
  if #made == 1 then return made[1] end
  return function(value)
    for i = 1, #made do
      if made[i](value) then return true end
    end
    return false
  end
end

--- The Lua pattern for a filter's text, to compare with texts in lower case.
local function equal_to(pattern)
  local folded = pattern:lower()
  if not folded:find("[*?]") then
    return function(text) return text == folded end
  end
  local lua = folded:gsub("[%^%$%(%)%%%.%[%]%+%-]", "%%%0"):gsub("%*", ".*")
    :gsub("%?", "[^\128-\191][\128-\191]*")
  return function(text) return text:find("^" .. lua .. "$") ~= nil end
end

local function has_id(cell, accepts)
  for id in cell:gmatch("%[([^%[%]]*)%]") do
    if accepts(id) or accepts("[" .. id .. "]") then return true end
  end
  return false
end

local function text_key(column, ids)
  KEY[column] = function(value)
    local accepts, folded = any(each(value, equal_to)), sieve.folded(column)
    return function(record)
      local cell = folded[record.row]
      return cell and (accepts(cell) or ids and has_id(cell, accepts))
    end
  end
end

for _, column in ipairs { "name", "description", "service_code",
  "unauthorized_use", "assignment_notes", "origin" } do
  text_key(column, false)
end
for _, column in ipairs { "assignee", "contact", "reference" } do
  text_key(column, true)
end

--- Whether a record covers any port of a set.
local function covers(record, wanted)
  local first, last = model.span(record)
  for port = first or 1, last or 0 do
    if wanted[port] then return true end
  end
  return false
end

function KEY.port(value)
  local wanted = {}
  each(value, function(item)
    for first, last in tostring(item):gmatch("(%d+)%-?(%d*)") do
      for port = tonumber(first), tonumber(last) or tonumber(first) do
        wanted[port] = true
      end
    end
  end)
  return function(record) return covers(record, wanted) end
end

local NUMBER = { [6] = "tcp", [17] = "udp", [132] = "sctp", [33] = "dccp" }

function KEY.transport(value)
  local wanted = {}
  each(value, function(one)
    wanted[one and (NUMBER[one] or one:lower())] = true
  end)
  return function(record) return wanted[record.transport or false] or false end
end

--- Whether a date is between two others, compared as far as each of these goes.
local function between(date, from, to)
  return date ~= nil and (not from or date:sub(1, #from) >= from)
    and (not to or date:sub(1, #to) <= to)
end

local function date_key(column)
  KEY[column] = function(value)
    if type(value) == "table" and (value.from or value.to) then
      return function(record)
        return between(record[column], value.from, value.to)
      end
    end
    local begins = any(each(value, function(one) return equal_to(one .. "*") end))
    return function(record)
      return record[column] ~= nil and begins(record[column])
    end
  end
end

date_key "registration_date"
date_key "modification_date"

function KEY.since(value)
  return function(record)
    return between(record.registration_date, value)
      or between(record.modification_date, value)
  end
end

function KEY.status(value)
  local wanted = {}
  each(value, function(one) wanted[one] = true end)
  return function(record) return wanted[sieve.status(record)] or false end
end

local RANGE = { system = { 0, 1023 }, user = { 1024, 49151 },
  dynamic = { 49152, 65535 } }

function KEY.range(value)
  local ranges = each(value, function(one) return RANGE[one] end)
  return function(record)
    local first, last = model.span(record)
    for _, range in ipairs(ranges) do
      if first and first <= range[2] and last >= range[1] then return true end
    end
    return false
  end
end

function KEY.alias(value)
  return function(record) return sieve.is_alias(record) == value end
end

local function all_filled(value, filled)
  local columns = each(value, tostring)
  return function(record)
    for _, column in ipairs(columns) do
      if (record[column] ~= nil) ~= filled then return false end
    end
    return true
  end
end

function KEY.has(value) return all_filled(value, true) end
function KEY.lacks(value) return all_filled(value, false) end

function KEY.text(value)
  local wanted, find = value:lower(), string.find
  local name, description = sieve.folded "name", sieve.folded "description"
  local notes = sieve.folded "assignment_notes"
  return function(record)
    local row = record.row
    return wanted == "" or name[row] and find(name[row], wanted, 1, true)
      or description[row] and find(description[row], wanted, 1, true)
      or notes[row] and find(notes[row], wanted, 1, true)
  end
end

function KEY.where(value) return value end

-- Every key, sorted.
sieve.keys = {}
for key in pairs(KEY) do table.insert(sieve.keys, key) end
table.sort(sieve.keys)

function sieve.condition(filter)
  local conditions = {}
  for key, value in pairs(filter) do
    table.insert(conditions, KEY[key](value))
  end
  return function(record)
    for i = 1, #conditions do
      if not conditions[i](record) then return false end
    end
    return true
  end
end

return sieve
