--- IANA's Service Name and Transport Protocol Port Number Registry (RFC 6335),
-- whole: what `require "ianaports"` gives.
--
-- Every public function stands here, in the order of the manual (README.md),
-- with where it lives: in C, as `bundled.name`, or in a file of ianaports/ that
-- is loaded on first use, as lazy("diff", "diff").  Types are defined in
-- library/ianaports.d.lua.  Sets no global, and prints only what `help` prints.

local found, core = pcall(require, "ianaports.core")
if not found then require "ianaports.load_error" (core) end

local bundled, lazy = core.on_bundled, core.lazy

--- Methods that are written in Lua, of registries.
local registry_methods = {}

--- A function on the bundled registry that is also a method of any other.
local function shared(file, name)
  registry_methods[name] = lazy(file, name, "registry")
  return lazy(file, name, "bundled")
end

---@class ianaports
local ianaports = {
  --- The version of the module, for people.
  _VERSION = "ianaports 0.2.0",
}


-- Looking up

--- The primary service name of a port, or nil: the first in IANA's order.
---@type fun(port: ianaports.Port, transport: ianaports.AnyTransport?): string?
ianaports.name = bundled.name

--- Every name of a port, primary first, without repeats.
---@type fun(port: ianaports.Port, transport: ianaports.AnyTransport?): string[]
ianaports.names = bundled.names

--- The first port registered for a name, or nil.
---@type fun(name: ianaports.Name, transport: ianaports.AnyTransport?): integer?
ianaports.port = bundled.port

--- The ports of a name, ascending; a range gives each of its ports.
---@type fun(name: ianaports.Name, transport: ianaports.AnyTransport?): integer[]
ianaports.ports = bundled.ports

--- The first record for a key, or nil.
---@type fun(key: ianaports.Key, transport: ianaports.AnyTransport?): ianaports.Record?
ianaports.lookup = bundled.lookup

--- What the registry says of a port.
---@type fun(port: ianaports.Port, transport: ianaports.AnyTransport?): ianaports.Status
ianaports.status = bundled.status

--- The selection of the records that match.
---@type fun(filter: ianaports.AnyFilter?): ianaports.Selection
ianaports.find = bundled.find

--- Iterator over the records that match, in registry order.
---@type fun(filter: ianaports.AnyFilter?): fun(): ianaports.Record?
ianaports.records = bundled.records

--- Iterator over name, port, transport and last_port of the records that match
--- and have a name and a port.  Makes no tables.
---@type fun(filter: ianaports.AnyFilter?): fun(): string?, integer?, ianaports.Transport?, integer?
ianaports.services = bundled.services

--- Iterator over the first and last port of the runs that `status` calls
--- unassigned.
---@type fun(options: ianaports.UnassignedOptions?): fun(): integer?, integer?
ianaports.unassigned = shared("unassigned", "unassigned")

--- A contact by its id, with or without brackets, or nil.
---@type fun(id: string): ianaports.Contact?
ianaports.contact = bundled.contact

--- Iterator over the contacts.
---@type fun(): fun(): ianaports.Contact?
ianaports.contacts = bundled.contacts

--- What the edition says of itself; a new table each time.
---@type fun(): ianaports.Info
ianaports.info = shared("info", "info")


-- The module alone

--- The range of a port (RFC 6335, section 6).
---@type fun(port: ianaports.Port): ianaports.RangeName
ianaports.range = bundled.range

--- The three ranges, and who assigns in them (RFC 6335, sections 6 and 8.1.2).
---@type ianaports.Range[]
ianaports.ranges = core.ranges()

--- The transports: tcp, udp, sctp, dccp.
---@type ianaports.Transport[]
ianaports.transports = core.transports()

--- Whether a text is a service name by RFC 6335, section 5.1; if not, the
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

--- The registry in a text, in any of the formats of `load`.
---@type fun(text: string, options: ianaports.LoadOptions?): ianaports.Registry?, string?
ianaports.parse = lazy("editions", "parse")

--- A registry of rows, in their order: tables with the fields of a record.
---@type fun(rows: table[], options: ianaports.LoadOptions?): ianaports.Registry?, string?
ianaports.new = lazy("rows", "new")

--- A new registry: the rows in front of this one's records for the same port,
--- each with `origin` set to the label.
---@type fun(rows: table[], label: string?): ianaports.Registry?, string?
ianaports.overlay = shared("rows", "overlay")

--- What changed between two registries; the module stands for the bundled one.
---@type fun(old: ianaports.Registry|ianaports, new: ianaports.Registry|ianaports): ianaports.Diff
ianaports.diff = lazy("diff", "diff")

--- Write the registry's image into a file, whole or not at all.
---@type fun(path: string): true?, string?
ianaports.save = shared("editions", "save")

--- All records in a format: as a string, or into a file, whole or not at all.
---@type fun(format: ianaports.Format, path: string?): string|true|nil, string?
ianaports.export = shared("editions", "export")


-- Methods of selections and records that are written in Lua.  The core takes
-- them when the first of these values is made; its own methods are in C.

local RECORD_METHODS = {
  "status", "range", "alias_of", "aliases", "references", "assignees",
  "contacts", "txt_keys", "srv",
}

function core.methods()
  local of_records = {}
  for _, name in ipairs(RECORD_METHODS) do
    of_records[name] = lazy("record", name, "record")
  end
  return {
    registry = registry_methods,
    selection = { export = lazy("editions", "export", "selection") },
    record = of_records,
  }
end

function core.module_type.__tostring() return ianaports._VERSION end

return setmetatable(ianaports, core.module_type)
