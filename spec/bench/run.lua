--- `make bench`: what the module's operations cost, beside the least that they
-- could cost, in one table.
--
-- Arguments choose groups of cases by name; without them all are run.  It is a
-- report and not a test: it says whether goals are met, and never fails.

local measure = require "spec.bench.measure"
local others = require "spec.bench.others"
local report = require "spec.bench.report"

local groups = {
  { "name", "calls" }, { "port", "calls" }, { "sweep", "calls" },
  { "map", "maps" }, { "first", "whole" }, { "lookup", "calls" }, { "call", "calls" },
  { "find", "sets" }, { "search", "sets" }, { "rows", "sets" },
  { "load", "whole" }, { "latest", "stored" }, { "require", "whole" }, { "command", "processes" },
  { "size", "whole" },
  { "peer_name", "peers" }, { "peer_port", "peers" },
  { "peer_lookup", "peers" }, { "peer_search", "peers" },
  { "peer_load", "peers" }, { "peer_require", "peers" },
  { "scale" }, { "limits" }, { "annotate" },
}

local function chosen()
  local known, wanted = {}, {}
  for _, group in ipairs(groups) do known[group[1]] = group end
  for i, name in ipairs(arg) do
    if not known[name] then
      local names = {}
      for k, group in ipairs(groups) do names[k] = group[1] end
      io.stderr:write(("bench: no case %s; known: %s\n")
                      :format(name, table.concat(names, " ")))
      os.exit(2)
    end
    wanted[i] = known[name]
  end
  return #wanted > 0 and wanted or groups
end

--- Both sides of each row, each once.
local function things_of(rows)
  local things, seen = {}, {}
  for _, row in ipairs(rows) do
    for _, thing in ipairs { row[3] or false, row[2] } do
      if thing and not seen[thing] then
        seen[thing] = true
        things[#things + 1] = thing
      end
    end
  end
  return things
end

local function compare(group)
  report.head(group[2] == "peers")
  local rows, absent = require("spec.bench." .. group[2])[group[1]]()
  local samples = measure.run(things_of(rows))
  for _, row in ipairs(rows) do report.row(row, samples) end
  for _, title in ipairs(absent or {}) do report.absent(title) end
end

local later = {}
for _, group in ipairs(chosen()) do
  if group[2] then compare(group) else later[#later + 1] = group[1] end
end
others.stop()
report.tail()
for _, name in ipairs(later) do
  require(name == "annotate" and "spec.bench.logs" or "spec.bench.scale")[name]()
end
