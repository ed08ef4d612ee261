---@meta _

--- The values that the functions of ianaports.d.lua take and return, for
-- language servers: ports, transports, filters, options, records, contacts, and
-- what an edition says of itself. Nothing loads this file.

--- A service name, compared without case (RFC 6335, section 5.1).
---@alias ianaports.Name string

--- An integer from 0 to 65535, also as a float of that value or as digits.
---@alias ianaports.Port integer|string

--- A transport as a record has it.
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

---@class ianaports.AnnotatorOptions
---@field input "zeek"|"tsv"|"csv"|"json"?  default: told by the first line
---@field port string|integer?  name or number of a column, or "A,B"; default: known names
---@field transport string|integer?  a transport, or a column; default: known names
---@field fields string|string[]?  of a record, or "status"; default: "name"
---@field registry ianaports.Registry?  default: the bundled one

--- What an edition says of itself.
---@class ianaports.Info
---@field title string
---@field updated string  the edition's date, YYYY-MM-DD
---@field newest string?  the newest date in a record: no edition is older
---@field experts table  the lines that name them, and the names by transport
---@field reference string  as IANA prints it: "[RFC6335]"
---@field notes {title:string?, text:string}[]
---@field formats string[]  the formats that IANA offers
---@field records integer  how many there are
---@field contacts integer  how many there are
---@field source string  "bundled", the file's path, "text" or "rows"
---@field sources string[]?  only of an edition that is none of IANA's: what it is
---  put together from, and of which years
---@field id string?
---@field category string?
---@field footnotes table<string, string>?  by their anchor: "1"
---@field columns table<string, string>?  titles that differ from today's, by field
---@field skipped {line:integer, text:string}[]?  what was passed over: lines
---  of a services file that are no services; of IANA's formats, what they did not
---  have so far (an element, an attribute, a column), each kind once

--- How to read an edition.
---@class ianaports.LoadOptions
---@field format "csv"|"xml"|"image"|"services"?  default: told by the content
---@field contacts string?  path of a CSV file of contacts

---@alias ianaports.Format "csv"|"xml"|"text"|"html"|"svg"|"services"|"json"|"lua"

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

--- The other names on its ports, with its transport, in registry order.
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
