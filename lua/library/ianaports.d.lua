---@meta ianaports

--- What `require "ianaports"` gives, for language servers: the definitions of
-- the module's functions, of registries and selections. Many of them are in C.
-- What they take and give is defined in ianaports_values.d.lua. Nothing loads
-- this file.
--
-- Errors: a wrong argument raises, at the caller's line, an error that names
-- the argument and the rule. Not found is nil and never raises.

--- An immutable set of records of one registry, in its order. `==` holds for
--- two with the same records.
---@class ianaports.Selection
---@field [integer] ianaports.Record
---@operator len: integer
---@operator mul(ianaports.Selection): ianaports.Selection  in both
---@operator add(ianaports.Selection): ianaports.Selection  in either
---@operator sub(ianaports.Selection): ianaports.Selection  only in the first
---@operator call: ianaports.Record?
---@overload fun(): ianaports.Record?
local Selection = {}

--- The first record, or nil.
---@return ianaports.Record?
function Selection:first() end

--- Iterator over the records; `for record in selection do` does the same.
---@return fun(): ianaports.Record?
function Selection:records() end

--- The names, without repeats, in registry order.
---@return string[]
function Selection:names() end

--- The ports that are covered, ascending.
---@return integer[]
function Selection:ports() end

--- The records of it that match as well.
---@param filter ianaports.AnyFilter?
---@return ianaports.Selection
function Selection:find(filter) end

--- The records in a format: as a string, or into a file, whole or not at all.
---@param format ianaports.Format
---@param path string?
---@return string|true|nil
---@return string? message
function Selection:export(format, path) end

--- One edition of IANA's registry, immutable. Calling it is `find`. Its
--- methods are the module's functions, below, on this edition.
---@class ianaports.Registry
---@operator call(ianaports.AnyFilter?): ianaports.Selection
---@field name fun(self: ianaports.Registry, port: ianaports.Port, transport: ianaports.AnyTransport?): string?
---@field names fun(self: ianaports.Registry, port: ianaports.Port, transport: ianaports.AnyTransport?): string[]
---@field port fun(self: ianaports.Registry, name: ianaports.Name, transport: ianaports.AnyTransport?): integer?
---@field ports fun(self: ianaports.Registry, name: ianaports.Name, transport: ianaports.AnyTransport?): integer[]
---@field map fun(self: ianaports.Registry, transport: ianaports.AnyTransport, default: any?): table
---@field lookup fun(self: ianaports.Registry, key: ianaports.Key, transport: ianaports.AnyTransport?): ianaports.Record?
---@field matches fun(self: ianaports.Registry, key: ianaports.Key, transport: ianaports.AnyTransport?): ianaports.Selection
---@field status fun(self: ianaports.Registry, port: ianaports.Port, transport: ianaports.AnyTransport?): ianaports.Status
---@field find fun(self: ianaports.Registry, filter: ianaports.AnyFilter?): ianaports.Selection
---@field records fun(self: ianaports.Registry, filter: ianaports.AnyFilter?): fun(): ianaports.Record?
---@field services fun(self: ianaports.Registry, filter: ianaports.AnyFilter?): fun(): string?, integer?, ianaports.Transport?, integer?
---@field unassigned fun(self: ianaports.Registry, options: ianaports.UnassignedOptions?): fun(): integer?, integer?
---@field contacts fun(self: ianaports.Registry): fun(): ianaports.Contact?
---@field contact fun(self: ianaports.Registry, id: string): ianaports.Contact?
---@field info fun(self: ianaports.Registry): ianaports.Info
---@field export fun(self: ianaports.Registry, format: ianaports.Format, path: string?): string|true|nil, string?
---@field save fun(self: ianaports.Registry, path: string): true?, string?
---@field overlay fun(self: ianaports.Registry, rows: table[], label: string?): ianaports.Registry?, string?

--- The module: a registry's functions, on the bundled one, and a few more.
---@class ianaports
---@field ranges ianaports.Range[]
---@field transports ianaports.Transport[]
---@field _VERSION string
---@operator call(ianaports.AnyFilter?): ianaports.Selection
---@overload fun(filter: ianaports.AnyFilter?): ianaports.Selection
local ianaports = {}

--- The primary service name of a port, or nil: the first in IANA's order.
---@param port ianaports.Port
---@param transport ianaports.AnyTransport?  default: the first with an answer
---@return string?
function ianaports.name(port, transport) end

--- Every name of a port, primary first, without repeats.
---@param port ianaports.Port
---@param transport ianaports.AnyTransport?  default: all of them
---@return string[]
function ianaports.names(port, transport) end

--- The first port registered for a name, or nil.
---@param name ianaports.Name
---@param transport ianaports.AnyTransport?  default: the first with an answer
---@return integer?
function ianaports.port(name, transport) end

--- The ports of a name, ascending; a range gives each of its ports.
---@param name ianaports.Name
---@param transport ianaports.AnyTransport?  default: the first with an answer
---@return integer[]
function ianaports.ports(name, transport) end

--- A new table that answers like `name` (map[443]) and `port` (map.https) on a
--- transport, and stores its answers. A port without a name gives the default.
---@param transport ianaports.AnyTransport
---@param default any?
---@return table
function ianaports.map(transport, default) end

--- The first record for a key, or nil.
---@param key ianaports.Key
---@param transport ianaports.AnyTransport?  default: the first with an answer
---@return ianaports.Record?
function ianaports.lookup(key, transport) end

--- All records that answer for a key, where `lookup` gives the first: those of
--- the transport, or else those without one; of all where none is given.
---@param key ianaports.Key
---@param transport ianaports.AnyTransport?
---@return ianaports.Selection
function ianaports.matches(key, transport) end

--- The transport that a value from elsewhere means: a name in any case, a
--- protocol number, digits; nil for all else. Never raises.
---@param value any
---@return ianaports.Transport?
function ianaports.transport(value) end

--- What the registry says of a port.
---@param port ianaports.Port
---@param transport ianaports.AnyTransport?  default: the first with records
---@return ianaports.Status
function ianaports.status(port, transport) end

--- The selection of the records that match.
---@param filter ianaports.AnyFilter?  default: all
---@return ianaports.Selection
function ianaports.find(filter) end

--- Iterator over the records that match, in registry order.
---@param filter ianaports.AnyFilter?  default: all
---@return fun(): ianaports.Record?
function ianaports.records(filter) end

--- Iterator over name, port, transport and last_port of the records that match
--- and have a name and a port. Makes no tables.
---@param filter ianaports.AnyFilter?  default: all
---@return fun(): string?, integer?, ianaports.Transport?, integer?
function ianaports.services(filter) end

--- Iterator over the first and last port of the runs that `status` calls
--- unassigned.
---@param options ianaports.UnassignedOptions?
---@return fun(): integer?, integer?
function ianaports.unassigned(options) end

--- Iterator over the contacts.
---@return fun(): ianaports.Contact?
function ianaports.contacts() end

--- A contact by its id, with or without brackets, or nil.
---@param id string
---@return ianaports.Contact?
function ianaports.contact(id) end

--- What the edition says of itself; a new table each time.
---@return ianaports.Info
function ianaports.info() end

--- All records in a format: as a string, or into a file, whole or not at all.
---@param format ianaports.Format
---@param path string?
---@return string|true|nil
---@return string? message
function ianaports.export(format, path) end

--- Write the registry's image into a file, whole or not at all.
---@param path string
---@return true?
---@return string? message
function ianaports.save(path) end

--- A new registry: the rows in front of this one's records for the same port,
--- each with `origin` set to the label.
---@param rows table[]  as `new` takes them
---@param label string?  default: "overlay"
---@return ianaports.Registry?
---@return string? message
function ianaports.overlay(rows, label) end

--- The registry in a file: IANA's CSV or XML, a saved image, or services(5).
---@param path string
---@param options ianaports.LoadOptions?
---@return ianaports.Registry?
---@return string? message  the file, the line, the column and what is wrong
function ianaports.load(path, options) end

--- The registry in a text, in any of the formats of `load`.
---@param text string
---@param options ianaports.LoadOptions?
---@return ianaports.Registry?
---@return string? message
function ianaports.parse(text, options) end

--- A registry of rows, in their order: tables with the fields of a record.
---@param rows table[]  `port` may be a text: "6000-6063"
---@param options ianaports.LoadOptions?
---@return ianaports.Registry?
---@return string? message
function ianaports.new(rows, options) end

--- What changed between two registries; the module stands for the bundled one.
---@param old ianaports.Registry|ianaports
---@param new ianaports.Registry|ianaports
---@return ianaports.Diff
function ianaports.diff(old, new) end

--- The range of a port (RFC 6335, section 6).
---@param port ianaports.Port
---@return ianaports.RangeName
function ianaports.range(port) end

--- Whether a text is a service name by RFC 6335, section 5.1; if not, the
--- first rule that it breaks.
---@param s string
---@return boolean valid
---@return string? rule
function ianaports.valid_name(s) end

--- Print one screen of help.
function ianaports.help() end

return ianaports
