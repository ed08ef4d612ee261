--- Cases: a stored edition opened, as every start of a plugin or of the command
-- does it.

local core = require "ianaports.core".internals()
local ianaports = require "ianaports"

local CONTACTS = 5600       -- as IANA's XML has

local M = {}

--- Store the bundled records with as many contacts as a real edition has.
function M.store(path)
  local builder = require "ianaports.build".new()
  assert(builder:base(core.image(core.bundled())))
  assert(builder:base_rest())
  for i = 1, CONTACTS do
    assert(builder:contact { id = "Person_" .. i, name = "The Person " .. i,
      organization = "The Organization " .. i,
      uri = ("mailto:person.%d&organization.%d.example"):format(i, i),
      updated = "2026-08-17" })
  end
  assert(assert(core.open(assert(builder:finish()))):save(path))
end

--- `latest` where IANAPORTS_DATA is a path: a copy of it that sees another
--- environment.
local function latest_at(path)
  local getenv = os.getenv
  package.loaded["ianaports.latest"] = nil
  os.getenv = function(name)                                -- luacheck: ignore 122
    return name == "IANAPORTS_DATA" and path or getenv(name)
  end
  local copy = require "ianaports.latest".latest
  os.getenv = getenv                                        -- luacheck: ignore 122
  return copy
end

function M.latest()
  local path = os.tmpname()
  M.store(path)
  local latest = latest_at(path)
  local _, found = latest()
  assert(found == path, found)
  local bytes = #core.image(assert(ianaports.load(path)))
  return {
    { ("latest(), against load(the same image of %d bytes)"):format(bytes), goal = 1.2, aim = 1.05,
      { function(times) for _ = 1, times do latest() end end },
      { function(times) for _ = 1, times do ianaports.load(path) end end } },
  }
end

return M
