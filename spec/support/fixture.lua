--- The fixtures of spec/fixtures: JSON as Lua values, other texts as they are.

local json = require "dkjson"
local csv = require "spec.support.csv"

local fixture = {}

function fixture.text(name)
  return csv.slurp("spec/fixtures/" .. name)
end

function fixture.json(name)
  local value, _, problem = json.decode(fixture.text(name))
  return assert(value, problem)
end

return fixture
