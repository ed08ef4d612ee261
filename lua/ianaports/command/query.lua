--- The command without a verb: records by port, by name, by text, by filter.

local core = require "ianaports.core".internals()
local filters = require "ianaports.command.filters"
local output = require "ianaports.command.output"
local render = require "ianaports.render"
local terms = require "ianaports.terms"

--- The fields of a record, in IANA's order.
local FIELDS = {}
for _, column in ipairs(terms.columns) do
  FIELDS[#FIELDS + 1] = column.field
  if column.field == "port" then FIELDS[#FIELDS + 1] = "last_port" end
end
FIELDS[#FIELDS + 1] = "row"

local function define(parser)
  parser:flag "-s --search"
  parser:argument "query":args "*"
end

--- The ports and the transport of a run of ports, "6000-6063/tcp"; or nil.
local function run_of_ports(key, transport)
  local ports = key:match "^(%d+%-%d+)$"
  if ports then return ports, transport end
  local named
  ports, named = key:match "^(%d+%-%d+)/(%w+)$"
  named = core.transport(named)
  if named and (not transport or named == transport) then return ports, named end
end

--- The selection for a key: that of `matches`, also for a run of ports.
local function matches(registry, key, transport, context)
  local ports, named = run_of_ports(key, transport)
  if not ports then return registry:matches(key, transport) end
  return context.try(registry.find, registry,
    { port = ports, transport = named and { named, false } })
end

--- Why a port or a name has no record, for a person.
local function miss(registry, key, transport)
  local digits, named = key:match "^(%d+)/?(%w*)$"
  local port = tonumber(digits)
  if port and port > 65535 then return key .. ": the last port is 65535" end
  if port then
    local status = registry:status(port, core.transport(named) or transport)
    return ("%s: no record; the port is %s"):format(key, status)
  end
  local name = key:match "^[^/]*"
  local count = name ~= "" and #registry:find(name) or 0
  if count == 0 then return key .. ": no such name" end
  return ("%s: no such name; %d record%s it: ianaports -s %s"):format(key,
    count, count == 1 and " mentions" or "s mention", name)
end

--- The selection for a word.
local function answer(registry, word, arguments, context)
  if not arguments.search then
    return matches(registry, word, arguments.transport, context)
  end
  return registry:find { text = word, transport = arguments.transport }
end

--- Add the records of a selection to a list, or the first alone.  Returns
--- whether there are any.
local function add(records, selection, first)
  for record in selection:records() do
    records[#records + 1] = record
    if first then return true end
  end
  return #selection > 0
end

--- Add the records for each word.  Returns whether every word has one.
local function add_each(records, words, filter, arguments, context)
  local registry, all = context.registry(), true
  local transport, search = arguments.transport, arguments.search
  for _, word in ipairs(words) do
    local selection = answer(registry, word, arguments, context)
    if filter then selection = selection:find(filter) end
    local first = arguments.first and not filter and not search
      and registry:lookup(word, transport)
    if first then
      records[#records + 1] = first
    elseif not add(records, selection, arguments.first) then
      all = false
      context.miss(search and word .. ": in no record"
        or filter and word .. ": no record matches"
        or miss(registry, word, transport))
    end
  end
  return all
end

local function run(arguments, context)
  local registry, records = context.registry(), {}
  local filter, words = filters.split(arguments.query, arguments.literal)
  arguments.transport = context.transport(arguments.transport)
  local found
  if filter then context.try(registry.find, registry, filter) end
  if filter and #words == 0 then
    if filter.transport == nil then filter.transport = arguments.transport end
    found = add(records, registry:find(filter), arguments.first)
    if not found then context.miss "no record matches" end
  else
    words = context.keys(words)
    found = add_each(records, words, filter, arguments, context)
  end
  if (arguments.fields or ""):find "status" then
    for _, record in ipairs(records) do record.status = record:status() end
  end
  output.write(records, FIELDS, arguments, context, render.cells, "status")
  return found and 0 or 1
end

return { define = define, run = run }
