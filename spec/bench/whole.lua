--- Cases: a whole edition loaded, the module required in a process of its own,
-- and how much disk and memory it takes.

local floor = require "floor"
local core = require "ianaports.core".internals()
local ianaports = require "ianaports"

local CSV = "data/service-names-port-numbers.csv"

local M = { CSV = CSV }

function M.load()
  local registry = assert(ianaports.load(CSV))
  assert(registry:info().records == ianaports.info().records)
  assert(floor.csv(CSV) > 0)
  local image = core.image(core.bundled())
  local load_csv = {
    function(times) for _ = 1, times do ianaports.load(CSV) end end }
  local lua, compile = ianaports.export "lua", loadstring or load
  return {
    { "load(IANA's CSV), against libcsv with empty callbacks",
      goal = 1.8, aim = 1.4, load_csv,
      { function(times) for _ = 1, times do floor.csv(CSV) end end } },
    { "the file of export \"lua\", against load(IANA's CSV)", goal = 6, aim = 2,
      { function(times) for _ = 1, times do compile(lua)() end end }, load_csv },
    { ("parse(an image), against one pass over %d bytes"):format(#image),
      { function(times) for _ = 1, times do ianaports.parse(image) end end },
      { function(times) for _ = 1, times do floor.pass(image, "p") end end } },
  }
end

--- The Lua that runs this.
function M.lua()
  local at = 0
  while arg[at - 1] do at = at - 1 end
  return arg[at]
end

--- What a new process prints for a chunk: a number.
function M.child(chunk)
  local pipe = assert(io.popen(M.lua() .. " -e '" .. chunk .. "'"))
  local output = pipe:read "*a"
  pipe:close()
  return assert(tonumber(output), output)
end

--- A thing that measures itself in a new process.
local function in_child(chunk, ...)
  chunk = chunk:format(...)
  return { sample = function() return M.child(chunk) end }
end

M.clocked = [[
  local clock = os.clock
  local start = clock()
  %s
  io.write(("%%.9f"):format(clock() - start))]]

--- A number from /proc in bytes, or 0 if there is none.
local proc = [[
  local function proc(file, key)
    local handle = io.open("/proc/self/" .. file)
    local text = handle and handle:read "*a" or ""
    if handle then handle:close() end
    return 1024 * (text:match(key .. ":%s*(%d+)") or 0)
  end]]

--- The memory that the process alone holds after a chunk.
local function dirty(chunk)
  return M.child(proc .. "\n" .. chunk
    .. '\nio.write(("%.0f"):format(proc("smaps_rollup", "Private_Dirty")))')
end

--- The most memory that a load takes, besides the image that it makes.
local peak = proc .. ([[
  local ports = require "ianaports"
  local before = proc("status", "VmRSS")
  local registry = ports.load "%s"
  local most = proc("status", "VmHWM") - before
  io.write(most - #require "ianaports.core".internals().image(registry))]]):format(CSV)

--- What a call takes for keys that were not asked before, in a new process.
local asking = [[
  local keys = require "spec.bench.keys"
  local ports, transports, names = keys.random()
  local f, asked = require "%s".%s, %s
  ports, names = nil, nil
  collectgarbage()
  local start = os.clock()
  for i = 1, #asked do f(asked[i], transports[i]) end
  io.write(("%%.12f"):format((os.clock() - start) / #asked))]]

function M.first()
  return {
    { "name(port, transport): random keys, each for the first time",
      in_child(asking, "ianaports", "name", "ports"),
      in_child(asking, "floor", "slot", "ports") },
    { "port(name, transport): random names, each for the first time",
      in_child(asking, "ianaports", "port", "names"),
      in_child(asking, "floor", "sizes", "names") },
  }
end

function M.require()
  return {
    { "require, against a C module with one function", goal = 2, aim = 1.75,
      in_child(M.clocked, 'require "ianaports"'),
      in_child(M.clocked, 'require "bare"') },
  }
end

function M.size()
  local image = #core.image(core.bundled())
  local rows = { {
    "image, all columns", unit = "bytes", goal = 600000, aim = 530000,
    { sample = function() return image end },
  } }
  if dirty "" == 0 then return rows, { "memory: /proc" } end
  rows[2] = {
    "unshared memory after require", unit = "bytes", goal = 65536, aim = 32768,
    { sample = function() return dirty 'require "ianaports"' - dirty "" end },
  }
  rows[3] = {
    "load(IANA's CSV) at its peak, beside the image", unit = "bytes",
    goal = 4000000,
    { sample = function() return M.child(peak) end },
  }
  return rows
end

return M
