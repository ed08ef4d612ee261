--- What the functions take, and what they raise: every right form of a port,
-- a transport, a name, a key and an id, and every wrong one, whose error
-- names the function, the argument and the rule, at the caller's line.

local ianaports = require "ianaports"

local NAN, INF = 0 / 0, 1 / 0

local RULE = {
  port = "port must be an integer from 0 to 65535",
  transport = 'transport must be "tcp", "udp", "sctp" or "dccp" or 6, 17, 132 or 33',
  name = "name must be a string",
  key = "key must be a port or a name",
  id = "id must be a string",
}

--- One value as a title shows it.
local function shown(value)
  local kind = type(value)
  if kind == "string" then return ("%q"):format(value) end
  local is_shown = kind == "number" or kind == "boolean"
  return is_shown and tostring(value) or "a " .. kind
end

--- Calls of the functions. Each calls the function by its name, since Lua takes
--- the name in a message from the call; and none is a tail call, which would
--- lose the caller's line.
local CALL = {
  name = function(...) local r = ianaports.name(...) return r end,
  names = function(...) local r = ianaports.names(...) return r end,
  status = function(...) local r = ianaports.status(...) return r end,
  range = function(...) local r = ianaports.range(...) return r end,
  port = function(...) local r = ianaports.port(...) return r end,
  ports = function(...) local r = ianaports.ports(...) return r end,
  lookup = function(...) local r = ianaports.lookup(...) return r end,
  matches = function(...) local r = ianaports.matches(...) return r end,
  contact = function(...) local r = ianaports.contact(...) return r end,
}

--- The message that a call raises.
local function raised(f, ...)
  local ok, message = pcall(CALL[f], ...)
  assert.is_false(ok)
  return message
end

local function contains(text, part)
  assert(text:find(part, 1, true), ("%q is not in %q"):format(part, text))
end

local function assert_refused(f, position, argument, ...)
  local message = raised(f, ...)
  assert.matches("^[^\n]*spec/promises/arguments_spec%.lua:%d+: ", message)
  contains(message, ("bad argument #%d to '%s' ("):format(position, f))
  contains(message, RULE[argument])
end

--- Values of every type but number and string; nil has tests of its own.
local OTHER_TYPES = { {}, true, false, print,
  coroutine.create(function() end) }

local BAD_PORTS = {
  -1, 65536, 1.5, 65535.5, -0.5, NAN, INF, -INF, 2 ^ 32 + 80, 2 ^ 53, 1e300,
  "65536", "-1", "1.5", "x", "", "0x50", " 80", "80 ", "80\0", "8 0", "+80",
  "1e2", "nan", "inf", "4294967376", "18446744073709551696",
}

local BAD_TRANSPORTS = {
  "icmp", "", "tc", "tcpp", " tcp", "tcp ", "tcp\0", "tcp/udp", "any", "ip",
  "1", "7", "60", "6.0", "-6", " 6", "6 ", "+6", "1000", "4294967302", "06x",
  0, 1, 7, -6, 255, 6.5, 262, 2 ^ 32 + 6, NAN, INF,
}

for _, value in ipairs(OTHER_TYPES) do
  table.insert(BAD_PORTS, value)
  table.insert(BAD_TRANSPORTS, value)
end

local BY_PORT = { "name", "names", "status" }
local BY_NAME = { "port", "ports" }

describe("a port", function()
  local function same(answer, ...)
    for i = 1, select("#", ...) do
      local p = select(i, ...)
      assert.equal(answer, ianaports.name(p, "tcp"), shown(p))
      assert.same({ answer }, ianaports.names(p, "tcp"), shown(p))
      assert.equal(answer, ianaports.lookup(p, "tcp").name, shown(p))
      assert.equal("assigned", ianaports.status(p, "tcp"), shown(p))
      assert.equal("system", ianaports.range(p), shown(p))
    end
  end

  it("may be an integer, a float with an integer value or a text", function()
    same("https", 443, 443.0, 4.43e2, "443")
    same("tcpmux", 1, 1.0, "1")
  end)

  it("may be the first and the last of all", function()
    for _, p in ipairs { 0, 0.0, "0" } do
      assert.equal("reserved", ianaports.status(p, "tcp"))
    end
    for _, p in ipairs { 65535, 65535.0, "65535" } do
      assert.equal("dynamic", ianaports.status(p, "tcp"))
    end
  end)

  for _, f in ipairs(BY_PORT) do
    for _, value in ipairs(BAD_PORTS) do
      it(("must not be %s for %s"):format(shown(value), f), function()
        assert_refused(f, 1, "port", value)
        assert_refused(f, 1, "port", value, "tcp")
      end)
    end

    it("must be there for " .. f, function()
      assert_refused(f, 1, "port")
      assert_refused(f, 1, "port", nil, "tcp")
    end)
  end

  for _, value in ipairs(BAD_PORTS) do
    it(("must not be %s for range"):format(shown(value)), function()
      assert_refused("range", 1, "port", value)
    end)
  end

  it("must be there for range", function()
    assert_refused("range", 1, "port")
  end)

  it("is named in the error when it is out of range", function()
    contains(raised("name", 65536), "bad argument #1 to 'name' "
      .. "(port must be an integer from 0 to 65535, got 65536)")
    contains(raised("status", -1), "got -1)")
    contains(raised("range", 1.5), "got 1.5)")
  end)
end)

describe("a transport", function()
  --- 5349 has names of its own on tcp and udp, 5060 on sctp, 1021 on dccp.
  local SAME = {
    { "tcp", { "TCP", "Tcp", "tCP", 6, 6.0 } },
    { "udp", { "UDP", "Udp", 17, 17.0 } },
    { "sctp", { "SCTP", "Sctp", 132, 132.0 } },
    { "dccp", { "DCCP", "dCcP", 33, 33.0 } },
  }

  local function answers(transport)
    local record = ianaports.lookup(1021, transport)
    local by_name = ianaports.lookup("exp1", transport)
    return { record.transport, record.row, by_name.row,
      ianaports.name(5349, transport) or "none",
      ianaports.status(5349, transport), ianaports.port("sip", transport) or 0,
      table.concat(ianaports.names(5349, transport), " "),
      table.concat(ianaports.ports("sip", transport), " ") }
  end

  for _, case in ipairs(SAME) do
    local transport = case[1]
    it("is " .. transport .. " in any case and by protocol number", function()
      assert.equal(transport, answers(transport)[1])
      for _, form in ipairs(case[2]) do
        assert.same(answers(transport), answers(form), shown(form))
      end
    end)
  end

  it("may be left out or nil", function()
    assert.equal(ianaports.lookup(80).row, ianaports.lookup(80, nil).row)
    assert.equal("http", ianaports.name(80, nil))
    assert.equal(22, ianaports.port("ssh", nil))
  end)

  for _, value in ipairs(BAD_TRANSPORTS) do
    it("must not be " .. shown(value), function()
      for _, f in ipairs(BY_PORT) do
        assert_refused(f, 2, "transport", 80, value)
        assert_refused(f, 2, "transport", 65535, value)
      end
      for _, f in ipairs(BY_NAME) do
        assert_refused(f, 2, "transport", "ssh", value)
        assert_refused(f, 2, "transport", "no-such-name", value)
      end
      assert_refused("lookup", 2, "transport", 80, value)
      assert_refused("lookup", 2, "transport", "ssh", value)
    end)
  end

  it("is named in the error", function()
    contains(raised("name", 80, "icmp"), "bad argument #2 to 'name' ("
      .. 'transport must be "tcp", "udp", "sctp" or "dccp" or 6, 17, 132 or 33, '
      .. 'got "icmp")')
    contains(raised("ports", "ssh", 1), "got 1)")
  end)
end)

describe("a name", function()
  for _, f in ipairs(BY_NAME) do
    it("must be a string for " .. f, function()
      for _, value in ipairs { 80, 1.5, NAN, {}, true, false, print } do
        assert_refused(f, 1, "name", value)
      end
      assert_refused(f, 1, "name")
      assert_refused(f, 1, "name", nil, "tcp")
    end)
  end

  it("is named by its type in the error", function()
    contains(raised("port", nil), "bad argument #1 to 'port' "
      .. "(name must be a string, got nil)")
    contains(raised("ports", {}), "got table)")
  end)
end)

describe("a key", function()
  it("may be a port in every form", function()
    for _, key in ipairs { 443, 443.0, "443", "443/tcp", "443/TCP" } do
      assert.equal("https", ianaports.lookup(key).name, shown(key))
    end
  end)

  it("must be a port or a name", function()
    for _, value in ipairs(OTHER_TYPES) do
      assert_refused("lookup", 1, "key", value)
    end
    assert_refused("lookup", 1, "key")
    assert_refused("lookup", 1, "key", nil, "tcp")
  end)

  it("must be a port in range when it is a number", function()
    for _, value in ipairs { -1, 65536, 1.5, NAN, INF, 2 ^ 32 + 80 } do
      assert_refused("lookup", 1, "port", value)
      assert_refused("matches", 1, "port", value)
    end
  end)

  it("may name a transport; nothing has that and another one", function()
    assert.equal("https", ianaports.lookup("443/tcp", "TCP").name)
    for _, key in ipairs { "443/tcp", "https/tcp", "_https._tcp" } do
      assert.is_nil(ianaports.lookup(key, "udp"))
      assert.equal(0, #ianaports.matches(key, "udp"))
    end
  end)

  it("and a transport are all that lookup and matches take", function()
    for _, f in ipairs { "lookup", "matches" } do
      assert.equal(("bad argument #3 to '%s' (there are a key and a transport)"):format(f),
        (raised(f, 443, "tcp", nil):gsub("^[^:]*:%d+: ", "")))
    end
  end)

  it("is named by its type in the error", function()
    contains(raised("lookup", {}), "bad argument #1 to 'lookup' "
      .. "(key must be a port or a name, got table)")
  end)
end)

describe("an id", function()
  it("may stand in brackets", function()
    assert.equal("Dan_Razzell", ianaports.contact("Dan_Razzell").id)
    assert.equal("Dan_Razzell", ianaports.contact("[Dan_Razzell]").id)
  end)

  for _, id in ipairs { "", "[]", "[", "]", "Dan", "Dan_Razzel", "Dan_Razzelll",
    "Dan_Razzell\0", "[Dan_Razzell", "Dan_Razzell]", "[[Dan_Razzell]]",
    " Dan_Razzell", "Nobody", "A", "Zz", "\255" } do
    it(("names no contact when it is %q"):format(id), function()
      assert.is_nil(ianaports.contact(id))
      assert.equal(1, select("#", ianaports.contact(id)))
    end)
  end

  it("must be a string", function()
    for _, value in ipairs { 80, 1.5, {}, true, false, print } do
      assert_refused("contact", 1, "id", value)
    end
    assert_refused("contact", 1, "id")
  end)
end)

-- A message may go to a terminal, whatever the argument held.  Of U+009B, which
-- begins a command as ESC [ does, the bytes are C2 9B; of U+202E E2 80 AE.
describe("a string in a message", function()
  local A39, E = ("a"):rep(39), "\195\169"

  for _, case in ipairs {
    { "x", '"x"' }, { 'a"b', [["a\"b"]] }, { [[a\b]], [["a\\b"]] }, { "", '""' },
    { "80\n", [["80\n"]] }, { "\r\t", [["\r\t"]] }, { "80\0", [["80\x00"]] },
    { "\27[2J", [["\x1B[2J"]] }, { "\31 \127", [["\x1F \x7F"]] },
    { "\194\155", [["\xC2\x9B"]] }, { "\194\128\194\159", [["\xC2\x80\xC2\x9F"]] },
    { "\194\160", '"\194\160"' }, { E, '"' .. E .. '"' },
    { "\226\128\174", [["\xE2\x80\xAE"]] }, { "\226\128\168", [["\xE2\x80\xA8"]] },
    { "\226\128\141", '"\226\128\141"' }, { "\226\128\142", [["\xE2\x80\x8E"]] },
    { "\226\128\143", [["\xE2\x80\x8F"]] }, { "\226\128\144", '"\226\128\144"' },
    { "\226\129\165", '"\226\129\165"' }, { "\226\129\166", [["\xE2\x81\xA6"]] },
    { "\226\129\169", [["\xE2\x81\xA9"]] }, { "\226\129\170", '"\226\129\170"' },
    { "\216\156", [["\xD8\x9C"]] }, { "\216\155", '"\216\155"' },
    { "\155", [["\x9B"]] }, { "\233t\233", [["\xE9t\xE9"]] }, { "\195", [["\xC3"]] },
    { A39 .. "b", '"' .. A39 .. 'b"' }, { A39 .. "bc", '"' .. A39 .. 'b"...' },
    { A39 .. E, '"' .. A39 .. '"...' }, { A39 .. "\27c", '"' .. A39 .. [[\x1B"...]] },
    { ("\155"):rep(41), '"' .. ([[\x9B]]):rep(40) .. '"...' },
  } do
    it(("is shown as %s"):format(case[2]), function()
      contains(raised("name", 80, case[1]), " 33, got " .. case[2] .. ")")
      local _, message = pcall(function()
        local text = ianaports.export(case[1])
        return text
      end)
      contains(message, '"lua", got ' .. case[2] .. ")")
      _, message = pcall(function()
        local found = ianaports.find { [case[1]] = true }
        return found
      end)
      contains(message, "unknown key " .. case[2] .. ";")
    end)
  end
end)

-- A table is what it holds itself, under every Lua: which metamethods pairs,
-- ipairs and # mind differs from one to the other.
describe("a table with a metatable", function()
  local function with(table, metatable) return setmetatable(table, metatable) end
  local BEHIND = { __index = { "tcp", "udp" },
    __pairs = function() return next, { "tcp", "udp" } end, __len = function() return 2 end }

  it("is no list of what stands behind it", function()
    assert.equal(0, #ianaports.find { transport = with({}, BEHIND) })
    local found = ianaports.find { port = 443, transport = with({ "sctp" }, BEHIND) }
    assert.equal(#ianaports.find { port = 443, transport = { "sctp" } }, #found)
    local ok, message = pcall(ianaports.unassigned, { transport = with({}, BEHIND) })
    assert.is_false(ok)
    contains(message, "transport must be ")
  end)

  it("has a hole where one stands behind it", function()
    for _, options in ipairs { { transport = with({ [2] = "tcp" }, BEHIND) },
      { has = with({ [2] = "name" }, { __index = { "port" } }) },
      { port = with({ [2] = 80 }, { __index = { 443 } }) } } do
      assert.is_false((pcall(ianaports.find, options)))
    end
  end)

  it("is no filter, no span of dates and no options of what stands behind it", function()
    local all = #ianaports.find()
    assert.equal(all, #ianaports.find(with({}, { __index = { where = error },
      __pairs = function() return next, { port = 80 } end })))
    local ok = pcall(ianaports.find, { registration_date = with({}, { __index = { from = "2015" } }) })
    assert.equal(pcall(ianaports.find, { registration_date = {} }), ok)
    local run = ianaports.unassigned()()
    assert.equal(run, (ianaports.unassigned(with({}, { __index = { from = 40000 } }))()))
  end)

  for title, len in pairs { ["a text"] = "x", ["too much"] = 9, ["too little"] = 0, ["nil"] = false } do
    it("is the list that it holds where __len says " .. title, function()
      local rows = with({ { name = "a", port = 1 } }, { __len = function() return len or nil end })
      assert.equal(1, #assert(ianaports.new(rows)):find())
      assert.equal(1, assert(ianaports.overlay(rows)):port "a")
      local found = ianaports.find { port = with({ 443, 22 }, { __len = function() return len end }) }
      assert.equal(#ianaports.find { port = { 443, 22 } }, #found)
    end)
  end
end)

describe("a list with a hole", function()
  for title, f in pairs {
    ["transports of unassigned"] = function() ianaports.unassigned { transport = { "tcp", nil, "sctp" } } end,
    ["transports"] = function() ianaports.find { transport = { "tcp", nil, "sctp" } } end,
    ["ports"] = function() ianaports.find { port = { 80, nil, 443 } } end,
    ["names"] = function() ianaports.find { name = { "http", nil, "ssh" } } end,
    ["statuses"] = function() ianaports.find { status = { "assigned", nil, "reserved" } } end,
    ["ranges"] = function() ianaports.find { range = { "system", nil, "user" } } end,
    ["columns"] = function() ianaports.find { has = { "name", nil, "port" } } end,
    ["empty columns"] = function() ianaports.find { lacks = { "name", nil, "port" } } end,
    ["dates"] = function() ianaports.find { registration_date = { "2015", nil, "2016" } } end,
    ["rows"] = function() ianaports.new { { name = "a" }, nil, { name = "b" } } end,
    ["rows of an overlay"] = function() ianaports.overlay { { name = "a" }, nil, { name = "b" } } end,
  } do
    it("is refused: of " .. title, function()
      local ok, message = pcall(f)
      assert.is_false(ok)
      contains(message, "bad argument #1 to '")
    end)
  end
end)
