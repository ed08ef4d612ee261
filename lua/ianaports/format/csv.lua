--- IANA's CSV: twelve columns, rows that end in CRLF, quotes only where a
-- cell needs them, line breaks inside cells as they are.

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

local function header()
  local cells = {}
  for i, column in ipairs(sheet.columns) do cells[i] = column.title end
  return row(cells)
end

--- Write the records of a selection, byte for byte as IANA does.  `origin`,
--- which is not IANA's, stays out.
---@param emit fun(text: string)
---@param selection ianaports.Selection
---@return true
local function write(emit, selection)
  local add, flush = sheet.gather(emit)
  local cells = {}
  add(header())
  for record in selection:records() do
    sheet.fill(record, cells)
    add(row(cells))
  end
  flush()
  return true
end

--- Read records into a builder: in C, over libcsv.
---@param builder userdata
---@param next_block fun(): string?  the text, piece by piece, then nil
---@return true?, string? message    "LINE: COLUMN: what is wrong"
local function read(builder, next_block)
  return builder:csv("records", next_block)
end

return { read = read, write = write }
