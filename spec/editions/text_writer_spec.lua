--- Export as plain text: the head, the records in columns, the contacts.

local bundled = require "spec.support.bundled"
local csv = require "spec.support.csv"
local edition = require "spec.support.edition"
local tally = require "spec.support.tally"

--- The characters of a text in UTF-8 as a list.
local function characters(text)
  local list = {}
  for char in text:gmatch "[%z\1-\127\194-\244][\128-\191]*" do
    list[#list + 1] = char
  end
  return list
end

--- Where the columns over a rule of dashes begin and end, in characters. The
--- last column has no end.
local function columns_of(rule)
  local columns = {}
  for first, last in rule:gmatch "()%-+()" do
    columns[#columns + 1] = { first, last - 1 }
  end
  columns[#columns][2] = math.huge
  return columns
end

--- The texts of a line in its columns. Text between the columns raises.
local function slice(line, columns)
  local chars, cells, gap_from = characters(line), {}, 1
  for i, column in ipairs(columns) do
    for at = gap_from, math.min(column[1] - 1, #chars) do
      assert(chars[at] == " ", "text between columns: " .. line)
    end
    cells[i] = table.concat(chars, "", column[1], math.min(column[2], #chars))
    gap_from = column[2] + 1
  end
  return cells
end

--- Whether a line after an empty line is outside of a table: a footnote or the
--- heading of the contacts.  (A cell may have empty lines, too.)
local function is_below(line)
  return line:find "^%[" or line == "Contact Information"
end

--- The tables of a text: for each the lines above and below the rule, as lists of
--- cells.
local function tables_of(text)
  local tables, heading, open, before = {}, {}, nil, nil
  for line in text:gmatch "([^\n]*)\n" do
    if before == "" and (not open or is_below(line)) then heading, open = {}, nil end
    before = line
    if line:find "^%-[%- ]*$" then
      open = { columns = columns_of(line), heading = heading, lines = {} }
      tables[#tables + 1] = open
    elseif open and line ~= "" then
      table.insert(open.lines, slice(line, open.columns))
    elseif line ~= "" then
      heading[#heading + 1] = line
    end
  end
  for _, one in ipairs(tables) do
    for i, line in ipairs(one.heading) do
      one.heading[i] = slice(line, one.columns)
    end
  end
  return tables
end

--- The cells of a column that are not blank, from top to bottom.
local function column_text(lines, i)
  local parts = {}
  for n, cells in ipairs(lines) do parts[n] = cells[i] or "" end
  return (table.concat(parts):gsub("%s", ""))
end

--- The table of one record: its lines, blanks at the ends removed.
local function lines_of(record)
  local text = assert(edition.write("text", edition.new { record }))
  local lines = tables_of(text)[1].lines
  for _, cells in ipairs(lines) do
    for i, cell in ipairs(cells) do cells[i] = cell:gsub(" +$", "") end
  end
  return lines
end

local function column_of(record, i)
  local list = {}
  for n, cells in ipairs(lines_of(record)) do list[n] = cells[i] end
  return list
end

describe("export as text of the bundled edition", function()
  local text = edition.write("text", edition.bundled())
  local tables = tables_of(text)

  it("begins as IANA's page does", function()
    local at = 1
    local function next_is(part)
      local _, last = text:find(part, at, true)
      assert.is_truthy(last, part)
      at = last                            -- a line break may end one and begin the next
    end
    next_is(bundled.fact "title" .. "\n\n")
    next_is("\nLast Updated\n" .. bundled.updated .. "\n\n")
    next_is "\nExpert(s)\n"
    for _, fact in ipairs(bundled.facts) do
      if fact[1] == "expert" then next_is(fact[2] .. "\n") end
    end
    next_is("\nReference\n" .. bundled.fact "reference" .. "\n\n")
    next_is("\nNote\n" .. bundled.fact "note" .. "\n\n")
    next_is("\nRequest an Assignment\n" .. bundled.fact "note:Request an Assignment")
    next_is("\n" .. bundled.with_commas(#bundled.records) .. " records\n\n")
    next_is "\nContact Information\n\n"
  end)

  it("has one table of records and one of contacts", function()
    assert.equal(2, #tables)
    assert.equal(12, #tables[1].columns)
    assert.equal(5, #tables[2].columns)
  end)

  for n, case in ipairs {
    { "record", "data/service-names-port-numbers.csv" },
    { "contact", "data/contacts.csv" },
  } do
    it("has all text of every " .. case[1] .. " in its column", function()
      local rows = csv.read(case[2])
      local titles = table.remove(rows, 1)
      for i, title in ipairs(titles) do
        assert.equal((title:gsub("%s", "")), column_text(tables[n].heading, i))
        local got = column_text(tables[n].lines, i)
        if n == 2 and i == 1 then got = got:gsub("[%[%]]", "") end
        assert.is_true(column_text(rows, i) == got, title)
      end
    end)
  end

  -- A name of several words may go on in the lines below.
  it("begins every record on a line with its port or its name", function()
    local checks, row, name = tally.new(), 0, ""
    local function bare(value) return (tostring(value or ""):gsub("%s", "")) end
    for _, cells in ipairs(tables[1].lines) do
      local more, port = bare(cells[1]), bare(cells[2])
      local whole = row == 0 or name == bare(bundled.records[row].name)
      if whole and more .. port ~= "" then
        row, name = row + 1, more
        local record = bundled.records[row] or {}
        local last = record.last_port and "-" .. record.last_port or ""
        checks:equal(bare(record.port) .. last, port, row)
      else
        name = name .. more
      end
    end
    assert.equal(tally.clean(#bundled.records), checks:report())
  end)

  it("ends no line with a blank", function()
    local body = assert(text:match "%d records\n.*")
    assert.is_nil(body:find(" \n", 1, true))
  end)

  it("hands on pieces of a few KB", function()
    local _, _, pieces = edition.write("text", edition.bundled())
    for _, piece in ipairs(pieces) do assert.is_true(#piece <= 8192) end
    assert.is_true(#pieces < #text / 2048)
  end)
end)

describe("export as text", function()
  it("says how many records of how many there are", function()
    local registry = edition.new { { name = "a" }, { name = "b" } }
    assert.is_truthy(edition.write("text", registry):find("2 records\n", 1, true))
    assert.is_truthy(edition.write("text", registry, edition.some(registry, 2))
      :find("1 of 2 records\n", 1, true))
  end)

  it("has the headings where there are no records", function()
    local tables = tables_of(edition.write("text", edition.new {}))
    assert.equal(1, #tables)
    assert.same({}, tables[1].lines)
  end)

  it("keeps a column narrow where its cells are short", function()
    local columns = tables_of(edition.write("text", edition.new {
      { name = "a", description = "b" } }))[1].columns
    assert.same({ 1, 12 }, columns[1])
    assert.same({ 42, 52 }, columns[4])
  end)

  it("wraps between words", function()
    local words = ("word "):rep(20)
    assert.same({ (("word "):rep(9) .. "word"):sub(1, 44), ("word "):rep(9):sub(1, 44),
      "word word" }, column_of({ description = words:sub(1, -2) }, 4))
  end)

  it("wraps between items in brackets", function()
    assert.same({ "[" .. ("a"):rep(20) .. "]", "[" .. ("b"):rep(20) .. "]" },
      column_of({ contact = "[" .. ("a"):rep(20) .. "][" .. ("b"):rep(20) .. "]" }, 6))
  end)

  it("never cuts a word", function()
    local word = ("x"):rep(100)
    assert.same({ "a", word, "b" },
      column_of({ description = "a " .. word .. " b" }, 4))
  end)

  for _, case in ipairs { { 127, 127 }, { 128, 128 }, { 129, 128 } } do
    it(("makes room for %d characters of a word of %d"):format(case[2], case[1]), function()
      local text = edition.write("text", edition.new { { name = ("x"):rep(case[1]) } })
      assert.equal(case[2], #text:match "\n(%-+)")
    end)
  end

  it("leaves nothing to the right of a word that is wider than its column", function()
    local name, word = ("n"):rep(129), ("w"):rep(130)
    local text = edition.write("text", edition.new {
      { name = name, port = 1, description = "a\nb " .. word .. " c", contact = "[D]" },
      { name = "next", port = 2 } })
    local port, description = (" "):rep(130), (" "):rep(130 + 13 + 14)
    local contact = (" "):rep(130 + 13 + 14 + 130 + 10) .. "[D]\n"
    local rows = text:match "%-\n(n.*)$"
    assert.equal(name .. "\n"
      .. port .. "1" .. description:sub(132) .. "a" .. contact:sub(#description + 2)
      .. description .. "b\n" .. description .. word .. "\n" .. description .. "c\n"
      .. "next" .. port:sub(5) .. "2\n", rows)
  end)

  it("repeats no indent that is wider than half its column", function()
    local function indented(size)
      return column_of({ description = "a\n" .. (" "):rep(size) .. ("word "):rep(9)
        .. "more" }, 4)
    end
    assert.same({ "a", (" "):rep(24) .. "word word word word word",
      (" "):rep(24) .. "word word word word more" }, indented(24))
    assert.same({ "a", (" "):rep(25) .. "word word word word",
      "word word word word word more" }, indented(25))
  end)

  it("grows with what it writes, not with its longest word times its rows", function()
    local rows = {}
    for i = 1, 1000 do rows[i] = { name = "a", port = i } end
    local without = #edition.write("text", edition.new(rows))
    rows[1].name = ("a"):rep(65535)
    local with = #edition.write("text", edition.new(rows))
    assert.is_true(with - without < 65535 + 1010 * 128)
  end)

  it("keeps line breaks and indents, also of wrapped lines", function()
    assert.same({ "a", "  b", "    " .. ("word "):rep(8) .. "word",
      "    more" }, column_of({
        description = "a\n  b\n    " .. ("word "):rep(9) .. "more" }, 4))
  end)

  it("counts characters, not bytes", function()
    local lines = lines_of { name = "é", port = 1, description = "ťťťť", contact = "[ü]" }
    assert.same({ "é", "1", "", "ťťťť", "", "[ü]" },
      { lines[1][1], lines[1][2], lines[1][3], lines[1][4], lines[1][5], lines[1][6] })
  end)

  it("shows control characters by their pictures", function()
    assert.same({ "a␛[31m␡␉b␍" },
      column_of({ description = "a\27[31m\127\tb\r" }, 4))
  end)

  it("has the footnotes after the records, and the contacts last", function()
    local text = edition.write("text", edition.new({ { name = "n" } },
      { { id = "a", uri = { "mailto:a&b", "tel:1" } } },
      { footnotes = { ["10"] = "ten", b = "B", ["9"] = "ni\nne", a = "A" } }))
    assert.equal("\n[9] ni\nne\n[10] ten\n[a] A\n[b] B\n\nContact Information\n\n"
      .. "ID   Name  Organization  Contact URI  Last Updated\n"
      .. "---  ----  ------------  -----------  ------------\n"
      .. "[a]                      mailto:a&b\n"
      .. "                         tel:1\n", text:match "\n%[9%].*")
  end)
end)
