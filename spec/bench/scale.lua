--- How cost grows with work: registries of 1e3 to 1e6 made-up records, a table, a
-- plot, and the limits with the message at each.

local ianaports = require "ianaports"
local others = require "spec.bench.others"
local synthetic = require "spec.bench.synthetic"
local whole = require "spec.bench.whole"

local SEED = 6335
local counts = { 1000, 3000, 10000, 30000, 100000, 300000, 1000000 }

local M = {}

--- Title, factor and format of each number that sized.lua prints.
local columns = {
  { "image, B/record", 1, "%.1f" }, { "load, ms", 1e3, "%.2f" },
  { "ns/record", 1e9, "%.0f" }, { "x libcsv", 1, "%.2f" },
  { "name(), ns", 1e9, "%.0f" }, { "port(), ns", 1e9, "%.0f" },
  { "name(), 16 keys", 1e9, "%.0f" },
  { "find text, us", 1e6, "%.1f" }, { "#find{tcp}, us", 1e6, "%.2f" },
  { "peak, x image", 1, "%.2f" }, { "heap, x image", 1, "%.2f" },
}

local function measured(count)
  local path = others.folder .. "/synthetic.csv"
  synthetic.write(path, count, SEED)
  local values = {}
  local pipe = assert(io.popen(whole.lua() .. " spec/bench/sized.lua " .. path))
  for line in pipe:lines() do values[#values + 1] = tonumber(line) end
  pipe:close()
  os.remove(path)
  assert(#values == #columns, "the child failed")
  return values
end

local function line(cells)
  print("| " .. table.concat(cells, " | ") .. " |")
end

local function head()
  local titles, marks = { "records" }, { "---:" }
  for i, column in ipairs(columns) do
    titles[i + 1], marks[i + 1] = column[1], "---:"
  end
  print()
  line(titles)
  line(marks)
end

--- The table, also in a file for gnuplot.
local function tabulate()
  local data = assert(io.open(others.folder .. "/scale.dat", "w"))
  head()
  for _, count in ipairs(counts) do
    local values, cells = measured(count), { ("%d"):format(count) }
    for i, value in ipairs(values) do
      cells[i + 1] = columns[i][3]:format(value * columns[i][2])
    end
    line(cells)
    data:write(count, " ", table.concat(values, " "), "\n")
  end
  data:close()
end

local function plot()
  local target = others.folder .. "/scale.svg"
  local done = os.execute("command -v gnuplot >/dev/null && gnuplot -e "
    .. ("\"data='%s/scale.dat'; target='%s'\" "):format(others.folder, target)
    .. "spec/bench/scale.gnuplot")
  if done == true or done == 0 then print("\nplot: " .. target)
  else print "\nplot: skipped, gnuplot is absent" end
end

--- The limits of a registry, and the message at each.
--- A limit, and the command that prints rows beyond it.
local limits = {
  { "ports end at 65535", "echo a,65536,tcp,,,,,,,,," },
  { "a cell has at most 65,535 bytes",
    "printf 'a,1,tcp,%065536d,,,,,,,,\\n' 0" },
  { "a registry has at most 16,777,215 records",
    "yes a,1,tcp,,,,,,,,, | head -n 16777216" },
  { "ranges overlap at most 16,777,215 times",
    "seq -f a,%.0f-65535,tcp,,,,,,,,, 0 5999" },
  { "a file has at most 2^30 bytes",
    "yes $(printf a,1,tcp,%060000d,,,,,,,, 0) | head -n 18000" },
}

--- The message of a load at each limit.
function M.limits()
  local path = others.folder .. "/limit.csv"
  local titles = synthetic.titles:gsub("%s+$", "")
  print "\nLimits, and what a load says beyond them:\n"
  for _, limit in ipairs(limits) do
    os.execute(("{ echo '%s'; %s; } >%s"):format(titles, limit[2], path))
    local registry, message = ianaports.load(path)
    print(("- %s: `%s`"):format(limit[1], registry and "taken!" or message))
  end
  os.remove(path)
end

function M.scale()
  tabulate()
  plot()
end

return M
