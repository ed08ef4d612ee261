--- The methods of records.
--
-- They read the record's fields as they are at the time of the call (`status`
-- reads only `row`), and, where they must, the registry that the record came
-- from.  None changes the record.  They raise if they are called on anything
-- but a table, as with a dot instead of the colon.

local core = require "ianaports.core".internals()
local items = require "ianaports.items"

--- The registry that a record came from.  If it came from none, raise an error
--- of the method `name`.
local function registry_of(record, name)
  return core.registry_of(record) or core.bad_argument(name, 1,
    ("a record expected, got %s; write record:%s(...)"):format(type(record),
                                                              name))
end

--- The status that the record itself gives its ports: "assigned", "reserved",
--- "unassigned" or "dynamic".  (The module's `status` weighs all records that
--- cover a port.)
---@param record ianaports.Record
---@return ianaports.Status
local function status(record)
  return core.row_status(registry_of(record, "status"), record.row)
end

--- The range of the record's (first) port (RFC 6335, section 6), or nil without
--- a port.
---@param record ianaports.Record
---@return ianaports.RangeName?
local function range(record)
  return record.port and core.range(record.port)
end

--- The main name of the service, if the notes say that this is an alias of it,
--- or nil.
---@param record ianaports.Record
---@return string?
local function alias_of(record)
  return core.alias_of(record.assignment_notes or "")
end

--- Whether there may be another name on the record's ports.  This is quick, and
--- saves most records the search.
local function is_shared(registry, record)
  return record.last_port
      or #registry:names(record.port, record.transport) > 1
end

--- Iterator over the named records that have the record's transport and cover
--- one of its ports.
local function neighbours(registry, record)
  local found = registry:find { transport = record.transport or false }
  core.narrow_ports(found, { record.port, record.last_port or record.port })
  return core.narrow_filled(found, "name"):records()
end

--- The names on the record's ports, with its transport, whose notes say that
--- they are aliases of it; in registry order.  Names are compared without case
--- (RFC 6335, section 5.1).
---@param record ianaports.Record
---@return string[]
local function aliases(record)
  local registry, list, seen = registry_of(record, "aliases"), {}, {}
  if not (record.name and record.port and is_shared(registry, record)) then
    return list
  end
  for other in neighbours(registry, record) do
    local main, key = alias_of(other), other.name:lower()
    if main and main:lower() == record.name:lower() and not seen[key] then
      seen[key] = true
      list[#list + 1] = other.name
    end
  end
  return list
end

--- The record's references, in the order of the cell.
---@param record ianaports.Record
---@return ianaports.Reference[]
local function references(record)
  local list = {}
  for text in items.each(record.reference) do
    local kind, id, url = items.reference(text)
    list[#list + 1] = { text = text, kind = kind, id = id, url = url }
  end
  return list
end

--- The contacts that a cell names.  Of a contact that the registry does not
--- list there is only the id.
local function people(registry, cell)
  local list = {}
  for id in items.each(cell) do
    list[#list + 1] = registry:contact(id)
      or setmetatable({ id = id }, core.type "contact")
  end
  return list
end

--- Whom the name or port is assigned to (RFC 6335, section 8.1).
---@param record ianaports.Record
---@return ianaports.Contact[]
local function assignees(record)
  return people(registry_of(record, "assignees"), record.assignee)
end

--- Who answers for the assignee (RFC 6335, section 8.1).
---@param record ianaports.Record
---@return ianaports.Contact[]
local function contacts(record)
  return people(registry_of(record, "contacts"), record.contact)
end

--- The TXT record keys of a DNS-SD service (RFC 6763, section 6), from the
--- notes.  If the text there is not a list of keys: an empty list, and the text.
---@param record ianaports.Record
---@return string[] keys
---@return string? text
local function txt_keys(record)
  return core.part "txtkeys".txt_keys(record.assignment_notes or "")
end

--- The record's name in SRV records (RFC 2782) and DNS-SD (RFC 6763, section
--- 7), such as `_ipp._tcp`; nil without a name or a transport.
---@param record ianaports.Record
---@return string?
local function srv(record)
  return record.name and record.transport
     and "_" .. record.name .. "._" .. record.transport or nil
end

return {
  alias_of = alias_of,
  aliases = aliases,
  assignees = assignees,
  contacts = contacts,
  range = range,
  references = references,
  srv = srv,
  status = status,
  txt_keys = txt_keys,
}
