--- The bundled edition as data/ has it, read without the module: for specs that
-- hold for every edition, and for specs that know one edition and skip if the
-- bundled one is another.

local csv = require "spec.support.csv"
local model = require "spec.support.model"

local bundled = {}

-- {key, value} of each row of data/registry.csv.
bundled.facts = csv.read "data/registry.csv"
table.remove(bundled.facts, 1)

--- The first value of a key, or nil.
function bundled.fact(key)
  for _, fact in ipairs(bundled.facts) do
    if fact[1] == key then return fact[2] end
  end
end

bundled.updated = bundled.fact "updated"

--- Why a spec that knows only the edition of a date is skipped, or nil.
function bundled.other_than(date)
  if bundled.updated == date then return nil end
  return ("the bundled edition is of %s, not of %s"):format(bundled.updated, date)
end

--- A number as people write it: 14,270.
function bundled.with_commas(number)
  local backwards = ("%d"):format(number):reverse():gsub("%d%d%d", "%0,")
  return (backwards:reverse():gsub("^,", ""))
end

--- `records` and `contacts`: all of them, read when first asked for.
local FILES = {
  records = { model.records, "data/service-names-port-numbers.csv" },
  contacts = { model.contacts, "data/contacts.csv" },
}

return setmetatable(bundled, { __index = function(_, key)
  local file = FILES[key]
  if file then bundled[key] = file[1](file[2]) end
  return rawget(bundled, key)
end })
