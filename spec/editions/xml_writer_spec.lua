--- Export as IANA's XML: Python and the module's own reader read the same again
-- from it, and what XML cannot hold is refused.

local collector = require "spec.support.collector"
local csv = require "spec.support.csv"
local edition = require "spec.support.edition"
local model = require "spec.support.model"
local oracle = require "spec.support.oracle"
local reading = require "spec.support.reading"
local tally = require "spec.support.tally"

local unpack = table.unpack or unpack

local FIELDS = { "name", "port", "transport", "description", "assignee",
  "contact", "registration_date", "modification_date", "reference",
  "service_code", "unauthorized_use", "assignment_notes" }

local NO_READER = not pcall(require, "lxp") and "there is no LuaExpat"
local NO_PYTHON = reading.missing()

--- The twelve cells of a record.
local function cells_of(record)
  local cells = {}
  for i, field in ipairs(FIELDS) do cells[i] = record[field] or "" end
  if record.last_port then
    cells[2] = record.port .. "-" .. record.last_port
  end
  cells[2] = tostring(cells[2])
  return cells
end

local function joined(cells) return table.concat(cells, "\31") end

--- Compare rows of cells; `of`, if given, says what each row is.
local function compare(expected, got, of)
  local count = tally.new()
  count:equal(#expected, #got, "records")
  for i, cells in ipairs(expected) do
    count:equal(joined(cells), joined(got[i] or {}), of and of[i] or "row", i)
  end
  assert.equal(tally.clean(#expected + 1), count:report())
end

local function all_cells(records)
  local list = {}
  for i, record in ipairs(records) do list[i] = cells_of(record) end
  return list
end

--- Texts that a cell may hold: each is read as it was.
local TEXTS = {
  "plain",
  "&<>\"'", "]]>", "&amp; &#10; <br/>", "<script>alert(1)</script>",
  "Sébastien Hinderer, FORTÉ, swÿp, 😀",
  "a\nb", "a\n    b", "a \nb", "a\n b", "a \n b", "a  \n  b", "a \n \n b",
  "a \n \n \n  b\n c \n d", "a\n \nb", "a\n \n \nb", "a\t\n b", "a \n\tb",
  "a  b", "a\tb", "a\rb", "a\r\nb", "a \r\n b",
  "a\127b", "a\194\133b", "a\194\160b", "a\226\128\168b", "a\239\191\188b",
  "[RFC6335]", "see [RFC6335], and [RFC1].", "[RFC6335][RFC1]", "[rfc6335]",
  "[RFC 6335]", "[RFC6335, Section 2]", "[RFC]", "[RFC-ietf-x-01]",
  "[draft-x-01]", "[draft-x-01, Section 4.3]", "[draft-]", "[draft x]",
  "[http://a/b?c=d&e=\"f\"<g>]", "[https://é/ü]", "[mailto:a&b]", "[x:y]",
  "[Ann_A]", "previously by [Ann_A]", "[Ann_A][Bob & Co]", "[Unknown_One]",
  "[1]", "[2]", "[n/a]", "[a [b] c]", "[a][b", "a]b[c", "[]", "[ ]", "[",
  "]", "[[", "]]", "[[RFC1]]", "[a\n b]", "[a \n  b]", "[RFC1\n]",
  "[RFC1] \n [RFC2]", "[ a ]",
  -- What reading tidies, unless it is preserved.
  " a", "a ", " ", "\na", "a\n", "a\r", "\ta", "\n", "a\194\160",
  "\227\128\128a", "a\n\nb", "a \n\n\n b", "a \n  b\n\nc \n \n d ",
  "[RFC6335]\n\n[Ann_A] ", "\n<&>\n\n]]>\n",
}

--- Cells of references: items in brackets, whatever is in them.
local REFERENCES = {
  "[RFC6335]", "[RFC6335][RFC1]", "[rfc6335]", "[RFC 6335]", "[RFC00]",
  "[RFC8765, Section 6.1]", "[RFC8765,Section 6.1]", "[RFC8765 Section 6.1]",
  "[RFC-ietf-emailcore-rfc5321bis-43]", "[draft-zubov-snif-05]",
  "[draft-zubov-snif-05, Section 4.3]", "[draft-zubov, and more]", "[draft-,]",
  "[https://a/b?c=d&e=\"f\"<g>]", "[TR-352]", "[urn:x]", "[1]", "[23]",
  "[n/a]", "[Ann_A]", "[Arién <x&y> 15 June 2009]",
  "[a protocol with\nlines \n of \n \n  text. \n  More]",
  "[a][b][RFC1][2]", "[a [b] c]", "[a]b]", "[a[b]", "[a] and [b]", "[a\rb]",
  "[ ]", "[a ]", "[\na]", "[a][b\n\nc][d]", "[RFC1,  a\n\nb]",
  "[draft-x-01, a \n]", "[]", "[][a][]",
}

local PEOPLE = { "[Ann_A]", "[Ann_A][Bob & Co]", "[_3GPP]", "[x\"y<z>'&]",
  "[FORTÉ]", "[ a ]", "[a \n  b\tc]", "[a\n\nb]", "[.-]", "[a[b]", "[a]b][c]", "[a[b]]", "[[a]]" }

local CONTACTS = {
  { id = "Ann_A", name = "Ann & A", organization = "<A>", uri = "mailto:a&b.c",
    updated = "2001-02" },
  { id = "Bob & Co", name = "Štěpán", uri = { "mailto:a&b", "http://x/?y&z" } },
  { id = "_3GPP" },
  { id = "FORTÉ\"", organization = "a \n  b\n\nc]]>" },
  { id = "blank", name = " a\n\n", organization = "\t", uri = " x ",
    updated = "2001-02\n" },
}

local FACTS = {
  id = "service-names-port-numbers", title = "A & B", category = "<C>",
  updated = "2026-08-17", reference = "[RFC6335][https://a/b]",
  experts = { "TCP/UDP: Ann; Bob,\nand Cy", "SCTP: Dan \n and Eve" },
  notes = {
    { text = "One [RFC1].\n\n  Two by [Ann_A] \n   here.\n***" },
    { text = "[https://www.iana.org/protocols/apply]",
      title = "Request \"an\" [RFC1] <Assignment>\n & more" },
  },
  footnotes = { ["1"] = "It is\nso.  See [RFC3692].", ["2"] = " b\n\n[RFC1]",
                ["10"] = "c" },
}

local function texts_in(field, list)
  local records = {}
  for i, text in ipairs(list) do records[i] = { [field] = text } end
  return records
end

--- Every pairing of assignee and contact.
local function people_records()
  local records = {}
  for _, assignee in ipairs { "", "[Ann_A]", "[Bob & Co]", "[Ann_A][Bob & Co]" } do
    for _, contact in ipairs { "", "[Ann_A]", "[Bob & Co]", "[Bob & Co][Ann_A]" } do
      records[#records + 1] = { name = "n",
        assignee = assignee ~= "" and assignee or nil,
        contact = contact ~= "" and contact or nil }
    end
  end
  return records
end

local GROUPS = {
  { "descriptions", texts_in("description", TEXTS) },
  { "notes", texts_in("assignment_notes", TEXTS) },
  { "unauthorized uses", texts_in("unauthorized_use", TEXTS) },
  { "names", texts_in("name", TEXTS) },
  { "service codes", texts_in("service_code", TEXTS) },
  { "references", texts_in("reference", REFERENCES) },
  { "assignees", texts_in("assignee", PEOPLE) },
  { "contacts", texts_in("contact", PEOPLE) },
  { "assignees and contacts", people_records() },
  { "full records", {
    { name = "n", port = 1, transport = "tcp", description = "d",
      assignee = "[a]", contact = "[c]", registration_date = "2001-02",
      modification_date = "2003-04-05", reference = "[r]", service_code = "7",
      unauthorized_use = "u", assignment_notes = "s" },
    {}, { port = 0 }, { port = 65535 }, { port = 5, last_port = 5 },
    { port = 0, last_port = 65535 },
  } },
}

describe("export as XML of anything in a cell", function()
  local records, of = {}, {}
  for _, group in ipairs(GROUPS) do
    for i, record in ipairs(group[2]) do
      records[#records + 1] = record
      of[#records] = ("%s, the %d. of"):format(group[1], i)
    end
  end
  local registry = edition.new(records, CONTACTS, FACTS)
  local text = assert(edition.write("xml", registry))

  it("is read by Python as the same records", function()
    if NO_PYTHON then return pending(NO_PYTHON) end
    compare(all_cells(records), reading.rows("xml", text), of)
  end)

  it("is read by the module as the same records", function()
    if NO_READER then return pending(NO_READER) end
    compare(all_cells(records),
      all_cells(collector.read("xml", text).records), of)
  end)
end)

describe("export as XML of contacts and info", function()
  local registry = edition.new({ { name = "n" } }, CONTACTS, FACTS)
  local notes, feet = FACTS.notes, FACTS.footnotes

  it("is read by Python as the same", function()
    if NO_PYTHON then return pending(NO_PYTHON) end
    local text = assert(edition.write("xml", registry))
    assert.same({
      { "Ann_A", "Ann & A", "<A>", "mailto:a&b.c", "2001-02" },
      { "Bob & Co", "Štěpán", "", "mailto:a&b\nhttp://x/?y&z", "" },
      { "_3GPP", "", "", "", "" },
      { "FORTÉ\"", "", "a \n  b\n\nc]]>", "", "" },
      { "blank", " a\n\n", "\t", " x ", "2001-02\n" },
    }, reading.rows("people", text))
    assert.same({
      { "id", FACTS.id }, { "title", FACTS.title },
      { "category", FACTS.category }, { "updated", FACTS.updated },
      { "expert", table.concat(FACTS.experts, "\n") },
      { "reference", FACTS.reference },
      { "note", "", notes[1].text }, { "note", notes[2].title, notes[2].text },
      { "footnote", "1", feet["1"] }, { "footnote", "2", feet["2"] },
      { "footnote", "10", feet["10"] },
    }, reading.rows("info", text))
  end)

  it("is read by the module as the same", function()
    if NO_READER then return pending(NO_READER) end
    local got = collector.read("xml", (edition.write("xml", registry)))
    assert.same({
      CONTACTS[1],
      { id = "Bob & Co", name = "Štěpán", uri = "mailto:a&b\nhttp://x/?y&z" },
      CONTACTS[3], CONTACTS[4], CONTACTS[5],
    }, got.contacts)
    assert.same({
      { "id", FACTS.id }, { "title", FACTS.title },
      { "category", FACTS.category }, { "updated", FACTS.updated },
      { "expert", FACTS.experts[1] }, { "expert", FACTS.experts[2] },
      { "note", notes[1].text }, { "note:" .. notes[2].title, notes[2].text },
      { "footnote:1", feet["1"] }, { "footnote:2", feet["2"] },
      { "footnote:10", feet["10"] }, { "reference", FACTS.reference },
    }, got.facts)
  end)

  it("leaves out what the registry does not say", function()
    assert.equal("<?xml version='1.0' encoding='UTF-8'?>\n"
      .. '<registry xmlns="http://www.iana.org/assignments">\n'
      .. "  <people>\n  </people>\n</registry>\n",
      edition.write("xml", edition.new {}))
  end)
end)

describe("export as XML of a selection", function()
  local registry = edition.new({
    { assignee = "[a][b]" }, { contact = "[c]" }, { reference = "[d]" },
    { assignment_notes = "once [e], twice [f g]" }, { description = "[h] [i]" },
    { unauthorized_use = "by [j]" },
  }, {})
  for id in ("a b c d e fg h i j k"):gmatch "%S+" do
    table.insert(registry.people, { id = id == "fg" and "f g" or id })
  end

  local function people(...)
    local text = edition.write("xml", registry,
      edition.some(registry, ...))
    local list = {}
    for id in text:gmatch '<person id="([^"]*)">' do list[#list + 1] = id end
    return table.concat(list, ",")
  end

  for _, case in ipairs {
    { "a,b", 1 }, { "c", 2 }, { "", 3 }, { "e,f g", 4 }, { "h,i", 5 },
    { "j", 6 }, { "a,b,c", 2, 1 }, { "" },
    { "a,b,c,d,e,f g,h,i,j,k", 1, 2, 3, 4, 5, 6 },
  } do
    it(("has the contacts %q"):format(case[1]), function()
      assert.equal(case[1], people(unpack(case, 2)))
    end)
  end
end)

local CONTROL = "the control character U+%04X, which XML cannot hold"
local OUTSIDE = "text outside of [ ], for which IANA's XML has no place"
local BARE = "an empty [], for which IANA's XML has no place"

local REFUSED = {
  { "Description", "description", "a\1b", CONTROL:format(1) },
  { "Description", "description", "\0", CONTROL:format(0) },
  { "Description", "description", "a\31", CONTROL:format(31) },
  { "Description", "description", "\11", CONTROL:format(11) },
  { "Description", "description", "a\239\191\190", "U+FFFE, which XML cannot hold" },
  { "Description", "description", "\239\191\191", "U+FFFF, which XML cannot hold" },
  { "Description", "description", " \1 ", CONTROL:format(1) },
  { "Assignment Notes", "assignment_notes", "a\n\n\12", CONTROL:format(12) },
  { "Unauthorized Use Reported", "unauthorized_use", "\2", CONTROL:format(2) },
  { "Service Name", "name", "a\3", CONTROL:format(3) },
  { "Service Code", "service_code", "7\4", CONTROL:format(4) },
  { "Assignee", "assignee", "Ann", OUTSIDE },
  { "Assignee", "assignee", "[a], [b]", "text outside of the brackets" },
  { "Assignee", "assignee", "[a]b", OUTSIDE },
  { "Assignee", "assignee", "[a\1]", CONTROL:format(1) },
  { "Contact", "contact", "a [b]", OUTSIDE },
  { "Contact", "contact", "[]", BARE },
  { "Contact", "contact", "[a][]", BARE },
  { "Contact", "contact", "[a[b]c[d]]", "text outside of the brackets" },
  { "Reference", "reference", "RFC6335", OUTSIDE },
  { "Reference", "reference", "[a][b\n\n\5]", CONTROL:format(5) },
  { "Reference", "reference", "[http://a\1]", CONTROL:format(1) },
}

describe("export as XML refuses", function()
  for _, case in ipairs(REFUSED) do
    it(("%s %q"):format(case[1], case[3]), function()
      local text, message = edition.write("xml", edition.new {
        { name = "ok" },
        { port = 7, last_port = 9, transport = "udp", [case[2]] = case[3] },
      })
      assert.is_nil(text)
      local name = case[2] == "name" and case[3] or "-"
      assert.equal(("xml: record 2 (%s 7-9/udp), %s: %s"):format(
        name, case[1], case[4]), message)
    end)
  end

  for _, case in ipairs {
    { "contact [a]", { { id = "a", name = "\6 " } }, {}, CONTROL:format(6) },
    { "contact [a]", { { id = "a", uri = { "b", "\1" } } }, {}, CONTROL:format(1) },
    { "info, title", {}, { title = "a\7" }, CONTROL:format(7) },
    { "info, note", {}, { notes = { { text = "\n\8" } } }, CONTROL:format(8) },
    { "info, note", {}, { notes = { { text = "a", title = "\2" } } },
      CONTROL:format(2) },
    { "info, expert", {}, { experts = { "a", "\14", "b" } }, CONTROL:format(14) },
    { "info, reference", {}, { reference = "RFC6335" }, OUTSIDE },
    { "info, footnote 1", {}, { footnotes = { ["1"] = "\1" } }, CONTROL:format(1) },
  } do
    it(("%s: %s"):format(case[1], case[4]), function()
      local text, message = edition.write("xml",
        edition.new({ { name = "n" } }, case[2], case[3]))
      assert.is_nil(text)
      assert.equal(("xml: %s: %s"):format(case[1], case[4]), message)
    end)
  end
end)

describe("export as XML of the bundled edition", function()
  local text = edition.write("xml", edition.bundled())

  it("hands on pieces of a few KB", function()
    local _, _, pieces = edition.write("xml", edition.bundled())
    for _, piece in ipairs(pieces) do assert.is_true(#piece <= 8192) end
    assert.is_true(#pieces < #text / 2048)
  end)

  it("is read by Python as the same records and contacts", function()
    if NO_PYTHON then return pending(NO_PYTHON) end
    local expected = csv.read("data/service-names-port-numbers.csv")
    table.remove(expected, 1)
    compare(expected, reading.rows("xml", text))
    expected = csv.read("data/contacts.csv")
    table.remove(expected, 1)
    compare(expected, reading.rows("people", text))
  end)

  it("is read by Python as the same info", function()
    if NO_PYTHON then return pending(NO_PYTHON) end
    local info, texts, lists = {}, {}, { expert = {}, note = {}, footnote = {} }
    for _, fact in ipairs(csv.read("data/registry.csv")) do
      local key, title = fact[1]:match "^([^:]*):?(.*)$"
      if key == "expert" then
        table.insert(lists.expert, fact[2])
      elseif lists[key] then
        table.insert(lists[key], { key, title, fact[2] })
      else
        texts[key] = fact[2]
      end
    end
    texts.expert = table.concat(lists.expert, "\n")
    for i, key in ipairs { "id", "title", "category", "updated", "expert", "reference" } do
      info[i] = { key, texts[key] or "" }
    end
    for _, note in ipairs(lists.note) do info[#info + 1] = note end
    for _, note in ipairs(lists.footnote) do info[#info + 1] = note end
    assert.same(info, reading.rows("info", text))
  end)

  it("is read by the module as the same records", function()
    if NO_READER then return pending(NO_READER) end
    local expected = model.records("data/service-names-port-numbers.csv")
    compare(all_cells(expected), all_cells(collector.read("xml", text).records))
  end)
end)

describe("export as XML of IANA's XML", function()
  it("is what it was to an independent reader", function()
    local why = oracle.missing or NO_READER
    if why then return pending(why) end
    for _, path in ipairs(oracle.editions "xml") do
      local registry = assert(require "ianaports".load(path))
      reading.with_file(assert(registry:export "xml"), function(copy)
        for _, mode in ipairs { "--csv", "--contacts", "--meta" } do
          assert.is_true(oracle.read(mode, path) == oracle.read(mode, copy), mode)
        end
      end)
    end
  end)
end)
