--- Tables in columns of plain text.
--
-- A column is as wide as its widest line, at most as its limit says, and at
-- least as its longest word: cells are wrapped between words, never in one.
-- No word makes a column wider than WIDEST, or one name would fill all lines
-- with blanks: a longer word stands on a line where nothing is to its right.
-- Line breaks and indents in cells are kept.  Width counts characters.

local find, gsub, max, min = string.find, string.gsub, math.max, math.min

local GAP = "  "
local BREAK = "\1"      -- where a line may be broken without a blank
local NARROW = 12       -- for the longest heading that is not wrapped
local LIMIT = 40        -- of a column that has none of its own
local WIDEST = 128      -- more than the longest word in IANA's editions

--- The characters of a text in UTF-8.
local function width_of(text)
  if not find(text, "[\128-\255]") then return #text end
  local _, count = gsub(text, "[^\128-\191]", "")
  return count
end

--- Blanks by their number.
local blanks = setmetatable({}, { __index = function(list, n)
  list[n] = (" "):rep(n)
  return list[n]
end })

--- The lines of a cell, without blanks at their ends.
local function lines_of(cell)
  local lines = {}
  for line in (cell .. "\n"):gmatch "([^\n]*)\n" do
    lines[#lines + 1] = line:match "^(.*[^ ])" or ""
  end
  return lines
end

--- Iterator over the words of a line, each with what is before it: blanks, or
--- a BREAK inside `[A][B]`.
local function each_word(line)
  if find(line, "][", 1, true) then
    line = gsub(line, "%]%[", "]" .. BREAK .. "[")
  end
  return line:gmatch "([ \1]*)([^ \1]+)"
end

--- Append a line to a list, in pieces of at most `width` where words allow,
--- each with the line's indent, or without one where that is too wide.
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

--- A cell as a list of lines of a width.
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

--- One line of a row: cells side by side, the last one not filled up.
local function join(cells, widths)
  local line, behind = "", 0
  for i, cell in ipairs(cells) do
    if cell ~= "" then
      line = line .. blanks[behind] .. cell
      behind = -width_of(cell)
    end
    behind = behind + widths[i] + #GAP
  end
  return line .. "\n"
end

--- A cell as a list of lines, "" where a line is `taken`, by a longer one of
--- a cell to the left; this cell's longer ones are taken, too.
local function lay_out(cell, width, taken)
  local lines = {}
  for _, line in ipairs(split(cell, width)) do
    while taken[#lines + 1] do lines[#lines + 1] = "" end
    lines[#lines + 1] = line
    if width_of(line) > width then taken[#lines] = true end
  end
  return lines
end

--- Add a row: as many lines as its tallest cell has.
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

--- Write a table.  `rows(each)` calls each(cells) for every row, and is
--- called twice: to measure, and to write.
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
