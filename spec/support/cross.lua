-- cross.lua - on another machine than the one that built the module and saved
-- this image: both answer alike, and the bundled registry is saved again.
--
--   cross.lua IMAGE OUTPUT

local ianaports = require "ianaports"

local registry = assert(ianaports.load(arg[1], { format = "image" }))
local rows = {}

for record in ianaports.records() do
  rows[#rows + 1] = record
  local port, name = record.port, record.name
  if port then assert(registry:name(port) == ianaports.name(port)) end
  if name then assert(registry:port(name:upper()) == ianaports.port(name)) end
end

local built = assert(ianaports.new(rows))
assert(#built:find() == ianaports.info().records and built:port "https" == 443)
assert(ianaports.save(arg[2]))
