--- What an edition says of itself, from the facts in its image.

local core = require "ianaports.core".internals()

--- Add a line such as "TCP/UDP: A, B" to the list, and "A, B" under the keys
--- `tcp` and `udp`.
local function add_expert(experts, line)
  experts[#experts + 1] = line
  local transports, names = line:match "^([A-Z/]+):[ \t-\r]*(.*)$"
  names = names and names:gsub(" ?\n", " ")
  for transport in (transports or ""):gmatch "[A-Z]+" do
    experts[core.lower(transport)] = names
  end
end

local show = {
  __tostring = function(info)
    return core.part "render".info(info)
  end,
}

local add = {
  expert = function(info, value) add_expert(info.experts, value) end,
  format = function(info, value) info.formats[#info.formats + 1] = value end,
  note = function(info, value, title)
    info.notes[#info.notes + 1] = { title = title, text = value }
  end,
  footnote = function(info, value, anchor)
    info.footnotes = info.footnotes or {}
    info.footnotes[anchor or ""] = value
  end,
  column = function(info, value, field)
    info.columns = info.columns or {}
    info.columns[field or ""] = value
  end,
  source = function(info, value)
    info.sources = info.sources or {}
    table.insert(info.sources, value)
  end,
  skipped = function(info, value, line)
    info.skipped = info.skipped or {}
    table.insert(info.skipped, { line = tonumber(line), text = value })
  end,
}

local texts = {
  id = true, title = true, category = true, updated = true, reference = true,
}

--- The formats in which IANA offers every edition; only its page names them.
local function offered()
  return { "CSV", "XML", "HTML", "Plain text" }
end

--- What the edition says of itself, in a new table each time.  The key of a
--- fact is a field, or `field:title`.
---@param registry userdata
---@return ianaports.Info
local function info(registry)
  local facts = core.facts(registry)
  local result = { experts = {}, notes = {}, formats = {},
                   source = core.source(registry) or "bundled" }
  result.records, result.contacts = core.counts(registry)
  result.newest = core.newest(registry)
  for i = 1, #facts, 2 do
    local field, title = facts[i]:match "^([^:]+):?(.*)$"
    if add[field] then
      add[field](result, facts[i + 1], title ~= "" and title or nil)
    elseif texts[field] then
      result[field] = facts[i + 1]
    end
  end
  if not result.formats[1] then result.formats = offered() end
  return setmetatable(result, show)
end

return { info = info }
