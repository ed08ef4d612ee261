-- A registry as the manual tells it, in plain Lua: a list of rows, and loops
-- over all of it.  It has no index, keeps nothing and checks no argument; a
-- selection is a list of rows.  Where the manual leaves something open, a
-- comment says what is taken here.

local filters = require "spec.support.registry_filters"

local registry, selection, record = {}, {}, {}
registry.__index, selection.__index, record.__index = registry, selection, record

local lower = string.lower

local function append(list, more)
  for _, value in ipairs(more) do list[#list + 1] = value end
  return list
end

local function rows_where(rows, test)
  local found = {}
  for _, row in ipairs(rows) do
    if test(row) then found[#found + 1] = row end
  end
  return found
end

local function without_repeats(list, key)
  local result, seen = {}, {}
  for _, value in ipairs(list) do
    local k = key(value)
    if not seen[k] then
      seen[k] = true
      result[#result + 1] = value
    end
  end
  return result
end

local function itself(value) return value end

-- ------------------------------------------------------------- which rows
-- Rows come in groups, of which the first that has an answer gives it: those
-- of the transport and then those without one; without a transport given, tcp,
-- udp, sctp, dccp and none, each by itself.

local function of_transport(rows, transport)
  return rows_where(rows, function(row) return row.transport == transport end)
end

local function groups(rows, transport)
  if transport ~= nil then
    transport = filters.transport(transport)
    return { of_transport(rows, transport), of_transport(rows, nil) }
  end
  local result = {}
  for i, name in ipairs { "tcp", "udp", "sctp", "dccp" } do
    result[i] = of_transport(rows, name)
  end
  result[5] = of_transport(rows, nil)
  return result
end

local function covering(rows, port)
  return rows_where(rows, function(row) return filters.covers(row, tonumber(port)) end)
end

local function named(rows, name)
  return rows_where(rows, function(row)
    return row.name and lower(row.name) == lower(name)
  end)
end

-- --------------------------------------------------------------- look-ups

local function names_of(rows)
  local names = {}
  for _, row in ipairs(rows) do names[#names + 1] = row.name end
  return without_repeats(names, lower)
end

local function ports_of(rows)
  local ports = {}
  for _, row in ipairs(rows) do
    for port = row.port or 1, row.port and (row.last_port or row.port) or 0 do
      ports[#ports + 1] = port
    end
  end
  ports = without_repeats(ports, itself)
  table.sort(ports)
  return ports
end

function registry:names(port, transport)
  local rows = {}
  for _, group in ipairs(groups(covering(self.rows, port), transport)) do
    append(rows, group)
  end
  return names_of(rows)
end

function registry:name(port, transport) return self:names(port, transport)[1] end

function registry:port(name, transport)
  for _, group in ipairs(groups(named(self.rows, name), transport)) do
    for _, row in ipairs(group) do
      if row.port then return row.port end
    end
  end
end

function registry:ports(name, transport)
  for _, group in ipairs(groups(named(self.rows, name), transport)) do
    local ports = ports_of(group)
    if #ports > 0 then return ports end
  end
  return {}
end

--- Digits are a port, never a name: RFC 6335, section 5.1, asks for a letter.
local function rows_of_key(rows, key)
  local port = tonumber(type(key) == "number" and key or key:match "^%d+$")
  return port and covering(rows, port) or named(rows, key)
end

--- The key without its transport, and the transport, as its writing has them.
local function split(key)
  local before, after = key:match "^(.*)/(.-)$"
  if before and filters.transport(after) then return before, after end
  before, after = key:match "^_(.*)%._(.-)$"
  if before and filters.transport(after) then return before, after end
  return key, nil
end

function registry:lookup(key, transport)
  if type(key) == "string" and transport == nil then key, transport = split(key) end
  for _, group in ipairs(groups(rows_of_key(self.rows, key), transport)) do
    if group[1] then return group[1] end
  end
end

--- Among several records of one group a named one wins, as the design has it, and
-- then the first.
local function says(rows)
  for _, row in ipairs(rows) do
    if row.name then return filters.status(row) end
  end
  return filters.status(rows[1])
end

function registry:status(port, transport)
  if tonumber(port) >= 49152 then return "dynamic" end
  for _, group in ipairs(groups(covering(self.rows, port), transport)) do
    if #group > 0 then return says(group) end
  end
  return "unassigned"
end

function registry:contact(id)
  id = id:match "^%[(.*)%]$" or id
  for _, contact in ipairs(self.people) do
    if contact.id == id then return contact end
  end
end

-- -------------------------------------------------------------- iterators

local function each(list)
  local i = 0
  return function()
    i = i + 1
    return list[i]
  end
end

function registry:contacts() return each(self.people) end
function registry:records(filter) return each(self:find(filter)) end

function registry:services(filter)
  local rows = rows_where(self:find(filter), function(row) return row.name and row.port end)
  local i = 0
  return function()
    i = i + 1
    local row = rows[i] or {}
    return row.name, row.port, row.transport, row.last_port
  end
end

--- Every port from `first` to `last` at which an answer of `status` may
-- differ from that at the port below.
local function turns(rows, first, last)
  local ports = { first, last + 1 }
  for _, row in ipairs(rows) do
    if row.port then append(ports, { row.port, (row.last_port or row.port) + 1 }) end
  end
  ports = rows_where(ports, function(port) return first <= port and port <= last + 1 end)
  ports = without_repeats(ports, itself)
  table.sort(ports)
  return ports
end

local function is_free(self, port, transports)
  for _, transport in ipairs(transports) do
    if self:status(port, transport) ~= "unassigned" then return false end
  end
  return true
end

local function free_runs(self, transports, first, last)
  local runs, ports = {}, turns(self.rows, first, last)
  for i = 1, #ports - 1 do
    local run = runs[#runs]
    if is_free(self, ports[i], transports) then
      if run and run[2] == ports[i] - 1 then
        run[2] = ports[i + 1] - 1
      else
        runs[#runs + 1] = { ports[i], ports[i + 1] - 1 }
      end
    end
  end
  return runs
end

function registry:unassigned(options)
  options = options or {}
  local transports = options.transport or { "tcp", "udp" }
  if type(transports) ~= "table" then transports = { transports } end
  local system = options.range == "system"
  local first, last = options.from or system and 0 or 1024, options.to or system and 1023 or 49151
  local runs = rows_where(free_runs(self, transports, first, last), function(run)
    return run[2] - run[1] + 1 >= (options.length or 1)
  end)
  local next_run = each(runs)
  return function()
    local run = next_run()
    if run then return run[1], run[2] end
  end
end

-- ------------------------------------------------------------- selections

local function select_rows(rows) return setmetatable(rows, selection) end

function registry:find(filter)
  return select_rows(rows_where(self.rows, function(row)
    return filters.matches(row, filter)
  end))
end

registry.__call = registry.find

function selection:find(filter)
  return select_rows(rows_where(self, function(row) return filters.matches(row, filter) end))
end

function selection:first() return self[1] end
function selection:records() return each(self) end
function selection:names() return names_of(self) end
function selection:ports() return ports_of(self) end

local function has(s, row)
  for _, other in ipairs(s) do
    if other == row then return true end
  end
  return false
end

function selection.__mul(s, t)
  return select_rows(rows_where(s, function(row) return has(t, row) end))
end

function selection.__sub(s, t)
  return select_rows(rows_where(s, function(row) return not has(t, row) end))
end

function selection.__add(s, t)
  local both = append(append({}, s), t - s)
  table.sort(both, function(a, b) return a.row < b.row end)
  return select_rows(both)
end

function selection.__eq(s, t) return #(s - t) == 0 and #(t - s) == 0 end

function selection:__call(_, before)
  for _, row in ipairs(self) do
    if row.row > (before and before.row or 0) then return row end
  end
end

-- ---------------------------------------------------------------- records

function record:status() return filters.status(self) end
function record:alias_of() return filters.alias_of(self) end

--- That of its first port, where it has ports in two ranges.
function record:range()
  if not self.port then return nil end
  return self.port <= 1023 and "system" or self.port <= 49151 and "user" or "dynamic"
end

--- The names of those that say that they are other names of it, at a port of
-- its own and with its transport.
function record:aliases()
  if not (self.name and self.port) then return {} end
  local rows = rows_where(of_transport(self.registry.rows, self.transport), function(row)
    local main = filters.alias_of(row)
    return main and lower(main) == lower(self.name) and filters.share_a_port(row, self)
  end)
  return rows_where(names_of(rows), function(name) return lower(name) ~= lower(self.name) end)
end

function record:srv() return "_" .. self.name .. "._" .. self.transport end

local function people_of(self, cell)
  local list = {}
  for id in (cell or ""):gmatch "%[(.-)%]" do
    list[#list + 1] = self.registry:contact(id) or { id = id }
  end
  return list
end

function record:contacts() return people_of(self, self.contact) end
function record:assignees() return people_of(self, self.assignee) end

local KINDS = {
  { "^RFC%d+$", "rfc" }, { "^draft%-", "draft" }, { "^https?://", "uri" }, { "^%d+$", "footnote" },
  { "", "text" },
}

--- Of plain references: an RFC, a draft, an address, a number, words.
function record:references()
  local list = {}
  for item in (self.reference or ""):gmatch "%[(.-)%]" do
    local i = 1
    while not item:find(KINDS[i][1]) do i = i + 1 end
    local url = "https://www.rfc-editor.org/rfc/" .. item:lower()
    list[#list + 1] = { text = item, kind = KINDS[i][2], url = KINDS[i][2] == "rfc" and url or nil }
  end
  return list
end

-- ------------------------------------------------------------------ whole

local model = {}

--- A registry of copies of the rows.
function model.new(rows, people)
  local self = setmetatable({ rows = {}, people = people or {} }, registry)
  for i, row in ipairs(rows) do
    local copy = { row = i }
    for field, value in pairs(row) do
      if field ~= "row" and field ~= "registry" then copy[field] = value end
    end
    local methods = setmetatable({ registry = self }, record)
    self.rows[i] = setmetatable(copy, { __index = methods, kind = "record" })
  end
  return self
end

function model.is_selection(value) return getmetatable(value) == selection end

return model
