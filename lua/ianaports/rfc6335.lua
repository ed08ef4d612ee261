--- What RFC 6335 rules of service names.

local argument = require "ianaports.argument"

--- The rules of section 5.1, each a test and what it asks.
local RULES = {
  { function(s) return #s >= 1 and #s <= 15 end,
    "a name has 1 to 15 characters" },
  { function(s) return not s:find "[^A-Za-z0-9%-]" end,
    "a name has letters A-Z and a-z, digits and hyphens only" },
  { function(s) return s:find "[A-Za-z]" end,
    "a name has at least one letter" },
  { function(s) return not s:find "^%-" end,
    "a name does not begin with a hyphen" },
  { function(s) return not s:find "%-$" end,
    "a name does not end with a hyphen" },
  { function(s) return not s:find("--", 1, true) end,
    "a name has no two hyphens side by side" },
}

--- Whether a text is a service name by RFC 6335, section 5.1; if not, the
--- first rule that it breaks.  Raises for anything but a string.
---@param s string
---@return boolean valid
---@return string? rule
local function valid_name(s)
  if type(s) ~= "string" then
    argument.refuse("valid_name", 1, "name must be a string", s)
  end
  for _, rule in ipairs(RULES) do
    if not rule[1](s) then return false, rule[2] end
  end
  return true
end

return { valid_name = valid_name }
