--- The tables that `make bench` prints, as Markdown.

local measure = require "spec.bench.measure"

local M = {}

local held, missed, absent = 0, 0, {}

local widths = { 60, 9, 9, 6, 12, 9, 9, 6 }

local function line(cells)
  for i = 1, #cells do
    local space = (" "):rep(widths[i] - #cells[i])
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

local function bytes(value)
  return value and ("%.0f B"):format(value) or ""
end

local function number(value)
  return value and (value >= 100 and "%.0f" or "%.2f"):format(value) or ""
end

local heads = {
  ours = { "operation", "ours", "floor", "ratio", "p10..p90", "goal", "aim",
           "holds" },
  peers = { "instead", "theirs", "ours", "ratio", "p10..p90", "at least",
            "holds" },
}

local under

--- Begin a table of one of the two kinds, unless it is the current one.
function M.head(peers)
  local titles = heads[peers and "peers" or "ours"]
  if titles == under then return end
  local marks, cells = {}, {}
  for i, title in ipairs(titles) do
    cells[i] = title
    marks[i] = ("-"):rep(widths[i] - (i > 1 and 1 or 0)) .. (i > 1 and ":" or "")
  end
  if under then print() end
  under = titles
  line(cells)
  line(marks)
end

local function count(good)
  if good then held = held + 1 else missed = missed + 1 end
  return good
end

--- Whether a value meets its goal.
local function verdict(row, value)
  if row.least then return count(value >= row.least) and "yes" or "no" end
  if not row.goal then return "" end
  if not count(value <= row.goal) then return "no" end
  return row.aim and value <= row.aim and "aim" or "yes"
end

--- A row is { title, over, under, goal =, aim = } or { ..., least = }; without
--- `under`, a value.  Its unit is bytes, or else seconds.
function M.row(row, samples)
  local show, value = row.unit and bytes or time, measure.middle(samples[row[2]])
  local cells = { row[1], show(value), "", "", "" }
  if row[3] then
    local low, high
    cells[3] = show(measure.middle(samples[row[3]]))
    value, low, high = measure.ratio(samples, row[2], row[3])
    cells[4], cells[5] = number(value), number(low) .. ".." .. number(high)
  end
  local limit = row[3] and number or show
  cells[6] = limit(row.goal or row.least)
  if under == heads.ours then cells[7] = limit(row.aim) end
  cells[#cells + 1] = verdict(row, value)
  line(cells)
end

function M.absent(title)
  absent[#absent + 1] = title
end

function M.tail()
  if not under then return end
  print(("\n%d goals hold, %d do not"):format(held, missed))
  for _, title in ipairs(absent) do print("absent here: " .. title) end
  print(("%s, %s; medians of %d rounds; a ratio is the median of those within "
         .. "rounds"):format(_G.jit and _G.jit.version or _VERSION,
                             os.date "!%Y-%m-%d", measure.rounds))
end

return M
