--- What IANA's Service Name and Transport Protocol Port Number Registry
-- (RFC 6335) says of the ports in a packet, as fields of Wireshark and TShark:
-- a post-dissector for every TCP, UDP, SCTP and DCCP layer, those in tunnels
-- and those quoted in ICMP errors too; a statistics tap; in Wireshark, two
-- entries in the Tools menu.
--
--   tshark -r FILE -X lua_script:iana_services.lua -Y 'iana.service == "https"'
--   tshark -r FILE -X lua_script:iana_services.lua -T fields -e iana.dst.name
--   tshark -r FILE -X lua_script:iana_services.lua -q -z iana,services[,FILTER]
--
-- What IANA registers is who may use a port, not what runs on it.
--
-- Where nothing asks for a field of it, it adds none and looks nothing up.  A
-- tree that is shown asks for all: -V, -O, -T fields, json, pdml and ek.
-- Sets no global.  Needs the Lua module ianaports, built for the Lua inside
-- (tshark --version names it); says so once where that does not load.

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
  return
end

set_plugin_info {
  version = iana._VERSION:match "%S+$",
  description = "What IANA's port registry says of the ports in a packet",
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

proto.prefs.descriptions = Pref.bool("Add descriptions", true,
  "Whether the fields iana.src.description and iana.dst.description are added")
proto.prefs.unregistered = Pref.bool("Add packets without a name", true,
  "Whether fields are added where IANA has no name for either port")
proto.prefs.info = Pref.bool("Name services in the Info column", false,
  "Whether the Info column ends in IANA's names for the services of a packet")

--- The preferences, which are slow to ask for each packet.
local prefs = {}

local function read_prefs()
  prefs.descriptions = proto.prefs.descriptions
  prefs.unregistered = proto.prefs.unregistered
  prefs.info = proto.prefs.info
end

read_prefs()
proto.prefs_changed = read_prefs


-- What IANA says of a port.

--- Whether a text on unauthorized use is about this port: of a record with a
--- range, it names the ports it means.
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
  local found = iana.find { port = port, transport = transport }
  if #found == 0 then found = iana.find { port = port, transport = false } end
  for record in found:records() do
    if record.unauthorized_use and concerns(record, port) then
      return one_line(record.unauthorized_use)
    end
  end
end

local function look_up(port, transport)
  local record = iana.lookup(port, transport) or {}
  return {
    name = iana.name(port, transport),
    description = one_line(record.description),
    status = iana.status(port, transport),
    use = unauthorized_use(port, transport),
  }
end

--- Answers given before; forgotten when they are many, as in a port scan.
local MOST = 4096
local known, known_count = {}, 0

local function answer(port, transport)
  local key = transport .. port
  local told = known[key]
  if not told then
    if known_count == MOST then known, known_count = {}, 0 end
    told = look_up(port, transport)
    known[key], known_count = told, known_count + 1
  end
  return told
end

--- The name of the registered side and its port, or nil: of both the one with
--- the lower port, so that a packet and its answer have the same.
local function service_of(layer)
  local src = iana.name(layer.src, layer.transport)
  local dst = iana.name(layer.dst, layer.transport)
  if src and (not dst or layer.src <= layer.dst) then return src, layer.src end
  return dst, dst and layer.dst
end


-- The layers of a packet.

--- Both ports of each layer, source first.  What the fields of `pinfo` say is
--- of one layer only, and not of the same one in each Wireshark.
local PORTS = {
  { transport = "tcp", field = Field.new "tcp.port" },
  { transport = "udp", field = Field.new "udp.port" },
  { transport = "sctp", field = Field.new "sctp.port" },
  { transport = "dccp", field = Field.new "dccp.port" },
}

--- Adds the layers of one transport to a list, by where they begin; whatever
--- has no two ports side by side is none.
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

--- The layers of the packet at hand, the outermost first.
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

local function add_side(tree, fields, told)
  add_text(tree, fields.name, told.name)
  if prefs.descriptions then
    add_text(tree, fields.description, told.description)
  end
  add_text(tree, fields.status, told.status)
  add_text(tree, fields.use, told.use)
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

--- The services of some layers, each once: a list of {key, name, transport},
--- the name "-" where there is none.
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

--- Ourselves, for the question whether anything asks for a field of ours.
local itself

function proto.dissector(_, pinfo, tree)
  local asked = tree:referenced(itself)
  if not asked and not prefs.info then return end
  local list = layers()
  if prefs.info then add_info(pinfo.cols, list) end
  if not asked then return end
  for _, layer in ipairs(list) do add_layer(tree, layer) end
end

itself = Dissector.get "iana"
register_postdissector(proto)


-- Statistics: packets per service.

--- A table of the counts, the most packets first.
local function drawn(counts, filter)
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
    "IANA: packets per service" .. (filter and ", " .. filter or ""),
    form:format("Service", "Transport", "Packets", "Bytes"),
  }
  for _, row in ipairs(rows) do
    lines[#lines + 1] = form:format(row.name, row.transport,
      ("%d"):format(row.packets), ("%d"):format(row.bytes))
  end
  return table.concat(lines, "\n") .. "\n"
end

--- Counts the packets that pass the filter; `show` takes the table of them.
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
  function listener.draw() show(drawn(counts, filter)) end
  function listener.reset() counts = {} end
  return listener
end

local function print_services(filter)
  tap(filter, function(text) io.write(text) end)
end

local function show_services(filter)
  local window = TextWindow.new "IANA: packets per service"
  local listener = tap(filter, function(text) window:set(text) end)
  window:set_atclose(function() listener:remove() end)
  retap_packets()
end

register_stat_cmd_arg("iana,services", function(argument)
  local filter = argument and argument:match "^iana,services,(.+)$"
  local ok, problem = pcall(gui_enabled() and show_services or print_services,
    filter)
  if not ok then
    local reason = tostring(problem):gsub("^.-:%d+: ", "")
    report_failure("IANA: " .. one_line(reason))
  end
end)


-- The menu.

--- All that IANA says of a port, for one transport or all.
local function answer_port(port, transport)
  local statuses = {}
  for i, name in ipairs(transport and { transport } or iana.transports) do
    statuses[i] = name .. " " .. iana.status(port, name)
  end
  local lines = {
    ("IANA: port %d, %s range"):format(port, iana.range(port)),
    "Status: " .. table.concat(statuses, ", "),
  }
  for record in iana.records { port = port } do
    if not transport or (record.transport or transport) == transport then
      lines[#lines + 1] = tostring(record)
      if record.unauthorized_use and concerns(record, port) then
        lines[#lines + 1] = "  Unauthorized use: "
          .. one_line(record.unauthorized_use)
      end
    end
  end
  return table.concat(lines, "\n") .. "\n"
end

--- The records of a name or, if it is none, those with the text.
local function answer_text(text)
  local found = iana.find { name = text }
  if #found == 0 then found = iana.find(text) end
  local lines = { ("IANA: %s, records: %d"):format(text, #found) }
  for record in found:records() do lines[#lines + 1] = tostring(record) end
  return table.concat(lines, "\n") .. "\n"
end

local IS_TRANSPORT = { [""] = true, tcp = true, udp = true, sctp = true,
  dccp = true }

local function answer_query(query)
  local text = query:match("^.*%S", query:find "%S") or ""
  local port, transport = text:lower():match "^(%d+)/?(%a*)$"
  if text == "" then
    return "IANA: give a port (443, 443/tcp) or a name\n"
  elseif not port or not IS_TRANSPORT[transport] then
    return answer_text(text)
  elseif tonumber(port) > 65535 then
    return "IANA: a port is an integer from 0 to 65535\n"
  end
  return answer_port(tonumber(port), transport ~= "" and transport or nil)
end

local function show_query(query)
  TextWindow.new("IANA: " .. query):set(answer_query(query))
end

if gui_enabled() then
  register_menu("IANA/Look up a port or name", function()
    new_dialog("IANA: look up", show_query, "Port or name")
  end, MENU_TOOLS_UNSORTED)
  register_menu("IANA/Packets per service", show_services,
    MENU_TOOLS_UNSORTED)
end
