-- maps.lua - cases: maps against a table of one's own, t[port] or t[name], that
-- holds the names (or ports) of one transport.  All keys were asked before, so
-- that a map answers from its table.

local hand = require "spec.bench.hand"
local ianaports = require "ianaports"
local keys = require "spec.bench.keys"

local jit = rawget(_G, "jit") ~= nil

-- The table read in place, without a function around it.
local function read(t, asked)
  return { per = #asked, function(times)
    local found
    for _ = 1, times do
      for i = 1, #asked do found = t[asked[i]] end
    end
    return found
  end }
end

-- The keys of one transport, as many as there were for all.
local function of_tcp(list, transports)
  local chosen = {}
  for i, key in ipairs(list) do
    if transports[i] == "tcp" then chosen[#chosen + 1] = key end
  end
  for i = #chosen + 1, #list do chosen[i] = chosen[i - #chosen] end
  return chosen
end

local function row(title, map, own, asked, goal)
  for _, key in ipairs(asked) do assert((map[key] or nil) == own[key], key) end
  return { title, goal = goal, read(map, asked), read(own, asked) }
end

local M = {}

function M.map()
  local rows = {}
  for record in ianaports.records() do rows[#rows + 1] = record end
  local names, ports = hand.by_port(rows).tcp, {}
  for _, record in ipairs(rows) do
    if record.name and record.transport == "tcp" then
      ports[record.name] = ports[record.name] or record.port
    end
  end
  local by_port, by_name = ianaports.map("tcp", false), ianaports.map "tcp"
  local random, transports, random_names = keys.random()
  local hot, _, hot_names = keys.hot()
  return {
    row("map[port]: 4,096 random ports", by_port, names, of_tcp(random, transports), jit and 3 or 1.35),
    row("map[port]: 16 hot ports", by_port, names, hot, jit and 3.2 or 1.45),
    row("map[port]: misses, with a default", by_port, names, (keys.misses()), 1.1),
    row("map[name]: 4,096 random names", by_name, ports, of_tcp(random_names, transports), 1.1),
    row("map[name]: 16 hot names", by_name, ports, hot_names, 1.1),
  }
end

return M
