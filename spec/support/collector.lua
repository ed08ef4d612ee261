--- A builder that collects what a reader gives it, and texts in pieces, for the
-- specs of the readers. So they test a reader alone, without an image.

local collector = {}

local COLUMNS = {
  name = true, port = true, transport = true, description = true,
  assignee = true, contact = true, registration_date = true,
  modification_date = true, reference = true, service_code = true,
  unauthorized_use = true, assignment_notes = true,
}
local FIELDS = { id = true, name = true, organization = true, uri = true,
                 updated = true }

--- A copy of the texts by field; an empty text is absent, as in records.
local function named(known, texts)
  local result = {}
  for field, text in pairs(texts) do
    assert(known[field], field)
    assert(type(text) == "string", field)
    if text ~= "" then result[field] = text end
  end
  return result
end

-- On x64, betas of LuaJIT 2.1 compile a loop over `next` wrongly now and then:
-- they swap its two results as 32 bits, so that half of an address is lost, and
-- the program crashes.  This loop was hit in one of five to eight runs of the
-- specs, and no other was; so these betas may not compile it.
if jit and jit.version:find "beta" then jit.off(named) end

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

--- A builder: its records, contacts and facts are lists, in their order.
function collector.new()
  return setmetatable({ records = {}, contacts = {}, facts = {} }, Builder)
end

--- A source that gives a reader the text in pieces of `size` bytes, or whole.
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

--- What a reader makes of a text. It must accept the text.
function collector.read(format, text, size)
  local builder = collector.new()
  local ok, message = reader(format)(builder, collector.pieces(text, size))
  assert(ok == true, message)
  return { records = builder.records, contacts = builder.contacts,
           facts = builder.facts }
end

--- All calls of the builder that a reader makes for a text, as one string.
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

--- The message of a reader for a text. It must refuse the text. The builder is
--- the real one.
function collector.refusal(format, text, size)
  local builder = require "ianaports.build".new()
  local ok, message = reader(format)(builder, collector.pieces(text, size))
  assert(ok == nil, "read without complaint")
  assert(type(message) == "string", "no message")
  return message
end

return collector
