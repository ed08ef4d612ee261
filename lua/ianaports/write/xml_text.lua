--- IANA's texts as XML: cells as element content, items in brackets as
-- references, each written so that reading gives the same text again.
--
-- A reader of IANA's XML trims a cell and makes one line break of several in a
-- row.  It makes one blank of a line break with a blank before it and blanks
-- after it, together with these blanks.  So a line break between blanks is
-- written with one more " \n": in "a \n \n  b" the first break becomes the
-- blank before the second, and the text is "a \n  b" again.  An empty line and
-- white space at an end cannot be written like that; their text gets
-- xml:space="preserve".  What XML cannot hold is refused: nil and why.

local core = require "ianaports.core".internals()
local in_brackets = require "ianaports.items"

local byte, find, gsub = string.byte, string.find, string.gsub

local UNFIT = "which XML cannot hold"
local PRESERVE = ' xml:space="preserve"'

--- White space beyond ASCII, which some readers also trim.
local wide_blanks = {
  "\194[\133\160]", "\225\154\128", "\226\128[\128-\138\168\169\175]",
  "\226\129\159", "\227\128\128",
}

local escapes = {
  ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;",
  ["\r"] = "&#13;", ["\n"] = "&#10;", ["\t"] = "&#9;",
}

local function escape(text)
  return (gsub(text, "[&<>\r]", escapes))
end

--- What a text has that XML cannot hold, in words; or nil.
local function unfit(text)
  local at = find(text, "[^\t\n\r -\255]")
  if at then
    return ("the control character U+%04X, %s"):format(byte(text, at), UNFIT)
  end
  local last = text:match "\239\191([\190\191])"
  if last then return ("U+FF%02X, %s"):format(byte(last) + 64, UNFIT) end
end

--- Whether a text begins or ends with white space.
local function has_blank_end(text)
  if find(text, "^[ \t-\r]") or find(text, "[ \t-\r]$") then return true end
  for _, blank in ipairs(wide_blanks) do
    if find(text, "^" .. blank) or find(text, blank .. "$") then return true end
  end
  return false
end

--- Whether a text is surely the same in XML; a quick test.
local function is_plain(text)
  local first, last = byte(text, 1), byte(text, -1)
  return first and first > 32 and first < 127 and last > 32 and last < 127
     and not find(text, "[%z\1-\31\127&<>\239]")
end

--- An attribute's value, quoted.
---@param text string
---@return string? xml
---@return string? problem
local function attribute(text)
  local problem = unfit(text)
  if problem then return nil, problem end
  return '"' .. gsub(text, '[&<>"\r\n\t]', escapes) .. '"'
end

--- Content that is only trimmed when it is read.
---@param text string
---@return string? xml
---@return string space_or_problem  the attribute that its ends need, or ""
local function trimmed(text)
  if is_plain(text) then return text, "" end
  local problem = unfit(text)
  if problem then return nil, problem end
  return escape(text), has_blank_end(text) and PRESERVE or ""
end

--- Content that is tidied as a cell when it is read.
---@param text string
---@return string? xml
---@return string space_or_problem  the attribute that it needs, or ""
local function content(text)
  local xml, more = trimmed(text)
  if not xml or more ~= "" then return xml, more end
  if find(text, "\n\n", 1, true) then return xml, PRESERVE end
  return gsub(xml, " \n%f[ ]", " \n \n"), ""
end


-- Items: what is in brackets.

--- The type and the data of an item's xref, and whether the xref also needs the
--- item as its text.  Nil: the item refers to nothing.
local function reference(item)
  local kind, id = in_brackets.reference(item)
  if kind == "rfc" then return kind, core.lower(id), id ~= item end
  if kind == "uri" then return kind, item, false end
  if kind ~= "draft" then return nil end
  local name = item:match "^[A-Za-z0-9%-%.]+"
  return kind, name, name ~= item
end

--- An xref with a type and data, and perhaps a text.
local function xref(type, data, text)
  local value, problem = attribute(data)
  if not value then return nil, problem end
  local head = ('<xref type="%s" data=%s'):format(type, value)
  if not text then return head .. "/>" end
  local xml, more = content(text)
  if not xml then return nil, more end
  return ("%s%s>%s</xref>"):format(head, more, xml)
end

--- An item of a reference cell as an xref.  Digits are a footnote.
local function item_xref(item)
  if item == "" then return '<xref type="text"/>' end
  local type, data, has_text = reference(item)
  if type then return xref(type, data, has_text and item) end
  if item:find "^[0-9]+$" then return xref("note", item) end
  local xml, more = content(item)
  if not xml then return nil, more end
  return ('<xref type="text"%s>%s</xref>'):format(more, xml)
end

--- An id may have a bracket in it, but not `a], [b`.
local function person_xref(item)
  if item:find "%].*%[" then return nil, "text outside of the brackets" end
  if item == "" then
    return nil, "an empty [], for which IANA's XML has no place"
  end
  return xref("person", item)
end

--- A cell of items, `[A][B]`, as the list of what `make` returns for each.
local function items(cell, make)
  local inner = cell:match "^%[(.*)%]$"
  if not inner then
    return nil, "text outside of [ ], for which IANA's XML has no place"
  end
  local list = {}
  for item in (inner .. "]["):gmatch "(.-)%]%[" do
    local made, problem = make(item)
    if not made then return nil, problem end
    list[#list + 1] = made
  end
  return list
end

--- A cell of references as a list of xrefs.
---@param cell string
---@return string[]? xrefs
---@return string? problem
local function references(cell)
  return items(cell, item_xref)
end

--- A cell of people's ids as a list of xrefs.
---@param cell string
---@return string[]? xrefs
---@return string? problem
local function people(cell)
  return items(cell, person_xref)
end

--- Content in which items are xrefs if they refer to something: to an RFC, a
--- draft, a URI, or a person in a set of ids.  Other items stay as they are.
---@param xml string
---@param ids table<string, boolean>
---@return string xml
local function with_xrefs(xml, ids)
  return (gsub(xml, "%[([^%[%] \t-\r\"]+)%]", function(item)
    local type, data, has_text = reference(item)
    if ids[item] then type, data = "person", item end
    if not type or has_text then return nil end
    return ('<xref type="%s" data="%s"/>'):format(type, data)
  end))
end

return {
  attribute = attribute,
  content = content,
  people = people,
  references = references,
  trimmed = trimmed,
  with_xrefs = with_xrefs,
}
