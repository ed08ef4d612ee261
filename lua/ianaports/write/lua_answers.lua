--- The code of the file that `export "lua"` writes, second half: records, lists,
-- and the functions that others call.
--
-- Code that goes into another file is kept as text, as the page's script is: so
-- it is at hand wherever the module is, also in a chroot and where its files are
-- packed or compiled.  Luacheck reads it in the file (lua_writer_spec).

return { text = [===[

-- Lists and records

local List = {}

local function item_of(item)
  if type(item) ~= "table" then return one_line(tostring(item)) end
  return item.first and item.name .. " " .. ports_of(item.first, item.last)
    or tostring(item)
end

--- `http  www  www-http`; ports in runs, `80  6000-6063`; a record on a line.
function List.__tostring(list)
  local texts, i = {}, 1
  while list[i] ~= nil do
    local from = list[i]
    while type(from) == "number" and list[i + 1] == list[i] + 1 do i = i + 1 end
    texts[#texts + 1] = list[i] ~= from and ports_of(from, list[i])
      or item_of(from)
    i = i + 1
  end
  return concat(texts, entry_of[list[1]] and "\n" or "  ")
end

local function new_list() return setmetatable({}, List) end

local Record = { __name = "ianaports.record" }
Record.__index = Record

--- `https 443/tcp  http protocol over TLS/SSL`
function Record.__tostring(record)
  local transport, description = record.transport, record.description
  return one_line(("%s %s%s%s"):format(tostring(record.name or "-"),
    ports_of(record.port or "-", record.last_port),
    transport and "/" .. tostring(transport) or "",
    description and "  " .. tostring(description) or ""))
end

--- The other cells of an entry.
local function cells_of(entry)
  local place = places[entry]
  return cells_in(sub(row_text, place + 1,
                      find(row_text, "\n", place, true) - 1))
end

--- A new record of the row whose digit is there in the code of its entry.
local function new_record(entry, at)
  local record = setmetatable({
    name = names[entry] or nil, port = firsts[entry] or nil,
    last_port = lasts[entry] or nil, row = rows[entry] + at - 2,
    transport = EDITION.transports[tonumber(sub(codes[entry], at, at))],
  }, Record)
  local i = 0
  for cell in cells_of(entry) do
    i = i + 1
    if cell ~= "" and EDITION.fields[i] then
      record[EDITION.fields[i]] = plain(cell)
    end
  end
  entry_of[record] = entry
  return record
end

--- The main name of the service, if the notes say that this is another name of
--- it, or nil.  (The writer found it: the last cell.)
function Record.alias_of(record)
  local i = 0
  for cell in cells_of(entry_of[record]) do
    i = i + 1
    if i > #EDITION.fields then return plain(cell) end
  end
  return nil
end

--- The status that the record itself gives its ports.
function Record.status(record)
  return EDITION.statuses[tonumber(sub(codes[entry_of[record]], 1, 1))]
end


-- What others call

--- Make a function of the module and, unless it stands `alone`, a method of the
--- registry of `answer`, which gives one value.
local function publish(name, answer, alone)
  ianaports[name] = function(...)
    local value = answer(...)
    return value
  end
  Registry[name] = not alone and function(self, ...)
    if getmetatable(self) ~= Registry then
      error(("bad argument #1 to '%s' (a registry expected, got %s; write "
        .. "registry:%s(...))"):format(name, type(self), name), 2)
    end
    local value = answer(...)
    return value
  end or nil
end

publish("name", function(port, transport)
  port = check_port("name", port)
  local entry = first(at_port(port), check_transport("name", transport), names)
  return entry and names[entry]
end)

publish("names", function(port, transport)
  local found, seen = new_list(), {}
  local entries = at_port(check_port("names", port))
  transport = check_transport("names", transport)
  for _, digit in ipairs(TRIED[transport] or ALL) do
    for _, entry in ipairs(entries) do
      local name = find(codes[entry], digit, 2, true) and names[entry]
      if name and not seen[lower(name)] then
        seen[lower(name)] = true
        found[#found + 1] = name
      end
    end
  end
  return found
end)

publish("port", function(name, transport)
  check_name("port", name)
  local entry = first(with_name(name), check_transport("port", transport),
                      firsts)
  return entry and firsts[entry]
end)

publish("ports", function(name, transport)
  check_name("ports", name)
  local found, seen = new_list(), {}
  transport = check_transport("ports", transport)
  for _, digit in ipairs(TRIED[transport] or ALL) do
    for _, entry in ipairs(with_name(name)) do
      if firsts[entry] and find(codes[entry], digit, 2, true) then
        for port = firsts[entry], lasts[entry] or firsts[entry] do
          if not seen[port] then found[#found + 1] = port end
          seen[port] = true
        end
      end
    end
    if found[1] then break end
  end
  sort(found)
  return found
end)

local ALONE = "there are a key and a transport"

publish("lookup", function(...)
  check_surplus("lookup", 2, ALONE, select("#", ...))
  local entries, asked = entries_of("lookup", ...)
  local entry, at = first(entries, asked)
  return entry and new_record(entry, at)
end)

publish("matches", function(...)
  check_surplus("matches", 2, ALONE, select("#", ...))
  local entries, asked = entries_of("matches", ...)
  local found = new_list()
  for _, digit in ipairs(TRIED[asked] or ALL) do
    for _, entry in ipairs(entries) do
      for at = 2, #codes[entry] do
        if sub(codes[entry], at, at) == digit then
          found[#found + 1] = new_record(entry, at)
        end
      end
    end
    if asked and found[1] then break end
  end
  sort(found, function(a, b) return a.row < b.row end)
  return found
end)

publish("status", function(port, transport)
  port = check_port("status", port)
  transport = check_transport("status", transport)
  if ianaports.range(port) == "dynamic" then return "dynamic" end
  local entries = at_port(port)
  for _, digit in ipairs(TRIED[transport] or ALL) do
    local entry = with_digit(entries, digit, names)
      or with_digit(entries, digit)
    if entry then
      return EDITION.statuses[tonumber(sub(codes[entry], 1, 1))]
    end
  end
  return "unassigned"
end)

--- The records in order; all of them, or those for which the function is true.
publish("records", function(filter, ...)
  check_surplus("records", 1,
    "there is one filter; a loop goes over records()", select("#", ...))
  if filter ~= nil and type(filter) ~= "function" then
    refuse("records", 1, "filter must be a function in ianaports.lua", filter)
  end
  local entry, at = 1, 1
  return function()
    while codes[entry] do
      at = at + 1
      if at > #codes[entry] then
        entry, at = entry + 1, 1
      else
        local record = new_record(entry, at)
        if not filter or filter(record) then return record end
      end
    end
  end
end)

--- A fact is a line: keys, then the value, each after `#` if it is a number.
publish("info", function()
  local info = { experts = {}, notes = {}, formats = {}, source = "bundled" }
  for line in gmatch(fact_text, "[^\n]+") do
    local cells, at = {}, info
    for cell in cells_in(line) do
      local value = plain(sub(cell, 2))
      cells[#cells + 1] = sub(cell, 1, 1) == "#" and tonumber(value) or value
    end
    for i = 1, #cells - 2 do
      at[cells[i]] = at[cells[i]] or {}
      at = at[cells[i]]
    end
    at[cells[#cells - 1]] = cells[#cells]
  end
  return info
end)

publish("range", function(port)
  port = check_port("range", port)
  for _, range in ipairs(EDITION.ranges) do
    if port <= range.last then return range.name end
  end
end, true)

--- A copy that is the caller's own, as no function reads it.
local function copied(list)
  local copy = {}
  for key, value in pairs(list) do
    copy[key] = type(value) == "table" and copied(value) or value
  end
  return copy
end

ianaports.transports = setmetatable(copied(EDITION.transports), List)
ianaports.ranges = setmetatable(copied(EDITION.ranges), List)

function Registry.__tostring(registry)
  local info = registry:info()
  return ("registry%s: %d records"):format(
    info.updated and " " .. one_line(info.updated) or "", info.records)
end

function Registry.__len()
  return #codes == 0 and 0 or rows[#codes] + #codes[#codes] - 2
end

--- The registry as an object, and why it is this edition.
function ianaports.latest()
  return setmetatable({}, Registry), "ianaports.lua has one edition"
end

--- Read the index of the rows.  A line has the name, the ports and the code
--- of an entry, its other cells in the order of EDITION.fields, and what
--- `alias_of` gives.  Between cells is a tab; empty ones at the end are left
--- out.
local function open(facts, lines)
  local entry, row = 0, 1
  row_text, fact_text = lines, facts
  for name, from, to, code, place in gmatch(lines,
      "([^\t\n]*)\t([0-9]*)%-?([0-9]*)\t([0-9]+)()[^\n]*\n") do
    entry = entry + 1
    names[entry] = name ~= "" and plain(name)
    firsts[entry], lasts[entry] = tonumber(from) or false, tonumber(to) or false
    codes[entry], places[entry], rows[entry] = code, place, row
    if from ~= "" then ported[#ported + 1] = entry end
    row = row + #code - 1
  end
  return setmetatable(ianaports, {
    __len = Registry.__len,
    __tostring = function(module) return tostring(module._VERSION) end,
  })
end
]===] }
