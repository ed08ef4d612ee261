--- The format of a text, recognised by how the text begins.
--
-- A text in a format that is not read is named here (HTML, JSON, an archive), so
-- that no reader of another format has to complain about it.  If only a guess
-- is left, the message says that it is a guess.

local find, match = string.find, string.match

local READ = "; what is read: IANA's CSV and XML, images, services(5) files"
local WRITTEN = ", which is written, not read"

local SEPARATORS = { ",", ";", "\t", "|" }
local SHOWN = { ["\t"] = "a tab" }

--- First bytes of a text, and its format; or nil, what else the text is.
local beginnings = {
  { "^IANAPORT", "image" },
  { "^\255\254[%z \t\r\n]*<", "xml" },
  { "^\254\255[%z \t\r\n]*<", "xml" },
  { "^\255\254", nil, "a text in UTF-16" },
  { "^\254\255", nil, "a text in UTF-16" },
  { "^\31\139", nil, "a file compressed by gzip: decompress it first" },
  { "^PK\3\4", nil, "a zip archive: unpack it first" },
  { "^BZh[1-9]", nil, "a file compressed by bzip2: decompress it first" },
  { "^\253" .. "7zXZ", nil, "a file compressed by xz: decompress it first" },
}

--- Whether a text begins as an array or an object in JSON.
local function is_json(text)
  return find(text, '^%s*%[%s*[%[{"%d%]]') or find(text, '^%s*{%s*["}]')
end

--- Whether a text begins as HTML: also after a comment, or as a part of a page.
local function is_html(text)
  local start = text:sub(1, 1024):lower():gsub("<!%-%-.-%-%->", "")
  start = start:gsub("^%s*<%?xml.-%?>", "")
  return find(start, "^%s*<!doctype%s+html")
      or find(start, "^%s*<%a+") and (find(start, "^%s*<html[%s>]")
        or find(start, "^%s*<head[%s>]") or find(start, "^%s*<body[%s>]")
        or find(start, "^%s*<title[%s>]"))
end

--- Whether a text is IANA's plain text, which `export "text"` writes.
local function is_plain_text(text)
  return find(text, "^%s*Service Name and Transport Protocol Port Number "
    .. "Registry%s*[\r\n]") and not find(text, "^[^\r\n]*,")
end

--- Whether a text is the list of port numbers that IANA published until 2011.
local function is_old_list(text)
  return find(text, "^%s*PORT NUMBERS%s*[\r\n]")
      or find(text, "[\r\n][ \t]*Keyword[ \t]+Decimal[ \t]+Description")
end

--- Whether a line is one of a services file: a name, a port and a protocol, or
--- no name.
local function is_service(line)
  return find(line, "^%s*%S+%s+%d[%d-]*/%a") or find(line, "^%s*%d[%d-]*/%a")
end

--- Whether the first line that is not a comment is one of a services file, or
--- there is no such line in the block.
local function begins_as_services(text)
  for line in text:gmatch "[^\r\n]+" do
    if find(line, "^%s*[^%s#]") then return is_service(line) end
  end
  return true
end

local function count(line, separator)
  local _, found = line:gsub("%" .. separator, "")
  return found
end

--- The separator between cells, if the first lines look like a table: it occurs
--- twice in the first line, or once in each of the first two; or nil.
local function separator_of(text)
  local first, second = match(text, "^%s*([^\r\n]+)[\r\n]*([^\r\n]*)")
  if not first or find(first, "^#") then return nil end
  for _, separator in ipairs(SEPARATORS) do
    local cells = count(first, separator)
    if cells >= 2 or cells == 1 and count(second, separator) == 1 then
      return separator
    end
  end
end

--- What a table is that does not begin with IANA's titles and commas.
local function other_table(text, separator)
  local line = match(text, "^%s*([^\r\n]*)")
  local shown = SHOWN[separator] or ('"%s"'):format(separator)
  if find(line, '^"?Service Name"?%s*%' .. separator) then
    return ("IANA's CSV with %s between its cells, not a comma"):format(shown)
  elseif find(line, "^ID,Name,Organization,Contact URI") then
    return "IANA's table of contacts: give its path as options.contacts"
  end
  return ("a CSV whose first row is not IANA's titles (it seems to have %s "
    .. "between its cells)"):format(shown)
end

--- The format by the first lines: IANA's CSV or a services file, and perhaps a
--- note that this is a guess; or nil, what else the text is.
local function kind_of_lines(text)
  local line = match(text, "^%s*([^\r\n]*)")
  if find(line, '^"?Service Name"?%s*,') then return "csv" end
  if begins_as_services(text) then return "services" end
  local separator = separator_of(text)
  if separator then return nil, other_table(text, separator) .. READ end
  return "services", " (taken for a services file: it begins as no other)"
end

--- The name of a format that is written or was once published, but is not read;
--- or nil.
local function not_read(text)
  if is_html(text) then return "HTML" .. WRITTEN end
  if is_json(text) then return "JSON" .. WRITTEN end
  if is_plain_text(text) then return "IANA's plain text" .. WRITTEN end
  if is_old_list(text) then
    return "the list of port numbers that IANA published until 2011"
  end
end

--- The format of a text, from its first block, which should hold more than a
--- few blanks; or nil, what else the text is.
---@param block string
---@return "image"|"xml"|"csv"|"services"|nil kind
---@return string? note  after nil: what the text is; else: that this is a guess
local function kind(block)
  for _, beginning in ipairs(beginnings) do
    if find(block, beginning[1]) then
      return beginning[2], beginning[3] and beginning[3] .. READ
    end
  end
  local text = block:gsub("^\239\187\191", "")
  local other = not_read(text)
  if other then return nil, other .. READ end
  if find(text, "^[ \t\r\n]*<") then return "xml" end
  local control = find(text:sub(1, 16), "[%z\1-\8\14-\31]")
  if control then
    return nil, ("not a text: a byte %d"):format(text:byte(control)) .. READ
  end
  return kind_of_lines(text)
end

return { kind = kind }
