--- The same rows as registries made in several ways, and what the manual says of
-- two registries: overlays and differences.

local ianaports = require "ianaports"
local filters = require "spec.support.registry_filters"
local rows_of = require "spec.support.registry_rows"

local editions = {}

local function with_file(content, use)
  local path = os.tmpname()
  local file = assert(io.open(path, "wb"))
  file:write(content)
  file:close()
  local results = { pcall(use, path) }
  os.remove(path)
  assert(results[1], results[2])
  return results[2], results[3]
end

--- The result of `read`, called with options that name a file of contacts.
local function with_people(people, read)
  return with_file(rows_of.contacts_csv(people), function(path)
    return assert(read { contacts = path })
  end)
end

function editions.new(rows, people)
  return with_people(people, function(options) return ianaports.new(rows, options) end)
end

function editions.csv(rows, people)
  local text = rows_of.any_csv(rows)
  return with_people(people, function(options) return ianaports.parse(text, options) end)
end

function editions.exported_csv(rows, people)
  local text = editions.new(rows, people):export "csv"
  assert(text == rows_of.csv_of_iana(rows), "the exported CSV is not IANA's")
  return with_people(people, function(options) return ianaports.parse(text, options) end)
end

function editions.image(rows, people)
  local registry = editions.new(rows, people)
  return with_file("", function(path)
    assert(registry:save(path))
    return assert(ianaports.load(path))
  end)
end

--- Nil if XML has no place for a cell; the module must then refuse to write it.
function editions.xml(rows, people)
  local text, message = editions.new(rows, people):export "xml"
  if rows_of.fit_xml(rows) then return assert(ianaports.parse(assert(text, message))) end
  assert(text == nil and message:find "^xml: record %d+", "XML takes what it has no place for")
end

--- The fields of the records that the JSON has.
function editions.json(registry)
  return (assert(require "dkjson".decode(registry:export "json")))
end

-- ------------------------------------------------------------- differences

local function key_of(row)
  return table.concat({ row.name or "", row.port or "", row.last_port or "", row.transport or "" }, "\n")
end

--- The first row of the list that has the key and is not taken yet.
local function pair_of(row, list, taken)
  for _, other in ipairs(list) do
    if not taken[other] and key_of(other) == key_of(row) then
      taken[other] = true
      return other
    end
  end
end

local function fields_that_differ(old, new)
  local fields = {}
  for _, field in ipairs(rows_of.COLUMNS) do
    if old[field] ~= new[field] then fields[#fields + 1] = field end
  end
  table.sort(fields)
  return fields
end

local function numbers_of_others(list, taken)
  local numbers = {}
  for i, row in ipairs(list) do
    if not taken[row] then numbers[#numbers + 1] = i end
  end
  return numbers
end

--- The difference between two lists of rows, as the manual says.
function editions.difference(old_rows, new_rows)
  local taken, changed, place = {}, {}, {}
  for i, row in ipairs(new_rows) do place[row] = i end
  for i, row in ipairs(old_rows) do
    local other = pair_of(row, new_rows, taken)
    local fields = other and fields_that_differ(row, other) or {}
    if other then taken[row] = true end
    if #fields > 0 then changed[#changed + 1] = { i, place[other], fields } end
  end
  return { added = numbers_of_others(new_rows, taken), removed = numbers_of_others(old_rows, taken),
    changed = changed }
end

local function numbers_of(selection)
  local numbers = {}
  for record in selection:records() do numbers[#numbers + 1] = record.row end
  return numbers
end

--- The module's difference, in the same form.
function editions.difference_said(old, new)
  local said, changed = ianaports.diff(old, new), {}
  for i, change in ipairs(said.changed) do
    table.sort(change.fields)
    changed[i] = { change.old.row, change.new.row, change.fields }
  end
  table.sort(changed, function(a, b) return a[1] < b[1] end)
  return { added = numbers_of(said.added), removed = numbers_of(said.removed), changed = changed }
end

-- ---------------------------------------------------------------- overlays

local function same_fields(record, row)
  for _, field in ipairs(rows_of.COLUMNS) do
    if record[field] ~= row[field] then return false end
  end
  return record.last_port == row.last_port
end

--- The place of each row among the records of an origin: that of the first record
--- that is the same and not taken yet.
local function places(records, rows, origin)
  local result, taken = {}, {}
  for i, row in ipairs(rows) do
    for n, record in ipairs(records) do
      if not result[i] and not taken[n] and record.origin == origin and same_fields(record, row) then
        result[i], taken[n] = n, true
      end
    end
  end
  return result
end

local function have_the_same_ports(a, b)
  return a.port == b.port and a.last_port == b.last_port
end

--- What is wrong with the records of an overlay, or nil: each row must be there
--- once, IANA's rows in their order, and a row that shares a port with a row of
--- IANA's in front of it.  The manual does not say in which order the overlay's
--- own rows are; those with the same ports must be in the order given.
function editions.overlay_fault(records, base, rows, label)
  local old, new = places(records, base, nil), places(records, rows, label)
  if #records ~= #base + #rows then return "wrong number of records" end
  for i, row in ipairs(rows) do
    if not new[i] then return ("row %d of the overlay is not there"):format(i) end
    for n, other in ipairs(base) do
      if not old[n] or n > 1 and old[n] < old[n - 1] then return ("row %d is out of order"):format(n) end
      if filters.share_a_port(row, other) and old[n] < new[i] then
        return ("row %d stands in front of row %d of the overlay"):format(n, i)
      end
    end
    for n = i + 1, #rows do
      if have_the_same_ports(row, rows[n]) and new[n] < new[i] then
        return ("rows %d and %d of the overlay are out of order"):format(i, n)
      end
    end
  end
end

return editions
