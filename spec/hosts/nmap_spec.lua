--- The NSE script inside Nmap itself: without the module, and in scans of
-- 127.0.0.1, where listeners of this spec answer.

local console = require "spec.support.console"
local nmap = require "spec.support.nmap"
local shell = require "spec.support.shell"

local SCRIPT = nmap.script
local SHOWN = console("lua/nmap/README.md", "nmap")

--- Starts a listener on each port, which sends its greeting. "-" is no greeting:
--- the connection is closed at once. "udp" is a silent listener on UDP. Waits if a
--- port is in use; the listeners end by themselves after a minute.
local LISTENERS = [[
import socket, sys, threading, time

def greet(connection, greeting):
    try:
        with connection:
            if greeting != "-":
                connection.settimeout(30)
                connection.sendall(greeting.encode() + b"\n")
                connection.recv(4096)
    except OSError:
        pass

def serve(listener, greeting):
    while True:
        connection = listener.accept()[0]
        threading.Thread(target=greet, args=(connection, greeting), daemon=True).start()

end, listeners = time.time() + 60, []
for port, greeting in zip(sys.argv[1::2], sys.argv[2::2]):
    silent = greeting == "udp"
    listener = socket.socket(type=socket.SOCK_DGRAM if silent else socket.SOCK_STREAM)
    listeners.append(listener)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    while True:
        try:
            listener.bind(("127.0.0.1", int(port)))
            break
        except OSError as error:
            if time.time() > end - 50:
                sys.exit("%s: %s" % (port, error.strerror))
            time.sleep(0.1)
    if silent:
        continue
    listener.listen(64)
    threading.Thread(target=serve, args=(listener, greeting), daemon=True).start()
print("ready", flush=True)
time.sleep(max(0, end - time.time()))
]]

local GREETINGS = { "5900", "RFB 003.008", "6055", "SSH-2.0-OpenSSH_9.2p1", "27018", "-", "9753", "udp" }
local IS_ROOT = select(2, shell.run "id -u") == "0\n"

local function same(expected, got)
  assert.equal(nmap.in_any_edition(expected), nmap.in_any_edition(got))
end

describe("iana-port-info in nmap", function()
  if nmap.lack then
    pending(nmap.lack)
    return
  end

  --- Port 1 is a closed port.
  local folder, trouble
  setup(function()
    folder = shell.lines("mktemp -d")[1]
    if nmap.scan "-sT -p 1" ~= "1/tcp closed" then trouble = "1/tcp is not closed here" end
  end)
  teardown(function() shell.run("rm -rf " .. shell.quote(folder)) end)

  --- A test that is skipped if a port is not in the state that it needs.
  local function with_ports(name, test)
    it(name, function()
      if trouble then
        pending(trouble)
        return
      end
      test()
    end)
  end

  it("has a help that nmap can show", function()
    local status, output = shell.run("nmap --script-help ./" .. SCRIPT)
    assert.equal(0, status)
    local description = shell.read(SCRIPT):match "\ndescription = %[%[\n(.-)%]%]"
    assert.equal("iana-port-info\nCategories: discovery safe\nhttps://nmap.org/nsedoc/scripts/iana-port-info.html\n"
      .. ("\n" .. description):gsub("\n([^\n])", "\n  %1"):sub(2),
      output:match "\n(iana%-port%-info\n.*)$")
  end)

  describe("without a module that loads", function()
    local PLAIN = "\n1/tcp closed"
    local arguments = "-sT -p 1 --script " .. SCRIPT
    local lua = "Lua " .. nmap.abi:gsub("0", ".")

    for module, path in pairs { ianaports = "/nonexistent/?.lua", ["ianaports.core"] = "./lua/?.lua" } do
      with_ports("says once what is missing, and scans: " .. module, function()
        assert.equal("Pre-scan script results:\n|_iana-port-info: nothing to tell: the Lua module " .. module
          .. " is not installed for " .. lua .. ", the Lua of this Nmap (sudo drops LUA_PATH and LUA_CPATH)" .. PLAIN,
          (nmap.scan(arguments, nmap.command(path, "/nonexistent/?.so"))))
      end)
    end

    local others = 0
    for _, other in ipairs { "501", "501jit", "502", "503", "504", "505" } do
      if other ~= nmap.abi and nmap.is_built(other) then
        others = others + 1
        with_ports("says once that the module is that of another Lua, and scans: " .. other, function()
          local text = nmap.scan(arguments, nmap.with_build(other))
          local reason = text:match ": (error loading module 'ianaports%.core' from file [^\n]+)\n"
            or text:match ": (version mismatch: [^\n]+)\n"
          assert.is_string(reason)
          assert.equal("Pre-scan script results:\n|_iana-port-info: nothing to tell: the Lua module ianaports does "
            .. "not load in " .. lua .. ", the Lua of this Nmap: " .. reason .. PLAIN,
            text)
        end)
      end
    end
    if others == 0 then pending "the module of another Lua: none is built" end
  end)

  describe("over listeners", function()
    local pid, report

    setup(function()
      report = folder .. "/report.xml"
      if trouble then return end
      if not nmap.has "python3" then
        trouble = "no python3 to listen"
        return
      end
      shell.write(folder .. "/listen.py", LISTENERS)
      local words = {}
      for i, word in ipairs(GREETINGS) do words[i] = shell.quote(word) end
      local log = folder .. "/listen.log"
      pid = shell.lines(("python3 %s/listen.py %s >%s 2>&1 </dev/null & echo $!")
        :format(folder, table.concat(words, " "), log))[1]
      shell.run(("for i in $(seq 150); do [ -s %s ] && break; sleep 0.1; done"):format(log))
      local said = shell.read(log)
      if said ~= "ready\n" then trouble = "cannot listen: " .. said end
    end)

    teardown(function()
      if pid then shell.run("kill " .. pid) end
    end)

    with_ports("prints what its documentation shows", function()
      assert.equal(nmap.documented(), (nmap.scan("-sT -sV -p 6055 --script " .. SCRIPT .. " -oX " .. report)))
      assert.equal(nmap.shown_elements(), nmap.elements(report)[1])
    end)

    if nmap.other_edition then pending("what its README shows: " .. nmap.other_edition) end
    for number, command in ipairs(nmap.other_edition and {} or SHOWN) do
      with_ports("prints what its README shows: " .. command[1], function()
        local arguments = command[1]:gsub("iana%-port%-info 127%.0%.0%.1$", "./" .. SCRIPT)
        local without = number == 3 and nmap.command("/nonexistent/?.lua", "/nonexistent/?.so")
        local lua = "Lua " .. nmap.abi:gsub("0", ".")
        assert.equal(nmap.shown(command[2]:gsub("Lua 5%.%d", lua)), (nmap.scan(arguments, without or nil)))
      end)
    end

    it("is in its README with three cases", function() assert.equal(3, #SHOWN) end)

    with_ports("tells a port without a name, and one that is Nmap's word for IANA's", function()
      if nmap.other_edition then
        pending(nmap.other_edition)
        return
      end
      local text = nmap.scan("-sT -sV -p 1,5900,27018 --script " .. SCRIPT .. " -oX " .. report)
      assert.equal([[
1/tcp closed
5900/tcp open
| iana-port-info: IANA: rfb (assigned)
|   description: Remote Framebuffer
|   assignee: [Tristan_Richardson]
|_  reference: [RFC6143]
27018/tcp open
| iana-port-info: IANA: no name (unassigned, ports 27018-27344)
|_  unauthorized use: Unauthorized Use Known on ports 27017, 27018 and 27019
Post-scan script results:
| iana-port-info: IANA's registry of DATE, bundled
|   PORT       HOSTS  IANA  STATUS      UNAUTHORIZED USE  DIFFERS
|   5900/tcp   1      rfb   assigned    -                 -
|_  27018/tcp  1      -     unassigned  reported          -]], text)
      assert.same({ [[
<table key="names">
<elem>rfb</elem>
</table>
<elem key="status">assigned</elem>
<table key="records">
<table>
<elem key="name">rfb</elem>
<elem key="ports">5900</elem>
<elem key="description">Remote Framebuffer</elem>
<elem key="assignee">[Tristan_Richardson]</elem>
<elem key="reference">[RFC6143]</elem>
</table>
</table>
<elem key="found">vnc</elem>
<elem key="differs">false</elem>]], [[
<elem key="status">unassigned</elem>
<table key="records">
<table>
<elem key="ports">27018-27344</elem>
<elem key="description">Unassigned</elem>
<elem key="unauthorized_use">Unauthorized Use Known on ports 27017, 27018 and 27019</elem>
</table>
</table>]], [[
<elem key="updated">DATE</elem>
<elem key="source">bundled</elem>
<table key="ports">
<table>
<elem key="port">5900</elem>
<elem key="protocol">tcp</elem>
<elem key="hosts">1</elem>
<elem key="name">rfb</elem>
<elem key="status">assigned</elem>
</table>
<table>
<elem key="port">27018</elem>
<elem key="protocol">tcp</elem>
<elem key="hosts">1</elem>
<elem key="status">unassigned</elem>
<elem key="unauthorized_use">reported</elem>
</table>
</table>]] }, nmap.elements(report))
    end)

    with_ports("says nothing of what was found without version detection", function()
      same([[
6055/tcp open
| iana-port-info: IANA: x11 (assigned, ports 6000-6063)
|   description: X Window System
|   assignee: [Stephen_Gildea]
|_  unauthorized use: Known Unauthorized Use on port 6003
Post-scan script results:
| iana-port-info: IANA's registry of DATE, bundled
|   PORT      HOSTS  IANA  STATUS    UNAUTHORIZED USE  DIFFERS
|_  6055/tcp  1      x11   assigned  in its range      -]], (nmap.scan("-sT -p 6055 --script " .. SCRIPT)))
    end)

    with_ports("leaves ports that may be open out of the table", function()
      if not IS_ROOT then
        pending "scans of UDP need root"
        return
      end
      same([[
9753/udp open|filtered
| iana-port-info: IANA: rasadv (assigned)
|   description: rasadv
|_  assignee: [Dave_Thaler_2] ]], nmap.scan("-sU -p 9753 --script " .. SCRIPT) .. " ")
    end)

    with_ports("sends nothing", function()
      local arguments = "-sT -p 5900,6055,27018 --script " .. SCRIPT
      local plain = nmap.scan(arguments)
      local text, output = nmap.scan(arguments .. " --script-trace")
      assert.equal(plain, text)
      assert.is_nil(output:find("NSOCK", 1, true))
      assert.is_nil(output:find("127.0.0.1:", 1, true))
    end)
  end)
end)
