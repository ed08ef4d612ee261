--- What the Wireshark plugins put into Wireshark's menus: inside TShark, where a
-- script stands in for the windows, menus and filter of Wireshark.

local iana = require "ianaports"
local shell = require "spec.support.shell"
local tshark = require "spec.support.tshark"

local EDITION = ("IANA's registry of %s, bundled\n"):format(iana.info().updated)

--- Windows that say what is done with them. `click` presses the button of the
--- last one, after `type` typed at the cursor, which is in front.
local WINDOWS = [[
_G.gui_enabled = function() return true end
entries, packet_entries, filter = {}, {}, ""
_G.register_menu = function(name, action, place)
  assert(place == MENU_TOOLS_UNSORTED)
  entries[name] = action
end
_G.register_packet_menu = function(name, action, field)
  packet_entries[#packet_entries + 1] = { name = name, action = action, field = field }
end
_G.get_filter = function() return filter end
_G.report_failure = function(text) print("failure: " .. text) end
_G.TextWindow = { new = function(title)
  print("window <" .. title .. ">")
  window = { shown = "" }
  function window:set(text) self.shown = text; io.write(text) end
  function window:get_text() return self.shown end
  function window:set_editable() self.editable = true end
  function window:add_button(label, action) self.label, self.action = label, action end
  function window:set_atclose(action) self.at_close = action end
  function window:close() print("closed") end
  return window
end }
click = function(text)
  if text then
    assert(window.editable)
    window.shown = text .. window.shown
  end
  window.action()
end
]]

describe("the Wireshark plugins in menus", function()
  if not tshark.abi then
    pending("in TShark: " .. tshark.lack)
    return
  end

  --- What the windows say, after the code.
  local function say(code, path)
    return tshark.wrapped({ tshark.plugin, tshark.menu }, WINDOWS, code, path)
  end

  local LOOK_UP = 'entries["IANA/Look up a port or name"]()\n'
  local FIRST = "window <IANA: look up>\n\nType a port (443, 443/tcp), a name (https, _ipp._tcp) or a text, "
    .. 'then click "Look up".\n\n' .. EDITION

  --- What a window says of queries, in one run of TShark: of each what is between
  --- the line where it was typed and the edition.
  local function answers(queries)
    local code = {}
    for i, query in ipairs(queries) do code[i] = LOOK_UP .. ("click(%q)\n"):format(query) end
    local list = {}
    local window = "<IANA: look up>\n\n(.-)\n" .. EDITION:gsub("%p", "%%%0")
    for said in say(table.concat(code)):gmatch(window) do
      list[#list + 1] = said
    end
    assert.equal(2 * #queries, #list)
    for i = 1, #queries do list[i] = list[2 * i] end
    return list
  end

  local CASES = {
    { "a port with a transport", "443/SCTP", [[
IANA: port 443, system range: sctp assigned
https  443/sctp  HTTPS
]] },
    { "a port with the number of a transport", "443/132", [[
IANA: port 443, system range: sctp assigned
https  443/sctp  HTTPS
]] },
    { "a port, with its unauthorized use", "100", [[
IANA: port 100, system range: tcp unassigned, udp unassigned, sctp unassigned, dccp unassigned
-  100  Unassigned
  Unauthorized use: Known Unauthorized Use on 100
]] },
    { "a range", "6010/tcp", [[
IANA: port 6010, user range: tcp assigned
x11  6000-6063/tcp  X Window System
  Unauthorized use: Known Unauthorized Use on port 6003
]] },
    { "a port without a record", "50000/udp", "IANA: port 50000, dynamic range: udp dynamic\n" },
    { "a name in any case", "Telnets", [[
IANA: Telnets, records: 2
telnets  992/tcp  telnet protocol over TLS/SSL
telnets  992/udp  telnet protocol over TLS/SSL
]] },
    { "a name with a transport", "imaps/tcp", [[
IANA: imaps/tcp, records: 1
imaps  993/tcp  IMAP over TLS protocol
]] },
    { "a name of DNS-SD", "_ipp._tcp", [[
IANA: _ipp._tcp, records: 1
ipp  631/tcp  IPP (Internet Printing Protocol)
]] },
    { "a text between blanks", "  kerberos administration ", [[
IANA: kerberos administration, records: 2
kerberos-adm  749/tcp  kerberos administration
kerberos-adm  749/udp  kerberos administration
]] },
    { "names with wildcards", "T*lne?s", [[
IANA: T*lne?s, records: 2
telnets  992/tcp  telnet protocol over TLS/SSL
telnets  992/udp  telnet protocol over TLS/SSL
]] },
    { "the last port", "65535/dccp", "IANA: port 65535, dynamic range: dccp dynamic\n" },
    { "no port", "65536", "IANA: a port is an integer from 0 to 65535\n" },
    { "what is nowhere", "9/none", "IANA: 9/none, records: 0\n" },
    { "each line", "imaps/tcp\n\n443/sctp", [[
IANA: imaps/tcp, records: 1
imaps  993/tcp  IMAP over TLS protocol

IANA: port 443, system range: sctp assigned
https  443/sctp  HTTPS
]] },
  }

  describe("answer for", function()
    local said
    setup(function()
      local queries = {}
      for i, case in ipairs(CASES) do queries[i] = case[2] end
      said = answers(queries)
    end)

    for i, case in ipairs(CASES) do
      it(case[1], function() assert.equal(case[3], said[i]) end)
    end
  end)

  it("answer the same with the file that export \"lua\" writes", function()
    local code = {}
    for i, query in ipairs { "443/SCTP", "100", "6010", "https/tcp", "_ipp._tcp", "kerberos", "T*lne?s", "e" } do
      code[i] = LOOK_UP .. ("click(%q)\n"):format(query)
    end
    local folder = shell.lines("mktemp -d")[1]
    assert(iana.export("lua", folder .. "/ianaports.lua"))
    local said = say(table.concat(code), folder .. "/?.lua")
    shell.run("rm -r " .. folder)
    assert.equal(say(table.concat(code)), said)
  end)

  it("show 40 records and say how many more there are, names first", function()
    local said = answers({ "e" })[1]
    local lines, names = {}, 0
    for line in said:gmatch "[^\n]+" do
      if not line:find "^  Unauthorized" then lines[#lines + 1] = line end
    end
    for record in iana.records() do
      local name, text = (record.name or ""):lower(), (record.description or ""):lower()
      if (name .. "\n" .. text):find "e" then names = names + 1 end
    end
    assert.equal(42, #lines)
    assert.equal("IANA: e, records: " .. names, lines[1])
    assert.equal(("... %d more"):format(names - 40), lines[42])
    for i = 2, 41 do assert.is_truthy(lines[i]:match "^%S+":lower():find "e", lines[i]) end
  end)

  it("say how to use the window, where nothing was typed", function()
    assert.equal(FIRST .. FIRST .. "closed\n", say(LOOK_UP .. "click()\n"))
  end)

  it("take for a query what was typed over a text, too", function()
    local said = say(LOOK_UP .. 'window.shown = "imaps/tcp"\nclick()\n')
    assert.is_truthy(said:find("IANA: imaps/tcp, records: 1\n", 1, true))
  end)

  it("look up the ports of a packet, each once", function()
    local said = say [[
for _, entry in ipairs(packet_entries) do print(entry.name .. ", " .. entry.field) end
local function port(name, value) return { name = name, value = value } end
packet_entries[2].action(port("eth.src", 1), port("udp.port", 50000), port("udp.port", 123), port("tcp.port", 80),
  port("udp.port", 123))
]]
    assert.equal([[
IANA/Look up TCP ports, tcp.port
IANA/Look up UDP ports, udp.port
IANA/Look up SCTP ports, sctp.port
IANA/Look up DCCP ports, dccp.port
window <IANA: look up>

IANA: port 50000, dynamic range: udp dynamic

IANA: port 123, system range: udp assigned
ntp  123/udp  Network Time Protocol

]] .. EDITION, said)
  end)

  it("have no menu of packets where Wireshark has none", function()
    assert.equal("", tshark.wrapped({ tshark.menu }, WINDOWS .. "_G.register_packet_menu = nil\n", ""))
  end)

  it("say in the window why the module does not load", function()
    local said = say(LOOK_UP, "/nonexistent/?.lua")
    assert.is_truthy(said:find("\nwindow <IANA: look up>\nThe Lua module ianaports does not load in Lua "
      .. tshark.abi:gsub("0", ".") .. ", the Lua of this program:\nmodule 'ianaports' not found:", 1, true), said)
  end)

  local COUNT = 'entries["IANA/Packets per service"]()\n'
  local AGAIN = '_G.retap_packets = function() print "again" end\n'

  it("count packets per service under the display filter, and say which", function()
    assert.equal([[
window <IANA: packets per service>
again
IANA: packets per service, no display filter
Service  Transport    Packets         Bytes
https    tcp                2           120

]] .. EDITION, say(AGAIN .. COUNT))
    assert.equal([[
window <IANA: packets per service>
again
IANA: packets per service, display filter: tcp.srcport == 443
Service  Transport    Packets         Bytes
https    tcp                1            60

]] .. EDITION, say(AGAIN .. 'filter = "tcp.srcport == 443"\n' .. COUNT))
  end)

  it("say that the display filter is another now, and count again at a click", function()
    local said = say(AGAIN .. COUNT .. 'filter = "udp"\n')
    assert.equal("The display filter is another now: count again.\n", said:match "bundled\n(.*)$")
    assert.equal([[
again
again
IANA: packets per service, display filter: udp
Service  Transport    Packets         Bytes

]] .. EDITION, said and say(AGAIN .. COUNT .. 'filter = "udp"\nassert(window.label == "Count again")\nclick()\n')
      :match "\n(again.*)$")
  end)

  it("report a display filter that is none", function()
    local said = say(AGAIN .. 'filter = "udp =="\n' .. COUNT)
    assert.equal("window <IANA: packets per service>\n", said:match "^[^\n]*\n")
    assert.is_truthy(said:match "\nfailure: IANA: Error while registering tap: [^\n]+\n$")
  end)

  it("stop to count when the window is closed", function()
    assert.equal("window <IANA: packets per service>\nagain\n", say(AGAIN .. COUNT .. "window.at_close()\n"))
  end)

  it("count in a window what -z asks for, under its own filter", function()
    assert.equal([[
window <IANA: packets per service>
again
IANA: packets per service, tcp.srcport == 443
Service  Transport    Packets         Bytes
https    tcp                1            60

]] .. EDITION, tshark.wrapped({ tshark.plugin }, WINDOWS .. AGAIN
      .. "_G.register_stat_cmd_arg = function(name, action) ask = action end\n",
      'filter = "udp"\nask "iana,services,tcp.srcport == 443"\nassert(not window.label)\n'))
  end)
end)
