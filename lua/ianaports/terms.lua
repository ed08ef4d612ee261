--- What is known of IANA's columns, of transports, port ranges and statuses,
-- and the limits.
--
-- It stands in C (src/core/terms.h); this file makes tables of it for Lua.

---@class ianaports.Column
---@field field string   of a record or contact
---@field title string   as IANA prints it
---@field kind "text"|"people"|"references"|"ports"|"transport"|"date"

---@class ianaports.Terms
---@field columns ianaports.Column[]    IANA's twelve, then `origin`
---@field contact_columns ianaports.Column[]
---@field transports ianaports.Transport[]
---@field ranges ianaports.Range[]
---@field statuses ianaports.Status[]
---@field a_transport string   in words, what an argument must be
---@field alias_note string    a format: the notes of an alias of %s
---@field format integer       the number of the format of images
---@field max_cell integer     the most bytes in a cell
---@field max_file integer     the most bytes in a file or text
---@field title table<string, string>   titles of columns, by field
---@field contact_title table<string, string>   titles of contact columns
---@field range table<string, ianaports.Range>   ranges, by name
---@field iana ianaports.Column[]   IANA's twelve columns alone

---@type ianaports.Terms
local terms = require "ianaports.core".internals().terms()

terms.title, terms.iana = {}, {}
for _, column in ipairs(terms.columns) do
  terms.title[column.field] = column.title
  if column.field ~= "origin" then terms.iana[#terms.iana + 1] = column end
end

terms.contact_title = {}
for _, column in ipairs(terms.contact_columns) do
  terms.contact_title[column.field] = column.title
end

terms.range = {}
for _, range in ipairs(terms.ranges) do terms.range[range.name] = range end

return terms
