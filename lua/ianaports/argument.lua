--- Arguments of public functions: how they are checked, and how a message shows
-- them.
--
-- A wrong argument raises an error at the line that called the module: see
-- bad_argument.

local core = require "ianaports.core".internals()

local bad_argument = core.bad_argument

--- A value as a message shows it.
---@param value any
---@return string
local function show(value)
  if type(value) == "string" and #value > 40 then
    return ("%q..."):format(value:sub(1, 40))
  elseif type(value) == "string" then
    return ("%q"):format(value)
  end
  return type(value) == "number" and tostring(value) or type(value)
end

--- Raise unless a value has the type `wanted`. It is argument `index` of the
--- function `name`, and messages call it `what`.
---@param name string
---@param index integer
---@param what string
---@param value any
---@param wanted string
local function check_type(name, index, what, value, wanted)
  if type(value) == wanted then return end
  bad_argument(name, index, ("%s must be a %s, got %s"):format(what, wanted,
                                                               type(value)))
end

--- Raise unless a value is a path that a file can have.
---@param name string
---@param index integer
---@param path any
local function check_path(name, index, path)
  check_type(name, index, "path", path, "string")
  if path:find "%z" then
    bad_argument(name, index, "path must have no NUL in it")
  end
end

--- The value, if it is a list; or a list of the value alone. Nil for a table
--- that is not a list: it has a hole, or a key of another kind.
---@param value any
---@return any[]?
local function as_list(value)
  if type(value) ~= "table" then return { value } end
  local count = 0
  for _ in pairs(value) do count = count + 1 end
  for i = 1, count do
    if value[i] == nil then return nil end
  end
  return value
end

--- `"a", "b" or "c"`.
---@param words string[]
---@return string
local function choice(words)
  local last = #words
  return '"' .. table.concat(words, '", "', 1, last - 1) .. '" or "'
    .. words[last] .. '"'
end

--- The keys of a table as one text, sorted.
---@param set table<string, any>
---@return string
local function known(set)
  local names = {}
  for name in pairs(set) do names[#names + 1] = name end
  table.sort(names)
  return table.concat(names, ", ")
end

return {
  as_list = as_list,
  bad_argument = bad_argument,
  check_path = check_path,
  check_type = check_type,
  choice = choice,
  known = known,
  show = show,
}
