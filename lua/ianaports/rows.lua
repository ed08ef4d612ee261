--- Registries from Lua tables: `new`, and `overlay`, which puts rows in front
-- of those of another registry.
--
-- The list is read as it is, past any metatable; a row is asked for each field
-- once, so that a table that stands for another is read like that one.  An
-- error of the user's own (in __index) passes through.

local argument = require "ianaports.argument"
local core = require "ianaports.core".internals()
local editions = require "ianaports.editions"
local terms = require "ianaports.terms"

--- The fields of a row; `row` is passed over.
local fields = { last_port = true, row = true }
for _, column in ipairs(terms.columns) do fields[column.field] = true end

--- A whole number, also as a float or as digits, as IANA writes it.
local function digits(value)
  if value == "0"
     or type(value) == "string" and value:find "^[1-9][0-9]*$" then
    value = tonumber(value)
  end
  if type(value) ~= "number" or value % 1 ~= 0 or value < 0
     or value > 65535 then
    return nil
  end
  return ("%d"):format(value)
end

--- The text of a port cell: "443", or "6000-6063".
local function port_cell(value, last_value)
  local port, last = digits(value), digits(last_value)
  if type(value) == "string" and last_value == nil and not port then
    return value
  elseif not port or (last_value ~= nil and not last) then
    return nil, "not an integer from 0 to 65535"
  end
  return last and port .. "-" .. last or port
end

local function transport_cell(value)
  local transport = core.transport(value)
  if transport then return transport end
  return nil, "not " .. terms.a_transport
end

--- The text of the cell that a value fills; or nil, what is wrong with it.
local function cell_text(row, field, value)
  if field == "port" then return port_cell(value, row.last_port) end
  if field == "transport" then return transport_cell(value) end
  if type(value) == "string" then return value end
  return nil, "not a string but a " .. type(value)
end

--- A field that no record has, if the row has one.
local function unknown_field(row)
  for field in next, row do
    if not fields[field] then return field end
  end
end

--- The cells of a row by field; or nil, the column, what is wrong.
local function row_cells(row)
  if type(row) ~= "table" then return nil, nil, "not a table" end
  local result, unknown = {}, unknown_field(row)
  if unknown ~= nil then
    return nil, nil, "unknown field " .. argument.show(unknown)
  end
  for _, column in ipairs(terms.columns) do
    local value = row[column.field]
    if value ~= nil then
      local text, wrong = cell_text(row, column.field, value)
      if not text then return nil, column.title, wrong end
      result[column.field] = text
    end
  end
  if not result.port and row.last_port ~= nil then
    return nil, terms.title.port, "a last_port without a port"
  end
  return result
end

local function complaint(index, column, message)
  return ("rows:%d: %s%s"):format(index, column and column .. ": " or "",
                                  message)
end

--- Add a row: its cells; or nil, a message that names it.
local function add_row(builder, index, row)
  local c, column, message = row_cells(row)
  if c then
    local ok
    ok, column, message = builder:row(c)
    if ok then return c end
  end
  return nil, complaint(index, column, message)
end

--- How many rows: a list has the keys 1, 2, 3 ... and no others, or a row
--- would be lost.
local function check_list(name, rows)
  return argument.length(rows)
    or argument.bad_argument(name, 1, "rows must be a list of tables")
end

--- A registry of the rows, in their order: tables with the fields of a
--- record, of which `row` is passed over; `port` may be a text, "6000-6063".
---@param rows table[]
---@param options ianaports.LoadOptions?
---@return ianaports.Registry?, string? message
local function new(rows, options)
  argument.check_type("new", 1, "rows", rows, "table")
  options = editions.check_options("new", options)
  local count = check_list("new", rows)
  local builder = core.part "build".new()
  if options.contacts then
    local ok, message = editions.add_contacts(builder, options.contacts)
    if not ok then return nil, message end
  end
  for index = 1, count do
    local ok, message = add_row(builder, index, rawget(rows, index))
    if not ok then return nil, message end
  end
  local registry, message = editions.finish(builder, "rows")
  if not registry then return nil, "rows: " .. message end
  return registry
end


-- Overlays.  Each row of the user goes before the first record that covers
-- one of its ports, or else before the first record of a higher port; a row
-- without a port goes before the first record without one.

--- The base's row that a row with these cells stands before, and its port.
local function place_of(builder, cells)
  local port, last = (cells.port or ""):match "^([0-9]+)%-?([0-9]*)$"
  port, last = tonumber(port), tonumber(last)
  return builder:base_place(port, last or port), port or 65536
end

local function by_place(a, b)
  if a.before ~= b.before then return a.before < b.before end
  if a.port ~= b.port then return a.port < b.port end
  return a.index < b.index
end

--- The user's rows, checked, in the order in which they go in; or nil, what
--- is wrong with one.
local function place_rows(builder, rows, count, label)
  local placed = {}
  local trial = core.part "build".new()
  for index = 1, count do
    local c, message = add_row(trial, index, rawget(rows, index))
    if not c then return nil, message end
    local before, port = place_of(builder, c)
    c.origin = label
    placed[index] = { before = before, port = port, index = index, cells = c }
  end
  table.sort(placed, by_place)
  return placed
end

--- Add the base's records and, each before its place, the rows: true; or nil,
--- the column, what is wrong.
local function merge(builder, placed)
  for i = 1, #placed do
    local ok, column, message = builder:base_before(placed[i].before)
    if ok then ok, column, message = builder:row(placed[i].cells) end
    if not ok then return nil, column, message end
  end
  return builder:base_rest()
end

--- A registry of the rows laid over another one; or nil, what is wrong.
local function lay_over(registry, rows, count, label)
  local builder = core.part "build".new()
  local ok, column, wrong = builder:base(core.image(registry))
  if ok then
    local placed, message = place_rows(builder, rows, count, label)
    if not placed then return nil, message end
    ok, column, wrong = merge(builder, placed)
  end
  if not ok then
    return nil, "overlay: " .. (column and column .. ": " or "") .. wrong
  end
  local result, message = editions.finish(builder, core.source(registry))
  return result, message and "overlay: " .. message
end

--- A new registry: the rows in front of the registry's records for the same
--- port, each with `origin` set to the label.
---@param registry ianaports.Registry
---@param rows table[]   as `new` takes them
---@param label string?  default: "overlay"
---@return ianaports.Registry?, string? message
local function overlay(registry, rows, label)
  argument.check_type("overlay", 1, "rows", rows, "table")
  if label == nil then label = "overlay" end
  argument.check_type("overlay", 2, "label", label, "string")
  if label == "" then return nil, "overlay: the label is empty" end
  return lay_over(registry, rows, check_list("overlay", rows), label)
end

return { new = new, overlay = overlay }
