--- The writer of HTML: one page that needs no other file.
--
-- The page has the records under IANA's titles, the port map, the footnotes, the
-- contacts and what the edition says of itself, and above them a search box and
-- filters.  What they hold stands in the address: `#q=printer`, `#q=a+b`,
-- `#transport=tcp,udp`, `#status=reserved`, `#range=0-1023`, `#port=443`.  The page
-- loads nothing, and its security policy forbids it to.  All of it is there
-- without its script, except for the search.  References are links.  All text is
-- escaped.  The page is also well-formed XML.

local common = require "ianaports.write.common"
local in_brackets = require "ianaports.items"
local markup = require "ianaports.write.markup"
local page = require "ianaports.write.html_page"
local svg = require "ianaports.write.svg"
local terms = require "ianaports.terms"

local concat, find, gsub = table.concat, string.find, string.gsub
local escape = markup.escape

--- A text as the part of an address after `#`.
local function fragment(text)
  return (gsub(text, "[^A-Za-z0-9_.~-]", function(char)
    return ("%%%02X"):format(char:byte())
  end))
end

local function link(address, text)
  return ('<a href="%s">%s</a>'):format(escape(address), escape(text))
end

--- The web address of what an item in brackets refers to, or nil.
local function address_of(item)
  local _, _, url = in_brackets.reference(item)
  return url and find(url, "^https?://") and url
end

--- Whether an id may be an id in HTML.
local function is_anchor(id)
  return not find(id, "[ \t-\r%z\1-\31\127]")
end

--- By item: its HTML in running text, made when it is first asked for.
local function links(contacts)
  local people = {}
  for _, contact in ipairs(contacts) do
    people[contact.id] = is_anchor(contact.id)
  end
  return setmetatable({}, { __index = function(list, item)
    local address = people[item] and "#contact-" .. fragment(item)
                 or address_of(item)
    list[item] = address and link(address, item) or escape(item)
    return list[item]
  end })
end

--- A cell whose items in brackets become links.
local function linked(cell, items)
  if not find(cell, "[", 1, true) then return escape(cell) end
  local parts, from = {}, 1
  for first, item, last in in_brackets.places(cell) do
    parts[#parts + 1] = escape(cell:sub(from, first - 1))
    parts[#parts + 1] = "[" .. items[item] .. "]"
    from = last
  end
  return concat(parts) .. escape(cell:sub(from))
end

--- By item: its HTML in the column of references, where it may be a footnote.
local function links_to(items, footnotes)
  return setmetatable({}, { __index = function(_, item)
    if not footnotes[item] then return items[item] end
    return link("#footnote-" .. fragment(fragment(item)), item)
  end })
end


-- Tables

local function heading(columns)
  local cells = {}
  for i, column in ipairs(columns) do
    cells[i] = ('<th scope="col">%s</th>'):format(column.title)
  end
  return ("<thead>\n<tr>%s</tr>\n</thead>\n"):format(concat(cells))
end

local function row(cells, attribute)
  return ("<tr%s><td>%s</td></tr>\n"):format(attribute or "",
                                             concat(cells, "</td><td>"))
end

--- What a row says of its status, where that is not the usual one.
local function status_of(record)
  local status = record:status()
  return status ~= "assigned" and (' class="%s"'):format(status)
end

local function write_records(add, selection, info, items)
  local cells, count = {}, common.counted(#selection, info)
  local references = links_to(items, info.footnotes or {})
  add('<table id="records">\n<caption>' .. count .. "</caption>\n")
  add(heading(terms.iana) .. "<tbody>\n")
  for record in selection:records() do
    common.fill(record, cells)
    for i, cell in ipairs(cells) do
      local cites = terms.iana[i].kind == "references"
      cells[i] = linked(cell, cites and references or items)
    end
    add(row(cells, status_of(record)))
  end
  add "</tbody>\n</table>\n"
  add '<p id="none" hidden="hidden"></p>\n'
end

local function write_map(add, selection, registry)
  add '<section id="map" aria-labelledby="map-heading">\n'
  add '<h2 id="map-heading">Port map</h2>\n'
  add '<output id="where"></output>\n'
  svg.draw(add, selection, registry)
  add "</section>\n"
end

--- The URIs of a contact; those of web pages are links.
local function uri_cell(uris)
  local lines = {}
  for uri in (uris .. "\n"):gmatch "([^\n]*)\n" do
    lines[#lines + 1] = find(uri, "^https?://") and link(uri, uri)
                     or escape(uri)
  end
  return concat(lines, "\n")
end

local function write_contacts(add, contacts)
  if not contacts[1] then return end
  local seen = {}
  add '<h2 id="people">Contact Information</h2>\n<table id="contacts">\n'
  add(heading(terms.contact_columns) .. "<tbody>\n")
  for _, contact in ipairs(contacts) do
    local cells, id = common.contact_cells(contact), contact.id
    local anchor = not seen[id] and is_anchor(id)
    for i, column in ipairs(terms.contact_columns) do
      cells[i] = (column.field == "uri" and uri_cell or escape)(cells[i])
    end
    seen[id] = true
    add(row(cells, anchor and (' id="contact-%s"'):format(escape(id))))
  end
  add "</tbody>\n</table>\n"
end


-- What the edition says of itself

local function write_fact(add, title, value, items)
  if not value or value == "" then return end
  add(("<dt>%s</dt><dd>%s</dd>\n"):format(title, linked(value, items)))
end

local function write_head(add, info, has_contacts)
  page.write_head(add, escape(info.title or "Port numbers"))
  add "<p>"
  if info.updated then add("Last updated " .. escape(info.updated) .. ". ") end
  add '<a href="#records">Records</a> <a href="#map">Port map</a>'
  if has_contacts then add ' <a href="#people">Contacts</a>' end
  add ' <a href="#about">About the registry</a></p>\n</header>\n'
end

--- What the registry says of itself, folded.
local function write_about(add, info, items)
  add '<details id="about">\n'
  add "<summary>About the registry</summary>\n<dl>\n"
  write_fact(add, "Last Updated", info.updated, items)
  write_fact(add, "Expert(s)", concat(info.experts, "\n"), items)
  write_fact(add, "Reference", info.reference, items)
  add "</dl>\n"
  for _, note in ipairs(info.notes) do
    add(("<h2>%s</h2>\n<pre>\n%s</pre>\n"):format(escape(note.title or "Note"),
                                              linked(note.text, items)))
  end
  add "</details>\n"
end

local function write_footnotes(add, info, items)
  for _, anchor in ipairs(common.anchors(info)) do
    add(('<p class="note" id="footnote-%s">[%s] %s</p>\n'):format(
      fragment(anchor), escape(anchor),
      linked(info.footnotes[anchor], items)))
  end
end

--- Write the records of a selection, their contacts, and the registry's info.
---@param emit fun(text: string)
---@param selection ianaports.Selection
---@param registry ianaports.Registry
---@return true
local function write(emit, selection, registry)
  local add, flush = common.gather(emit)
  local info = registry:info()
  local contacts = common.contacts(selection, registry)
  local items = links(contacts)
  write_head(add, info, contacts[1] ~= nil)
  add(page.finder)
  add "<main>\n"
  write_records(add, selection, info, items)
  write_footnotes(add, info, items)
  write_map(add, selection, registry)
  write_contacts(add, contacts)
  write_about(add, info, items)
  add "</main>\n"
  page.write_foot(add)
  flush()
  return true
end

return { write = write }
