--- The module built for each Lua, required in each Lua: it works in the Lua it
-- is built for, and in another the error says what to do.

local shell = require "spec.support.shell"

--- The Luas, and which Lua a build is for; 5.1 and LuaJIT share an ABI.
local luas = {
  { version = "5.5", program = "lua5.5", build = "505", abi = "5.5", title = "Lua 5.5" },
  { version = "5.4", program = "lua5.4", build = "504", abi = "5.4", title = "Lua 5.4" },
  { version = "5.3", program = "lua5.3", build = "503", abi = "5.3", title = "Lua 5.3" },
  { version = "5.2", program = "lua5.2", build = "502", abi = "5.2", title = "Lua 5.2" },
  { version = "5.1", program = "lua5.1", build = "501", abi = "5.1", title = "Lua 5.1" },
  { version = "jit", program = "luajit", build = "501jit", abi = "5.1", title = "LuaJIT" },
}

local ask = [[
  local ianaports = require "ianaports"
  local mine = assert(ianaports.new { { name = "mine", port = 7 } })
  local found = ianaports.find { port = 443, transport = "tcp" }
  print(ianaports.name(443, "tcp"), mine:port "mine", found[1].description)]]

--- Each part alone first, as one may be installed without the other.
local try = [[
  for _, part in ipairs { "core", "build" } do
    io.stderr:write(tostring((pcall(require, "ianaports." .. part))), "\n")
  end
  require "ianaports"]]

--- Those of `luas` that are installed; the first test is pending for the others.
local there = {}
for _, lua in ipairs(luas) do
  if shell.run("command -v " .. lua.program) == 0 then there[#there + 1] = lua end
  lua.missing = there[#there] ~= lua
end

local function folder(lua) return shell.build .. "/" .. lua.build end

--- Why a build cannot be tried, or nil.
local function lacking(built)
  if not shell.read(folder(built) .. "/ianaports/core.so") then
    return "not built: make LUA_VERSION=" .. built.version
  end
end

--- The exit status and output of a script that finds C modules in a folder.
local function run(lua, objects, script)
  return shell.run(("env -u LUA_INIT LUA_PATH='./lua/?.lua' LUA_CPATH=%s %s -e %s")
    :format(shell.quote(objects .. "/?.so"), lua.program, shell.quote(script)))
end

local function check_advice(lua, said)
  local luarocks = lua.version == "jit" and "5.1" or lua.version
  assert.is_truthy(said:find("\nianaports.core has to be built for the Lua that loads it, here " .. lua.title
    .. ": in the folder of ianaports, `make LUA_VERSION=" .. lua.version .. " install` or `luarocks --lua-version "
    .. luarocks .. " make` does that\nLUA_CPATH is set, and Lua looks there first: it has to lead to that build "
    .. "(`unset LUA_CPATH` leaves the usual places)\n", 1, true), said)
end

describe("the module built for another Lua #shape #once", function()
  for _, lua in ipairs(luas) do
    if lua.missing then
      it("is tried in " .. lua.title, function() pending("there is no " .. lua.program) end)
    end
  end

  for _, built in ipairs(there) do
    for _, lua in ipairs(there) do
      local fits = built.abi == lua.abi

      it(("(%s) %s in %s"):format(built.title, fits and "works" or "is refused", lua.title), function()
        local lack = lacking(built)
        if lack then return pending(lack) end
        local status, said = run(lua, folder(built), fits and ask or try)
        if fits then
          assert.equal("https\t7\thttp protocol over TLS/SSL\n", said)
          assert.equal(0, status)
        else
          assert.equal("false\nfalse\n", said:match "^[^\n]*\n[^\n]*\n")
          assert.equal(1, status)
          check_advice(lua, said)
        end
      end)
    end
  end
end)

describe("the module without its C part #shape #once", function()
  for _, case in ipairs { { "no variable", "", "does that\n" },
                          { "LUA_CPATH_5_4", "LUA_CPATH_5_4=/nonexistent/?.so",
                            "does that\nLUA_CPATH_5_4 is set, and Lua looks there first: " } } do
    it("names the variable that leads elsewhere: " .. case[1], function()
      if shell.run "command -v lua5.4" ~= 0 then return pending "there is no lua5.4" end
      local _, said = shell.run("env -i PATH=\"$PATH\" LUA_PATH='./lua/?.lua' " .. case[2] .. " lua5.4 -e "
        .. shell.quote "package.cpath = '/nonexistent/?.so' require 'ianaports'")
      assert.is_truthy(said:find(case[3], 1, true), said)
    end)
  end

  for _, lua in ipairs(there) do
    it("says so, and what to do, in " .. lua.title, function()
      local status, said = run(lua, "/nonexistent", 'require "ianaports"')
      assert.equal(1, status)
      assert.is_truthy(said:find("^%S+: module 'ianaports.core' not found:\n"), said)
      check_advice(lua, said)
    end)
  end
end)
