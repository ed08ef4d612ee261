-- How the house is built: X.h is implemented by X.c alone, a file includes only
-- what is below it, and the version stands in one place.

local ianaports = require "ianaports"
local shell = require "spec.support.shell"

-- Which folders a folder's files may include from.
local BELOW = { core = { core = true }, make = { make = true, core = true },
                bind = { bind = true, make = true, core = true } }

-- The text without comments, strings and what a macro's definition says.
local function bare(text)
  text = text:gsub("\\\n", " "):gsub("/%*.-%*/", " "):gsub('#include "(.-)"', "#include <%1>")
  return (text:gsub('"[^"\n]*"', '""'))
end

-- "core/texts.h" -> its text, of each file below src/.
local function sources()
  local texts = {}
  for _, path in ipairs(shell.lines "find src -name '*.[ch]' | sort") do
    texts[path:gsub("^src/", "")] = bare(shell.read(path))
  end
  return texts
end

-- The files of our own that a file includes.
local function includes(text)
  local list = {}
  for path in text:gmatch "#include <(%a+/[%w_]+%.h)>" do
    if not path:find "^sys/" then list[#list + 1] = path end
  end
  return list
end

-- The functions that a header declares, and those that a file defines, but for
-- its static ones: a name, what may be its arguments, and `;` or `{`.
local function functions(text, ending)
  local names = {}
  for line in text:gsub("#[^\n]*", ""):gsub("\n[ \t]+", " "):gmatch "[^\n]+" do
    local head, last = line:match "^([%a_][^;{}=]*%b())%s*([;{])"
    local name = head and head:match "([%w_]+) ?%b()$"
    if name and last == ending and not head:find "^static" and not head:find "^typedef" then
      names[name] = true
    end
  end
  return names
end

-- Functions of X.h that X.c does not define, as "X.h: f".
local function homeless(texts)
  local list = {}
  for path, text in pairs(texts) do
    if path:find "%.h$" then
      local defined = functions(texts[path:gsub("h$", "c")] or "", "{")
      for name in pairs(functions(text, ";")) do
        if not defined[name] then list[#list + 1] = path .. ": " .. name end
      end
    end
  end
  table.sort(list)
  return list
end

-- Includes from a folder above, and from a file that has not been seen.
local function upward(texts)
  local list = {}
  for path, text in pairs(texts) do
    for _, other in ipairs(includes(text)) do
      if not BELOW[path:match "^%a+"][other:match "^%a+"] or not texts[other] then
        list[#list + 1] = path .. " includes " .. other
      end
    end
  end
  table.sort(list)
  return list
end

-- A room is X.h and X.c.  The rooms of a circle, or nil.
local function circle(texts)
  local arrows = {}
  for path, text in pairs(texts) do
    local room = path:gsub("%.[ch]$", "")
    arrows[room] = arrows[room] or {}
    for _, other in ipairs(includes(text)) do
      local target = other:gsub("%.h$", "")
      if target ~= room then arrows[room][target] = true end
    end
  end
  local done, way = {}, {}
  local function visit(room)
    if way[room] then return room end
    if done[room] then return nil end
    way[room], done[room] = true, true
    for other in pairs(arrows[room] or {}) do
      local found = visit(other)
      if found then return found == room and room or found .. " - " .. room end
    end
    way[room] = nil
  end
  for room in pairs(arrows) do
    local found = visit(room)
    if found then return found end
  end
end

describe("the house of C", function()
  local texts = sources()

  it("has each function of X.h in X.c", function() assert.same({}, homeless(texts)) end)

  it("includes from below alone: bind from make and core, make from core", function()
    assert.same({}, upward(texts))
  end)

  it("has no circle of rooms", function() assert.is_nil(circle(texts)) end)

  it("is seen as it is: its rooms, their functions and arrows are found", function()
    local declared, arrows = 0, 0
    for path, text in pairs(texts) do
      if path:find "%.h$" then
        for _ in pairs(functions(text, ";")) do declared = declared + 1 end
      end
      arrows = arrows + #includes(text)
    end
    assert.is_true(functions(texts["core/registry.h"], ";").registry_view)
    assert.is_true(functions(texts["core/registry.c"], "{").registry_view)
    assert.is_true(declared > 100, declared)
    assert.is_true(arrows > 80, arrows)
  end)

  -- Faults, each of which one of the three must see.
  local function with(changes)
    local faulty = {}
    for path, text in pairs(texts) do faulty[path] = text end
    for path, text in pairs(changes) do faulty[path] = (faulty[path] or "") .. bare(text) end
    return faulty
  end

  it("would be seen with a function of X.h in another file", function()
    local faulty = with { ["core/texts.h"] = "\nint elsewhere (Text a,\n  Text b);\n",
                          ["core/check.c"] = "\nint elsewhere (Text a, Text b) {\n  return 0;\n}\n" }
    assert.same({ "core/texts.h: elsewhere" }, homeless(faulty))
  end)

  it("would be seen with an include from above", function()
    local faulty = with { ["core/texts.c"] = '\n#include "make/state.h"\n' }
    assert.same({ "core/texts.c includes make/state.h" }, upward(faulty))
    faulty = with { ["make/cells.c"] = '\n#include "bind/lcheck.h"\n' }
    assert.same({ "make/cells.c includes bind/lcheck.h" }, upward(faulty))
  end)

  it("would be seen with a circle", function()
    assert.is_string(circle(with { ["core/texts.c"] = '\n#include "core/search.h"\n' }))
    assert.is_string(circle(with { ["bind/llazy.c"] = '\n#include "bind/lfind.h"\n' }))
  end)
end)

describe("the version", function()
  local version = ianaports._VERSION:match "^ianaports (%d+%.%d+%.%d+)$"

  it("is a number of three parts", function() assert.is_string(version) end)

  it("is the newest that README's changes tell of", function()
    local changes = shell.read "README.md":match "\n## Changes\n(.*)$"
    assert.equal(version, changes:match "%f[%d](%d+%.%d+%.%d+)")
  end)

  it("is the rockspec's, unless that is of no release", function()
    for _, path in ipairs(shell.lines "ls *.rockspec") do
      local named = shell.read(path):match '\nversion = "([%w.]+)%-%d+"'
      assert.is_true(named == "scm" or named == version, path)
      assert.is_truthy(path:find("ianaports-" .. named, 1, true), path)
    end
  end)
end)
