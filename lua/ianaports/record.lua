--- What can be asked of a record: its methods.
--
-- Each reads the record's fields as they are now (`status` its row), and, where
-- it must, the registry that the record came from.  None changes the record.
-- Called on anything but a table, as by a dot for the colon, they raise, and so
-- they do where a script has put into a field what its column cannot hold.

local core = require "ianaports.core".internals()
local items = require "ianaports.items"
local terms = require "ianaports.terms"

--- The registry that a record came from.  Raises, for method `name`, where
--- there is none.
local function registry_of(record, name)
  return core.registry_of(record) or core.bad_argument(name, 1,
    ("a record expected, got %s; write record:%s(...)"):format(type(record),
                                                              name))
end

--- Raise, for a method, that a field of its record breaks a rule.
local function refuse(method, rule, value)
  core.bad_argument(method, 1, core.refusal(rule, value))
end

--- The text in a field, or nil.
local function text_in(record, field, method)
  local value = record[field]
  if value ~= nil and type(value) ~= "string" then
    refuse(method, field .. " must be a string", value)
  end
  return value
end

--- The integer from `first` to `last` in a field, or nil.
local function integer_in(record, field, method, first, last)
  local value = record[field]
  if value ~= nil and not (type(value) == "number" and value % 1 == 0
     and value >= first and value <= last) then
    refuse(method, ("%s must be an integer from %d to %d"):format(field, first,
      last), value)
  end
  return value
end

--- The transport of a record, or nil.
local function transport_in(record, method)
  local value = text_in(record, "transport", method)
  if value and not core.transport(value) then
    refuse(method, "transport must be " .. terms.a_transport, value)
  end
  return value
end

--- "assigned", "reserved", "unassigned" or "dynamic": what the record says of
--- its ports.  (The module's `status` weighs all records of a port.)
---@param record ianaports.Record
---@return ianaports.Status
local function status(record)
  local registry = registry_of(record, "status")
  local row = integer_in(record, "row", "status", 1, (core.counts(registry)))
  return core.row_status(registry, row
    or refuse("status", "row must be an integer"))
end

--- The range of the record's (first) port, or nil (RFC 6335, section 6).
---@param record ianaports.Record
---@return ianaports.RangeName?
local function range(record)
  local port = integer_in(record, "port", "range", 0, 65535)
  return port and core.range(port)
end

--- The main name of the service, where this is another name of it, or nil.
---@param record ianaports.Record
---@return string?
local function alias_of(record)
  return core.alias_of(text_in(record, "assignment_notes", "alias_of") or "")
end

--- The named records that share a port and the transport.
local function neighbours(registry, port, last, transport)
  local found = registry:find { transport = transport or false }
  core.narrow_ports(found, { port, last })
  return core.narrow_filled(found, "name"):records()
end

--- The other names that say they are aliases of this one's name, in registry
--- order; compared without case (RFC 6335, section 5.1).
---@param record ianaports.Record
---@return string[]
local function aliases(record)
  local registry, list, seen = registry_of(record, "aliases"), {}, {}
  local name = text_in(record, "name", "aliases")
  local port = integer_in(record, "port", "aliases", 0, 65535)
  local last = integer_in(record, "last_port", "aliases", port or 0, 65535)
  local transport = transport_in(record, "aliases")
  if not (name and port) then return list end
  if not last and #registry:names(port, transport) < 2 then return list end
  for other in neighbours(registry, port, last or port, transport) do
    local main, key = alias_of(other), core.lower(other.name)
    if main and core.lower(main) == core.lower(name) and not seen[key] then
      seen[key] = true
      list[#list + 1] = other.name
    end
  end
  return list
end

--- The references, in the order of the cell.
---@param record ianaports.Record
---@return ianaports.Reference[]
local function references(record)
  local list = {}
  for text in items.each(text_in(record, "reference", "references")) do
    local kind, id, url = items.reference(text)
    list[#list + 1] = { text = text, kind = kind, id = id, url = url }
  end
  return list
end

--- The contacts that a cell names; of one that the table of contacts lacks,
--- the id alone.
local function people(record, field, method)
  local registry, list = registry_of(record, method), {}
  for id in items.each(text_in(record, field, method)) do
    list[#list + 1] = registry:contact(id)
      or setmetatable({ id = id }, core.type "contact")
  end
  return list
end

--- Who the name or port is assigned to (RFC 6335, section 8.1).
---@param record ianaports.Record
---@return ianaports.Contact[]
local function assignees(record)
  return people(record, "assignee", "assignees")
end

--- Who answers for the assignee (RFC 6335, section 8.1).
---@param record ianaports.Record
---@return ianaports.Contact[]
local function contacts(record)
  return people(record, "contact", "contacts")
end

--- The TXT record keys of a DNS-SD service, from the notes; an empty list and
--- the text where that cannot be read as a list (RFC 6763, section 6).
---@param record ianaports.Record
---@return string[] keys
---@return string? text
local function txt_keys(record)
  local notes = text_in(record, "assignment_notes", "txt_keys")
  return core.part "txtkeys".txt_keys(notes or "")
end

--- `_ipp._tcp`, as in SRV records (RFC 2782) and DNS-SD (RFC 6763, section 7);
--- nil without a name or a transport.
---@param record ianaports.Record
---@return string?
local function srv(record)
  local name = text_in(record, "name", "srv")
  local transport = text_in(record, "transport", "srv")
  return name and transport and "_" .. name .. "._" .. transport or nil
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
