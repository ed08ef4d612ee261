--- Cases: look-ups, each compared with the floor of its kind.

local floor = require "floor"
local ianaports = require "ianaports"
local keys = require "spec.bench.keys"

local each = keys.each

local goals = {
  name = {
    { "4,096 random keys", "random", goal = 1.35, aim = 1.20 },
    { "16 hot keys", "hot", goal = 1.20, aim = 1.10 },
    { "misses", "misses", goal = 1.15, aim = 1.05 },
  },
  port = {
    { "4,096 random names", "random", goal = 1.80, aim = 1.60 },
    { "16 hot names", "hot", goal = 1.40, aim = 1.25 },
    { "misses", "misses", goal = 1.75, aim = 1.55 },
  },
}

--- Rows of a function against its floor, over each list of keys.
local function look_ups(title, f, under, by_name)
  local rows = {}
  for i, case in ipairs(goals[by_name and "port" or "name"]) do
    local ports, transports, names = keys[case[2]]()
    local asked = by_name and names or ports
    local missing = case[2] == "misses"
    for k = 1, #asked do
      assert((f(asked[k], transports[k]) == nil) == missing, asked[k])
    end
    rows[i] = {
      title .. ": " .. case[1], goal = case.goal, aim = case.aim,
      each(f, asked, transports), each(under, asked, transports),
    }
  end
  return rows
end

local M = {}

function M.name()
  return look_ups("name(port, transport)", ianaports.name, floor.slot)
end

--- Every port of a transport in turn: more keys than any list above.
function M.sweep()
  local function over(f)
    return { per = 65536, function(times)
      for _ = 1, times do
        for port = 0, 65535 do f(port, "tcp") end
      end
    end }
  end
  return { { "name(port, transport): 0 to 65535 in turn",
             over(ianaports.name), over(floor.slot) } }
end

function M.port()
  return look_ups("port(name, transport)", ianaports.port, floor.sizes, true)
end

function M.lookup()
  local ports, transports = keys.random()
  return { {
    "lookup(port, transport): a new record", goal = 5.0, aim = 3.0,
    each(ianaports.lookup, ports, transports),
    each(floor.record, ports, transports),
  } }
end

--- What the checks alone take of a call, and the other calls; no goals.
function M.call()
  local ports, transports, names = keys.random()
  local noop = each(floor.noop, ports, transports)
  local function against(title, f, asked)
    return { title, each(f, asked or ports, transports), noop }
  end
  return {
    against("two checks and lua_rawgeti, against a no-op", floor.slot),
    against("two texts to a number", floor.sizes, names),
    against("status(port, transport)", ianaports.status),
    against("range(port)", ianaports.range),
    against("names(port, transport): a new list", ianaports.names),
    against("ports(name, transport): a new list", ianaports.ports, names),
  }
end

return M
