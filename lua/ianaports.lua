--- What `require "ianaports"` returns.  Every public function stands here, in
-- the manual's order; library/ianaports.d.lua says more.  What core.functions
-- and core.shared name is in Lua, in a file that the first call loads; the rest
-- is in C.  The shared functions are methods of registries too.
--
-- Why so brief: 1,000 bytes less take 2 us from require (bench require)

local found, core = pcall(require, "ianaports.core")
if not found then require "ianaports.load_error" (core) end

---@class ianaports
--- The primary name of a port, or nil.
---@field name fun(port: ianaports.Port, transport: ianaports.AnyTransport?): string?
--- All names of a port, the primary one first.
---@field names fun(port: ianaports.Port, transport: ianaports.AnyTransport?): string[]
--- The first port of a name, or nil.
---@field port fun(name: ianaports.Name, transport: ianaports.AnyTransport?): integer?
--- All ports of a name, ascending.
---@field ports fun(name: ianaports.Name, transport: ianaports.AnyTransport?): integer[]
--- A table that answers like `name` (map[443]) and `port` (map.https).
---@field map fun(transport: ianaports.AnyTransport, default: any?): table
--- The first record for a key, or nil.
---@field lookup fun(key: ianaports.Key, transport: ianaports.AnyTransport?): ianaports.Record?
--- All records that answer for a key.
---@field matches fun(key: ianaports.Key, transport: ianaports.AnyTransport?): ianaports.Selection
--- What IANA says of a port.
---@field status fun(port: ianaports.Port, transport: ianaports.AnyTransport?): ianaports.Status
--- The range of a port (RFC 6335, section 6).
---@field range fun(port: ianaports.Port): ianaports.RangeName
--- The transport that any value means, or nil.
---@field transport fun(value: any): ianaports.Transport?
--- The selection of the records that match.
---@field find fun(filter: ianaports.AnyFilter?): ianaports.Selection
--- Iterator over the records that match.
---@field records fun(filter: ianaports.AnyFilter?): fun(): ianaports.Record?
--- Iterator over name, port, transport, last_port.
---@field services fun(filter: ianaports.AnyFilter?): fun(): string?, integer?, ianaports.Transport?, integer?
--- Iterator over first and last port of unassigned runs.
---@field unassigned fun(options: ianaports.UnassignedOptions?): fun(): integer?, integer?
--- The contact with an id, or nil.
---@field contact fun(id: string): ianaports.Contact?
--- Iterator over the contacts.
---@field contacts fun(): fun(): ianaports.Contact?
--- What the edition says of itself.
---@field info fun(): ianaports.Info
--- The registry in a file.
---@field load fun(path: string, options: ianaports.LoadOptions?): ianaports.Registry?, string?
--- The newest edition on this machine; its path, or why it is the bundled one.
---@field latest fun(options: table?): ianaports.Registry, string, string?
--- The registry in a text.
---@field parse fun(text: string, options: ianaports.LoadOptions?): ianaports.Registry?, string?
--- A registry of tables with the fields of records.
---@field new fun(rows: table[], options: ianaports.LoadOptions?): ianaports.Registry?, string?
--- This registry with rows in front.
---@field overlay fun(rows: table[], label: string?): ianaports.Registry?, string?
--- What changed from one registry to another.
---@field diff fun(old: ianaports.Registry|ianaports, new: ianaports.Registry|ianaports): ianaports.Diff
--- Write the image into a file.
---@field save fun(path: string): true?, string?
--- All records in a format, as a string or into a file.
---@field export fun(format: ianaports.Format, path: string?): string|true|nil, string?
--- Whether RFC 6335, section 5.1 allows a name, or why not.
---@field valid_name fun(s: string): boolean, string?
--- The three ranges (RFC 6335, section 8.1.2).
---@field ranges ianaports.Range[]
--- The transports: tcp, udp, sctp, dccp.
---@field transports ianaports.Transport[]
--- A filter of LTN12 that adds to each line of a log what its port is.
---@field annotator fun(options: ianaports.AnnotatorOptions?): fun(chunk: string?): string?
--- Print one screen of help.
---@field help fun()
local ianaports = core.module()

--- Name and version; no other file has them.
ianaports._VERSION = "ianaports 0.2.0"

core.shared(ianaports, "unassigned", "unassigned")
core.shared(ianaports, "info", "info")
core.shared(ianaports, "editions", "save", "export")
core.shared(ianaports, "rows", "overlay")
core.functions(ianaports, "editions", "load", "parse")
core.functions(ianaports, "rows", "new")
core.functions(ianaports, "latest", "latest")
core.functions(ianaports, "diff", "diff")
core.functions(ianaports, "rfc6335", "valid_name")
core.functions(ianaports, "annotator", "annotator")
core.functions(ianaports, "help", "help")

core.methods("selection", "editions", "export")
core.methods("record", "record", "status", "range", "alias_of", "aliases",
  "references", "assignees", "contacts", "txt_keys", "srv")

return ianaports
