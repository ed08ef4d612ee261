--- Random documents that resemble IANA's XML, most of them with faults: each is
-- read or refused, and what is read is the same again after it is written as CSV
-- or XML.  XML_ROUNDS says how many there are, XML_SEED the first seed.  Each
-- document has a seed of its own, which its failure names.

local document = require "spec.fuzz.xml_document"
local ianaports = require "ianaports"
local json = require "dkjson"
local later = require "spec.fuzz.xml_later"
local mutator = require "spec.fuzz.xml_mutator"
local oracle = require "spec.support.oracle"
local random = require "spec.support.random"
local shell = require "spec.support.shell"
local spelling = require "spec.fuzz.xml_spelling"

local rounds = tonumber(os.getenv "XML_ROUNDS") or 300
local first_seed = tonumber(os.getenv "XML_SEED") or 6335

local BATCH, SHOWN = 500, 5
local NO_READER = not pcall(require, "lxp") and "LuaExpat is not installed"
local NO_PYTHON = shell.run "python3 -c 0" ~= 0 and "there is no python3"

local function made(seed)
  random.seed(seed)
  local kind, one = random.roll(4), document.new()
  one.is_later = kind == 1 and random.roll(2) == 1
  if kind > 2 then mutator.tree(one.root) end
  if one.is_later then later.add(one.root) end
  one.text = spelling.text(one.root)
  if kind % 2 == 0 then one.text = mutator.text(one.text) end
  one.seed, one.is_whole = seed, kind == 1
  return one
end


-- Values as texts that can be compared.

local function shown(value)
  if type(value) ~= "table" then
    return type(value) == "number" and ("%d"):format(value) or ("%q"):format(tostring(value))
  end
  local keys = {}
  for key in pairs(value) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b) return tostring(a) < tostring(b) end)
  for i, key in ipairs(keys) do keys[i] = tostring(key) .. " = " .. shown(value[key]) end
  return "{ " .. table.concat(keys, ", ") .. " }"
end

local function records_of(registry)
  local list = {}
  for record in registry:records() do
    record.row = nil
    list[#list + 1] = record
  end
  return shown(list)
end

local function contacts_of(registry)
  local list = {}
  for contact in registry:contacts() do
    contact.email = nil
    list[#list + 1] = contact
  end
  return shown(list)
end

--- The info without its source, what its records say and what was passed over; the
--- experts only as lines.
local function info_of(registry, without_counts)
  local info = registry:info()
  local experts = info.experts[1] and table.concat(info.experts, "\n")
  info.source, info.formats, info.experts, info.newest = nil, nil, experts, nil
  info.footnotes, info.skipped = info.footnotes or {}, nil
  if without_counts then info.records, info.contacts = nil, nil end
  return shown(info)
end


-- By rule: its failures, in words.

local RULES = {
  { "read", "says what it was made of, where it has no fault, whatever IANA may have added" },
  { "refused", "is refused with its line, where it is" },
  { "csv", "that is read comes back from CSV" },
  { "xml", "that is read comes back from XML, with its contacts and info" },
  { "malformed", "that is not well-formed is not read" },
  { "oracle", "without a fault is read as an independent reader does" },
}

local failures, counts = {}, {}
for _, rule in ipairs(RULES) do failures[rule[1]], counts[rule[1]] = {}, 0 end

local function hold(rule, one, ok, what)
  counts[rule] = counts[rule] + 1
  if not ok then
    table.insert(failures[rule], ("XML_SEED=%d XML_ROUNDS=1: %s"):format(one.seed, what))
  end
end

local function hold_same(rule, one, expected, got)
  hold(rule, one, expected == got, ("expected %s\n got %s"):format(expected, got))
end

local function check_made(one, registry)
  hold_same("read", one, shown(one.said.records), records_of(registry))
  hold_same("read", one, shown(one.said.contacts), contacts_of(registry))
  hold_same("read", one, shown(one.said.info), info_of(registry, true))
end

--- What IANA may have added can be all that a record has, which is a fault.
local NOTHING_KNOWN = "a record without a name and a port, but with unknown parts"

--- A message has the line of the fault. If the text is not XML, another reader
--- must name the same line.
local function check_refusal(one, message, judged)
  local line = tonumber(tostring(message):match "^text:(%d+): ...")
  local lines = 1 + select(2, one.text:gsub("\r\n?", "\n"):gsub("\n", ""))
  local may_be = not one.is_whole or one.is_later and message:find(NOTHING_KNOWN, 1, true)
  hold("refused", one, may_be and line and line >= 1 and line <= lines, tostring(message))
  if judged and message:find "malformed XML:" and not message:find "encoding" then
    hold_same("malformed", one, tostring(judged.line), tostring(line))
  end
end

local function check_csv(one, registry)
  local text = assert(registry:export "csv")
  local again, message = ianaports.parse(text, { format = "csv" })
  hold("csv", one, again, message)
  if not again then return end
  hold_same("csv", one, records_of(registry), records_of(again))
  hold("csv", one, again:export "csv" == text, "the second CSV is another")
end

--- The writer says what XML cannot hold. That occurs only in a document with a
--- fault.
local function check_xml(one, registry)
  local text, message = registry:export "xml"
  if not text then
    return hold("xml", one, not one.is_whole and message:find "^xml: ", message)
  end
  local again
  again, message = ianaports.parse(text)
  hold("xml", one, again, message)
  if not again then return end
  hold_same("xml", one, records_of(registry), records_of(again))
  hold_same("xml", one, contacts_of(registry), contacts_of(again))
  hold_same("xml", one, info_of(registry), info_of(again))
  hold("xml", one, again:export "xml" == text, "the second XML is another")
end

--- What oracle.py reads in a document, in the module's terms.
local function meta_of(meta)
  local info = {}
  for key, value in pairs(meta) do
    if value ~= "" then info[key == "expert" and "experts" or key] = value end
  end
  return shown(info)
end

local function check_oracle(one, registry, judged)
  hold_same("oracle", one, shown(judged.records), records_of(registry))
  hold_same("oracle", one, shown(judged.contacts), contacts_of(registry))
  hold_same("oracle", one, meta_of(judged.meta), info_of(registry))
end

local function check(one, judged)
  local ok, registry, message = pcall(ianaports.parse, one.text, { format = "xml" })
  if not ok then return hold("refused", one, false, "raises " .. tostring(registry)) end
  if not registry then return check_refusal(one, message, judged) end
  if judged then
    hold("malformed", one, not judged.line, "read, though line "
      .. tostring(judged.line) .. " is not well-formed")
  end
  if one.is_whole then check_made(one, registry) end
  check_csv(one, registry)
  check_xml(one, registry)
  if judged and judged.records then check_oracle(one, registry, judged) end
end

--- What xml_judge.py finds in some documents.
local function judge(batch)
  local path, parts, judged = os.tmpname(), {}, {}
  for i, one in ipairs(batch) do
    local is_read = one.is_whole and not one.preserves and not one.is_later
    local wanted = is_read and 1 or 0
    parts[i] = ("%d %d\n%s"):format(#one.text, wanted, one.text)
  end
  shell.write(path, table.concat(parts))
  local status, output = shell.run(("python3 spec/fuzz/xml_judge.py %s %s"):format(
    path, oracle.missing and "" or shell.quote(oracle.TOOL)))
  os.remove(path)
  assert(status == 0, output)
  for line in output:gmatch "[^\n]+" do
    local value, _, wrong = json.decode(line)
    judged[#judged + 1] = assert(value, wrong)
  end
  assert(#judged == #batch, output)
  return judged
end

local function run()
  for from = 0, rounds - 1, BATCH do
    local batch = {}
    for i = from, math.min(from + BATCH, rounds) - 1 do
      batch[#batch + 1] = made(first_seed + i)
    end
    local judged = NO_PYTHON and {} or judge(batch)
    for i, one in ipairs(batch) do check(one, judged[i]) end
  end
end

describe("a random document in IANA's XML", function()
  if NO_READER then
    it("is read", function() pending(NO_READER) end)
    return
  end

  setup(run)

  for _, case in ipairs(RULES) do
    local rule = case[1]
    it(case[2], function()
      if rule == "malformed" and NO_PYTHON then return pending(NO_PYTHON) end
      if rule == "oracle" and (NO_PYTHON or oracle.missing) then
        return pending(NO_PYTHON or oracle.missing)
      end
      local list = failures[rule]
      assert.equal("", table.concat(list, "\n", 1, math.min(#list, SHOWN)))
      assert.is_true(rounds < 100 or counts[rule] >= rounds / 10, "hardly a case")
    end)
  end
end)
