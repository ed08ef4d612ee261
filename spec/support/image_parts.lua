-- An image taken apart as src/core/registry.h draws it, for specs to damage any
-- number of it by name.  Written from that drawing alone.

local image = require "spec.support.image"

local COUNTS_AT, ARRAYS_AT = 24, 136

local counts = {
  "size", "rows", "entries", "segments", "covers", "buckets", "names",
  "searchable", "strings", "span", "pool", "contacts", "facts",
}

local columns = {
  "name", "port", "last_port", "description", "assignee", "contact",
  "registration_date", "modification_date", "reference", "service_code",
  "unauthorized_use", "assignment_notes", "origin", "next_row",
}

for _, column in ipairs(columns) do
  counts[#counts + 1] = "filled_" .. column
end

local Parts = {}
Parts.__index = Parts

--- Above every number that may stand in a column.
local function limit_of(n, column)
  if column == "port" or column == "last_port" then return 65536 end
  if column:find "_date$" then return 128 * 512 end
  if column == "name" then return n.names + 1 end
  if column == "description" or column == "assignment_notes" then
    return n.searchable + 1
  end
  return column == "next_row" and n.rows or n.strings
end

local function words(members) return math.ceil(members / 64) end

--- Where each array stands: { at, count, width } by name, and in order.
local function arrays_of(n)
  local arrays, at = {}, ARRAYS_AT
  local function add(name, count, width)
    arrays[name] = { at = at, count = count, width = width, name = name }
    arrays[#arrays + 1] = arrays[name]
    at = at + math.ceil(count * width / 8) * 8
  end
  local function numbers(name, count, limit)
    add(name, count, limit <= 256 and 1 or limit <= 65536 and 2 or 4)
  end
  local function ranked(name, members, size)
    add(name, words(members), 8)
    numbers(name .. "_ranks", words(members), size + 1)
  end
  numbers("name_marks", n.buckets, 256)
  ranked("row_starts", n.rows, n.entries)
  for _, t in ipairs { "tcp", "udp", "sctp", "dccp" } do
    add(t, words(n.rows), 8)
  end
  for _, column in ipairs(columns) do
    local filled = n["filled_" .. column]
    ranked(column .. "_set", n.entries, filled)
    numbers(column, filled, limit_of(n, column))
  end
  ranked("port_starts", 65536, n.segments)
  numbers("cover_first", n.segments + 1, n.covers + 1)
  numbers("cover_rows", n.covers, n.rows)
  numbers("name_buckets", n.buckets + 1, n.names + 1)
  numbers("name_rows", n.names, n.rows)
  numbers("string_bases", math.floor(n.strings / 64) + 1, n.pool + 1)
  numbers("string_offsets", n.strings + 1, n.span + 1)
  numbers("contact_cells", n.contacts * 5, n.strings)
  numbers("contact_order", n.contacts, n.contacts)
  numbers("fact_cells", n.facts * 2, n.strings)
  numbers("pool", n.pool, 256)
  return arrays, at
end

--- Take an image apart.
local function open(bytes)
  local n = {}
  for i, name in ipairs(counts) do
    n[name] = image.read32(bytes, COUNTS_AT + 4 * (i - 1))
  end
  local arrays, size = arrays_of(n)
  assert(size == n.size and size == #bytes, "not as the drawing says")
  return setmetatable({ bytes = bytes, n = n, arrays = arrays }, Parts)
end

--- Set a count, with nothing else changed.
function Parts:count(name, value)
  for i, other in ipairs(counts) do
    if other == name then
      self.bytes = image.put(self.bytes, COUNTS_AT + 4 * (i - 1),
                             image.u32(value))
      return
    end
  end
  error("no count " .. name)
end

local function place(self, name, i)
  local array = assert(self.arrays[name], name)
  assert(i >= 0 and i < array.count, name .. " " .. i)
  return array.at + i * array.width, array.width
end

--- Number `i`, from 0, of an array.
function Parts:get(name, i)
  local at, width = place(self, name, i)
  local value = 0
  for byte = width, 1, -1 do
    value = value * 256 + self.bytes:byte(at + byte)
  end
  return value
end

function Parts:set(name, i, value)
  local at, width = place(self, name, i)
  self.bytes = image.put(self.bytes, at, image.u32(value):sub(1, width))
end

--- Turn bit `i` of a set.
function Parts:turn(name, i)
  local at = self.arrays[name].at + math.floor(i / 8)
  local byte, bit = self.bytes:byte(at + 1), 2 ^ (i % 8)
  byte = byte % (2 * bit) >= bit and byte - bit or byte + bit
  self.bytes = image.put(self.bytes, at, string.char(byte))
end

--- Exchange two numbers of an array.
function Parts:exchange(name, i, j)
  local a, b = self:get(name, i), self:get(name, j)
  assert(a ~= b, "nothing would change")
  self:set(name, i, b)
  self:set(name, j, a)
end

--- The bytes, with the size and the checksum made right.
function Parts:seal()
  self:count("size", #self.bytes)
  return image.seal(self.bytes)
end

return { open = open, arrays_of = arrays_of, counts = counts, columns = columns }
