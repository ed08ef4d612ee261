--- Nothing is fetched and nothing executed: neither the shared objects nor the
-- Lua code call a function that could.

local shell = require "spec.support.shell"

--- Functions that reach other machines, run programs or code, or make threads.
local forbidden = {
  "^socket", "^connect$", "^bind$", "^listen$", "^accept", "^send", "^recv",
  "^getaddrinfo", "^gethostby", "^exec", "^f?execv", "^system$", "^popen$",
  "^v?fork$", "^clone$", "^posix_spawn", "^dlopen", "^dlsym", "^pthread_create",
  "^luaL?_load", "^lua_dump", "^luaL_dofile",
}

local function imports(object)
  local names = {}
  for _, line in ipairs(shell.lines("nm -D --undefined-only "
                                    .. shell.quote(object))) do
    names[#names + 1] = line:match "^ +[Uw] ([^@%s]+)"
  end
  return names
end

local function is_forbidden(name)
  for _, pattern in ipairs(forbidden) do
    if name:find(pattern) then return true end
  end
  return false
end

describe("nothing is fetched or executed", function()
  for _, part in ipairs { "core", "build" } do
    it("by " .. part .. ".so #shape", function()
      local names = imports(shell.objects .. "/ianaports/" .. part .. ".so")
      assert.is_true(#names > 10)
      for _, name in ipairs(names) do
        assert.is_false(is_forbidden(name), name)
      end
    end)
  end

  --- Patterns of calls. They would also match in a string.
  local calls = {
    "os%.execute", "io%.popen", "os%.remove", "os%.rename", "loadstring",
    "[^%w_.:]dofile", "[^%w_.:]loadfile", "[=(,] *load *[%({\"']",
    "\n *load *[%({\"']", "return +load *[%({\"']",
    "package%.loadlib", "io%.open", "io%.lines", "debug%.",
  }

  --- The Lua code in files that `find` finds, without comments.
  local function each_code(tests)
    local files = shell.lines("find lua/ianaports.lua lua/ianaports " .. tests)
    assert.is_true(#files > 0)
    return coroutine.wrap(function()
      for _, path in ipairs(files) do
        coroutine.yield(path, "\n" .. shell.read(path):gsub("%-%-[^\n]*", ""))
      end
    end)
  end

  it("by the Lua code, which leaves all files to C", function()
    for path, code in each_code "-name '*.lua' ! -path '*/command*'" do
      for _, call in ipairs(calls) do
        assert.is_nil(code:match(call), path .. ": " .. call)
      end
    end
  end)

  it("by the command, except where `update` runs other programs", function()
    for path, code in each_code "-path '*/command*.lua' ! -path '*/command/sh.lua'" do
      for _, call in ipairs { "os%.execute", "io%.popen", "package%.loadlib" } do
        assert.is_nil(code:match(call), path .. ": " .. call)
      end
    end
  end)
end)
