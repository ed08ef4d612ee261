--- The writer of IANA's CSV: twelve columns, rows that end in CRLF, quotes only
-- around a cell that needs them, line breaks inside cells as they are.
--
-- An edition that had other titles (read/csv.lua) is written with these.

local common = require "ianaports.write.common"
local terms = require "ianaports.terms"
local words = require "ianaports.words"

local concat, csv_cell = table.concat, words.csv_cell

local function row(cells)
  for i, cell in ipairs(cells) do cells[i] = csv_cell(cell) end
  return concat(cells, ",") .. "\r\n"
end

--- The row of titles; `former` has, by field, other titles of the edition.
local function header(former)
  local cells = {}
  for i, column in ipairs(terms.iana) do
    cells[i] = former and former[column.field] or column.title
  end
  return row(cells)
end

--- Write the records of a selection, byte for byte as IANA does.  The field
--- `origin`, which is not IANA's, is left out.
---@param emit fun(text: string)
---@param selection ianaports.Selection
---@param registry ianaports.Registry
---@return true
local function write(emit, selection, registry)
  local add, flush = common.gather(emit)
  local cells = {}
  add(header(registry:info().columns))
  for record in selection:records() do
    common.fill(record, cells)
    add(row(cells))
  end
  flush()
  return true
end

return { write = write }
