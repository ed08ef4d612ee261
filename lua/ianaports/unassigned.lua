--- Runs of ports that no one has: `unassigned`.

local core = require "ianaports.core"
local show = require "ianaports.filter".show

---@class ianaports.UnassignedOptions
---@field transport string|integer|(string|integer)[]?  in all of them; default: tcp and udp
---@field range "system"|"user"?  default: "user"
---@field from integer|string?  first port to look at, in the range
---@field to integer|string?    last port to look at
---@field length integer?  ports in the shortest run; default: 1

local ranges = { system = { 0, 1023 }, user = { 1024, 49151 } }

local rules = {
  transport = '"tcp", "udp", "sctp" or "dccp" or 6, 17, 132 or 33, or a list',
  range = '"system" or "user"',
  from = "a port from %d to %d, the %s range",
  to = "a port from %d to %d, the %s range",
  length = "a positive integer",
}

--- A port as a number; what is none stays as it is.
local function port(value)
  local is_digits = type(value) == "string" and value:find "^%d+$"
  return is_digits and tonumber(value) or value
end

local function is_integer(value, first, last)
  return type(value) == "number" and value % 1 == 0
     and value >= first and value <= last
end

--- The sum of the transports' bits; or nil, and what is none of them.
local function transports(value)
  local sum, seen = 0, {}
  if type(value) ~= "table" then value = { value } end
  for _, item in ipairs(value) do
    local transport = core.transport(item)
    if not transport then return nil, item end
    if not seen[transport] then sum = sum + 2 ^ transport end
    seen[transport] = true
  end
  if sum > 0 then return sum end
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
    if value ~= nil and not is_integer(value, range[1], range[2]) then
      return key
    end
  end
  local length = options.length
  if length ~= nil and not is_integer(length, 1, 65536) then return "length" end
end

local function complaint(options, key)
  if not rules[key] then
    return ("unknown option %s; known options: from, length, range, "
      .. "to, transport"):format(show(key))
  end
  local rule, value = rules[key], options[key]
  if key == "from" or key == "to" then
    local range = option(options, "range", "user")
    rule = rule:format(ranges[range][1], ranges[range][2], range)
  elseif key == "transport" then
    value = select(2, transports(value))
  end
  return ("%s must be %s, got %s"):format(key, rule, show(value))
end

--- Iterator over first, last of each run, in ascending order.  Wrong options
--- raise at the line that called the stub in ianaports.lua.
---@param registry ianaports.Registry
---@param options ianaports.UnassignedOptions?
---@return fun(): integer?, integer?
local function unassigned(registry, options)
  local key, message
  if options == nil then options = {} end
  if type(options) ~= "table" then
    message = "options must be a table, got " .. type(options)
  else
    key = wrong_option(options)
    message = key ~= nil and complaint(options, key)
  end
  if message then
    error("bad argument #1 to 'unassigned' (" .. message .. ")", 3)
  end
  local range = ranges[options.range or "user"]
  return core.unassigned(registry,
    transports(options.transport or both),
    port(options.from) or range[1], port(options.to) or range[2],
    options.length or 1)
end

return { unassigned = unassigned }
