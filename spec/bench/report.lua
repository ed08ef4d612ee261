-- report.lua - the table that `make bench` prints, as Markdown.

local measure = require "spec.bench.measure"

local M = {}

local held, missed, notes = 0, 0, {}

local widths = { 58, 9, 9, 6, 12, 8, 8, 6 }

local function line(cells)
  for i, width in ipairs(widths) do
    local space = (" "):rep(width - #cells[i])
    cells[i] = i == 1 and cells[i] .. space or space .. cells[i]
  end
  print("| " .. table.concat(cells, " | ") .. " |")
end

local units = { { 1, "s" }, { 1e-3, "ms" }, { 1e-6, "us" }, { 0, "ns" } }

local function time(seconds)
  for _, unit in ipairs(units) do
    if seconds >= unit[1] then
      return ("%.3g %s"):format(seconds / (unit[1] > 0 and unit[1] or 1e-9),
                                unit[2])
    end
  end
end

local function number(value)
  if not value then return "" end
  return (value >= 100 and "%.0f" or "%.2f"):format(value)
end

-- Does a value keep its goal?  Counted.
local function verdict(row, value)
  if not row.goal then return "" end
  local good = value <= row.goal
  if good then held = held + 1 else missed = missed + 1 end
  return not good and "no" or value <= row.aim and "aim" or "yes"
end

function M.head()
  print(("%s, %s"):format(_G.jit and _G.jit.version or _VERSION,
                          os.date "!%Y-%m-%d"))
  print(("medians of %d rounds; ratio: of the ratios within rounds, with p10"
         .. " .. p90\n"):format(measure.rounds))
  line { "operation", "ours", "floor", "ratio", "p10..p90", "goal", "aim",
         "holds" }
  line { ("-"):rep(widths[1]), ("-"):rep(8) .. ":", ("-"):rep(8) .. ":",
         ("-"):rep(5) .. ":", ("-"):rep(11) .. ":", ("-"):rep(7) .. ":",
         ("-"):rep(7) .. ":", ("-"):rep(5) .. ":" }
end

-- A row is { title, ours, floor, goal =, aim = }, or without a floor a value.
function M.row(row, samples)
  local ours = measure.middle(samples[row[2]])
  if row.unit then
    return line { row[1], number(ours), "", "", row.unit, number(row.goal),
                  number(row.aim), verdict(row, ours) }
  end
  local ratio, low, high = measure.ratio(samples, row[2], row[3])
  line { row[1], time(ours), time(measure.middle(samples[row[3]])),
         number(ratio), number(low) .. ".." .. number(high),
         number(row.goal), number(row.aim), verdict(row, ratio) }
end

function M.note(text)
  notes[#notes + 1] = text
end

function M.tail()
  print(("\n%d goals hold, %d do not"):format(held, missed))
  for _, text in ipairs(notes) do print("absent: " .. text) end
end

return M
