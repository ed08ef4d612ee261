--- What may stand where in IANA's XML edition, and what comes of it.
--
-- A kind is an element in its place: the kinds of the elements that may stand
-- in it, its attributes, whether text may; what to do when it opens, and when
-- it closes with its text.  The reader (xml.lua) refuses what no kind allows,
-- so nothing is dropped silently but what `passed` lists.  The grammar is that
-- of IANA's RELAX NG schema for this registry, less what its editions never
-- had and whose form in the CSV edition is therefore not known: <artwork>.
--
-- The cells are those of IANA's CSV edition: see `tidy`, `printed`, `add_next`.

local core = require "ianaports.core".internals()
local terms = require "ianaports.terms"
local xml = require "ianaports.xml_elements"

local find, gsub, match = string.find, string.gsub, string.match

local NOT_BLANK = "[^ \t\r\n]"
local MAX_CELL = terms.max_cell    -- bytes

---@class ianaports.xml.Kind
---@field inside table<string, ianaports.xml.Kind>
---@field attributes table<string, boolean>
---@field text boolean?
---@field open fun(reader: ianaports.xml.Reader, attributes: table)?
---@field close fun(reader: ianaports.xml.Reader, text: string)?

local none = {}

--- A kind with text alone in it.
local function plain(open, close)
  return { inside = none, attributes = none, text = true,
           open = open, close = close }
end


-- Text

--- Both ends are trimmed of what XML calls white space, unless that is kept.
local function trim(reader, text)
  if reader.keep then return text end
  local first = find(text, NOT_BLANK)
  return first and match(text, "^.*" .. NOT_BLANK, first) or ""
end

--- White space as IANA's CSV has it: line breaks in a row are one; one with
--- a blank before and blanks behind is a blank; both ends are trimmed.
local function tidy(reader, text)
  if not reader.keep and find(text, "\n", 1, true) then
    text = gsub(gsub(text, "\n\n+", "\n"), " \n +", " ")
  end
  return trim(reader, text)
end


-- References

--- The types of xref: the pattern of their data, or false for none.
local xref_types = {
  rfc = ".", draft = ".", person = ".", note = ".", text = false, uri = "",
  -- In IANA's schema, though no edition has used them yet.
  ["rfc-errata"] = ".", registry = ".", unicode = ".",
}

--- What is wrong with the data of an xref, or nil.
local function xref_fault(form, data)
  if not form then return data and "with data" end
  if not find(data or "", form) or not data then return "without data" end
end

--- An xref as the CSV prints it: its text if it has one, else its data, and
--- "[]" where IANA's schema allows it neither.  A section is printed only
--- where the text says it, and when IANA last looked (lastupdated) nowhere.
local function printed(reader, xref, text)
  local fault = xref_fault(xref_types[xref.type], xref.data)
  if fault then
    reader:refuse(('an <xref> of type "%s" %s'):format(xref.type, fault))
  end
  if text ~= "" then return "[" .. text .. "]" end
  local data = xref.data or ""
  return "[" .. (xref.type == "rfc" and core.upper(data) or data) .. "]"
end

local function open_xref(reader, attributes)
  local type = attributes.type
  if not type then reader:refuse("an <xref> without a type") end
  if xref_types[type] == nil then
    reader:refuse(('an <xref> of the unknown type "%s"'):format(type))
  end
  reader.xref = attributes
end

--- The kind of an xref that goes where `put` says.
local function xref_kind(put)
  local kind = plain(open_xref, function(reader, text)
    local xref = reader.xref
    put(reader, printed(reader, xref, tidy(reader, text)), xref.type)
  end)
  kind.attributes = { type = true, data = true, section = true,
                      lastupdated = true }
  return kind
end


-- Text with line breaks, references and paragraphs in it.  IANA's CSV is not
-- known for text beside paragraphs, so there may be none: once a paragraph
-- has been, `reader.blank_only` holds until the next one or the end.

local function add_inline(reader, text)
  if reader.blank_only then reader:refuse("text beside a paragraph") end
  reader:add(text)
end

local inline_xref = xref_kind(add_inline)

local line_break = {
  inside = none, attributes = none,
  close = function(reader) add_inline(reader, "\n") end,
}

local function open_paragraph(reader)
  if not reader.blank_only and find(reader:outer_text(), NOT_BLANK) then
    reader:refuse("text beside a paragraph")
  end
  reader.paragraph_follows = reader.blank_only
  reader.blank_only = false
end

--- Paragraphs are joined by a line break and an indent of 14.
local function close_paragraph(reader, text)
  local join = reader.paragraph_follows and "\n" .. (" "):rep(14) or ""
  reader:add(join .. tidy(reader, text))
  reader.blank_only = true
end

local paragraph = {
  inside = { br = line_break, xref = inline_xref }, attributes = none,
  text = true, open = open_paragraph, close = close_paragraph,
}

--- A kind with such text in it.
local function rich(open, close, attributes)
  return {
    inside = { br = line_break, xref = inline_xref, paragraph = paragraph },
    attributes = attributes or none, text = true, open = open,
    close = function(reader, text)
      reader.blank_only = false
      close(reader, text)
    end,
  }
end


-- Records

--- Refuse the second element of a record for the same column.
local function fill_once(reader, element, field)
  if reader.record[field] then
    reader:refuse(("a second <%s> in one record"):format(element))
  end
  reader.record[field] = ""
end

--- The kind of the element for a column: `form` is plain or rich.
local function cell(form, element, field)
  return form(function(reader) fill_once(reader, element, field) end,
    function(reader, text) reader.record[field] = tidy(reader, text) end)
end

--- A cell of several elements with one more; refused as the builder would,
--- but before all of a text without end was kept.
local function extended(reader, title, former, text)
  if former then text = former .. text end
  if #text > MAX_CELL then
    reader:refuse(("%s: longer than %d bytes"):format(title, MAX_CELL))
  end
  return text
end

--- Add an item to a column of the record.
local function add_item(reader, field, text)
  local r = reader.record
  r[field] = extended(reader, terms.title[field], r[field], text)
end

--- One more xref of the record's own: a contact or a reference.
local function add_next(reader, text, type)
  add_item(reader, type == "person" and "contact" or "reference", text)
end

local function add_assignee(reader, text)
  add_item(reader, "assignee", text)
end

local function open_record(reader, attributes)
  reader.record, reader.record_line = {}, reader:line()
  for _, attribute in ipairs(xml.attributes) do
    reader.record[attribute[2]] = attributes[attribute[1]]
  end
end

--- Without <assignee> the contact is the assignee, too.
local function close_record(reader)
  local r = reader.record
  r.assignee = r.assignee or r.contact
  reader:check(reader.record_line, reader.builder:row(r))
end

local record = {
  attributes = {}, open = open_record, close = close_record,
  inside = {
    assignee = {
      inside = { xref = xref_kind(add_assignee) }, attributes = none,
      open = function(reader) fill_once(reader, "assignee", "assignee") end,
    },
    xref = xref_kind(add_next),
  },
}

for _, attribute in ipairs(xml.attributes) do
  record.attributes[attribute[1]] = true
end

local forms = { plain = plain, ports = plain, rich = rich }

for _, it in ipairs(xml.elements) do
  local form = forms[it.form]
  if form then
    record.inside[it.element] = cell(form, it.element, it.field)
  end
end


-- People

--- The kind of the element for a field of a contact; an empty one is absent.
local function field(element, name)
  return plain(nil, function(reader, text)
    text = trim(reader, text)
    if text == "" then return end
    if reader.person[name] then
      reader:refuse(("a second <%s> of one person"):format(element))
    end
    reader.person[name] = text
  end)
end

--- Several URIs share a field, a line each.
local function close_uri(reader, text)
  local person = reader.person
  text = trim(reader, text)
  if find(text, "\n", 1, true) then reader:refuse("a line break in a <uri>") end
  if text == "" then return end
  if person.uri then text = "\n" .. text end
  person.uri = extended(reader, terms.contact_title.uri, person.uri, text)
end

local function open_person(reader, attributes)
  if not attributes.id then reader:refuse("a <person> without an id") end
  reader.person = { id = attributes.id }
  reader.person_line = reader:line()
end

local function close_person(reader)
  reader:check(reader.person_line, reader.builder:contact(reader.person))
end

local person = {
  attributes = { id = true }, open = open_person, close = close_person,
  inside = {},
}

for name, element in pairs(xml.person) do
  person.inside[element] = name == "uri" and plain(nil, close_uri)
                        or field(element, name)
end


-- The registry

local function put_fact(reader, key, value)
  reader:check(reader.fact_line, reader.builder:fact(key, value))
end

--- Refuse the second of what the registry has once.
local function once(reader, what)
  if reader.seen[what] then reader:refuse(("a second <%s>"):format(what)) end
  reader.seen[what] = true
end

--- The kind of an element for a fact, that stands once, or not at all, or
--- is empty, which is the same.
local function head(key, put)
  return rich(function(reader)
    once(reader, key)
    reader.fact_line = reader:line()
  end, function(reader, text)
    text = tidy(reader, text)
    if text ~= "" then put(reader, key, text) end
  end)
end

--- A fact for each line that begins with protocols ("TCP/UDP: ..."), the
--- lines that go on from it included.
local function put_experts(reader, key, text)
  local from = 1
  while from do
    local stop = find(text, "\n[A-Z][A-Z/]*:", from)
    put_fact(reader, key, text:sub(from, (stop or 0) - 1))
    from = stop and stop + 1
  end
end

local function open_note(reader, attributes)
  local title = attributes.title or ""
  reader.fact_key = title == "" and "note" or "note:" .. title
  reader.fact_line = reader:line()
end

local function close_note(reader, text)
  put_fact(reader, reader.fact_key, trim(reader, text))
end

local function open_footnote(reader, attributes)
  local anchor = attributes.anchor
  if not anchor then reader:refuse("a <footnote> without an anchor") end
  once(reader, ('footnote anchor="%s"'):format(anchor))
  reader.fact_key = "footnote:" .. anchor
  reader.fact_line = reader:line()
end

local function close_footnote(reader, text)
  put_fact(reader, reader.fact_key, tidy(reader, text))
end

local function add_reference(reader, text)
  reader.reference = extended(reader, "reference", reader.reference, text)
  reader.reference_line = reader.reference_line or reader:line()
end

--- What IANA's schema allows in any registry, and this one has not had so
--- far: it holds no record, no contact and no fact, and is passed over.
local passed = {
  text = true, attributes = { type = true, name = true, data = true },
}
passed.inside = {
  value = passed, hex = passed, entry_size = passed, note = passed,
  registration_rule = passed, xref = passed,
}

local ID = "service-names-port-numbers"

local function open_registry(reader, attributes)
  local id = attributes.id
  if id and id ~= ID then
    reader:refuse(('another registry, "%s"'):format(id))
  end
  reader.fact_line = reader:line()
  if id then put_fact(reader, "id", id) end
end

local function close_registry(reader)
  reader.fact_line = reader.reference_line
  if reader.reference then put_fact(reader, "reference", reader.reference) end
end

local registry = {
  attributes = { id = true }, open = open_registry, close = close_registry,
  inside = {
    title = head("title", put_fact),
    category = head("category", put_fact),
    updated = head("updated", put_fact),
    expert = head("expert", put_experts),
    xref = xref_kind(add_reference),
    note = rich(open_note, close_note, { title = true }),
    footnote = rich(open_footnote, close_footnote, { anchor = true }),
    record = record,
    people = {
      inside = { person = person }, attributes = none,
      open = function(reader) once(reader, "people") end,
    },
    created = passed, description = passed, file = passed, hide = passed,
    range = passed, registration_rule = passed,
  },
}

return {
  namespace = "http://www.iana.org/assignments",
  document = { inside = { registry = registry }, attributes = none },
}
