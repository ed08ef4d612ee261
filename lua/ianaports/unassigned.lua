--- Runs of ports that no one has: `unassigned`.

local argument = require "ianaports.argument"
local core = require "ianaports.core".internals()
local terms = require "ianaports.terms"

local show = argument.show

--- The ranges that have unassigned ports.
local RANGES = { "system", "user" }
local ranges = {}
for _, name in ipairs(RANGES) do ranges[name] = terms.range[name] end

local rules = {
  transport = terms.a_transport .. ", or a list",
  range = argument.choice(RANGES),
  from = "a port from %d to %d, the %s range",
  to = "a port from %d to %d, the %s range",
  length = "a positive integer",
}

--- A port as a number; what is none stays as it is.
local function port(value)
  local is_digits = type(value) == "string" and value:find "^[0-9]+$"
  return is_digits and tonumber(value) or value
end

local function is_integer(value, first, last)
  return type(value) == "number" and value % 1 == 0
     and value >= first and value <= last
end

--- The transports as a list of their names; or nil, and what is none of them.
local function transports(value)
  local names, list = {}, argument.as_list(value)
  for i, item in ipairs(list or {}) do
    names[i] = core.transport(item)
    if not names[i] then return nil, item end
  end
  if names[1] then return names end
  return nil, value
end

--- An option's value, or its default where it is left out.
local function option(options, key, default)
  if options[key] == nil then return default end
  return options[key]
end

local both = { "tcp", "udp" }

--- The option that is wrong, if one is.
local function wrong_option(options)
  for key in pairs(options) do
    if not rules[key] then return key end
  end
  local range = ranges[option(options, "range", "user")]
  if not range then return "range" end
  if not transports(option(options, "transport", both)) then
    return "transport"
  end
  for _, key in ipairs { "from", "to" } do
    local value = port(options[key])
    if value ~= nil and not is_integer(value, range.first, range.last) then
      return key
    end
  end
  local length = options.length
  if length ~= nil and not is_integer(length, 1, 65536) then return "length" end
end

local function complaint(options, key)
  if not rules[key] then
    return ("unknown option %s; known options: %s")
      :format(show(key), argument.known(rules))
  end
  local rule, value = rules[key], options[key]
  if key == "from" or key == "to" then
    local range = option(options, "range", "user")
    rule = rule:format(ranges[range].first, ranges[range].last, range)
  elseif key == "transport" then
    value = select(2, transports(value))
  end
  return ("%s must be %s, got %s"):format(key, rule, show(value))
end

--- Iterator over first, last of each run, in ascending order.
---@param registry ianaports.Registry
---@param options ianaports.UnassignedOptions?
---@return fun(): integer?, integer?
local function unassigned(registry, options)
  if options == nil then options = {} end
  argument.check_type("unassigned", 1, "options", options, "table")
  options = argument.copy(options)
  local key = wrong_option(options)
  if key ~= nil then
    argument.bad_argument("unassigned", 1, complaint(options, key))
  end
  local range = ranges[options.range or "user"]
  return core.unassigned(registry,
    transports(options.transport or both),
    port(options.from) or range.first, port(options.to) or range.last,
    options.length or 1)
end

return { unassigned = unassigned }
