--- A second reading of the registry, for the specs: slow, plain, and separate
-- from the module. It reads data/*.csv with spec/support/csv.lua and answers as
-- the manual says. It trusts its arguments: a port is a number, a transport a
-- name in lower case or nil.

local csv = require "spec.support.csv"

local model = { transports = { "tcp", "udp", "sctp", "dccp" } }

local FIELD = {
  ["Service Name"] = "name",
  ["Port Number"] = "port",
  ["Transport Protocol"] = "transport",
  ["Description"] = "description",
  ["Assignee"] = "assignee",
  ["Contact"] = "contact",
  ["Registration Date"] = "registration_date",
  ["Modification Date"] = "modification_date",
  ["Reference"] = "reference",
  ["Service Code"] = "service_code",
  ["Unauthorized Use Reported"] = "unauthorized_use",
  ["Assignment Notes"] = "assignment_notes",
}

local CONTACT_FIELD = {
  ["ID"] = "id",
  ["Name"] = "name",
  ["Organization"] = "organization",
  ["Contact URI"] = "uri",
  ["Last Updated"] = "updated",
}

--- Rows below a header row as tables of fields; an empty cell is no field.
local function tables(rows, field)
  local list, titles = {}, rows[1]
  for i = 2, #rows do
    local one = {}
    assert(#rows[i] == #titles, "a row of another length")
    for column, title in ipairs(titles) do
      local value = rows[i][column]
      if value ~= "" then one[assert(field[title], title)] = value end
    end
    list[i - 1] = one
  end
  return list
end

local function split_port(record)
  local first, last = record.port:match("^(%d+)%-?(%d*)$")
  record.port, record.last_port = tonumber(first), tonumber(last)
end

--- Every record of a file in IANA's format, in its order.
function model.records(path)
  local list = tables(csv.read(path), FIELD)
  for row, record in ipairs(list) do
    if record.port then split_port(record) end
    record.row = row
  end
  return list
end

--- The address in a URI: mailto:a&b; some have "@" instead, or a ">" at the end.
local function address(uri)
  local text = uri:match("^mailto:(.-)>?$") or ""
  if not text:find("@", 1, true) then text = text:gsub("&", "@", 1) end
  return text:find("@", 1, true) and text or nil
end

--- Every contact, with its URI, or a list if it has several (each is on a line of
--- its own), and the first address in them.
function model.contacts(path)
  local list = tables(csv.read(path), CONTACT_FIELD)
  for _, contact in ipairs(list) do
    local uris = {}
    for uri in (contact.uri or ""):gmatch("[^\n]+") do
      uris[#uris + 1] = uri
      contact.email = contact.email or address(uri)
    end
    if uris[2] then contact.uri = uris end
  end
  return list
end

--- The first and last port that a record covers.
function model.span(record)
  return record.port, record.last_port or record.port
end

--- A list in a table of lists, or an empty list.
local function multimap()
  return setmetatable({}, { __index = function() return {} end })
end

local function put(map, key, record)
  local list = rawget(map, key)
  if not list then
    list = {}
    map[key] = list
  end
  list[#list + 1] = record
end

local Model = {}
Model.__index = Model

function model.new(records)
  local self = { records = records, by_port = multimap(), by_name = multimap() }
  for _, record in ipairs(records) do
    if record.name then put(self.by_name, record.name:lower(), record) end
    if record.port then
      local first, last = model.span(record)
      for port = first, last do put(self.by_port, port, record) end
    end
  end
  return setmetatable(self, Model)
end

--- The records of a list in groups, as a transport asks for them: those with the
--- transport, then those without one. Without the argument: those of each
--- transport in turn, then those without one.
local function groups(list, transport)
  local asked = transport and { transport, false }
    or { "tcp", "udp", "sctp", "dccp", false }
  local result = {}
  for i, wanted in ipairs(asked) do
    result[i] = {}
    for _, record in ipairs(list) do
      if (record.transport or false) == wanted then
        table.insert(result[i], record)
      end
    end
  end
  return result
end

--- The row of the first record of the first group that has one.
local function first_row(list, transport)
  for _, group in ipairs(groups(list, transport)) do
    if group[1] then return group[1].row end
  end
end

function Model:name(port, transport)
  return self:names(port, transport)[1]
end

function Model:names(port, transport)
  local names, seen = {}, {}
  for _, group in ipairs(groups(self.by_port[port], transport)) do
    for _, record in ipairs(group) do
      if record.name and not seen[record.name:lower()] then
        seen[record.name:lower()] = true
        names[#names + 1] = record.name
      end
    end
  end
  return names
end

function Model:row_at(port, transport)
  return first_row(self.by_port[port], transport)
end

function Model:row_of(name, transport)
  return first_row(self.by_name[name:lower()], transport)
end

function Model:port(name, transport)
  for _, group in ipairs(groups(self.by_name[name:lower()], transport)) do
    for _, record in ipairs(group) do
      if record.port then return record.port end
    end
  end
end

local function ports_of(group)
  local list, seen = {}, {}
  for _, record in ipairs(group) do
    local first, last = model.span(record)
    for port = first or 1, last or 0 do
      if not seen[port] then list[#list + 1] = port end
      seen[port] = true
    end
  end
  table.sort(list)
  return list
end

function Model:ports(name, transport)
  for _, group in ipairs(groups(self.by_name[name:lower()], transport)) do
    local list = ports_of(group)
    if list[1] then return list end
  end
  return {}
end

local RESERVED = {
  "reserved", "iana reserved", "de-registered", "removed", "deprecated",
  "decomissioned", "decommissioned", "de-commissioned",
}

local function begins(text, start)
  return text:sub(1, #start) == start
end

--- The status that one record gives its ports.
local function judge(record)
  local said = (record.description or ""):lower()
  if record.name then
    return said == "de-registered" and "reserved" or "assigned"
  end
  if begins(said, "unassigned") or begins(said, "(unassigned)") then
    return "unassigned"
  end
  for _, start in ipairs(RESERVED) do
    if begins(said, start) then return "reserved" end
  end
  return "assigned"
end

local function judge_all(group)
  for _, record in ipairs(group) do
    if record.name then return judge(record) end
  end
  return judge(group[1])
end

function Model:status(port, transport)
  if port >= 49152 then return "dynamic" end
  for _, group in ipairs(groups(self.by_port[port], transport)) do
    if group[1] then return judge_all(group) end
  end
  return "unassigned"
end

return model
