--- The writer of JSON: an array of records, each on a line, with keys in the
-- order of IANA's columns.  Ports are numbers, all other values strings; an
-- empty cell has no key.  dkjson quotes the strings.

local common = require "ianaports.write.common"
local terms = require "ianaports.terms"

local concat = table.concat

local keys = {}
for _, column in ipairs(terms.columns) do
  keys[#keys + 1] = column.field
  if column.field == "port" then keys[#keys + 1] = "last_port" end
end

local heads = {}
for i, key in ipairs(keys) do heads[i] = ('"%s":'):format(key) end

--- A record as a JSON object.  `fields` is a table to work in.
local function object(record, quote, fields)
  local count = 0
  for i, key in ipairs(keys) do
    local value = record[key]
    if value ~= nil then
      count = count + 1
      fields[count] = heads[i] .. (type(value) == "number"
        and ("%d"):format(value) or quote(value))
    end
  end
  return "{" .. concat(fields, ",", 1, count) .. "}"
end

--- Write the records of a selection.
---@param emit fun(text: string)
---@param selection ianaports.Selection
---@return true? ok
---@return string? message
local function write(emit, selection)
  local found, dkjson = pcall(require, "dkjson")
  if not found then
    return nil, "json: dkjson is not installed "
      .. "(Debian: lua-dkjson; LuaRocks: dkjson)"
  end
  local add, flush = common.gather(emit)
  local fields, before = {}, "[\n"
  for record in selection:records() do
    add(before .. object(record, dkjson.quotestring, fields))
    before = ",\n"
  end
  add(before == "[\n" and "[]\n" or "\n]\n")
  flush()
  return true
end

return { write = write }
