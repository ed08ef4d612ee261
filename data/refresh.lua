--- Makes the files of this folder anew from an edition in IANA's XML:
--
--   lua refresh.lua [FILE]        make refresh [FROM=FILE]
--
-- Without a file it downloads IANA's newest.  The edition has to pass the rules
-- of `ianaports update`; FORCE=1 in the environment waives those that it may
-- waive.  All files are rewritten or none: they are made and read again in
-- memory, written beside, and then renamed.  If a rename fails, those before it
-- are undone.  If the program is killed between two, git or another run mends
-- it; the new date comes after the records and contacts.

local core = require "ianaports.core".internals()
local ianaports = require "ianaports"
local latest = require "ianaports.latest"
local terms = require "ianaports.terms"
local verdict = require "ianaports.verdict"

local FOLDER = arg[0]:match "^(.*/)" or ""
local SOURCES = "SOURCES.md"
local WAIVED = 3          -- the first rule that FORCE waives

--- The files by the tables in them, in the order in which they are replaced.
local FILES = { { "records", "service-names-port-numbers.csv" },
                { "contacts", "contacts.csv" }, { "facts", "registry.csv" } }

local function fail(message)
  io.stderr:write("refresh: ", core.printable(message, "escapes"), "\n")
  os.exit(1)
end


-- The edition

--- IANA's newest edition, and where it is from.
local function download()
  local url = require "ianaports.command.update".URL
  local answer, message = require "ianaports.command.fetch".fetch(url, {})
  if not answer then fail(message) end
  local edition, wrong = ianaports.parse(answer.text, { format = "xml" })
  if not edition then fail(url .. wrong:gsub("^text", "")) end
  return edition, "<" .. url .. ">"
end

--- The edition in a file, and the name of that.
local function read_edition(path)
  local edition, message = ianaports.load(path, { format = "xml" })
  if not edition then fail(message) end
  return edition, "`" .. path:match "[^/]*$":gsub("[`%c]", "?") .. "`"
end

local function date_of(edition)
  return latest.date_of(edition) or "no date"
end

--- End if the edition may not take the place of the one that is here.
local function judge(new, old, diff)
  local is_iana = not old:info().sources
  local ok, rule, wrong = verdict.judge(new, old, { xml = true,
    today = os.date "!%Y-%m-%d", changed = is_iana and #diff.changed or nil })
  if ok then return end
  wrong = ("rule %d: %s"):format(rule, wrong)
  if rule < WAIVED or os.getenv "FORCE" ~= "1" then
    fail(("refused by %s%s"):format(wrong,
      rule < WAIVED and "" or " (FORCE=1 waives it)"))
  end
  io.stderr:write("refresh: waived: ", wrong, "\n")
end


-- The texts of the files

local function line(cells)
  for i, cell in ipairs(cells) do
    if cell:find '[",\r\n]' then
      cells[i] = '"' .. cell:gsub('"', '""') .. '"'
    end
  end
  return table.concat(cells, ",") .. "\n"
end

--- A field of a contact as a cell: several URIs are on a line each.
local function cell_of(value)
  return type(value) == "table" and table.concat(value, "\n") or value or ""
end

local function contacts_text(edition)
  local cells, lines = {}, {}
  for i, column in ipairs(terms.contact_columns) do cells[i] = column.title end
  lines[1] = line(cells)
  for contact in edition:contacts() do
    for i, column in ipairs(terms.contact_columns) do
      cells[i] = cell_of(contact[column.field])
    end
    lines[#lines + 1] = line(cells)
  end
  return table.concat(lines)
end

--- The formats, which IANA's XML does not name, stand last.
local function facts_text(edition)
  local facts, lines = core.facts(edition), { line { "key", "value" } }
  for i = 1, #facts, 2 do
    lines[#lines + 1] = line { facts[i], facts[i + 1] }
  end
  for _, format in ipairs(edition:info().formats) do
    lines[#lines + 1] = line { "format", format }
  end
  return table.concat(lines)
end

local HEAD = [[
# Where the data comes from

The registry is IANA's Service Name and Transport Protocol Port Number
Registry (RFC 6335), edition of %s, whole.
`make refresh` made these files from IANA's XML, %s.
`make` packs them into the module.

| file | what it holds |
| --- | --- |
| `service-names-port-numbers.csv` | %d records in IANA's own CSV format and order (12 columns, CRLF row ends) |
| `contacts.csv` | %d contacts; ids without their brackets; several URIs of one each on a line |
| `registry.csv` | title, date, experts, reference, notes, footnotes, formats%s |

]]

--- The page on the sources; what it says from "Refresh" on stays.
local function sources_text(edition, origin, former)
  local info = edition:info()
  return HEAD:format(date_of(edition), origin, info.records, info.contacts,
    info.skipped and "; what was passed over" or "")
    .. (former:match "## Refresh\n.*$" or "")
end

--- The registry of these texts, as the build makes it.
local function registry_of(texts)
  local builder = core.part "build".new()
  for _, file in ipairs(FILES) do
    local text = texts[file[2]]
    local ok, message = builder:csv(file[1], function()
      local block = text
      text = nil
      return block
    end)
    if not ok then fail(file[2] .. ":" .. message) end
  end
  return core.open(assert(builder:finish()))
end

--- What is said of all contacts and of the edition, as one text.
local function said(edition)
  local facts = facts_text(edition):gsub("\nformat,[^\n]*", "")
  return contacts_text(edition) .. facts
end

--- The texts by file, which are read again and compared with the edition.
local function texts_of(edition, origin, former)
  local texts = {
    ["service-names-port-numbers.csv"] = edition:export "csv",
    ["contacts.csv"] = contacts_text(edition),
    ["registry.csv"] = facts_text(edition),
    [SOURCES] = sources_text(edition, origin, former),
  }
  local again = registry_of(texts)
  local diff = ianaports.diff(edition, again)
  if #diff.added + #diff.removed + #diff.changed > 0
     or said(again) ~= said(edition) then
    fail "the files would not hold all of the edition"
  end
  return texts, #core.image(again)
end


-- The files

local function read(path)
  local file, message = io.open(path, "rb")
  if not file then fail(message) end
  local text = file:read "*a"
  file:close()
  return text
end

local function write(path, text)
  local ok, message = core.part "build".write(path, { text })
  if not ok then error(message, 0) end
end

local function rename(from, to)
  local ok, message = os.rename(from, to)
  if not ok then error(message, 0) end
end

--- Replace the files, or none.  `former` has the texts that they have.
local function replace(texts, former)
  local order, replaced = {}, 0
  for i, file in ipairs(FILES) do order[i] = file[2] end
  order[#order + 1] = SOURCES
  local ok, message = pcall(function()
    for _, name in ipairs(order) do
      write(FOLDER .. name .. ".new", texts[name])
    end
    for i, name in ipairs(order) do
      rename(FOLDER .. name .. ".new", FOLDER .. name)
      replaced = i
    end
  end)
  if ok then return end
  local kept = "; nothing was changed"
  for i, name in ipairs(order) do
    os.remove(FOLDER .. name .. ".new")
    if i <= replaced and not pcall(write, FOLDER .. name, former[name]) then
      kept = "; and what was there cannot be put back: git checkout data"
    end
  end
  fail(message .. kept)
end

local function main(path)
  local former = { [SOURCES] = read(FOLDER .. SOURCES) }
  for _, file in ipairs(FILES) do former[file[2]] = read(FOLDER .. file[2]) end
  local edition, origin = (path and read_edition or download)(path)
  local bundled = core.bundled()       -- made of what is here
  local diff = ianaports.diff(bundled, edition)
  judge(edition, bundled, diff)
  local texts, size = texts_of(edition, origin, former[SOURCES])
  replace(texts, former)
  local old, new = bundled:info(), edition:info()
  for _, item in ipairs(new.skipped or {}) do
    print(("passed over: line %d: %s"):format(item.line, item.text))
  end
  print(diff)
  print(("%s -> %s: %d added, %d removed, %d changed; "
    .. "%d -> %d contacts; an image of %d bytes"):format(date_of(bundled),
    date_of(edition), #diff.added, #diff.removed, #diff.changed, old.contacts,
    new.contacts, size))
end

main(arg[1] ~= "" and arg[1] or nil)
