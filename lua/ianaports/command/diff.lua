--- `ianaports diff OLD [NEW]`: what changed between two editions in files; the
--- newer one is the registry that is asked, if no file is named.

local ianaports = require "ianaports"
local output = require "ianaports.command.output"
local terms = require "ianaports.terms"

--- The fields of a change: what it is, which fields differ, and the record.
local FIELDS = { "change", "fields" }
for _, column in ipairs(terms.columns) do
  FIELDS[#FIELDS + 1] = column.field
  if column.field == "port" then FIELDS[#FIELDS + 1] = "last_port" end
end

local function define(parser)
  parser:argument "old"
  parser:argument "new":args "?"
end

local function load(path, context)
  local registry, message = ianaports.load(path)
  if not registry then context.fail(message) end
  return registry
end

--- A record as a row; its own metatable is not wanted there.
local function row_of(change, record, fields)
  record.change, record.fields = change, fields
  return record
end

local function rows_of(diff)
  local rows = {}
  for record in diff.removed:records() do
    rows[#rows + 1] = row_of("removed", record)
  end
  for record in diff.added:records() do
    rows[#rows + 1] = row_of("added", record)
  end
  for _, change in ipairs(diff.changed) do
    rows[#rows + 1] = row_of("changed", change.new,
                             table.concat(change.fields, " "))
  end
  return rows
end

local function run(arguments, context)
  local old = load(arguments.old, context)
  local new = arguments.new and load(arguments.new, context)
    or context.registry()
  local diff = ianaports.diff(old, new)
  local rows = rows_of(diff)
  if arguments.output ~= "table" or arguments.fields then
    output.write(rows, FIELDS, arguments, context)
  else
    context.out(tostring(diff) .. "\n")
  end
  return rows[1] and 1 or 0
end

return { define = define, run = run }
