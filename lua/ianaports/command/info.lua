--- `ianaports info`: what the edition that is asked says of itself, how old it
-- is and where; and how to get a newer one, while the bundled one is in use.

local core = require "ianaports.core".internals()
local latest = require "ianaports.latest"
local output = require "ianaports.command.output"

--- The fields of info, in the order in which they are printed; `age` in days.
local FIELDS = { "title", "id", "category", "updated", "newest", "age",
                 "reference", "records", "contacts", "source", "sources",
                 "formats", "experts", "notes", "footnotes", "columns",
                 "skipped" }

local function define() end

--- How many days ago a date was, by the clock of this machine; nil for one
--- without a day.
local function age_of(date)
  local year, month, day = (date or ""):match "^(%d+)-(%d+)-(%d+)$"
  if not year then return nil end
  local noon = os.time { year = year, month = month, day = day, hour = 12 }
  return math.max(0, math.floor((os.time() - noon) / 86400 + 0.5))
end

local function run(arguments, context)
  local registry, place = context.registry()
  local is_bundled, info = registry == core.bundled(), registry:info()
  if is_bundled and place ~= "bundled" then
    place = ("bundled (%s)"):format(place)
  end
  local date = latest.date_of(registry)
  local age = age_of(date)
  if arguments.output == "table" and not arguments.fields then
    context.out(("%s\n  edition    of %s%s: %s\n"):format(tostring(info),
      date or "no date", age and (", %d days old"):format(age) or "", place))
  else
    info.age = age
    output.write({ info }, FIELDS, arguments, context)
  end
  if is_bundled then
    context.miss("the bundled edition is in use; "
      .. "IANA's newest: ianaports update")
  end
end

return { define = define, run = run }
