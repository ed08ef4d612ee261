--- Made-up registries of any size, in IANA's CSV: the same bytes for the same
-- seed.
--
-- Each entry is drawn from the bundled registry and made again: it fills the same
-- columns for the same transports, its range is as wide, and its texts have as
-- many words, from the same vocabulary; but it has a name and, like real entries,
-- mostly a description and a person of its own.  Ports ascend over the System
-- and User ports however many entries there are: if there are more than 49,151,
-- they share ports, and there is no gap for the unassigned blocks.
-- Entries without a port come last.

local ianaports = require "ianaports"
local hand = require "spec.bench.hand"
local keys = require "spec.bench.keys"

local LAST_PORT = 49151
local PERSONS = 0.39              -- in the real one, for each record

local M = {
  titles = "Service Name,Port Number,Transport Protocol,Description,Assignee,"
    .. "Contact,Registration Date,Modification Date,Reference,Service Code,"
    .. "Unauthorized Use Reported,Assignment Notes\r\n",
}

local function same_entry(a, b)
  if not a then return false end
  for _, column in ipairs(hand.columns) do
    if column ~= "transport" and a[column] ~= b[column] then return false end
  end
  return true
end

--- The entries of the bundled registry, with and without a port: records, each
--- with its `transports`; and how many records have a port.
local function entries()
  local ported, bare, with_port, last = {}, {}, 0, nil
  for record in ianaports.records() do
    if not same_entry(last, record) then
      last = record
      last.transports = {}
      local list = record.port and ported or bare
      list[#list + 1] = last
    end
    if record.port then with_port = with_port + 1 end
    last.transports[#last.transports + 1] = record.transport or ""
  end
  return ported, bare, with_port
end

local function add_words(words, text)
  for word in (text or ""):gmatch "%S+" do words[#words + 1] = word end
end

local function digits(number)
  local text = ""
  repeat
    local i = number % 36 + 1
    text = ("0123456789abcdefghijklmnopqrstuvwxyz"):sub(i, i) .. text
    number = math.floor(number / 36)
  until number == 0
  return text
end

local function quoted(cell)
  if not cell:find '[",\n]' then return cell end
  return '"' .. cell:gsub('"', '""') .. '"'
end

--- The words and the people of all entries, each as often as it occurs.
local function vocabulary(...)
  local words, notes, persons = {}, {}, {}
  for _, list in ipairs { ... } do
    for _, entry in ipairs(list) do
      add_words(words, entry.description)
      add_words(notes, entry.assignment_notes)
      if entry.assignee then persons[#persons + 1] = entry.assignee end
    end
  end
  return words, notes, persons
end

--- A name as long as `name`, if there are still unused names of that length.
local function new_name(name, number)
  local ending = "-" .. digits(number)
  local stem = name:gsub("[^a-z]", ""):sub(1, math.max(1, #name - #ending))
  return (stem == "" and "x" or stem) .. ending
end

--- As many words from a list as `text` has.
local function new_text(text, words, roll)
  local list = {}
  for _ in (text or ""):gmatch "%S+" do
    list[#list + 1] = words[roll(#words)]
  end
  return table.concat(list, " ")
end

--- What remakes an entry's texts, for a registry of `count` records.
local function maker(count, ported, bare, roll)
  local words, notes, persons = vocabulary(ported, bare)
  local people = math.max(1, math.floor(count * PERSONS))
  return {
    name = new_name,
    description = function(text) return new_text(text, words, roll) end,
    notes = function(text) return new_text(text, notes, roll) end,
    person = function(person)
      if not person then return "" end
      local i = roll(people)
      return (persons[i % #persons + 1]:gsub("%]", "_" .. digits(i) .. "]", 1))
    end,
  }
end

--- The cell of an entry that begins at `port`; the next begins at `next_port`.
local function port_cell(entry, port, next_port)
  local last = port + (entry.last_port or entry.port) - entry.port
  local most = entry.name and LAST_PORT or math.max(port, next_port - 1)
  last = math.min(last, most)
  return last > port and ("%d-%d"):format(port, last) or ("%d"):format(port)
end

--- The lines of an entry at a port.
local function lines_of(entry, place, number, made)
  local first = made.person(entry.assignee)
  local before = entry.name and made.name(entry.name, number) or ""
  local after = {
    quoted(entry.name and made.description(entry.description)
           or entry.description or ""),
    first,
    entry.contact == entry.assignee and first or made.person(entry.contact),
    entry.registration_date or "", entry.modification_date or "",
    quoted(entry.reference or ""), entry.service_code or "",
    quoted(entry.unauthorized_use or ""),
    quoted(made.notes(entry.assignment_notes)),
  }
  local lines = {}
  for i, transport in ipairs(entry.transports) do
    lines[i] = before .. "," .. place .. "," .. transport .. ","
            .. table.concat(after, ",") .. "\r\n"
  end
  return lines
end

--- Write a registry of `count` records to a file.
function M.write(path, count, seed)
  local roll = keys.dice(seed)
  local ported, bare, with_port = entries()
  local made = maker(count, ported, bare, roll)
  local most = math.floor(count * with_port / ianaports.info().records + 0.5)
  local step = LAST_PORT / (most * #ported / with_port + 1)
  local file = assert(io.open(path, "wb"))
  file:write(M.titles)
  local written, number = 0, 0
  local function place(i) return math.min(LAST_PORT, 1 + math.floor(i * step)) end
  local function add(list, limit)
    while written < limit do
      number = number + 1
      local entry = list[roll(#list)]
      local cell = list == ported
        and port_cell(entry, place(number), place(number + 1)) or ""
      for _, line in ipairs(lines_of(entry, cell, number, made)) do
        if written < limit then
          file:write(line)
          written = written + 1
        end
      end
    end
  end
  add(ported, most)
  add(bare, count)
  file:close()
end

return M
