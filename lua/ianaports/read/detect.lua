--- Which format a text is in, by its first block.
--
-- What is none of the formats that are read is named here, so that no reader of
-- another format has to complain about it.  Where only a guess is left, it is
-- called one.

local find, match = string.find, string.match

local READ = "; what is read: IANA's CSV and XML, images, services(5) files"
local WRITTEN = ", which is written, not read"

local SEPARATORS = { ",", ";", "\t", "|" }
local SHOWN = { ["\t"] = "a tab" }

--- How a text begins, in bytes, and what it is: a format, or what is not read.
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
  { "^%(\181/\253", nil, "a file compressed by zstd: decompress it first" },
}

--- JSON: an array or an object, and what may stand next in it.
local function is_json(text)
  return find(text, '^%s*%[%s*[%[{"0-9%]]') or find(text, '^%s*{%s*["}]')
end

--- What follows the comments and instructions in front of a document.
local function behind_comments(text)
  local at = 1
  while true do
    local stop = match(text, "^%s*<!%-%-.-%-%->()", at)
              or match(text, "^%s*<%?.-%?>()", at)
    if not stop then return text:sub(at) end
    at = stop
  end
end

--- How HTML may begin, also a part of a page.
local html_tags = {}
for tag in ([[html head body title meta base link script style center table div
    h1 h2 h3 p pre font a br hr form main section]]):gmatch "%S+" do
  html_tags[tag] = true
end

local function is_html(text)
  local start = behind_comments(text):sub(1, 1024):lower()
  return find(start, "^%s*<!doctype%s+html")
      or html_tags[match(start, "^%s*<([a-z0-9]+)[%s/>]")]
end

--- IANA's fourth format, as its page has it and `export "text"` writes it: a
--- title, or of an edition without one the heads of the columns.
local function is_plain_text(text)
  return find(text, "^%s*Service Name and Transport Protocol Port Number "
    .. "Registry%s*[\r\n]")
      or find("\n" .. text, "[\r\n]Service Name +Port Number +Transport")
end

--- The list of port numbers that IANA published until 2011.
local function is_old_list(text)
  return find(text, "^%s*PORT NUMBERS%s*[\r\n]")
      or find("\n" .. text, "[\r\n][ \t]*Keyword[ \t]+Decimal[ \t]+Description")
end

--- A line of a services file: a name, and a port with a protocol; or no more
--- than these and a comment.
local function is_service(line)
  return find(line, "^%s*[^%s#]%S*%s+[0-9][0-9-]*/[A-Za-z]")
      or find(line, "^%s*[0-9][0-9-]*/[A-Za-z][A-Za-z0-9/+._-]*%s*$")
      or find(line, "^%s*[0-9][0-9-]*/[A-Za-z][A-Za-z0-9/+._-]*%s*#")
end

--- Whether at least half of the lines that have more than a comment are those
--- of a services file.
local function looks_like_services(text)
  local services, others = 0, 0
  for line in text:gmatch "[^\r\n]+" do
    if is_service(line) then
      services = services + 1
    elseif find(line, "^%s*[^%s#]") then
      others = others + 1
    end
  end
  return services >= others
end

local function count(line, separator)
  local _, found = line:gsub("%" .. separator, "")
  return found
end

--- What parts the cells, where the first lines look like those of a table: it
--- stands twice in the first line, or once there and in the second; or nil.
local function separator_of(text)
  local first, second = match(text, "^%s*([^\r\n]+)[\r\n]*([^\r\n]*)")
  if not first or find(first, "^#") then return nil end
  for _, separator in ipairs(SEPARATORS) do
    local cells = count(first, separator)
    if cells >= 2 or cells == 1 and count(second, separator) >= 1 then
      return separator
    end
  end
end

--- What a table is that is not parted by commas, or has other titles.
local function other_table(text, separator)
  local line = match(text, "^%s*([^\r\n]*)")
  local shown = SHOWN[separator] or ('"%s"'):format(separator)
  if find(line, '^"?Service Name"?%s*%' .. separator) then
    return ("IANA's CSV with %s between its cells, not a comma"):format(shown)
  elseif find(line, '^"?ID"?,"?Name"?,"?Organization"?,') then
    return "IANA's table of contacts: give its path as options.contacts"
  end
  return ("a CSV whose first row is not IANA's titles (it seems to have %s "
    .. "between its cells)"):format(shown)
end

--- By its lines: IANA's CSV, a services file, or what it may be.
local function kind_of_lines(text)
  local line = match(text, "^%s*([^\r\n]*)")
  if find(line, '^"?Service Name"?%s*,') then return "csv" end
  if looks_like_services(text) then return "services" end
  local separator = separator_of(text)
  if separator then return nil, other_table(text, separator) .. READ end
  return "services", " (taken for a services file: it begins as no other)"
end

--- What a text is that is written, or was once published, but is not read.
local function not_read(text)
  if is_html(text) then return "HTML" .. WRITTEN end
  if is_json(text) then return "JSON" .. WRITTEN end
  if is_plain_text(text) then return "IANA's plain text" .. WRITTEN end
  if is_old_list(text) then
    return "the list of port numbers that IANA published until 2011"
  end
end

--- The kind of a text from its first block, which should hold more than a few
--- blanks: a saved image, XML, IANA's CSV, or a services(5) file; or nil and
--- what else it is.
---@param block string
---@return "image"|"xml"|"csv"|"services"|nil kind
---@return string? note  beside nil what it is; else that the kind is a guess
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
  local control = find(text:sub(1, 16), "[%z\1-\8\14-\25\27-\31]")
  if control then
    return nil, ("not a text: a byte %d"):format(text:byte(control)) .. READ
  end
  return kind_of_lines(text)
end

return { kind = kind }
