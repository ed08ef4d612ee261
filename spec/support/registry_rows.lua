-- Random registries: rows in a small world of ports, names and people, so that
-- they meet often; and the same rows as IANA writes them, CSV.

local random = require "spec.support.random"

local roll, pick = random.roll, random.pick

local rows = {}

rows.COLUMNS = {
  "name", "port", "transport", "description", "assignee", "contact",
  "registration_date", "modification_date", "reference", "service_code",
  "unauthorized_use", "assignment_notes",
}

-- What is left out for now, since the module does otherwise than the manual or
-- its design says.  With `false` here the spec shows it; each goes away with
-- what it hides.
rows.LEFT_OUT = {
  -- `aliases` gives other names; a range that calls itself an alias of itself
  -- is among its own.
  own_alias = true,
}

local TITLES = "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,"
  .. "Registration Date,Modification Date,Reference,Service Code,Unauthorized Use Reported,"
  .. "Assignment Notes"

local BOUNDS = { 0, 1, 1022, 1023, 1024, 1025, 49150, 49151, 49152, 49153, 65534, 65535 }

local TRANSPORTS = { "tcp", "tcp", "udp", "udp", "sctp", "dccp" }

local NAMES = {
  "http", "HTTP", "www", "www-http", "ipp", "x11", "3com-nsd", "914c/g", "whois++", "sql*net",
  "a", "A", "a-b", "a_b", "a.b", "iRAPP", "123", "80", "0", "1-2", "65536", "abcdefghijklmno",
  "abcdefghijklmnop", "two words", "tcp", "_x", "swÿp", "x?",
}

local WORDS = {
  "World", "wide", "WEB", "proxy", "Proxy", "(historic)", "100%", "a.b", "*", "?", "swÿp", "FORTÉ",
  "forté", "日本", "\"quoted\"", "x, y", "[RFC6335]", "&", "<b>", "'", "reserved", "80",
}

local STATUS = {
  "Unassigned", "(unassigned)", "Reserved", "IANA Reserved", "De-registered", "Removed",
  "Deprecated", "Decommissioned", "Decomissioned", "De-commissioned",
}

local NEAR_STATUS = {
  "RemoteWare Unassigned", "Un-assigned", "Unassigne", "unassigned)", "( unassigned )", "Reserve",
  "IANA  Reserved", "Was Removed", "De registered", "Deregistered", "De-comissioned", "Decommission",
  "any private mail system", " Reserved", "not Reserved", "Remove", "Deprecate",
}

local PEOPLE = { "Jon_Postel", "IESG", "IANA", "Dan_Razzell", "FORTÉ", "A.B-C", "_x", "Apple_Inc_2" }

local REFERENCES = {
  "RFC6335", "RFC793", "RFC768", "draft-ietf-tls-01", "http://a.example/b?c=d&e", "https://x.example",
  "1", "2", "n/a", "ISO/IEC 13818-6 MPEG-2 DSM-CC", "IESG",
}

local DATES = {
  "1992-07", "2018-04", "2018-04-01", "2018-04-05", "2018-04-30", "2018-05", "2018-12-31",
  "2019-01-01", "1999-12", "2000-02-29", "1970-01-01", "2097-12-31",
}

local ALIASES = { 'This entry is an alias to "@".', 'This is a duplicate of the "@" service and' }

local NEAR_ALIASES = {
  "This entry is an alias to @.", "This entry is an alias to '@'.", 'This is an alias to "@".',
  'This entry is an alias for "@".', 'This is a duplicate of "@" service', 'an alias to "@"',
  'This is a duplicate of the "@" services', 'This entry is no alias to "@".',
  'This is a duplicate of the "@".',
}

-- ------------------------------------------------------------------- texts

local function random_case(text)
  if roll(3) > 1 then return text end
  return (text:gsub("%a", function(letter)
    return roll(2) == 1 and letter:upper() or letter:lower()
  end))
end

local function random_space(text)
  if roll(2) > 1 then return text end
  return (text:gsub(" ", function() return pick { " ", "  ", "\n", "\n   ", " \n ", "\t" } end))
end

local function loose(note) return random_space(random_case(note)) end

local function some_words(world)
  local list = {}
  for i = 1, roll(4) do list[i] = random_case(pick(WORDS)) end
  local between = { " ", " ", "\n", "  " }
  if world.controls then between = { "\r\n", "\r", "\t", " \1 ", " \n\n " } end
  return table.concat(list, pick(between))
end

local function description(world, named)
  local kind = roll(named and 12 or 5)
  if kind == 1 then return random_case(pick(NEAR_STATUS)) end
  if kind <= 3 then return random_case(pick(STATUS)) end
  if kind == 4 then
    return random_case(pick(STATUS)) .. pick { " ", "x", ", ", "\n", ")" } .. some_words(world)
  end
  if kind == 5 then return nil end
  return some_words(world)
end

local function other_name(world, name)
  local other = pick(world.names)
  if not (rows.LEFT_OUT.own_alias and other:lower() == (name or ""):lower()) then return other end
  return "not-" .. other
end

local function notes(world, name)
  local kind = roll(8)
  if kind > 4 then return nil end
  if kind == 4 then return some_words(world) end
  local note = loose(pick(kind == 3 and NEAR_ALIASES or ALIASES))
  note = note:gsub("@", (other_name(world, name):gsub("%%", "%%%%")))
  if roll(4) == 1 then note = some_words(world) .. "\n" .. note end
  if roll(4) == 1 then note = note .. "\n" .. some_words(world) end
  return note
end

--- Items in brackets; seldom with text beside them, for which XML has no place.
local function items(world, list)
  local text = ""
  for _ = 1, roll(3) do text = text .. "[" .. pick(list) .. "]" end
  if world.beside and roll(4) == 1 then text = pick { "see " .. text, text .. " too", pick(list) } end
  return text
end

-- -------------------------------------------------------------------- rows

local function random_ports(row, world)
  local first, other = pick(world.ports), pick(world.ports)
  row.port = first
  local kind = roll(8)
  if kind == 1 then row.last_port = math.min(65535, first + roll(40) - 1) end
  if kind == 2 and first <= other and (other < first + 1000 or roll(10) == 1) then
    row.last_port = other
  end
end

--- Seven of eight rows have ports, and three of four names.
local function random_row(world)
  local row = {}
  if roll(8) > 1 then random_ports(row, world) end
  if roll(4) > 1 then row.name = random_case(pick(world.names)) end
  if roll(5) > 1 then row.transport = pick(TRANSPORTS) end
  row.description = description(world, row.name ~= nil)
  row.assignment_notes = notes(world, row.name)
  if roll(2) == 1 then row.assignee = items(world, world.people) end
  if roll(2) == 1 then row.contact = items(world, world.people) end
  if roll(3) == 1 then row.reference = items(world, REFERENCES) end
  if roll(2) == 1 then row.registration_date = pick(DATES) end
  if roll(3) == 1 then row.modification_date = pick(DATES) end
  if roll(9) == 1 then row.service_code = pick { "1145656131", "7107696", "SC:ABCD" } end
  if roll(6) == 1 then row.unauthorized_use = pick { "yes", "Known Unauthorized Use on port 80", "*" } end
  return row
end

local function some_of(list, count, key)
  local chosen = {}
  for i = 1, count do chosen[i] = key(pick(list)) end
  return chosen
end

local function port_near(bound)
  local kind = roll(3)
  if kind == 1 then return bound end
  if kind == 2 then return roll(65536) - 1 end
  return math.max(0, math.min(65535, bound + roll(21) - 11))
end

--- What the rows of one registry have in common.
function rows.world()
  local world = { beside = roll(4) == 1, controls = roll(8) == 1 }
  world.ports = some_of(BOUNDS, 1 + roll(10), port_near)
  world.names = some_of(NAMES, 1 + roll(12), function(name) return name end)
  world.people = some_of(PEOPLE, 1 + roll(5), function(id) return id end)
  return world
end

local function in_order(list)
  local place = {}
  for i, row in ipairs(list) do place[row] = i end
  table.sort(list, function(a, b)
    local p, q = a.port or 70000, b.port or 70000
    if p ~= q then return p < q end
    return place[a] < place[b]
  end)
end

--- A list of rows; half of the lists are in IANA's order.
function rows.list(world, most)
  local list = {}
  for i = 1, roll(roll(4) == 1 and most or math.min(most, 20)) do list[i] = random_row(world) end
  if roll(2) == 1 then in_order(list) end
  return list
end

local function copy_of(row)
  local copy = {}
  for field, value in pairs(row) do copy[field] = value end
  return copy
end

--- Another edition of them: rows changed, gone, new, twice, or moved.
function rows.changed(list, world)
  local result = {}
  for _, row in ipairs(list) do
    local copy, kind = copy_of(row), roll(8)
    if kind == 2 then copy.description = description(world, true) end
    if kind == 3 then copy.contact, copy.reference = items(world, world.people) end
    if kind == 4 then result[#result + 1] = random_row(world) end
    if kind == 5 then result[#result + 1] = copy_of(row) end
    if kind ~= 1 then table.insert(result, kind == 6 and 1 or #result + 1, copy) end
  end
  return result
end

--- Half of the people, as the registry lists them.
function rows.people(world)
  local list, seen = {}, {}
  for _, id in ipairs(world.people) do
    if not seen[id] and roll(2) == 1 then
      local contact = { id = id }
      if roll(3) > 1 then contact.name = pick { "Jon, \"J\" Postel", "FORTÉ" } end
      if roll(2) == 1 then contact.organization = "ISI" end
      if roll(2) == 1 then
        contact.uri, contact.email = "mailto:" .. id .. "&b.example", id .. "@b.example"
      end
      if roll(2) == 1 then contact.updated = pick(DATES) end
      list[#list + 1] = contact
    end
    seen[id] = true
  end
  return list
end

-- --------------------------------------------------------------------- CSV

local function cell(value, quoting)
  local text = tostring(value or "")
  if text:find '[",\r\n]' or quoting and roll(2) == 1 then
    return '"' .. text:gsub('"', '""') .. '"'
  end
  return text
end

local function ports_cell(row)
  if not row.last_port then return row.port end
  return ("%d-%d"):format(row.port, row.last_port)
end

--- IANA's CSV, with the ends of lines as given, and quotes where there need be
-- or at random as well.
local function csv(list, ending, quoting)
  local lines = { TITLES }
  for i, row in ipairs(list) do
    local cells = {}
    for n, field in ipairs(rows.COLUMNS) do
      local value = row[field]
      if field == "port" then value = ports_cell(row) end
      cells[n] = cell(value, quoting)
    end
    lines[i + 1] = table.concat(cells, ",")
  end
  return table.concat(lines, ending) .. ending
end

function rows.csv_of_iana(list) return csv(list, "\r\n", false) end

function rows.any_csv(list)
  return csv(list, roll(2) == 1 and "\r\n" or "\n", roll(4) == 1)
end

function rows.contacts_csv(people)
  local lines = { "ID,Name,Organization,Contact URI,Last Updated" }
  for i, contact in ipairs(people) do
    local cells = {}
    for n, field in ipairs { "id", "name", "organization", "uri", "updated" } do
      cells[n] = cell(contact[field])
    end
    lines[i + 1] = table.concat(cells, ",")
  end
  return table.concat(lines, "\r\n") .. "\r\n"
end

--- What XML has no place for: text beside the brackets, control characters
-- but for white space.
local function is_refused(field, text)
  if text:find "[\1-\8\11\12\14-\31\127]" then return true end
  local in_brackets = field == "assignee" or field == "contact" or field == "reference"
  return in_brackets and text:gsub("%[.-%]", "") ~= ""
end

function rows.fit_xml(list)
  for _, row in ipairs(list) do
    for field, value in pairs(row) do
      if type(value) == "string" and is_refused(field, value) then return false end
    end
  end
  return true
end

return rows
