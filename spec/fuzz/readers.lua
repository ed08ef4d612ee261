--- What readers.c does with an input: it reads the input as an edition, in the
-- format that its first byte says, and again in pieces, with the same result.
-- What loads is written in every format; what is written as CSV or XML must load
-- again with the same records.  Raises if anything is different.

local core = require "ianaports.core".internals()
local ianaports = require "ianaports"

local formats = { "services", "xml", "csv", "services", "xml" }

local function in_pieces(text, size)
  local at = 1 - size
  return function()
    at = at + size
    if at <= #text then return text:sub(at, at + size - 1) end
  end
end

--- The image that a reader makes of pieces; or nil, the message.
local function read(format, text, size)
  local builder = require "ianaports.build".new()
  local ok, message = require("ianaports.read." .. format)
    .read(builder, in_pieces(text, size))
  if not ok then return nil, message end
  local image
  image, message = builder:finish()
  if not image then return nil, message end
  return core.image(assert(core.open(image)))
end

local function check_message(message)
  assert(type(message) == "string" and #message > 10, message)
end

--- A message without the name of the text, without what the text looks like, and
--- without Expat's words for what is not XML: they depend on the pieces.
local function comparable(message)
  return (message:gsub("^text: ?", ""):gsub(" %(it looks like .*%)$", "")
    :gsub("(malformed XML): .*", "%1"))
end

local function check_pieces(format, text, size, registry, message)
  local image, other = read(format, text, size)
  if registry then
    assert(image == core.image(registry), "another image in pieces")
  else
    check_message(message)
    assert(not image and comparable(message) == comparable(other),
           "another end in pieces: " .. message .. " / " .. tostring(other))
  end
end

--- The records must be the same after they are written and read again.
local function check_round(registry, format)
  local text, why = registry:export(format)
  if not text then return check_message(why) end
  local again = assert(ianaports.parse(text, { format = format }))
  assert(again:export "csv" == registry:export "csv", "not the same " .. format)
end

--- Whether to write a services file: it has a line for each port of a range, so
--- not if there are wide ranges.
local function is_narrow(registry)
  local ports = 0
  for _, port, _, last in registry:services() do
    ports = ports + (last or port) - port + 1
  end
  return ports < 2000
end

local function check_registry(registry)
  check_round(registry, "csv")
  check_round(registry, "xml")
  for _, format in ipairs { "text", "html", "svg", "services", "json", "lua" } do
    if format ~= "services" or is_narrow(registry) then
      local text, message = registry:export(format)
      if not text then check_message(message) end
    end
  end
  for record in registry:records() do
    assert(#tostring(record) > 0)
    record:references()
    record:txt_keys()
    record:alias_of()
  end
  registry:info()
  assert(#tostring(registry:find()) > 0)
end

return function(input)
  if #input == 0 then return end
  local byte, text = input:byte(), input:sub(2)
  local format = formats[byte % 8 + 1]
  local registry, message = ianaports.parse(text, { format = format })
  if format then
    check_pieces(format, text, math.floor(byte / 8) + 1, registry, message)
  end
  if registry then check_registry(registry) else check_message(message) end
end
