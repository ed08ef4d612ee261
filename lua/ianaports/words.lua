--- Small functions on texts that readers and writers share.

local find, gsub, match = string.find, string.gsub, string.match

--- The text without blanks at its ends.  `not_blank` is a pattern of one byte
--- that is not a blank; if it is left out, blanks are ASCII's white space.
---@param text string
---@param not_blank string?
---@return string
local function trim(text, not_blank)
  not_blank = not_blank or "[^ \t-\r]"
  local first = find(text, not_blank)
  return first and match(text, "^.*" .. not_blank, first) or ""
end

--- How many characters of UTF-8 a text has.
---@param text string
---@return integer
local function length(text)
  if not find(text, "[\128-\255]") then return #text end
  local _, count = gsub(text, "[^\128-\191]", "")
  return count
end

--- The pieces of a text with commas between.
---@param text string
---@return string[]
local function split(text)
  local pieces = {}
  for piece in (text .. ","):gmatch "([^,]*)," do
    pieces[#pieces + 1] = piece
  end
  return pieces
end

--- A text as a cell of CSV, in quotes only if it needs them (RFC 4180).
---@param text string
---@return string
local function csv_cell(text)
  if not find(text, '[",\r\n]') then return text end
  return '"' .. gsub(text, '"', '""') .. '"'
end

return { csv_cell = csv_cell, length = length, split = split, trim = trim }
