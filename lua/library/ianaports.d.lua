---@meta ianaports

--- What `require "ianaports"` returns, for language servers: the definitions
-- of the module's functions, of registries, selections, records and contacts.
-- Many of them are in C. Nothing loads this file.
--
-- Errors: a wrong argument raises an error at the caller's line that names the
-- argument and the rule. What is not found is nil. A failure outside of the
-- program (no such file, a malformed record, a full disk) is nil and a message.

--- A service name, compared without case (RFC 6335, section 5.1).
---@alias ianaports.Name string

--- An integer from 0 to 65535, also as a float of that value or as digits.
---@alias ianaports.Port integer|string

---@alias ianaports.Transport "tcp"|"udp"|"sctp"|"dccp"
--- A transport in any case, or its protocol number in the IP header.
---@alias ianaports.AnyTransport ianaports.Transport|string|6|17|132|33

--- A port, a name, "443/tcp", "https/tcp" or "_ipp._tcp" (RFC 6763, section 7).
---@alias ianaports.Key integer|string

--- RFC 6335, section 6; every port of the dynamic range is "dynamic".
---@alias ianaports.Status "assigned"|"reserved"|"unassigned"|"dynamic"

--- RFC 6335, section 6: 0-1023, 1024-49151, 49152-65535.
---@alias ianaports.RangeName "system"|"user"|"dynamic"

--- Nil (all records), a port that the records cover, a text to search for, a
--- function, or a table of keys that must all hold.
---@alias ianaports.AnyFilter
---| integer
---| string
---| fun(record: ianaports.Record): boolean
---| ianaports.Filter

--- A date or its prefix ("2018-04"), a list, or a span that includes both ends.
---@alias ianaports.Dates string|string[]|{from:string?, to:string?}

--- A port range of RFC 6335, section 6, and who may assign in it (8.1.2).
---@class ianaports.Range
---@field name ianaports.RangeName
---@field first integer
---@field last integer
---@field procedures string
---@field reference string

--- All keys must hold. A text must equal the cell, without case; `*` stands for
--- any bytes, `?` for one character. A list means any of its values.
---@class ianaports.Filter
---@field name string|string[]?
---@field port integer|string|(integer|string)[]?  "80,443,6000-6063"
---@field transport string|integer|false|(string|integer|false)[]?  false: has none
---@field description string|string[]?
---@field assignee string|string[]?  also an id inside the cell: "IESG"
---@field contact string|string[]?  the same
---@field reference string|string[]?  the same: "RFC6335"
---@field registration_date ianaports.Dates?
---@field modification_date ianaports.Dates?
---@field service_code string|string[]?
---@field unauthorized_use string|string[]?
---@field assignment_notes string|string[]?
---@field origin string|string[]?
---@field since string?  a date: registered or modified then or later
---@field status string|string[]?  the record's own status
---@field range string|string[]?  has a port in that range
---@field alias boolean?  true: only aliases; false: no aliases
---@field has string|string[]?  columns that must all be filled
---@field lacks string|string[]?  columns that must all be empty
---@field text string?  found in name, description or notes, without case
---@field where (fun(record: ianaports.Record): boolean)?  applied last

---@class ianaports.UnassignedOptions
---@field transport string|integer|(string|integer)[]?  unassigned in each; default: tcp, udp
---@field range "system"|"user"?  default: "user"
---@field from integer?  first port to look at; default: the range's first
---@field to integer?  last port to look at; default: the range's last
---@field length integer?  ports in the shortest run, 1 to 65536; default: 1

--- What an edition says of itself.
---@class ianaports.Info
---@field title string
---@field updated string  the edition's date, YYYY-MM-DD
---@field experts table  the lines that name them, and the names by transport
---@field reference string  as IANA prints it: "[RFC6335]"
---@field notes {title:string?, text:string}[]
---@field formats string[]  the formats that IANA offers
---@field records integer  how many there are
---@field contacts integer  how many there are
---@field source string  "bundled", the file's path, "text" or "rows"
---@field id string?
---@field category string?
---@field footnotes table<string, string>?  by their anchor: "1"
---@field columns table<string, string>?  titles that differ from today's, by field
---@field skipped {line:integer, text:string}[]?  lines that are not records

--- How to read an edition.
---@class ianaports.LoadOptions
---@field format "csv"|"xml"|"image"|"services"?  default: told by the content
---@field contacts string?  path of a CSV file of contacts

---@alias ianaports.Format "csv"|"xml"|"text"|"html"|"services"|"json"

--- A record that is in both editions and differs.
---@class ianaports.Change
---@field old ianaports.Record
---@field new ianaports.Record
---@field fields string[]  the fields that differ, in IANA's order

--- What changed from one edition to another.
---@class ianaports.Diff
---@field added ianaports.Selection  of the new edition
---@field removed ianaports.Selection  of the old edition
---@field changed ianaports.Change[]  in the new edition's order

--- A person or an organization. An empty cell is an absent field.
---@class ianaports.Contact
---@field id string  without brackets
---@field name string?
---@field organization string?
---@field uri string|string[]|nil  as IANA writes it: "mailto:a&b"; or a list
---@field updated string?
---@field email string?  the first address in the uri: "a@b"

--- An item of a record's Reference column.
---@class ianaports.Reference
---@field text string  what is between the brackets
---@field kind "rfc"|"draft"|"uri"|"footnote"|"text"
---@field id string?  "RFC6335", a draft's name, an address, a footnote's number
---@field url string?

--- A row of the registry, in a new table. An empty cell is an absent field.
---@class ianaports.Record
---@field name string?
---@field port integer?
---@field last_port integer?  only for a range
---@field transport ianaports.Transport?
---@field description string?
---@field assignee string?  as printed: "[D_J_Bernstein]"
---@field contact string?  the same
---@field registration_date string?  YYYY-MM or YYYY-MM-DD
---@field modification_date string?  the same
---@field reference string?
---@field service_code string?
---@field unauthorized_use string?
---@field assignment_notes string?
---@field row integer  its position in the edition, from 1
---@field origin string?  only on records that an overlay added
local Record = {}

--- The status that the record itself gives its ports.
---@return ianaports.Status
function Record:status() end

--- The range of its (first) port (RFC 6335, section 6), or nil without a port.
---@return ianaports.RangeName?
function Record:range() end

--- The main name, if the notes say that this is an alias of it, or nil.
---@return string?
function Record:alias_of() end

--- The names on its ports, with its transport, whose notes say that they are
--- aliases of it.
---@return string[]
function Record:aliases() end

--- Its references, in the order of the cell.
---@return ianaports.Reference[]
function Record:references() end

--- Whom it is assigned to (RFC 6335, section 8.1). Of a contact that the
--- registry does not list there is only the id.
---@return ianaports.Contact[]
function Record:assignees() end

--- Who answers for the assignee; otherwise like `assignees`.
---@return ianaports.Contact[]
function Record:contacts() end

--- The TXT record keys that its notes define (RFC 6763, section 6). If the text
--- in the notes is not a list of keys: an empty list, and that text.
---@return string[] keys
---@return string? text
function Record:txt_keys() end

--- Its name in SRV records: "_ipp._tcp" (RFC 6763, section 7); nil without a
--- name or a transport.
---@return string?
function Record:srv() end

--- An immutable set of records of one registry, in its order. `==`: the same set.
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
---@operator call: ianaports.Selection
---@field name fun(self: ianaports.Registry, port: ianaports.Port, transport: ianaports.AnyTransport?): string?
---@field names fun(self: ianaports.Registry, port: ianaports.Port, transport: ianaports.AnyTransport?): string[]
---@field port fun(self: ianaports.Registry, name: ianaports.Name, transport: ianaports.AnyTransport?): integer?
---@field ports fun(self: ianaports.Registry, name: ianaports.Name, transport: ianaports.AnyTransport?): integer[]
---@field map fun(self: ianaports.Registry, transport: ianaports.AnyTransport, default: any?): table
---@field lookup fun(self: ianaports.Registry, key: ianaports.Key, transport: ianaports.AnyTransport?): ianaports.Record?
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
