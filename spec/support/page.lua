--- The registry page of 2024-04-19: its 101 records and 39 contacts, read by
-- hand (spec/fixtures/excerpt-*.json), and its head, byte for byte
-- (page-head.txt).  `registry` is an edition with only these, made by the
-- build's pack; it is the same whatever data/ holds.

local csv_files = require "spec.support.csv_files"
local fixture = require "spec.support.fixture"
local ianaports = require "ianaports"
local shell = require "spec.support.shell"

local page = {
  updated = "2024-04-19",
  records = fixture.json "excerpt-records.json",
  contacts = fixture.json "excerpt-contacts.json",
  head = fixture.text "page-head.txt",
}

--- The text between two lines of the page's head.
function page.between(start, stop)
  local head = page.head
  local _, from = head:find("\n" .. start .. "\n", 1, true)
  local to = head:find("\n" .. stop .. "\n", from, true)
  return head:sub(from + 1, to - 1)
end

-- The experts.  Their lines are wrapped after a blank.
page.experts = page.between("Expert(s)", "Reference"):gsub(" \n", " ")
page.note = page.between("Note", "Request an Assignment"):gsub("\n+$", "")

local RECORD = { "name", "port", "transport", "description", "assignee", "contact",
  "registration_date", "modification_date", "reference", "service_code",
  "unauthorized_use", "assignment_notes" }
local CONTACT = { "id", "name", "organization", "uri", "updated" }

--- CSV of a line of titles and the cells of tables, every cell in quotes.
local function csv_of(titles, fields, list)
  local lines = { titles }
  for _, one in ipairs(list) do
    local cells = {}
    for i, field in ipairs(fields) do
      cells[i] = '"' .. tostring(one[field] or ""):gsub('"', '""') .. '"'
    end
    lines[#lines + 1] = table.concat(cells, ",")
  end
  return table.concat(lines, "\r\n") .. "\r\n"
end

--- The head as the rows of registry.csv.
local function facts()
  local list = { { "title", page.head:match "\n\n([^\n]+)" },
    { "updated", page.between("Last Updated", "Expert(s)") } }
  local function add(key, text, pattern)
    for value in text:gmatch(pattern) do list[#list + 1] = { key, value } end
  end
  add("expert", page.experts, "[^\n]+")
  add("reference", page.between("Reference", "Note"), "[^\n]+")
  list[#list + 1] = { "note", page.note }
  add("note:Request an Assignment", page.between("Request an Assignment",
    "Available Formats"), "%S+")
  add("format", page.head:match "\nAvailable Formats\n(.*)", "[^\n]+")
  return list
end

--- The image that pack makes of three texts.
local function packed(...)
  local folder = shell.lines("mktemp -d")[1]
  local paths = {}
  for i = 1, 3 do
    paths[i] = ("%s/%d.csv"):format(folder, i)
    shell.write(paths[i], (select(i, ...)))
  end
  local output = folder .. "/image.c"
  local status, said = shell.run(table.concat({ shell.pack, paths[1], paths[2],
    paths[3], output }, " "))
  local image = status == 0 and csv_files.image_in(output)
  shell.run("rm -rf " .. folder)
  return (assert(image, said))
end

local function title_line(path) return (shell.read(path):match "^[^\r\n]+") end

local files = csv_files.data
page.registry = assert(ianaports.parse(packed(
  csv_of(title_line(files[1]), RECORD, page.records),
  csv_of(title_line(files[2]), CONTACT, page.contacts),
  csv_of("key,value", { 1, 2 }, facts()))))

return page
