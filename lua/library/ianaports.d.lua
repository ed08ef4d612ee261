---@meta ianaports

--- What `require "ianaports"` returns, for language servers: the definitions
-- of the module's functions, of registries and selections. Many of them are in
-- C. The values that they take and return are defined in
-- ianaports_values.d.lua. Nothing loads this file.
--
-- Errors: a wrong argument raises an error at the caller's line that names the
-- argument and the rule. What is not found is nil. A failure outside of the
-- program (no such file, a malformed record, a full disk) is nil and a message.

--- An immutable set of records of one registry, in the registry's order. Two
--- selections are equal (`==`) if they have the same records.
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

--- The names of its records, without repeats, in registry order.
---@return string[]
function Selection:names() end

--- The ports that its records cover, ascending, without repeats.
---@return integer[]
function Selection:ports() end

--- Those of its records that match as well.
---@param filter ianaports.AnyFilter?
---@return ianaports.Selection
function Selection:find(filter) end

--- The records in a format: as a string, or into a file, whole or not at all.
---@param format ianaports.Format
---@param path string?
---@return string|true|nil
---@return string? message
function Selection:export(format, path) end

--- One edition of IANA's registry, immutable. To call it is `find`. Its methods
--- do what the module's functions (below) do, on this edition.
---@class ianaports.Registry
---@operator len: integer
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

--- The module: the functions of the bundled registry, and a few more.
---@class ianaports
---@field ranges ianaports.Range[]
---@field transports ianaports.Transport[]
---@field _VERSION string
---@operator len: integer
---@operator call(ianaports.AnyFilter?): ianaports.Selection
---@overload fun(filter: ianaports.AnyFilter?): ianaports.Selection
local ianaports = {}

--- The primary service name of a port: the first in IANA's order; or nil.
---@param port ianaports.Port
---@param transport ianaports.AnyTransport?  default: the first with an answer
---@return string?
function ianaports.name(port, transport) end

--- Every name of a port, the primary one first, without repeats.
---@param port ianaports.Port
---@param transport ianaports.AnyTransport?  default: all of them
---@return string[]
function ianaports.names(port, transport) end

--- The first port registered for a name, in IANA's order; or nil.
---@param name ianaports.Name
---@param transport ianaports.AnyTransport?  default: the first with an answer
---@return integer?
function ianaports.port(name, transport) end

--- The ports of a name, ascending, without repeats; a range gives each port.
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

--- All records that answer for a key, of which `lookup` gives the first: those
--- with the transport, or else those without one; without it, all of them.
---@param key ianaports.Key
---@param transport ianaports.AnyTransport?
---@return ianaports.Selection
function ianaports.matches(key, transport) end

--- The transport that a value from elsewhere means: a name in any case, a
--- protocol number, or digits; else nil. It never raises.
---@param value any
---@return ianaports.Transport?
function ianaports.transport(value) end

--- The status of a port, weighed from all records that cover it.
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

--- Iterator over the first and last port of each run of unassigned ports.
---@param options ianaports.UnassignedOptions?
---@return fun(): integer?, integer?
function ianaports.unassigned(options) end

--- Iterator over the contacts, in the order of the registry's table.
---@return fun(): ianaports.Contact?
function ianaports.contacts() end

--- The contact with an id, which may be in brackets: "[IESG]"; or nil.
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

--- A new registry: this one with rows added in front of its records for the
--- same port. Each added record has the label as its `origin`.
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

--- The newest edition on this machine, bundled or stored by `ianaports update`;
--- then its path, or why it is the bundled one; then what did not open, and why,
--- if anything did not. Each call opens anew: keep the registry.
---@param options table?  none so far
---@return ianaports.Registry
---@return string path_or_reason
---@return string? passed_over
function ianaports.latest(options) end

--- A filter of LTN12 that adds to each line of a log what the registry says of
--- its port. Called with a chunk, and nil at the end; gives a chunk, "" where
--- there is nothing yet, nil at the end. It raises where the log has no column
--- with a port; what it got before is lost.
---@param options ianaports.AnnotatorOptions?
---@return fun(chunk: string?): string?
function ianaports.annotator(options) end

--- The registry in a text, in any of the formats of `load`.
---@param text string
---@param options ianaports.LoadOptions?
---@return ianaports.Registry?
---@return string? message
function ianaports.parse(text, options) end

--- A registry of rows, in their order. A row is a table with a record's fields.
---@param rows table[]  `port` may be a text: "6000-6063"
---@param options ianaports.LoadOptions?
---@return ianaports.Registry?
---@return string? message
function ianaports.new(rows, options) end

--- What changed from one registry to another; the module is the bundled one.
---@param old ianaports.Registry|ianaports
---@param new ianaports.Registry|ianaports
---@return ianaports.Diff
function ianaports.diff(old, new) end

--- The range of a port (RFC 6335, section 6).
---@param port ianaports.Port
---@return ianaports.RangeName
function ianaports.range(port) end

--- Whether a text is a service name by RFC 6335, section 5.1; if it is not, the
--- first rule that it breaks.
---@param s string
---@return boolean valid
---@return string? rule
function ianaports.valid_name(s) end

--- Print one screen of help.
function ianaports.help() end

return ianaports
