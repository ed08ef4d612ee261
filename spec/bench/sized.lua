--- One registry in a process of its own: `lua sized.lua PATH` prints what it
-- costs, one number on a line, in the order of scale.lua's columns.  The memory
-- is that of the first load.

local floor = require "floor"
local measure = require "spec.bench.measure"
local core = require "ianaports.core".internals()
local ianaports = require "ianaports"
local keys = require "spec.bench.keys"

local path = arg[1]

--- A number from /proc/self/status in bytes, or 0.
local function proc(key)
  local handle = io.open "/proc/self/status"
  local text = handle and handle:read "*a" or ""
  if handle then handle:close() end
  return 1024 * tonumber(text:match(key .. ":%s*(%d+)") or 0)
end

local function collect()
  collectgarbage()
  collectgarbage()
end

--- The registry, the most memory that loading took, and its memory in Lua's heap.
local function load_once()
  assert(ianaports.parse "http 80/tcp\n")     -- what a first load brings along
  collect()
  local heap, before = collectgarbage "count", proc("VmRSS")
  local registry = assert(ianaports.load(path))
  local most = proc("VmHWM") - before
  collect()
  return registry, most, 1024 * (collectgarbage "count" - heap)
end

--- Random ports that have a name on tcp, and those names.
local function drawn(registry)
  local roll, ports, names, tcp = keys.dice(3), {}, {}, {}
  for i = 1, keys.count do
    repeat
      ports[i] = roll(49151)
      names[i] = registry:name(ports[i], "tcp")
    until names[i]
    tcp[i] = "tcp"
  end
  return ports, names, tcp
end

local function doing(f)
  return { function(times) for _ = 1, times do f() end end }
end

local registry, most, heap = load_once()
local records, image = registry:info().records, #core.image(registry)
local ports, names, tcp = drawn(registry)

local hot = {}
for i = 1, #ports do hot[i] = ports[i % 16 + 1] end

local function name(port, transport) return registry:name(port, transport) end
local function port(text, transport) return registry:port(text, transport) end

local things = {
  doing(function() ianaports.load(path) end),
  doing(function() floor.csv(path) end),
  keys.each(name, ports, tcp), keys.each(port, names, tcp),
  keys.each(name, hot, tcp),
  doing(function() registry:find "proxy" end),
  doing(function() return #registry:find { transport = "tcp" } end),
}

measure.rounds = records > 100000 and 5 or 15
local samples = measure.run(things)
local function median(i) return (measure.middle(samples[things[i]])) end

for _, value in ipairs {
  image / records, median(1), median(1) / records,
  measure.ratio(samples, things[1], things[2]), median(3), median(4),
  median(5), median(6), median(7), most / image, heap / image,
} do print(("%.12g"):format(value)) end
