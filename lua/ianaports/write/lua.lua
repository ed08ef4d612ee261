--- The writer of Lua: one file that answers without C and without `require`, for
-- where no C module can be loaded.
--
-- The file holds the small lists of terms.lua, then the code (lua_keys.lua,
-- lua_answers.lua), then the registry as two texts: the facts of `info`, and a
-- line for each entry.  An entry is one or more rows in succession that differ
-- only in their transports:
--
--   http \t 80 \t 112 \t World Wide Web HTTP \t [IESG] ...
--
-- Of the code 112, the first digit is the status, each other one the transport of
-- a row, 0 for none.  A line is read when one of its records is asked for.
--
-- No text of a registry is code: control characters, `\`, and the `=` of `]=`
-- are written as `\` and three digits, so no text ends the long string that it
-- is in, and line ends may be those of any system.

local common = require "ianaports.write.common"
local core = require "ianaports.core".internals()
local ianaports = require "ianaports"
local answers = require "ianaports.write.lua_answers".text
local keys = require "ianaports.write.lua_keys".text
local terms = require "ianaports.terms"

local concat, gsub = table.concat, string.gsub

--- What wrote the file; a script may have put anything there.
local VERSION = gsub(tostring(ianaports._VERSION), "[^0-9a-z%. ]", "")

local HEAD = [[
--- IANA's Service Name and Transport Protocol Port Number Registry (RFC 6335),
-- in Lua alone: for Lua 5.1 and later and LuaJIT, where no C module loads.
--
-- As ianaports.lua in a folder where a host finds Lua files, `require
-- "ianaports"` gives the functions name, names, port, ports, lookup, matches,
-- status, records, info, range, transport and latest, and the lists ranges and
-- transports.  They answer like those of the C module; `matches` gives a list.
--
-- Written by %s.  Do not edit: export it again.

]]

--- The number by which each status and each transport stands in a code.
local STATUS, TRANSPORT = {}, {}
for i, status in ipairs(terms.statuses) do STATUS[status] = i end
for i, transport in ipairs(terms.transports) do TRANSPORT[transport] = i end

--- The fields that do not stand in the first three cells.
local FIELDS = {}
for _, column in ipairs(terms.columns) do
  local field = column.field
  if field ~= "name" and field ~= "port" and field ~= "transport" then
    FIELDS[#FIELDS + 1] = field
  end
end

local function escape(byte)
  return ("\\%03d"):format(byte:byte())
end

--- A text fit to be a cell.
local function cell(text)
  text = gsub(text, "[\1-\31\127\\]", escape)
  return (gsub(text, "%]=", "]\\061"))
end


-- The lists of terms, as the code of a table

local function quoted(list)
  local texts = {}
  for i, text in ipairs(list) do texts[i] = ("%q"):format(text) end
  return "{ " .. concat(texts, ", ") .. " }"
end

--- `[6] = "tcp", ...`
local function protocols()
  local texts = {}
  for number = 0, 255 do
    local transport = core.transport(number)
    if transport then
      texts[#texts + 1] = ("[%d] = %q"):format(number, transport)
    end
  end
  return "{ " .. concat(texts, ", ") .. " }"
end

local function ranges()
  local texts = {}
  for i, range in ipairs(terms.ranges) do
    texts[i] = ("    { name = %q, first = %d, last = %d,\n"
      .. "      procedures = %q,\n      reference = %q },\n"):format(range.name,
      range.first, range.last, range.procedures, range.reference)
  end
  return "{\n" .. concat(texts) .. "  }"
end

local function lists()
  return ("local EDITION = {\n  version = %q,\n  fields = %s,\n"
    .. "  transports = %s,\n  protocols = %s,\n  a_transport = %q,\n"
    .. "  statuses = %s,\n  ranges = %s,\n}\n\n"):format(
    VERSION, gsub(quoted(FIELDS), "(, [^,]*, [^,]*,) ",
      "%1\n    "), quoted(terms.transports), protocols(), terms.a_transport,
    quoted(terms.statuses), ranges())
end


-- The facts of `info`

--- The keys of a table in an order that depends on nothing: numbers first.
local function sorted_keys(values)
  local list = {}
  for key in pairs(values) do list[#list + 1] = key end
  table.sort(list, function(a, b)
    if type(a) ~= type(b) then return type(a) == "number" end
    if type(a) == "number" then return a < b end
    return core.before(a, b)
  end)
  return list
end

local function marked(value)
  if type(value) == "number" then return ("#%d"):format(value) end
  return "=" .. cell(value)
end

--- Add a line for each value in a table: the keys that lead to it, the value.
local function add_facts(add, values, path)
  for _, key in ipairs(sorted_keys(values)) do
    local value, at = values[key], path .. marked(key) .. "\t"
    if type(value) == "table" then add_facts(add, value, at)
    else add(at .. marked(value) .. "\n") end
  end
end

--- What the file says of itself; `newest` is the newest date in its records.
local function facts(registry, records, newest)
  local info = registry:info()
  info.records, info.newest, info.source = records, newest, nil
  return info
end


-- The entries

--- The cells after the code, each with a tab before it.
local function other_cells(record)
  local cells = {}
  for i, field in ipairs(FIELDS) do cells[i] = cell(record[field] or "") end
  cells[#cells + 1] = cell(core.alias_of(record.assignment_notes or "") or "")
  return (gsub("\t" .. concat(cells, "\t"), "\t+$", ""))
end

--- Add a line for each entry.  Returns how many records there are, and the
--- newest date in them.
local function add_entries(add, selection, registry)
  local before, code, after, count, newest
  count = 0
  for record in selection:records() do
    local head = cell(record.name or "") .. "\t"
      .. (common.ports(record) or "") .. "\t"
    local status = core.row_status(registry, record.row)
    local tail = other_cells(record)
    local digit = TRANSPORT[record.transport] or 0
    if head == before and tail == after then
      code = code .. digit
    else
      if before then add(before .. code .. after .. "\n") end
      before, code, after = head, STATUS[status] .. digit, tail
    end
    count = count + 1
    for _, field in ipairs { "registration_date", "modification_date" } do
      local date = record[field]
      if date and (not newest or core.before(newest, date)) then newest = date end
    end
  end
  if before then add(before .. code .. after .. "\n") end
  return count, newest
end

--- Write the records of a selection as a file of Lua.  A selection of some
--- records becomes an edition of these alone, numbered anew.
---@param emit fun(text: string)
---@param selection ianaports.Selection
---@param registry ianaports.Registry
---@return true
local function write(emit, selection, registry)
  local add, flush = common.gather(emit)
  local lines = {}
  local count, newest = add_entries(function(line) lines[#lines + 1] = line end,
                                    selection, registry)
  add(HEAD:format(VERSION))
  add(lists())
  add(keys)
  add(answers)
  add("\nreturn open([=[\n")
  add_facts(add, facts(registry, count, newest), "")
  add("]=], [=[\n")
  for _, line in ipairs(lines) do add(line) end
  add("]=])\n")
  flush()
  return true
end

return { write = write }
