--- The reader of services(5) files, such as /etc/services, and of nmap's.
--
--   name  port/protocol  [open frequency]  [alias ...]  [# comment]
--
-- Each name becomes a record.  An alias comes after the name it belongs to:
--
--   column             for "http 80/tcp www # WorldWideWeb"
--   Service Name       http; then www
--   Port Number        80; or a range: 6000-6063
--   Description        WorldWideWeb, in both
--   Assignment Notes   in www: This entry is an alias to "http".
--
-- An open frequency, the third column of nmap's files, is a decimal fraction
-- from 0 to 1.  IANA has no column for it, so it goes into the notes of the
-- first name as it is written: "Open frequency: 0.484143".  A registry has only
-- IANA's transports, in lower case; a line with another protocol becomes the
-- fact skipped:LINE.  Lines end in LF or CRLF; the last one may have no end.  A
-- byte-order mark at the start is ignored.  Any other line is refused, and so
-- is a line longer than a cell may be, so that memory is bounded.

local terms = require "ianaports.terms"
local words = require "ianaports.words"

local find, gmatch, match, sub = string.find, string.gmatch, string.match,
  string.sub

local BLANK, NOT_BLANK = "[ \t\v\f]", "[^ \t\v\f]"
local WORD = NOT_BLANK .. "+"

local MAX_LINE = terms.max_cell    -- bytes

--- IANA's titles of the columns that messages name.
local NAME, PORT, TRANSPORT, NOTES = terms.title.name, terms.title.port,
  terms.title.transport, terms.title.assignment_notes

local transports = {}
for _, transport in ipairs(terms.transports) do transports[transport] = true end


-- Lines

--- The next line of a text, without LF, or the start of a line that is too
--- long; nil at the end.  `state` has the block, the position in it, and the
--- source.
local function next_line(state)
  local parts, size = {}, 0
  while state.block and size <= MAX_LINE do
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


-- Parts of a line.  Each function returns what it reads; or nil, the column
-- that is wrong, and why.

--- The port and the protocol of "80/tcp".
local function read_place(place)
  local port, protocol = match(place, "^([^/]*)/?(.*)$")
  if place == "" then return nil, PORT, "no port after the name" end
  if not find(port, "^[0-9]+$") and not find(port, "^[0-9]+%-[0-9]+$") then
    return nil, PORT, "not a port or a range of ports"
  end
  if protocol == "" then
    return nil, TRANSPORT, "no protocol after the port"
  end
  if find(protocol, "[^%w%-+._]") then
    return nil, TRANSPORT, "not a protocol"
  end
  return port, protocol
end

--- Whether a word is a number: it has no letter, or an exponent (1e-05).  Every
--- name has a letter.
local function is_number(word)
  return not find(word, "[%a\128-\255]")
      or find(word, "^[0-9.]+[eE][-+][0-9]+$") ~= nil
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
    if not is_number(word) then
      aliases[#aliases + 1] = word
    elseif aliases[1] or frequency then
      return nil, NAME, "an alias without a letter"
    elseif not is_fraction(word) then
      return nil, NOTES,
        "an open frequency that is no decimal fraction from 0 to 1"
    else
      frequency = word
    end
  end
  return aliases, frequency
end


-- Into the builder.  Its methods fail in the same way.

local function add(builder, name, port, transport, description, notes)
  return builder:row { name = name, port = port, transport = transport,
                       description = description, assignment_notes = notes }
end

local function add_all(builder, name, port, transport, rest, description)
  local aliases, frequency, why = read_rest(rest)
  if not aliases then return nil, frequency, why end
  local ok, column, message = add(builder, name, port, transport, description,
    frequency and "Open frequency: " .. frequency)
  local notes = aliases[1] and terms.alias_note:format(name)
  for _, alias in ipairs(aliases) do
    if not ok then break end
    ok, column, message = add(builder, alias, port, transport, description,
                              notes)
  end
  return ok, column, message
end

local function skip(builder, line, number)
  local ok, _, message = builder:fact("skipped:" .. number, line)
  return ok, nil, message
end

local function read_line(builder, line, number)
  local text, comment = match(line, "^([^#]*)#?(.*)$")
  local name, place, rest = match(text,
    "^" .. BLANK .. "*(" .. WORD .. ")" .. BLANK .. "*(" .. NOT_BLANK
      .. "*)(.*)$")
  if not name then return true end
  if find(line, "\r", 1, true) then
    return nil, nil, "a carriage return within the line"
  end
  local port, protocol, why = read_place(place)
  if not port then return nil, protocol, why end
  if not transports[protocol] then return skip(builder, line, number) end
  return add_all(builder, name, port, protocol, rest,
                 words.trim(comment, NOT_BLANK))
end

--- Read all lines.  Returns true; or nil, the number of the line, the column,
--- what is wrong.
local function read_lines(builder, next_block)
  local number, empty = 0, true
  for text in lines(next_block) do
    number = number + 1
    local line = text:gsub("\r$", "")
    if number == 1 then line = line:gsub("^\239\187\191", "") end
    if #line > MAX_LINE then
      return nil, number, nil, ("a line longer than %d bytes"):format(MAX_LINE)
    end
    empty = empty and not find(line, WORD)
    local ok, column, message = read_line(builder, line, number)
    if not ok then return nil, number, column, message end
  end
  if empty then return nil, 1, nil, "the text is empty" end
  return true
end

--- Read a services file into a builder.  A file that has only comments is a
--- registry without records; an empty file is refused.
---@param builder userdata            see src/bind/lbuild.c
---@param next_block fun(): string?   the text block by block, then nil
---@return true?, string? message     "LINE: COLUMN: what is wrong"
local function read(builder, next_block)
  local ok, line, column, message = read_lines(builder, next_block)
  if ok then return true end
  return nil, ("%d: %s%s"):format(line, column and column .. ": " or "",
                                  message)
end

return { read = read }
