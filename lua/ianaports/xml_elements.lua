--- What IANA's XML calls the columns: the reader and the writer share it.

---@class ianaports.xml.Element
---@field element string
---@field field string    of a record
---@field form "plain"|"rich"|"assignee"|"contact"|"references"|"ports"

return {
  --- Elements of a record, in the order in which IANA writes them.  Plain ones
  --- hold text, rich ones also references, line breaks and paragraphs.
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

  --- Attributes of a record, in that order: the name and the field.
  attributes = {
    { "date", "registration_date" }, { "updated", "modification_date" },
  },

  --- The elements of a person, by field of a contact; its id is an attribute.
  person = { name = "name", organization = "org", uri = "uri",
             updated = "updated" },
}
