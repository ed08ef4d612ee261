--- The reader of IANA's CSV.
--
-- Until 2015 at least, IANA called the eleventh column "Known Unauthorized
-- Uses".  A registry with that title stores it as a fact, so that the writer
-- can write the same title again.

local terms = require "ianaports.terms"

local find = string.find

local FORMER = "Known Unauthorized Uses"
local TITLE = terms.title.unauthorized_use
local FACT = "column:unauthorized_use"

--- The text up to the end of its first line, or its first 1024 bytes: the
--- titles take fewer.
local function first_line(next_block)
  local text = ""
  while #text < 1024 and not find(text, "\n", 1, true) do
    local block = next_block()
    if not block then break end
    text = text .. block
  end
  return text
end

--- The source with today's title instead of the former one; and whether it had
--- the former one.
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

--- Read records into a builder.  The work is done in C, with libcsv.
---@param builder userdata           see src/bind/lbuild.c
---@param next_block fun(): string?  the text block by block, then nil
---@param source userdata?           the file that the blocks come from
---@return true?, string? message    "LINE: COLUMN: what is wrong"
local function read(builder, next_block, source)
  local former
  next_block, former = with_titles(next_block)
  local ok, message = builder:csv("records", next_block, source)
  if ok and former then ok, message = builder:fact(FACT, FORMER) end
  return ok, message
end

return { read = read }
