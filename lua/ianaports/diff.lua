--- What changed from one edition to another.
--
-- Records are the same one where name, port, last_port and transport agree;
-- keys that occur several times are paired in order.

local core = require "ianaports.core".internals()
local terms = require "ianaports.terms"

--- The fields that make a record the same one, and all others.
local KEY = { "name", "port", "last_port", "transport" }
local is_key, fields = {}, {}
for _, field in ipairs(KEY) do is_key[field] = true end
for _, column in ipairs(terms.columns) do
  if not is_key[column.field] then fields[#fields + 1] = column.field end
end

local function key(record)
  local parts = {}
  for i, field in ipairs(KEY) do parts[i] = record[field] or "" end
  return table.concat(parts, "\0")
end

--- By key: a list of the edition's records, in order.
local function by_key(registry)
  local result = {}
  for record in registry:records() do
    local k = key(record)
    result[k] = result[k] or { next = 1 }
    table.insert(result[k], record)
  end
  return result
end

--- The fields in which two records differ, or nil.
local function differences(old, new)
  local result
  for _, field in ipairs(fields) do
    if old[field] ~= new[field] then
      result = result or {}
      result[#result + 1] = field
    end
  end
  return result
end

--- The records of `registry` whose rows are in the set.
local function select_rows(registry, rows)
  return registry:find(function(record) return rows[record.row] end)
end

--- Rows of the old edition that no record of the new one was paired with.
local function left_over(olds)
  local rows = {}
  for _, list in pairs(olds) do
    for i = list.next, #list do rows[list[i].row] = true end
  end
  return rows
end

local show = {}

--- Append a line for each record of a selection, and count them: none where a
--- script has put something else there.
local function add_records(lines, sign, selection)
  if getmetatable(selection) ~= core.type "selection" then return 0 end
  for record in selection:records() do
    lines[#lines + 1] = sign .. tostring(record)
  end
  return #selection
end

--- A change as a line, if it is still one.
local function change_line(render, change)
  local new = type(change) == "table" and rawget(change, "new")
  if type(new) ~= "table" then return "* -" end
  local names = table.concat(render.texts_of(rawget(change, "fields")), ", ")
  return ("* %s (%s)"):format(render.record(new), render.one_line(names))
end

--- A summary, then the changes: "+" added, "-" removed, "*" changed.
function show.__tostring(diff)
  local render, lines = core.part "render", { "" }
  local changes = #render.texts_of(diff.changed)
  local removed = add_records(lines, "- ", diff.removed)
  local added = add_records(lines, "+ ", diff.added)
  lines[1] = ("%d added, %d removed, %d changed"):format(added, removed,
                                                         changes)
  for i = 1, changes do
    lines[#lines + 1] = change_line(render, rawget(diff.changed, i))
  end
  return table.concat(lines, "\n")
end

--- A registry; the module itself stands for the bundled one.
local function check_registry(index, value)
  if type(value) == "table"
     and getmetatable(value) == core.type "module" then
    return core.bundled()
  elseif type(value) == "userdata"
     and getmetatable(value) == core.type "registry" then
    return value
  end
  local got = getmetatable(value) == core.type "selection" and "a selection"
           or type(value)
  core.bad_argument("diff", index, "a registry expected, got " .. got)
end

--- What changed between two registries.
---@param old ianaports.Registry
---@param new ianaports.Registry
---@return ianaports.Diff
local function diff(old, new)
  old, new = check_registry(1, old), check_registry(2, new)
  local olds, added, changed = by_key(old), {}, {}
  for record in new:records() do
    local list = olds[key(record)]
    local former = list and list[list.next]
    if former then
      list.next = list.next + 1
      local differing = differences(former, record)
      if differing then
        changed[#changed + 1] = { old = former, new = record,
                                  fields = differing }
      end
    else
      added[record.row] = true
    end
  end
  return setmetatable({
    added = select_rows(new, added),
    removed = select_rows(old, left_over(olds)),
    changed = changed,
  }, show)
end

return { diff = diff }
