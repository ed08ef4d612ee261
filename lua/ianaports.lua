--- The whole of IANA's Service Name and Transport Protocol Port Number Registry
-- (RFC 6335): what `require "ianaports"` returns.
--
-- Every public function stands here, in the order of the manual (README.md).
-- First come those written in C, which ask the bundled registry, as fields of
-- the class.  Then come those written in Lua, each with the file that its first
-- call loads:
--
--   lazy("diff", "diff")      `diff` of ianaports/diff.lua
--   shared("info", "info")    likewise, with the bundled registry as its first
--                             argument; it is also a method of any registry
--
-- The types are defined in library/ianaports.d.lua, and so are the rules on
-- errors.  The module sets no global, and prints only what `help` prints.

local found, core = pcall(require, "ianaports.core")
if not found then require "ianaports.load_error" (core) end

local lazy, shared = core.lazy, core.shared

---@class ianaports
---
--- The primary service name of a port: the first in IANA's order; or nil.
---@field name fun(port: ianaports.Port, transport: ianaports.AnyTransport?): string?
---
--- Every name of a port, the primary one first, without repeats.
---@field names fun(port: ianaports.Port, transport: ianaports.AnyTransport?): string[]
---
--- The first port registered for a name, in IANA's order; or nil.
---@field port fun(name: ianaports.Name, transport: ianaports.AnyTransport?): integer?
---
--- The ports of a name, ascending, without repeats; a range gives each port.
---@field ports fun(name: ianaports.Name, transport: ianaports.AnyTransport?): integer[]
---
--- A new table that answers like `name` (map[443]) and `port` (map.https) on a
--- transport, and stores its answers. A port without a name gives the default.
---@field map fun(transport: ianaports.AnyTransport, default: any?): table
---
--- The first record for a key, or nil.
---@field lookup fun(key: ianaports.Key, transport: ianaports.AnyTransport?): ianaports.Record?
---
--- All records that answer for a key, of which `lookup` gives the first: those
--- with the transport, or else those without one; without it, all of them.
---@field matches fun(key: ianaports.Key, transport: ianaports.AnyTransport?): ianaports.Selection
---
--- The status of a port, weighed from all records that cover it.
---@field status fun(port: ianaports.Port, transport: ianaports.AnyTransport?): ianaports.Status
---
--- The range of a port (RFC 6335, section 6).
---@field range fun(port: ianaports.Port): ianaports.RangeName
---
--- The transport that a value from elsewhere means: a name in any case, a
--- protocol number, or digits; else nil. It never raises.
---@field transport fun(value: any): ianaports.Transport?
---
--- The selection of the records that match.
---@field find fun(filter: ianaports.AnyFilter?): ianaports.Selection
---
--- Iterator over the records that match, in registry order.
---@field records fun(filter: ianaports.AnyFilter?): fun(): ianaports.Record?
---
--- Iterator over name, port, transport and last_port of the records that match
--- and have a name and a port. Makes no tables.
---@field services fun(filter: ianaports.AnyFilter?): fun(): string?, integer?, ianaports.Transport?, integer?
---
--- The contact with an id, which may be in brackets: "[IESG]"; or nil.
---@field contact fun(id: string): ianaports.Contact?
---
--- Iterator over the contacts, in the order of the registry's table.
---@field contacts fun(): fun(): ianaports.Contact?
---
--- The three ranges, and who assigns in them (RFC 6335, sections 6 and 8.1.2).
---@field ranges ianaports.Range[]
---
--- The transports: tcp, udp, sctp, dccp.
---@field transports ianaports.Transport[]
local ianaports = core.module()

--- The name and version of the module.  No other file has them.
ianaports._VERSION = "ianaports 0.2.0"

--- Iterator over the first and last port of each run of unassigned ports.
---@type fun(options: ianaports.UnassignedOptions?): fun(): integer?, integer?
ianaports.unassigned = shared("unassigned", "unassigned")

--- What the edition says of itself; a new table each time.
---@type fun(): ianaports.Info
ianaports.info = shared("info", "info")

--- Whether a text is a service name by RFC 6335, section 5.1; if it is not, the
--- first rule that it breaks.
---@type fun(s: string): boolean, string?
ianaports.valid_name = lazy("rfc6335", "valid_name")

--- Print one screen of help.
---@type fun()
ianaports.help = lazy("help", "help")


-- Editions

--- The registry in a file: IANA's CSV or XML, a saved image, or services(5).
---@type fun(path: string, options: ianaports.LoadOptions?): ianaports.Registry?, string?
ianaports.load = lazy("editions", "load")

--- The newest edition on this machine, bundled or stored by `ianaports update`;
--- then its path, or why it is the bundled one; then, beside a path, what else
--- did not open, and why. Each call opens anew: keep the registry.
---@type fun(options: table?): ianaports.Registry, string, string?
ianaports.latest = lazy("latest", "latest")

--- The registry in a text, in any of the formats of `load`.
---@type fun(text: string, options: ianaports.LoadOptions?): ianaports.Registry?, string?
ianaports.parse = lazy("editions", "parse")

--- A registry of rows, in their order. A row is a table with a record's fields.
---@type fun(rows: table[], options: ianaports.LoadOptions?): ianaports.Registry?, string?
ianaports.new = lazy("rows", "new")

--- A new registry: this one with rows added in front of its records for the
--- same port. Each added record has the label as its `origin`.
---@type fun(rows: table[], label: string?): ianaports.Registry?, string?
ianaports.overlay = shared("rows", "overlay")

--- What changed from one registry to another; the module is the bundled one.
---@type fun(old: ianaports.Registry|ianaports, new: ianaports.Registry|ianaports): ianaports.Diff
ianaports.diff = lazy("diff", "diff")

--- Write the registry's image into a file, whole or not at all.
---@type fun(path: string): true?, string?
ianaports.save = shared("editions", "save")

--- All records in a format: as a string, or into a file, whole or not at all.
---@type fun(format: ianaports.Format, path: string?): string|true|nil, string?
ianaports.export = shared("editions", "export")


-- Methods written in Lua: the type they belong to, their file, their names.
-- Those of registries are the shared functions above; all others are in C.

core.methods("selection", "editions", "export")
core.methods("record", "record", "status", "range", "alias_of", "aliases",
  "references", "assignees", "contacts", "txt_keys", "srv")

return ianaports
