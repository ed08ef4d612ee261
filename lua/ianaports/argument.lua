--- Arguments of public functions: their checks, and how a message shows them.
--
-- A wrong argument raises at the line that called the module (bad_argument).

local core = require "ianaports.core".internals()

local bad_argument = core.bad_argument

--- Raise that argument `index` of function `name` breaks a rule, with the
--- value that it is instead.
---@param name string
---@param index integer
---@param rule string
---@param value any
local function refuse(name, index, rule, value)
  local by_dot = index == 1 and name or nil
  bad_argument(name, index, core.refusal(rule, value, by_dot))
end

--- Whether a value is the module, as a colon for the dot gives it.
---@param value any
---@return boolean
local function is_module(value)
  return type(value) == "table" and getmetatable(value) == core.type "module"
end

--- Raise unless argument `index` of function `name`, called `what`, has the
--- type `wanted`.
---@param name string
---@param index integer
---@param what string
---@param value any
---@param wanted string
local function check_type(name, index, what, value, wanted)
  if type(value) == wanted and not is_module(value) then return end
  refuse(name, index, ("%s must be a %s"):format(what, wanted), value)
end

--- Raise unless it is a path that a file can have.
---@param name string
---@param index integer
---@param path any
local function check_path(name, index, path)
  check_type(name, index, "path", path, "string")
  if path:find "%z" then
    bad_argument(name, index, "path must have no NUL in it")
  end
end

--- How many items a list has, past any metatable; nil where a table has a hole
--- or a key that is none of a list.
---@param list table
---@return integer?
local function length(list)
  local count = 0
  for _ in next, list do count = count + 1 end
  for i = 1, count do
    if rawget(list, i) == nil then return nil end
  end
  return count
end

--- A copy of a table, past any metatable.
---@param value table
---@return table
local function copy(value)
  local result = {}
  for key, item in next, value do result[key] = item end
  return result
end

--- A list of values, or one value as a list; nil where a table is none.
---@param value any
---@return any[]?
local function as_list(value)
  if type(value) ~= "table" then return { value } end
  return length(value) and copy(value)
end

--- `"a", "b" or "c"`.
---@param words string[]
---@return string
local function choice(words)
  local last = #words
  return '"' .. table.concat(words, '", "', 1, last - 1) .. '" or "'
    .. words[last] .. '"'
end

--- The keys of a table, sorted, as one text.
---@param set table<string, any>
---@return string
local function known(set)
  local names = {}
  for name in pairs(set) do names[#names + 1] = name end
  table.sort(names, core.before)
  return table.concat(names, ", ")
end

return {
  as_list = as_list,
  bad_argument = bad_argument,
  check_path = check_path,
  check_type = check_type,
  choice = choice,
  copy = copy,
  is_module = is_module,
  known = known,
  length = length,
  refuse = refuse,
  show = core.show,
}
