--- Filters: what `find`, `records` and `services` take, turned into tests
-- that run in C (core.keep_...), one after the other.

local core = require "ianaports.core"

--- Keys must all hold.  A text is equal to a cell without case; `*` and `?`
--- are wildcards; a list means any of its values.
---@class ianaports.Filter
---@field name string|string[]?
---@field port integer|string|(integer|string)[]?  "80,443,6000-6063"
---@field transport string|integer|false|(string|integer|false)[]?  false: none
---@field description string|string[]?
---@field assignee string|string[]?   also an id inside the cell: "IESG"
---@field contact string|string[]?    likewise
---@field reference string|string[]?  likewise: "RFC6335"
---@field registration_date string|string[]|{from:string?, to:string?}?  a prefix will do
---@field modification_date string|string[]|{from:string?, to:string?}?  likewise
---@field service_code string|string[]?
---@field unauthorized_use string|string[]?
---@field assignment_notes string|string[]?
---@field origin string|string[]?
---@field since string?    registered or modified then or later
---@field status string|string[]?   what the record itself says
---@field range string|string[]?    has a port in that range
---@field alias boolean?
---@field has string|string[]?      columns that are filled, all of them
---@field lacks string|string[]?    columns that are empty, all of them
---@field text string?     stands in name, description or notes, without case
---@field where (fun(record: ianaports.Record): boolean)?  applied last

local states = { assigned = 1, reserved = 2, unassigned = 4, dynamic = 8 }

local ranges = {
  system = { 0, 1023 }, user = { 1024, 49151 }, dynamic = { 49152, 65535 },
}

local aliases = {
  '*This entry is an alias to "*', '*This is a duplicate of the "*" service*',
}

--- A list of values: `value` itself if it is one, without holes or other keys.
local function as_list(value)
  if type(value) ~= "table" then return { value } end
  local count = 0
  for _ in pairs(value) do count = count + 1 end
  for i = 1, count do
    if value[i] == nil then return nil end
  end
  return value
end

--- The values of a list (or one value), each through `read`; nil where one
--- of them is not to be read.
local function each(value, read)
  local list, result = as_list(value), {}
  for i, item in ipairs(list or {}) do
    result[i] = read(item)
    if result[i] == nil then return nil end
  end
  return list and result
end

--- The sum of the bits that the values stand for, each counted once.
local function mask(value, bit_of)
  local bits, sum, seen = each(value, bit_of), 0, {}
  for _, bit in ipairs(bits or {}) do
    if not seen[bit] then sum = sum + bit end
    seen[bit] = true
  end
  return bits and sum
end

local function text(value)
  return type(value) == "string" and value or nil
end


-- Tests: each takes a selection and a key's value, and returns the selection
-- narrowed, or nil where the value is not one that the key takes.

local function text_test(column, items)
  return function(selection, value)
    local patterns = each(value, text)
    return patterns and core.keep_text(selection, column, items, patterns)
  end
end

--- A name that is written out goes by the index.
local function name_test(selection, value)
  local names = each(value, text)
  for _, name in ipairs(names or {}) do
    if name:find "[*?]" then
      return core.keep_text(selection, "name", false, names)
    end
  end
  return names and core.keep_named(selection, names)
end

--- "80" or "6000-6063", or a number: first, last.
local function port_range(value)
  local first, last = value, value
  if type(value) == "string" then
    first, last = value:match "^%s*(%d+)%s*%-%s*(%d+)%s*$"
    first = tonumber(first or value:match "^%s*(%d+)%s*$")
    last = tonumber(last or first)
  end
  if type(first) ~= "number" or first % 1 ~= 0 or last % 1 ~= 0
     or first < 0 or last > 65535 or first > last then
    return nil
  end
  return first, last
end

--- Add the ports that `value` names to a list of first, last.
local function add_ports(list, value)
  if type(value) == "string" and value:find(",", 1, true) then
    for item in (value .. ","):gmatch "([^,]*)," do
      if not add_ports(list, item) then return nil end
    end
    return list
  end
  local first, last = port_range(value)
  if not first then return nil end
  list[#list + 1] = first
  list[#list + 1] = last
  return list
end

local function port_test(selection, value)
  local list = {}
  local read = each(value, function(item) return add_ports(list, item) end)
  return read and core.keep_ports(selection, list)
end

local function transport_bit(value)
  local transport = 4
  if value ~= false then transport = core.transport(value) end
  return transport and 2 ^ transport
end

local function transport_test(selection, value)
  local bits = mask(value, transport_bit)
  return bits and core.keep_transports(selection, bits)
end

--- Year, month, day of a date or of its prefix; 0 where not given.
local function split_date(value)
  local year, month, day = value:match "^(%d%d%d%d)%-(%d%d)%-(%d%d)$"
  if not year then year, month = value:match "^(%d%d%d%d)%-(%d%d)$" end
  if not year then year = value:match "^%d%d%d%d$" end
  local has_month, has_day = month ~= nil, day ~= nil
  year, month, day = tonumber(year), tonumber(month or 0), tonumber(day or 0)
  if not year or month > 12 or day > 31 or (has_month and month == 0)
     or (has_day and day == 0) then
    return nil
  end
  return year, month, day
end

local BEFORE, AFTER = -1, 65535   -- all dates that an image can hold

--- The value of a date as registry.h has it; nil where it is none.
local function date(value)
  if type(value) ~= "string" then return nil end
  local year, month, day = split_date(value)
  if year and year < 1970 then return BEFORE end
  if year and year > 2097 then return AFTER end
  return year and (year - 1970) * 512 + month * 32 + day
end

--- The pattern of a date, of what a date may begin with, or with wildcards.
local function date_pattern(value)
  if type(value) ~= "string" or not value:find "^[%d%-%*%?]+$" then
    return nil
  end
  local whole = value .. ("2000-10-10"):sub(#value + 1)
  return (value:find "[*?]" or split_date(whole)) and value .. "*" or nil
end

--- Is it a table of bounds, of which one or both are there and nothing else?
local function is_span(value)
  if type(value) ~= "table" then return false end
  for key in pairs(value) do
    if key ~= "from" and key ~= "to" then return false end
  end
  return next(value) ~= nil
end

local function date_test(column)
  local registration = column == "registration_date"
  return function(selection, value)
    if not is_span(value) then
      local patterns = each(value, date_pattern)
      return patterns and core.keep_text(selection, column, false, patterns)
    end
    local from = value.from == nil and BEFORE or date(value.from)
    local to = value.to == nil and AFTER or date(value.to)
    return from and to
       and core.keep_dates(selection, registration, not registration, from, to)
  end
end

local function since_test(selection, value)
  local from = date(value)
  return from and core.keep_dates(selection, true, true, from, AFTER)
end

local function status_test(selection, value)
  local bits = mask(value, function(item) return states[item] end)
  return bits and core.keep_status(selection, bits)
end

local function range_test(selection, value)
  local read = each(value, function(item) return ranges[item] end)
  local list = {}
  for _, range in ipairs(read or {}) do
    list[#list + 1] = range[1]
    list[#list + 1] = range[2]
  end
  return read and core.keep_ports(selection, list)
end

local function alias_test(selection, value)
  if type(value) ~= "boolean" then return nil end
  local found = core.keep_text(core.copy(selection), "assignment_notes", false,
                               aliases)
  return value and found or selection - found
end

local columns = {
  name = true, port = true, last_port = true, transport = true,
  description = true, assignee = true, contact = true,
  registration_date = true, modification_date = true, reference = true,
  service_code = true, unauthorized_use = true, assignment_notes = true,
  origin = true,
}

local function column(value)
  return columns[value] and value or nil
end

local function keep_filled(selection, name)
  if name == "transport" then return core.keep_transports(selection, 15) end
  return core.keep_filled(selection, name)
end

local function has_test(selection, value)
  local names = each(value, column)
  for _, name in ipairs(names or {}) do keep_filled(selection, name) end
  return names and selection
end

local function lacks_test(selection, value)
  local names = each(value, column)
  for _, name in ipairs(names or {}) do
    selection = selection - keep_filled(core.copy(selection), name)
  end
  return names and selection
end

local function text_search(selection, value)
  if type(value) ~= "string" then return nil end
  return value == "" and selection or core.keep_with(selection, value)
end

local function where_test(selection, value)
  return type(value) == "function" and core.keep_where(selection, value)
end

local a_text = "a string or a list of strings"
local a_port = 'a port, a list of ports, or a text like "80,443,6000-6063"'
local a_date = 'a date or its prefix ("2018", "2018-04"), a list of them, or '
            .. "{from = date, to = date}"
local a_column = "a column or a list of columns"

--- By key: its test, and what its value must be.
local tests = {
  name = { name_test, a_text },
  port = { port_test, a_port },
  transport = { transport_test,
    '"tcp", "udp", "sctp" or "dccp" or 6, 17, 132 or 33, a list, or false' },
  description = { text_test "description", a_text },
  assignee = { text_test("assignee", true), a_text },
  contact = { text_test("contact", true), a_text },
  reference = { text_test("reference", true), a_text },
  registration_date = { date_test "registration_date", a_date },
  modification_date = { date_test "modification_date", a_date },
  service_code = { text_test "service_code", a_text },
  unauthorized_use = { text_test "unauthorized_use", a_text },
  assignment_notes = { text_test "assignment_notes", a_text },
  origin = { text_test "origin", a_text },
  since = { since_test, 'a date: "2015", "2015-07" or "2015-07-10"' },
  status = { status_test,
    '"assigned", "reserved", "unassigned" or "dynamic", or a list' },
  range = { range_test, '"system", "user" or "dynamic", or a list' },
  alias = { alias_test, "true or false" },
  has = { has_test, a_column },
  lacks = { lacks_test, a_column },
  text = { text_search, "a string" },
  where = { where_test, "a function" },
}

--- The keys of a table, sorted, as one text.
local function known(set)
  local names = {}
  for name in pairs(set) do names[#names + 1] = name end
  table.sort(names)
  return table.concat(names, ", ")
end

local function show(value)
  if type(value) == "string" and #value > 40 then
    return ("%q..."):format(value:sub(1, 40))
  elseif type(value) == "string" then
    return ("%q"):format(value)
  end
  return type(value) == "number" and tostring(value) or type(value)
end

--- What is wrong with a key or its value.
local function complaint(key, value)
  local test = tests[key]
  if not test then
    return ("unknown key %s; known keys: %s"):format(show(key), known(tests))
  end
  if key ~= "has" and key ~= "lacks" then
    return ("%s must be %s, got %s"):format(key, test[2], show(value))
  end
  return ("%s must be %s, got %s; known columns: %s")
    :format(key, test[2], show(value), known(columns))
end

--- The selection narrowed by each key; or nil, what is wrong.
local function by_keys(selection, filter)
  for key, value in pairs(filter) do
    local test = tests[key]
    if key ~= "where" or type(value) ~= "function" then
      selection = test and test[1](selection, value)
    end
    if not selection then return nil, complaint(key, value) end
  end
  if filter.where == nil then return selection end
  return where_test(selection, filter.where)
end

local by_type = {
  number = port_test,
  string = text_search,
  ["function"] = where_test,
  table = by_keys,
}

--- Narrow a fresh selection by a filter; or nil, what is wrong with that.
---@param selection ianaports.Selection
---@param filter integer|string|function|ianaports.Filter
---@return ianaports.Selection?, string? message
local function narrow(selection, filter)
  local test, result, message = by_type[type(filter)], nil, nil
  if test then result, message = test(selection, filter) end
  if result then return result end
  return nil, message or ("filter must be nil, a port from 0 to 65535, a text, "
    .. "a function or a table of keys, got %s"):format(show(filter))
end

return { narrow = narrow, show = show }
