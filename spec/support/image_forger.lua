-- An image as lists of numbers and texts, for specs to change what it says in
-- one place and its counts, widths, ranks and checksum with it: a forged image
-- that is right in all but one thing.  Written from the drawing in
-- src/core/registry.h alone.

local image = require "spec.support.image"
local parts = require "spec.support.image_parts"

local concat, floor = table.concat, math.floor

local N_TEXTS = 64				-- strings of a block
local POWERS = { 1, 2, 4, 8, 16, 32, 64, 128 }

-- The lists that hold numbers of strings.
local HOLDERS = {
  "name", "description", "assignee", "contact", "reference", "service_code",
  "unauthorized_use", "assignment_notes", "origin", "contact_cells", "fact_cells",
}

local Forged = {}
Forged.__index = Forged

local function is_set(array) return array.width == 8 end

local function numbers(p, array)
  local list = {}
  for i = 1, array.count do list[i] = p:get(array.name, i - 1) end
  return list
end

--- The bits of a set: 0 or 1 each, up to the end of its last word.
local function bits(p, array)
  local list = {}
  for i = 0, array.count * 8 - 1 do
    local byte = p.bytes:byte(array.at + i + 1)
    for bit = 0, 7 do list[i * 8 + bit + 1] = floor(byte / POWERS[bit + 1]) % 2 end
  end
  return list
end

--- The texts, from number 0 on.
local function texts(p)
  local list, starts = {}, {}
  for i = 0, p.n.strings do
    starts[i] = p:get("string_bases", floor(i / N_TEXTS)) + p:get("string_offsets", i)
  end
  local pool = p.bytes:sub(p.arrays.pool.at + 1)
  for i = 0, p.n.strings - 1 do list[i + 1] = pool:sub(starts[i] + 1, starts[i + 1]) end
  return list
end

--- Take an image apart.  A list has number i of its array at i + 1.
local function open(bytes)
  local p = parts.open(bytes)
  local forged = setmetatable({ head = bytes:sub(1, 24), n = p.n, strings = texts(p) }, Forged)
  for _, array in ipairs(p.arrays) do
    if not array.name:find "_ranks$" and not array.name:find "^string_" and array.name ~= "pool" then
      forged[array.name] = is_set(array) and bits(p, array) or numbers(p, array)
    end
  end
  return forged
end

-- ----------------------------------------------------------------- changes

--- The number of a string.
function Forged:number(text)
  for i, other in ipairs(self.strings) do
    if other == text then return i - 1 end
  end
  error("no string " .. text)
end

--- Give the strings other numbers: `order` lists the old ones.
function Forged:reorder(order)
  local new, strings = {}, {}
  for i, old in ipairs(order) do
    new[old] = new[old] or i - 1
    strings[i] = self.strings[old + 1]
  end
  for _, holder in ipairs(HOLDERS) do
    for i, number in ipairs(self[holder]) do self[holder][i] = new[number] end
  end
  self.strings = strings
end

local function in_order(self)
  local order = {}
  for i = 1, #self.strings do order[i] = i - 1 end
  return order
end

--- Exchange the numbers of two strings of one kind.
function Forged:exchange(a, b)
  local order = in_order(self)
  a, b = self:number(a) + 1, self:number(b) + 1
  order[a], order[b] = order[b], order[a]
  local rows = self.name_rows
  if b - 1 <= #rows then rows[a - 1], rows[b - 1] = rows[b - 1], rows[a - 1] end
  self:reorder(order)
end

--- Move a string to a number; those between make room.
function Forged:move(text, number)
  local order = in_order(self)
  table.insert(order, number + 1, table.remove(order, self:number(text) + 1))
  self:reorder(order)
end

--- A string more, which nothing holds yet.
function Forged:insert(text, number)
  self.strings[#self.strings + 1] = text
  local order = in_order(self)
  table.insert(order, number + 1, table.remove(order))
  self:reorder(order)
end

--- String `number` becomes a name, of the bucket and rows of the one before.
function Forged:make_name(number)
  table.insert(self.name_rows, number, self.name_rows[number - 1])
  for b, last in ipairs(self.name_buckets) do
    if last >= number - 1 then self.name_buckets[b] = last + 1 end
  end
end

-- ------------------------------------------------------------------ layout

local function members(set)
  local count = 0
  for _, bit in ipairs(set) do count = count + bit end
  return count
end

--- Words of 64 bits, as many as `size` bits need.
local function words_of(set, size)
  local list, bytes = {}, {}
  for i = 1, math.ceil(size / 64) * 64 do list[i] = set[i] or 0 end
  for i = 1, #list, 8 do
    local byte = 0
    for bit = 0, 7 do byte = byte + list[i + bit] * POWERS[bit + 1] end
    bytes[#bytes + 1] = string.char(byte)
  end
  return concat(bytes)
end

local function ranks_of(set, words)
  local list, rank = {}, 0
  for i = 1, words * 64 do
    if i % 64 == 1 then list[#list + 1] = rank end
    rank = rank + (set[i] or 0)
  end
  return list
end

--- Bases and offsets, from number 0 on, of where the strings begin.
local function places(strings)
  local bases, offsets, at = {}, {}, 0
  for i = 0, #strings do
    if i % N_TEXTS == 0 then bases[#bases + 1] = at end
    offsets[#offsets + 1] = at - bases[#bases]
    at = at + #(strings[i + 1] or "")
  end
  return bases, offsets
end

local function count_all(f, offsets)
  local n, counted = {}, f.counted or {}
  for _, name in ipairs(parts.counts) do n[name] = f.n[name] end
  n.entries, n.segments = members(f.row_starts), members(f.port_starts)
  n.covers, n.buckets, n.names = #f.cover_rows, #f.name_marks, #f.name_rows
  n.strings, n.pool = #f.strings, #concat(f.strings)
  n.span = 0
  for _, offset in ipairs(offsets) do n.span = math.max(n.span, offset) end
  n.contacts, n.facts = #f.contact_order, #f.fact_cells / 2
  for _, column in ipairs(parts.columns) do n["filled_" .. column] = #f[column] end
  for name, value in pairs(counted) do n[name] = value end
  return n
end

local function packed(list, width)
  local pieces = {}
  for i, value in ipairs(list) do pieces[i] = image.u32(value):sub(1, width) end
  return concat(pieces)
end

local function bytes_of(f, array, own)
  if array.name == "pool" then return concat(f.strings) end
  local list = own[array.name] or f[array.name]
  local set = array.name:match "^(.*)_ranks$"
  if set then return packed(ranks_of(f[set], array.count), array.width) end
  if is_set(array) then return words_of(list, array.count * 64) end
  assert(#list == array.count, array.name)
  return packed(list, array.width)
end

--- The image, sealed.  `counted` are counts to be wrong, `bases` and `offsets`
--- where strings are said to begin.
function Forged:seal()
  local bases, offsets = places(self.strings)
  local own = { string_bases = self.bases or bases, string_offsets = self.offsets or offsets }
  local n = count_all(self, own.string_offsets)
  local arrays, size = parts.arrays_of(n)
  local pieces = { self.head }
  n.size = size
  for _, name in ipairs(parts.counts) do pieces[#pieces + 1] = image.u32(n[name]) end
  pieces[#pieces + 1] = ("\0"):rep(arrays[1].at - #concat(pieces))
  for _, array in ipairs(arrays) do
    local bytes = bytes_of(self, array, own)
    pieces[#pieces + 1] = bytes .. ("\0"):rep(-#bytes % 8)
  end
  return image.seal(concat(pieces))
end

return { open = open }
