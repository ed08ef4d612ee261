--- What each thread of threads.c does in a Lua state of its own: requires the
-- module while the others do, and asks the bundled registry and loaded ones.
-- Returns the number of operations.

local core = require "ianaports.core".internals()
local ianaports = require "ianaports"

local number            -- of this thread
local operations = 0

local function did(value, what)
  operations = operations + 1
  return assert(value, what)
end

local function ask(registry)
  for port = 0, 65535, 61 do
    did(registry:status(port, "tcp"))
    registry:name(port)
    registry:lookup(port, "udp")
    did(registry:names(port))
    operations = operations + 2
  end
  did(registry:name(443, "tcp") == "https")
  did(registry:port "imaps" == 993)
end

local function select_from(registry)
  local count = 0
  did(#registry:find { transport = "sctp", range = "user" } > 0)
  did(#registry:find { text = "printer", name = "*p*" } > 0)
  did(#(registry:find "http" * registry:find { status = "assigned" }) > 0)
  for _ in registry:services { since = "2015-07" } do count = count + 1 end
  did(count > 0)
end

--- Make, load, overlay, write and compare editions.
local function make(registry)
  local file = os.tmpname()
  local mine = did(ianaports.new { { name = "mine", port = 1000 + number } })
  did(mine:save(file))
  did(did(ianaports.load(file)):name(1000 + number) == "mine")
  did(mine:export("csv", file))
  did(did(ianaports.load(file)):name(1000 + number) == "mine")
  os.remove(file)
  local laid = did(mine:overlay { { name = "other", port = 1000 + number } })
  did(laid:name(1000 + number) == "other")
  did(tostring(ianaports.diff(mine, laid)):find "1 added")
  did(registry:export("services"))
end

return function(this)
  number = this
  local loaded = did(core.open(core.image(core.bundled()), "x"))
  for _ = 1, 3 do
    ask(core.bundled())
    ask(loaded)
    select_from(core.bundled())
    select_from(loaded)
  end
  make(loaded)
  collectgarbage()
  return operations
end
