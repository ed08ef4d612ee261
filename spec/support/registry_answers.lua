--- Questions asked of the module or of the model, and their answers as texts
-- that can be compared.

local ianaports = require "ianaports"
local model = require "spec.support.registry_model"

local answers = {}

local compile = loadstring or load -- luacheck: ignore

-- ------------------------------------------------------------------- texts

local shown

--- Numbers first, and each kind in order.
local function comes_before(a, b)
  if type(a) ~= type(b) then return type(a) == "number" end
  return a < b
end

local function sorted_keys(value)
  local keys = {}
  for key in pairs(value) do keys[#keys + 1] = key end
  table.sort(keys, comes_before)
  return keys
end

local function table_shown(value)
  local parts = {}
  for i, key in ipairs(sorted_keys(value)) do
    local text = shown(value[key])
    parts[i] = type(key) == "number" and text or key .. " = " .. text
  end
  return "{" .. table.concat(parts, ", ") .. "}"
end

local function selection_shown(value)
  local parts = {}
  for record in value:records() do parts[#parts + 1] = ("%d"):format(record.row) end
  return ("%d rows: %s"):format(#value, table.concat(parts, " "))
end

function shown(value)
  if type(value) == "userdata" or model.is_selection(value) then return selection_shown(value) end
  if type(value) == "table" then return table_shown(value) end
  if type(value) == "string" then return ("%q"):format(value) end
  return tostring(value)
end

-- ----------------------------------------------------------------- helpers

local helpers = {}

function helpers.list(iterator)
  local list = {}
  for value in iterator do list[#list + 1] = value end
  return list
end

function helpers.services(iterator)
  local list = {}
  for name, port, transport, last_port in iterator do
    list[#list + 1] = { name = name, port = port, transport = transport, last_port = last_port }
  end
  return list
end

function helpers.runs(iterator)
  local list = {}
  for first, last in iterator do list[#list + 1] = first .. "-" .. last end
  return list
end

--- The rows that `for record in s do` gives.
function helpers.each(s)
  local list = {}
  for record in s do list[#list + 1] = record.row end
  return list
end

function helpers.sorted(list)
  table.sort(list)
  return list
end

--- The answers of a method of each record.
function helpers.said(s, method)
  local list = {}
  for i = 1, #s do
    local record = s[i]
    list[i] = tostring(record.row) .. " " .. shown(record[method](record))
  end
  return list
end

--- The kind and the text of each reference, and the address of an RFC.
function helpers.references(s)
  local list = {}
  for record in s:records() do
    for _, reference in ipairs(record:references()) do
      local url = reference.kind == "rfc" and reference.url or ""
      list[#list + 1] = ("%d %s %s %s"):format(record.row, reference.kind, reference.text, url)
    end
  end
  return list
end

--- The records of a selection after it is written as CSV and read again. CSV has
--- no column for the origin.
function helpers.exported(s)
  local registry = model.is_selection(s) and model.new(s) or assert(ianaports.parse(s:export "csv"))
  local list = helpers.list(registry:records())
  for _, record in ipairs(list) do record.origin = nil end
  return list
end

-- ------------------------------------------------------------------ asking

--- The answer of a registry, or of a model, to a question.
function answers.value(registry, question)
  local chunk = assert(compile("local r, h = ... return " .. question, "=question"))
  return chunk(registry, helpers)
end

--- The answer as a text. An error is also an answer.
function answers.of(registry, question)
  local _, text = pcall(function() return shown(answers.value(registry, question)) end)
  return text
end

answers.shown = shown

--- Rows as a text that can be typed in again.
function answers.rows_shown(rows)
  local lines = {}
  for i, row in ipairs(rows) do lines[i] = "  " .. shown(row) .. "," end
  return "{\n" .. table.concat(lines, "\n") .. "\n}"
end

return answers
