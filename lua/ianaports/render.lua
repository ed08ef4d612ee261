--- Texts that a person reads at a prompt; what tostring gives.
--
-- Lines of a table fit the terminal, which COLUMNS tells (80 where it does
-- not). Width is counted in characters of UTF-8, none of which is cut in
-- half. A cell's line breaks and control characters become blanks, and what
-- else is not fit to be printed (src/core/printable.h) U+FFFD, so that a text
-- is one line and tells the terminal nothing. A field may hold anything that a
-- script has put there: no text here raises for that. Nothing here prints.

local core = require "ianaports.core".internals()

local core = require "ianaports.core".internals()

local SHOWN = 10

--- What a field holds as a text; nil where it is empty.
local function text_of(value)
  if type(value) == "string" then return value end
  if type(value) == "number" then return tostring(value) end
  if value ~= nil then return "(" .. type(value) .. ")" end
end

--- The text in a field of a table, past any metatable.
local function text_in(table, field)
  return text_of(rawget(table, field))
end

--- The items of a list as texts; no items where it is no list.
local function texts_of(list)
  local texts = {}
  if type(list) ~= "table" then return texts end
  while rawget(list, #texts + 1) ~= nil do
    texts[#texts + 1] = text_in(list, #texts + 1)
  end
  return texts
end

--- Characters in a text of UTF-8.
local function length(text)
  local _, count = text:gsub("[^\128-\191]", "")
  return count
end

local function terminal_width()
  local width = tonumber((os.getenv "COLUMNS" or ""):match "^[0-9]+$")
  return width and width > 0 and width or 80
end

--- The text in at most `width` characters, "..." last where it was longer.
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

--- Blanks as they are, but for those around a line break: one.
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

local function ports_of(record)
  local port = text_in(record, "port") or "-"
  local last = text_in(record, "last_port")
  return last and port .. "-" .. last or port
end

--- `https 443/tcp  http protocol over TLS/SSL`: name or "-", port or "-",
--- and the description on one line.
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
local function cells_of(r)
  return { one_line(r.name or "-"), ports_of(r), r.transport or "-",
           one_line(r.description or "") }
end

--- The cells of the first records of a selection.
local function first_rows(s)
  local rows = {}
  for r in s:records() do
    if #rows == SHOWN then break end
    rows[#rows + 1] = cells_of(r)
  end
  return rows
end

--- Lines of cells, all columns but the last as wide as their widest cell.
local function align(rows, width)
  local lines, columns = {}, { 0, 0, 0, 0 }
  for _, cells in ipairs(rows) do
    for i = 1, 3 do columns[i] = math.max(columns[i], length(cells[i])) end
  end
  for n, cells in ipairs(rows) do
    for i = 1, 3 do cells[i] = pad(cells[i], columns[i]) end
    lines[n] = cut(table.concat(cells, "  "):match "^.*[^ ]", width)
  end
  return lines
end

--- How many records; name, port, transport and description of the first ten,
--- aligned; how many more there are.
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

--- The text in lines of at most `width` characters, broken at blanks.
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

--- The start of a note, after its title.
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

--- What an edition says of itself: its title, and a field on each line.
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
  for _, field in ipairs { "updated", "reference", "records", "contacts",
                           "source" } do
    add(field, text_in(i, field))
  end
  add("formats", table.concat(texts_of(i.formats), ", "))
  add_all("experts", texts_of(i.experts))
  add_all("notes", note_lines(i.notes))
  return table.concat(lines, "\n")
end

--- `registry 2024-04-19: 14270 records, 39 contacts`
---@param r ianaports.Registry
---@return string
local function registry(r)
  local i = r:info()
  local updated = i.updated and " " .. one_line(i.updated) or ""
  return ("registry%s: %s, %s"):format(updated, counted(i.records, "record"),
    counted(i.contacts, "contact"))
end

--- `ianaports 0.2.0`
---@param m ianaports
---@return string
local function module(m)
  return text_of(m._VERSION) or "ianaports"
end

--- One screen of what the module does.
---@return string
local function help()
  return core.part "help".text
end

return {
  record = record,
  selection = selection,
  contact = contact,
  info = info,
  registry = registry,
  help = help,
  module = module,
  one_line = one_line,
  texts_of = texts_of,
}
