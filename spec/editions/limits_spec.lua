--- Texts that never end: every reader refuses them before they fill the memory,
-- in the words that `load` has for a limit.

local collector = require "spec.support.collector"
local csv = require "spec.support.csv"

local MB, MOST = 2 ^ 20, 2 ^ 18

local CSV = "Service Name,Port Number,Transport Protocol,Description,Assignee,"
  .. "Contact,Registration Date,Modification Date,Reference,Service Code,"
  .. "Unauthorized Use Reported,Assignment Notes\n"

local function registry(inside)
  return '<registry xmlns="http://www.iana.org/assignments">' .. inside
end

local TEXT = "1: a text longer than 2^18 bytes"
local TOKEN = "1: a tag or comment longer than 2^20 bytes"

--- The format, how the text begins, what then repeats without end, and the
--- message.
local endless = {
  { "services", "", "a", "1: a line longer than 65535 bytes" },
  { "services", "a 1/tcp", " b", "1: a line longer than 65535 bytes" },
  { "services", "\n# ", "#", "2: a line longer than 65535 bytes" },
  { "csv", CSV .. "a,1,tcp,", "x", "2: Description: longer than 65535 bytes" },
  { "csv", CSV .. 'a,1,tcp,"', "\n", "2: Description: longer than 65535 bytes" },
  { "csv", "", "x", "1: Service Name: longer than 65535 bytes" },
  { "xml", registry "<title>", "a", TEXT },
  { "xml", registry "<title>", "\1951", "malformed" },
  { "xml", registry "<record><note>", "<br/>", TEXT },
  { "xml", registry "<record><note>", '<xref type="text">a</xref>', TEXT },
  { "xml", registry "<record><note>", "<paragraph>a</paragraph>", TEXT },
  { "xml", registry "<record>", '<xref type="rfc" data="rfc1"/>',
    "1: Reference: longer than 65535 bytes" },
  { "xml", registry "<record>", '<xref type="person" data="A"/>',
    "1: Contact: longer than 65535 bytes" },
  { "xml", registry "<record><assignee>", '<xref type="person" data="A"/>',
    "1: Assignee: longer than 65535 bytes" },
  { "xml", registry "", '<xref type="rfc" data="rfc1"/>',
    "1: reference: longer than 65535 bytes" },
  { "xml", registry '<people><person id="a">', "<uri>b</uri>",
    "1: Contact URI: longer than 65535 bytes" },
  { "xml", registry "<range>", "<note>",
    "1: elements nested more than 32 deep" },
  { "xml", registry "<record><a", "a", TOKEN },
  { "xml", registry '<record date="', "a", TOKEN },
  { "xml", registry "<!-- ", "a", TOKEN },
  { "xml", registry "<?a ", "a", TOKEN },
  { "xml", "<", "a", TOKEN },
}

local function kilobytes()
  collectgarbage()
  return collectgarbage "count"
end

--- A text without end, in blocks. It counts the blocks taken, and at each eighth
--- block it notes how much memory is in use.
local function source(start, more)
  local block = more:rep(math.ceil(65536 / #more))
  local taken = { count = 0, kilobytes = 0 }
  return function()
    taken.count = taken.count + 1
    assert(taken.count < 100, "it takes a text without end")
    if taken.count % 8 == 0 then
      taken.kilobytes = math.max(taken.kilobytes, kilobytes())
    end
    return taken.count == 1 and start ~= "" and start or block
  end, taken
end

local has_expat = pcall(require, "lxp")

describe("a text without end", function()
  for _, case in ipairs(endless) do
    local format, start, more, expected = case[1], case[2], case[3], case[4]
    it(("in %s is refused: %q, then %q"):format(format, start:sub(-30), more),
      function()
        if format == "xml" and not has_expat then
          return pending "LuaExpat is not installed"
        end
        local builder = require "ianaports.build".new()
        local before = kilobytes()
        local next_block, taken = source(start, more)
        local ok, message = require("ianaports.read." .. format)
          .read(builder, next_block)
        assert.is_nil(ok)
        assert.is_truthy(message:find(expected, 1, true), message)
        assert.is_true(taken.count <= 40, taken.count)
        assert.is_true(taken.kilobytes - before < 16 * 1024)
        assert.is_true(kilobytes() - before < 16 * 1024)
      end)
  end
end)

describe("a line of a services file", function()
  local build = require "ianaports.build"
  local services = require "ianaports.read.services"

  for _, case in ipairs { { 65534, true }, { 65535, true }, { 65536, false } } do
    it(("may have %d bytes: %s"):format(case[1], tostring(case[2])), function()
      for _, ending in ipairs { "", "\n", "\r\n" } do
        for _, size in ipairs { 1000, 65535, 100000 } do
          local text = "a 1/tcp #" .. ("x"):rep(case[1] - 9) .. ending
          local ok, message = services.read(build.new(),
            collector.pieces(text, size))
          assert.equal(case[2] or nil, ok)
          assert.equal(not case[2] and "1: a line longer than 65535 bytes" or nil,
                       message)
        end
      end
    end)
  end
end)

describe("an element of XML", function()
  for _, case in ipairs { { MOST - 1, true }, { MOST, true }, { MOST + 1, false } } do
    it(("may have %d bytes of text: %s"):format(case[1], tostring(case[2])),
      function()
        if not has_expat then return pending "LuaExpat is not installed" end
        local text = registry("<title>" .. (" "):rep(case[1])
          .. "</title></registry>")
        local ok, message = require "ianaports.read.xml".read(collector.new(),
          collector.pieces(text, 65536))
        assert.equal(case[2] or nil, ok)
        assert.equal(not case[2] and TEXT or nil, message)
      end)
  end
end)

describe("a text to parse", function()
  it("is the same to every reader as a file with it", function()
    local parse = require "ianaports".parse
    for _, case in ipairs(endless) do
      if case[1] ~= "xml" or has_expat then
        local text = case[2] .. case[3]:rep(math.ceil(3 * MB / #case[3]))
        local ok, message = parse(text, { format = case[1] })
        assert.is_nil(ok)
        assert.is_truthy(message:find(case[4], 1, true), case[2] .. case[3] .. message)
      end
    end
  end)
end)

describe("an edition of very many texts", function()
  it("keeps each, and each once #once", function()
    local rows = {}
    for i = 1, 53000 do
      local text = (i - 1) % 50000
      rows[i] = ("n%d,,,d%d of very many,,,,,,,,%s"):format(i % 5, text, ("x"):rep(i % 7))
    end
    local text = csv.titles .. "\r\n" .. table.concat(rows, "\r\n") .. "\r\n"
    local edition = assert(require "ianaports".parse(text))
    assert.is_true(edition:export "csv" == text)
    local image = require "ianaports.core".internals().image(edition)
    for i = 10000, 49999, 3333 do
      assert.equal(1, select(2, image:gsub("d" .. i .. " of", "")))
    end
  end)
end)

describe("the records of a registry", function()
  it("may be 2^24 - 1, and no more #exhaustive", function()
    local block, lines = ("a,,,,,,,,,,,\n"):rep(4096), -8192
    local ok, message = require "ianaports.build".new():csv("records", function()
      lines = lines + 4096
      return lines < 0 and csv.titles .. "\n" or lines < 2 ^ 24 and block or nil
    end)
    assert.is_nil(ok)
    assert.equal("16777217: more than 16777215 records", message)
  end)
end)
