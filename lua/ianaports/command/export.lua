--- `ianaports export FORMAT [KEY=VALUE]... [-O FILE]`: records in a format.

local filters = require "ianaports.command.filters"

local function define(parser)
  parser:option "-O --to"
  parser:argument "format"
  parser:argument "filter":args "*"
end

local function run(arguments, context)
  local registry = context.registry()
  local filter, others = filters.split(arguments.filter)
  if others[1] then
    context.refuse(("%s is no KEY=VALUE"):format(others[1]))
  end
  if arguments.transport then
    filter = filter or {}
    filter.transport = context.transport(arguments.transport)
  end
  local selection = context.try(registry.find, registry, filter)
  local text, message = context.try(selection.export, selection,
                                    arguments.format, arguments.to)
  if not text then context.fail(message) end
  if not arguments.to then context.out(text) end
  if #selection > 0 then return 0 end
  context.miss "no record matches"
  return 1
end

return { define = define, run = run }
