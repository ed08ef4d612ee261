--- Editions of any day, id and title, which no text is needed for: made of rows
-- and facts by the builder, as the readers make theirs.

local core = require "ianaports.core".internals()

local dated = {}

--- A registry of rows (tables of texts; `port` as "443") and facts by key; with
--- `source`, where it says that it is from.
function dated.new(rows, facts, source)
  local builder = require "ianaports.build".new()
  for key, value in pairs(facts or {}) do assert(builder:fact(key, value)) end
  for _, row in ipairs(rows) do assert(builder:row(row)) end
  return assert(core.open(assert(builder:finish()), source or "rows"))
end

return dated
