--- A helper for busted that runs the specs with the collector in stress mode:
--   busted --helper=spec/support/stress.lua --exclude-tags=exhaustive ...
-- A full collection comes every few instructions, in coroutines too: after 100
-- (or N, with -Xhelper N) for each kilobyte in use, so that collecting always
-- takes about the same part of the time. A value that should be held but is not
-- is then gone, and its next use fails.

local busted = require "busted"

local per_kilobyte = tonumber(arg and arg[1]) or 100

local sethook, create, collect = debug.sethook, coroutine.create, collectgarbage

local function instructions()
  return math.ceil(collect("count") * per_kilobyte)
end

local function full_collection()
  collect("collect")
  sethook(full_collection, "", instructions())
end

--- Each coroutine has a hook of its own, so each new one gets this hook.
function coroutine.create(f)                        -- luacheck: ignore 122
  local thread = create(f)
  sethook(thread, full_collection, "", instructions())
  return thread
end

function coroutine.wrap(f)                          -- luacheck: ignore 122
  local thread = coroutine.create(f)
  local function pass(ok, ...)
    if not ok then error((...), 0) end
    return ...
  end
  return function(...)
    return pass(coroutine.resume(thread, ...))
  end
end

--- busted holds all tests until the end, and so all that their files hold. Here
--- the tests of a file are dropped when the file ends.
local function let_go(element)
  local children = busted.children(element)
  for i = #children, 1, -1 do
    let_go(children[i])
    children[i].run, children[i].env, children[i] = nil, nil, nil
  end
end

busted.subscribe({ "file", "end" }, function(file)
  let_go(file)
  return nil, true
end)

full_collection()
