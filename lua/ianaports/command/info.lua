--- `ianaports info`: what the edition that is asked says of itself.

local output = require "ianaports.command.output"

--- The fields of info, in the order in which they are printed.
local FIELDS = { "title", "id", "category", "updated", "newest", "reference",
                 "records", "contacts", "source", "formats", "experts", "notes",
                 "footnotes", "columns", "skipped" }

local function define() end

--- "1 of January 2026" is no date; "2026-01-01" gives seconds since 1970.
local function seconds_of(date)
  local year, month, day = (date or ""):match "^(%d+)-(%d+)-(%d+)$"
  return year and os.time { year = year, month = month, day = day }
end

--- Say on a terminal that an edition is older than half a year.
local function mention_age(info, context)
  local from = seconds_of(info.updated or info.newest)
  local days = from and math.floor((os.time() - from) / 86400) or 0
  if days > 182 and context.is_terminal(2) then
    context.complain(("this edition is %d days old; a newer one: ianaports update")
                     :format(days))
  end
end

local function run(arguments, context)
  local registry, place = context.registry()
  local info = registry:info()
  if arguments.output == "table" and not arguments.fields then
    local rendered = tostring(info):gsub("\n", "%0")
    context.out(rendered .. "\n")
    if place and place ~= info.source then
      context.out(("  edition    %s\n"):format(place))
    end
  else
    output.write({ info }, FIELDS, arguments, context)
  end
  mention_age(info, context)
end

return { define = define, run = run }
