-- A builder that keeps what a reader gives it, and texts in pieces, for the
-- specs of the readers: they see a reader alone, without an image.

local collector = {}

local COLUMNS = {
  "name", "port", "transport", "description", "assignee", "contact",
  "registration_date", "modification_date", "reference", "service_code",
  "unauthorized_use", "assignment_notes",
}
local FIELDS = { "id", "name", "organization", "uri", "updated" }

-- Values under their names; an empty one is absent, as with records.
local function named(names, ...)
  assert(select("#", ...) <= #names, "a cell too many")
  local result = {}
  for i, name in ipairs(names) do
    local value = select(i, ...)
    assert(value == nil or type(value) == "string", name)
    if value ~= "" then result[name] = value end
  end
  return result
end

local Builder = {}
Builder.__index = Builder

function Builder:cells(...)
  self.records[#self.records + 1] = named(COLUMNS, ...)
  return true
end

function Builder:contact(...)
  self.contacts[#self.contacts + 1] = named(FIELDS, ...)
  return true
end

function Builder:fact(key, value)
  assert(type(key) == "string" and type(value) == "string")
  self.facts[#self.facts + 1] = { key, value }
  return true
end

-- A builder: its records, contacts and facts are lists, in their order.
function collector.new()
  return setmetatable({ records = {}, contacts = {}, facts = {} }, Builder)
end

-- What a reader asks for the text: pieces of so many bytes, whole if nil.
function collector.pieces(text, size)
  local at = 1
  size = size or #text
  return function()
    if at > #text then return nil end
    local piece = text:sub(at, at + size - 1)
    at = at + size
    return piece
  end
end

local function reader(format)
  return require("ianaports.format." .. format).read
end

-- What a reader makes of a text that it must accept.
function collector.read(format, text, size)
  local builder = collector.new()
  local ok, message = reader(format)(builder, collector.pieces(text, size))
  assert(ok == true, message)
  return { records = builder.records, contacts = builder.contacts,
           facts = builder.facts }
end

-- All that a reader tells its builder of a text, as one string.
function collector.log(format, text, size)
  local calls = {}
  local builder = setmetatable({}, { __index = function(_, method)
    return function(_, ...)
      local cells = { method, ... }
      for i = 1, select("#", ...) + 1 do cells[i] = cells[i] or "" end
      calls[#calls + 1] = table.concat(cells, "\0")
      return true
    end
  end })
  local ok, message = reader(format)(builder, collector.pieces(text, size))
  assert(ok == true, message)
  return table.concat(calls, "\0\0")
end

-- What a reader says of a text that it must refuse; the builder is the real
-- one.
function collector.refusal(format, text, size)
  local builder = require "ianaports.build".new()
  local ok, message = reader(format)(builder, collector.pieces(text, size))
  assert(ok == nil, "read without complaint")
  assert(type(message) == "string", "no message")
  return message
end

return collector
