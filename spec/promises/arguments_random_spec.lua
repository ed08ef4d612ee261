--- Random values of every type for every public function: it answers, or raises
-- an error at the caller's line; it never crashes, and no error comes from
-- inside the module.  ARGUMENT_ROUNDS and ARGUMENT_SEED say how many and which.

local ianaports = require "ianaports"
local random = require "spec.support.random"
local shell = require "spec.support.shell"

local unpack = table.unpack or unpack

local rounds = tonumber(os.getenv "ARGUMENT_ROUNDS") or 1500
local seed = tonumber(os.getenv "ARGUMENT_SEED") or 6335

local registry = assert(ianaports.new {
  { name = "http", port = 80, transport = "tcp", description = "Web",
    assignee = "[A]", contact = "[A]", registration_date = "2015-07" },
  { name = "www", port = 80, transport = "tcp",
    assignment_notes = 'This entry is an alias to "http".' },
  { port = "100-200", description = "Unassigned" },
  { name = "x11", port = "6000-6063", transport = "udp", reference = "[RFC1]" },
  { name = "rdp" },
})

random.registry = registry

local folder

--- A path of a function that reads or writes files is in the folder, also if
--- another value comes first, as in a method call.
local paths = { save = { 1, 2 }, load = { 1 }, export = { 2, 3 } }

local function keep_inside(name, arguments)
  for _, place in ipairs(paths[name] or {}) do
    local path = arguments[place]
    if type(path) == "string" then
      arguments[place] = folder .. "/" .. path:gsub("/", "_")
    end
  end
end

local function shown(value)
  if type(value) == "string" then return ("%q"):format(value) end
  local ok, text = pcall(tostring, value)
  return ok and type(text) == "string" and text or type(value)
end

local function shown_call(name, arguments, count)
  local parts = {}
  for i = 1, count do parts[i] = shown(arguments[i]) end
  return name .. "(" .. table.concat(parts, ", ") .. ")"
end

--- An error must be the caller's: a text that names no file of the module.
local function check_error(message, call)
  if message == random.MARK then return end
  if tostring(message):find "'__tostring' must return" then return end
  assert(type(message) == "string", call .. ": " .. type(message))
  assert(not message:find "^[^\n]*lua/ianaports[^:\n]*%.lua:%d",
         call .. ": " .. message)
  assert(not message:find "attempt to [a-z]+ a" or message:find "_spec%.lua:"
         or message:find "random%.lua:", call .. ": " .. message)
end

--- An answer must be a value that can be shown and counted.
local function use(answer)
  if type(answer) == "userdata" and answer ~= io.stdout then
    tostring(answer)
    return #(answer.find and answer:find { port = 80 } or "")
  end
end

local function call(name, f, strict)
  local arguments, count = random.values()
  keep_inside(name, arguments)
  local text = shown_call(name, arguments, count)
  local results = { pcall(function()
    local answer, message = f(unpack(arguments, 1, count))
    return answer, message
  end) }
  if results[1] then
    assert(results[3] == nil or results[2] == nil or type(results[3]), text)
    return use(results[2])
  end
  if strict then check_error(results[2], text) end
end

--- All functions of a table by name.
local function functions_of(list)
  local names = {}
  for name, f in pairs(list) do
    if type(f) == "function" then names[#names + 1] = name end
  end
  table.sort(names)
  return names
end

describe("any arguments", function()
  local show = print

  setup(function()
    folder = shell.lines("mktemp -d")[1]
    rawset(_G, "print", function() end)
  end)

  teardown(function()
    rawset(_G, "print", show)
    shell.run("rm -rf " .. folder)
  end)

  before_each(function() random.seed(seed) end)

  local core = require "ianaports.core".internals()

  --- Calls of `list`'s functions, as methods of `self` where there is one.
  local function call_each(names, list, self, share)
    for _ = 1, math.ceil(rounds * share / #names) do
      for _, name in ipairs(names) do
        local f = list[name]
        if self then
          call(name, function(...) return f(self, ...) end, true)
        else
          call(name, f, true)
        end
      end
    end
  end

  it("to a function of the module", function()
    local slow = { diff = true, export = true, overlay = true, save = true,
                   find = true, records = true, services = true }
    local quick = {}
    for _, name in ipairs(functions_of(ianaports)) do
      if not slow[name] then quick[#quick + 1] = name end
    end
    call_each(quick, ianaports, nil, 4)
    call_each({ "find", "records", "services", "diff" }, ianaports, nil, 0.1)
  end)

  it("to a method of a registry", function()
    call_each(functions_of(core.type "registry".__index), core.type "registry".__index, registry, 6)
  end)

  it("to a method of a selection", function()
    local methods = core.type "selection".methods
    call_each(functions_of(methods), methods, registry:find(), 3)
  end)

  it("to a method of a record", function()
    local methods = core.type "record".__index
    call_each(functions_of(methods), methods, registry:lookup "www", 2)
  end)

  it("to a selection's operators and to calls", function()
    local selection = registry:find()
    local operators = {
      get = function(key) return selection[key] end,
      mul = function(other) return selection * other end,
      add = function(other) return other + selection end,
      sub = function(other) return other - selection end,
      eq = function(other) return other == selection end,
      call = function(...) return selection(...) end,
      call_registry = function(...) return registry(...) end,
    }
    call_each(functions_of(operators), operators, nil, 2)
  end)

  it("to a method without its object", function()
    for _, list in ipairs { core.type "registry".__index, core.type "selection".methods,
                            core.type "record".__index } do
      for _, name in ipairs(functions_of(list)) do
        for _ = 1, math.ceil(rounds / 40) do call(name, list[name]) end
      end
    end
  end)

  it("leave the registry as it was", function()
    assert.same({ "http", "www" }, registry:names(80))
    assert.equal(5, #registry:find())
    assert.equal("https", ianaports.name(443))
  end)
end)
