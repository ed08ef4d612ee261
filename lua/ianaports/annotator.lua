--- Logs, with what the registry says of the port of each line: `annotator`.

local argument = require "ianaports.argument"
local core = require "ianaports.core".internals()
local terms = require "ianaports.terms"
local words = require "ianaports.words"

local bad_argument, show = argument.bad_argument, argument.show

--- The kinds of logs.
local INPUTS = { "zeek", "tsv", "csv", "json" }

--- The options, and what they must be.
local rules = {
  input = argument.choice(INPUTS),
  port = 'the name or number of a column, or two of them with a comma between',
  transport = "a transport, or the name or number of a column",
  fields = "a list of fields, or a text with commas between them",
  registry = "a registry",
}

--- What can be added: the fields of a record, and the status.
local known_fields = { last_port = true, row = true, status = true }
for _, column in ipairs(terms.columns) do known_fields[column.field] = true end

local function refuse(key, value)
  bad_argument("annotator", 1, ("%s must be %s, got %s")
    :format(key, rules[key], show(value)))
end

--- The name of a column, or its number as digits; nil if it is neither.
local function column(value)
  if type(value) == "number" and value >= 1 and value <= 999999
     and value % 1 == 0 then
    return ("%d"):format(value)
  end
  return type(value) == "string" and value ~= "" and value or nil
end

--- One or two columns of ports.
local function ports(value)
  local first, second = column(value), nil
  if first and first:find "," then
    first, second = first:match "^([^,]+),([^,]+)$"
  end
  if not first then refuse("port", value) end
  return first, second
end

--- The words of a text with commas, or of a list.
local function words_of(value)
  if type(value) == "string" then return words.split(value) end
  return type(value) == "table" and argument.as_list(value)
end

local function fields(value)
  local list, seen = words_of(value), {}
  if not list or #list == 0 then refuse("fields", value) end
  for _, field in ipairs(list) do
    if not known_fields[field] then
      bad_argument("annotator", 1, ("no field %s; known fields: %s")
        :format(show(field), argument.known(known_fields)))
    elseif seen[field] then
      bad_argument("annotator", 1, ("field %s is there twice")
        :format(show(field)))
    end
    seen[field] = true
  end
  return list
end

local function registry_of(value)
  if value == nil or argument.is_module(value) then return core.bundled() end
  if getmetatable(value) == core.type "registry" then return value end
  refuse("registry", value)
end

local function input(value)
  for _, name in ipairs(INPUTS) do
    if value == name then return value end
  end
  refuse("input", value)
end

--- The registry and the settings that options mean.
local function settings_of(options)
  local settings = { fields = { "name" } }
  if options.fields ~= nil then settings.fields = fields(options.fields) end
  if options.input ~= nil then settings.input = input(options.input) end
  if options.port ~= nil then
    settings.port, settings.other_port = ports(options.port)
  end
  local transport = options.transport
  if type(transport) == "string" and not transport:find "^%d" then
    settings.transport = core.transport(transport)
  end
  if transport ~= nil and not settings.transport then
    settings.column = column(transport) or refuse("transport", transport)
  end
  return registry_of(options.registry), settings
end

--- What does the work, for the command and for filters: src/bind/lannotate.h.
---@param options table?
---@return userdata
local function engine(options)
  if options == nil then options = {} end
  argument.check_type("annotator", 1, "options", options, "table")
  options = argument.copy(options)
  for key in pairs(options) do
    if not rules[key] then
      bad_argument("annotator", 1, ("unknown option %s; known options: %s")
        :format(show(key), argument.known(rules)))
    end
  end
  local registry, settings = settings_of(options)
  return core.part "build".annotator(registry, settings)
end

--- A filter of LTN12, which adds to each line of a log what the registry says
--- of its port. It takes chunks and nil at the end, and returns chunks, ""
--- where there is nothing yet, and nil at the end. It raises where the log has
--- no such columns: LTN12 has no other way for a filter to fail.
---@param options ianaports.AnnotatorOptions?
---@return fun(chunk: string?): string?
local function annotator(options)
  return engine(options):filter()
end

return { annotator = annotator, engine = engine }
