--- Filters: what `find`, `records` and `services` take, turned into tests
-- that run in C (core.narrow_...), one after the other.
--
-- A filter key is a line of `tests`, below; the keys of columns come from
-- terms.lua, each with the test for its kind.

local argument = require "ianaports.argument"
local core = require "ianaports.core".internals()
local terms = require "ianaports.terms"

local as_list, show = argument.as_list, argument.show

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

local function text(value)
  return type(value) == "string" and value or nil
end


-- Tests: each takes a selection and a key's value, and returns the selection
-- narrowed, or nil where the value is not one that the key takes.

local function text_test(column)
  return function(selection, value)
    local patterns = each(value, text)
    return patterns and core.narrow_text(selection, column, patterns)
  end
end

--- A name that is written out goes by the index.
local function name_test(selection, value)
  local names = each(value, text)
  for _, name in ipairs(names or {}) do
    if name:find "[*?]" then
      return core.narrow_text(selection, "name", names)
    end
  end
  return names and core.narrow_names(selection, names)
end

local PORT = "[ \t-\r]*([0-9]+)[ \t-\r]*"    -- blanks are ASCII's

--- "80" or "6000-6063", or a number: first, last.
local function port_range(value)
  local first, last = value, value
  if type(value) == "string" then
    first, last = value:match("^" .. PORT .. "%-" .. PORT .. "$")
    first = tonumber(first or value:match("^" .. PORT .. "$"))
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
  return read and core.narrow_ports(selection, list)
end

local function transport(value)
  if value == false then return value end
  return core.transport(value)
end

local function transport_test(selection, value)
  local transports = each(value, transport)
  return transports and core.narrow_transports(selection, transports)
end

--- Whether it is YYYY, YYYY-MM or YYYY-MM-DD.
local function is_date(value)
  return type(value) == "string" and core.is_date(value)
end

--- The pattern of a date, of what a date may begin with, or with wildcards.
local function date_pattern(value)
  if type(value) ~= "string" or not value:find "^[0-9%-%*%?]+$" then
    return nil
  end
  local whole = value .. ("2000-10-10"):sub(#value + 1)
  return (value:find "[*?]" or is_date(whole)) and value .. "*" or nil
end

--- Is it a table of bounds, of which one or both are there and nothing else?
local function is_span(value)
  if type(value) ~= "table" then return false end
  for key in next, value do
    if key ~= "from" and key ~= "to" then return false end
  end
  return next(value) ~= nil
end

local function date_test(column)
  return function(selection, value)
    if not is_span(value) then
      local patterns = each(value, date_pattern)
      return patterns and core.narrow_text(selection, column, patterns)
    end
    local from, to = rawget(value, "from"), rawget(value, "to")
    return (from == nil or is_date(from)) and (to == nil or is_date(to))
       and core.narrow_dates(selection, { column }, from, to)
  end
end

local dates = {}
for _, column in ipairs(terms.columns) do
  if column.kind == "date" then dates[#dates + 1] = column.field end
end

local function since_test(selection, value)
  return is_date(value) and core.narrow_dates(selection, dates, value)
end

local is_status = {}
for _, status in ipairs(terms.statuses) do is_status[status] = status end

local function status_test(selection, value)
  local names = each(value, function(item) return is_status[item] end)
  return names and core.narrow_status(selection, names)
end

local function range_test(selection, value)
  local read = each(value, function(item) return terms.range[item] end)
  local list = {}
  for _, range in ipairs(read or {}) do
    list[#list + 1] = range.first
    list[#list + 1] = range.last
  end
  return read and core.narrow_ports(selection, list)
end

local function alias_test(selection, value)
  if type(value) ~= "boolean" then return nil end
  local found = core.narrow_aliases(core.copy(selection))
  return value and found or selection - found
end

local columns = { last_port = true }
for _, column in ipairs(terms.columns) do columns[column.field] = true end

local function column_name(value)
  return columns[value] and value or nil
end

local function narrow_filled(selection, column)
  if column == "transport" then
    return core.narrow_transports(selection, terms.transports)
  end
  return core.narrow_filled(selection, column)
end

local function has_test(selection, value)
  local names = each(value, column_name)
  for _, name in ipairs(names or {}) do narrow_filled(selection, name) end
  return names and selection
end

local function lacks_test(selection, value)
  local names = each(value, column_name)
  for _, name in ipairs(names or {}) do
    selection = selection - narrow_filled(core.copy(selection), name)
  end
  return names and selection
end

local function text_search(selection, value)
  if type(value) ~= "string" then return nil end
  return value == "" and selection or core.narrow_search(selection, value)
end

local function where_test(selection, value)
  return type(value) == "function" and core.narrow_by(selection, value)
end

local a_text = "a string or a list of strings"
local a_column = "a column or a list of columns"

--- The test of a column, by its kind, and what a value must be.
local by_kind = {
  text = { text_test, a_text },
  people = { text_test, a_text },
  references = { text_test, a_text },
  ports = { function() return port_test end,
    'a port, a list of ports, or a text like "80,443,6000-6063"' },
  transport = { function() return transport_test end,
    terms.a_transport .. ", a list, or false" },
  date = { date_test, 'a date or its prefix ("2018", "2018-04"), a list of '
    .. "them, or {from = date, to = date}" },
}

local ranges = {}
for i, range in ipairs(terms.ranges) do ranges[i] = range.name end

--- By key: its test, and what its value must be.
local tests = {
  since = { since_test, 'a date: "2015", "2015-07" or "2015-07-10"' },
  status = { status_test, argument.choice(terms.statuses) .. ", or a list" },
  range = { range_test, argument.choice(ranges) .. ", or a list" },
  alias = { alias_test, "true or false" },
  has = { has_test, a_column },
  lacks = { lacks_test, a_column },
  text = { text_search, "a string" },
  where = { where_test, "a function" },
}

for _, column in ipairs(terms.columns) do
  local kind = by_kind[column.kind]
  tests[column.field] = { kind[1](column.field), kind[2] }
end
tests.name[1] = name_test

--- What is wrong with a key or its value.
local function complaint(key, value)
  local test = tests[key]
  if not test then
    return ("unknown key %s; known keys: %s")
      :format(show(key), argument.known(tests))
  end
  if key ~= "has" and key ~= "lacks" then
    return ("%s must be %s, got %s"):format(key, test[2], show(value))
  end
  return ("%s must be %s, got %s; known columns: %s")
    :format(key, test[2], show(value), argument.known(columns))
end

--- The selection narrowed by each key, past any metatable; or nil, what is
--- wrong.
local function by_keys(selection, filter)
  for key, value in next, filter do
    local test = tests[key]
    if key ~= "where" or type(value) ~= "function" then
      selection = test and test[1](selection, value)
    end
    if not selection then return nil, complaint(key, value) end
  end
  local where = rawget(filter, "where")
  return where == nil and selection or where_test(selection, where)
end

local by_type = {
  number = port_test,
  string = text_search,
  ["function"] = where_test,
  table = by_keys,
}

--- Narrow a fresh selection by a filter of the public function `caller`.
---@param selection ianaports.Selection
---@param filter integer|string|function|ianaports.Filter
---@param caller string
---@return ianaports.Selection
local function narrow(selection, filter, caller)
  local test, result, message = by_type[type(filter)], nil, nil
  if test and not argument.is_module(filter) then
    result, message = test(selection, filter)
  end
  if result then return result end
  if message then argument.bad_argument(caller, 1, message) end
  return argument.refuse(caller, 1, "filter must be nil, a port from 0 to "
    .. "65535, a text, a function or a table of keys", filter)
end

return { narrow = narrow }
