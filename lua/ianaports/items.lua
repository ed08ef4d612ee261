--- What stands in brackets in a cell: `[A][B]`.
-- Letters, digits and white space are ASCII's, whatever the locale.

local find, match = string.find, string.match

--- Iterator over the items of a cell, without their brackets.
---@param cell string?
---@return fun(): string?
local function each(cell)
  return (cell or ""):gmatch "%[([^%[%]]*)%]"
end

--- The same, with where an item begins, and where what follows it does.
---@param cell string
---@return fun(): integer?, string?, integer?
local function places(cell)
  return cell:gmatch "()%[([^%[%]]*)%]()"
end

--- The draft that an item names: also `RFC-ietf-x-00`, IANA's word for one
--- that waits to be an RFC.
local function draft_in(item)
  local name = match(item, "^([A-Za-z0-9%-%.]+)")
  if not name then return nil end
  if find(name, "^draft%-") then return name end
  return find(name, "^RFC%-[A-Za-z]") and name:gsub("^RFC", "draft") or nil
end

--- What an item of references refers to: its kind, its id and its url.
---@param item string
---@return "rfc"|"draft"|"uri"|"footnote"|"text" kind
---@return string? id
---@return string? url
local function reference(item)
  local number = match(item, "^RFC[ \t-\r]*([0-9]+)$")
              or match(item, "^RFC[ \t-\r]*([0-9]+),")
  if number then
    return "rfc", "RFC" .. number,
      "https://www.rfc-editor.org/rfc/rfc" .. number
  end
  local draft = draft_in(item)
  if draft then
    return "draft", draft, "https://datatracker.ietf.org/doc/html/" .. draft
  end
  if find(item, "^[A-Za-z][A-Za-z0-9%+%.%-]*://[^ \t-\r]+$") then
    return "uri", item, item
  end
  if find(item, "^[0-9]+$") then return "footnote", item end
  return "text"
end

return { each = each, places = places, reference = reference }
