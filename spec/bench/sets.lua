--- Cases: selections, text search and iteration, each compared with the floor of
-- its kind.

local floor = require "floor"
local ianaports = require "ianaports"

local TCP = { transport = "tcp" }

local function doing(f, per)
  return {
    per = per,
    function(times)
      for _ = 1, times do f() end
    end,
  }
end

local M = {}

function M.find()
  local bytes = math.ceil(ianaports.info().records / 64) * 8 + 24
  local new = doing(function() floor.set(bytes) end)
  return {
    { 'find{transport="tcp"}, against a new set', goal = 9, aim = 3.5,
      doing(function() ianaports.find { transport = "tcp" } end), new },
    { '#find{transport="tcp"}', goal = 13, aim = 5,
      doing(function() return #ianaports.find { transport = "tcp" } end), new },
    { 'find{transport="udp", range="user", has="port"}',
      doing(function()
        ianaports.find { transport = "udp", range = "user", has = "port" }
      end), new },
    { "find(443)", doing(function() ianaports.find(443) end), new },
  }
end

--- Every name, description and note once: what a text search must look at.
local function searchable()
  local seen, pieces = {}, {}
  for record in ianaports.records() do
    for _, column in ipairs { "name", "description", "assignment_notes" } do
      local text = record[column]
      if text and not seen[text] then
        seen[text] = true
        pieces[#pieces + 1] = text
      end
    end
  end
  return table.concat(pieces)
end

function M.search()
  local bytes = searchable()
  local pass = doing(function() floor.pass(bytes, "p") end)
  local function search(text, goal, aim)
    return { ("find %q, against one pass over %d bytes"):format(text, #bytes),
             goal = goal, aim = aim,
             doing(function() ianaports.find(text) end), pass }
  end
  return { search("proxy", 3.0, 2.0), search "protocol", search "tp",
           search "zyzzyva" }
end

function M.rows()
  local count = #ianaports.find(TCP)
  local named = 0
  for _ in ianaports.services(TCP) do named = named + 1 end
  local counter = { per = named, function(times)
    for _ = 1, times do
      for _ in floor.count(named) do end
    end
  end }
  local tables = { per = count, function(times)
    for _ = 1, times do
      for _ = 1, count do floor.record() end
    end
  end }
  return {
    { ("services{transport=\"tcp\"}: %d rows, each"):format(named),
      goal = 4.0, aim = 2.5,
      { per = named, function(times)
        for _ = 1, times do
          for _ in ianaports.services(TCP) do end
        end
      end }, counter },
    { ("records{transport=\"tcp\"}: %d rows, each"):format(count),
      goal = 4.5, aim = 2.5,
      { per = count, function(times)
        for _ = 1, times do
          for _ in ianaports.records(TCP) do end
        end
      end }, tables },
  }
end

return M
