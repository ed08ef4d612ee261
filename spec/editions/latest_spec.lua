--- `latest`: which edition is given, of those that are stored and the bundled
-- one, and what it says about it.

local bundled = require "spec.support.bundled"
local dated = require "spec.support.dated"
local shell = require "spec.support.shell"

local core = require "ianaports.core".internals()
local ianaports = require "ianaports"

local NAME = "/ianaports/registry.image." .. core.terms().format
local NOTHING = "/nowhere/at/all"

--- The day before or after the bundled edition, or its own.
local function day(offset)
  local year, month, date = bundled.updated:match "(%d+)-(%d+)-(%d+)"
  return os.date("!%Y-%m-%d",
    os.time { year = year, month = month, day = date, hour = 12 } + offset * 86400)
end

local older, same, newer, newest = day(-1), day(0), day(1), day(2)

describe("the newest edition", function()
  local folder, user, asked, own

  setup(function()
    folder = shell.lines "mktemp -d"[1]
    user, asked = folder .. "/user", folder .. "/asked"
    own = user .. NAME
  end)

  teardown(function() shell.run("rm -r " .. folder) end)

  before_each(function()
    shell.lines(("rm -rf %s/*; mkdir -p %s/ianaports"):format(folder, user))
  end)

  --- Store an edition of a date whose port 9 has this name.
  local function store(path, date, name)
    local registry = dated.new({ { name = name, port = "9", transport = "tcp" } },
                               { updated = date })
    assert(registry:save(path))
  end

  --- What a script prints that calls `latest` where the environment is this: in
  --- front, the name at port 9 and what else `latest` gave.
  local function ask(environment, code)
    local words = { "env -u XDG_DATA_HOME -u HOME -u IANAPORTS_DATA" }
    for name, value in pairs(environment) do
      words[#words + 1] = name .. "=" .. shell.quote(value)
    end
    local status, said = shell.run(table.concat(words, " ") .. " " .. shell.lua() .. " -e "
      .. shell.quote([[
        local module = require "ianaports"
        local registry, path, note = module.latest()
        io.write(registry:name(9, "tcp"), "|", path, "|", tostring(note))
        ]] .. (code or "")))
    assert.equal(0, status, said)
    return said
  end

  local BUNDLED = ianaports.name(9, "tcp")

  --- The cases where nothing may be stored for the whole machine.
  local function alone(title, test)
    it(title, function()
      if shell.read("/var/lib" .. NAME) then
        return pending "an edition is stored on this machine"
      end
      test()
    end)
  end

  alone("is the bundled one where none is stored", function()
    for _, environment in ipairs {
      {}, { HOME = "" }, { HOME = NOTHING }, { XDG_DATA_HOME = NOTHING },
      { HOME = "/dev/null" }, { XDG_DATA_HOME = user },
    } do
      assert.equal(BUNDLED .. "|no edition is stored|nil", ask(environment))
    end
  end)

  it("is always a registry, which is the one that all calls share if it is bundled", function()
    local said = ask({ IANAPORTS_DATA = "" }, [[
      assert(getmetatable(registry) == getmetatable(module.new {}))
      assert(registry == module.latest() and #registry == registry:info().records)]])
    assert.equal(BUNDLED .. "|IANAPORTS_DATA is empty|nil", said)
  end)

  it("is the bundled one, whatever is stored, where IANAPORTS_DATA is empty", function()
    store(own, newer, "stored")
    assert.equal(BUNDLED .. "|IANAPORTS_DATA is empty|nil",
      ask { IANAPORTS_DATA = "", XDG_DATA_HOME = user })
  end)

  it("is found in HOME where XDG_DATA_HOME is not set, empty or relative", function()
    local home = folder .. "/.local/share"
    shell.lines(("mkdir -p %s/ianaports"):format(home))
    store(home .. NAME, newest, "home")
    for _, data_home in ipairs { "", "user", "." } do
      assert.equal("home|" .. home .. NAME .. "|nil",
        ask { HOME = folder, XDG_DATA_HOME = data_home })
    end
    assert.equal("home|" .. home .. NAME .. "|nil", ask { HOME = folder })
  end)

  --- What is stored for the user and at IANAPORTS_DATA, and which is given.
  local choices = {
    { older, nil, "bundled" }, { same, nil, "user" }, { newer, nil, "user" },
    { nil, older, "bundled" }, { nil, same, "asked" }, { nil, newer, "asked" },
    { older, same, "asked" }, { same, older, "user" },
    { same, same, "asked" }, { same, newer, "asked" }, { newer, same, "user" },
    { newer, newer, "asked" }, { newer, newest, "asked" }, { newest, newer, "user" },
  }

  for _, case in ipairs(choices) do
    alone(("is the %s one of %s (user) and %s (IANAPORTS_DATA)"):format(
      case[3], case[1] or "none", case[2] or "none"), function()
      if case[1] then store(own, case[1], "user") end
      if case[2] then store(asked, case[2], "asked") end
      local said = ask { XDG_DATA_HOME = user, IANAPORTS_DATA = case[2] and asked }
      local path = ({ user = own, asked = asked })[case[3]]
      if path then return assert.equal(case[3] .. "|" .. path .. "|nil", said) end
      assert.equal(("%s|%s: of %s, older than the bundled edition|nil"):format(
        BUNDLED, case[1] and own or asked, older), said)
    end)
  end

  it("goes by the edition's date, not by the file's time", function()
    store(own, newest, "user")
    store(asked, newer, "asked")
    shell.lines("touch -d 1999-01-01 " .. own)
    assert.equal("user|" .. own .. "|nil", ask { XDG_DATA_HOME = user, IANAPORTS_DATA = asked })
  end)

  it("goes by the newest date in it where an edition does not say its own", function()
    assert(dated.new { { name = "csv", port = "9", modification_date = newer } }:save(own))
    assert.equal("csv|" .. own .. "|nil", ask { XDG_DATA_HOME = user })
    assert(dated.new { { name = "csv", port = "9" } }:save(own))
    assert.matches("^" .. BUNDLED .. "|.*: of no date, older than the bundled edition|nil$",
      ask { XDG_DATA_HOME = user })
  end)

  --- Files that do not open: how each is made of an image, and what is said.
  local odd = {
    { "is cut short", function(bytes) return bytes:sub(1, -2) end, "size" },
    { "is empty", function() return "" end, "not an image" },
    { "has one byte changed", function(bytes)
      return bytes:sub(1, 200) .. string.char(255 - bytes:byte(201)) .. bytes:sub(202)
    end, "checksum" },
    { "has another format", function(bytes)
      return bytes:sub(1, 12) .. "\255" .. bytes:sub(14)
    end, "format" },
    { "is IANA's CSV", function() return shell.read "data/service-names-port-numbers.csv" end,
      "IANA's CSV" },
  }

  for _, case in ipairs(odd) do
    it("is another where a file " .. case[1] .. ", and this is said", function()
      store(asked, newest, "asked")
      store(own, newer, "user")
      shell.write(asked, case[2](shell.read(asked)))
      local environment = { XDG_DATA_HOME = user, IANAPORTS_DATA = asked }
      local said = ask(environment)
      assert.matches("^user|" .. own:gsub("%p", "%%%0") .. "|" .. asked:gsub("%p", "%%%0")
        .. ": .*" .. case[3], said)
      store(own, older, "user")
      said = ask(environment)
      assert.matches("^" .. BUNDLED .. "|" .. asked:gsub("%p", "%%%0") .. ": .*" .. case[3]
        .. ".*; " .. own:gsub("%p", "%%%0") .. ": of .*older", said)
    end)
  end

  it("does not wait for a FIFO and reads no device or folder", function()
    shell.lines("mkfifo " .. asked)
    for _, case in ipairs { { asked, "not a regular file" },
                            { "/dev/zero", "not a regular file" }, { user, "directory" } } do
      assert.matches(case[1]:gsub("%p", "%%%0") .. ": .*" .. case[2],
        ask { XDG_DATA_HOME = NOTHING, IANAPORTS_DATA = case[1] })
    end
  end)

  it("is another where IANAPORTS_DATA is no file, and this is said", function()
    assert.matches("/nowhere/at/all: No such file",
      ask { XDG_DATA_HOME = NOTHING, IANAPORTS_DATA = NOTHING })
  end)

  it("names a file so that a terminal can print it", function()
    assert.matches("/nowhere\\x1B%[2J: No such file",
      ask { XDG_DATA_HOME = NOTHING, IANAPORTS_DATA = "/nowhere\27[2J" })
  end)

  it("is opened anew by each call, and needs neither libcsv nor LuaExpat", function()
    store(own, newer, "user")
    assert.equal("user|" .. own .. "|nil", ask({ XDG_DATA_HOME = user }, [[
      assert(registry ~= module.latest())
      assert(registry:info().source == path)
      for name in pairs(package.loaded) do
        assert(name ~= "ianaports.build" and not name:find "^lxp", name)
      end]]))
  end)
end)

describe("what `latest` takes", function()
  --- Not by a tail call, which would lose the line.
  local function raised(...)
    local ok, message = pcall(function(...) local r = ianaports.latest(...) return r end, ...)
    assert.is_false(ok)
    return message
  end

  it("is nothing, nil or an empty table", function()
    assert.equal(ianaports.name(22), (ianaports.latest()):name(22))
    assert.equal(ianaports.name(22), (ianaports.latest(nil)):name(22))
    assert.equal(ianaports.name(22), (ianaports.latest {}):name(22))
  end)

  for _, case in ipairs {
    { "an option", { { path = "x" } }, '#1 to \'latest\' %(unknown option "path"; there are none' },
    { "a text", { "x" }, "#1 to 'latest' %(options must be a table, got \"x\"" },
    { "the module", { ianaports }, "#1 .*; write ianaports%.latest" },
    { "a second argument", { {}, {} }, "#2 to 'latest' %(one argument at most" },
  } do
    it("is not " .. case[1], function()
      assert.matches("latest_spec%.lua:%d+: bad argument " .. case[3],
        raised((table.unpack or unpack)(case[2])))
    end)
  end
end)
