--- Texts for a person at a prompt: what tostring returns.
--
-- The lines of a table are at most as wide as the environment variable COLUMNS
-- says, or 80. Width is counted in characters of UTF-8, and no character is
-- cut. In a cell, line breaks and control characters become blanks, and other
-- characters that should not be printed (src/core/printable.h) become U+FFFD,
-- so that a cell is one line and cannot control the terminal. A script may have
-- put anything into a field; nothing here raises for that. Nothing here prints.

local core = require "ianaports.core".internals()
local length = require "ianaports.words".length

local SHOWN = 10

--- The value of a field as a text; nil if it is empty.
local function text_of(value)
  if type(value) == "string" then return value end
  if type(value) == "number" then return tostring(value) end
  if value ~= nil then return "(" .. type(value) .. ")" end
end

--- The text in a field of a table, read without its metatable.
local function text_in(table, field)
  return text_of(rawget(table, field))
end

--- The items of a list as texts; none if the value is not a list.
local function texts_of(list)
  local texts = {}
  if type(list) ~= "table" then return texts end
  while rawget(list, #texts + 1) ~= nil do
    texts[#texts + 1] = text_in(list, #texts + 1)
  end
  return texts
end


local function terminal_width()
  local width = tonumber((os.getenv "COLUMNS" or ""):match "^[0-9]+$")
  return width and width > 0 and width or 80
end

--- The text, cut to at most `width` characters; "..." then stands at its end.
local function cut(text, width)
  if length(text) <= width then return text end
  local dots, kept = ("..."):sub(1, width), 0
  for start in text:gmatch "()[^\128-\191]" do
    if kept == width - #dots then return text:sub(1, start - 1) .. dots end
    kept = kept + 1
  end
end

local function pad(text, width)
  return text .. (" "):rep(width - length(text))
end

--- Blanks with a line break among them become one blank; others stay.
local function join(blanks)
  return blanks:find("\n", 1, true) and " " or blanks
end

local function one_line(text)
  return core.printable((text:gsub("[ \t-\r]+", join)), "blanks")
end

--- "1 record", "2 records"
local function counted(count, noun)
  return ("%d %s"):format(count, count == 1 and noun or noun .. "s")
end

--- The ports of a record: `443`, `6000-6063`, or `-`.
---@param record ianaports.Record
---@return string
local function ports_of(record)
  local port = text_in(record, "port") or "-"
  local last = text_in(record, "last_port")
  return last and port .. "-" .. last or port
end

--- A record on one line: `https 443/tcp  http protocol over TLS/SSL`. "-"
--- stands for a name or a port that it does not have.
---@param r ianaports.Record
---@return string
local function record(r)
  local line = (text_in(r, "name") or "-") .. " " .. ports_of(r)
  local transport = text_in(r, "transport")
  local description = text_in(r, "description")
  if transport then line = line .. "/" .. transport end
  if description then line = line .. "  " .. description end
  return one_line(line)
end

--- The cells of a record's line in a table.
---@param r ianaports.Record
---@return string[]
local function cells(r)
  return { one_line(r.name or "-"), ports_of(r), r.transport or "-",
           one_line(r.description or "") }
end

--- The cells of the first records of a selection.
local function first_rows(s)
  local rows = {}
  for r in s:records() do
    if #rows == SHOWN then break end
    rows[#rows + 1] = cells(r)
  end
  return rows
end

--- Lines of cells. Each column but the last is as wide as its widest cell.
---@param rows string[][]  each with as many cells, none with line breaks
---@param width integer?  where lines are cut off, in characters
---@return string[]
local function align(rows, width)
  local lines, widths = {}, {}
  for _, row in ipairs(rows) do
    for i = 1, #row - 1 do
      widths[i] = math.max(widths[i] or 0, length(row[i]))
    end
  end
  for n, row in ipairs(rows) do
    for i, columns in ipairs(widths) do row[i] = pad(row[i], columns) end
    local line = table.concat(row, "  "):match "^.*[^ ]" or ""
    lines[n] = width and cut(line, width) or line
  end
  return lines
end

--- A selection as a table: how many records it has; name, port, transport and
--- description of the first ten; how many more there are.
---@param s ianaports.Selection
---@return string
local function selection(s)
  local count, width, rows = #s, terminal_width(), first_rows(s)
  local lines = align(rows, width)
  table.insert(lines, 1, cut(counted(count, "record"), width))
  if count > #rows then
    lines[#lines + 1] = cut(("... %d more"):format(count - #rows), width)
  end
  return table.concat(lines, "\n")
end

--- A contact on one line:
--- `[Dan_Razzell]  Dan Razzell, dan@starfishsystems.ca, updated 2006-06`
---@param c ianaports.Contact
---@return string
local function contact(c)
  local parts = {}
  local function add(part) parts[#parts + 1] = part end
  local updated = text_in(c, "updated")
  add(text_in(c, "name"))
  add(text_in(c, "organization"))
  add(text_in(c, "email")
      or type(c.uri) == "table" and table.concat(texts_of(c.uri), ", ")
      or text_in(c, "uri"))
  add(updated and "updated " .. updated)
  local id = "[" .. (text_in(c, "id") or "nil") .. "]"
  if #parts == 0 then return one_line(id) end
  return one_line(id .. "  " .. table.concat(parts, ", "))
end

--- The lines of a text, broken at blanks; at most `width` characters wide, but
--- for longer words.
local function wrap(text, width)
  local lines, words, size = {}, {}, 0
  for word in one_line(text):gmatch "[^ ]+" do
    local more = 1 + length(word)
    if words[1] and size + more > width then
      lines[#lines + 1] = table.concat(words, " ")
      words, size = {}, 0
    end
    size = size + (words[1] and more or more - 1)
    words[#words + 1] = word
  end
  if words[1] then lines[#lines + 1] = table.concat(words, " ") end
  return lines
end

--- The title of a note and the first line of its text.
local function note_line(note)
  if type(note) ~= "table" then return text_of(note) end
  local text, title = text_in(note, "text") or "", text_in(note, "title")
  local first = text:match "^[^\n]*"
  local line = title and title .. ": " .. first or first
  return first == text and line or line .. " ..."
end

local function note_lines(notes)
  local lines, count = {}, #texts_of(notes)
  for i = 1, count do lines[i] = note_line(rawget(notes, i)) end
  return lines
end

--- What an edition says of itself: its title, then its fields, each on a line
--- of its own.
---@param i ianaports.Info
---@return string
local function info(i)
  local lines, width = {}, math.max(terminal_width() - 13, 20)
  local function add(label, text)
    for n, line in ipairs(wrap(text or "", width)) do
      lines[#lines + 1] = "  " .. pad(n == 1 and label or "", 9) .. "  " .. line
    end
  end
  local function add_all(label, list)
    for n, text in ipairs(list) do add(n == 1 and label or "", text) end
  end
  local title = text_in(i, "title")
  if title then lines[1] = one_line(title) end
  for _, field in ipairs { "updated", "newest", "reference", "records", "contacts",
                           "source" } do
    add(field, text_in(i, field))
  end
  add_all("sources", texts_of(i.sources))
  add("formats", table.concat(texts_of(i.formats), ", "))
  add_all("experts", texts_of(i.experts))
  add_all("notes", note_lines(i.notes))
  return table.concat(lines, "\n")
end

--- A registry on one line: `registry 2024-04-19: 14270 records, 39 contacts`
---@param r ianaports.Registry
---@return string
local function registry(r)
  local i = r:info()
  local updated = i.updated and " " .. one_line(i.updated) or ""
  return ("registry%s: %s, %s"):format(updated, counted(i.records, "record"),
    counted(i.contacts, "contact"))
end

--- The module's name and version: `ianaports 0.2.0`
---@param m ianaports
---@return string
local function module(m)
  return text_of(m._VERSION) or "ianaports"
end

--- An item of a list that is not a number: a reference, a contact, a range.
local function item_of(item)
  if type(item) ~= "table" then return text_of(item) end
  local first, last = text_in(item, "first"), text_in(item, "last")
  if first and last then
    return (text_in(item, "name") or "-") .. " " .. first .. "-" .. last
  end
  local id = text_in(item, "id")
  return text_in(item, "text") or id and "[" .. id .. "]" or tostring(item)
end

--- Where the run of integers that begins at an index ends: 3 of {5, 6, 7, 9}.
local function end_of_run(list, index)
  local value = rawget(list, index)
  while type(value) == "number" and rawget(list, index + 1) == value + 1 do
    index, value = index + 1, value + 1
  end
  return index
end

--- `http  www  www-http`; ports in runs: `80  6000-6063`.
---@param l table
---@return string
local function list(l)
  local texts, first = {}, 1
  while rawget(l, first) ~= nil do
    local last = end_of_run(l, first)
    local text = item_of(rawget(l, first))
    if last > first then text = text .. "-" .. rawget(l, last) end
    texts[#texts + 1] = one_line(text)
    first = last + 1
  end
  return table.concat(texts, "  ")
end

--- The help screen.
---@return string
local function help()
  return core.part "help".text
end

return {
  align = align,
  cells = cells,
  ports = ports_of,
  record = record,
  selection = selection,
  contact = contact,
  info = info,
  list = list,
  registry = registry,
  help = help,
  module = module,
  one_line = one_line,
  texts_of = texts_of,
}
