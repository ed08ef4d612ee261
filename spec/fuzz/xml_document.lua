--- Random documents that resemble IANA's XML, each with what it says.
--
-- A document is a tree: a node is a table with a tag, a list of attributes and,
-- in its list part, nodes and strings; `loose` says that white space, comments
-- and processing instructions between its parts have no meaning.  What a document
-- says follows from its parts, by the rules of IANA's CSV.  Each rule is written
-- where the part is made.

local random = require "spec.support.random"

local roll, pick = random.roll, random.pick

local document = {}

local words = {
  "http", "World", "Known", "on", "port", "80", "é", "swÿp", "東京", "😀", "<a>",
  "&b;", '"x"', "it's", "]]>", "[x", "y]", "[RFC1]", "a\194\160b", "--", "?>",
  "a\226\128\168b", "%d", "\\", "a;", "=", "#", "a,b", "a\rb", "\127", "TCP:",
}

local function chance(n) return roll(n) == 1 end

local function node(tag, attributes, loose)
  return { tag = tag, attributes = attributes or {}, loose = loose }
end

local function add(list, more)
  for _, item in ipairs(more) do list[#list + 1] = item end
end

--- Put a list in a random order.
local function shuffle(list)
  for i = #list, 2, -1 do
    local j = roll(i)
    list[i], list[j] = list[j], list[i]
  end
  return list
end


-- Text.  A text has words with gaps between them, and gaps at its ends.  Its mode
-- is "tidy" (IANA arranges its white space), "inner" (it is part of a tidy text,
-- and so is arranged again with it), "trim" (IANA only trims its ends), or
-- "preserve" (xml:space="preserve": its white space stays).

--- Gaps, and what they become in a tidy text: line breaks in a row become one; a
--- line break with a blank before it and blanks after it becomes, together with
--- these, one blank; the rest stays.  What a gap becomes in an inner text is last,
--- if it differs.  "br" is the element, which is a line break.
local gaps = {
  { " ", { " " } }, { " ", { " " } }, { " ", { " " } }, { " ", { " " } },
  { "  ", { "  " } }, { "\t", { "\t" } },
  { "\n", { "\n" } }, { "\n", { "\n\n\n" } }, { "\n    ", { "\n    " } },
  { " \n", { " \n" } }, { " ", { " \n      " } }, { " ", { " \n\n  " } },
  { "  ", { "  \n " } }, { " \n  ", { " \n \n  " }, " " }, { "\n \n", { "\n \n" } },
  { "\n", { "br" } }, { "\n", { "br", "\n" } }, { "\n", { "br", "br" } },
  { "\n  ", { "br", "\n  " } }, { " ", { " ", "br", " " } },
}

local PLAIN = 15     -- so many have no element

local ends = { "", "", "", " ", "\n  ", "\t", " \n", "\n\n" }

--- A gap: its parts, and what it becomes in a text of a mode.
local function gap(mode, is_rich)
  local chosen = gaps[roll(is_rich and #gaps or PLAIN)]
  local parts, raw = {}, {}
  for i, part in ipairs(chosen[2]) do
    parts[i] = part == "br" and node "br" or part
    raw[i] = part == "br" and "\n" or part
  end
  if mode == "inner" then return parts, chosen[3] or chosen[1] end
  return parts, mode == "tidy" and chosen[1] or table.concat(raw)
end

--- By mode of a text: the mode of the xrefs and paragraphs in it.
local within = { tidy = "inner", inner = "inner", trim = "tidy", preserve = "preserve" }

local xref

--- A word, or an xref where one may be: its part, and what it says.
local function word(mode, is_rich)
  if is_rich and chance(5) then return xref(within[mode]) end
  local text = pick(words)
  return text, text
end

--- A text: its parts, and what it says.
local function prose(mode, is_rich)
  local first, last = pick(ends), pick(ends)
  local parts, said = { first }, { mode == "preserve" and first or "" }
  for i = 1, roll(5) do
    if i > 1 then
      local between, text = gap(mode, is_rich)
      add(parts, between)
      said[#said + 1] = text
    end
    parts[#parts + 1], said[#said + 1] = word(mode, is_rich)
  end
  parts[#parts + 1], said[#said + 1] = last, mode == "preserve" and last or ""
  return parts, table.concat(said)
end

--- Paragraphs are tidy texts, joined by a line break and an indent of 14.
local function paragraphs(mode)
  local parts, said = { pick(ends) }, {}
  for i = 1, roll(3) do
    local inner = node "paragraph"
    local text
    text, said[i] = prose(within[mode], true)
    add(inner, text)
    add(parts, { inner, pick(ends) })
  end
  return parts, table.concat(said, "\n" .. (" "):rep(14))
end

local function rich(mode)
  if chance(6) then return paragraphs(mode) end
  return prose(mode, true)
end

local function plain(mode) return prose(mode, false) end

--- An element with a text; an empty one says nothing.
local function element(tag, form, mode, attributes)
  local result = node(tag, attributes)
  if chance(12) then
    if chance(2) then result[1] = pick(ends) end
    if mode == "preserve" then result[1] = nil end
    return result, ""
  end
  if mode == "preserve" then
    table.insert(result.attributes, { "xml:space", "preserve" })
  end
  local parts, said = form(mode)
  add(result, parts)
  return result, said
end


-- References

local types = {
  { "rfc", "rfc1", "rfc6335", "rfc9999" }, { "draft", "draft-ietf-x-05" },
  { "person", "A_B", "Jürgen", "C.D-E", 'F"G' }, { "note", "1", "2" },
  { "uri", "http://a.example/?b=1&c=2", "mailto:a&b", "" }, { "text" },
  { "rfc-errata", "1234" }, { "registry", "other-numbers" }, { "unicode", "U+1F600" },
}

--- The text of an xref. That of a person has no brackets, like IANA's ids.
local function own_text(mode, type)
  local parts, said
  repeat
    parts, said = prose(mode, false)
  until type ~= "person" or not said:find "[%[%]]"
  return parts, said
end

--- An xref of any type, or of this one. It says "[its text]", or else "[its
--- data]", in capitals for an RFC.
function xref(mode, type)
  local chosen = type and types[type] or pick(types)
  local data = chosen[2] and chosen[roll(#chosen - 1) + 1]
  local result = node("xref", { { "type", chosen[1] } })
  if data then table.insert(result.attributes, { "data", data }) end
  if chance(8) then table.insert(result.attributes, { "section", "4.3" }) end
  if chance(8) then table.insert(result.attributes, { "lastupdated", "2020-01-01" }) end
  if chance(data and 4 or 1) then
    local parts, said = own_text(mode, chosen[1])
    add(result, parts)
    return result, "[" .. said .. "]", chosen[1]
  end
  return result, "[" .. (chosen[1] == "rfc" and data:upper() or data) .. "]", chosen[1]
end

local PERSON = 3


-- Records

local fields = { name = "name", protocol = "transport", sc = "service_code",
  description = "description", unauthorized = "unauthorized_use",
  note = "assignment_notes" }
local is_rich = { description = true, unauthorized = true, note = true }

local ports = { { 0 }, { 1 }, { 80 }, { 65535 }, { 80, 81 }, { 0, 65535 },
                { 4748, 4748 }, { 49152, 65535 } }
local dates = { "2018-04", "2018-04-25", "1970-01", "2097-12-31", "1992-07" }
local transports = { "tcp", "udp", "sctp", "dccp" }

--- A text between blanks.
local function padded(tag, text)
  local result = node(tag)
  add(result, { pick(ends), text, pick(ends) })
  return result
end

--- Add an element of a record, other than xrefs and the assignee, or not.
local function column(record, said, tag, preserves)
  if chance(3) then return end
  local made
  if tag == "number" then
    local port = pick(ports)
    said.port, said.last_port = port[1], port[2]
    made = padded(tag, table.concat(port, "-"))
  elseif tag == "protocol" then
    said.transport = pick(transports)
    made = padded(tag, said.transport)
  else
    local mode = preserves and chance(2) and "preserve" or "tidy"
    local cell, text = element(tag, is_rich[tag] and rich or plain, mode)
    made = cell
    if text ~= "" then said[fields[tag]] = text end
  end
  table.insert(record, made)
end

local function assignee(record, said)
  local made, items = node("assignee", nil, true), {}
  for i = 1, roll(3) - 1 do made[i], items[i] = xref("tidy", PERSON) end
  if items[1] then said.assignee = table.concat(items) end
  table.insert(record, made)
end

--- The xrefs among the elements: those to people are the contact, the others the
--- reference, in their order, whatever is between them.
local function xrefs(record, said)
  local contact, reference = {}, {}
  for _ = 1, roll(5) - 1 do
    local made, text, type = xref("tidy", chance(2) and PERSON or nil)
    record[#record + 1] = made
    table.insert(type == "person" and contact or reference, text)
  end
  if contact[1] then said.contact = table.concat(contact) end
  if reference[1] then said.reference = table.concat(reference) end
end

--- Put the elements of a record in a random order, but leave the xrefs in theirs.
local function mixed(record)
  local order, places, list = {}, {}, {}
  for i, made in ipairs(record) do
    order[i] = made
    if made.tag == "xref" then list[#list + 1] = made end
  end
  shuffle(order)
  for i, made in ipairs(order) do
    if made.tag == "xref" then places[#places + 1] = i end
    record[i] = made
  end
  for i, at in ipairs(places) do record[at] = list[i] end
end

--- Without <assignee> the contact is the assignee.
local function record_of(preserves)
  local record, said = node("record", {}, true), {}
  for _, tag in ipairs { "name", "number", "protocol", "sc", "description",
                         "unauthorized", "note" } do
    column(record, said, tag, preserves)
  end
  xrefs(record, said)
  said.assignee = said.contact
  if chance(3) then
    said.assignee = nil
    assignee(record, said)
  end
  for _, name in ipairs { "date", "updated" } do
    local date = not chance(3) and pick(dates) or nil
    table.insert(record.attributes, date and { name, date })
    said[name == "date" and "registration_date" or "modification_date"] = date
  end
  mixed(record)
  return record, said
end


-- People

--- A person's texts are trimmed; several URIs are a list.
local function person_of(id)
  local person, said = node("person", { { "id", id } }, true), { id = id }
  for _, names in ipairs { { "name", "name" }, { "org", "organization" },
                           { "updated", "updated" } } do
    local tag, field = names[1], names[2]
    if chance(2) then
      local made, text = element(tag, plain, "trim")
      person[#person + 1] = made
      if text ~= "" then said[field] = text end
    end
  end
  for _ = 1, roll(4) - 1 do
    person[#person + 1] = padded("uri", pick { "mailto:a&b", "tel:+1",
                                               "http://é.example/" })
  end
  if chance(8) then person[#person + 1] = node "uri" end
  shuffle(person)
  local all = {}
  for _, made in ipairs(person) do
    if made.tag == "uri" and made[2] then all[#all + 1] = made[2] end
  end
  said.uri = #all > 1 and all or all[1]
  return person, said
end

local function people_of(said)
  local people = node("people", nil, true)
  for _, id in ipairs { "A_B", "Jürgen", "C.D-E", 'F"G', "_x" } do
    if chance(2) then
      people[#people + 1], said.contacts[#said.contacts + 1] = person_of(id)
    end
  end
  return people
end


-- The registry

local function fact(root, said, tag, made, text)
  root[#root + 1] = made
  if text ~= "" then said.info[tag] = text end
end

--- The experts: a line for each list of protocols, which may continue.
local function experts(root, said)
  local lines = shuffle { "TCP/UDP: A B; C D,\nand E F", "SCTP: É", "DCCP: G H" }
  for i = #lines, roll(3) + 1, -1 do lines[i] = nil end
  local text = table.concat(lines, "\n")
  root[#root + 1] = padded("expert", text)
  said.info.experts = text
end

--- The white space within notes stays; footnotes are tidy.
local function notes(root, said, preserves)
  for i = 1, roll(3) - 1 do
    local title = chance(2) and pick { "A Title", "É & <b>", "a:b" } or nil
    local made, text = element("note", rich, preserves and "preserve" or "trim",
                               { title and { "title", title } })
    root[#root + 1], said.info.notes[i] = made, { title = title, text = text }
  end
  for _, anchor in ipairs { "1", "2", "é" } do
    if chance(3) then
      local made, text = element("footnote", rich, "tidy", { { "anchor", anchor } })
      root[#root + 1], said.info.footnotes[anchor] = made, text
    end
  end
end

--- Elements of IANA's schema that say nothing in this registry.
local function others(root)
  if chance(3) then root[#root + 1] = padded("created", "2001-01-01") end
  if chance(6) then
    local range = node("range", nil, true)
    range[1] = padded("value", "0-1023")
    range[2] = padded("registration_rule", "IETF Review")
    root[#root + 1] = range
  end
  if chance(6) then root[#root + 1] = node("hide", nil, true) end
end

local function head(root, said, preserves)
  for _, tag in ipairs { "title", "category" } do
    if chance(2) then fact(root, said, tag, element(tag, rich, "tidy")) end
  end
  if chance(2) then
    fact(root, said, "updated", padded("updated", "2026-08-17"), "2026-08-17")
  end
  if chance(2) then experts(root, said) end
  notes(root, said, preserves)
  others(root)
  local reference = {}
  for i = 1, roll(3) - 1 do
    root[#root + 1], reference[i] = xref "tidy"
  end
  if reference[1] then said.info.reference = table.concat(reference) end
end

--- A random document: its root; what it says (records, contacts, info); and
--- whether it has xml:space, which IANA's editions do not have.
function document.new()
  local preserves = chance(4)
  local root = node("registry", {}, true)
  local said = { records = {}, contacts = {}, info = { notes = {}, footnotes = {} } }
  if chance(2) then
    said.info.id = "service-names-port-numbers"
    root.attributes[1] = { "id", said.info.id }
  end
  head(root, said, preserves)
  for _ = 1, roll(5) - 1 do
    root[#root + 1], said.records[#said.records + 1] = record_of(preserves)
  end
  table.insert(root, roll(#root + 1), people_of(said))
  return { root = root, said = said, preserves = preserves }
end

return document
