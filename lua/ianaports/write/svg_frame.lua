--- The parts of the port map that do not come from a registry: its style, the
-- legend and the axes.  All measures are in units of the picture; a port is a
-- cell of four by four units, and one by one within `#ports`.

local terms = require "ianaports.terms"

local concat, floor = table.concat, math.floor

local SIDE, CELL = 256, 4
local LEFT, TOP = 56, 124
local WIDTH, HEIGHT = LEFT + SIDE * CELL + 80, TOP + SIDE * CELL + 16

--- Heights of the bands of a cell, in eighths: tcp, udp, sctp, dccp.
local BANDS = { 3, 3, 1, 1 }

--- For eyes that see few colours, the four differ in lightness as well.
local style = [[
#portmap { background: #fff; max-width: 100%; height: auto; }
#portmap text { font: 13px system-ui, sans-serif; fill: #222; }
#portmap #map-title { font-size: 20px; font-weight: bold; }
#portmap a text { text-decoration: underline; }
#portmap .assigned { fill: #1f5fa8; stroke: #1f5fa8; }
#portmap .reserved { fill: #e8862a; stroke: #e8862a; }
#portmap .unassigned { fill: #e3e6ea; stroke: #e3e6ea; }
#portmap .dynamic { fill: #a9d3bd; stroke: #a9d3bd; }
#portmap .other { fill: #f7f7f7; stroke: #f7f7f7; }
#portmap .axis { stroke: #888; fill: none; }
#portmap rect { stroke-width: 0; }
#portmap #names { fill: none; stroke: #000; stroke-opacity: 0;
  pointer-events: stroke; }
#portmap #names path:hover { stroke-opacity: .55; }
#portmap .transport:target, #portmap .only { stroke-width: 1;
  transform: translate(0, .5px); }
#ports:has(:target, .only) .transport:not(:target, .only) { display: none; }
@media (prefers-color-scheme: dark) { @media screen {
#portmap { background: #14161a; }
#portmap text { fill: #ddd; }
#portmap .assigned { fill: #6aaef5; stroke: #6aaef5; }
#portmap .reserved { fill: #d97a1c; stroke: #d97a1c; }
#portmap .unassigned { fill: #2a2e35; stroke: #2a2e35; }
#portmap .dynamic { fill: #2f5f4a; stroke: #2f5f4a; }
#portmap .other { fill: #1b1e23; stroke: #1b1e23; }
#portmap #names { stroke: #fff; }
} }
]]

--- What a program reads, or a person who looks into the file.
local how_to_read = [[
Each port is a cell, in column port modulo 256 and row port divided by 256. Its
bands are, from the top, tcp, udp, sctp and dccp. What is painted last counts:
%s, then in the group of each transport the paths, whose class is the status.
M187 1h2 paints two ports from column 187 in row 1.]]

--- An invisible line over cells, with the text that a viewer shows there.
local function hint(lines, text)
  return ('<path d="%s"><title>%s</title></path>'):format(lines, text)
end

--- A format: the same for a whole row, with a status and its ports.
local row_hint = '<path d="M0 %dh256"><title>%s%d-%d</title></path>\n'

--- Lines over cells in the colour of a status: write them between the two.
local function path(status)
  return ('<path class="%s" d="'):format(status), '"/>\n'
end

--- The middle and the height of a transport's band, in cells.
local function band(transport)
  local top = 0
  for i, name in ipairs(terms.transports) do
    if name == transport then return (top + BANDS[i] / 2) / 8, BANDS[i] / 8 end
    top = top + BANDS[i]
  end
end

--- The group of a transport.  `only` fills the cells with it.
local function open_transport(transport, only)
  local middle, height = band(transport)
  return ('<g id="%s" class="transport%s" fill="none" stroke-width="%g"'
    .. ' transform="translate(0 %g)">\n')
    :format(transport, only and " only" or "", height, middle)
end

local function text(x, y, words, attributes)
  return ('<text x="%d" y="%d"%s>%s</text>\n')
    :format(x, y, attributes or "", words)
end


-- Legend and axes

--- A square of each colour with its name.
local function statuses(whole)
  local parts, x = {}, LEFT
  local function entry(class, words)
    parts[#parts + 1] = ('<rect class="%s" x="%d" y="58" width="14"'
      .. ' height="14"/>\n'):format(class, x)
    parts[#parts + 1] = text(x + 20, 70, words)
    x = x + 44 + #words * 7
  end
  for _, status in ipairs(terms.statuses) do entry(status, status) end
  if not whole then entry("other", "not in this selection") end
  return concat(parts)
end

--- A large cell whose bands are named.  In a browser, a name shows its transport
--- alone.
local function cell()
  local parts, y, x = {}, 26, LEFT + SIDE * CELL - 130
  for i, transport in ipairs(terms.transports) do
    local height = BANDS[i] * 8
    parts[i] = ('<a href="#%s"><rect class="assigned" x="%d" y="%d" width="48"'
      .. ' height="%d"/>\n%s</a>\n'):format(transport, x, y, height - 1,
      text(x + 56 + (i == 4 and 40 or 0), i == 4 and 84 or y + height / 2 + 5,
           transport))
    y = y + height
  end
  return concat(parts) .. text(x, 18, "a cell: one port")
    .. '<a href="#portmap">' .. text(x + 112, 18, "all") .. "</a>\n"
end

local function axes()
  local parts = {}
  for column = 0, SIDE - 1, 32 do
    parts[#parts + 1] = text(LEFT + column * CELL, TOP - 8, "+" .. column)
  end
  for row = 0, SIDE - 1, 16 do
    parts[#parts + 1] = text(LEFT - 6, TOP + row * CELL + 10, row * SIDE,
                             ' text-anchor="end"')
  end
  local x = LEFT + SIDE * CELL
  for _, range in ipairs(terms.ranges) do
    local first = TOP + floor(range.first / SIDE) * CELL
    local last = TOP + floor(range.last / SIDE + 1) * CELL - 1
    parts[#parts + 1] = ('<path class="axis" d="M%d %dh6V%dh-6"/>\n')
      :format(x + 2, first, last)
    parts[#parts + 1] = text(x + 14, first + 12, range.name)
  end
  return concat(parts)
end

local function ground(whole)
  local dynamic = floor(terms.range.dynamic.first / SIDE)
  if not whole then
    return ('<rect class="other" width="%d" height="%d"/>\n')
      :format(SIDE, SIDE)
  end
  return ('<rect class="unassigned" width="%d" height="%d"/>\n'
    .. '<rect class="dynamic" y="%d" width="%d" height="%d"/>\n')
    :format(SIDE, SIDE, dynamic, SIDE, SIDE - dynamic)
end

--- The map up to its ports, in pieces.
---@param title string   escaped
---@param updated string   escaped; "" if it is not known
---@param whole boolean   whether it has the whole registry
---@return string[]
local function head(title, updated, whole)
  return {
    ('<svg xmlns="http://www.w3.org/2000/svg" id="portmap" viewBox="0 0 %d %d"'
      .. ' width="%d" height="%d">\n'):format(WIDTH, HEIGHT, WIDTH, HEIGHT),
    "<title>", title, ": port map</title>\n<desc>",
    how_to_read:format(whole and "two rectangles for all transports"
      or "a rectangle for what is not in the map"),
    "</desc>\n<style>\n", style, "</style>\n",
    text(LEFT, 26, title, ' id="map-title"'),
    text(LEFT, 46, updated),
    statuses(whole), cell(), axes(),
    ('<g id="ports" transform="translate(%d %d) scale(%d)">\n')
      :format(LEFT, TOP, CELL),
    ground(whole),
  }
end

--- The rest of the map, after the names.
local foot = "\n</g>\n</g>\n</svg>\n"

return {
  foot = foot,
  head = head,
  hint = hint,
  open_transport = open_transport,
  path = path,
  row_hint = row_hint,
}
