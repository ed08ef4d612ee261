--- What `require` says if the C part does not load: which Lua it must be built
-- for, and how.  (abi_spec tries the real parts in each Lua.)

local TITLES = { ["Lua 5.1"] = "5.1", ["Lua 5.2"] = "5.2", ["Lua 5.3"] = "5.3",
                 ["Lua 5.4"] = "5.4", ["Lua 5.5"] = "5.5" }
local NAMES = { "ianaports", "ianaports.core", "ianaports.load_error" }

describe("a C part that does not load", function()
  local saved = {}

  before_each(function()
    for _, name in ipairs(NAMES) do
      saved[name], package.loaded[name] = package.loaded[name], nil
    end
    package.preload["ianaports.core"] = function()
      error("undefined symbol: lua_other", 0)
    end
  end)

  after_each(function()
    package.preload["ianaports.core"] = nil
    for _, name in ipairs(NAMES) do package.loaded[name] = saved[name] end
  end)

  it("is reported with what to do", function()
    local ok, message = pcall(require, "ianaports")
    local is_jit = rawget(_G, "jit") ~= nil
    local short = TITLES[_VERSION]
    assert.is_false(ok)
    assert.is_truthy(message:find("undefined symbol: lua_other\nianaports.core "
      .. "has to be built for the Lua that loads it, here "
      .. (is_jit and "LuaJIT" or _VERSION) .. ": in the folder of ianaports, "
      .. "`make LUA_VERSION=" .. (is_jit and "jit" or short)
      .. " install` or `luarocks --lua-version " .. short .. " make` does that",
      1, true), message)
  end)

  for separator, expected in pairs { ["/"] = false, ["\\"] = true } do
    it("is reported with the Lua file where folders are separated by " .. separator, function()
      local config = package.config
      package.config = separator .. config:sub(2)     -- luacheck: ignore
      local _, message = pcall(require, "ianaports")
      package.config = config                         -- luacheck: ignore
      assert.equal(expected, message:find("\nWhere Lua is linked into the program, as in Nmap, no C "
        .. "module loads: take ianaports.lua instead, which export \"lua\" writes", 1, true) ~= nil)
    end)
  end
end)
