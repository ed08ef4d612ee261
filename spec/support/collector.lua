-- A builder that keeps what a reader gives it, and texts in pieces, for the
-- specs of the readers: they see a reader alone, without an image.

local collector = {}

local COLUMNS = {
  name = true, port = true, transport = true, description = true,
  assignee = true, contact = true, registration_date = true,
  modification_date = true, reference = true, service_code = true,
  unauthorized_use = true, assignment_notes = true,
}
local FIELDS = { id = true, name = true, organization = true, uri = true,
                 updated = true }

-- A copy of the texts by field; an empty one is absent, as with records.
local function named(known, texts)
  local result = {}
  for field, text in pairs(texts) do
    assert(known[field], field)
    assert(type(text) == "string", field)
    if text ~= "" then result[field] = text end
  end
  return result
end

local Builder = {}
Builder.__index = Builder

function Builder:row(texts)
  self.records[#self.records + 1] = named(COLUMNS, texts)
  return true
end

function Builder:contact(texts)
  self.contacts[#self.contacts + 1] = named(FIELDS, texts)
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
  return require("ianaports.read." .. format).read
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
    return function(_, what, value)
      local cells = { method, value and what .. "=" .. value }
      for field, cell in pairs(value and {} or what) do
        cells[#cells + 1] = field .. "=" .. cell
      end
      table.sort(cells)
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
