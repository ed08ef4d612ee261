--- The writer of IANA's XML, by the schema of this registry.
--
-- Reading it back gives the same records, contacts and info, except what the
-- schema has no place for: formats, skipped, source(s), and a record's origin.
-- Anything else that XML cannot hold ends the writing with a message that names
-- the record and the column.

local common = require "ianaports.write.common"
local elements = require "ianaports.xml_elements"
local terms = require "ianaports.terms"
local text = require "ianaports.write.xml_text"

local concat, find = table.concat, string.find

local HEAD = [[
<?xml version='1.0' encoding='UTF-8'?>
<registry xmlns="http://www.iana.org/assignments"]]

---@class ianaports.XmlWriter
---@field info ianaports.Info
---@field add fun(text: string)
---@field ids table<string, boolean>    the set of people's ids
---@field xrefs table<string, string>   XML made so far, by cell of people
---@field problem string?               the first that stops the writing
---@field place string?                 where the problem is
local Writer = {}
Writer.__index = Writer

--- Take XML and an attribute that goes with it, and return both; or take nil
--- and a problem, store the problem if it is the first, and return "".
function Writer:made(xml, more)
  if xml then return xml, more end
  self.problem = self.problem or more
  return "", ""
end

--- Add the XML of a place in the registry.
function Writer:put(place, xml)
  self.add(xml)
  if self.problem then self.place = self.place or place end
end

function Writer:content(value)
  return self:made(text.content(value))
end

--- Content in which items in brackets may become references.
function Writer:rich_content(value)
  local xml, space = self:made(text.content(value))
  if not find(xml, "[", 1, true) then return xml, space end
  return text.with_xrefs(xml, self.ids), space
end

--- Content that is only trimmed when it is read: it may have empty lines.
function Writer:trimmed(value)
  return self:made(text.trimmed(value))
end

function Writer:rich_trimmed(value)
  local xml, space = self:trimmed(value)
  return text.with_xrefs(xml, self.ids), space
end

--- An element with what the method `make` returns for a value; "" for nil.
function Writer:element(indent, tag, value, make, attribute)
  if not value then return "" end
  local xml, space = make(self, value)
  return ("%s<%s%s%s>%s</%s>\n"):format(indent, tag, attribute or "", space,
                                        xml, tag)
end

--- An attribute, ` name="value"`; "" for nil.
function Writer:attribute(name, value)
  if not value then return "" end
  return (" %s=%s"):format(name, (self:made(text.attribute(value))))
end

--- Xrefs, each on a line; or the problem that there is instead.
function Writer:lines(indent, xrefs, problem)
  if not xrefs then return (self:made(nil, problem)) end
  return indent .. concat(xrefs, "\n" .. indent) .. "\n"
end


-- Records.  Each function returns the XML of a column, "" for an empty cell.

--- What writes an element with the text of a field, which `make` escapes.
local function cell(make)
  return function(writer, value, element)
    return writer:element("    ", element, value, make)
  end
end

--- The xrefs of a cell of people. They are stored: most cells occur in many
--- records.
local function people(writer, value)
  local xml = writer.xrefs[value]
  if not xml then
    xml = writer:lines("    ", text.people(value))
    writer.xrefs[value] = xml
  end
  return xml
end

--- Without <assignee>, the contact is also the assignee; <assignee/> says that
--- there is none.
local function assignee(writer, value, _, record)
  if value == record.contact then return "" end
  if not value then return "    <assignee/>\n" end
  local xrefs = people(writer, value):gsub("    <xref", "      <xref")
  return "    <assignee>\n" .. xrefs .. "    </assignee>\n"
end

local function contact(writer, value)
  return value and people(writer, value) or ""
end

local function references(writer, value)
  return value and writer:lines("    ", text.references(value)) or ""
end

local function number(_, _, element, record)
  local ports = common.ports(record)
  return ports and ("    <%s>%s</%s>\n"):format(element, ports, element) or ""
end

--- By form of an element: what writes it.
local forms = {
  plain = cell(Writer.content), rich = cell(Writer.rich_content),
  assignee = assignee, contact = contact, references = references,
  ports = number,
}

--- The XML of a column of a record.  IANA writes a description even if it is
--- empty.
local function column(writer, it, record)
  local value = record[it.field]
  if it.field == "description" and not value then
    return "    <description/>\n"
  end
  return forms[it.form](writer, value, it.element, record)
end

function Writer:record(record)
  local attributes = {}
  for i, it in ipairs(elements.attributes) do
    attributes[i] = self:attribute(it[1], record[it[2]])
  end
  self:put("dates", ("  <record%s>\n"):format(concat(attributes)))
  for _, it in ipairs(elements.elements) do
    self:put(terms.title[it.field], column(self, it, record))
  end
  self.add "  </record>\n"
  if self.problem then
    self.place = ("%s, %s"):format(common.label(record), self.place)
  end
end


-- People, and what the edition says of itself.

function Writer:person(it)
  local uris, parts, tags = it.uri, {}, elements.person
  if type(uris) ~= "table" then uris = { uris } end
  local function put(tag, value)
    parts[#parts + 1] = self:element("      ", tag, value, self.trimmed)
  end
  put(tags.name, it.name)
  put(tags.organization, it.organization)
  for _, uri in ipairs(uris) do put(tags.uri, uri) end
  put(tags.updated, it.updated)
  self:put(("contact [%s]"):format(it.id),
    ("    <person%s>\n%s    </person>\n"):format(self:attribute("id", it.id),
                                                concat(parts)))
end

function Writer:people(contacts)
  self.add "  <people>\n"
  for _, it in ipairs(contacts) do self:person(it) end
  self.add "  </people>\n"
end

function Writer:head()
  local info = self.info
  local function put(tag, value, make, attribute)
    self:put("info, " .. tag, self:element("  ", tag, value, make, attribute))
  end
  self:put("info, id", HEAD .. self:attribute("id", info.id) .. ">\n")
  put("title", info.title, self.rich_content)
  put("category", info.category, self.rich_content)
  put("updated", info.updated, self.rich_content)
  if info.reference then
    self:put("info, reference",
             self:lines("  ", text.references(info.reference)))
  end
  put("expert", info.experts[1] and concat(info.experts, "\n"),
      self.rich_content)
  for _, note in ipairs(info.notes) do
    put("note", note.text, self.rich_trimmed,
        self:attribute("title", note.title))
  end
end

function Writer:footnotes()
  local notes = self.info.footnotes
  for _, anchor in ipairs(common.anchors(self.info)) do
    self:put("info, footnote " .. anchor,
      self:element("  ", "footnote", notes[anchor], self.rich_content,
                   self:attribute("anchor", anchor)))
  end
end

function Writer:registry(selection, contacts)
  self:head()
  for record in selection:records() do
    if self.problem then return end
    self:record(record)
  end
  if self.problem then return end
  self:footnotes()
  self:people(contacts)
  self.add "</registry>\n"
end

--- Write the records of a selection, their contacts, and the registry's info.
---@param emit fun(text: string)
---@param selection ianaports.Selection
---@param registry ianaports.Registry
---@return true? ok
---@return string? message
local function write(emit, selection, registry)
  local add, flush = common.gather(emit)
  local contacts, ids = common.contacts(selection, registry), {}
  for _, it in ipairs(contacts) do ids[it.id] = true end
  local writer = setmetatable({ add = add, ids = ids, xrefs = {},
                                info = registry:info() }, Writer)
  writer:registry(selection, contacts)
  if writer.problem then
    return nil, ("xml: %s: %s"):format(writer.place, writer.problem)
  end
  flush()
  return true
end

return { write = write }
