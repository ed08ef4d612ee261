--- A reader of CSV (RFC 4180) for the specs, separate from the module's: a text
-- becomes a list of rows, a row a list of cells, all of them strings. Rows end
-- in CRLF or LF. A quoted cell may hold line ends, and "" in it is one quote.
-- What is not RFC 4180 raises an error with the position of the byte.

local find, sub, gsub = string.find, string.sub, string.gsub

local csv = {}

-- The titles of IANA's twelve columns, as the first row of its CSV.
csv.titles = "Service Name,Port Number,Transport Protocol,Description,"
  .. "Assignee,Contact,Registration Date,Modification Date,Reference,"
  .. "Service Code,Unauthorized Use Reported,Assignment Notes"

--- A text of the titles and these rows.
function csv.of_rows(...)
  return table.concat({ csv.titles, ... }, "\r\n") .. "\r\n"
end

local function refuse(what, at)
  error(("csv: %s at byte %d"):format(what, at), 0)
end

--- The cell whose opening quote is at `at`, and the position after it.
local function quoted(text, at)
  local from = at + 1
  while true do
    local close = find(text, '"', from, true) or refuse("open quote", at)
    if sub(text, close + 1, close + 1) ~= '"' then
      local value = gsub(sub(text, at + 1, close - 1), '""', '"')
      return value, close + 1
    end
    from = close + 2
  end
end

local function plain(text, at)
  local stop = find(text, '[",\r\n]', at) or #text + 1
  if sub(text, stop, stop) == '"' then refuse("stray quote", stop) end
  return sub(text, at, stop - 1), stop
end

local function cell(text, at)
  local read = sub(text, at, at) == '"' and quoted or plain
  return read(text, at)
end

--- The row at `at`, and the position where the next row begins.
local function row(text, at)
  local cells = {}
  while true do
    cells[#cells + 1], at = cell(text, at)
    local mark = sub(text, at, at)
    if mark == "\r" and sub(text, at + 1, at + 1) == "\n" then
      return cells, at + 2
    elseif mark == "\n" or mark == "" then
      return cells, at + 1
    elseif mark ~= "," then
      refuse("text after a cell", at)
    end
    at = at + 1
  end
end

function csv.parse(text)
  local rows, at = {}, 1
  while at <= #text do
    rows[#rows + 1], at = row(text, at)
  end
  return rows
end

function csv.slurp(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

function csv.read(path)
  return csv.parse(csv.slurp(path))
end

return csv
