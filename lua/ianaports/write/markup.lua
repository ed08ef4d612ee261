--- Texts in HTML and SVG.

local common = require "ianaports.write.common"

local find, gsub = string.find, string.gsub

local escapes = {
  ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;",
}

--- A text as content, or as an attribute in double quotes.  Control characters
--- become pictures, and other characters that should not be printed U+FFFD.  XML
--- must not hold U+FFFE or U+FFFF: they become U+FFFD as well.
---@param text string
---@return string
local function escape(text)
  text = gsub(common.visible(text), '[&<>"]', escapes)
  if not find(text, "\239", 1, true) then return text end
  return (gsub(text, "\239\191[\190\191]", "\239\191\189"))
end

return { escape = escape }
