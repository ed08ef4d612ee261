--- Registries from Lua tables: `new`, and `overlay`, which puts rows in front
-- of those of another registry.
--
-- The list is read as it is, past any metatable; a row is asked for each field
-- once, so that a table that stands for another is read like that one.  An
-- error of the user's own (in __index) passes through.

local core = require "ianaports.core"
local editions = require "ianaports.editions"
local show = require "ianaports.filter".show

local check_type = editions.check_type

--- By place: the field that fills a cell, and IANA's title of it.
local cells = {
  { "name", "Service Name" },
  { "port", "Port Number" },
  { "transport", "Transport Protocol" },
  { "description", "Description" },
  { "assignee", "Assignee" },
  { "contact", "Contact" },
  { "registration_date", "Registration Date" },
  { "modification_date", "Modification Date" },
  { "reference", "Reference" },
  { "service_code", "Service Code" },
  { "unauthorized_use", "Unauthorized Use Reported" },
  { "assignment_notes", "Assignment Notes" },
  { "origin", "Origin" },
}

local PORT, ORIGIN = 2, 13

--- The fields of a row: those, and `last_port`; `row` is passed over.
local fields = { last_port = true, row = true }
for _, cell in ipairs(cells) do fields[cell[1]] = true end

local transports = { [0] = "tcp", "udp", "sctp", "dccp" }

--- A whole number, also as a float or as digits, as IANA writes it.
local function digits(value)
  if value == "0" or (type(value) == "string" and value:find "^[1-9]%d*$") then
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
  local transport = transports[core.transport(value)]
  if transport then return transport end
  return nil, 'not "tcp", "udp", "sctp" or "dccp" or 6, 17, 132 or 33'
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

--- The cells of a row by place; or nil, the column, what is wrong.
local function row_cells(row)
  if type(row) ~= "table" then return nil, nil, "not a table" end
  local result, unknown = {}, unknown_field(row)
  if unknown ~= nil then return nil, nil, "unknown field " .. show(unknown) end
  for place, cell in ipairs(cells) do
    local value = row[cell[1]]
    if value ~= nil then
      local text, wrong = cell_text(row, cell[1], value)
      if not text then return nil, cell[2], wrong end
      result[place] = text
    end
  end
  if not result[PORT] and row.last_port ~= nil then
    return nil, "Port Number", "a last_port without a port"
  end
  return result
end

local function add_cells(builder, c)
  return builder:cells(c[1], c[2], c[3], c[4], c[5], c[6], c[7], c[8], c[9],
                       c[10], c[11], c[12], c[13])
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
    ok, column, message = add_cells(builder, c)
    if ok then return c end
  end
  return nil, complaint(index, column, message)
end

--- How many rows: a list has the keys 1, 2, 3 ... and no others, or a row
--- would be lost.
local function check_list(name, rows)
  local count = 0
  for _ in next, rows do count = count + 1 end
  for index = 1, math.max(count, #rows) do
    if rawget(rows, index) == nil then
      error(("bad argument #1 to '%s' (rows must be a list of tables)")
        :format(name), 4)
    end
  end
  return count
end

--- A registry of the rows, in their order: tables with the fields of a
--- record, of which `row` is passed over; `port` may be a text, "6000-6063".
---@param rows table[]
---@param options ianaports.LoadOptions?
---@return ianaports.Registry?, string? message
local function new(rows, options)
  check_type(1, "new", "rows", rows, "table")
  options = editions.check_options("new", options)
  local count = check_list("new", rows)
  local builder = require "ianaports.build".new()
  if options.contacts then
    local ok, message = editions.add_contacts(builder, options.contacts)
    if not ok then return nil, message end
  end
  for index = 1, count do
    local ok, message = add_row(builder, index, rawget(rows, index))
    if not ok then return nil, message end
  end
  local registry, message = editions.finish(builder)
  if not registry then return nil, "rows: " .. message end
  return core.adopt(registry, "rows")
end


-- Overlays.  Each row of the user goes before the first record that covers
-- one of its ports, or else before the first record of a higher port; a row
-- without a port goes before the first record without one.

--- First row of the registry that covers a port from `first` to `last`.
local function first_cover(registry, first, last)
  local record = registry:find { port = first .. "-" .. last }:first()
  return record and record.row
end

--- First row with a port above `port`, or without one.
local function first_after(registry, port)
  local higher = port < 65535
    and registry:find { port = (port + 1) .. "-65535" }:first()
  local none = registry:find { lacks = "port" }:first()
  return math.min(higher and higher.row or math.huge,
                  none and none.row or math.huge)
end

--- Where a row goes: the registry's row that it stands before, its port.
local function anchor(registry, ports)
  local port, last = (ports or ""):match "^(%d+)%-?(%d*)$"
  port, last = tonumber(port), tonumber(last)
  if not port then
    local none = registry:find { lacks = "port" }:first()
    return none and none.row or math.huge, 65536
  end
  return first_cover(registry, port, last or port)
      or first_after(registry, last or port), port
end

local function by_place(a, b)
  if a.before ~= b.before then return a.before < b.before end
  if a.port ~= b.port then return a.port < b.port end
  return a.index < b.index
end

--- The user's rows, checked, in the order in which they go in; or nil, what
--- is wrong with one.
local function place_rows(registry, rows, count, label)
  local placed = {}
  local trial = require "ianaports.build".new()
  for index = 1, count do
    local c, message = add_row(trial, index, rawget(rows, index))
    if not c then return nil, message end
    local before, port = anchor(registry, c[PORT])
    c[ORIGIN] = label
    placed[index] = { before = before, port = port, index = index, cells = c }
  end
  table.sort(placed, by_place)
  return placed
end

--- Put the registry's records and, each before its place, the rows into a
--- builder: true; or nil, the column, what is wrong.
local function merge(builder, registry, placed)
  local ok, column, message = builder:over(core.image(registry))
  for i = 1, #placed do
    if ok then ok, column, message = builder:before(placed[i].before) end
    if ok then ok, column, message = add_cells(builder, placed[i].cells) end
  end
  if ok then return builder:rest() end
  return nil, column, message
end

--- A new registry: the rows in front of the registry's records for the same
--- port, each with `origin` set to the label.
---@param registry ianaports.Registry
---@param rows table[]   as `new` takes them
---@param label string?  default: "overlay"
---@return ianaports.Registry?, string? message
local function overlay(registry, rows, label)
  check_type(1, "overlay", "rows", rows, "table")
  if label == nil then label = "overlay" end
  check_type(2, "overlay", "label", label, "string")
  if label == "" then return nil, "overlay: the label is empty" end
  local count = check_list("overlay", rows)
  local placed, message = place_rows(registry, rows, count, label)
  if not placed then return nil, message end
  local builder = require "ianaports.build".new()
  local ok, column, wrong = merge(builder, registry, placed)
  if not ok then
    return nil, "overlay: " .. (column and column .. ": " or "") .. wrong
  end
  local result
  result, message = editions.finish(builder)
  if not result then return nil, "overlay: " .. message end
  return core.adopt(result, core.owner(registry).source)
end

return { new = new, overlay = overlay }
