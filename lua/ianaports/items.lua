--- Items: what is in brackets in a cell, such as `[A][B]`.

local find, match = string.find, string.match

--- Iterator over the items of a cell, without their brackets.
---@param cell string?
---@return fun(): string?
local function each(cell)
  return (cell or ""):gmatch "%[([^%[%]]*)%]"
end

--- Iterator over where each item begins, its text, and where it ends (the
--- position after its bracket).
---@param cell string
---@return fun(): integer?, string?, integer?
local function places(cell)
  return cell:gmatch "()%[([^%[%]]*)%]()"
end

--- The name of the draft that an item names, or nil.  IANA calls a draft that
--- waits to become an RFC `RFC-ietf-x-00`.
local function draft_in(item)
  local name = match(item, "^([%w%-%.]+)")
  if not name then return nil end
  if find(name, "^draft%-") then return name end
  return find(name, "^RFC%-%a") and name:gsub("^RFC", "draft") or nil
end

--- What an item of a reference cell refers to: its kind, its id and its URL.
---@param item string
---@return "rfc"|"draft"|"uri"|"footnote"|"text" kind
---@return string? id
---@return string? url
local function reference(item)
  local number = match(item, "^RFC%s*(%d+)$") or match(item, "^RFC%s*(%d+),")
  if number then
    return "rfc", "RFC" .. number,
      "https://www.rfc-editor.org/rfc/rfc" .. number
  end
  local draft = draft_in(item)
  if draft then
    return "draft", draft, "https://datatracker.ietf.org/doc/html/" .. draft
  end
  if find(item, "^%a[%w%+%.%-]*://%S+$") then return "uri", item, item end
  if find(item, "^%d+$") then return "footnote", item end
  return "text"
end

return { each = each, places = places, reference = reference }
