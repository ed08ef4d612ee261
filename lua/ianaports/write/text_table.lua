--- Tables in columns of plain text.
--
-- A column is as wide as its widest line, but at most as its limit says, and at
-- least as its longest word: cells are wrapped between words, never inside one.
-- A word longer than WIDEST does not make its column wider, as it would fill
-- all other lines with blanks: it is on a line with nothing to its right.  Line
-- breaks and indents in cells stay.  Widths are in characters.

local words = require "ianaports.words"

local find, gsub, max, min = string.find, string.gsub, math.max, math.min
local width_of = words.length

local GAP = "  "
local BREAK = "\1"      -- where a line may be broken though there is no blank
local NARROW = 12       -- wider headings are wrapped, unless cells are as wide
local LIMIT = 40        -- of a column that has no limit of its own
local WIDEST = 128      -- more than the longest word in IANA's editions

--- By number: so many blanks.
local blanks = setmetatable({}, { __index = function(list, n)
  list[n] = (" "):rep(n)
  return list[n]
end })

--- The lines of a cell, without the blanks at the end of each.
local function lines_of(cell)
  local lines = {}
  for line in (cell .. "\n"):gmatch "([^\n]*)\n" do
    lines[#lines + 1] = line:match "^(.*[^ ])" or ""
  end
  return lines
end

--- Iterator over what is before each word of a line, and the word.  Before it
--- are blanks, or a BREAK between the items of `[A][B]`.
local function each_word(line)
  if find(line, "][", 1, true) then
    line = gsub(line, "%]%[", "]" .. BREAK .. "[")
  end
  return line:gmatch "([ \1]*)([^ \1]+)"
end

--- Append a line to a list, in pieces of at most `width`, if no word is longer.
--- Each has the line's indent, unless the indent is too wide.
local function wrap(lines, line, width)
  local indent = line:match "^ *"
  if #indent > width / 2 then indent = "" end
  local text, size = "", 0
  for before, word in each_word(line) do
    local gap, length = gsub(before, BREAK, ""), width_of(word)
    if text ~= "" and size + #gap + length > width then
      lines[#lines + 1] = text
      text, size = indent .. word, #indent + length
    else
      text, size = text .. gap .. word, size + #gap + length
    end
  end
  lines[#lines + 1] = text
end

--- A cell as a list of lines of at most `width`, if no word is longer.
local function split(cell, width)
  local lines = {}
  for _, line in ipairs(lines_of(cell)) do
    if width_of(line) <= width then
      lines[#lines + 1] = line
    else
      wrap(lines, line, width)
    end
  end
  return lines
end

--- The width of a cell's widest line, and of its longest word.
local function measure(cell)
  local widest, longest = 0, 0
  for _, line in ipairs(lines_of(cell)) do
    widest = max(widest, width_of(line))
    for _, word in each_word(line) do longest = max(longest, width_of(word)) end
  end
  return widest, longest
end

--- Widen columns for the cells of a row.
local function widen(widths, cells, limits)
  for i, cell in ipairs(cells) do
    local width = widths[i]
    if #cell > width then
      local widest, longest = measure(cell)
      widths[i] = max(width, min(longest, WIDEST), min(widest, limits[i]))
    end
  end
end

--- One line of a row: cells side by side, without blanks after the last.
local function join(cells, widths)
  local line, gap = "", 0
  for i, cell in ipairs(cells) do
    if cell ~= "" then
      line = line .. blanks[gap] .. cell
      gap = -width_of(cell)
    end
    gap = gap + widths[i] + #GAP
  end
  return line .. "\n"
end

--- A cell as a list of lines.  A line is "" if it is `taken`: a cell to the
--- left has a line there that is wider than its column.  Lines of this cell
--- that are too wide become taken as well.
local function lay_out(cell, width, taken)
  local lines = {}
  for _, line in ipairs(split(cell, width)) do
    while taken[#lines + 1] do lines[#lines + 1] = "" end
    lines[#lines + 1] = line
    if width_of(line) > width then taken[#lines] = true end
  end
  return lines
end

--- Add a row.  It has as many lines as its tallest cell.
local function add_row(add, cells, widths)
  local tall, taken, height = {}, {}, 1
  for i, cell in ipairs(cells) do
    if #cell > widths[i] or find(cell, "\n", 1, true)
       or taken[1] and cell ~= "" then
      tall[i] = lay_out(cell, widths[i], taken)
      height = max(height, #tall[i])
    end
  end
  for n = 1, height do
    local line = {}
    for i, cell in ipairs(cells) do
      line[i] = tall[i] and (tall[i][n] or "") or n == 1 and cell or ""
    end
    add(join(line, widths))
  end
end

--- Write a table.  `rows(each)` must call each(cells) for every row; it is
--- called twice, to measure and to write.
---@param add fun(text: string)
---@param columns {title:string, limit:integer?}[]
---@param rows fun(each: fun(cells: string[]))
local function write(add, columns, rows)
  local titles, widths, narrow, limits, rules = {}, {}, {}, {}, {}
  for i, column in ipairs(columns) do
    titles[i], widths[i] = column.title, 0
    narrow[i], limits[i] = NARROW, column.limit or LIMIT
  end
  widen(widths, titles, narrow)
  rows(function(cells) widen(widths, cells, limits) end)
  for i, width in ipairs(widths) do rules[i] = ("-"):rep(width) end
  add_row(add, titles, widths)
  add_row(add, rules, widths)
  rows(function(cells) add_row(add, cells, widths) end)
end

return { write = write }
