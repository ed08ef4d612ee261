--- `ianaports status PORT[/TRANSPORT]...`: the status of each port.

local core = require "ianaports.core".internals()
local output = require "ianaports.command.output"

local FIELDS = { "port", "transport", "status" }

local function define(parser)
  parser:argument "port":args "*"
end

--- The first and last port and the transport of "9311", "9311/udp" or
--- "6000-6063/tcp"; wrong usage for what is none.
local function read(word, transport, context)
  local ports, named = word:match "^([%d-]+)/(%w+)$"
  ports = ports or word
  local first, last = ports:match "^(%d+)%-?(%d*)$"
  first, last = tonumber(first), tonumber(last) or tonumber(first)
  if not first or last > 65535 or first > last or ports:find "%-$" then
    context.refuse(core.refusal("a port is an integer from 0 to 65535, "
      .. "with or without a transport: 443, 443/udp, 6000-6063", word))
  end
  return first, last, context.transport(named) or transport
end

--- A row as a line of the table: `9311/udp  unassigned`
local function cells(row)
  local transport = row.transport and "/" .. row.transport or ""
  return { row.port .. transport, row.status }
end

local function run(arguments, context)
  local registry, rows = context.registry(), {}
  local given = context.transport(arguments.transport)
  for _, word in ipairs(context.keys(arguments.port)) do
    local first, last, transport = read(word, given, context)
    for port = first, last do
      rows[#rows + 1] = { port = port, transport = transport,
                          status = registry:status(port, transport) }
    end
  end
  output.write(rows, FIELDS, arguments, context, cells)
end

return { define = define, run = run }
