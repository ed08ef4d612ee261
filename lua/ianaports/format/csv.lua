--- IANA's CSV: twelve columns, rows that end in CRLF, quotes only where a
-- cell needs them, line breaks inside cells as they are.
--
-- Until 2015 at least, IANA called the eleventh column "Known Unauthorized
-- Uses".  An edition keeps that as a fact, and is written with it.

local sheet = require "ianaports.format.sheet"

local concat, find, gsub = table.concat, string.find, string.gsub

local function quoted(cell)
  if not find(cell, '[",\r\n]') then return cell end
  return '"' .. gsub(cell, '"', '""') .. '"'
end

local function row(cells)
  for i, cell in ipairs(cells) do cells[i] = quoted(cell) end
  return concat(cells, ",") .. "\r\n"
end

local TITLE, FORMER = "Unauthorized Use Reported", "Known Unauthorized Uses"
local FACT = "column:unauthorized_use"

--- The titles; `former`, by field, are those that the edition had instead.
local function header(former)
  local cells = {}
  for i, column in ipairs(sheet.columns) do
    cells[i] = former and former[column.field] or column.title
  end
  return row(cells)
end

--- Write the records of a selection, byte for byte as IANA does.  `origin`,
--- which is not IANA's, stays out.
---@param emit fun(text: string)
---@param selection ianaports.Selection
---@param registry ianaports.Registry
---@return true
local function write(emit, selection, registry)
  local add, flush = sheet.gather(emit)
  local cells = {}
  add(header(registry:info().columns))
  for record in selection:records() do
    sheet.fill(record, cells)
    add(row(cells))
  end
  flush()
  return true
end

--- The text up to the end of its first line, or as much as the titles take.
local function first_line(next_block)
  local text = ""
  while #text < 1024 and not find(text, "\n", 1, true) do
    local block = next_block()
    if not block then break end
    text = text .. block
  end
  return text
end

--- The source with today's title for the former one; whether that was there.
local function with_titles(next_block)
  local text = first_line(next_block)
  local first, last = find(text, FORMER, 1, true)
  local former = first and first < (find(text, "\n", 1, true) or #text)
  if former then
    text = text:sub(1, first - 1) .. TITLE .. text:sub(last + 1)
  end
  return function()
    local block = text
    text = nil
    return block or next_block()
  end, former
end

--- Read records into a builder: in C, over libcsv.
---@param builder userdata
---@param next_block fun(): string?  the text, piece by piece, then nil
---@param _ ianaports.LoadOptions
---@param source userdata?           where its blocks come from
---@return true?, string? message    "LINE: COLUMN: what is wrong"
local function read(builder, next_block, _, source)
  local former
  next_block, former = with_titles(next_block)
  local ok, message = builder:csv("records", next_block, source)
  if ok and former then ok, message = builder:fact(FACT, FORMER) end
  return ok, message
end

return { read = read, write = write }
