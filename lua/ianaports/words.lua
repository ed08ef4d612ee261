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

return { length = length, trim = trim }
