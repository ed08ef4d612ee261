--- What IANA's Service Name and Transport Protocol Port Number Registry
-- (RFC 6335) says of the ports in a packet, as fields of Wireshark and TShark:
-- a post-dissector for every TCP, UDP, SCTP and DCCP layer, those in tunnels
-- and those quoted in ICMP errors too; and a statistics tap, in Wireshark also
-- in the menu Tools > IANA.  The look-ups there are iana_menu.lua's.
--
--   tshark -r FILE -X lua_script:iana_services.lua -Y 'iana.service == "https"'
--   tshark -r FILE -X lua_script:iana_services.lua -T fields -e iana.dst.name
--   tshark -r FILE -X lua_script:iana_services.lua -q -z iana,services[,FILTER]
--
-- What IANA registers is who may use a port, not what runs on it.
--
-- If nothing asks for one of its fields, it adds none and looks nothing up.  A
-- tree that is shown asks for all: -V, -O, -T fields, json, pdml and ek.  It
-- sets no global.  It needs the Lua module ianaports, built for the Lua inside
-- (tshark --version names it); if that does not load, it says so once.

-- A copy of this file must not be called ianaports.lua: `require` would take
-- it for the module.
local have_iana, iana = pcall(require, "ianaports")

if not have_iana then
  local reason = tostring(iana)
  local missing = reason:match "module '(ianaports[%w.]*)' not found"
  report_failure(missing
    and ("IANA: no fields, the Lua module %s is not installed for %s, "
      .. "the Lua of this program"):format(missing, _VERSION)
    or ("IANA: no fields, the Lua module ianaports does not load in %s, the "
      .. "Lua of this program: %s")
      :format(_VERSION, (reason:gsub(":?\n%s*", "; "))))
  -- Or TShark would list all that -z can be, and bury this line.
  register_stat_cmd_arg("iana,services", function() end)
  return
end

--- The newest edition on this machine; its path, or why it is the bundled one;
--- what else did not open.
local registry, where, passed_over = iana.latest()

--- The edition in words: its day, where it is from, and what did not open.
local function edition()
  local info, notes = registry:info(), {}
  for _, note in ipairs { where, passed_over } do
    if note ~= info.source and note:find "/" then notes[#notes + 1] = note end
  end
  return ("IANA's registry of %s, %s%s"):format(
    info.updated or info.newest or "no day", info.source,
    notes[1] and " (" .. table.concat(notes, "; ") .. ")" or "")
end

set_plugin_info {
  version = iana._VERSION:match "%S+$",
  description = "What the ports in a packet are: " .. edition(),
}

local proto = Proto("iana", "IANA Service Names")

--- The fields of the source or the destination.
local function side_fields(key, title)
  local function field(column, name, help)
    return ProtoField.string("iana." .. key .. "." .. column,
      title .. " " .. name, base.UNICODE, help)
  end
  return {
    name = field("name", "name", "Primary service name of the port at IANA"),
    description = field("description", "description",
      "Description of the port at IANA"),
    status = field("status", "status",
      "assigned, reserved, unassigned or dynamic"),
    use = field("unauthorized_use", "unauthorized use",
      "Unauthorized use of the port that was reported to IANA"),
  }
end

local SERVICE = ProtoField.string("iana.service", "Service", base.UNICODE,
  "Name of the side that is registered, of both the one with the lower port")
local SRC = side_fields("src", "Source")
local DST = side_fields("dst", "Destination")

proto.fields = {
  SERVICE,
  SRC.name, SRC.description, SRC.status, SRC.use,
  DST.name, DST.description, DST.status, DST.use,
}

proto.prefs.edition = Pref.statictext(edition(), "The newest on this machine")
proto.prefs.descriptions = Pref.bool("Add descriptions", true,
  "Whether the fields iana.src.description and iana.dst.description are added")
proto.prefs.unregistered = Pref.bool("Add packets without a name", true,
  "Whether fields are added where IANA has no name for either port")
proto.prefs.info = Pref.bool("Name services in the Info column", false,
  "Whether the Info column ends in IANA's names for the services of a packet")

--- Copies of the preferences, which are slow to read for each packet.
local prefs = {}

local function read_prefs()
  prefs.descriptions = proto.prefs.descriptions
  prefs.unregistered = proto.prefs.unregistered
  prefs.info = proto.prefs.info
end

read_prefs()
proto.prefs_changed = read_prefs


-- What IANA says of a port.

--- Whether a record's text on unauthorized use is about this port. If the
--- record has a range, the text names the ports it is about.
local function concerns(record, port)
  if not record.last_port or record.last_port == record.port then
    return true
  end
  for from, last in record.unauthorized_use:gmatch "(%d+)%-?(%d*)" do
    local first = tonumber(from)
    if first <= port and port <= (tonumber(last) or first) then return true end
  end
  return false
end

local function one_line(text)
  return text and (text:gsub("%s+", " "))
end

--- The reported unauthorized use of a port, or nil.
local function unauthorized_use(port, transport)
  local found = registry:matches(port, transport)
  for i = 1, #found do
    local record = found[i]
    if record.unauthorized_use and concerns(record, port) then
      return one_line(record.unauthorized_use)
    end
  end
end

local function look_up(port, transport)
  local record = registry:lookup(port, transport) or {}
  return {
    name = registry:name(port, transport),
    description = one_line(record.description),
    status = registry:status(port, transport),
    use = unauthorized_use(port, transport),
  }
end

--- A cache of answers, emptied when it is full, as in a port scan.
local CACHE_SIZE = 4096
local cache, cached = {}, 0

local function answer(port, transport)
  local key = transport .. port
  local found = cache[key]
  if not found then
    if cached == CACHE_SIZE then cache, cached = {}, 0 end
    found = look_up(port, transport)
    cache[key], cached = found, cached + 1
  end
  return found
end

--- The name of the side that is registered, and its port; or nil. If both are,
--- the one with the lower port: so a packet and its answer have the same name.
local function service_of(layer)
  local src = registry:name(layer.src, layer.transport)
  local dst = registry:name(layer.dst, layer.transport)
  if src and (not dst or layer.src <= layer.dst) then return src, layer.src end
  return dst, dst and layer.dst
end


-- The layers of a packet.

--- By transport: the field with both ports of each layer, source first. (The
--- ports in `pinfo` are those of one layer; which one, depends on Wireshark.)
local PORTS = {}
for i, name in ipairs(iana.transports) do
  PORTS[i] = { transport = name, field = Field.new(name .. ".port") }
end

--- Add the layers of one transport to a list, in the order of their offsets. A
--- layer has two ports side by side.
local function add_layers(list, transport, ports)
  local i, at = 1, 1
  while ports[i + 1] do
    local src, dst = ports[i], ports[i + 1]
    local offset = src.offset
    if dst.offset == offset + 2 then
      while list[at] and list[at].offset < offset do at = at + 1 end
      table.insert(list, at, { transport = transport, offset = offset,
        src = src.value, dst = dst.value })
      i, at = i + 2, at + 1
    else
      -- uncovered: no capture has one port alone in front of others
      i = i + 1
    end
  end
end

--- The layers of the current packet, the outermost first.
local function layers()
  local list = {}
  for i = 1, #PORTS do
    local ports = { PORTS[i].field() }
    if #ports > 0 then add_layers(list, PORTS[i].transport, ports) end
  end
  return list
end


-- The fields.

local function add_text(tree, field, text)
  if text then tree:add(field, text):set_generated() end
end

local function add_side(tree, fields, texts)
  add_text(tree, fields.name, texts.name)
  if prefs.descriptions then
    add_text(tree, fields.description, texts.description)
  end
  add_text(tree, fields.status, texts.status)
  add_text(tree, fields.use, texts.use)
end

local function headline(layer, service, port)
  if service then
    return ("IANA: %s (%d/%s)"):format(service, port, layer.transport)
  end
  return ("IANA: no name (%d/%s, %d/%s)"):format(layer.src, layer.transport,
    layer.dst, layer.transport)
end

local function add_layer(tree, layer)
  local service, port = service_of(layer)
  if not service and not prefs.unregistered then return end
  local item = tree:add(proto)
  item:set_generated()
  if tree.visible then item:set_text(headline(layer, service, port)) end
  add_text(item, SERVICE, service)
  add_side(item, SRC, answer(layer.src, layer.transport))
  add_side(item, DST, answer(layer.dst, layer.transport))
end

--- The services of some layers, each once: a list of {key, name, transport}.
--- The name is "-" if IANA has none.
local function services_of(list)
  local services, seen = {}, {}
  for _, layer in ipairs(list) do
    local name = service_of(layer) or "-"
    local key = name .. "/" .. layer.transport
    if not seen[key] then
      seen[key] = true
      services[#services + 1] = { key = key, name = name,
        transport = layer.transport }
    end
  end
  return services
end

local function add_info(columns, list)
  local names = {}
  for _, service in ipairs(services_of(list)) do
    if service.name ~= "-" then names[#names + 1] = service.name end
  end
  if #names > 0 then
    columns.info:append((" [IANA: %s]"):format(table.concat(names, ", ")))
  end
end

--- The dissector below, as an argument of `referenced`.
local this_dissector

function proto.dissector(_, pinfo, tree)
  local asked = tree:referenced(this_dissector)
  if not asked and not prefs.info then return end
  local list = layers()
  if prefs.info then add_info(pinfo.cols, list) end
  if not asked then return end
  for _, layer in ipairs(list) do add_layer(tree, layer) end
end

this_dissector = Dissector.get "iana"
register_postdissector(proto)


-- Statistics: packets per service.

--- The counts as a table in text, the most packets first. The label says which
--- packets are counted.
local function table_of(counts, label)
  local rows = {}
  for _, row in pairs(counts) do rows[#rows + 1] = row end
  table.sort(rows, function(a, b)
    if a.packets ~= b.packets then return a.packets > b.packets end
    return a.key < b.key
  end)
  local width = #"Service"
  for _, row in ipairs(rows) do width = math.max(width, #row.name) end
  local form = "%-" .. width .. "s  %-9s  %9s  %12s"
  local lines = {
    "IANA: packets per service" .. (label and ", " .. label or ""),
    form:format("Service", "Transport", "Packets", "Bytes"),
  }
  for _, row in ipairs(rows) do
    lines[#lines + 1] = form:format(row.name, row.transport,
      ("%d"):format(row.packets), ("%d"):format(row.bytes))
  end
  return table.concat(lines, "\n") .. "\n"
end

--- Count the packets that pass the filter; `show` takes the counts.
local function tap(filter, show)
  local counts = {}
  local listener = Listener.new("frame", filter)
  function listener.packet(pinfo)
    for _, service in ipairs(services_of(layers())) do
      local row = counts[service.key]
      if not row then
        row = { key = service.key, name = service.name,
          transport = service.transport, packets = 0, bytes = 0 }
        counts[service.key] = row
      end
      row.packets, row.bytes = row.packets + 1, row.bytes + pinfo.len
    end
  end
  function listener.draw() show(counts) end
  function listener.reset() counts = {} end
  return listener
end

local function print_services(filter)
  tap(filter, function(counts)
    io.write(table_of(counts, filter), edition(), "\n")
  end)
end

--- A function that reports an error in this one, such as a filter that is none.
local function guarded(action)
  return function(...)
    local ok, problem = pcall(action, ...)
    if not ok then
      local reason = tostring(problem):gsub("^.-:%d+: ", "")
      report_failure("IANA: " .. one_line(reason))
    end
  end
end

--- A window that counts the packets which pass a filter or, without one, the
--- display filter of the moment, again at a click. (Wireshark tells scripts
--- nothing of a new display filter but the packets that it goes through.)
local function show_services(filter)
  local window = TextWindow.new "IANA: packets per service"
  local listener
  local function count()
    local shown = filter or get_filter()
    local label = filter or shown ~= "" and "display filter: " .. shown
      or "no display filter"
    local tapped = tap(shown ~= "" and shown or nil, function(counts)
      local stale = not filter and get_filter() ~= shown
      window:set(table_of(counts, label) .. "\n" .. edition() .. "\n"
        .. (stale and "The display filter is another now: count again.\n" or ""))
    end)
    if listener then listener:remove() end
    listener = tapped
    retap_packets()
  end
  window:set_atclose(function() if listener then listener:remove() end end)
  if not filter then window:add_button("Count again", guarded(count)) end
  count()
end

register_stat_cmd_arg("iana,services", guarded(function(argument)
  local filter = argument and argument:match "^iana,services,(.+)$"
  if not gui_enabled() then return print_services(filter) end
  show_services(filter)
end))

if gui_enabled() then
  register_menu("IANA/Packets per service",
    guarded(function() show_services() end), MENU_TOOLS_UNSORTED)
end
