--- Text search, compared with Lua's own string.find over every name, description
-- and note: texts of every length up to a block of bytes and its neighbours; at
-- the start, in the middle and at the end of a text; letters in both cases; and
-- bytes that only a faulty comparison without case would take for each other.

local ianaports = require "ianaports"

local COLUMNS = { "name", "description", "assignment_notes" }

local texts = {}    -- by row: its texts in small letters
local whole = {}    -- all of them, each between bytes that none has
local ends = {}     -- by row: where its last text ends in there

local total = 0
for record in ianaports.records() do
  local row = {}
  for _, column in ipairs(COLUMNS) do
    local text = record[column] and record[column]:lower()
    row[#row + 1] = text
    if text then
      whole[#whole + 1] = text .. "\1"
      total = total + #text + 1
    end
  end
  texts[record.row], ends[record.row] = row, total
end
whole = table.concat(whole)

--- The rows with the text, each followed by a blank: as read with string.find,
--- and as `find` gives them.
local function read(text)
  local rows, row, at = {}, 1, whole:find(text, 1, true)
  while at do
    while ends[row] < at do row = row + 1 end
    rows[#rows + 1] = row
    at = whole:find(text, ends[row] + 1, true)
  end
  return table.concat(rows, " ")
end

local function found(text)
  local rows = {}
  for record in ianaports.find(text):records() do rows[#rows + 1] = record.row end
  return table.concat(rows, " ")
end

local function same(text)
  local rows = read(text:lower())
  assert.equal(rows, found(text), text)
  assert.equal(rows, found(text:upper()), text)
end

describe("a text #once", function()
  for _, text in ipairs { "proxy", "protocol", "tp", "p", "x", "zyzzyva", "e", " ", "-", "\n",
    "IANA assigned this well-formed service name as a replacement for", "a/b", "0", "9" } do
    it(("of %d bytes is found where it stands: %q"):format(#text, text), function()
      same(text)
    end)
  end

  for _, pair in ipairs { { "@", "`" }, { "[", "{" }, { "]", "}" }, { "\\", "|" }, { "^", "~" },
    { "_", "\127" }, { "0", "\16" }, { "\192", "\224" }, { "\195\137", "\195\169" } } do
    it(("is not taken for another whose bit 5 differs: %q, %q"):format(pair[1], pair[2]), function()
      for _, text in ipairs(pair) do
        local rows = read(text)
        assert.equal(rows, found(text))
      end
    end)
  end

  it("is found at the start and the end of a text, and as the whole of it", function()
    for row = 1, #texts, 997 do
      for _, text in ipairs(texts[row]) do
        for _, size in ipairs { 1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, #text } do
          if size <= #text and size > 2 then
            assert.equal(read(text:sub(1, size)), found(text:sub(1, size)), text)
            assert.equal(read(text:sub(-size)), found(text:sub(-size)), text)
          end
        end
      end
    end
  end)

  it("is not found across the end of one text and the start of another", function()
    local registry = assert(ianaports.new {
      { name = "one", port = 1, transport = "tcp", description = "begins here" },
      { name = "two", port = 2, transport = "tcp", description = "ends here" },
    })
    assert.equal(0, #registry:find "onetwo")
    assert.equal(0, #registry:find "hereends")
    assert.equal(0, #registry:find "twob")
    assert.equal(2, #registry:find "here")
    assert.equal(1, #registry:find "ends here")
    assert.equal(0, #registry:find "ends here.")
    assert.equal(0, #registry:find(("here"):rep(100)))
  end)

  it("is found where the registry has no text but it", function()
    local registry = assert(ianaports.new { { port = 1, description = "x" } })
    assert.equal(1, #registry:find "X")
    assert.equal(0, #registry:find "xx")
    assert.equal(0, #assert(ianaports.new { { port = 1 } }):find "x")
  end)

  it("gives all rows where a selection is narrowed by none", function()
    assert.equal(#ianaports.find(), #ianaports.find "")
    assert.equal(#ianaports.find { text = "proxy", transport = "tcp" },
      #(ianaports.find "proxy" * ianaports.find { transport = "tcp" }))
  end)
end)

describe("the rows of a text #once", function()
  it("are those of names, descriptions and notes that are the same text", function()
    local registry = assert(ianaports.new {
      { name = "same", port = 1, transport = "tcp", description = "other" },
      { name = "other", port = 2, transport = "tcp", description = "same" },
      { name = "third", port = 3, transport = "udp", assignment_notes = "same" },
      { name = "third", port = 3, transport = "tcp", assignment_notes = "same" },
      { name = "fourth", port = 4, transport = "tcp", assignee = "same" },
    })
    assert.same({ 1, 2, 3 }, registry:find("same"):ports())
    assert.equal(4, #registry:find "same")
  end)
end)
