--- The example of lua/README.md for HAProxy, inside HAProxy, in a chroot where no
-- file of the module is.

local host = require "spec.support.host"
local shell = require "spec.support.shell"

--- The Lua of a HAProxy: its ABI and version.
local function lua_of_haproxy()
  local _, output = shell.run "haproxy -vv"
  local major, minor = output:match "Built with Lua version : Lua (%d)%.(%d)"
  return major and major .. "0" .. minor or "none", major and major .. "." .. minor or "none"
end

describe("in HAProxy", function()
  local abi, version = lua_of_haproxy()
  local build, lack = host.build_for("haproxy", { abi }, version)
  if build and select(2, shell.run "id -u") ~= "0\n" then build, lack = nil, "a chroot needs root" end
  if build and shell.run "command -v curl" ~= 0 then build, lack = nil, "curl is not installed" end
  if not build then
    pending("the module: " .. lack)
    return
  end

  local folder
  setup(function()
    folder = shell.lines("mktemp -d")[1]
    shell.lines("mkdir " .. folder .. "/empty")
  end)
  teardown(function() shell.run("rm -r " .. folder) end)

  --- What the converter gives for keys, one after the other; its script with
  --- another one in place of `all`. A socket in a file takes the place of the port.
  local function answers(keys, loaded, ask)
    local config, script = (table.unpack or unpack)(host.examples("HAProxy", build))
    shell.write(folder .. "/iana.lua", (script:gsub('"ianaports.all"', loaded or "%0")
      :gsub("ianaports%.lookup%(key%)", ask or "%0")))
    shell.write(folder .. "/haproxy.cfg", (config:gsub("/etc/haproxy", folder)
      :gsub("/var/lib/haproxy", folder .. "/empty"):gsub("127%.0%.0%.1:8080", folder .. "/socket")) .. "\n")
    local status, output = shell.run(("haproxy -q -f %s/haproxy.cfg -D -p %s/pid"):format(folder, folder))
    assert.equal(0, status, output)
    local list = {}
    for i, key in ipairs(keys) do
      list[i] = select(2, shell.run(("curl -s --unix-socket %s/socket 'http://x/?key=%s'"):format(folder, key)))
    end
    shell.run(("kill $(cat %s/pid)"):format(folder))
    return list
  end

  it("a converter answers", function()
    assert.same({ "secure-mqtt 8883/tcp  Secure MQTT", "https 443/tcp  http protocol over TLS/SSL", "not registered",
      "not registered" }, answers { "8883", "https/tcp", "65536", "" })
  end)

  it("what is used for the first time in the chroot was loaded before it", function()
    local find = 'ianaports.find { name = key, where = function(record) return record.transport == "tcp" end }[1]'
    assert.same({ "https 443/tcp  http protocol over TLS/SSL" }, answers({ "https" }, nil, find))
    assert.same({ "" }, answers({ "https" }, '"ianaports"', find))
  end)
end)
