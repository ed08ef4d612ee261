--- Editions for the specs of the writers: made from plain tables, which may hold
-- what no reader accepts, and the bundled one; and what the writers make of them.

local edition = {}

local Selection = {}
Selection.__index = Selection

local function each(list)
  local i = 0
  return function()
    i = i + 1
    return list[i]
  end
end

function Selection:records() return each(self) end

local Registry = {}
Registry.__index = Registry

function Registry:contacts() return each(self.people) end

function Registry:status() return "unassigned" end   -- luacheck: ignore

--- New for each call, so that a writer that changes it spoils nothing.
function Registry:info()
  local copy = { experts = {}, notes = {} }
  for key, value in pairs(self.facts) do copy[key] = value end
  copy.records, copy.contacts = #self.all, #self.people
  return copy
end

local Record = {}
Record.__index = Record

function Record:status() return "assigned" end   -- luacheck: ignore

--- A registry of these records, contacts and facts; the latter two may be
--- left out.  `all` is the selection of its records.
function edition.new(records, contacts, facts)
  for row, record in ipairs(records) do
    record.row = row
    setmetatable(record, Record)
  end
  return setmetatable({ all = setmetatable(records, Selection),
    people = contacts or {}, facts = facts or {} }, Registry)
end

--- A selection of some of its records.
function edition.some(registry, ...)
  local list = {}
  for i, row in ipairs { ... } do list[i] = registry.all[row] end
  return setmetatable(list, Selection)
end

--- The bundled registry and the selection of all its records.
function edition.bundled()
  return require "ianaports.core".internals().bundled(), require "ianaports".find()
end

--- What a writer makes: the text, or nil and the message; then the pieces.
function edition.write(format, registry, selection)
  local pieces = {}
  local ok, message = require("ianaports.write." .. format).write(
    function(piece) pieces[#pieces + 1] = piece end,
    selection or registry.all, registry)
  if not ok then return nil, message, pieces end
  assert(ok == true and message == nil)
  return table.concat(pieces), nil, pieces
end

return edition
