--- `ianaports check NAME...`: whether RFC 6335 allows a service name, and
--- whether it is taken.

local ianaports = require "ianaports"
local output = require "ianaports.command.output"
local render = require "ianaports.render"

local FIELDS = { "name", "allowed", "free", "reason" }

local function define(parser)
  parser:argument "name":args "*"
end

--- Where a name is taken: `22/tcp, 22/udp, 22/sctp`; "-" without a port.
local function places(selection)
  local list = {}
  for record in selection:records() do
    local transport = record.transport and "/" .. record.transport or ""
    list[#list + 1] = render.ports(record) .. transport
  end
  return table.concat(list, ", ")
end

--- The records that have a name, in any case.
local function records_of(registry, name)
  local is_pattern = name:find "[*?]"       -- for find; a name has neither
  return registry:find { name = not is_pattern and name or {} }
end

local function check(registry, name)
  local allowed, rule = ianaports.valid_name(name)
  local taken, reasons = records_of(registry, name), { rule }
  if #taken > 0 then reasons[#reasons + 1] = "taken: " .. places(taken) end
  return { name = name, allowed = allowed, free = #taken == 0,
           reason = reasons[1] and table.concat(reasons, "; ") }
end

--- A row as a line of the table: `my-service  allowed and free`
local function cells(row)
  return { render.one_line(row.name),
           row.reason and render.one_line(row.reason) or "allowed and free" }
end

local function run(arguments, context)
  local registry, rows, good = context.registry(), {}, true
  for i, name in ipairs(context.keys(arguments.name)) do
    rows[i] = check(registry, name)
    good = good and rows[i].allowed and rows[i].free
  end
  output.write(rows, FIELDS, arguments, context, cells)
  return good and 0 or 1
end

return { define = define, run = run }
