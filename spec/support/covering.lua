-- A helper for busted that counts which lines of lua/ run, through covering.c:
--   busted --helper=spec/support/covering.lua -Xhelper FILE ...

local busted = require "busted"

local write = require "covering" (assert(arg and arg[1], "-Xhelper FILE"))

busted.subscribe({ "suite", "end" }, function()
  write()
  return nil, true
end)
