--- Keys for the look-ups, drawn from the bundled registry: the same on every run
-- and in every Lua.  Each list has 4,096 keys.

local ianaports = require "ianaports"

local M = { count = 4096 }

--- A generator of whole numbers from 1 to `n`, from a seed (Park and Miller).
function M.dice(seed)
  return function(n)
    seed = seed * 16807 % 2147483647
    return seed % n + 1
  end
end

local function fill(draw)
  local a, b = {}, {}
  for i = 1, M.count do a[i], b[i] = draw(i) end
  return a, b
end

--- Names, ports and transports of the records that have all three.
local function assigned()
  local all = {}
  for name, port, transport in ianaports.services() do
    if transport then all[#all + 1] = { name, port, transport } end
  end
  return all
end

--- Ports and transports, then names and transports, of random records.
function M.random()
  local all, roll = assigned(), M.dice(1)
  local names = {}
  local ports, transports = fill(function(i)
    local one = all[roll(#all)]
    names[i] = one[1]
    return one[2], one[3]
  end)
  return ports, transports, names
end

--- The same for sixteen well-known services, in turn.
function M.hot()
  local popular = {
    "http", "https", "ssh", "domain", "smtp", "imaps", "ntp", "snmp",
    "ldap", "mysql", "postgresql", "mqtt", "sip", "ms-wbt-server", "nfs",
    "ipp",
  }
  local names = {}
  local ports, transports = fill(function(i)
    local name = popular[i % #popular + 1]
    names[i] = name
    return ianaports.port(name, "tcp"), "tcp"
  end)
  return ports, transports, names
end

--- Ports without a name, and names that are not registered.
function M.misses()
  local roll, names = M.dice(2), {}
  local _, _, real = M.random()
  local ports, transports = fill(function(i)
    local port, name
    repeat port = roll(49151) until not ianaports.name(port, "tcp")
    repeat name = real[roll(M.count)]:reverse() .. roll(9)
    until not ianaports.port(name, "tcp")
    names[i] = name
    return port, "tcp"
  end)
  return ports, transports, names
end

--- A thing that calls f(a[i], b[i]) for every key.
function M.each(f, a, b)
  return {
    per = #a,
    function(times)
      for _ = 1, times do
        for i = 1, #a do f(a[i], b[i]) end
      end
    end,
  }
end

return M
