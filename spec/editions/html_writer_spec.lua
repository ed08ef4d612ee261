--- Export as HTML: one page that needs no other file, with all text escaped.
-- html_page_spec says how it is used.

local csv = require "spec.support.csv"
local edition = require "spec.support.edition"
local reading = require "spec.support.reading"
local shell = require "spec.support.shell"

local NASTY = {
  '<script>document.title = "taken"</script>', '<img src=x onerror="f()">',
  "</td></tr></table>", "&amp; &lt; &#60; &", '" onclick="f()', "' x='",
  "]]>", "<!-- ", "--> <!DOCTYPE x>", "a\n  b\n\nc", "  a  ",
  "é ü 漢字 \240\159\152\128",
}

local UNESCAPED = { ["&amp;"] = "&", ["&lt;"] = "<", ["&gt;"] = ">",
  ["&quot;"] = '"' }

--- The text of a piece of the page, as a reader sees it.
local function text_of(html)
  return (html:gsub("<[^>]*>", ""):gsub("&%a+;", UNESCAPED))
end

local function rows_of(html, id)
  local body = html:match('<table id="' .. id .. '">.-<tbody>\n(.-)</tbody>')
  local rows = {}
  for row in (body or ""):gmatch "<tr[^>]*>(.-)</tr>\n" do
    local cells = {}
    for cell in row:gmatch "<td>(.-)</td>" do
      cells[#cells + 1] = text_of(cell)
    end
    rows[#rows + 1] = cells
  end
  return rows
end

--- Where a page has a tag without its pair, or nil.
local function unpaired(html)
  local open = {}
  for slash, name, rest in html:gmatch "<(/?)(%a%w*)([^>]*)>" do
    if slash == "/" then
      if table.remove(open) ~= name then return name end
    elseif rest:sub(-1) ~= "/" then
      open[#open + 1] = name
    end
  end
  return open[1]
end

local function page(records, contacts, facts)
  return (edition.write("html", edition.new(records, contacts, facts)))
end

local function descriptions(list)
  local records = {}
  for i, text in ipairs(list) do records[i] = { description = text } end
  return records
end

--- An address in which bytes stand for themselves, not as %XX.
local function decoded(address)
  return (address:gsub("%%(%x%x)", function(byte)
    return string.char(tonumber(byte, 16))
  end))
end

describe("export as HTML of the bundled edition", function()
  local html = edition.write("html", edition.bundled())
  local rows = csv.read "data/service-names-port-numbers.csv"

  it("has IANA's column headings", function()
    local heading = {}
    for title in html:match '<table id="records">.-<thead>(.-)</thead>'
      :gmatch '<th scope="col">(.-)</th>' do
      heading[#heading + 1] = title
    end
    assert.same(rows[1], heading)
  end)

  it("has every record, cell by cell", function()
    local got = rows_of(html, "records")
    assert.equal(#rows - 1, #got)
    for i = 2, #rows do
      local expected = table.concat(rows[i], "\31")
      if expected ~= table.concat(got[i - 1], "\31") then
        assert.same(rows[i], got[i - 1])
      end
    end
  end)

  it("has every contact", function()
    local contacts = csv.read "data/contacts.csv"
    for i = 2, #contacts do contacts[i][1] = "[" .. contacts[i][1] .. "]" end
    table.remove(contacts, 1)
    assert.same(contacts, rows_of(html, "contacts"))
  end)

  it("has the title, the date, the experts and the notes", function()
    local seen = text_of(html)
    local is_shown = { title = true, updated = true, expert = true, note = true, footnote = true }
    for _, fact in ipairs(csv.read "data/registry.csv") do
      if is_shown[fact[1]:match "^[^:]*"] then
        assert.is_truthy(seen:find(fact[2], 1, true), fact[2])
      end
    end
  end)

  it("is well-formed", function()
    assert.equal("<!DOCTYPE html>\n<html lang=\"en\">\n", html:match "^.-\n.-\n")
    assert.is_nil(unpaired(html))
  end)

  it("names nothing to load", function()
    local own = html:match "<style>.-</style>" .. html:match "<script>.-</script>"
    local tags = {}
    for tag in html:gmatch "<[^>]*>" do tags[tag] = true end
    for tag in pairs(tags) do own = own .. tag end
    for _, what in ipairs { " src=", "<link", "@import", "url(", "<iframe",
      "<object", "<embed", "<form", "import(", "fetch", "http-equiv=\"refresh" } do
      assert.is_nil(own:find(what, 1, true), what)
    end
    assert.is_truthy(html:find("default-src 'none'", 1, true))
  end)

  it("refers to the web and to itself alone", function()
    local ids, count = {}, 0
    for id in html:gmatch ' id="([^"]*)"' do
      assert.is_nil(ids[id], id)
      ids[id] = true
    end
    for address in html:gmatch 'href="([^"]*)"' do
      count = count + 1
      local id = address:match "^#(.*)"
      assert.is_truthy(address:find "^https?://" or ids[id and decoded(id)], address)
    end
    assert.is_true(count > 400)
  end)

  it("hands on pieces of a few KB", function()
    local _, _, pieces = edition.write("html", edition.bundled())
    for _, piece in ipairs(pieces) do assert.is_true(#piece <= 8192) end
    assert.is_true(#pieces < #html / 2048)
  end)
end)

describe("export as HTML", function()
  for _, text in ipairs(NASTY) do
    it(("keeps %q text in a cell"):format(text), function()
      local html = page { { name = text, description = text,
        assignment_notes = "[RFC1] " .. text .. " [RFC2]" } }
      assert.is_nil(unpaired(html))
      local cells = rows_of(html, "records")[1]
      assert.equal(12, #cells)
      assert.equal(text, cells[1])
      assert.equal(text, cells[4])
      assert.equal("[RFC1] " .. text .. " [RFC2]", cells[12])
    end)

    it(("keeps %q text in brackets"):format(text), function()
      local html = page({ { reference = "[" .. text .. "]",
        contact = "[" .. text .. "][https://x/" .. text .. "]" } },
        { { id = text, uri = "https://x/" .. text } })
      assert.is_nil(unpaired(html))
      local cells = rows_of(html, "records")[1]
      assert.equal("[" .. text .. "]", cells[9])
      assert.equal("[" .. text .. "][https://x/" .. text .. "]", cells[6])
      assert.same({ "[" .. text .. "]", "", "", "https://x/" .. text, "" },
        rows_of(html, "contacts")[1])
    end)

    it(("keeps %q text in the info"):format(text), function()
      local html = page({}, {}, { title = text, reference = text,
        experts = { text }, footnotes = { [text] = text },
        notes = { { title = text, text = text } } })
      assert.is_nil(unpaired(html))
      assert.equal(text, text_of(html:match "<h1>(.-)</h1>"))
      assert.equal(text, text_of(html:match "<h2>(.-)</h2>"))
      assert.equal(text, text_of(html:match "<pre>\n(.-)</pre>"))
    end)
  end

  it("shows control characters by their pictures", function()
    local cells = rows_of(page { { description = "a\1b\tc\127\r\0" } },
      "records")[1]
    assert.equal("a␁b␉c␡␍␀", cells[4])
  end)

  it("shows U+FFFD for what HTML must not hold", function()
    local cells = rows_of(page {
      { description = "\194\128\194\159\194\160\239\191\189\239\191\190\239\191\191" },
    }, "records")[1]
    assert.equal(("\239\191\189"):rep(2) .. "\194\160" .. ("\239\191\189"):rep(3),
      cells[4])
  end)

  for _, case in ipairs {
    { "[RFC6335]", "https://www.rfc-editor.org/rfc/rfc6335" },
    { "[RFC8765, Section 6.1]", "https://www.rfc-editor.org/rfc/rfc8765" },
    { "[draft-x-01]", "https://datatracker.ietf.org/doc/html/draft-x-01" },
    { "[https://a/?b&c]", "https://a/?b&amp;c" },
    { "[http://a/\"b\"]", "http://a/&quot;b&quot;" },
    { "[Ann_A]", "#contact-Ann_A" },
    { "[Štěpán]", "#contact-%C5%A0t%C4%9Bp%C3%A1n" },
    { "[1]", "#footnote-1" }, { "[2]" }, { "[n/a]" }, { "[Nobody]" },
    { "[A B]" }, { "[javascript://x/%0Aalert(1)]" }, { "[data:text/html,x]" },
    { "[ftp://a/b]" },
  } do
    it(("links %s to %s"):format(case[1], case[2] or "nothing"), function()
      local html = page({ { reference = case[1] } },
        { { id = "Ann_A" }, { id = "Štěpán" }, { id = "A B" } },
        { footnotes = { ["1"] = "so" } })
      local cell = html:match "<tbody>\n<tr>(.-)</tr>"
      assert.equal(case[2], cell:match 'href="([^"]*)"')
    end)
  end

  it("says how many records of how many there are", function()
    local registry = edition.new { { name = "a" }, { name = "b" } }
    assert.is_truthy(edition.write("html", registry)
      :find("<caption>2 records</caption>", 1, true))
    assert.is_truthy(edition.write("html", registry, edition.some(registry, 2))
      :find("<caption>1 of 2 records</caption>", 1, true))
  end)
end)

describe("the exported page in Python", function()
  it("is XML, too", function()
    local why = reading.missing()
    if why then return pending(why) end
    reading.with_file(page(descriptions(NASTY)):gsub("^.-\n", ""),
      function(path)
        local status, output = shell.run("python3 -c 'import sys, xml.dom.minidom;"
          .. " xml.dom.minidom.parse(sys.argv[1])' " .. path)
        assert.equal(0, status, output)
      end)
  end)
end)
