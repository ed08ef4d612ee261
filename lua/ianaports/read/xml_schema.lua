--- The elements of IANA's XML: where each may be, and what becomes of it.
--
-- A kind is an element in its place.  It says which kinds of elements, which
-- attributes and whether text may be in it, and what to do when the element
-- opens, and when it closes with its text.  The reader (xml.lua) passes over
-- what is of no kind, and tells; only what `ignored` lists is dropped silently.
-- The grammar is IANA's RELAX NG schema for this registry, without <artwork>:
-- no edition had one, so its form in the CSV is not known.
--
-- The cells are those of IANA's CSV: see `tidy`, `printed`, `add_next`.

local core = require "ianaports.core".internals()
local terms = require "ianaports.terms"
local words = require "ianaports.words"
local xml = require "ianaports.xml_elements"

local find, gsub = string.find, string.gsub

local NOT_BLANK = "[^ \t\r\n]"
local MAX_CELL = terms.max_cell    -- bytes

---@class ianaports.xml.Kind
---@field inside table<string, ianaports.xml.Kind>
---@field attributes table<string, boolean>
---@field text boolean?
---@field whole boolean?     whether no element at all may be in its text
---@field unknown (fun(attributes: table): string?)?  what it is, if of no kind
---@field open fun(reader: ianaports.xml.Reader, attributes: table)?
---@field close fun(reader: ianaports.xml.Reader, text: string)?

local none = {}

--- A kind that holds only text.
local function plain(open, close)
  return { inside = none, attributes = none, text = true,
           open = open, close = close }
end


-- Text

--- The text without XML's white space at its ends, unless that is preserved.
local function trim(reader, text)
  return reader.preserve and text or words.trim(text, NOT_BLANK)
end

--- White space as in IANA's CSV, unless it is preserved: line breaks in a row
--- become one; a line break with a blank before it and blanks after it becomes
--- a blank; both ends are trimmed.
local function tidy(reader, text)
  if not reader.preserve and find(text, "\n", 1, true) then
    text = gsub(gsub(text, "\n\n+", "\n"), " \n +", " ")
  end
  return trim(reader, text)
end


-- References

--- The types of xref: a pattern of their data, or false if they have no data.
local xref_types = {
  rfc = ".", draft = ".", person = ".", note = ".", text = false, uri = "",
  ["rfc-errata"] = ".", registry = ".", unicode = ".",   -- in no edition so far
}

--- What is wrong with the data of an xref, or nil.
local function xref_fault(form, data)
  if not form then return data and "with data" end
  if not find(data or "", form) or not data then return "without data" end
end

--- An xref as the CSV prints it: its text if it has one, else its data, or "[]"
--- if it has neither, as IANA's schema allows.  A section is printed only if
--- the text names it, and the attribute lastupdated never.
local function printed(reader, xref, text)
  local fault = xref_fault(xref_types[xref.type], xref.data)
  if fault then
    reader:refuse(('an <xref> of type "%s" %s'):format(xref.type, fault))
  end
  if text ~= "" then return "[" .. text .. "]" end
  local data = xref.data or ""
  return "[" .. (xref.type == "rfc" and core.upper(data) or data) .. "]"
end

local function unknown_xref(attributes)
  local type = attributes.type
  if not type or xref_types[type] ~= nil then return nil end
  return ('<xref> of type "%s"'):format(type)
end

local function open_xref(reader, attributes)
  if not attributes.type then reader:refuse("an <xref> without a type") end
  reader.xref = attributes
end

--- The kind of an xref; `put` takes it as the CSV prints it, and its type.
local function xref_kind(put)
  local kind = plain(open_xref, function(reader, text)
    local xref = reader.xref
    put(reader, printed(reader, xref, tidy(reader, text)), xref.type)
  end)
  kind.unknown = unknown_xref
  kind.attributes = { type = true, data = true, section = true,
                      lastupdated = true }
  return kind
end


-- Text with line breaks, references and paragraphs in it.  As IANA's CSV had no
-- text beside paragraphs, there may be none: after a paragraph,
-- `reader.blank_only` is true until the next paragraph or the end.

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

--- Refuse a second element for the same column in one record.
local function fill_once(reader, element, field)
  if reader.record[field] then
    reader:refuse(("a second <%s> in one record"):format(element))
  end
  reader.record[field] = ""
end

--- The kind of the element for a column; `form` is `plain` or `rich`.
local function cell(form, element, field)
  local kind = form(function(reader) fill_once(reader, element, field) end,
    function(reader, text) reader.record[field] = tidy(reader, text) end)
  kind.whole = form == plain
  return kind
end

--- A cell with one more element.  If it is too long, it is refused here, in the
--- builder's words, before endless text fills the memory.
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

--- Add an xref that is directly in the record: a contact or a reference.
local function add_next(reader, text, type)
  add_item(reader, type == "person" and "contact" or "reference", text)
end

local function open_record(reader, attributes)
  reader.record, reader.record_line = {}, reader:line()
  reader.unknown = false
  for _, attribute in ipairs(xml.attributes) do
    reader.record[attribute[2]] = attributes[attribute[1]]
  end
end

--- Without <assignee>, the contact is also the assignee.  What makes a record
--- one may not be in what was passed over.
local function close_record(reader)
  local r = reader.record
  if reader.unknown and (r.name or "") == "" and (r.port or "") == "" then
    reader:refuse("a record without a name and a port, but with unknown parts",
                  reader.record_line)
  end
  r.assignee = r.assignee or r.contact
  reader:check(reader.record_line, reader.builder:row(r))
end

local record = {
  attributes = {}, open = open_record, close = close_record,
  inside = {
    assignee = {
      inside = { xref = xref_kind(function(reader, text)
        add_item(reader, "assignee", text)
      end) }, attributes = none,
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

--- The kind of the element for a contact's field; an empty one is absent.
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

--- Several URIs are in one field, each on a line.
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

--- Refuse a second element of which the registry may have one.
local function once(reader, what)
  if reader.seen[what] then reader:refuse(("a second <%s>"):format(what)) end
  reader.seen[what] = true
end

--- The kind of an element for a fact.  There may be one; if empty, none is.
local function head(key, put)
  return rich(function(reader)
    once(reader, key)
    reader.fact_line = reader:line()
  end, function(reader, text)
    text = tidy(reader, text)
    if text ~= "" then put(reader, key, text) end
  end)
end

--- A fact for each line that begins with protocols ("TCP/UDP: ..."), together
--- with the lines that continue it.
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

--- Elements that IANA's schema allows in any registry, though this one has had
--- none so far.  They hold no record, no contact and no fact.
local ignored = {
  text = true, attributes = { type = true, name = true, data = true },
}
ignored.inside = {
  value = ignored, hex = ignored, entry_size = ignored, note = ignored,
  registration_rule = ignored, xref = ignored,
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
    created = ignored, description = ignored, file = ignored, hide = ignored,
    range = ignored, registration_rule = ignored,
  },
}

return {
  namespace = "http://www.iana.org/assignments",
  document = { inside = { registry = registry }, attributes = none },
}
