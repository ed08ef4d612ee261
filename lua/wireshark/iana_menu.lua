--- Look-ups in IANA's Service Name and Transport Protocol Port Number Registry
-- (RFC 6335), in Wireshark's menus: a window that answers for ports, names and
-- texts (Tools > IANA) and, from Wireshark 4.2 on, the ports of a packet (its
-- context menu).  In TShark it does nothing.
--
-- What IANA registers is who may use a port, not what runs on it.
--
-- It needs the Lua module ianaports, built for the Lua inside; if that does not
-- load, the window says why.  It sets no global.

if not gui_enabled() then return end

local have_iana, iana = pcall(require, "ianaports")

--- The newest edition on this machine; its path, or why it is the bundled one;
--- what else did not open.
local registry, where, passed_over
if have_iana then registry, where, passed_over = iana.latest() end

--- How many records an answer shows.
local MOST = 40

--- A text on one line, without control characters.
local function one_line(text)
  return (text:gsub("[%s%c]+", " "))
end

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


-- Records as text.

local function ports_of(record)
  local first, last = record.port, record.last_port
  if not first then return "-" end
  return last and last ~= first and first .. "-" .. last or tostring(first)
end

--- Add the first records of a list to lines, in columns, each with its reported
--- unauthorized use on a line of its own, and how many more there are.
local function add_records(lines, list, first_line)
  local names, places, width, wide = {}, {}, 0, 0
  for i = 1, math.min(#list, MOST) do
    local transport = list[i].transport
    names[i] = list[i].name or "-"
    places[i] = ports_of(list[i]) .. (transport and "/" .. transport or "")
    width, wide = math.max(width, #names[i]), math.max(wide, #places[i])
  end
  local form = ("%%-%ds  %%-%ds  %%s"):format(width, wide)
  lines[#lines + 1] = first_line
  for i, name in ipairs(names) do
    local text, use = list[i].description or "", list[i].unauthorized_use
    lines[#lines + 1] = form:format(name, places[i], one_line(text))
    if use then lines[#lines + 1] = "  Unauthorized use: " .. one_line(use) end
  end
  if #list > MOST then
    lines[#lines + 1] = ("... %d more"):format(#list - MOST)
  end
end


-- Answers.

--- All that IANA says of a port, for one transport or all.
local function add_port(lines, port, transport)
  local statuses = {}
  for i, name in ipairs(transport and { transport } or iana.transports) do
    statuses[i] = name .. " " .. registry:status(port, name)
  end
  add_records(lines, registry:matches(port, transport),
    ("IANA: port %d, %s range: %s"):format(port, iana.range(port),
      table.concat(statuses, ", ")))
end

--- A test for names that have the text or, with `*` and `?` in it, are like it.
local function name_test(text)
  local plain = text:lower()
  if not plain:find "[*?]" then
    return function(name) return name:find(plain, 1, true) end
  end
  local pattern = plain:gsub("[^%w*?]", "%%%0"):gsub("%*", ".*"):gsub("%?", ".")
  return function(name) return name:find("^" .. pattern .. "$") end
end

--- The records whose names pass, then those with the text in the description.
local function search(text)
  local is_name, plain = name_test(text), text:lower()
  local found, described = {}, {}
  for record in registry:records() do
    if is_name((record.name or ""):lower()) then
      found[#found + 1] = record
    elseif (record.description or ""):lower():find(plain, 1, true) then
      described[#described + 1] = record
    end
  end
  for _, record in ipairs(described) do found[#found + 1] = record end
  return found
end

--- The records that answer for a key or, if there are none, that have the text.
local function add_text(lines, text)
  local found = registry:matches(text)
  if #found == 0 then found = search(text) end
  add_records(lines, found,
    ("IANA: %s, records: %d"):format(one_line(text), #found))
end

local function add_answer(lines, query)
  local port, suffix = query:match "^(%d+)/?(%w*)$"
  local transport = port and iana.transport(suffix)
  if not port or suffix ~= "" and not transport then
    add_text(lines, query)
  elseif tonumber(port) > 65535 then
    lines[#lines + 1] = "IANA: a port is an integer from 0 to 65535"
  else
    add_port(lines, tonumber(port), transport)
  end
end

local USE = "Type a port (443, 443/tcp), a name (https, _ipp._tcp) or a text, "
  .. 'then click "Look up".'

--- The answers to the lines of a text.
local function answer(text)
  local lines = {}
  for line in text:gmatch "[^\n]+" do
    local query = line:match "^%s*(.-)%s*$"
    if query ~= "" then
      add_answer(lines, query)
      lines[#lines + 1] = ""
    end
  end
  if #lines == 0 then lines = { USE, "" } end
  lines[#lines + 1] = edition()
  return table.concat(lines, "\n") .. "\n"
end


-- Windows and menus.

--- What was typed into a text that was shown: where they differ.
local function typed(text, shown)
  local first, behind = 1, 0
  while first <= #text and text:byte(first) == shown:byte(first) do
    first = first + 1
  end
  while behind <= math.min(#text, #shown) - first
    and text:byte(#text - behind) == shown:byte(#shown - behind) do
    behind = behind + 1
  end
  return text:sub(first, #text - behind)
end

--- A window that shows a text below an empty line, where the cursor is.
--- An answer comes in a new one in its place: a click takes the focus from the
--- line. (The field of a dialog, `new_dialog`, never has it.)
local function open_window(text)
  local window = TextWindow.new "IANA: look up"
  window:set_editable(true)
  window:set("\n" .. text)
  local shown = window:get_text()
  window:add_button("Look up", function()
    open_window(answer(typed(window:get_text(), shown)))
    window:close()
  end)
end

if not have_iana then
  local reason = tostring(iana)
  register_menu("IANA/Look up a port or name", function()
    TextWindow.new("IANA: look up"):set(
      ("The Lua module ianaports does not load in %s, the Lua of this program:"
        .. "\n%s\n"):format(_VERSION, reason))
  end, MENU_TOOLS_UNSORTED)
  return
end

set_plugin_info {
  version = iana._VERSION:match "%S+$",
  description = "Looks ports and names up: " .. edition(),
}

register_menu("IANA/Look up a port or name", function()
  open_window(answer "")
end, MENU_TOOLS_UNSORTED)

--- In the context menu of packets that have such ports.
if register_packet_menu then
  for _, transport in ipairs(iana.transports) do
    local name = transport .. ".port"
    register_packet_menu("IANA/Look up " .. transport:upper() .. " ports",
      function(...)
        local queries, seen = {}, {}
        for _, field in ipairs { ... } do
          local query = field.name == name and field.value .. "/" .. transport
          if query and not seen[query] then
            queries[#queries + 1], seen[query] = query, true
          end
        end
        open_window(answer(table.concat(queries, "\n")))
      end, name)
  end
end
