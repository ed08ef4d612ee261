-- Images forged with care: each says in all of its arrays the same, but not as
-- the builder would have said it.  A registry has one image, so these are
-- refused; or an index might mislead a look-up of today or of later.  Where a
-- number is 64 bits wide; other Luas cannot make the checksum.

local core = require "ianaports.core".internals()
local forger = require "spec.support.image_forger"
local ianaports = require "ianaports"
local image = require "spec.support.image"
local parts = require "spec.support.image_parts"

local function row(name, port, transport, description, assignee, contact)
  return { name = name, port = port, transport = transport, description = description,
           assignee = assignee, contact = contact }
end

local ROWS = {
  row("http", "80", "tcp", "Web", "[A]", "[B]"),
  row("http", "80", "udp", "Web", "[A]", "[B]"),
  row("HTTP", "8080", "tcp", "hTTp", "[C]", "[C]"),
  row(nil, "100-200", nil, "Unassigned"),
  row("mid", "150", "sctp", "within"),
}

local function built(rows)
  local builder = require "ianaports.build".new()
  for _, cells in ipairs(rows) do assert(builder:row(cells)) end
  assert(builder:contact { id = "A", name = "Al" })
  assert(builder:contact { id = "B", name = "Bea" })
  assert(builder:fact("title", "A registry"))
  return core.image(assert(core.open(assert(builder:finish()))))
end

local NAMELESS = { row(nil, "1", "tcp", "one"), row(nil, "2", "tcp", "two") }
local PAIR = { row(nil, nil, "tcp", "one"), row(nil, nil, "udp", "one") }
local AGAIN = { row(nil, "1", "tcp", "one"), row(nil, "2", "tcp", "two"),
                row(nil, "3", "tcp", "one"), row(nil, "4", "tcp", "two") }
local TWO_NAMES = { row("a", "1", "tcp"), row("b", "2", "tcp") }

-- The last two rows are one entry, the 64th: a word is full.
local MANY = {}
for i = 1, 64 do MANY[i] = row(nil, nil, "tcp", "number " .. math.min(i, 63)) end
MANY[65] = row(nil, nil, "udp", "number 64")
MANY[64].description = MANY[65].description

--- A byte of the image is another.
local function with_byte(bytes, at)
  return image.seal(image.put(bytes, at, "\1"))
end

-- The risk, the rows, what forges it, what the refusal says.
local risks = {
  -- Places of strings
  { "a span above every offset", ROWS, function(f) f.counted = { span = 255 } end, "strings" },
  { "a span that makes offsets wider", ROWS, function(f)
    f.counted = { span = 70000 } end, "strings" },

  { "a character cut between two texts", ROWS, function(f)
    f.strings[f:number "[A]" + 1], f.strings[f:number "[B]" + 1] = "x\195", "\188y" end, "UTF%-8" },
  { "a text above 65,535 bytes", ROWS, function(f)
    f.strings[f:number "[A]" + 1] = ("x"):rep(65536) end, "too long" },

  -- Numbers of strings
  { "two of the searched texts exchanged", ROWS, function(f)
    f:exchange("Web", "within") end, "order of use" },
  { "two of the searched texts exchanged, which come again", AGAIN, function(f)
    f:exchange("one", "two") end, "order of use" },
  { "two of the other texts exchanged", ROWS, function(f) f:exchange("[A]", "[B]") end, "order of use" },
  { "two texts of contacts exchanged", ROWS, function(f) f:exchange("Al", "Bea") end, "order of use" },
  { "two spellings of a name exchanged", ROWS, function(f)
    f:exchange("http", "HTTP") end, "order of use" },
  { "a contact's text between those of a record", ROWS, function(f)
    f:move("A", f:number "[B]") end, "order of use" },
  { "a fact's text between those of a contact", ROWS, function(f)
    f:move("title", f:number "Al") end, "order of use" },
  { "a text that nothing holds, at the end", ROWS, function(f)
    f:insert("hidden", #f.strings) end, "order of use" },
  { "a text that nothing holds, before others", ROWS, function(f)
    f:insert("hidden", f:number "[A]") end, "order of use" },
  { "a searched text that nothing holds", ROWS, function(f)
    f:insert("hidden", f:number "[A]")
    f.n.searchable = f.n.searchable + 1 end, "order of use" },
  { "a searched text that an assignee alone is", ROWS, function(f)
    f.n.searchable = f.n.searchable + 1 end, "order of use" },
  { "a spelling of a name that nothing holds", ROWS, function(f)
    local number = f:number "HTTP" + 1
    f:insert("HttP", number)
    f:make_name(number)
    f.n.searchable = f.n.searchable + 1 end, "order of use" },
  { "a spelling of a name that a description alone is", ROWS, function(f)
    local number = f:number "HTTP" + 1
    f:move("hTTp", number)
    f:make_name(number) end, "order of use" },

  -- Names
  { "more buckets than its names need", NAMELESS, function(f)
    f.name_marks, f.name_buckets = { 0, 0 }, { 0, 0, 0 } end, "number refers" },
  { "fewer buckets than names", TWO_NAMES, function(f)
    local a, b = f.name_marks[1], f.name_marks[2]
    f.name_marks, f.name_buckets = { a == b and a or a + b }, { 0, 2 }
    if f:number "a" > f:number "b" then f:exchange("a", "b") end end, "number refers" },

  { "names in other buckets than their hashes'", TWO_NAMES, function(f)
    if f:number "a" > f:number "b" then f:exchange("a", "b") end
    f.name_buckets[2] = f.name_buckets[2] == 1 and 2 or 1 end, "name index" },

  -- Ports and entries
  { "a segment cut where nothing begins or ends", ROWS, function(f)
    local segment = 0
    for port = 0, 120 do segment = segment + f.port_starts[port + 1] end
    f.port_starts[120 + 1] = 1
    local from, to = f.cover_first[segment], f.cover_first[segment + 1]
    for i = from, to - 1 do table.insert(f.cover_rows, to + 1, f.cover_rows[i + 1]) end
    table.insert(f.cover_first, segment + 1, to)
    for i = segment + 2, #f.cover_first do f.cover_first[i] = f.cover_first[i] + to - from end
  end, "port index" },
  { "a segment of no entry cut in two", ROWS, function(f)
    f.port_starts[60000 + 1] = 1
    table.insert(f.cover_first, f.cover_first[#f.cover_first]) end, "port index" },
  { "an entry cut in two", PAIR, function(f)
    f.row_starts[2], f.description_set[2] = 1, 1
    f.description[2] = f.description[1] end, "rows" },

  { "an entry cut in two between two words", MANY, function(f)
    f.row_starts[65], f.description_set[65] = 1, 1
    f.description[65] = f.description[64] end, "rows" },

  -- Facts
  { "a fact without a key", ROWS, function(f)
    f.fact_cells[1] = 0
    f.strings[f:number "title" + 1] = "A registry"
    f.strings[#f.strings] = nil
    f.fact_cells[2] = #f.strings - 1 end, "key" },
}

local deeper = image.sum and describe or pending

deeper("a forged image with", function()
  it("nothing wrong is the image that was taken apart, or the others would show nothing", function()
    for _, rows in ipairs { ROWS, NAMELESS, PAIR, TWO_NAMES, {} } do
      local bytes = built(rows)
      assert.is_true(bytes == forger.open(bytes):seal())
    end
  end)

  for _, risk in ipairs(risks) do
    it(risk[1] .. " is refused", function()
      local f = forger.open(built(risk[2]))
      risk[3](f)
      local registry, message = core.open(f:seal())
      assert.is_nil(registry)
      assert.matches(risk[4], message)
    end)
  end

  it("a text of 65,535 bytes is opened", function()
    local f = forger.open(built(ROWS))
    f.strings[f:number "[A]" + 1] = ("x"):rep(65535)
    assert.equal(65535, #assert(core.open(f:seal())):find(80)[1].assignee)
  end)

  -- Text search goes past blocks of strings by where they begin.
  it("blocks that begin elsewhere than they say is refused, and would mislead find", function()
    local bundled = core.bundled()
    local f, at = forger.open(core.image(bundled)), 0
    assert.is_true(f:seal() == core.image(bundled))
    f.bases, f.offsets = {}, {}
    for i = 0, #f.strings do
      if i % 64 == 0 then f.bases[#f.bases + 1] = 0 end
      f.offsets[i + 1] = at
      at = at + #(f.strings[i + 1] or "")
    end
    local registry, message = core.open(f:seal())
    if registry then assert.equal(#bundled:find "proxy", #registry:find "proxy") end
    assert.is_nil(registry)
    assert.matches("strings", message)
  end)

  it("a byte of its header set that no count is in is refused", function()
    local bytes = built(ROWS)
    for at = 24 + 4 * #parts.counts, parts.open(bytes).arrays[1].at - 1 do
      local registry, message = core.open(with_byte(bytes, at))
      assert.is_nil(registry, at)
      assert.matches("header", message)
    end
  end)

  it("a byte set between two arrays, or after the last, is refused", function()
    local bytes, tried = built(ROWS), 0
    for _, array in ipairs(parts.open(bytes).arrays) do
      local past = array.at + array.count * array.width
      for at = past, past + -past % 8 - 1 do
        local registry, message = core.open(with_byte(bytes, at))
        assert.is_nil(registry, array.name)
        assert.matches("between two arrays", message)
        tried = tried + 1
      end
    end
    assert.is_true(tried > 100, tried)
  end)

  -- More names than are watched at a time; those of one bucket have one hash.
  it("a spelling that nothing holds, far behind, is refused #once", function()
    local rows = {}
    for i = 1, 70000 do rows[i] = { name = "n" .. i } end
    for i = 1, 70000, 10 do rows[#rows + 1] = { name = "N" .. i } end
    local p = parts.open(core.image(assert(ianaports.new(rows))))
    local number = p.n.names
    while p:get("name_rows", number - 1) ~= p:get("name_rows", number - 2) do number = number - 1 end
    assert.is_true(number > 65536)
    for i = p.n.filled_name - 1, 0, -1 do
      if p:get("name", i) == number then
        p:set("name", i, number - 1)
        break
      end
    end
    local registry, message = core.open(p:seal())
    assert.is_nil(registry)
    assert.matches("order of use", message)
  end)

  it("a searched text that nothing holds, far behind, is refused #once", function()
    local rows = {}
    for i = 1, 65600 do rows[i] = { description = "number " .. i } end
    local p = parts.open(core.image(assert(ianaports.new(rows))))
    p:set("description", 65599, 5)
    local registry, message = core.open(p:seal())
    assert.is_nil(registry)
    assert.matches("order of use", message)
  end)
end)

-- That is not looked for, since it takes memory; so no answer may depend on it.
deeper("an image in which a string stands twice", function()
  local rows = { (table.unpack or unpack)(ROWS) }
  rows[#rows + 1] = row("http", "81", "tcp", "Web", "[A]", "[B]")

  -- The string, and what gives the last of its cells a copy of it.
  local copies = {
    { "a name", function(f)
      local number = f:number "HTTP" + 1
      f:insert("http", number)
      f:make_name(number)
      f.n.searchable = f.n.searchable + 1
      f.name[#f.name] = number end },
    { "a searched text", function(f)
      local number = f:number "[A]"
      f:insert("Web", number)
      f.n.searchable = f.n.searchable + 1
      f.description[#f.description] = number end },
    { "another text", function(f)
      local number = f:number "A"
      f:insert("[A]", number)
      f.assignee[#f.assignee] = number end },
  }

  for _, copy in ipairs(copies) do
    it("answers as if it stood once, where it is " .. copy[1], function()
      local bytes = built(rows)
      local f = forger.open(bytes)
      copy[2](f)
      local once, twice = assert(core.open(bytes)), assert(core.open(f:seal()))
      assert.is_true(core.image(twice) ~= bytes)
      for _, asked in ipairs { "web", "http", "HTTP", "MID", "t", "[a]", 80, 81, 150,
                               { assignee = "[A]" }, { name = "ht*" } } do
        assert.equal(once:find(asked):export "csv", twice:find(asked):export "csv")
      end
      for _, name in ipairs { "http", "HTTP", "mid", "web" } do
        assert.same(once:ports(name), twice:ports(name))
      end
      for port = 79, 82 do assert.same(once:names(port), twice:names(port)) end
      assert.equal(once:export "json", twice:export "json")
      assert.same(once:contact "A".name, twice:contact "A".name)
    end)
  end
end)

describe("an image is opened", function()
  local items = {
    rows = function(builder)
      for _, cells in ipairs(ROWS) do assert(builder:row(cells)) end
    end,
    contacts = function(builder)
      assert(builder:contact { id = "B", name = "Web", uri = "[C]" })
      assert(builder:contact { id = "A", name = "HTTP" })
    end,
    facts = function(builder)
      assert(builder:fact("title", "within"))
      assert(builder:fact("note", "[B]"))
    end,
  }

  for _, order in ipairs {
    { "rows", "contacts", "facts" }, { "rows", "facts", "contacts" },
    { "contacts", "rows", "facts" }, { "contacts", "facts", "rows" },
    { "facts", "rows", "contacts" }, { "facts", "contacts", "rows" },
  } do
    it("whose builder was given its " .. table.concat(order, ", then its "), function()
      local builder = require "ianaports.build".new()
      for _, kind in ipairs(order) do items[kind](builder) end
      local registry = assert(core.open(assert(builder:finish())))
      assert.equal(5, registry:info().records)
    end)
  end

  it("in which one item has two spellings of a name", function()
    local builder = require "ianaports.build".new()
    assert(builder:row(row("http", "80", "tcp", "HTTP")))
    assert(builder:row(row("HTTP", "81", "tcp", "Http")))
    assert(builder:contact { id = "hTTp", name = "Http" })
    assert(builder:row(row("hTTp", "82", "tcp")))
    assert(builder:row(row("Http", "83", "tcp")))
    local registry = assert(core.open(assert(builder:finish())))
    assert.same({ 80, 81, 82, 83 }, registry:ports "http")
  end)
end)
