---@meta ianaports

--- What `require "ianaports"` gives, for language servers: the definitions of
-- the module's functions, of registries, selections, records and contacts.
-- Many of them are in C. Nothing loads this file.
--
-- Errors: a wrong argument raises, at the caller's line, an error that names
-- the argument and the rule. Not found is nil and never raises.

--- A service name: compared without case (RFC 6335, section 5.1).
---@alias ianaports.Name string

--- An integer from 0 to 65535, also as a float of that value or as digits.
---@alias ianaports.Port integer|string

---@alias ianaports.Transport "tcp"|"udp"|"sctp"|"dccp"

--- In any case, or the protocol number in the IP header.
---@alias ianaports.AnyTransport ianaports.Transport|string|6|17|132|33

--- A port, a name, "443/tcp", "https/tcp" or "_ipp._tcp".
---@alias ianaports.Key integer|string

---@alias ianaports.Status "assigned"|"reserved"|"unassigned"|"dynamic"

--- RFC 6335, section 6: 0-1023, 1024-49151, 49152-65535.
---@alias ianaports.RangeName "system"|"user"|"dynamic"

--- Nil (all records), a port that they cover, a text to search for, a
--- function, or keys that must all hold.
---@alias ianaports.AnyFilter
---| integer
---| string
---| fun(record: ianaports.Record): boolean
---| ianaports.Filter

--- Dates or their prefixes ("2018-04"), or a span with both ends included.
---@alias ianaports.Dates string|string[]|{from:string?, to:string?}

--- A port range of RFC 6335, section 6, and who may assign in it (8.1.2).
---@class ianaports.Range
---@field name ianaports.RangeName
---@field first integer
---@field last integer
---@field procedures string
---@field reference string

--- Keys must all hold. A text is equal to a cell without case; `*` and `?`
--- are wildcards; a list means any of its values.
---@class ianaports.Filter
---@field name string|string[]?
---@field port integer|string|(integer|string)[]?  "80,443,6000-6063"
---@field transport string|integer|false|(string|integer|false)[]?  false: none
---@field description string|string[]?
---@field assignee string|string[]?   also an id inside the cell: "IESG"
---@field contact string|string[]?    likewise
---@field reference string|string[]?  likewise: "RFC6335"
---@field registration_date ianaports.Dates?
---@field modification_date ianaports.Dates?
---@field service_code string|string[]?
---@field unauthorized_use string|string[]?
---@field assignment_notes string|string[]?
---@field origin string|string[]?
---@field since string?  registered or modified then or later
---@field status string|string[]?  what the record itself says
---@field range string|string[]?  has a port in that range
---@field alias boolean?  only aliases, or none
---@field has string|string[]?  columns that are filled, all of them
---@field lacks string|string[]?  columns that are empty, all of them
---@field text string?  stands in name, description or notes, without case
---@field where (fun(record: ianaports.Record): boolean)?  applied last

---@class ianaports.UnassignedOptions
---@field transport string|integer|(string|integer)[]?  all; tcp and udp
---@field range "system"|"user"?  default: "user"
---@field from integer?  first port to look at, in the range
---@field to integer?  last port to look at
---@field length integer?  ports in the shortest run; default: 1

--- What an edition says of itself.
---@class ianaports.Info
---@field title string
---@field updated string  the edition's date, YYYY-MM-DD
---@field experts table  a list of lines, and the same names by transport
---@field reference string  as IANA prints it: "[RFC6335]"
---@field notes {title:string?, text:string}[]
---@field formats string[]  the formats that IANA offers
---@field records integer  how many
---@field contacts integer  how many
---@field source string  "bundled", the file's path, "text" or "rows"
---@field id string?
---@field category string?
---@field footnotes table<string, string>?  by their anchor: "1"
---@field columns table<string, string>?  titles of the edition that are not today's, by field
---@field skipped {line:integer, text:string}[]?  what is no record

--- How to read an edition.
---@class ianaports.LoadOptions
---@field format "csv"|"xml"|"image"|"services"?  default: by the content
---@field contacts string?  path of a CSV file of contacts

---@alias ianaports.Format "csv"|"xml"|"text"|"html"|"services"|"json"

--- A record that stands in two editions and differs.
---@class ianaports.Change
---@field old ianaports.Record
---@field new ianaports.Record
---@field fields string[]  those that differ, in IANA's order

--- What changed from one edition to another.
---@class ianaports.Diff
---@field added ianaports.Selection  of the new edition
---@field removed ianaports.Selection  of the old edition
---@field changed ianaports.Change[]  in the new edition's order

--- A person or an organization of the registry; an empty cell is an absent
--- field.
---@class ianaports.Contact
---@field id string  without brackets
---@field name string?
---@field organization string?
---@field uri string|string[]|nil  as IANA writes it: "mailto:a&b"; or several
---@field updated string?
---@field email string?  the address in the uri

--- An entry of a record's Reference column.
---@class ianaports.Reference
---@field text string  what stands between the brackets
---@field kind "rfc"|"draft"|"uri"|"footnote"|"text"
---@field id string?  "RFC6335", a draft's name, an address, a footnote's number
---@field url string?

--- A row of the registry, the caller's own; an empty cell is an absent field.
---@class ianaports.Record
---@field name string?
---@field port integer?
---@field last_port integer?  only of a range
---@field transport ianaports.Transport?
---@field description string?
---@field assignee string?  as printed: "[D_J_Bernstein]"
---@field contact string?  likewise
---@field registration_date string?  YYYY-MM or YYYY-MM-DD
---@field modification_date string?  likewise
---@field reference string?
---@field service_code string?
---@field unauthorized_use string?
---@field assignment_notes string?
---@field row integer  its position in the edition, from 1
---@field origin string?  only of records that an overlay added
local Record = {}

--- What the record says of its ports.
---@return ianaports.Status
function Record:status() end

--- The range of its port, or nil.
---@return ianaports.RangeName?
function Record:range() end

--- The main name, where this is another name of a service, or nil.
---@return string?
function Record:alias_of() end

--- The other names of the service on the ports of this record.
---@return string[]
function Record:aliases() end

--- Its references, in the order of the cell.
---@return ianaports.Reference[]
function Record:references() end

--- Who it is assigned to; the id alone of one that the registry does not list.
---@return ianaports.Contact[]
function Record:assignees() end

--- Who answers for it; the id alone of one that the registry does not list.
---@return ianaports.Contact[]
function Record:contacts() end

--- The TXT record keys that its notes define (RFC 6763, section 6); an empty
--- list and the text where that cannot be read as a list.
---@return string[] keys
---@return string? text
function Record:txt_keys() end

--- Its name in SRV records: "_ipp._tcp" (RFC 6763, section 7); nil without a
--- name or a transport.
---@return string?
function Record:srv() end

--- An immutable set of records of one registry, in its order. `==` holds for
--- two with the same records.
---@class ianaports.Selection
---@field [integer] ianaports.Record
---@operator len: integer
---@operator mul(ianaports.Selection): ianaports.Selection  in both
---@operator add(ianaports.Selection): ianaports.Selection  in either
---@operator sub(ianaports.Selection): ianaports.Selection  only in the first
---@operator call: ianaports.Record?
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
---@operator call: ianaports.Selection
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
