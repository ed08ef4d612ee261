--- The newest edition on this machine: the bundled one, or an image that
-- `ianaports update` stored.
--
-- To open an image takes ianaports.core alone.  Nothing is fetched, and nothing
-- but these places is looked at.

local argument = require "ianaports.argument"
local core = require "ianaports.core".internals()
local terms = require "ianaports.terms"

local getenv = os.getenv

--- With the format's number: a later version never trips over an older image.
local NAME = ("registry.image.%d"):format(terms.format)
local MACHINE = "/var/lib/ianaports/" .. NAME

--- The user's own place; nil where neither folder is known.  A relative path in
--- XDG_DATA_HOME does not count (XDG Base Directory Specification).
---@return string? path
local function user_place()
  local folder, home = getenv "XDG_DATA_HOME", getenv "HOME"
  if folder and folder:find "^/" then return folder .. "/ianaports/" .. NAME end
  if home and home ~= "" then
    return home .. "/.local/share/ianaports/" .. NAME
  end
end

--- Where images may be stored, the first choice first: $IANAPORTS_DATA, the
--- user's place, the machine's.  None if IANAPORTS_DATA is set and empty.
---@return string[] paths
local function places()
  local list, asked = {}, getenv "IANAPORTS_DATA"
  if asked == "" then return list end
  list[1] = asked
  list[#list + 1] = user_place()
  list[#list + 1] = MACHINE
  return list
end

--- The date of an edition: its own; of one that does not say (a CSV), the
--- newest in its records, which is no later.  Nil if there is none.
-- Why not from info(): that makes tables, and looks through all records.
---@param registry ianaports.Registry
---@return string? date   "YYYY-MM-DD", or "YYYY-MM"
local function date_of(registry)
  local updated = core.fact(registry, "updated")
  if updated and updated:find "^%d%d%d%d%-%d%d%-%d%d$" then return updated end
  return core.newest(registry)
end

--- The image at a path; or nil and why it is passed over, nil where there is
--- simply nothing.  What was asked for by name has to be there.
local function open(path)
  local registry, message, absent =
    core.part "editions".load_image(path)
  if registry then return registry end
  return nil, (not absent or path == getenv "IANAPORTS_DATA") and message or nil
end

--- Why the bundled edition is given: files that do not open, and older ones.
local function reason(failed, older)
  local notes = argument.copy(failed)
  for _, note in ipairs(older) do notes[#notes + 1] = note end
  if notes[1] then return table.concat(notes, "; ") end
  if getenv "IANAPORTS_DATA" == "" then return "IANAPORTS_DATA is empty" end
  return "no edition is stored"
end

local function check_options(options, ...)
  if options ~= nil then
    argument.check_type("latest", 1, "options", options, "table")
    local key = next(options)
    if key ~= nil then
      argument.bad_argument("latest", 1,
        ("unknown option %s; there are none"):format(argument.show(key)))
    end
  end
  if select("#", ...) > 0 then
    argument.bad_argument("latest", 2, "one argument at most")
  end
end

--- The registry with the newest date, opened anew: bundled, or stored.  Of the
--- same date, the stored one; of two of these, that in the first place.
---@param options table?   none so far
---@return ianaports.Registry
---@return string path_or_reason   its path, or why it is the bundled one
---@return string? passed_over     what did not open, and why
local function latest(options, ...)
  check_options(options, ...)
  local best, path, failed, older = core.bundled(), nil, {}, {}
  local newest = date_of(best) or ""
  for _, place in ipairs(places()) do
    local registry, message = open(place)
    local date = registry and (date_of(registry) or "")
    if not registry then
      failed[#failed + 1] = message
    elseif core.before(newest, date) or date == newest and not path then
      best, path, newest = registry, place, date
    else
      older[#older + 1] = ("%s: of %s, older than the bundled edition"):format(
        core.printable(place, "escapes"), date == "" and "no date" or date)
    end
  end
  return best, path or reason(failed, older),
         failed[1] and table.concat(failed, "; ")
end

return {
  MACHINE = MACHINE,
  date_of = date_of,
  latest = latest,
  user_place = user_place,
}
