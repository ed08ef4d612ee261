--- The names that IANA's XML has for the columns; its reader and its writer use
-- them.

---@class ianaports.xml.Element
---@field element string
---@field field string    of a record
---@field form "plain"|"rich"|"assignee"|"contact"|"references"|"ports"

return {
  --- Elements of a record, in IANA's order.  A plain element holds text; a rich
  --- one may also hold references, line breaks and paragraphs.
  ---@type ianaports.xml.Element[]
  elements = {
    { element = "name", field = "name", form = "plain" },
    { element = "protocol", field = "transport", form = "plain" },
    { element = "assignee", field = "assignee", form = "assignee" },
    { element = "xref", field = "contact", form = "contact" },
    { element = "xref", field = "reference", form = "references" },
    { element = "description", field = "description", form = "rich" },
    { element = "number", field = "port", form = "ports" },
    { element = "sc", field = "service_code", form = "plain" },
    { element = "unauthorized", field = "unauthorized_use", form = "rich" },
    { element = "note", field = "assignment_notes", form = "rich" },
  },

  --- Attributes of a record, in IANA's order: the name and the field.
  attributes = {
    { "date", "registration_date" }, { "updated", "modification_date" },
  },

  --- Elements of a person, by the field of a contact.  The id is an attribute.
  person = { name = "name", organization = "org", uri = "uri",
             updated = "updated" },
}
