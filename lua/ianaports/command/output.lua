--- What the command prints: rows of fields, as a table, TSV, CSV or JSON.
--
-- In a table an empty cell is "-", and a cell is one line. TSV and CSV have a
-- line of titles, the names of the fields; TSV writes line breaks, tabs and
-- backslashes in cells as \n, \r, \t and \\, CSV quotes as RFC 4180 says. JSON is
-- an array of objects, with numbers as numbers and no key for an empty cell.

local core = require "ianaports.core".internals()
local render = require "ianaports.render"
local words = require "ianaports.words"

local concat = table.concat

--- The fields that an option names, or all of them; `extra` is one that is
--- printed only if it is named.
local function chosen(option, fields, extra, refuse)
  if not option then return fields end
  local known, list = {}, {}
  for _, field in ipairs(fields) do known[field] = true end
  if extra then known[extra] = true end
  for i, field in ipairs(words.split(option)) do
    if not known[field] then
      refuse(("no field %s; known: %s"):format(core.show(field),
        concat(fields, ", ") .. (extra and ", " .. extra or "")))
    end
    list[i] = field
  end
  return list
end

local function sorted_keys(value)
  local keys = {}
  for key in pairs(value) do keys[#keys + 1] = key end
  table.sort(keys, core.before)
  return keys
end

local function labelled(label, text)
  return label and ("%s: %s"):format(label, text) or text
end

--- A line for each item of a list of texts, or of texts with a title or a line; or
--- of a table of texts by their keys.
local function lines_of(value)
  local lines = {}
  for _, item in ipairs(value) do
    lines[#lines + 1] = type(item) == "table"
      and labelled(item.title or item.line, item.text) or item
  end
  if lines[1] then return lines end
  for _, key in ipairs(sorted_keys(value)) do
    lines[#lines + 1] = labelled(key, value[key])
  end
  return lines
end

local function text_of(value)
  if type(value) == "number" then return ("%d"):format(value) end
  if type(value) == "table" then return concat(lines_of(value), "\n") end
  return value == nil and "" or tostring(value)
end

local function cell_in_table(row, field)
  if field == "port" then return render.ports(row) end
  local text = render.one_line(text_of(row[field]))
  return text == "" and "-" or text
end

local function add_table(add, rows, fields, options)
  local lines, names = {}, {}
  for n, row in ipairs(rows) do
    lines[n] = options.cells and options.cells(row)
    for i, field in ipairs(lines[n] and {} or fields) do
      lines[n] = lines[n] or {}
      lines[n][i] = cell_in_table(row, field)
    end
    names[n] = lines[n][1]
  end
  for n, line in ipairs(render.align(lines)) do
    local name, rest = "", line
    if options.coloured then
      name, rest = "\27[1m" .. names[n] .. "\27[m", line:sub(#names[n] + 1)
    end
    add(name .. rest .. "\n", true)
  end
end

--- Write a line of titles, and a line of cells for each row.
local function add_cells(add, rows, fields, between, cell)
  add(concat(fields, between) .. "\n")
  local cells = {}
  for _, row in ipairs(rows) do
    for i, field in ipairs(fields) do cells[i] = cell(text_of(row[field])) end
    add(concat(cells, between, 1, #fields) .. "\n")
  end
end

local ESCAPES = { ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t",
                  ["\\"] = "\\\\" }

local function add_tsv(add, rows, fields)
  add_cells(add, rows, fields, "\t", function(text)
    return (text:gsub("[\n\r\t\\]", ESCAPES))
  end)
end

local function add_csv(add, rows, fields)
  add_cells(add, rows, fields, ",", words.csv_cell)
end

--- The keys of an item of a list, in their order.
local ITEM = { "line", "title", "text" }

local function add_json(add, rows, fields, options)
  local found, dkjson = pcall(require, "dkjson")
  if not found then
    options.fail "json: dkjson is not installed (Debian: lua-dkjson; LuaRocks: dkjson)"
  end
  local function value_of(value)
    if type(value) == "number" then return ("%d"):format(value) end
    if type(value) == "string" then return dkjson.quotestring(value) end
    if type(value) ~= "table" then return tostring(value) end
    local list = {}
    for i, item in ipairs(value) do list[i] = item end
    return dkjson.encode(list[1] and list or value,
      { keyorder = list[1] and ITEM or sorted_keys(value) })
  end
  local before, members = "[\n", {}
  for _, row in ipairs(rows) do
    local count = 0
    for _, field in ipairs(fields) do
      if row[field] ~= nil then
        count = count + 1
        members[count] = ('"%s":%s'):format(field, value_of(row[field]))
      end
    end
    add(before .. "{" .. concat(members, ",", 1, count) .. "}")
    before = ",\n"
  end
  add(before == "[\n" and "[]\n" or "\n]\n")
end

local WRITERS = { table = add_table, tsv = add_tsv, csv = add_csv,
                  json = add_json }

--- Print rows as the options of the command line say.
---@param rows table[]       each with some of the fields
---@param fields string[]    those that a row can have
---@param arguments table    of the command line
---@param context table
---@param cells? fun(row: table): string[]  of a table, where no fields are chosen
---@param extra? string      a field that is printed only if it is chosen
local function write(rows, fields, arguments, context, cells, extra)
  local list = chosen(arguments.fields, fields, extra, context.refuse)
  local first = arguments.fields and list[1] or fields[1]
  WRITERS[arguments.output](context.out, rows, list, {
    cells = not arguments.fields and cells or nil,
    coloured = context.coloured and first == "name",
    fail = context.fail,
  })
end

return { write = write }
