--- What make says before it builds: what is missing, which Luas there are, and what
-- it would install.  (What is built and installed: abi_spec, and make check.)

local shell = require "spec.support.shell"

--- The exit status and output of make here, without the settings of a make above.
local function make(arguments, environment)
  return shell.run("env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u LUA_INCDIR -u LUA_VERSION "
    .. (environment or "") .. " make " .. arguments)
end

--- A folder with a file in it; to be removed.
local function folder_with(name, text)
  local folder = shell.lines("mktemp -d")[1]
  shell.write(folder .. "/" .. name, text)
  return folder
end

describe("a build that cannot be #shape #once", function()
  for _, case in ipairs {
    { "there is no compiler", "CC=no-such-cc", "missing: no-such-cc. " },
    { "there are no headers", "CC='cc -nostdinc'", "missing: lua.h csv.h. " },
    { "there is no libcsv", "CC='cc -nostdinc' LUA_INCDIR=FOLDER", "missing: csv.h. ",
      "#define LUA_VERSION_NUM 504\n" },
    { "lua.h cannot be read to its end", "LUA_INCDIR=FOLDER", "missing: lua.h. ",
      'typedef int a;\n#include "no-such.h"\ntypedef int b;\n' },
    { "lua.h is no Lua's", "LUA_INCDIR=FOLDER", "missing: lua.h. ", "int number;\n" },
    { "there is no such Lua", "LUA_VERSION=5.6", "LUA_VERSION is 5.6: it may be one of 5.5 5.4 5.3 5.2 5.1 jit." },
  } do
    it("says what is missing: " .. case[1], function()
      local folder = folder_with("lua.h", case[4] or "")
      local status, said = make((case[2]:gsub("FOLDER", folder)) .. " all")
      os.remove(folder .. "/lua.h")
      os.remove(folder)
      assert.equal(2, status)
      assert.is_truthy(said:find(case[3], 1, true), said)
      assert.is_nil(said:find("separator", 1, true), said)
    end)
  end
end)

describe("the folder of a build #shape #once", function()
  --- Where make says that the module is, for a lua.h.
  local function found(header, arguments)
    local folder = folder_with("lua.h", header)
    local _, said = make("-s env " .. (arguments:gsub("FOLDER", folder)))
    os.remove(folder .. "/lua.h")
    os.remove(folder)
    return said:match "LUA_CPATH='(.-)/%?%.so;;'", said
  end

  it("is named by the number in lua.h, also where that is an expression", function()
    assert.matches("/505$", (found("#define LUA_VERSION_NUM (5 * 100 + 5)\n", "LUA_INCDIR=FOLDER")))
    assert.matches("/503$", (found("#define LUA_VERSION_NUM 503\n", "LUA_INCDIR=FOLDER")))
  end)

  it("may be anywhere", function()
    assert.equal("/elsewhere/503", (found("#define LUA_VERSION_NUM 503\n", "LUA_INCDIR=FOLDER BUILD=/elsewhere")))
  end)

  it("is found by pkg-config where Debian has no headers", function()
    if shell.run "command -v pkg-config" ~= 0 then return pending "there is no pkg-config" end
    if shell.read "/usr/include/lua5.5/lua.h" then return pending "the headers of Lua 5.5 are here" end
    local folder = folder_with("lua.h", "#define LUA_VERSION_NUM (5 * 100 + 5)\n")
    shell.write(folder .. "/lua-5.5.pc", "Name: Lua\nDescription: Lua\nVersion: 5.5\nCflags: -I" .. folder .. "\n")
    local status, said = make("-s env LUA_VERSION=5.5", "PKG_CONFIG_PATH=" .. folder)
    shell.lines("rm -r " .. folder)
    assert.equal(0, status, said)
    assert.matches("/505/%?%.so", said)
  end)
end)

describe("make deps #shape #once", function()
  local function wanted(goals)
    local _, said = make("-n LUA_VERSIONS='5.4 5.1' " .. goals)
    return " " .. said:match "%.ci/deps ([^\n]*)\n":gsub("'", "") .. " "
  end

  for _, case in ipairs {
    { "deps demo", "gcc lua5.4 liblua5.4-dev libcsv-dev", "lua5.1 lua-busted nmap tshark clang valgrind" },
    { "deps specs", "gcc lua5.4 libcsv-dev lua-busted netbase nmap tshark", "lua5.1 clang valgrind" },
    { "deps", "gcc lua5.4 lua5.1 libcsv-dev lua-busted nmap tshark clang valgrind luarocks", "" },
  } do
    it("installs what the goals beside it need: " .. case[1], function()
      local packages = wanted(case[1])
      for package in case[2]:gmatch "%S+" do
        assert.is_truthy(packages:find(" " .. package .. " ", 1, true), package)
      end
      for package in case[3]:gmatch "%S+" do
        assert.is_nil(packages:find(" " .. package .. " ", 1, true), package)
      end
    end)
  end

  it("names what a build needs where there is no apt-get", function()
    local status, said = shell.run "env PATH=/nonexistent /bin/sh .ci/deps 'gcc' 'lua5.4' 'libcsv-dev' busted"
    assert.equal(0, status)
    assert.equal([[
deps: no apt-get here.  A build needs three things; Debian's packages for them are:
  a C compiler            gcc
  Lua with its headers    lua5.4
  libcsv with its header  libcsv-dev
What you asked for also uses: busted
]], said)
  end)
end)
