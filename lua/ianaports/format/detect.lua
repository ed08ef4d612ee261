--- Which format a text is in, by how it begins.

--- The kind of a text from its first block, which should hold more than a few
--- blanks: a saved image, XML, IANA's CSV, or else a services(5) file.
---@param block string
---@return "image"|"xml"|"csv"|"services"
local function kind(block)
  if block:find "^IANAPORT" then return "image" end
  if block:find "^\255\254" or block:find "^\254\255" then return "xml" end
  local text = block:gsub("^\239\187\191", "")
  if text:find "^[ \t\r\n]*<" then return "xml" end
  if text:find '^"?Service Name"?,' then return "csv" end
  return "services"
end

return { kind = kind }
