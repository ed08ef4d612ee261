--- The format of a text, recognised by its first block.
--
-- A text in a format that is not read is named here (HTML, JSON, an archive),
-- so that no reader of another format has to complain about it.  If only a
-- guess is left, the message says that it is a guess.

local core = require "ianaports.core".internals()

local find, match = string.find, string.match

--- The start of a text, and white space there.
local START = "^[ \t-\r]*"

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
  { "^%(\181/\253", nil, "a file compressed by zstd: decompress it first" },
}

--- Whether a text begins as an array or an object in JSON.
local function is_json(text)
  return find(text, START .. '%[[ \t-\r]*[%[{"0-9%]]')
      or find(text, START .. '{[ \t-\r]*["}]')
end

--- The text after the comments and instructions at its beginning.
local function after_comments(text)
  local at = 1
  while true do
    local stop = match(text, START .. "<!%-%-.-%-%->()", at)
              or match(text, START .. "<%?.-%?>()", at)
    if not stop then return text:sub(at) end
    at = stop
  end
end

--- The tags that HTML, or a part of a page, may begin with.
local html_tags = {}
for tag in ([[html head body title meta base link script style center table div
    h1 h2 h3 p pre font a br hr form main section]]):gmatch "%S+" do
  html_tags[tag] = true
end

local function is_html(text)
  local start = core.lower(after_comments(text):sub(1, 1024))
  return find(start, START .. "<!doctype[ \t-\r]+html")
      or html_tags[match(start, START .. "<([a-z0-9]+)[ \t-\r/>]")]
end

--- Whether a text is IANA's plain text, which `export "text"` writes: it begins
--- with the title, or, in an edition without one, it has the row of headings.
local function is_plain_text(text)
  return find(text, START .. "Service Name and Transport Protocol Port Number "
    .. "Registry[ \t-\r]*[\r\n]")
      or find("\n" .. text, "[\r\n]Service Name +Port Number +Transport")
end

--- Whether a text is the list of port numbers that IANA published until 2011.
local function is_old_list(text)
  return find(text, START .. "PORT NUMBERS[ \t-\r]*[\r\n]")
      or find("\n" .. text, "[\r\n][ \t]*Keyword[ \t]+Decimal[ \t]+Description")
end

local NAMED = START .. "[^ \t-\r#][^ \t-\r]*[ \t-\r]+[0-9][0-9-]*/[A-Za-z]"
local NAMELESS = START .. "[0-9][0-9-]*/[A-Za-z][A-Za-z0-9/+._-]*[ \t-\r]*"

--- Whether a line is one of a services file: a name, a port and a protocol; or
--- only port and protocol, perhaps with a comment.
local function is_service(line)
  return find(line, NAMED) or find(line, NAMELESS .. "$")
      or find(line, NAMELESS .. "#")
end

--- Whether at least half of the lines, without comments and empty lines, are
--- lines of a services file.
local function looks_like_services(text)
  local services, others = 0, 0
  for line in text:gmatch "[^\r\n]+" do
    if is_service(line) then
      services = services + 1
    elseif find(line, START .. "[^ \t-\r#]") then
      others = others + 1
    end
  end
  return services >= others
end

local function count(line, separator)
  local _, found = line:gsub("%" .. separator, "")
  return found
end

--- The separator between cells, if the first lines look like a table: it is
--- twice in the first line, or once there and also in the second; or nil.
local function separator_of(text)
  local first, second = match(text, START .. "([^\r\n]+)[\r\n]*([^\r\n]*)")
  if not first or find(first, "^#") then return nil end
  for _, separator in ipairs(SEPARATORS) do
    local cells = count(first, separator)
    if cells >= 2 or cells == 1 and count(second, separator) >= 1 then
      return separator
    end
  end
end

--- What a table is that does not begin with IANA's titles and commas.
local function other_table(text, separator)
  local line = match(text, START .. "([^\r\n]*)")
  local shown = SHOWN[separator] or ('"%s"'):format(separator)
  if find(line, '^"?Service Name"?[ \t-\r]*%' .. separator) then
    return ("IANA's CSV with %s between its cells, not a comma"):format(shown)
  elseif find(line, '^"?ID"?,"?Name"?,"?Organization"?,') then
    return "IANA's table of contacts: give its path as options.contacts"
  end
  return ("a CSV whose first row is not IANA's titles (it seems to have %s "
    .. "between its cells)"):format(shown)
end

--- The format by the first lines: a services file, and perhaps a note that this
--- is a guess; or nil, what else the text is.
local function kind_of_lines(text)
  if looks_like_services(text) then return "services" end
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
  if find(text, START .. '"?Service Name"?[ \t-\r]*,') then return "csv" end
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
