--- The code of the file that `export "lua"` writes, first half: texts, arguments,
-- and from a key to the entries that answer.  See lua_answers.lua.

return { text = [===[
local find, gmatch, gsub, sub =
  string.find, string.gmatch, string.gsub, string.sub
local char, concat, floor, sort =
  string.char, table.concat, math.floor, table.sort

--- The texts of the rows and of the facts; see `open`.
local row_text, fact_text

--- An entry is one or more rows that differ only in their transports.  By its
--- number: its name, its ports (false for none), its code (the status, then a
--- digit for the transport of each row), the number of its first row, and where
--- its other cells begin in the text.
local names, firsts, lasts, codes, rows, places = {}, {}, {}, {}, {}, {}

--- The entries with a port; by page of 256 ports and by port, those that cover
--- it; by name, those that have it.  The last three are filled when asked.
local ported, by_page, by_port, by_name = {}, {}, {}, nil

--- By record: the number of its entry.
local entry_of = setmetatable({}, { __mode = "k" })

local ianaports = { _VERSION = EDITION.version }
local Registry = {}
Registry.__index = Registry


-- Texts

local SMALL = {}
for letter = 65, 90 do SMALL[char(letter)] = char(letter + 32) end

--- In small letters: ASCII's alone, whatever the locale.
local function lower(text)
  return (gsub(text, "[A-Z]", SMALL))
end

--- A cell without its escapes: `\` and three digits stand for a byte.
local function plain(cell)
  return find(cell, "\\", 1, true) and gsub(cell, "\\(%d%d%d)", char) or cell
end

--- The cells of a line.
local function cells_in(line)
  return gmatch(line .. "\t", "([^\t]*)\t")
end

--- Characters that should not be printed, besides control characters.
local HIDDEN = {
  "\194[\128-\159]", "\216\156", "\226\128[\142\143\168-\174]",
  "\226\129[\166-\169]",
}

local function join(blanks)
  return find(blanks, "\n", 1, true) and " " or blanks
end

--- The text on one line, fit to be printed.
local function one_line(text)
  text = gsub(gsub(text, "[ \t-\r]+", join), "[^\32-\126\128-\255]", " ")
  for _, pattern in ipairs(HIDDEN) do
    text = gsub(text, pattern, "\239\191\189")
  end
  return text
end

--- `6000-6063`, or the first alone.
local function ports_of(first, last)
  return last and tostring(first) .. "-" .. tostring(last) or tostring(first)
end


-- Arguments.  An error is raised at the line that called the public function:
-- for `refuse` five levels up, behind a check, an answer and `publish`.

local function escape(byte)
  return byte:find '["\\]' and "\\" .. byte
    or ("\\x%02X"):format(byte:byte())
end

--- A value as messages show it.
local function show(value)
  if value == ianaports then return "the module" end
  if type(value) == "number" then return tostring(value) end
  if type(value) ~= "string" then return type(value) end
  local head = gsub(sub(value, 1, 40), '[%z\1-\31\127-\255"\\]', escape)
  return '"' .. head .. '"' .. (#value > 40 and "..." or "")
end

local function refuse(name, index, rule, value)
  local hint = index == 1 and value == ianaports
    and ("; write ianaports.%s(...)"):format(name) or ""
  error(("bad argument #%d to '%s' (%s, got %s%s)"):format(index, name, rule,
    show(value), hint), 5)
end

--- The port in a text of digits, or nil.
local function port_in(text)
  local port = not find(text, "[^0-9]") and tonumber(text)
  return port and port < 65536 and port or nil
end

local function check_port(name, value)
  local port = value
  if type(value) == "string" then port = port_in(value) end
  if type(port) ~= "number" or port % 1 ~= 0 or port < 0 or port > 65535 then
    refuse(name, 1, "port must be an integer from 0 to 65535", value)
  end
  return port
end

local function check_name(name, value)
  if type(value) ~= "string" then
    refuse(name, 1, "name must be a string", value)
  end
end

local NAMED = {}
for _, name in ipairs(EDITION.transports) do NAMED[name] = name end

--- The transport that a value means, or nil.
function ianaports.transport(value)
  if type(value) == "number" then return EDITION.protocols[value] end
  if type(value) ~= "string" then return nil end
  return NAMED[lower(value)] or #value <= 3 and not find(value, "[^0-9]")
    and EDITION.protocols[tonumber(value)] or nil
end

local function check_transport(name, value)
  if value == nil then return nil end
  return ianaports.transport(value)
    or refuse(name, 2, "transport must be " .. EDITION.a_transport, value)
end

local function check_surplus(name, most, hint, count)
  if count > most then
    error(("bad argument #%d to '%s' (%s)"):format(most + 1, name, hint), 4)
  end
end


-- Entries

--- The entries among those in a list that cover a port from `from` to `to`.
local function covering(list, from, to)
  local found = {}
  for _, entry in ipairs(list) do
    if firsts[entry] <= to and (lasts[entry] or firsts[entry]) >= from then
      found[#found + 1] = entry
    end
  end
  return found
end

local function at_port(port)
  local found = by_port[port]
  if found then return found end
  local page = floor(port / 256)
  by_page[page] = by_page[page]
    or covering(ported, page * 256, page * 256 + 255)
  by_port[port] = covering(by_page[page], port, port)
  return by_port[port]
end

local function with_name(name)
  if not by_name then
    by_name = {}
    for entry, other in ipairs(names) do
      local key = other and lower(other)
      if key then
        by_name[key] = by_name[key] or {}
        by_name[key][#by_name[key] + 1] = entry
      end
    end
  end
  return by_name[lower(name)] or {}
end

--- The digits of the transports to try, one after another: of the one that is
--- asked, then of none; or of all.
local TRIED, ALL = {}, {}
for digit, name in ipairs(EDITION.transports) do
  TRIED[name], ALL[digit] = { tostring(digit), "0" }, tostring(digit)
end
ALL[#ALL + 1] = "0"

--- The first entry of a list with the digit, and where in its code that is; of
--- those for which the table `filled` has something.
local function with_digit(list, digit, filled)
  for _, entry in ipairs(list) do
    if not filled or filled[entry] then
      local at = find(codes[entry], digit, 2, true)
      if at then return entry, at end
    end
  end
end

--- The same for the first transport to try that has one.
local function first(list, transport, filled)
  for _, digit in ipairs(TRIED[transport] or ALL) do
    local entry, at = with_digit(list, digit, filled)
    if entry then return entry, at end
  end
end

--- Where the service name ends before a label `_tcp` of a DNS-SD name: the
--- service and the transport; or nil (RFC 6763, sections 4.1 and 7.1).
local function service_in(text)
  local starts, last = {}, #gsub(text, "%.$", "")
  for at in gmatch("." .. sub(text, 1, last), "()%.") do
    starts[#starts + 1] = at
  end
  for i = #starts, 2, -1 do
    local label = sub(text, starts[i], last)
    local transport = sub(label, 1, 1) == "_" and NAMED[lower(sub(label, 2))]
    last = starts[i] - 2
    for k = transport and i - 1 or 0, 1, -1 do
      if sub(text, starts[k], starts[k]) == "_"
         and starts[k + 1] - starts[k] > 2 then
        return sub(text, starts[k] + 1, last), transport
      end
    end
    if transport then return nil end
  end
end

--- The port or the name, and the transport, in a key that is a text.
local function parts_of(key)
  local name, transport = key:match "^(.*)/([^/]*)$"
  transport = transport and ianaports.transport(transport)
  if not transport then name, transport = service_in(key) end
  if not transport then name = key end
  local port = port_in(name)
  return port or find(name, "[^0-9]") and name or "", transport
end

--- The entries that a key means, and the transport that is asked, or nil.
local function entries_of(function_name, key, asked)
  if type(key) ~= "number" and type(key) ~= "string" then
    refuse(function_name, 1, "key must be a port or a name", key)
  end
  asked = check_transport(function_name, asked)
  if type(key) == "number" then
    check_port(function_name, key)
    return at_port(key), asked
  end
  local part, transport = parts_of(key)
  if asked and transport and asked ~= transport then return {}, asked end
  return type(part) == "number" and at_port(part) or with_name(part),
    transport or asked
end
]===] }
