--- The writer of SVG: the port map, 256 rows of 256 ports, coloured by `status`.
--
-- A port is a cell: its column is the port modulo 256, its row the port divided
-- by 256.  Four bands in the cell are tcp, udp, sctp and dccp, from the top, the
-- first two three times as high.  `#unassigned` and `#dynamic` are painted first,
-- for all transports.  On them each transport has a group with its name as id,
-- and there each other status a path of that class, in which `M443 1h2` paints
-- two ports from column 443 in row 1.  `#names` is not seen: it has the cells'
-- names, which a viewer shows for the cell under the pointer.
--
-- Of a selection, the map has the ports that its records cover, in the colours of
-- the registry's status.  The rest stays empty.

local common = require "ianaports.write.common"
local frame = require "ianaports.write.svg_frame"
local markup = require "ianaports.write.markup"
local terms = require "ianaports.terms"

local concat, floor, sort = table.concat, math.floor, table.sort

local SIDE, PORTS = 256, 65536
local DYNAMIC = terms.range.dynamic.first

--- By transport: its place in the order in which names are looked up.  Records
--- without a transport come last.
local PLACE = { any = #terms.transports + 1 }
for i, transport in ipairs(terms.transports) do PLACE[transport] = i end

--- The most names that a title has.
local MOST_NAMES = 16


-- Segments: runs of ports that the same records cover

--- By port: what is needed of the records that begin there.  And the ports where
--- a segment begins, ascending; the last of them is one beyond all ports.
local function beginnings(selection)
  local at, is_bound = {}, { [0] = true, [DYNAMIC] = true, [PORTS] = true }
  for record in selection:records() do
    local port = record.port
    if port then
      local last = record.last_port or port
      at[port] = at[port] or {}
      at[port][#at[port] + 1] = { name = record.name, row = record.row,
                                  transport = record.transport or "any",
                                  last = last }
      is_bound[port], is_bound[last + 1] = true, true
    end
  end
  local bounds = {}
  for port in pairs(is_bound) do bounds[#bounds + 1] = port end
  sort(bounds)
  return at, bounds
end

local function is_before(a, b)
  local m, n = PLACE[a.transport], PLACE[b.transport]
  return m < n or m == n and a.row < b.row
end

--- The records that cover a port, in the order of `names`: those of the port
--- before that still do, and those that begin there.
local function covers_at(port, before, beginning)
  local covers = {}
  for _, record in ipairs(before) do
    if record.last >= port then covers[#covers + 1] = record end
  end
  for _, record in ipairs(beginning or {}) do covers[#covers + 1] = record end
  sort(covers, is_before)
  return covers
end

--- Call f with the first and last port of each segment, and its records.
local function each_segment(selection, f)
  local at, bounds = beginnings(selection)
  local covers = {}
  for i = 1, #bounds - 1 do
    local first = bounds[i]
    covers = covers_at(first, covers, at[first])
    f(first, bounds[i + 1] - 1, covers)
  end
end


-- Colours

--- The ports as lines through cells: "M443 1h2".
local function lines(first, last)
  local parts = {}
  while first <= last do
    local x, y = first % SIDE, floor(first / SIDE)
    local to = math.min(last, y * SIDE + SIDE - 1)
    parts[#parts + 1] = ("M%d %dh%d"):format(x, y, to - first + 1)
    first = to + 1
  end
  return concat(parts)
end

--- What is painted below a port already, in the map of a whole registry.
local function ground_of(port)
  return port < DYNAMIC and "unassigned" or "dynamic"
end

--- By transport: the status of the ports of a segment, or nil for those that are
--- not in the map.
local function statuses_of(map, first, covers)
  local covered, statuses = {}, {}
  for _, record in ipairs(covers) do
    covered[record.transport] = true
  end
  for _, transport in ipairs(terms.transports) do
    if map.whole or covered[transport] or covered.any then
      statuses[transport] = map.registry:status(first, transport)
    end
  end
  return statuses
end

--- What must be painted of a segment.
local function paint(map, first, last, statuses)
  local ground, painted = map.whole and ground_of(first), false
  for transport, status in pairs(statuses) do
    local runs = map.runs[transport]
    local run = runs[#runs]
    if status ~= ground then
      painted = true
      if run and run.status == status and run.last == first - 1 then
        run.last = last
      else
        runs[#runs + 1] = { status = status, first = first, last = last }
      end
    end
  end
  return painted
end


-- Names

--- A list of the transports that records of a name have, as words.
local function transports_in(set)
  local list = {}
  for _, transport in ipairs(terms.transports) do
    if set[transport] then list[#list + 1] = transport end
  end
  if set.any then list[#list + 1] = "any" end
  return concat(list, ", ")
end

--- The names on a segment, each with its transports where they are not just tcp
--- and udp.
local function names_in(covers)
  local names, sets = {}, {}
  for _, record in ipairs(covers) do
    local name = record.name
    if name and not sets[name] then
      sets[name], names[#names + 1] = {}, name
    end
    if name then sets[name][record.transport] = true end
  end
  local more = #names - MOST_NAMES
  for i = #names, 1, -1 do
    local found = transports_in(sets[names[i]])
    names[i] = i <= MOST_NAMES
      and names[i] .. (found == "tcp, udp" and "" or " (" .. found .. ")") or nil
  end
  if more > 0 then names[#names + 1] = ("%d more"):format(more) end
  return concat(names, ", ")
end

--- The statuses of ports without a name: "reserved", or by transport.
local function statuses_in(statuses)
  local words, same, one = {}, true, nil
  for _, transport in ipairs(terms.transports) do
    local status = statuses[transport]
    if status then
      one = one or status
      same = same and status == one
      words[#words + 1] = transport .. " " .. status
    end
  end
  return same and one or concat(words, ", ")
end

local function title(first, last, covers, statuses)
  local names = names_in(covers)
  local ports = common.ports { port = first, last_port = last > first and last }
  return ports .. " " .. (names ~= "" and names or statuses_in(statuses))
end

local function has_name(covers)
  for _, record in ipairs(covers) do
    if record.name then return true end
  end
end

--- The transport of all ports in the map, if it is one.
local function only_transport(map)
  local only, count = nil, 0
  for transport, runs in pairs(map.runs) do
    if runs[1] then only, count = transport, count + 1 end
  end
  return not map.whole and count == 1 and only
end

--- Go through all ports: collect what is painted, and their names, those of a
--- row on a line.
local function survey(map, selection)
  local row = 0
  each_segment(selection, function(first, last, covers)
    local statuses = statuses_of(map, first, covers)
    local painted = paint(map, first, last, statuses)
    if not painted and not has_name(covers) then return end
    local names = map.names
    if floor(first / SIDE) > row then names[#names + 1] = "\n" end
    row = floor(first / SIDE)
    names[#names + 1] = frame.hint(lines(first, last),
      markup.escape(title(first, last, covers, statuses)))
  end)
end


-- Output

--- The paths of one transport, one for each status.
local function write_transport(add, map, transport)
  local paths = {}
  for _, run in ipairs(map.runs[transport]) do
    local path = paths[run.status] or {}
    path[#path + 1] = lines(run.first, run.last)
    paths[run.status] = path
  end
  add(frame.open_transport(transport, map.only == transport))
  for _, status in ipairs(terms.statuses) do
    if paths[status] then
      local before, after = frame.path(status)
      add(before)
      for _, run in ipairs(paths[status]) do add(run) end
      add(after)
    end
  end
  add "</g>\n"
end

--- The rows, for what has no name.
local function write_rows(add, map)
  for y = 0, SIDE - 1 do
    local first = y * SIDE
    local status = map.whole and ground_of(first) .. ", in " or ""
    add(frame.row_hint:format(y, status, first, first + SIDE - 1))
  end
end

--- Write the map of a selection as one element, `svg`.
---@param add fun(text: string)
---@param selection ianaports.Selection
---@param registry ianaports.Registry
local function draw(add, selection, registry)
  local info = registry:info()
  local map = { registry = registry, names = {}, runs = {},
                whole = #selection == info.records }
  for _, transport in ipairs(terms.transports) do map.runs[transport] = {} end
  survey(map, selection)
  map.only = only_transport(map)
  for _, part in ipairs(frame.head(markup.escape(info.title or "Port numbers"),
    markup.escape(info.updated or ""), map.whole)) do add(part) end
  for _, transport in ipairs(terms.transports) do
    write_transport(add, map, transport)
  end
  add '<g id="names">\n'
  write_rows(add, map)
  for _, hint in ipairs(map.names) do add(hint) end
  add(frame.foot)
end

--- Write the port map of a selection as a file.
---@param emit fun(text: string)
---@param selection ianaports.Selection
---@param registry ianaports.Registry
---@return true
local function write(emit, selection, registry)
  local add, flush = common.gather(emit)
  draw(add, selection, registry)
  flush()
  return true
end

return { draw = draw, write = write }
