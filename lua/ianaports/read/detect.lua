--- The format of a text, recognised by how the text begins.
--
-- A text in a format that is not read is named here (HTML, JSON, UTF-16), so
-- that no reader of another format has to complain about it.  If only a guess
-- is left, the message says that it is a guess.

local find, match = string.find, string.match

local READ = "; what is read: IANA's CSV and XML, images, services(5) files"

--- How a text in UTF-16 begins, and its format, or what it is.
local encodings = {
  { "^\255\254[%z \t\r\n]*<", "xml" },
  { "^\254\255[%z \t\r\n]*<", "xml" },
  { "^\255\254", nil, "a text in UTF-16" },
  { "^\254\255", nil, "a text in UTF-16" },
}

--- Whether a text begins as an array or an object in JSON.
local function is_json(text)
  return find(text, '^%s*%[%s*[%[{"%d%]]') or find(text, '^%s*{%s*["}]')
end

local function is_html(text)
  local start = text:sub(1, 200):lower()
  return find(start, "^%s*<!doctype%s+html") or find(start, "^%s*<html")
end

--- Whether a line is one of a services file: a name, a port and a protocol.
local function is_service(line)
  return find(line, "^%s*%S+%s+%d[%d-]*/%a")
end

--- Whether the first line that is not a comment is one of a services file, or
--- there is no such line in the block.
local function begins_as_services(text)
  for line in text:gmatch "[^\r\n]+" do
    if find(line, "^%s*[^%s#]") then return is_service(line) end
  end
  return true
end

--- The format by the first line: IANA's CSV, whatever separates the titles; or
--- another format, and perhaps a note that this is a guess.
local function kind_of_lines(text)
  local line = match(text, "^%s*([^\r\n]*)")
  if find(line, '^"?Service Name"?%s*[,;\t|]') then return "csv" end
  if begins_as_services(text) then return "services" end
  if find(line, "^[^,#]+,[^,#]*,[^,#]*") then
    return "csv", " (taken for CSV by its first line)"
  end
  return "services", " (taken for a services file: it begins as no other)"
end

--- The format of a text, from its first block, which should hold more than a
--- few blanks; or nil, and what else it is.
---@param block string
---@return "image"|"xml"|"csv"|"services"|nil kind
---@return string? note  after nil: what the text is; else: that this is a guess
local function kind(block)
  if find(block, "^IANAPORT") then return "image" end
  for _, encoding in ipairs(encodings) do
    if find(block, encoding[1]) then
      return encoding[2], encoding[3] and encoding[3] .. READ
    end
  end
  local text = block:gsub("^\239\187\191", "")
  local other = is_html(text) and "HTML" or is_json(text) and "JSON"
  if other then return nil, other .. ", which is written, not read" .. READ end
  if find(text, "^[ \t\r\n]*<") then return "xml" end
  local control = find(text:sub(1, 16), "[%z\1-\8\14-\31]")
  if control then
    return nil, ("not a text: a byte %d"):format(text:byte(control)) .. READ
  end
  return kind_of_lines(text)
end

return { kind = kind }
