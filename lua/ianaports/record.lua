--- What can be asked of a record: its methods.
--
-- Each reads the record's fields as they are now (`status` its row), and, where
-- it must, the registry that the record came from.  None changes the record.
-- Called on anything else, as by a dot for the colon, they raise.

local core = require "ianaports.core"

--- How notes tell that a record is another name of X.
local ALIAS = 'This%s+entry%s+is%s+an%s+alias%s+to%s+"([^"]*)"'
local DUPLICATE = 'This%s+is%s+a%s+duplicate%s+of%s+the%s+"([^"]*)"%s+service'

--- Iterator over what stands between the brackets of a cell: `[A][B]`.
local function items(cell)
  return (cell or ""):gmatch "%[([^%[%]]*)%]"
end

--- "assigned", "reserved", "unassigned" or "dynamic": what the record says of
--- its ports.  (The module's `status` weighs all records of a port.)
---@param record ianaports.Record
---@return ianaports.Status
local function status(record)
  return core.row_status(core.registry_of(record), record.row)
end

--- The range of the record's (first) port, or nil (RFC 6335, section 6).
---@param record ianaports.Record
---@return ianaports.RangeName?
local function range(record)
  return record.port and core.range(record.port)
end

--- The main name of the service, where this is another name of it, or nil.
---@param record ianaports.Record
---@return string?
local function alias_of(record)
  local notes = record.assignment_notes or ""
  return notes:match(ALIAS) or notes:match(DUPLICATE)
end

--- Whether there may be another name on the record's ports; quickly told.
local function is_shared(record)
  local registry = core.registry_of(record)
  return record.last_port
      or #registry:names(record.port, record.transport) > 1
end

--- The named records that share a port and the transport of a record.
local function neighbours(record)
  local ports = record.port .. "-" .. (record.last_port or record.port)
  return core.registry_of(record):find {
    port = ports, transport = record.transport or false, has = "name",
  }:records()
end

--- The other names that say they are aliases of this one's name, in registry
--- order; compared without case (RFC 6335, section 5.1).
---@param record ianaports.Record
---@return string[]
local function aliases(record)
  local list, seen = {}, {}
  if not (record.name and record.port and is_shared(record)) then
    return list
  end
  for other in neighbours(record) do
    local main, key = alias_of(other), other.name:lower()
    if main and main:lower() == record.name:lower() and not seen[key] then
      seen[key] = true
      list[#list + 1] = other.name
    end
  end
  return list
end

--- The draft that a text names: also `RFC-ietf-x-00`, IANA's word for one
--- that waits to be an RFC.
local function draft_in(text)
  local name = text:match "^([%w%-%.]+)"
  if not name then return nil end
  if name:find "^draft%-" then return name end
  return name:find "^RFC%-%a" and name:gsub("^RFC", "draft") or nil
end

--- The kind of a reference, its id and its url.
local function classify(text)
  local number = text:match "^RFC%s*(%d+)$" or text:match "^RFC%s*(%d+),"
  if number then
    return "rfc", "RFC" .. number,
      "https://www.rfc-editor.org/rfc/rfc" .. number
  end
  local draft = draft_in(text)
  if draft then
    return "draft", draft, "https://datatracker.ietf.org/doc/html/" .. draft
  end
  if text:find "^%a[%w%+%.%-]*://%S+$" then return "uri", text, text end
  if text:find "^%d+$" then return "footnote", text end
  return "text"
end

--- The references, in the order of the cell.
---@param record ianaports.Record
---@return ianaports.Reference[]
local function references(record)
  local list = {}
  for text in items(record.reference) do
    local kind, id, url = classify(text)
    list[#list + 1] = { text = text, kind = kind, id = id, url = url }
  end
  return list
end

--- The contacts that a cell names; of one that the table of contacts lacks,
--- the id alone.
local function people(record, cell)
  local registry, list = core.registry_of(record), {}
  for id in items(cell) do
    list[#list + 1] = registry:contact(id)
      or setmetatable({ id = id }, core.contact_type)
  end
  return list
end

--- Who the name or port is assigned to (RFC 6335, section 8.1).
---@param record ianaports.Record
---@return ianaports.Contact[]
local function assignees(record)
  return people(record, record.assignee)
end

--- Who answers for the assignee (RFC 6335, section 8.1).
---@param record ianaports.Record
---@return ianaports.Contact[]
local function contacts(record)
  return people(record, record.contact)
end

--- The TXT record keys of a DNS-SD service, from the notes; an empty list and
--- the text where that cannot be read as a list (RFC 6763, section 6).
---@param record ianaports.Record
---@return string[] keys
---@return string? text
local function txt_keys(record)
  return require "ianaports.txtkeys" (record.assignment_notes or "")
end

--- `_ipp._tcp`, as in SRV records (RFC 2782) and DNS-SD (RFC 6763, section 7);
--- nil without a name or a transport.
---@param record ianaports.Record
---@return string?
local function srv(record)
  return record.name and record.transport
     and "_" .. record.name .. "._" .. record.transport or nil
end

--- The method that a function makes.  What is no record, or of no registry
--- where one is needed, raises at the line that called the method's stub.
local function method(name, f, needs_registry)
  return function(record)
    if type(record) ~= "table"
       or (needs_registry and not pcall(core.registry_of, record)) then
      error(("bad argument #1 to '%s' (a record expected, got %s; "
             .. "write record:%s())"):format(name, type(record), name), 3)
    end
    return f(record)
  end
end

return {
  status = method("status", status, true),
  range = method("range", range),
  alias_of = method("alias_of", alias_of),
  aliases = method("aliases", aliases, true),
  references = method("references", references),
  assignees = method("assignees", assignees, true),
  contacts = method("contacts", contacts, true),
  txt_keys = method("txt_keys", txt_keys),
  srv = method("srv", srv),
}
