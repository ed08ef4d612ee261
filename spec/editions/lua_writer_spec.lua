--- Export as Lua: a file that answers like the module, without it.

local bundled = require "spec.support.bundled"
local ianaports = require "ianaports"
local lua_file = require "spec.support.lua_file"
local random = require "spec.support.random"
local rows_of = require "spec.support.registry_rows"
local shell = require "spec.support.shell"

local registry = require "ianaports.core".internals().bundled()
local text = assert(ianaports.export "lua")
local file = lua_file.open(text)

local function every(step)
  local ports = {}
  for port = 0, 65535, step do ports[#ports + 1] = port end
  return ports
end

--- Each name of the bundled edition once, as IANA spells it; and others.
local function names_of(step)
  local names, seen = {}, {}
  for i, record in ipairs(bundled.records) do
    if record.name and not seen[record.name] then
      seen[record.name] = true
      if i % step == 0 then names[#names + 1] = record.name end
    end
  end
  for _, name in ipairs { "HTTP", "Sql*Net", "914C/G", "no-such-name", "" } do
    names[#names + 1] = name
  end
  return names
end

--- A registry of rows, and the file of it.
local function both(rows)
  local made = assert(ianaports.new(rows))
  return lua_file.open(assert(made:export "lua")), made
end

--- The same answers for each port that a row begins or ends at, those beside it,
--- each name, and all records.
local function agree(other, made)
  local ports, names = { 0, 1, 1023, 1024, 49151, 49152, 65535 }, { "nothing" }
  for record in made:records() do
    for _, port in ipairs { record.port or 0, record.last_port or 0 } do
      for near = math.max(port - 1, 0), math.min(port + 1, 65535) do ports[#ports + 1] = near end
    end
    names[#names + 1] = record.name
  end
  assert.is_nil(select(2, lua_file.compare_ports(other, made, ports)))
  assert.is_nil(select(2, lua_file.compare_names(other, made, names)))
  local count, wrong = lua_file.compare_records(other, made)
  assert.is_nil(wrong)
  assert.equal(made:info().records, count)
end

describe("the bundled edition as Lua", function()
  it("answers for every port like the module #exhaustive", function()
    local count, wrong = lua_file.compare_ports(file, registry, every(1))
    assert.is_nil(wrong)
    assert.equal(5 * 5 * 65536, count)
  end)

  it("answers for every name like the module #exhaustive", function()
    local count, wrong = lua_file.compare_names(file, registry, names_of(1))
    assert.is_nil(wrong)
    assert.is_true(count > 4 * 5 * 5000)
  end)

  it("answers for one port in 61 and one name in 17 like the module", function()
    local count, wrong = lua_file.compare_ports(file, registry, every(61))
    assert.is_nil(wrong)
    assert.equal(5 * 5 * 1075, count)
    assert.is_nil(select(2, lua_file.compare_names(file, registry, names_of(17))))
  end)

  it("has every record, with the same fields and methods", function()
    local count, wrong = lua_file.compare_records(file, registry)
    assert.is_nil(wrong)
    assert.equal(#bundled.records, count)
  end)

  it("says of itself what the module says", function()
    assert.same(ianaports.info(), file.info())
    assert.equal(ianaports._VERSION, file._VERSION)
    assert.same(ianaports.transports, file.transports)
    assert.same(ianaports.ranges, file.ranges)
    for _, port in ipairs { 0, 1023, 1024, 49151, 49152, 65535 } do
      assert.equal(ianaports.range(port), file.range(port))
    end
  end)

  it("has at most 1.2 MB", function() assert.is_true(#text <= 1200000, #text) end)

  it("is the same each time", function() assert.equal(text, registry:export "lua") end)

  it("has no line that a reader of the code would find too long", function()
    local code = text:match "^(.-)\nreturn open%(%[=%[\n"
    for line in code:gmatch "[^\n]+" do assert.is_true(#line <= 80, line) end
  end)

  it("has no fault that luacheck finds #once", function()
    if shell.run "command -v luacheck" ~= 0 then return pending "there is no luacheck" end
    local path = os.tmpname()
    shell.write(path, text)
    local status, said = shell.run("luacheck --no-config --std min --no-max-line-length "
      .. shell.quote(path))
    os.remove(path)
    assert.equal(0, status, said)
  end)

  it("is what `require` gives where there is no module", function()
    local folder = os.tmpname()
    os.remove(folder)
    assert.equal(0, (shell.run("mkdir " .. folder)))
    assert.is_true(ianaports.export("lua", folder .. "/ianaports.lua"))
    local status, said = shell.run(shell.lua() .. " -e " .. shell.quote(([[
      package.path, package.cpath = "%s/?.lua", ""
      local iana = require "ianaports"
      assert(not package.loaded["ianaports.core"])
      io.write(iana.name(443, "tcp"), " ", iana.port "imaps", " ", iana.status(9311, "tcp"))]])
      :format(folder)))
    shell.run("rm -r " .. folder)
    assert.equal("https 993 unassigned", said)
    assert.equal(0, status)
  end)
end)

describe("the file's latest()", function()
  it("gives a registry with the functions as methods, and why it is this one", function()
    local latest, why = file.latest()
    assert.equal("https", latest:name(443, "tcp"))
    assert.equal(443, latest:port("https"))
    assert.equal(registry:lookup(443).description, latest:lookup(443).description)
    assert.equal(#registry:matches(443), #latest:matches(443))
    assert.equal("unassigned", latest:status(9311, "tcp"))
    assert.equal(registry:info().updated, latest:info().updated)
    assert.equal("ianaports.lua has one edition", why)
    assert.equal("registry " .. bundled.updated .. ": " .. #bundled.records .. " records",
      tostring(latest))
    -- In Lua 5.1 a table has no length of its own.
    if _VERSION ~= "Lua 5.1" then assert.equal(#bundled.records, #latest) end
  end)

  it("says how to call a method", function()
    assert.has_error(function() file.latest().name(443) end, "bad argument #1 to 'name' (a "
      .. "registry expected, got number; write registry:name(...))")
  end)
end)

describe("a list from the file", function()
  for _, case in ipairs {
    { "names", function(m) return m.names(80) end },
    { "ports", function(m) return m.ports "x11" end },
    { "transports", function(m) return m.transports end },
    { "ranges", function(m) return m.ranges end },
    { "no names", function(m) return m.names(9311, "tcp") end },
  } do
    it("shows its " .. case[1] .. " as the module does", function()
      assert.equal(tostring(case[2](ianaports)), tostring(case[2](file)))
    end)
  end

  it("shows records on a line each", function()
    assert.equal(tostring(registry:matches(80)[1]) .. "\n" .. tostring(registry:matches(80)[2]),
      tostring(file.matches(80)):match "^[^\n]*\n[^\n]*")
  end)

  it("is the caller's own", function()
    local other = lua_file.open(text)
    other.transports[1], other.ranges[1].last = "udp", 70
    assert.equal("tcp", other.lookup(443).transport)
    assert.equal("system", other.range(80))
  end)
end)

--- Keys of every kind: a text never raises.
local KEYS = {
  443, 443.0, "443", "0443", "00000000000000000000000080", "443/tcp", "443/TCP", "443/6", "443/06",
  "443/0006", "443/", "/", "/tcp", "443/icmp", "443/tcp/udp", "65535", "65536", "99999999999999999999",
  " 443", "443 ", "4 43", "-1", "1e3", "0x50", "443.0", "", ".", "..", "_", "_tcp", "._tcp", "_._tcp",
  "https", "HTTPS", "https/udp", "https/17", "https/33", "914c/g", "914c/g/tcp", "sql*net",
  "_ipp._tcp", "_IPP._TCP", "_ipp._tcp.", "_ipp._tcp..", "_ipp._udp", "_ipp._tcp.local",
  "_ipp._tcp.local.", "Lab._printer._sub._ipp._tcp.local.", "a.b._ipp._tcp.example.org",
  "_z39.50._tcp", "z39.50", "x._z39.50._tcp.local", "_443._tcp", "_70000._tcp", "ipp._tcp",
  "_ipp.tcp", "_ipp._tcp/udp", "_ipp._tcp/tcp", "_ipp._6", "_http._tcp._udp", "_tcp._tcp",
  "_tcp._udp.x", "\0", "443\0", "443/tcp\0", "_ipp._tcp\0", "\255", "h\195\169",
}

describe("a key of the file", function()
  for _, key in ipairs(KEYS) do
    it(("leads where it leads in the module: %q"):format(key), function()
      for _, transport in ipairs { false, "tcp", "UDP", 132, "33" } do
        local expected, got = registry:lookup(key, transport or nil),
          file.lookup(key, transport or nil)
        assert.equal(expected and expected.row, got and got.row)
        assert.equal(#registry:matches(key, transport or nil),
          #file.matches(key, transport or nil))
      end
    end)
  end
end)

--- What a function answers, or the error with its place.
local function said(f, ...)
  local function call(...)
    local value = f(...)
    return value
  end
  return tostring(select(2, pcall(call, ...)))
end

local NAN = 0 / 0

--- Wrong arguments, by function.
local WRONG = {
  name = { {}, { 65536 }, { -1 }, { 1.5 }, { NAN }, { "" }, { "https" }, { "65536" }, { true }, { {} },
           { 1, "icmp" }, { 1, 7 }, { 1, {} }, { 1, false }, { 1, "" }, { ianaports } },
  names = { {}, { 65536 }, { 80, "x" } },
  port = { {}, { 443 }, { {} }, { "https", "icmp" } },
  ports = { {}, { 443 }, { "https", 5 } },
  lookup = { {}, { true }, { 65536 }, { -1 }, { 80.5 }, { 80, "icmp" }, { "x", 1 }, { 80, "tcp", 1 },
             { string.rep("x", 41), "icmp" } },
  matches = { {}, { {} }, { 65536 }, { "a", "b" }, { 80, "tcp", nil } },
  status = { {}, { 65536 }, { "x" }, { 80, "\27[31m" }, { 80, 'a"b\\c' }, { 80, ("y"):rep(41) } },
  range = { {}, { 65536 }, { "a" } },
  records = { { nil, "tcp" } },
}

describe("a wrong argument", function()
  for name, cases in pairs(WRONG) do
    it(("of %s raises what the module raises, at the caller's line"):format(name), function()
      for _, case in ipairs(cases) do
        local theirs = case[1] == ianaports and { file } or case
        assert.equal(said(ianaports[name], (table.unpack or unpack)(case, 1, 3)),
          said(file[name], (table.unpack or unpack)(theirs, 1, 3)))
      end
    end)
  end

  it("never is one of transport", function()
    for _, value in ipairs { "tcp", "TCP", "6", "006", "0006", "", "7", "icmp", 6, 6.0, 17, 6.5, NAN,
                             -1, false, {}, print } do
      assert.equal(ianaports.transport(value), file.transport(value))
    end
    assert.is_nil(file.transport())
  end)

  it("of records is a filter that is no function", function()
    assert.matches("^bad argument #1 to 'records' %(filter must be a function in ianaports.lua, "
      .. "got 443%)$", (said(file.records, 443):gsub("^.-:%d+: ", "")))
    local found = {}
    for record in file.records(function(r) return r.port == 443 and r.transport end) do
      found[#found + 1] = record.row
    end
    assert.equal(#ianaports.find(function(r) return r.port == 443 and r.transport end), #found)
  end)
end)

--- Texts that would end a long string, begin a comment, or change on the way.
local HOSTILE = {
  "]]", "]=]", "]==]", "[=[", "]=", "=]", "]", "]]]=]]=]", "\\", "\\\\", "\\010", "\\n", "\"", "'",
  "\r", "\n", "\r\n", "\n\r", "\t", "\t\t", "a\tb\n1\t2\t112\tx", "\1", "\26", "\27[31m", "\31", "\127",
  "]=] os.exit(3) --", "]=]) error 'x' return ([=[", "--]=]", "--[[", "%s%d", "$", "\195\169",
  "\226\128\174", "\239\187\191", "\240\159\146\169", "-", "0", "nil", " ", "  a  ",
  ("]="):rep(100),
}

local COLUMNS = { "description", "assignee", "contact", "reference", "service_code",
                  "unauthorized_use", "assignment_notes" }

describe("a hostile text", function()
  for _, hostile in ipairs(HOSTILE) do
    it(("stays a text in every column: %q"):format(hostile:sub(1, 30)), function()
      local rows = { { name = hostile, port = 1, last_port = 3, transport = "tcp" }, {} }
      for _, column in ipairs(COLUMNS) do
        rows[1][column] = hostile
        rows[#rows + 1] = { name = "a", port = 1, [column] = hostile }
      end
      agree(both(rows))
    end)
  end

  it("may be as long as a cell can be", function()
    local long = ("x]="):rep(21845)
    assert.equal(long, both { { port = 1, description = long } }.lookup(1).description)
  end)

  it("stays one in what a file says of itself, and as a label", function()
    local lines = { "a 1/tcp", "b 2/tcp", "c 3/tcp" }
    for i, hostile in ipairs { "]=] os.exit(3) --", "\\065", "a\tb=#1" } do
      table.insert(lines, 2 * i, hostile .. " x/y")
    end
    local made = assert(ianaports.parse(table.concat(lines, "\n"), { format = "services" }))
    made = assert(made:overlay({ { name = "n", port = 5 } }, "]=] \\ \r\n"))
    local other = lua_file.open(made:export "lua")
    agree(other, made)
    local expected = made:info()
    expected.source = "bundled"
    assert.same(expected, other.info())
    assert.equal("]=] \\ \r\n", other.lookup(5).origin)
  end)

  it("survives the line ends of another system", function()
    local rows = { { name = "a", port = 1, description = "b\r\nc\nd\re\t]=]" }, { name = "f", port = 2 } }
    local made = assert(ianaports.new(rows))
    agree(lua_file.open((made:export "lua":gsub("\n", "\r\n"))), made)
  end)

  it("is shown without what controls a terminal", function()
    local made = { { name = "a\27", port = 1, description = "b\226\128\174c\194\155d" } }
    local other, same = both(made)
    assert.equal(tostring(same:lookup(1)), tostring(other.lookup(1)))
  end)
end)

describe("another edition as Lua", function()
  it("answers like it, whatever its rows are", function()
    random.seed(6335)
    for _ = 1, 8 do
      local world = rows_of.world()
      agree(both(rows_of.list(world, 60)))
    end
  end)

  it("has the rows of an overlay in front", function()
    local made = assert(ianaports.overlay({ { name = "ours", port = 443, transport = "tcp" },
      { name = "more", port = 440, last_port = 445 } }, "site"))
    local other = lua_file.open(made:export "lua")
    assert.equal("ours", other.name(443, "tcp"))
    assert.equal("site", other.lookup(443).origin)
    assert.is_nil(select(2, lua_file.compare_ports(other, made, { 439, 440, 443, 445, 446 })))
  end)

  it("may be empty", function()
    local other = both {}
    assert.is_nil(other.lookup(443))
    assert.equal("unassigned", other.status(443, "tcp"))
    assert.is_nil(other.records()())
    assert.equal(0, other.info().records)
  end)

  it("may be a selection, as an edition of these records alone", function()
    local found = ianaports.find { port = "80,443" }
    agree(lua_file.open(found:export "lua"), assert(ianaports.parse(found:export "csv")))
  end)

  it("has its records in the order in which it has them", function()
    local rows = {}
    for i = 1, 40 do
      rows[i] = { name = "n" .. i % 3, port = (i * 7) % 5, transport = i % 2 == 0 and "tcp" or nil }
    end
    agree(both(rows))
  end)
end)
