--- The outside of the module: its public names, and what its shared object
-- needs, exports and writes to.  Cases marked #shape look at the plain build and
-- do not hold for an instrumented one.

local bundled = require "spec.support.bundled"
local csv_files = require "spec.support.csv_files"
local shell = require "spec.support.shell"

--- Every public name, and what it is.
local public = {
  name = "function", names = "function", port = "function", ports = "function",
  map = "function", lookup = "function", matches = "function", transport = "function",
  status = "function", range = "function",
  records = "function", services = "function",
  contacts = "function", contact = "function", info = "function",
  find = "function", unassigned = "function", valid_name = "function",
  help = "function", annotator = "function",
  latest = "function", load = "function", parse = "function", new = "function", save = "function",
  export = "function", overlay = "function", diff = "function",
  ranges = "table", transports = "table", _VERSION = "string",
}

local entry = "luaopen_ianaports_core"
local most_lines = 400

local function files(folders, ...)
  local names = {}
  for _, ending in ipairs { ... } do names[#names + 1] = "-name '*." .. ending .. "'" end
  return shell.lines(("find %s \\( %s \\) | sort"):format(folders, table.concat(names, " -o ")))
end

--- The rows of a tool's table that match a pattern, as the captures of each.
local function rows(command, pattern)
  local found = {}
  for _, line in ipairs(shell.lines(command)) do
    local captures = { line:match(pattern) }
    if captures[1] then found[#found + 1] = captures end
  end
  return found
end

describe("the module", function()
  local ianaports = require "ianaports"

  it("has every public name", function()
    for name, kind in pairs(public) do
      assert.equal(kind, type(rawget(ianaports, name)), name)
    end
  end)

  it("has no other", function()
    for name in pairs(ianaports) do
      assert.is_truthy(public[name], tostring(name))
    end
  end)

  it("adds no global, and is what require returns", function()
    local status, said = shell.run(shell.lua() .. " -e " .. shell.quote [[
      local before = {}
      for name in pairs(_G) do before[name] = true end
      local module = require "ianaports"
      assert(module == require "ianaports" and module.name(443, "tcp") == "https")
      for record in module.records() do tostring(record) break end
      for name in pairs(_G) do assert(before[name], name) end]])
    assert.equal("", said)
    assert.equal(0, status)
  end)
end)

describe("the shared object #shape", function()
  local core = shell.quote(shell.core)
  local objects = table.concat(shell.lines("ls " .. shell.quote(shell.objects) .. "/*.o"), " ")

  --- Address and size of a symbol, its letter as nm prints it.
  local function symbol(name)
    local found = rows("nm -S " .. core, "^(%x+) (%x+) (%a) " .. name .. "$")
    assert.equal(1, #found, name)
    return tonumber(found[1][1], 16), tonumber(found[1][2], 16), found[1][3]
  end

  --- Address, size and flags of a section.
  local function section(name)
    local found = rows("readelf -SW " .. core,
      "%] " .. name:gsub("%p", "%%%0") .. " +%u+ +(%x+) +%x+ +(%x+) +%x+ +(%u+) ")
    assert.equal(1, #found, name)
    return tonumber(found[1][1], 16), tonumber(found[1][2], 16), found[1][3]
  end

  it("exports one symbol", function()
    local found = rows("nm -D --defined-only " .. core, "^%x+ (%a) (%S+)$")
    assert.same({ { "T", entry } }, found)
  end)

  it("needs libc alone", function()
    for _, row in ipairs(rows("readelf -dW " .. core, "%(NEEDED%).*%[(.*)%]")) do
      assert.is_truthy(row[1]:find "^libc%.so" or row[1]:find "^ld%-linux", row[1])
    end
  end)

  it("leaves to others what is Lua's and what is libc's, and nothing else", function()
    for _, row in ipairs(rows("nm -D --undefined-only " .. core, "^ +U (%S+)$")) do
      assert.is_truthy(row[1]:find "^luaL?_" or row[1]:find "@GLIBC_", row[1])
    end
  end)

  it("keeps libcsv to the part that reads editions, which exports one symbol too", function()
    local build = shell.quote(shell.objects .. "/ianaports/build.so")
    local found = rows("nm -D --defined-only " .. build, "^%x+ (%a) (%S+)$")
    assert.same({ { "T", "luaopen_ianaports_build" } }, found)
    for _, row in ipairs(rows("readelf -dW " .. build, "%(NEEDED%).*%[(.*)%]")) do
      assert.is_truthy(row[1]:find "^libc%.so" or row[1]:find "^libcsv%.so" or row[1]:find "^ld%-linux", row[1])
    end
  end)

  it("has no byte of ours to write to", function()
    local found = rows("size -A " .. objects, "^(%.%S+) +(%d+)")
    assert.is_true(#found > 0)
    for _, row in ipairs(found) do
      local writable = row[1]:find "^%.data" or row[1]:find "^%.bss" or row[1]:find "^%.tdata"
        or row[1]:find "^%.tbss" or row[1]:find "^%.init_array"
      if writable and not row[1]:find "^%.data%.rel%.ro" then
        assert.equal("0", row[2], row[1])
      end
    end
    assert.same({}, rows("nm " .. objects, "^%x+ ([Cc] %S+)$"))
  end)

  it("makes its tables of functions read-only after the loader set them", function()
    assert.equal(1, #rows("readelf -lW " .. core, "(GNU_RELRO)"))
  end)

  it("holds the image among the constants, where the loader has nothing to do", function()
    local image, bytes, letter = symbol "ianaports_image"
    local from, size, flags = section ".rodata"
    assert.equal("r", letter)
    assert.equal("A", flags)
    assert.is_true(image >= from and image + bytes <= from + size)
    local fixed = rows("readelf -rW " .. core, "^(%x+) +%x+ +R_")
    assert.is_true(#fixed > 0)
    for _, row in ipairs(fixed) do
      local at = tonumber(row[1], 16)
      assert.is_false(at >= image and at < image + bytes, row[1])
    end
  end)

  it("holds the whole registry in 7 of 10 bytes of its files, and in 600,000", function()
    local _, bytes = symbol "ianaports_image"
    local read = 0
    for _, path in ipairs(csv_files.data) do read = read + #shell.read(path) end
    assert.is_true(bytes <= 0.7 * read, bytes .. " bytes of " .. read)
    local other = bundled.other_than "2024-04-19"
    if other then return pending("the second bound: " .. other) end
    assert.is_true(bytes <= 600000, bytes .. " bytes")
  end)
end)

describe("every source file", function()
  it("has at most 400 lines", function()
    for _, path in ipairs(files("src lua spec", "c", "h", "lua", "nse")) do
      local _, lines = shell.read(path):gsub("\n", "")
      assert.is_true(lines <= most_lines, ("%s has %d"):format(path, lines))
    end
  end)

  --- The text with what Lua 5.5 does differently: `global` is a reserved word,
  --- like `and`, and the variables of a loop are constants.
  local function as_in_5_5(text)
    local function constant(head, names)
      if names:find "[%w_]%s+[%w_]" then return nil end           -- no list: a text
      return head .. " local " .. names:gsub("[%w_]+", "%0 <const>") .. " = " .. names .. " "
    end
    return (text:gsub("\n[ \t]*%-%-[^\n]*", "\n"):gsub("%f[%w_]global%f[^%w_]", "and")
      :gsub("(%f[%w_]for%s+([%a_][%w_,%s]-)%s+in%s.-%f[%w_]do%f[^%w_])", constant)
      :gsub("(%f[%w_]for%s+([%a_][%w_]*)%s*=.-%f[%w_]do%f[^%w_])", constant))
  end

  it("in Lua compiles in Lua 5.5 as well #once", function()
    if _VERSION ~= "Lua 5.4" then return pending "only Lua 5.4 has constants of its own" end
    for _, wrong in ipairs {
      "local global = 1", "for i = 1, 2 do i = 3 end", "for a, b in\nf(1) do\n if a then b = 1 end end",
    } do
      assert.is_function(load(wrong), wrong)
      assert.is_nil(load(as_in_5_5(wrong)), wrong)
    end
    for _, path in ipairs(files("lua spec", "lua", "nse")) do
      assert(load(as_in_5_5(shell.read(path)), "@" .. path))
    end
  end)

  it("in Lua compiles", function()
    for _, path in ipairs(files("lua spec", "lua", "nse")) do
      assert(loadfile(path))
    end
  end)
end)
