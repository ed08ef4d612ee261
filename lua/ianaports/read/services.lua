--- services(5) files, such as /etc/services, nmap's and Wireshark's: reading
-- them.
--
--   name  port/protocol[/protocol ...]  [frequency]  [alias ...]  [# comment]
--
-- Each name becomes a record for each protocol, an alias after the name that it
-- belongs to:
--
--   column             for "http 80/tcp www # WorldWideWeb"
--   Service Name       http; then www
--   Port Number        80; or a range: 6000-6063
--   Description        WorldWideWeb, in both
--   Assignment Notes   in www: This entry is an alias to "http".
--
-- An open frequency, the third column of nmap's files, is a decimal fraction
-- from 0 to 1 right after the protocol; any other word there is an alias.
-- IANA has no column for it: it stays as written in the notes of the first
-- name, "Open frequency: 0.484143".  A line that begins with the port and has
-- nothing else but a comment is a record without a name.
--
-- It is nobody's format, and every system reads it line by line.  A line that
-- is odd, or has a protocol that is not in a registry, becomes the fact
-- skipped:LINE.  The text is refused only where more lines are odd than are
-- services, with what is wrong with the first odd one.  Lines end in LF or
-- CRLF, the last one perhaps in nothing; a carriage return elsewhere is odd.  A
-- byte-order mark in front is skipped.  A comment that is not UTF-8 is read as
-- Latin-1.  A line, or what becomes of it, that is longer than a cell may be is
-- refused: memory is bounded.

local core = require "ianaports.core".internals()
local terms = require "ianaports.terms"

local byte, char, find, gmatch, match, sub = string.byte, string.char,
  string.find, string.gmatch, string.match, string.sub

--- DOS ended texts with the byte 26.
local BLANK, OTHER = "[ \t\v\f\26]", "[^ \t\v\f\26]"
local WORD = OTHER .. "+"

local MAX_LINE = terms.max_cell    -- bytes, without those of its end
local MAX_RAW = MAX_LINE + 8       -- and a byte-order mark, and what ends it

--- IANA's titles of the columns that messages name.
local NAME, PORT, TRANSPORT = terms.title.name, terms.title.port,
  terms.title.transport

local transports = {}
for _, transport in ipairs(terms.transports) do transports[transport] = true end


-- Lines

--- The next line of a text, without LF, or what has come of one that is too
--- long; nil at the end.  `state` is what is left of the block, and its source.
local function next_line(state)
  local parts, size = {}, 0
  while state.block and size <= MAX_RAW do
    local stop = find(state.block, "\n", state.at, true)
    local part = sub(state.block, state.at, (stop or 0) - 1)
    parts[#parts + 1], size = part, size + #part
    if stop then
      state.at = stop + 1
      return table.concat(parts)
    end
    state.block, state.at = state.next_block(), 1
  end
  if size > 0 then return table.concat(parts) end
end

--- Iterator over the lines of a text that comes in blocks.
local function lines(next_block)
  return next_line, { block = "", at = 1, next_block = next_block }
end

--- A line as it counts: without a byte-order mark and carriage returns at its
--- end; nil if it is too long.
local function clean(text, number)
  local line = match(text, "^.*[^\r]") or ""
  if number == 1 then line = line:gsub("^\239\187\191", "") end
  if #text <= MAX_RAW and #line <= MAX_LINE then return line end
end

local function trim(text)
  local first = find(text, OTHER)
  return first and match(text, "^.*" .. OTHER, first) or ""
end


--- Whether a text is UTF-8 without NUL.
local function is_good(text)
  return core.good_bytes(text, 1) == #text
end

--- A byte of Latin-1 as UTF-8; U+FFFD for NUL.
local function from_latin_1(number)
  if number == 0 then return "\239\191\189" end
  return char(number < 192 and 194 or 195, 128 + number % 64)
end

--- The text, its bytes that are not UTF-8 read as Latin-1.
local function as_utf8(text)
  local parts, at = {}, 1
  while at <= #text do
    local good = core.good_bytes(text, at)
    parts[#parts + 1] = sub(text, at, at + good - 1)
    at = at + good
    if at <= #text then
      parts[#parts + 1] = from_latin_1(byte(text, at))
      at = at + 1
    end
  end
  return table.concat(parts)
end


-- What a line says.  Each function gives it, or nil, the column that is wrong
-- and why.

--- "443" or "6000-6063", as the builder takes it.
local function read_ports(text)
  local first, rest = match(text, "^([0-9]+)(.*)$")
  local last = rest == "" and first or match(rest or "", "^%-([0-9]+)$")
  if not last then return nil, PORT, "not a port or a range of ports" end
  for _, port in ipairs { first, last } do
    if #port > 1 and find(port, "^0") then
      return nil, PORT, "a port with a leading zero"
    elseif #port > 5 or tonumber(port) > 65535 then
      return nil, PORT, "a port above 65535"
    end
  end
  if tonumber(last) < tonumber(first) then
    return nil, PORT, "a range that goes down"
  end
  return text
end

--- "tcp/udp": a list of the transports among the protocols, and whether there
--- are others; or nil and why.
local function read_protocols(text)
  local list, others, seen = {}, false, {}
  for word in gmatch(text .. "/", "([^/]*)/") do
    local protocol = core.lower(word)
    if not find(word, "^[A-Za-z0-9+._-]+$") then
      return nil, TRANSPORT, "not a protocol"
    elseif not transports[protocol] then
      others = true
    elseif not seen[protocol] then
      list[#list + 1] = protocol
    end
    seen[protocol] = true
  end
  return list, others
end

--- "80/tcp/udp": the ports, a list of transports, whether there are others.
local function read_place(place)
  local port, protocols = match(place, "^([^/]*)/?(.*)$")
  if place == "" then return nil, PORT, "no port after the name" end
  local ports, column, why = read_ports(port)
  if not ports then return nil, column, why end
  if protocols == "" then
    return nil, TRANSPORT, "no protocol after the port"
  end
  local list, others, wrong = read_protocols(protocols)
  if not list then return nil, others, wrong end
  return ports, list, others
end

--- Digits and perhaps a point, from 0 to 1.
local function is_fraction(word)
  if find(word, "[^0-9.]") or find(word, "%..*%.") then return false end
  local whole, rest = match(word, "^([0-9]*)(.*)$")
  whole = whole:gsub("^0+", "")
  if whole == "" then return word ~= "." end
  return whole == "1" and not find(rest, "[1-9]")
end

--- What stands between the place and the comment: frequency and aliases.
local function read_rest(rest)
  local aliases, frequency = {}, nil
  for word in gmatch(rest, WORD) do
    if not aliases[1] and not frequency and is_fraction(word) then
      frequency = word
    else
      aliases[#aliases + 1] = word
    end
  end
  return aliases, frequency
end

---@class ianaports.ServiceLine
---@field name string?
---@field ports string
---@field transports string[]    none where the protocols are others
---@field others boolean?        whether some are
---@field aliases string[]
---@field frequency string?
---@field description string

local SERVICE = "^" .. BLANK .. "*(" .. WORD .. ")"
  .. BLANK .. "*(" .. OTHER .. "*)(.*)$"

--- What a line says; false where it has no more than a comment; nil, a column
--- and why, where it is odd.
---@param line string
---@return ianaports.ServiceLine|false|nil, string? column, string? why
local function read_line(line)
  if find(line, "\r", 1, true) then
    return nil, nil, "a carriage return within the line"
  end
  local text, comment = match(line, "^([^#]*)#?(.*)$")
  local name, place, rest = match(text, SERVICE)
  if not name then return false end
  if not is_good(text) then return nil, NAME, "not UTF-8, or a NUL byte" end
  if place == "" and find(name, "^[0-9][0-9-]*/") then
    name, place = nil, name
  end
  local ports, list, others = read_place(place)
  if not ports then return nil, list, others end
  local aliases, frequency = read_rest(rest)
  return { name = name, ports = ports, transports = list, others = others,
           aliases = aliases, frequency = frequency,
           description = as_utf8(trim(comment)) }
end


-- Into the builder.

--- Add a record of the line for each transport.
local function add_name(builder, it, name, notes)
  local row = { name = name, port = it.ports, description = it.description,
                assignment_notes = notes }
  local ok, column, message = true, nil, nil
  for _, transport in ipairs(it.transports) do
    row.transport = transport
    if ok then ok, column, message = builder:row(row) end
  end
  return ok, column, message
end

local function add_line(builder, it)
  local ok, column, message = add_name(builder, it, it.name,
    it.frequency and "Open frequency: " .. it.frequency)
  local notes = it.aliases[1] and terms.alias_note:format(it.name)
  for _, alias in ipairs(it.aliases) do
    if ok then ok, column, message = add_name(builder, it, alias, notes) end
  end
  return ok, column, message
end

--- Keep a line as a fact: in UTF-8, which may be longer, as much as fits.
local function skip(builder, line, number)
  local text = sub(as_utf8(line), 1, MAX_LINE)
  text = sub(text, 1, core.good_bytes(text, 1))
  local ok, _, message = builder:fact("skipped:" .. number, text)
  return ok, nil, message
end

---@class ianaports.ServicesReader
---@field builder table
---@field services integer    lines that are services
---@field odd integer         lines that are not
---@field first string?       of the first odd one: "LINE: COLUMN: why"

local function message_of(number, column, why)
  return ("%d: %s%s"):format(number, column and column .. ": " or "", why)
end

--- Take a line; true, or nil, the column and what is wrong.
local function take(self, line, number)
  local it, column, why = read_line(line)
  if it == false then return true end
  if not it then
    self.odd = self.odd + 1
    self.first = self.first or message_of(number, column, why)
    return skip(self.builder, line, number)
  end
  self.services = self.services + 1
  local ok, wrong, message = add_line(self.builder, it)
  if ok and it.others then return skip(self.builder, line, number) end
  return ok, wrong, message
end

--- Read all lines; true, or nil and what is wrong.
local function read_lines(self, next_block)
  local number, empty = 0, true
  for text in lines(next_block) do
    number = number + 1
    local line = clean(text, number)
    if not line then
      return nil, message_of(number, nil,
        ("a line longer than %d bytes"):format(MAX_LINE))
    end
    empty = empty and not find(line, WORD)
    local ok, column, message = take(self, line, number)
    if not ok then return nil, message_of(number, column, message) end
  end
  if empty then return nil, "1: the text is empty" end
  return true
end

--- Read a services file into a builder.  One with comments alone is a
--- registry without records; an empty one is not.
---@param builder table               see src/bind/lbuild.c
---@param next_block fun(): string?   the next piece of the text, nil at its end
---@return true?, string? message     "LINE: COLUMN: what is wrong"
local function read(builder, next_block)
  local self = { builder = builder, services = 0, odd = 0 }
  local ok, message = read_lines(self, next_block)
  if not ok then return nil, message end
  if self.odd <= self.services then return true end
  return nil, ("%s; no service in %d of %d lines"):format(self.first, self.odd,
    self.odd + self.services)
end

return { is_fraction = is_fraction, read = read }
