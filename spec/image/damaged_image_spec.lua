-- Damaged images are refused, each with a message, and whatever is accepted
-- answers every question without harm.

local bundled_edition = require "spec.support.bundled"
local core = require "ianaports.core".internals()
local ianaports = require "ianaports"
local image = require "spec.support.image"
local parts = require "spec.support.image_parts"
local shell = require "spec.support.shell"

local N_COUNTS = 27
local COUNTS_AT = 24
local ARRAYS_AT = 136

local small = core.image(assert(ianaports.new {
  { name = "http", port = 80, transport = "tcp", description = "Web" },
  { name = "http", port = 80, transport = "udp", description = "Web" },
  { name = "www", port = 80, transport = "tcp",
    assignment_notes = 'This entry is an alias to "http".' },
  { port = "100-200", description = "Unassigned",
    registration_date = "2015-07", modification_date = "2020-02-29" },
  { name = "HTTP", transport = "sctp", assignee = "[A][B]" },
  { name = "rdp" },
}))

--- Ask everything; the answers do not matter here.
local function exercise(registry)
  for port = 0, 65535, 13 do
    registry:name(port)
    registry:status(port, "tcp")
  end
  for record in registry:records() do
    tostring(record)
    registry:lookup(record.name or record.port or 0)
    registry:ports(record.name or "")
  end
  for contact in registry:contacts() do registry:contact(contact.id) end
  registry:info()
  return #registry:find "e" + #registry:find { name = "h*", port = "1-65535" }
end

--- "refused" with a message, or "accepted" and asked.
local function try(bytes)
  local registry, message = core.open(bytes)
  if registry then
    exercise(registry)
    return "accepted"
  end
  assert(type(message) == "string" and #message > 10, "no message")
  return "refused"
end

local function bytes_of(value) return image.u32(value) end

describe("an image", function()
  it("is opened again as it was", function()
    local registry = assert(core.open(small))
    assert.are.equal(small, core.image(registry))
    assert.are.equal("http", registry:name(80))
    assert.are.equal("accepted", try(small))
  end)

  it("is the bundled registry's too", function()
    local bundled = core.image(core.bundled())
    local registry = assert(core.open(bundled))
    assert.are.equal(ianaports.info().records, registry:info().records)
  end)

  it("has the lowest byte of a number first, on every machine", function()
    assert.are.equal("IANAPORT\13\12\11\10\3\0\0\0", small:sub(1, 16))
    assert.are.equal(#small, image.read32(small, COUNTS_AT))
    if image.sum then assert.are.equal(small, image.seal(small)) end
  end)

  it("of 2024-04-19 has the record that src/core/registry.h decodes by hand", function()
    local other = bundled_edition.other_than "2024-04-19"
    if other then return pending(other) end
    local drawing = shell.read("src/core/registry.h"):gsub("\n%*%*", " "):gsub("%s+", " ")
    local p = parts.open(core.image(core.bundled()))
    local at, number, from, to, text = drawing:match(
      'value %[(%d+)%] is string (%d+), which is at (%d+) %.%. (%d+) of the pool: "(.-)"')
    assert.are.equal("x11", text)
    assert.are.equal(tonumber(number), p:get("name", tonumber(at)))
    local bytes = {}
    for i = from, to do bytes[#bytes + 1] = string.char(p:get("pool", i)) end
    assert.are.equal(text, table.concat(bytes))
    local segment, cover, row = drawing:match("segment (%d+)%..-%] = (%d+), .- COVER_ROWS%[%d+%] = (%d+)")
    assert.are.equal(tonumber(cover), p:get("cover_first", tonumber(segment)))
    assert.are.equal(tonumber(row), p:get("cover_rows", tonumber(cover)))
    assert.are.equal("x11", ianaports.find(6010)[1].name)
    assert.are.equal(row + 1, ianaports.find(6010)[1].row)
  end)

  for _, case in ipairs {
    { "nothing at all", "" },
    { "another magic", "IANAPORK" .. small:sub(9) },
    { "a magic alone", small:sub(1, 8) },
    { "the other byte order", image.put(small, 8, small:sub(9, 12):reverse()) },
    { "an older format", image.put(small, 12, bytes_of(2)) },
    { "a newer format", image.put(small, 12, bytes_of(4)) },
    { "a format of 0", image.put(small, 12, bytes_of(0)) },
    { "another checksum", image.put(small, 16, "\1\2\3\4\5\6\7\8") },
    { "bytes behind its end", small .. ("\0"):rep(8) },
    { "one byte less", small:sub(1, -2) },
  } do
    it("with " .. case[1] .. " is refused", function()
      assert.are.equal("refused", try(case[2]))
    end)
  end

  it("cut anywhere is refused", function()
    for size = 0, #small - 1, 7 do
      assert.are.equal("refused", try(small:sub(1, size)), size)
    end
  end)

  it("with any bit turned is refused", function()
    for i = 1, 400 do
      local at = (i * 7919) % #small
      local byte = small:byte(at + 1)
      local bit = 2 ^ (i % 8)
      local turned = byte % (2 * bit) >= bit and byte - bit or byte + bit
      assert.are.equal("refused",
        try(image.put(small, at, string.char(turned))), at)
    end
  end)

  local deeper = image.sum and describe or pending

  deeper("whose checksum is right", function()
    local extremes = { 0, 1, 2, 7, 255, 65535, 65536, 0x7FFFFFFF, 0x80000000,
                       0xFFFFFFF8, 0xFFFFFFFF }

    --- Every 32-bit number from `first` on, set to each extreme.
    local function each_number(first, count, check)
      for i = 0, count - 1 do
        local at = first + 4 * i
        local was = image.read32(small, at)
        for _, value in ipairs(extremes) do
          if value ~= was then
            check(try(image.seal(image.put(small, at, bytes_of(value)))), at,
                  value)
          end
        end
      end
    end

    --- Small changes may give another image that is whole: a row more, or
    --- a wider array of one 0.
    local function check_refused(outcome, at, value)
      if value >= 65535 then
        assert.are.equal("refused", outcome, at .. "=" .. value)
      end
    end

    it("with any count at an extreme is refused", function()
      each_number(COUNTS_AT, N_COUNTS, check_refused)
    end)

    it("is refused where a text lies beyond those that are searched", function()
      local searchable = COUNTS_AT + 4 * 7
      local names = image.read32(small, COUNTS_AT + 4 * 6)
      local registry, message = core.open(image.seal(
        image.put(small, searchable, bytes_of(names))))
      assert.is_nil(registry)
      assert.are.equal("a cell holds what its column cannot", message)
    end)

    it("with any byte changed is refused or harmless #exhaustive", function()
      local outcomes = { refused = 0, accepted = 0 }
      for at = ARRAYS_AT, #small - 1 do
        for _, change in ipairs { 1, 128 } do
          local byte = (small:byte(at + 1) + change) % 256
          local outcome = try(image.seal(image.put(small, at,
                                                   string.char(byte))))
          outcomes[outcome] = outcomes[outcome] + 1
        end
      end
      assert.is_true(outcomes.refused > outcomes.accepted)
    end)
  end)
end)
