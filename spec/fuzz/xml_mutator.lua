--- Faults in documents of xml_document.lua: in the tree, of what IANA's schema
-- has; and in the text, of what XML has.  Some changes are no faults: the document
-- is still read.

local random = require "spec.support.random"

local roll, pick = random.roll, random.pick

local mutator = {}

local tags = {
  "registry", "title", "category", "created", "updated", "xref", "expert", "note",
  "footnote", "record", "name", "number", "protocol", "sc", "description",
  "unauthorized", "assignee", "br", "paragraph", "people", "person", "org", "uri",
  "range", "value", "hide", "redirect", "b", "Record", "é",
}

local attributes = {
  { "type", "rfc" }, { "type", "bcp" }, { "type", "" }, { "type", "text" },
  { "type", "person" }, { "type", "uri" }, { "data", "" }, { "data", "a][b" },
  { "data", "x" }, { "data", " " }, { "data", "\n" }, { "id", "A_B" }, { "id", "" },
  { "id", "other" }, { "title", "" }, { "title", "\n" }, { "title", "note:a" },
  { "anchor", "" }, { "anchor", "1" }, { "anchor", ":" }, { "date", "" },
  { "xml:space", "preserve" }, { "xml:space", "default" }, { "xml:space", "keep" },
  { "xml:lang", "en" }, { "xmlns", "" }, { "xmlns", "urn:x" }, { "xmlns:x", "urn:x" },
  { "xmlns", "http://www.iana.org/assignments" }, { "x:type", "rfc" }, { "é", "1" },
}

local dates = {
  "2018", "2018-13", "2018-00", "2018-02-30", "2018-4", "2018-04-32", "1969-12",
  "2098-01", "2018/04", " 2018-04", "2018-04-25T00:00", "-", "20180425",
}

local ports = {
  "65536", "-1", "080", "80-", "-80", "90-80", "80-90-100", "0x50", "8e1", "80.0",
  "80 81", "80,81", "99999999999999999999", "65535-65536", "00", "a", "８０",
}

local protocols = { "TCP", "icmp", "6", "tcp udp", "tcp/udp", "*", "tcp-" }

local strays = { "a", "é", "0", "]]>", "&", "\194\160", "[x]", "\r", " \n ", "" }

--- Sizes near the limits of a cell and of an element.
local sizes = { 65534, 65535, 65536, 2 ^ 18 - 1, 2 ^ 18, 2 ^ 18 + 1 }

--- All nodes but the root, each with the node around it and its place there.
local function places_of(root)
  local list = {}
  local function visit(outer)
    for i, part in ipairs(outer) do
      if type(part) == "table" then
        list[#list + 1] = { outer = outer, at = i, node = part }
        visit(part)
      end
    end
  end
  visit(root)
  return list
end

local function copy(value)
  if type(value) ~= "table" then return value end
  local result = {}
  for key, part in pairs(value) do result[key] = copy(part) end
  return result
end

--- An element with only a text in it.
local function text_node(tag, text)
  return { tag = tag, attributes = {}, text }
end

--- The first element with a tag, from a random place on; or nil.
local function find_tag(places, tag)
  local from = roll(#places)
  for i = 1, #places do
    local place = places[(from + i) % #places + 1]
    if place.node.tag == tag then return place.node end
  end
end

--- An element with a text about as long as a cell or an element may be.
local function fill(places)
  local node = find_tag(places, pick { "name", "note", "description", "title", "org",
                                       "uri", "footnote", "xref", "expert" })
  if not node then return end
  local text = pick { "a", "a", " ", "\n", "é", " \n" }
  for i = #node, 1, -1 do node[i] = nil end
  node[1], node.raw = text:rep(math.floor(pick(sizes) / #text)), true
end

--- Give an element that has only a text another text.
local function retell(places, tag, values)
  local node = find_tag(places, tag)
  if not node then return end
  for i = #node, 1, -1 do node[i] = nil end
  node[1] = pick(values)
end


-- Of the tree: each takes a place, all places, the root.

local in_tree = {}

function in_tree.drop(place) table.remove(place.outer, place.at) end

function in_tree.double(place)
  table.insert(place.outer, place.at, copy(place.node))
end

function in_tree.unwrap(place)
  table.remove(place.outer, place.at)
  for i = #place.node, 1, -1 do
    table.insert(place.outer, place.at, place.node[i])
  end
end

function in_tree.wrap(place)
  place.outer[place.at] = { tag = pick(tags), attributes = {}, place.node }
end

function in_tree.swap(place)
  local outer, at = place.outer, roll(#place.outer)
  outer[place.at], outer[at] = outer[at], outer[place.at]
end

--- Move an element into any other that is not inside it.
function in_tree.move(place, places)
  local target = pick(places).node
  table.insert(target, roll(#target + 1), copy(place.node))
  if roll(2) == 1 then in_tree.drop(place) end
end

function in_tree.rename(place) place.node.tag = pick(tags) end

function in_tree.rename_raw(place)
  place.node.name = pick { "x:name", "xml:name", "i:record", "name" }
end

function in_tree.set_attribute(place)
  local pair = copy(pick(attributes))
  for _, old in ipairs(place.node.attributes) do
    if old[1] == pair[1] then
      old[2] = pair[2]
      return
    end
  end
  table.insert(place.node.attributes, pair)
end

function in_tree.add_attribute(place)
  table.insert(place.node.attributes, copy(pick(attributes)))
end

function in_tree.drop_attribute(place)
  local list = place.node.attributes
  if list[1] then table.remove(list, roll(#list)) end
end

function in_tree.change_xref(_, places)
  local node = find_tag(places, "xref")
  if node then in_tree.set_attribute { node = node } end
end

function in_tree.stray(place)
  table.insert(place.node, roll(#place.node + 1), pick(strays))
end

function in_tree.blank(place)
  for i = #place.node, 1, -1 do place.node[i] = nil end
  place.node[1] = pick { " ", "\n", " \n ", "\194\160", "\t" }
end

function in_tree.port(_, places) retell(places, "number", ports) end

function in_tree.protocol(_, places) retell(places, "protocol", protocols) end

function in_tree.date(_, places)
  local node = find_tag(places, "record")
  if not node then return end
  table.insert(node.attributes, { pick { "date", "updated" }, pick(dates) })
end

--- Give a text an unusual line: an empty line, blanks at its ends.
function in_tree.space(place)
  if not place.node[1] then return end
  table.insert(place.node.attributes, { "xml:space", pick { "preserve", "default" } })
  table.insert(place.node, pick { 1, #place.node + 1 },
               pick { "\n\n", " ", " \n  x", " \n \n ", "\r", "\t" })
end

function in_tree.nest(place)
  local inner = place.node
  for _ = 1, pick { 2, 30, 31, 32, 33 } do
    inner = { tag = inner.tag, attributes = {}, inner }
  end
  place.outer[place.at] = inner
end

function in_tree.second_root(place, _, root)
  place.outer[place.at] = copy(root)
end

--- Rare, as it is slow.
function in_tree.fill(place, places)
  if roll(4) == 1 then return fill(places) end
  in_tree.stray(place)
end

function in_tree.many(place)
  if roll(10) > 1 then return in_tree.double(place) end
  for _ = 1, pick { 30, 6000 } do table.insert(place.outer, place.at, place.node) end
end

function in_tree.person(place)
  table.insert(place.outer, place.at, { tag = "person", attributes = { { "id",
    pick { "A_B", "", "a][b", " ", "\n", "x" } } }, text_node("name", pick(strays)) })
end


-- In the tree; of most the schema does not know.

local odd_texts = {
  "[", "]", "][", "[]", "[[", "] [", "[A_B]", "[RFC1, Section 2]", "[http://a b]",
  "[draft-x, y]", "[RFC-x]", "[1]", "RFC1", "\r", "\r\n", " \r ", "\n\n", " \n ",
  " \n \n  ", "\n \n", "\t\n", "  ", "\n", " ", "\194\160", "\194\133", "\227\128\128",
  "\226\128\168", "\239\187\191", "\239\191\189", "\244\143\191\191", "\127",
  "\194\128", '"', "'", ",", '",\n"', "-", "TCP: x", "\nTCP: x", "\nUDP/TCP:", ":", "/",
  "&", "<", ">", "]]>", "</note>", "Known Unauthorized Uses", "0", "\\n",
}

local mild = {}

--- Put something into a text, at its start, at its end, or anywhere.
function mild.text(_, places)
  local node = pick(places).node
  local leaves = {}
  for i, part in ipairs(node) do
    if type(part) == "string" then leaves[#leaves + 1] = i end
  end
  if not leaves[1] then
    if not node.loose and node.tag ~= "br" then node[1] = pick(odd_texts) end
    return
  end
  local i, more = pick(leaves), pick(odd_texts)
  node[i] = pick { more .. node[i], node[i] .. more, more }
end

--- Give an attribute another value.
function mild.value(place)
  local pair = place.node.attributes[1] and pick(place.node.attributes)
  if pair and pair[1] ~= "type" then pair[2] = pick { pick(odd_texts), "1", "x", "a:b" } end
end

--- Elements of texts anywhere in texts.
function mild.inline(_, places)
  local node = pick(places).node
  if node.loose or node.tag == "br" then return end
  local more = pick { { tag = "br", attributes = {} },
    { tag = "xref", attributes = { { "type", "text" } }, pick(odd_texts) },
    { tag = "xref", attributes = { { "type", "uri" }, { "data", pick(odd_texts) } } } }
  table.insert(node, roll(#node + 1), more)
end

--- Nothing but paragraphs, some of them empty.
function mild.paragraphs(_, places)
  local node = find_tag(places, pick { "note", "description", "title", "footnote" })
  if not node then return end
  for i = #node, 1, -1 do node[i] = nil end
  for i = 1, roll(4) - 1 do node[i] = text_node("paragraph", pick(odd_texts)) end
end

function mild.expert(_, places, root)
  local lines = {}
  for i = 1, roll(4) do lines[i] = pick(odd_texts) .. pick { "", "\n", "TCP: ", "a" } end
  local node = find_tag(places, "expert")
  if node then node[1] = table.concat(lines) end
  if not node then table.insert(root, text_node("expert", table.concat(lines))) end
end

function mild.space(...) in_tree.space(...) end

function mild.fill(place, places)
  if roll(4) == 1 then return fill(places) end
  in_tree.space(place)
end

function mild.xref(place)
  if not place.outer.loose then return end
  table.insert(place.outer, place.at, { tag = "xref", attributes = { { "type",
    pick { "person", "rfc", "draft", "note" } }, { "data", pick(odd_texts) } } })
end

local function names_of(list)
  local names = {}
  for name in pairs(list) do names[#names + 1] = name end
  table.sort(names)
  return names
end

local tree_kinds, mild_kinds = names_of(in_tree), names_of(mild)


-- Of the text.

local bytes = {
  "\0", "\1", "\255", "\192\128", "\237\160\128", "\239\191\190", "\226\130", "&", "<",
  ">", "]]>", "--", "&a;", "&#0;", "&#xD800;", "&#x110000;", "&#1;", "&#xFFFE;",
  "<!-- -- -->", "<?xml?>", "<?XML a?>", "<!DOCTYPE a>", "<![CDATA[", "</a>", "<a>",
  '"', "'", "=", "/", " ", "\n", "\r", "\194\133", "\11", ":", "x:",
}

local in_text = {}

function in_text.insert(text)
  local at = roll(#text + 1)
  return text:sub(1, at - 1) .. pick(bytes) .. text:sub(at)
end

function in_text.overwrite(text)
  local at, more = roll(#text), pick(bytes)
  return text:sub(1, at - 1) .. more .. text:sub(at + #more)
end

function in_text.delete(text)
  local at = roll(#text)
  return text:sub(1, at - 1) .. text:sub(at + roll(8))
end

function in_text.cut(text) return text:sub(1, roll(#text) - 1) end

--- Remove the end of an element.
function in_text.open(text)
  local from = roll(#text)
  local first, last = text:find("</[^>]*>", from)
  if not first then return text end
  return text:sub(1, first - 1) .. text:sub(last + 1)
end

function in_text.repeated(text)
  local first = roll(#text)
  return text:sub(1, first + roll(40)) .. text:sub(first)
end

function in_text.after(text)
  return text .. pick { "a", "<registry/>", "<!-- -->", "\0", "&#32;", "<?a?>", "]" }
end

function in_text.before(text)
  return pick { " ", "a", "\n<?xml version='1.0'?>", "<!-- -->", "<a/>",
    "<?xml version='1.0' encoding='UTF-16'?>", "<?xml version='1.1'?>",
    "<?xml version='1.0' encoding='x'?>", "<?xml version='1.0' encoding='latin1'?>",
    "<!DOCTYPE registry [<!ENTITY a 'b'>]>", "\254\255", "\239\187\191" } .. text
end

local text_kinds = names_of(in_text)


--- A tree that a change made as large as this gets no more: the next one might
--- put six thousand copies of it into it.
local MOST_PLACES = 2000

--- Put up to three faults, or oddities, into a tree.
function mutator.tree(root)
  local is_mild = roll(3) > 1
  for _ = 1, roll(3) do
    local places = places_of(root)
    if not places[1] or #places > MOST_PLACES then return end
    local change = is_mild and mild[pick(mild_kinds)] or in_tree[pick(tree_kinds)]
    change(pick(places), places, root)
  end
end

--- A text with up to two faults more.
function mutator.text(text)
  for _ = 1, roll(2) do
    if text ~= "" then text = in_text[pick(text_kinds)](text) end
  end
  return text
end

return mutator
