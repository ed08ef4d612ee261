--- The reader of services(5) files: /etc/services, nmap's, Wireshark's and so
--- on.
--
--   name  port/protocol[/protocol ...]  [frequency]  [alias ...]  [# comment]
--
-- Each name becomes a record for each protocol.  An alias comes after the name
-- it belongs to:
--
--   column             for "http 80/tcp www # WorldWideWeb"
--   Service Name       http; then www
--   Port Number        80; or a range: 6000-6063
--   Description        WorldWideWeb, in both
--   Assignment Notes   in www: This entry is an alias to "http".
--
-- An open frequency, the third column of nmap's files, is a decimal fraction
-- from 0 to 1 right after the protocol; any other word there is an alias.
-- IANA has no column for it, so it goes into the notes of the first name as it
-- is written: "Open frequency: 0.484143".  A line that begins with the port and
-- otherwise has only a comment is a record without a name.
--
-- The format has no owner, and every system reads it line by line.  A line that
-- is odd (it is not such a line), or whose protocol is not in a registry,
-- becomes the fact skipped:LINE.  The text is refused only if it has more odd
-- lines than services; the message is that of the first odd line.  Lines end in
-- LF or CRLF, and the last one may have no end; with a carriage return
-- elsewhere a line is odd.  A byte-order mark at the start is ignored.  A
-- comment that is not UTF-8 is read as Latin-1.  A line longer than a cell may
-- be is refused, and so is one that makes a longer cell, so that memory is
-- bounded.

local core = require "ianaports.core".internals()
local terms = require "ianaports.terms"
local words = require "ianaports.words"

local byte, char, find, gmatch, match, sub = string.byte, string.char,
  string.find, string.gmatch, string.match, string.sub

--- The byte 26 is a blank, since DOS ended texts with it.
local BLANK, NOT_BLANK = "[ \t\v\f\26]", "[^ \t\v\f\26]"
local WORD = NOT_BLANK .. "+"

local MAX_LINE = terms.max_cell    -- bytes, without the line end
local MAX_RAW = MAX_LINE + 8       -- with it, and with a byte-order mark

--- IANA's titles of the columns that messages name.
local NAME, PORT, TRANSPORT = terms.title.name, terms.title.port,
  terms.title.transport

local transports = {}
for _, transport in ipairs(terms.transports) do transports[transport] = true end


-- Lines

--- The next line of a text, without LF, or the start of a line that is too
--- long; nil at the end.  `state` has the block, the position in it, and the
--- source.
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

--- A line without a byte-order mark and without carriage returns at its end;
--- nil if it is too long.
local function clean(text, number)
  local line = match(text, "^.*[^\r]") or ""
  if number == 1 then line = line:gsub("^\239\187\191", "") end
  if #text <= MAX_RAW and #line <= MAX_LINE then return line end
end


-- Bytes

--- Whether a text is UTF-8 without NUL.
local function is_good(text)
  return core.good_bytes(text, 1) == #text
end

--- A byte of Latin-1 as UTF-8; U+FFFD for NUL.
local function from_latin_1(number)
  if number == 0 then return "\239\191\189" end
  return char(number < 192 and 194 or 195, 128 + number % 64)
end

--- The text as UTF-8: bytes that are not UTF-8 are read as Latin-1.
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


-- Parts of a line.  Each function returns what it reads; or nil, the column
-- that is wrong, and why.

--- The ports of "443" or "6000-6063", as the builder takes them.
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

--- A list of the transports in "tcp/udp", and whether there are other
--- protocols.
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

--- The ports and the transports of "80/tcp/udp", and whether there are other
--- protocols.
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

--- Whether a word is a decimal fraction from 0 to 1.
local function is_fraction(word)
  if find(word, "[^0-9.]") or find(word, "%..*%.") then return false end
  local whole, rest = match(word, "^([0-9]*)(.*)$")
  whole = whole:gsub("^0+", "")
  if whole == "" then return word ~= "." end
  return whole == "1" and not find(rest, "[1-9]")
end

--- The aliases and the open frequency, which are between place and comment.
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
---@field transports string[]    the protocols that are transports
---@field others boolean?        whether there are other protocols
---@field aliases string[]
---@field frequency string?
---@field description string

local SERVICE = "^" .. BLANK .. "*(" .. WORD .. ")"
  .. BLANK .. "*(" .. NOT_BLANK .. "*)(.*)$"

--- What a line says; or false if it has at most a comment; or, if it is odd,
--- nil, the column and why.
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
           description = as_utf8(words.trim(comment, NOT_BLANK)) }
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

--- Store a line as a fact: in UTF-8, which may be longer, as much as fits.
local function skip(builder, line, number)
  local text = sub(as_utf8(line), 1, MAX_LINE)
  text = sub(text, 1, core.good_bytes(text, 1))
  local ok, _, message = builder:fact("skipped:" .. number, text)
  return ok, nil, message
end

---@class ianaports.ServicesReader
---@field builder table
---@field services integer    how many lines are services
---@field odd integer         how many lines are odd
---@field first string?       the message of the first: "LINE: COLUMN: why"

local function message_of(number, column, why)
  return ("%d: %s%s"):format(number, column and column .. ": " or "", why)
end

--- Take a line.  Returns true; or nil, the column, what is wrong.
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

--- Read all lines.  Returns true; or nil, what is wrong.
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

--- Read a services file into a builder.  A file that has only comments is a
--- registry without records; an empty file is refused.
---@param builder userdata            see src/bind/lbuild.c
---@param next_block fun(): string?   the text block by block, then nil
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
