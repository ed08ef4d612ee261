--- What is known of IANA's columns and of transports, port ranges and statuses.
--
-- It stands in C (src/core/terms.h), and this is what C tells of it.

---@class ianaports.Column
---@field field string   of a record or contact
---@field title string   IANA's
---@field kind "text"|"people"|"references"|"ports"|"transport"|"date"

---@class ianaports.Terms
---@field columns ianaports.Column[]    IANA's twelve, and `origin`
---@field contact_columns ianaports.Column[]
---@field transports ianaports.Transport[]
---@field ranges ianaports.Range[]
---@field statuses ianaports.Status[]
---@field a_transport string   what an argument must be, in words
---@field alias_note string    a format: the notes of an alias of %s
---@field max_cell integer     bytes of a cell
---@field max_file integer     bytes of a file or text
---@field title table<string, string>   a column's title, by its field
---@field contact_title table<string, string>   likewise, of contacts
---@field range table<string, ianaports.Range>   by its name
---@field iana ianaports.Column[]   the twelve alone

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
