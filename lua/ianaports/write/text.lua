--- The writer of plain text, in the order of IANA's page: what the edition says
-- of itself, the records in columns, the footnotes, the contacts in columns.
-- Every cell is there in full; control characters are shown as pictures.

local common = require "ianaports.write.common"
local terms = require "ianaports.terms"
local text_table = require "ianaports.write.text_table"

local visible = common.visible

--- The most characters in a line of a column, if its words are not longer.
local limits = {
  name = 20, description = 48, assignee = 32, contact = 32, reference = 32,
  unauthorized_use = 32, assignment_notes = 100,
}

local function titled(add, title, text)
  if text and text ~= "" then add(title .. "\n" .. visible(text) .. "\n\n") end
end

local function write_head(add, info)
  if info.title then add(visible(info.title) .. "\n\n") end
  titled(add, "Last Updated", info.updated)
  titled(add, "Expert(s)", table.concat(info.experts, "\n"))
  titled(add, "Reference", info.reference)
  for _, note in ipairs(info.notes) do
    titled(add, visible(note.title or "Note"), note.text)
  end
end

local function write_records(add, selection, info)
  local heads, cells = {}, {}
  for i, column in ipairs(terms.iana) do
    heads[i] = { title = column.title, limit = limits[column.field] }
  end
  add(common.counted(#selection, info) .. "\n\n")
  text_table.write(add, heads, function(each)
    for record in selection:records() do
      common.fill(record, cells)
      for i = 1, #cells do cells[i] = visible(cells[i]) end
      each(cells)
    end
  end)
end

local function write_footnotes(add, info)
  for i, anchor in ipairs(common.anchors(info)) do
    add(("%s[%s] %s\n"):format(i == 1 and "\n" or "", visible(anchor),
                               visible(info.footnotes[anchor])))
  end
end

local function write_contacts(add, contacts)
  if not contacts[1] then return end
  add "\nContact Information\n\n"
  text_table.write(add, terms.contact_columns, function(each)
    for _, contact in ipairs(contacts) do
      local cells = common.contact_cells(contact)
      for i = 1, #cells do cells[i] = visible(cells[i]) end
      each(cells)
    end
  end)
end

--- Write the records of a selection, their contacts, and the registry's info.
---@param emit fun(text: string)
---@param selection ianaports.Selection
---@param registry ianaports.Registry
---@return true
local function write(emit, selection, registry)
  local add, flush = common.gather(emit)
  local info = registry:info()
  write_head(add, info)
  write_records(add, selection, info)
  write_footnotes(add, info)
  write_contacts(add, common.contacts(selection, registry))
  flush()
  return true
end

return { write = write }
