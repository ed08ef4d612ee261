--- Images made to do harm, each with its risk.  All are refused, although their
-- checksums are right, in time linear in their size and without extra memory.
-- This needs numbers of 64 bits: other Luas cannot make the checksum.

local core = require "ianaports.core".internals()
local ianaports = require "ianaports"
local image = require "spec.support.image"
local parts = require "spec.support.image_parts"

local fields = {}
for i, column in ipairs(core.terms().columns) do fields[i] = column.field end

local function built()
  local builder = require "ianaports.build".new()
  local rows = {
    { "", "0", "tcp", "Reserved" },
    { "http", "80", "tcp", "Web", "[A]", "[A]", "2015-07", "2020-02-29",
      "[RFC9110]" },
    { "http", "80", "udp", "Web", "[A]", "[A]", "2015-07", "2020-02-29",
      "[RFC9110]" },
    { "www", "80", "tcp", "Web", "", "", "", "", "", "", "",
      'This entry is an alias to "http".' },
    { "", "100-200", "", "Unassigned" },
    { "mid", "150", "sctp", "within" },
    { "http", "8080", "tcp" },
    { "HTTP", "", "dccp", "another spelling" },
    { "rdp", "", "", "" },
  }
  for _, row in ipairs(rows) do
    local texts = {}
    for i, field in ipairs(fields) do texts[field] = row[i] end
    assert(builder:row(texts))
  end
  assert(builder:contact { id = "B", name = "Bea", uri = "mailto:b&b.example",
                           updated = "2001-02-03" })
  assert(builder:contact { id = "A", name = "Al" })
  assert(builder:fact("title", "A registry"))
  return core.image(assert(core.open(assert(builder:finish()))))
end

local good = built()

--- An image whose checksum, offsets and so on are right, except for what
--- `damage` does to its parts.
local function damaged(damage)
  local p = parts.open(good)
  damage(p)
  return p:seal()
end

local HUGE = 0xFFFFFFFF

--- The risk, what makes it, and what the refusal says.
local risks = {
  -- The header
  { "another magic", function(p) p.bytes = "IANAPORK" .. p.bytes:sub(9) end, "not an image" },
  { "the other byte order", function(p)
    p.bytes = image.put(p.bytes, 8, p.bytes:sub(9, 12):reverse()) end, "other byte order" },
  { "a format to come", function(p) p.bytes = image.put(p.bytes, 12, image.u32(4)) end, "format" },
  { "a format of before", function(p) p.bytes = image.put(p.bytes, 12, image.u32(2)) end, "format" },
  { "bytes after the end", function(p) p.bytes = p.bytes .. ("\0"):rep(8) end, "do not fill" },
  { "a header alone", function(p) p.bytes = p.bytes:sub(1, 136) end, "do not fill" },
  { "part of a header", function(p) p.bytes = p.bytes:sub(1, 100) end, "cut short" },

  -- Counts near overflow
  { "rows that overflow", function(p) p:count("rows", HUGE) end, "number refers" },
  { "rows above the limit", function(p) p:count("rows", 0x1000000) end, "number refers" },
  { "entries that overflow", function(p) p:count("entries", 0x80000000) end, "number refers" },
  { "strings that overflow", function(p) p:count("strings", HUGE) end, "number refers" },
  { "strings without the empty one", function(p) p:count("strings", 0) end, "number refers" },
  { "a pool that overflows", function(p) p:count("pool", HUGE - 7) end, "number refers" },
  { "contacts whose cells overflow", function(p) p:count("contacts", 0x33333334) end, "number refers" },
  { "contacts whose cells are above the limit", function(p)
    p:count("contacts", 0x3FFFFFFF) end, "number refers" },
  { "facts that overflow", function(p) p:count("facts", 0x80000001) end, "number refers" },
  { "facts larger than the image", function(p) p:count("facts", 0x3FFFFFFF) end, "do not fill" },
  { "more segments than ports", function(p) p:count("segments", 65537) end, "number refers" },
  { "no segment", function(p) p:count("segments", 0) end, "number refers" },
  { "more covers than overlaps are allowed", function(p)
    p:count("covers", 0x1000000) end, "number refers" },
  { "no bucket", function(p) p:count("buckets", 0) end, "number refers" },
  { "buckets that are no power of two", function(p) p:count("buckets", 3) end, "number refers" },
  { "more names than searchable texts", function(p)
    p:count("names", p.n.searchable + 1) end, "number refers" },
  { "more searchable texts than strings", function(p)
    p:count("searchable", p.n.strings) end, "number refers" },
  { "a column with more cells than entries", function(p)
    p:count("filled_assignee", p.n.filled_assignee + 8) end, "do not fill" },
  { "a span as wide as the pool", function(p) p:count("span", 0x3FFFFFFF) end, "do not fill" },

  -- Strings
  { "a string that ends before it begins", function(p)
    p:exchange("string_offsets", 3, 4) end, "strings are not in order" },
  { "a string without end", function(p)
    p:set("string_offsets", p.n.strings, p:get("string_offsets", p.n.strings) - 1) end, "strings" },
  { "an offset beyond the pool", function(p)
    p:set("string_offsets", p.n.strings, 255) end, "strings are not in order" },
  { "a block that begins beyond the pool", function(p)
    p:set("string_bases", 0, 255) end, "strings are not in order" },
  { "an empty string twice", function(p)
    p:set("string_offsets", 2, p:get("string_offsets", 1)) end, "empty, too long or not UTF%-8" },
  { "a first string that is not empty", function(p) p:set("string_offsets", 1, 1) end, "strings" },
  { "a NUL in a text", function(p) p:set("pool", 1, 0) end, "UTF%-8" },
  { "a text that is not UTF-8", function(p) p:set("pool", 2, 255) end, "UTF%-8" },
  { "a character cut by the end of a text", function(p)
    p:set("pool", p.n.pool - 1, 0xC3) end, "UTF%-8" },

  -- Rows, entries and columns
  { "a first row in no entry", function(p)
    p:turn("row_starts", 0) p:turn("row_starts", 2) end, "rows" },
  { "a row more than there are", function(p) p:turn("row_starts", 60) end, "set" },
  { "an entry more than is counted", function(p) p:turn("row_starts", 2) end, "set" },
  { "a rank that is not the set's", function(p) p:set("name_set_ranks", 0, 1) end, "set" },
  { "a row on two transports", function(p) p:turn("udp", 1) end, "rows do not fit" },
  { "a transport of a row past the last", function(p) p:turn("sctp", 63) end, "set" },
  { "a cell of an entry past the last", function(p)
    p:turn("port_set", 0) p:turn("port_set", 40) end, "set" },
  { "a name past the names", function(p) p:set("name", 0, p.n.names + 1) end, "cell" },
  { "a name that is empty", function(p) p:set("name", 0, 0) end, "cell" },
  { "a text past the strings", function(p) p:set("assignee", 0, 255) end, "cell" },
  { "a description that search would miss", function(p)
    p:set("description", 0, p.n.searchable + 1) end, "cell" },
  { "a month 13", function(p) p:set("registration_date", 0, 45 * 512 + 13 * 32) end, "cell" },
  { "a month 0", function(p) p:set("registration_date", 0, 45 * 512 + 1) end, "cell" },
  { "a 30th of February", function(p) p:set("registration_date", 0, 46 * 512 + 2 * 32 + 30) end, "cell" },

  -- The index of ports
  { "a range that goes down", function(p) p:set("last_port", 0, 99) end, "port index" },
  { "a range longer than its covers", function(p) p:set("last_port", 0, 65535) end, "port index" },
  { "a port other than the index says", function(p) p:set("port", 1, 81) end, "port index" },
  { "ports that no segment holds", function(p)
    p:turn("port_starts", 0) p:turn("port_starts", 9) end, "port index" },
  { "ports before the first segment", function(p)
    p:turn("port_starts", 0) p:turn("port_starts", 2) p:set("port_starts_ranks", 0, 0) end, "port index" },
  { "a segment that begins elsewhere", function(p)
    p:turn("port_starts", 8080) p:turn("port_starts", 8082) end, "port index" },
  { "covers past the last", function(p) p:set("cover_first", p.n.segments, 255) end, "number refers" },
  { "covers that do not rise", function(p) p:set("cover_first", 1, p.n.covers) end, "number refers" },
  { "a first cover that is not the first", function(p) p:set("cover_first", 0, 1) end, "number refers" },
  { "a row past the end in the covers", function(p) p:set("cover_rows", 0, 255) end, "number refers" },
  { "covers out of order", function(p) p:exchange("cover_rows", 1, 2) end, "port index" },
  { "a cover twice", function(p) p:set("cover_rows", 2, p:get("cover_rows", 1)) end, "port index" },
  { "a cover in the middle of an entry", function(p) p:set("cover_rows", 1, 2) end, "port index" },

  -- The index of names
  { "two spellings of a name with two first rows", function(p)
    for i = 1, p.n.names - 1 do
      if p:get("name_rows", i) == p:get("name_rows", i - 1) then
        p:set("name_rows", i, p:get("name_rows", i) + 1)
        return
      end
    end
    error "no name has two spellings" end, "name index" },
  { "names in the wrong bucket", function(p) p:exchange("name_rows", 0, 1) end, "name index" },
  { "a name without its mark", function(p)
    for i = 0, p.n.buckets - 1 do p:set("name_marks", i, 0) end end, "name index" },
  { "a mark of no name", function(p)
    for i = 0, p.n.buckets - 1 do p:set("name_marks", i, 255) end end, "name index" },
  { "a mark of another name", function(p)
    local bucket = 0
    while p:get("name_marks", bucket) == 0 do bucket = bucket + 1 end
    local mark = p:get("name_marks", bucket)
    p:set("name_marks", bucket, mark < 128 and mark * 2 or 127) end, "name index" },
  { "buckets that do not rise", function(p) p:set("name_buckets", 1, 255) end, "number refers" },
  { "buckets past the names", function(p)
    p:set("name_buckets", p.n.buckets, p.n.names + 1) end, "number refers" },
  { "a row past the end in the names", function(p) p:set("name_rows", 0, 255) end, "number refers" },
  { "a chain that points at itself", function(p)
    p:set("next_row", 0, 1) end, "name index" },
  { "a chain that goes back", function(p)
    p:set("next_row", 1, 1) end, "name index" },
  { "a chain through another name", function(p) p:set("next_row", 0, 3) end, "name index" },
  { "a chain past the last row", function(p) p:set("next_row", 0, 250) end, "cell" },
  { "a chain into the middle of an entry", function(p) p:set("next_row", 0, 2) end, "cell" },
  { "a name that leads to another's rows", function(p)
    local rows = {}
    for i = 0, p.n.names - 1 do rows[i] = p:get("name_rows", i) end
    for i = 0, p.n.names - 1 do
      if rows[i] ~= rows[0] then p:set("name_rows", i, rows[0]) return end
    end
    error "one name alone" end, "name index" },

  -- Contacts and facts
  { "contacts out of order", function(p) p:exchange("contact_order", 0, 1) end, "contacts" },
  { "a contact twice", function(p) p:set("contact_order", 1, p:get("contact_order", 0)) end, "contacts" },
  { "a contact past the last", function(p) p:set("contact_order", 0, 2) end, "number refers" },
  { "a contact without an id", function(p)
    p:set("contact_cells", 0, 0) p:set("contact_cells", 5, 0) end, "contacts" },
  { "a contact's text past the strings", function(p) p:set("contact_cells", 3, 255) end, "number refers" },
  { "a fact past the strings", function(p) p:set("fact_cells", 1, 255) end, "number refers" },
}

local deeper = image.sum and describe or pending

deeper("a hostile image with", function()
  it("nothing wrong is opened, or the others would show nothing", function()
    local registry = assert(core.open(damaged(function() end)))
    assert.equal("http", registry:name(80))
    assert.equal("Bea", registry:contact "B".name)
  end)

  for _, risk in ipairs(risks) do
    it(risk[1] .. " is refused", function()
      local bytes = damaged(risk[2])
      local registry, message = core.open(bytes)
      assert.is_nil(registry)
      assert.matches(risk[3], message)
      assert.same({ nil, "text: " .. message },
                  { ianaports.parse(bytes, { format = "image" }) })
    end)
  end

  it("any of its sections cut short is refused", function()
    local p = parts.open(good)
    for _, array in ipairs(p.arrays) do
      for _, size in ipairs { array.at, array.at + math.floor(array.count * array.width / 2) } do
        if size < #good then
          local cut = parts.open(good)
          cut.bytes = good:sub(1, size)
          assert.is_nil((core.open(cut:seal())), array.name)
        end
      end
    end
  end)

  it("every number of its arrays at an extreme is refused or answers", function()
    for _, array in ipairs(parts.open(good).arrays) do
      for i = 0, math.min(array.count, 40) - 1 do
        local p = parts.open(good)
        p.bytes = image.put(p.bytes, array.at + i * array.width, ("\255"):rep(array.width))
        local registry = core.open(p:seal())
        if registry then
          assert.is_true(#registry:find "e" >= 0)
          for record in registry:records() do tostring(record) end
        end
      end
    end
  end)

  it("a right checksum over wrong content is refused in no memory", function()
    local bytes = damaged(function(p) p:set("name_rows", 0, 255) end)
    core.open(bytes)
    collectgarbage()
    collectgarbage "stop"
    local before = collectgarbage "count"
    for _ = 1, 10 do core.open(bytes) end
    local after = collectgarbage "count"
    collectgarbage "restart"
    assert.is_true(after - before < 100, after - before)
  end)
end)

describe("an image with very long names #once", function()
  local stem = ("x"):rep(60000)

  --- Of many records that have one of these names by turns.
  local function with_names(...)
    local names, rows = { ... }, {}
    for i = 1, 20000 do
      rows[i] = { name = stem .. names[i % #names + 1], description = "" .. i }
    end
    return core.image(assert(ianaports.new(rows)))
  end

  local function seconds_of(bytes)
    local least = math.huge
    for _ = 1, 5 do
      local before = os.clock()
      assert(core.open(bytes))
      least = math.min(least, os.clock() - before)
    end
    return least
  end

  -- Comparing each record's name would take some 600 million bytes.
  it("in two spellings is opened as fast as in one", function()
    local one, two = with_names("y"), with_names("y", "Y")
    assert.is_true(seconds_of(two) < 8 * seconds_of(one))
  end)
end)
