-- Keys of `lookup` and `matches` as they come: digits for a transport, DNS-SD
-- names as tools print them.  No text raises, whatever it is.

local bundled = require "spec.support.bundled"
local ianaports = require "ianaports"
local random = require "spec.support.random"

local registry = assert(ianaports.new {
  { name = "http", port = 80, transport = "tcp" },
  { name = "http", port = 80, transport = "udp" },
  { name = "www", port = 80, transport = "tcp" },
  { name = "ipp", port = 631, transport = "tcp" },
  { name = "boe-cms", port = 6400 },
  { name = "boe-cms", port = 6401, transport = "udp" },
  { name = "914c/g", port = 211, transport = "tcp" },
  { name = "z39.50", port = 210, transport = "tcp" },
  { name = "mqtt", transport = "tcp" },
  { port = 90, transport = "tcp", description = "Reserved" },
})

-- {key, rows that answer, in order}
local cases = {
  { 80, 1, 2, 3 }, { "80", 1, 2, 3 }, { "080", 1, 2, 3 },
  { "80/tcp", 1, 3 }, { "80/TCP", 1, 3 }, { "80/6", 1, 3 }, { "80/udp", 2 }, { "80/17", 2 },
  { "80/132" }, { "80/33" }, { "80/sctp" }, { "80/1" }, { "80/58" }, { "80/" }, { "80/tcp/udp" },
  { "80/06", 1, 3 }, { "80/6 " }, { "80/ 6" }, { "80/6.0" }, { "80/256" }, { "80/262" },
  { "http", 1, 2 }, { "HTTP", 1, 2 }, { "http/tcp", 1 }, { "http/17", 2 }, { "http/x" },
  { "boe-cms", 5, 6 }, { "boe-cms/tcp", 5 }, { "boe-cms/udp", 6 }, { "6400", 5 }, { "6400/6", 5 },
  { "914c/g", 7 }, { "914c/g/tcp", 7 }, { "914c/g/6", 7 }, { "914c" },
  { "90", 10 }, { "mqtt", 9 }, { "_mqtt._tcp", 9 },
  { "_http._tcp", 1 }, { "_http._udp", 2 }, { "_http._TCP", 1 }, { "_HTTP._tcp", 1 },
  { "_http._tcp.", 1 }, { "_http._tcp.local", 1 }, { "_http._tcp.local.", 1 },
  { "_http._tcp.example.com.", 1 }, { "_http._tcp.dc._msdcs.example.com", 1 },
  { "_printer._sub._http._tcp", 1 }, { "_printer._sub._http._tcp.local.", 1 },
  { "My Web Site._http._tcp.local.", 1 }, { "My.Web.Site._http._tcp.local.", 1 },
  { "a\\.b\\032c._http._tcp.local.", 1 }, { "été._http._tcp.local.", 1 },
  { "_ipp._tcp._http._udp.local", 2 }, { "x._sctp._ipp._tcp", 4 },
  { "_z39.50._tcp", 8 }, { "Lib._z39.50._tcp.local.", 8 }, { "_80._tcp", 1, 3 },
  { "_http._tcp..", 1 }, { "_http._6" }, { "_http._icmp" }, { "_http" }, { "http._tcp" }, { "_._tcp" },
  { "._tcp" }, { "_tcp" }, { "_http.tcp" }, { "_http._tcp/udp" }, { "_tcp._tcp" },
  { "" }, { "/" }, { "." }, { "_" }, { "/tcp" }, { "65536" }, { "_65536._udp" }, { "65536/tcp" },
  { "99999999999999999999" }, { "-1" }, { "80.0" }, { "0x50" }, { " 80" }, { "80\0" }, { "http\0" },
  { "*" }, { "h*" }, { "\255" }, { ("a"):rep(70000) }, { ("."):rep(70000) }, { ("_"):rep(70000) },
  { ("/"):rep(70000) }, { ("._tcp"):rep(20000) }, { ("9"):rep(70000) },
}

local function rows_of(selection)
  local rows = {}
  for record in selection:records() do rows[#rows + 1] = record.row end
  return rows
end

describe("a key", function()
  for _, case in ipairs(cases) do
    local key = case[1]
    it(("leads to %d records: %s"):format(#case - 1, tostring(key):sub(1, 40):gsub("%c", "?")), function()
      local expected = {}
      for i = 2, #case do expected[i - 1] = case[i] end
      local found, first = registry:matches(key), registry:lookup(key)
      assert.same(expected, rows_of(found))
      assert.equal(#found > 0, first ~= nil)
      if first then assert.is_truthy((" " .. table.concat(expected, " ") .. " "):find(" " .. first.row .. " ")) end
    end)
  end

  it("that is any text never raises", function()
    local next_text = random.texts and random.texts(1) or nil
    local seed = 4711
    local function roll(n)
      seed = seed * 16807 % 2147483647
      return seed % n + 1
    end
    local pieces = { "_", ".", "/", "tcp", "_tcp", "udp", "http", "443", "6", "17", "_sub", "\0", "é", " ", "-",
                     "65535", "65536", "local", "\255", "*" }
    for _ = 1, 20000 do
      local parts = {}
      for i = 1, roll(7) do parts[i] = pieces[roll(#pieces)] end
      local text = next_text and roll(2) == 1 and next_text() or table.concat(parts)
      assert.is_true((pcall(ianaports.lookup, text)))
      assert.is_true((pcall(ianaports.matches, text, "tcp")))
    end
  end)
end)

describe("matches", function()
  it("takes the transport apart from the key as well", function()
    assert.same({ 1, 3 }, rows_of(registry:matches(80, "tcp")))
    assert.same({ 1, 3 }, rows_of(registry:matches("80", "6")))
    assert.same({ 5 }, rows_of(registry:matches("boe-cms", 6)))
    assert.same({ 6 }, rows_of(registry:matches("boe-cms", 17)))
    assert.same({ 1, 3 }, rows_of(registry:matches("80/tcp", "TCP")))
    assert.same({}, rows_of(registry:matches("80/tcp", "udp")))
  end)

  it("is a selection like any other", function()
    local found = registry:matches(80)
    assert.is_true(found == registry:find { port = 80 })
    assert.equal("http", found[1].name)
    assert.equal(1, #(found * registry:find { name = "www" }))
  end)

  -- By the manual: the records of the transport, or else those without one.
  it("answers for every port of the bundled edition as its records say", function()
    local covering = {}
    for _, record in ipairs(bundled.records) do
      for port = tonumber(record.port) or 1, tonumber(record.last_port or record.port) or 0 do
        covering[port] = covering[port] or {}
        table.insert(covering[port], record)
      end
    end
    for _, transport in ipairs { "tcp", "udp", "sctp", "dccp" } do
      for port = 0, 65535, 7 do
        local own, any = {}, {}
        for _, record in ipairs(covering[port] or {}) do
          if record.transport == transport then own[#own + 1] = record.row end
          if not record.transport then any[#any + 1] = record.row end
        end
        assert.same(own[1] and own or any, rows_of(ianaports.matches(port, transport)))
      end
    end
  end)
end)

describe("transport", function()
  for _, case in ipairs {
    { "tcp", "tcp" }, { "UDP", "udp" }, { "Sctp", "sctp" }, { "dccp", "dccp" }, { 6, "tcp" }, { 17, "udp" },
    { 132, "sctp" }, { 33, "dccp" }, { 6.0, "tcp" }, { "6", "tcp" }, { "17", "udp" }, { "132", "sctp" },
    { "33", "dccp" }, { "icmp" }, { 1 }, { "1" }, { "" }, { " tcp" }, { "tcp\0" }, { 6.5 }, { 0 / 0 }, { 2 ^ 53 },
    { true }, { false }, { {} }, { print }, { "1000000000000000000006" },
  } do
    it(("of %s is %s"):format(type(case[1]) == "string" and ("%q"):format(case[1]) or tostring(case[1]),
                              tostring(case[2])), function()
      assert.equal(case[2], ianaports.transport(case[1]))
    end)
  end

  it("of nothing is nil", function() assert.is_nil(ianaports.transport()) end)
end)
