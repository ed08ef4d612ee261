--- TShark with the plugin, for the specs in spec/hosts: what it needs to find the
-- module, and what it then prints.

local shell = require "spec.support.shell"

local M = {}

M.plugin = "lua/wireshark/iana_services.lua"
M.menu = "lua/wireshark/iana_menu.lua"

--- Whether TShark runs scripts: run by root, it may ignore them silently.
local function runs_scripts()
  local script = os.tmpname()
  shell.write(script, 'io.write "it runs"')
  local _, output = shell.run("tshark -X lua_script:" .. script
    .. " -r spec/fixtures/pcap/udp.pcap")
  os.remove(script)
  return output:find("it runs", 1, true) ~= nil
end

--- The ABI of the Lua in TShark, as in the names of the build's folders; or nil,
--- what is missing on this machine.
local function survey()
  local status, text = shell.run "tshark --version"
  if status ~= 0 then return nil, "tshark is not installed" end
  local major, minor = text:match "[%s+]Lua%s+(%d+)%.(%d+)"
  if not major then return nil, "this tshark has no Lua" end
  local abi = major .. "0" .. minor
  if not shell.read(shell.build .. "/" .. abi .. "/ianaports/core.so") then
    return nil, ("no build for the Lua of tshark: make LUA_VERSION=%s.%s"):format(major, minor)
  end
  if not runs_scripts() then return nil, "this tshark runs no scripts of root" end
  return abi
end

M.abi, M.lack = survey()

--- Run TShark with the plugin or another script, with the modules of a build, the
--- bundled edition or that in a file, and without the user's settings. Returns its
--- output, without the warning that root runs it, and its exit status.
function M.run(arguments, path, cpath, script, edition)
  cpath = cpath or shell.build .. "/" .. M.abi .. "/?.so"
  local status, output = shell.run(("env -u LUA_PATH_5_2 -u LUA_CPATH_5_2 -u LUA_PATH_5_4 -u LUA_CPATH_5_4 "
    .. "HOME=/nonexistent XDG_CONFIG_HOME=/nonexistent IANAPORTS_DATA=%s LUA_PATH=%s LUA_CPATH=%s "
    .. "tshark -n -X lua_script:%s %s"):format(shell.quote(edition or ""), shell.quote(path or "./lua/?.lua"),
      shell.quote(cpath), script or M.plugin, arguments))
  return (output:gsub('Running as user "[^\n]*\n', "")), status
end

--- The output of a script that runs plugins between two pieces of code, in TShark
--- that reads a capture with nothing to show. (It gives each script an environment
--- of its own for globals.)
function M.wrapped(plugins, before, after, path)
  local lines = { before }
  for _, plugin in ipairs(plugins) do lines[#lines + 1] = ("dofile %q"):format(plugin) end
  lines[#lines + 1] = after
  local script = os.tmpname()
  shell.write(script, table.concat(lines, "\n"))
  local output = M.run("-r spec/fixtures/pcap/tcp.pcap -Y 'frame.number > 2'", path, nil, script)
  os.remove(script)
  return output
end

return M
