--- The reader of IANA's XML: what it makes of each rule, what it refuses, and
-- where.

local collector = require "spec.support.collector"
local fixture = require "spec.support.fixture"

local has_expat = pcall(require, "lxp")

local NAMESPACE = "http://www.iana.org/assignments"

local function read(text, size)
  return collector.read("xml", text, size)
end

local function registry(inside)
  return ('<registry xmlns="%s">%s</registry>'):format(NAMESPACE, inside)
end

--- The only record of a document with this XML in the record.
local function record(inside)
  return read(registry("<record>" .. inside .. "</record>")).records[1]
end

--- What every_rule.xml says, by IANA's rules.
local records = {
  { name = "http", port = "80", transport = "tcp",
    description = "World Wide Web HTTP",
    assignee = "[Jon_Postel]", contact = "[Jon_Postel]" },
  { name = "two", port = "4748-4748",
    assignee = "[A_B][C_D]", contact = "[A_B][C_D]",
    registration_date = "2018-04", modification_date = "2018-04-25",
    reference = "[RFC7231][draft-x-y-05, Section 4.3][draft-x-z]"
      .. "[http://example.com/?a=1&b=2][TR-352][RFC 793, Section 2][n/a][1]" },
  { assignee = "[IESG][Roman_Štěpánek]", contact = "[IETF_Chair]" },
  { name = "alone", assignee = "[FORTÉ]" },
  { name = "none", contact = "[A_B]" },
  { port = "225-241" },
  { name = "breaks", service_code = "1145656131",
    description = "old text\nIANA assigned this well-formed service name as "
      .. 'a replacement for "X".',
    unauthorized_use = "Known on port 80 and 81",
    assignment_notes = "one blank before and an indent behind,\n"
      .. "      no blank before, \nat column 0,\n"
      .. "two,  double  blanks\tand a tab" },
  { name = "inline", description = "A [RFC1], [A_B][http://example.com/]",
    assignment_notes = "[text with a break] behind" },
  { name = "wot", assignment_notes = "Defined TXT keys:\n"
      .. "              td: a\n      b\n              type: [RFC7595]\nc" },
  { name = "<a>&b", description = "swÿp <script> & end" },
}

local contacts = {
  { id = "Jon_Postel", name = "Jon\n Postel", organization = "IANA",
    uri = "mailto:postel&isi.edu", updated = "1998-10" },
  { id = "_two.uris-É", uri = "mailto:a&b\ntel:+1" },
  { id = "empty" },
  { id = "bare" },
}

local facts = {
  { "id", "service-names-port-numbers" },
  { "title", "A  Title\nof two lines" },
  { "category", "A Category" },
  { "updated", "2026-08-17" },
  { "expert", "TCP/UDP: A B; C D,\nand E F" },
  { "expert", "SCTP: G H" },
  { "expert", "DCCP: I J and K L" },
  { "note", "Paragraphs, an empty line,\n\n  an indent and [RFC8126] stay as "
      .. "they \n  are." },
  { "note:Request an Assignment", "[https://www.iana.org/protocols/apply]" },
  { "footnote:1", "It is only appropriate in explicitly-\nconfigured "
      .. "experiments.  See [RFC3692]." },
  { "footnote:2", "Another one" },
  { "reference", "[RFC6335]" },
}

--- The line of each fixture's fault, and the message. The fixture's name is the
--- risk.
local UNFORMED = "malformed XML: not well-formed (invalid token)"
local DOCTYPE = "a document type declaration, which is not read"
local BESIDE = "text beside a paragraph"
local refused = {
  { "empty", 1, "malformed XML: no element found" },
  { "blanks_alone", 3, "malformed XML: no element found" },
  { "element_unclosed", 3, "malformed XML: no element found" },
  { "element_crossed", 4, "malformed XML: mismatched tag" },
  { "attribute_twice", 4, "malformed XML: duplicate attribute" },
  { "root_twice", 3, "malformed XML: junk after document element" },
  { "text_behind_root", 3, "malformed XML: junk after document element" },
  { "declaration_late", 2, "malformed XML: XML or text declaration not at start of entity" },
  { "ampersand_bare", 4, UNFORMED },
  { "control_character", 3, UNFORMED },
  { "control_reference", 4, "malformed XML: reference to invalid character number" },
  { "nul_byte", 3, UNFORMED },
  { "utf8_latin_1", 4, UNFORMED },
  { "utf8_overlong", 3, UNFORMED },
  { "utf8_surrogate", 3, UNFORMED },
  { "encoding_unknown", 1, "malformed XML: unknown encoding" },
  { "encoding_not_so", 1, "malformed XML: encoding specified in XML declaration is incorrect" },
  { "doctype", 2, DOCTYPE },
  { "entity_bomb", 2, DOCTYPE },
  { "entity_external", 1, DOCTYPE },
  { "attribute_default", 1, DOCTYPE },
  { "entity_undeclared", 4, "malformed XML: undefined entity" },
  { "root_other", 1, "unexpected <html> of no namespace as the root element" },
  { "root_inner", 1, "unexpected <record> as the root element" },
  { "namespace_none", 1, "unexpected <registry> of no namespace as the root element" },
  { "namespace_other", 1, "unexpected <registry> of the namespace "
      .. '"http://www.iana.org/assignment" as the root element' },
  { "registry_other", 1, 'another registry, "http-methods"' },
  { "registry_nested", 3, "unexpected <registry> in <registry>" },
  { "text_in_registry", 4, "text in <registry>" },
  { "text_before_no_xml", 3, "text in <registry>" },
  { "title_twice", 3, "a second <title>" },
  { "updated_twice", 4, "a second <updated>" },
  { "people_twice", 4, "a second <people>" },
  { "footnote_twice", 4, 'a second <footnote anchor="1">' },
  { "footnote_without_anchor", 3, "a <footnote> without an anchor" },
  { "passed_over_with_record", 4, "unexpected <record> in <range>" },
  { "record_in_record", 4, "unexpected <record> in <record>" },
  { "record_in_people", 4, "unexpected <record> in <people>" },
  { "text_in_record", 6, "text in <record>" },
  { "cdata_in_record", 4, "text in <record>" },
  { "name_twice", 4, "a second <name> in one record" },
  { "number_twice", 5, "a second <number> in one record" },
  { "protocol_twice", 5, "a second <protocol> in one record" },
  { "sc_twice", 5, "a second <sc> in one record" },
  { "description_twice", 5, "a second <description> in one record" },
  { "unauthorized_twice", 5, "a second <unauthorized> in one record" },
  { "note_twice", 5, "a second <note> in one record" },
  { "assignee_twice", 5, "a second <assignee> in one record" },
  { "element_in_name", 4, "unexpected <br> in <number>" },
  { "text_in_br", 4, "text in <br>" },
  { "text_in_assignee", 4, "text in <assignee>" },
  { "text_before_paragraph", 4, BESIDE },
  { "text_between_paragraphs", 5, BESIDE },
  { "text_behind_paragraph", 4, BESIDE },
  { "br_behind_paragraph", 4, BESIDE },
  { "xref_behind_paragraph", 4, BESIDE },
  { "xref_type_missing", 4, "an <xref> without a type" },
  { "xref_without_data", 4, 'an <xref> of type "rfc" without data' },
  { "xref_data_empty", 4, 'an <xref> of type "person" without data' },
  { "xref_uri_without_data", 4, 'an <xref> of type "uri" without data' },
  { "xref_text_with_data", 4, 'an <xref> of type "text" with data' },
  { "person_without_id", 4, "a <person> without an id" },
  { "person_name_twice", 5, "a second <name> of one person" },
  { "person_uri_in_two_lines", 5, "a line break in a <uri>" },
  { "text_in_person", 4, "text in <person>" },
  { "port_out_of_range", 3, "Port Number: a port above 65535" },
  { "transport_unknown", 3, "Transport Protocol: not tcp, udp, sctp or dccp" },
  { "date_not_a_date", 3, "Registration Date: not a date YYYY-MM or YYYY-MM-DD from 1970 to 2097" },
}

--- Everything below needs LuaExpat, except the first block.
local within = has_expat and describe or function(title)
  describe(title, function()
    it("needs LuaExpat", function() pending "LuaExpat is not installed" end)
  end)
end

describe("without LuaExpat the XML reader", function()
  local lxp, path, cpath, preload = package.loaded.lxp, package.path,
    package.cpath, package.preload.lxp

  setup(function()
    require "ianaports.read.xml"
    package.loaded.lxp, package.preload.lxp = nil, nil
    package.path, package.cpath = "", ""
  end)

  teardown(function()
    package.loaded.lxp, package.preload.lxp = lxp, preload
    package.path, package.cpath = path, cpath
  end)

  it("says which package to install", function()
    local xml = require "ianaports.read.xml"
    local ok, message = xml.read({}, collector.pieces("<registry/>"))
    assert.is_nil(ok)
    assert.equal("xml: LuaExpat is not installed "
      .. "(Debian: lua-expat; LuaRocks: luaexpat)", message)
  end)
end)

within("the XML reader", function()
  local every_rule = fixture.text "xml/every_rule.xml"

  it("reads the records of a file with every rule", function()
    assert.same(records, read(every_rule).records)
  end)

  it("reads its contacts", function()
    assert.same(contacts, read(every_rule).contacts)
  end)

  it("reads its facts, in their order, the references last", function()
    assert.same(facts, read(every_rule).facts)
  end)

  it("reads pieces of any size alike #exhaustive", function()
    local whole = collector.log("xml", every_rule)
    for size = 1, #every_rule do
      if collector.log("xml", every_rule, size) ~= whole then
        assert.same(read(every_rule), read(every_rule, size), size)
      end
    end
  end)

  it("refuses it cut anywhere #exhaustive", function()
    local last = every_rule:find("</registry>", 1, true) + #"</registry>" - 1
    for size = 0, last - 1 do
      local message = collector.refusal("xml", every_rule:sub(1, size))
      if not message:find "^%d+: malformed XML: " then
        assert.equal({ size, "" }, { size, message })
      end
    end
  end)

  it("takes any prefix for the namespace", function()
    local text = ('<i:registry xmlns:i="%s" xmlns="urn:x"><i:record>'
      .. '<i:name>a</i:name><i:xref type="rfc" data="rfc1"/></i:record>'
      .. "</i:registry>"):format(NAMESPACE)
    assert.same({ { name = "a", reference = "[RFC1]" } }, read(text).records)
  end)

  it("gives UTF-8 whatever the encoding", function()
    local latin_1 = "<?xml version='1.0' encoding='ISO-8859-1'?>"
      .. registry "<record><name>\201</name></record>"
    local utf_16 = "\254\255" .. registry "<record><name>a</name></record>"
      :gsub(".", "\0%0")
    assert.equal("É", read(latin_1).records[1].name)
    assert.equal("a", read(utf_16).records[1].name)
  end)

  it("skips a byte-order mark", function()
    assert.equal(10, #read("\239\187\191" .. every_rule:gsub("^.-\n", "", 1)).records)
  end)

  it("reads line ends of any kind as LF", function()
    local text = every_rule:gsub("\n", "\r\n")
    assert.same(records, read(text).records)
    assert.same(contacts, read(text).contacts)
    assert.same(facts, read(text).facts)
  end)

  it("keeps blanks that are not XML's", function()
    assert.equal("\194\160a\194\160",
      record(" <name>\n\194\160a\194\160\t</name>").name)
  end)

  it("reads every type of xref as its text, or else its data", function()
    local xrefs = '<xref type="rfc" data="rfc1"/><xref type="rfc-errata" data="2"/>'
      .. '<xref type="registry" data="r">R</xref><xref type="unicode" data="u"/>'
      .. '<xref type="note" data="1">N</xref><xref type="person" data="P">Q</xref>'
    local cells = record("<name>a</name>" .. xrefs)
    assert.equal("[RFC1][2][R][u][N]", cells.reference)
    assert.equal("[Q]", cells.contact)
    cells = record('<xref type="uri" data=""/><xref type="text"> </xref>'
      .. '<xref type="uri" data="" lastupdated="2020-01">a</xref>')
    assert.equal("[][][a]", cells.reference)
  end)

  it("reads a registry without records", function()
    assert.same({ records = {}, contacts = {}, facts = {} }, read(registry ""))
  end)

  it("reads the experts by protocol, or as one text without any", function()
    local function experts(text)
      local result = {}
      for i, fact in ipairs(read(registry("<expert>" .. text .. "</expert>")).facts) do
        result[i] = fact[2]
      end
      return result
    end
    assert.same({ "A B\nC D" }, experts "A B\nC D")
    assert.same({ "A\nB", "TCP: C: D\nE" }, experts "A\nB\nTCP: C: D\nE")
    assert.same({ "SCTP: A", "TCP/UDP: B" }, experts "SCTP: A\nTCP/UDP: B")
    assert.same({}, experts " ")
  end)

  for _, case in ipairs(refused) do
    local name, line, what = case[1], case[2], case[3]
    it("refuses " .. name, function()
      local text = fixture.text("xml/" .. name .. ".xml")
      local expected = line .. ": " .. what
      assert.equal(expected, collector.refusal("xml", text))
      assert.equal(expected, collector.refusal("xml", text, 7))
      assert.equal(expected, collector.refusal("xml", text, 1))
    end)
  end

  it("reads or refuses it whatever byte is another #exhaustive", function()
    local change = 0
    for at = 1, #every_rule do
      change = (change * 5 + 3) % 251
      local byte = (every_rule:byte(at) + 1 + change) % 256
      local text = every_rule:sub(1, at - 1) .. string.char(byte)
        .. every_rule:sub(at + 1)
      local ok, message = require "ianaports.read.xml".read(collector.new(),
        collector.pieces(text))
      if not (ok or message:find "^%d+: .") then assert.equal(at, message) end
    end
  end)

  it("keeps its messages short, in one line, and UTF-8", function()
    local message = collector.refusal("xml", ('<registry xmlns="%s" id="&#10;%s"/>')
      :format(NAMESPACE, ("É"):rep(500)))
    assert.is_true(#message < 220)
    assert.is_nil(message:find "\n")
    assert.is_truthy(message:find "É%.%.%.$")
  end)

  it("does not spend long on blanks", function()
    local blanks = (" "):rep(120000)
    local one = record("<name>" .. blanks .. "</name><note>a" .. blanks .. "b"
      .. blanks .. "</note>")
    assert.is_nil(one.name)
    assert.equal(120002, #one.assignment_notes)
  end)

  it("lets errors of the source and of the builder pass", function()
    local xml = require "ianaports.read.xml"
    local thrown = {}
    local function source() error(thrown) end
    local builder = { row = source }
    local ok, what = pcall(xml.read, collector.new(), source)
    assert.is_false(ok)
    assert.equal(thrown, what)
    ok, what = pcall(xml.read, builder, collector.pieces(registry "<record/>"))
    assert.is_false(ok)
    assert.equal(thrown, what)
  end)

  it("leaves nothing behind, however it ends", function()
    local alive = setmetatable({}, { __mode = "k" })
    local function fail() error "the source fails" end
    for _, case in ipairs { { "ok", every_rule }, { "refused", registry "<a/>" },
                            { "malformed", "<" }, { "cut", every_rule:sub(1, 900) },
                            { "source", "", fail } } do
      local builder = collector.new()
      alive[builder] = case[1]
      pcall(require "ianaports.read.xml".read, builder,
        case[3] or collector.pieces(case[2]))
    end
    for _ = 1, 3 do collectgarbage() end
    local _, left = next(alive)
    assert.is_nil(left)
  end)

  it("holds a record at a time, not the file", function()
    local builder = setmetatable({}, { __index = function()
      return function() return true end
    end })
    local piece = registry(("<record><name>a</name><note>%s</note></record>"):format(
      ("text "):rep(100))):match "<record>.*</record>"
    local count, most = 0, 0
    local function source()
      count = count + 1
      if count % 1000 == 0 then
        collectgarbage()
        most = math.max(most, collectgarbage "count")
      end
      if count == 1 then return ('<registry xmlns="%s">'):format(NAMESPACE) end
      if count <= 10000 then return piece end
      if count == 10001 then return "</registry>" end
    end
    collectgarbage()
    local before = collectgarbage "count"
    assert.is_true(require "ianaports.read.xml".read(builder, source))
    assert.is_true(most - before < 200, most - before .. " KB more")
  end)
end)
