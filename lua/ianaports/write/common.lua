--- What the writers share: a record as IANA's twelve cells, the contacts that
-- go with a selection, and texts handed on in pieces.

local core = require "ianaports.core".internals()
local items = require "ianaports.items"
local terms = require "ianaports.terms"

local concat = table.concat

--- "443", "225-241", or nil.
---@param record ianaports.Record
---@return string?
local function ports(record)
  local port, last = record.port, record.last_port
  if last then return ("%d-%d"):format(port, last) end
  return port and ("%d"):format(port)
end

--- Fill a list with IANA's cells of a record, "" where empty.
---@param record ianaports.Record
---@param cells string[]
local function fill(record, cells)
  for i, column in ipairs(terms.iana) do
    local value = column.kind == "ports" and ports(record)
               or record[column.field]
    cells[i] = value or ""
  end
end

--- The cells of a contact as IANA's page prints them: the id in brackets;
--- several URIs stand on lines.
---@param contact ianaports.Contact
---@return string[]
local function contact_cells(contact)
  local cells = {}
  for i, column in ipairs(terms.contact_columns) do
    local value = contact[column.field] or ""
    if column.field == "id" then value = "[" .. value .. "]" end
    cells[i] = type(value) == "table" and concat(value, "\n") or value
  end
  return cells
end

--- The fields whose texts may name people.
local naming = {}
for _, column in ipairs(terms.iana) do
  if column.kind == "people" or column.kind == "text" then
    naming[#naming + 1] = column.field
  end
end

--- The set of what stands in [..] in the records of a selection.
local function named_in(selection)
  local named = {}
  for record in selection:records() do
    for _, field in ipairs(naming) do
      for id in items.each(record[field]) do named[id] = true end
    end
  end
  return named
end

--- The contacts that go with a selection: those that its records name, and
--- all where it is the whole registry.
---@param selection ianaports.Selection
---@param registry ianaports.Registry
---@return ianaports.Contact[]
local function contacts(selection, registry)
  local whole = #selection == registry:info().records
  local named = whole or named_in(selection)
  local list = {}
  for contact in registry:contacts() do
    if whole or named[contact.id] then list[#list + 1] = contact end
  end
  return list
end

local piece = 4096

--- Two functions: one that takes a text, and one to be called at the end.
--- They hand the texts on to `emit`, gathered to pieces of about 4 KB.
---@param emit fun(text: string)
---@return fun(text: string) add
---@return fun() flush
local function gather(emit)
  local texts, count, size = {}, 0, 0
  local function flush()
    if count > 0 then emit(concat(texts, "", 1, count)) end
    count, size = 0, 0
  end
  local function add(text)
    count, size = count + 1, size + #text
    texts[count] = text
    if size >= piece then flush() end
  end
  return add, flush
end

--- A text for the eye: control characters but the line break as pictures, and
--- U+FFFD for what else is not fit to be printed (src/core/printable.h).
---@param text string
---@return string
local function visible(text)
  return core.printable(text, "pictures")
end

--- 14270 as "14,270".
---@param number integer
---@return string
local function grouped(number)
  local digits = ("%d"):format(number):reverse():gsub("(%d%d%d)", "%1,")
  return (digits:reverse():gsub("^,", ""))
end

--- "14,270 records", "1 record", or "2 of 14,270 records".
---@param count integer
---@param info ianaports.Info
---@return string
local function counted(count, info)
  local all = grouped(info.records)
    .. (info.records == 1 and " record" or " records")
  return count == info.records and all or grouped(count) .. " of " .. all
end

--- A record as a message names it: `record 6 (rje 5/tcp)`.
---@param record ianaports.Record
---@return string
local function label(record)
  local transport = record.transport and "/" .. record.transport or ""
  return ("record %s (%s %s%s)"):format(record.row or "?", record.name or "-",
    ports(record) or "-", transport)
end

--- The anchors of the footnotes, in order: numbers as numbers.
---@param info ianaports.Info
---@return string[]
local function anchors(info)
  local list = {}
  for anchor in pairs(info.footnotes or {}) do list[#list + 1] = anchor end
  table.sort(list, function(a, b)
    local m, n = tonumber(a) or math.huge, tonumber(b) or math.huge
    if m ~= n then return m < n end
    return core.before(a, b)
  end)
  return list
end

return {
  anchors = anchors,
  contact_cells = contact_cells,
  contacts = contacts,
  counted = counted,
  fill = fill,
  gather = gather,
  grouped = grouped,
  label = label,
  ports = ports,
  visible = visible,
}
