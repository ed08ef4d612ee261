--- `ianaports free [-n LENGTH] [KEY=VALUE]...`: the runs of unassigned ports.
--
-- The keys are those of `unassigned`: transport, range, from, to, length.

local filters = require "ianaports.command.filters"
local output = require "ianaports.command.output"

local FIELDS = { "first", "last" }

local function define(parser)
  parser:option "-n --length"
  parser:argument "filter":args "*"
end

--- Digits as a number; anything else as it is, to be refused with its name.
local function number(text)
  return type(text) == "string" and tonumber(text:match "^%d+$") or text
end

--- The options of `unassigned` that the arguments say.
local function options_of(arguments, context)
  local options, others = filters.split(arguments.filter)
  options = options or {}
  if others[1] then
    context.refuse(("%s is no KEY=VALUE"):format(others[1]))
  end
  if type(options.range) == "table" then
    options.range = table.concat(options.range, ",")
  end
  options.transport = options.transport or context.transport(arguments.transport)
  options.length = number(arguments.length or options.length)
  return options
end

local function run(arguments, context)
  local rows = {}
  local next_run = context.try(context.registry().unassigned, context.registry(),
                               options_of(arguments, context))
  for first, last in next_run do
    rows[#rows + 1] = { first = first, last = last }
    if arguments.first then break end
  end
  output.write(rows, FIELDS, arguments, context)
  if rows[1] then return 0 end
  context.miss "no such run of ports"
  return 1
end

return { define = define, run = run }
