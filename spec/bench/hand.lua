--- What people write if they have no module: tables, loaders and loops in plain
-- Lua.  These peers are not somebody else's code.

local csv = require "spec.support.csv"
local ianaports = require "ianaports"

local M = {}

M.columns = {
  "name", "port", "transport", "description", "assignee", "contact",
  "registration_date", "modification_date", "reference", "service_code",
  "unauthorized_use", "assignment_notes",
}

local ROWS_IN_FUNCTION = 500      -- LuaJIT allows 65,536 constants in one

--- Source that returns the list of all records, their filled columns by name.
local function source()
  local lines = { "local rows = {}" }
  for record in ianaports.records() do
    local fields = {}
    for _, column in ipairs(M.columns) do
      local value = record[column]
      if value then
        fields[#fields + 1] = ("%s=%s"):format(column,
          type(value) == "number" and value or ("%q"):format(value))
      end
    end
    if record.row % ROWS_IN_FUNCTION == 1 then
      lines[#lines + 1] = (record.row > 1 and "end\n" or "")
        .. "rows[#rows + 1] = function(rows)"
    end
    lines[#lines + 1] = "rows[#rows + 1] = {" .. table.concat(fields, ",") .. "}"
  end
  lines[#lines + 1] = [[end
    local all = {}
    for _, add in ipairs(rows) do add(all) end
    return all]]
  return table.concat(lines, "\n")
end

--- Write the same, precompiled, to a file that `dofile` takes.
function M.precompile(path)
  local file = assert(io.open(path, "wb"))
  local load_text = _G.loadstring or load
  assert(file:write(string.dump(assert(load_text(source())), true)))
  file:close()
end

--- transport -> port -> the first name there.
function M.by_port(rows)
  local by = {}
  for _, row in ipairs(rows) do
    local names = by[row.transport or "none"] or {}
    by[row.transport or "none"] = names
    if row.port and row.name then
      for port = row.port, row.last_port or row.port do
        names[port] = names[port] or row.name
      end
    end
  end
  return by
end

--- transport -> name in lower case -> its first port.
function M.by_name(rows)
  local by = {}
  for _, row in ipairs(rows) do
    local ports = by[row.transport or "none"] or {}
    by[row.transport or "none"] = ports
    if row.port and row.name then
      local name = row.name:lower()
      ports[name] = ports[name] or row.port
    end
  end
  return by
end

function M.copy(row)
  local new = {}
  for column, value in pairs(row) do new[column] = value end
  return new
end

--- The number of rows with a text in name, description or notes.
function M.search(rows, text)
  local lower, find, hits = string.lower, string.find, 0
  for _, row in ipairs(rows) do
    local a, b, c = row.name, row.description, row.assignment_notes
    if a and find(lower(a), text, 1, true) or b and find(lower(b), text, 1, true)
       or c and find(lower(c), text, 1, true) then
      hits = hits + 1
    end
  end
  return hits
end

--- The quoted cell at `at`, and where it ends.
local function quoted(text, at)
  local close = text:find('"', at + 1, true)
  while text:byte(close + 1) == 34 do
    close = text:find('"', close + 2, true)
  end
  local cell = text:sub(at + 1, close - 1):gsub('""', '"')
  return cell, close + 1
end

--- The cell at `at`, and where it ends.
local function cell_at(text, at)
  if text:byte(at) == 34 then return quoted(text, at) end
  local stop = text:find("[,\r\n]", at)
  return text:sub(at, stop - 1), stop
end

--- The rows of a CSV text, with their filled columns by name. The quick way:
--- nothing is checked, and a port stays a text.
function M.read_csv(text)
  local rows, at = {}, text:find("\n", 1, true) + 1
  while at <= #text do
    local row = {}
    for i = 1, #M.columns do
      local cell, stop = cell_at(text, at)
      if cell ~= "" then row[M.columns[i]] = cell end
      at = stop + 1
    end
    rows[#rows + 1] = row
    at = text:byte(at) == 10 and at + 1 or at
  end
  return rows
end

--- The same, with what makes a loader useful: malformed CSV raises an error, a
--- port is one number or two, and there are tables for look-ups by port and name.
function M.load_csv(text)
  local rows, cells = {}, csv.parse(text)
  for i = 2, #cells do
    local row = {}
    for k, column in ipairs(M.columns) do
      if cells[i][k] ~= "" then row[column] = cells[i][k] end
    end
    if row.port then
      local first, last = row.port:match "^(%d+)%-?(%d*)$"
      row.port, row.last_port = tonumber(first), tonumber(last)
    end
    rows[i - 1] = row
  end
  return rows, M.by_port(rows), M.by_name(rows)
end

local elements = {
  name = "name", number = "port", protocol = "transport",
  description = "description", note = "assignment_notes",
}

--- The records of an XML text, with their most common columns by name.
function M.read_xml(lxp, text)
  local rows, row, pieces = {}, nil, nil
  local parser = lxp.new {
    StartElement = function(_, name)
      if name == "record" then row = {} end
      pieces = row and {}
    end,
    CharacterData = function(_, piece)
      if pieces then pieces[#pieces + 1] = piece end
    end,
    EndElement = function(_, name)
      if row and elements[name] then
        row[elements[name]] = table.concat(pieces)
      elseif row and name == "record" then
        rows[#rows + 1], row = row, nil
      end
    end,
  }
  assert(parser:parse(text))
  assert(parser:parse())
  return rows
end

return M
