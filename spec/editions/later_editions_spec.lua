--- What a later IANA may add to its formats does not stop a reader: it is passed
-- over and told in info().skipped, once for each kind, and what is known is read
-- as before. What may be a known thing in the wrong place is refused.

local collector = require "spec.support.collector"
local csv = require "spec.support.csv"
local fixture = require "spec.support.fixture"
local ianaports = require "ianaports"

local has_expat = pcall(require, "lxp")

local NAMESPACE = "http://www.iana.org/assignments"

local function registry(inside)
  return ('<registry xmlns="%s">\n%s\n</registry>'):format(NAMESPACE, inside)
end

--- By fixture: where it has what is unknown, and what that is.
local passed_over = {
  { "registry_unknown_element", 3, "<redirect> in <registry>" },
  { "registry_unknown_attribute", 1, 'attribute "version" of <registry>' },
  { "record_unknown_element", 4, "<value> in <record>" },
  { "record_attribute_unknown", 3, 'attribute "modified" of <record>' },
  { "record_unknown_attribute", 4, 'attribute "lang" of <description>' },
  { "record_foreign_element", 4, '<name> of the namespace "urn:x" in <record>' },
  { "record_foreign_attribute", 4, 'attribute "urn:x type" of <xref>' },
  { "element_in_cell", 4, "<b> in <description>" },
  { "artwork_in_note", 4, "<artwork> in <note>" },
  { "cell_in_assignee", 4, "<name> in <assignee>" },
  { "paragraph_in_paragraph", 4, "<paragraph> in <paragraph>" },
  { "xref_type_unknown", 4, '<xref> of type "bcp"' },
  { "xref_unknown_in_note", 4, '<xref> of type "elsewhere"' },
  { "xref_in_xref", 4, "<xref> in <xref>" },
  { "person_unknown_element", 4, "<phone> in <person>" },
  { "person_unknown_attribute", 4, 'attribute "role" of <person>' },
}

--- What these say besides the record's name `a`.
local said = {
  record_unknown_attribute = { description = "d" },
  record_foreign_attribute = { reference = "[RFC1]" },
  element_in_cell = { description = "a  word" },
  xref_unknown_in_note = { assignment_notes = "see" },
  xref_in_xref = { reference = "[a]" },
}

--- An edition with something unknown of each kind, some of it twice.
local later = registry [[
<title>A Title<later>of</later></title>
<record date="2018-04" lang="en">
<name>a</name><number base="10">80</number><protocol>tcp</protocol>
<licence><text>MIT</text><br/><xref type="rfc" data="rfc9"/></licence>
<xref type="doi" data="10.1"/><xref type="rfc" data="rfc1"/>
<description>one <xref type="doi" data="10.1"/>two</description>
</record>
<record lang="fr"><name>b</name><licence/></record>
<people><person id="P"><name>Q</name><licence/></person></people>]]

--- The same without it, but for the line that tells of a column.
local today = registry [[
<title>A Title</title>
<record date="2018-04">
<name>a</name><number>80</number><protocol>tcp</protocol>
<xref type="rfc" data="rfc1"/>
<description>one two</description>
</record>
<record><name>b</name></record>
<people><person id="P"><name>Q</name></person></people>]]

local skipped = {
  { "skipped:2", "<later> in <title>" },
  { "skipped:3", 'attribute "lang" of <record>' },
  { "skipped:4", 'attribute "base" of <number>' },
  { "skipped:5", "<licence> in <record>" },
  { "skipped:6", '<xref> of type "doi"' },
  { "skipped:10", "<licence> in <person>" },
}

--- Unknown things that are refused, and the message.
local refused = {
  { "an element within a port", "<record><name>a</name><number>8<x/>0</number></record>",
    "2: unexpected <x> in <number>" },
  { "an element within a name", "<record><name>a<x>b</x></name></record>",
    "2: unexpected <x> in <name>" },
  { "an element that holds a record", "<later>\n<record><name>a</name></record></later>",
    "3: unexpected <record> in <later>" },
  { "an element that holds people", "<later><a><people/></a></later>",
    "2: unexpected <people> in <later>" },
  { "a person beside the people", '<person id="P"/>', "2: unexpected <person> in <registry>" },
  { "a record of which only unknown parts are left",
    "<record>\n<service>a</service><note>n</note></record>",
    "2: a record without a name and a port, but with unknown parts" },
  { "unknown elements 33 deep", ("<x>"):rep(32) .. ("</x>"):rep(32),
    "2: elements nested more than 32 deep" },
}

local within = has_expat and describe or function(title)
  describe(title, function()
    it("needs LuaExpat", function() pending "LuaExpat is not installed" end)
  end)
end

within("a later edition in XML", function()
  for _, case in ipairs(passed_over) do
    local name, line, what = case[1], case[2], case[3]
    it("is read without what is unknown in " .. name, function()
      local text = fixture.text("xml/" .. name .. ".xml")
      for _, size in ipairs { #text, 7, 1 } do
        local got, facts = collector.read("xml", text, size), {}
        for _, fact in ipairs(got.facts) do facts[fact[1]] = fact[2] end
        assert.equal(what, facts["skipped:" .. line])
        assert.equal(name:find "^person" and 1 or 0, #got.contacts)
        local record = got.records[1]
        if record then
          local expected = said[name] or {}
          expected.name = "a"
          assert.same(expected, record)
        end
      end
    end)
  end

  it("says what today's says, and of each kind of unknown things the first", function()
    local got, plain = collector.read("xml", later), collector.read("xml", today)
    local told, facts = {}, {}
    for _, fact in ipairs(got.facts) do
      table.insert(fact[1]:find "^skipped" and told or facts, fact)
    end
    assert.same(skipped, told)
    assert.same(plain, { records = got.records, contacts = got.contacts, facts = facts })
  end)

  it("tells what was passed over in its image too", function()
    local edition = assert(ianaports.parse(later))
    local list = edition:info().skipped
    assert.equal(#skipped, #list)
    assert.same({ line = 5, text = "<licence> in <record>" }, list[4])
    local path = os.tmpname()
    assert(edition:save(path))
    local again = assert(ianaports.load(path))
    os.remove(path)
    assert.same(list, again:info().skipped)
    assert.is_nil(assert(ianaports.parse(today)):info().skipped)
  end)

  it("tells it in short lines of UTF-8", function()
    local text = registry(('<x%s a="1"/>'):format(("É"):rep(500)))
    local fact = collector.read("xml", text).facts[1]
    assert.equal("skipped:2", fact[1])
    assert.is_true(#fact[2] <= 203)
    assert.is_truthy(fact[2]:find "É%.%.%.$")
  end)

  for _, case in ipairs(refused) do
    it("is refused for " .. case[1], function()
      assert.equal(case[3], collector.refusal("xml", registry(case[2])))
    end)
  end

  it("tells of 1,000 kinds, and is refused for another", function()
    local kinds = {}
    for i = 1, 999 do kinds[i] = (i % 2 == 0 and "<x%d/>" or "<br a%d='1'/>"):format(i) end
    kinds[1000] = "<x2/><x4/>"                 -- two that were met
    local text = "<note>" .. table.concat(kinds) .. "%s</note>"
    local facts = collector.read("xml", registry(text:format "<y/>")).facts
    assert.equal(1000 + 1, #facts)             -- and the note
    assert.equal("2: more than 1000 kinds of unknown elements and attributes",
                 collector.refusal("xml", registry(text:format "<y/><z/>")))
  end)

  it("holds no more in memory for unknown names within what is passed over", function()
    local builder = setmetatable({}, { __index = function()
      return function() return true end
    end })
    local count = 0
    local function source()
      count = count + 1
      if count == 1 then return ('<registry xmlns="%s"><x>'):format(NAMESPACE) end
      if count <= 20000 then return ("<a%d b%d='1'>text</a%d>"):format(count, count, count) end
      if count == 20001 then return "</x></registry>" end
    end
    collectgarbage()
    local before = collectgarbage "count"
    local reader = require "ianaports.read.xml"
    assert.is_true(reader.read(builder, function()
      local piece = source()
      if count == 20001 then
        collectgarbage()
        assert.is_true(collectgarbage "count" - before < 200)
      end
      return piece
    end))
  end)

  it("takes unknown elements 32 deep", function()
    local text = registry(("<x>"):rep(31) .. ("</x>"):rep(31))
    assert.same({ { "skipped:2", "<x> in <registry>" } }, collector.read("xml", text).facts)
  end)
end)

describe("a later edition in CSV", function()
  --- A text with these titles behind IANA's.
  local function text_of(more, ...)
    return (csv.of_rows(...):gsub("\r\n", more .. "\r\n", 1))
  end

  local rows = { 'a,80,tcp,"A ""b""\nc",,,,,,,,n', "a,80,udp,A,,,,,,,,n",
                 "a,80,udp,A,,,,,,,,m", ",,,,,,,,,,," }

  --- The rows, each with these cells behind it.
  local function with(cells)
    local list = {}
    for i, row in ipairs(rows) do list[i] = row .. cells[(i - 1) % #cells + 1] end
    return (table.unpack or unpack)(list)
  end

  local plain = csv.of_rows(with { "" })

  for title, case in pairs {
    ["a column"] = { ",Licence", with { ",MIT" } },
    ["a column that differs"] = { ",Licence", with { ",MIT", ",", ",GPL" } },
    ["a column in quotes"] = { ',"Lic, ""x"""', with { ',"a""b"', ',"c\nd"' } },
    ["columns up to 32"] = { ",a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t",
                             with { (",x"):rep(20), (","):rep(20) } },
  } do
    it("is read without " .. title .. " behind the twelve", function()
      local edition = assert(ianaports.parse(text_of((table.unpack or unpack)(case))))
      assert.equal(plain, edition:export "csv")
    end)
  end

  it("tells each of the columns", function()
    local edition = assert(ianaports.parse(text_of(',Licence,"a ""b"""', with { ",," })))
    local expected = { { line = 1, text = 'column "Licence"' },
                       { line = 1, text = 'column "a "b""' } }
    assert.same(expected, edition:info().skipped)
    for record in edition:records() do assert.is_nil(record.origin) end
  end)

  it("counts lines and cells as ever", function()
    local _, message = ianaports.parse(text_of(",x", 'a,1,tcp,"\n",,,,,,,,,"\n\n"',
                                               "b,65536,tcp,,,,,,,,,,"))
    assert.equal("text:6: Port Number: a port above 65535", message)
  end)

  for title, case in pairs {
    ["a title that is known"] = { ",Port Number", "a,1,tcp,,,,,,,,,,",
      "1: Port Number: column 13 has the title of column 2" },
    ["a title that is there twice"] = { ",x,x", "a,1,tcp,,,,,,,,,,,",
      "1: Assignment Notes: column 14 has the title of column 13" },
    ["no title"] = { ",", "a,1,tcp,,,,,,,,,,",
      "1: Assignment Notes: followed by a column with no title" },
    ["too long a title"] = { "," .. ("x"):rep(201), "a,1,tcp,,,,,,,,,,",
      "1: Assignment Notes: followed by a column with too long a title" },
    ["a title that is no UTF-8"] = { ",\252", "a,1,tcp,,,,,,,,,,",
      "1: Assignment Notes: not UTF-8 at byte 9" },
    ["a 33rd column"] = { (",x"):rep(21), "a,1,tcp,,,,,,,,,,",
      "1: Assignment Notes: not the last: the row has 33 cells, not 32" },
    ["a row without the new cell"] = { ",x", "a,1,tcp,,,,,,,,,",
      "2: Assignment Notes: missing: the row has 12 cells, not 13" },
    ["a row with a cell too many"] = { ",x", "a,1,tcp,,,,,,,,,,,",
      "2: Assignment Notes: not the last: the row has 14 cells, not 13" },
  } do
    it("is refused for " .. title, function()
      local edition, message = ianaports.parse(text_of(case[1], case[2]))
      assert.is_nil(edition)
      assert.equal("text:" .. case[3], message)
    end)
  end

  it("takes a title of 200 bytes", function()
    assert.is_truthy(ianaports.parse(text_of("," .. ("x"):rep(200), "a,1,tcp,,,,,,,,,,")))
  end)

  it("repeats a row only where the cells behind the twelve do so as well", function()
    local above, row = "a,1,tcp,,,,,,,,,k,xyz", "a,1,tcp,,,,,,,,,k,xQ,xyz"
    local _, message = ianaports.parse(text_of(",x", above, row))
    assert.equal("text:3: Assignment Notes: not the last: the row has 14 cells, not 13", message)
  end)
end)
