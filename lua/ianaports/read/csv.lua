--- IANA's CSV, read.
--
-- Until 2015 at least, IANA called the eleventh column "Known Unauthorized
-- Uses".  An edition stores that as a fact, for who writes it again.

local terms = require "ianaports.terms"

local find = string.find

local FORMER = "Known Unauthorized Uses"
local TITLE = terms.title.unauthorized_use
local FACT = "column:unauthorized_use"

--- The text up to the end of its first line, or as much as the titles take.
local function first_line(next_block)
  local text = ""
  while #text < 1024 and not find(text, "\n", 1, true) do
    local block = next_block()
    if not block then break end
    text = text .. block
  end
  return text
end

--- The source with today's title for the former one; whether that was there.
local function with_titles(next_block)
  local text = first_line(next_block)
  local first, last = find(text, FORMER, 1, true)
  local former = first and first < (find(text, "\n", 1, true) or #text)
  if former then
    text = text:sub(1, first - 1) .. TITLE .. text:sub(last + 1)
  end
  return function()
    local block = text
    text = nil
    return block or next_block()
  end, former
end

--- Read records into a builder: in C, over libcsv.
---@param builder userdata           see src/bind/lbuild.c
---@param next_block fun(): string?  the text, piece by piece, then nil
---@param source userdata?           where its blocks come from
---@return true?, string? message    "LINE: COLUMN: what is wrong"
local function read(builder, next_block, source)
  local former
  next_block, former = with_titles(next_block)
  local ok, message = builder:csv("records", next_block, source)
  if ok and former then ok, message = builder:fact(FACT, FORMER) end
  return ok, message
end

return { read = read }
