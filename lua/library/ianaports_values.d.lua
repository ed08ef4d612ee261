---@meta _

--- What the functions of ianaports.d.lua take and give, for language servers:
-- ports, transports, filters, options, records, contacts, what an edition says
-- of itself. Nothing loads this file.

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
