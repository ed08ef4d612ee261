--- Filters on a command line: `status=reserved since=2018`.

local core = require "ianaports.core".internals()
local terms = require "ianaports.terms"
local words = require "ianaports.words"

--- Keys whose values are lists of words: `has=reference,contact`.
local LISTS = { transport = true, status = true, range = true, has = true,
                lacks = true }
local DATES = {}
for _, column in ipairs(terms.columns) do
  DATES[column.field] = column.kind == "date"
end
local BOOLEANS = { ["true"] = true, ["false"] = false, yes = true, no = false }

--- What records without a transport are called.
local function transport(text)
  if text == "" or text == "none" then return false end
  return text
end

--- The value of a key, as `find` takes it, from its text; dates also as
--- "2018..2019-06", where an end may be left out.
local function value_of(key, text)
  if key == "alias" and BOOLEANS[text] ~= nil then return BOOLEANS[text] end
  local from, to = text:match "^(.-)%.%.(.*)$"
  if DATES[key] and from then
    return { from = from ~= "" and from or nil, to = to ~= "" and to or nil }
  end
  if not LISTS[key] then return text end
  local list = words.split(text)
  for i, item in ipairs(list) do
    if key == "transport" then list[i] = transport(item) end
  end
  return list
end

--- Add a value for a key.  A key that comes again makes a list: any of them.
local function add(filter, key, text)
  local value, former = value_of(key, text), filter[key]
  if former == nil then
    filter[key] = value
    return
  end
  if type(former) ~= "table" then former = { former } end
  for _, item in ipairs(type(value) == "table" and value or { value }) do
    former[#former + 1] = item
  end
  filter[key] = former
end

--- Words as a filter, and those that are no KEY=VALUE.
---@param given string[]
---@param literal integer?  how many of the last are no filter, whatever they are
---@return table<string, any>? filter  nil if there is none
---@return string[] others
local function split(given, literal)
  local filter, others, last = {}, {}, #given - (literal or 0)
  for i, word in ipairs(given) do
    local key, text = word:match "^([%a_]+)=(.*)$"
    if key and i <= last then
      add(filter, core.lower(key), text)
    else
      others[#others + 1] = word
    end
  end
  return next(filter) and filter or nil, others
end

return { split = split }
