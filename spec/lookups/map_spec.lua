--- Maps: tables that answer like `name` and `port`, and store their answers.

local bundled = require "spec.support.bundled"
local ianaports = require "ianaports"

local TRANSPORTS = { "tcp", "udp", "sctp", "dccp" }

local function kilobytes()
  collectgarbage()
  collectgarbage()
  return collectgarbage "count"
end

local function keys_of(map)
  local count = 0
  for _ in pairs(map) do count = count + 1 end
  return count
end

local loaded = assert(ianaports.load "data/service-names-port-numbers.csv")
local registries = {
  ["the bundled registry"] = ianaports,
  ["a loaded registry"] = loaded,
  ["an overlay"] = assert(loaded:overlay {
    { name = "mine", port = 443, transport = "tcp" }, { name = "HTTPS", port = 9311 },
    { name = "all", port = 20000, last_port = 20100 }, { name = "1-2", port = 7, transport = "udp" },
  }),
}

--- The function `map` of a registry, or of the module.
local function asking(registry, name)
  if registry == ianaports then return ianaports[name] end
  return function(...) return registry[name](registry, ...) end
end

for title, registry in pairs(registries) do
  describe("a map of " .. title, function()
    local name, port, map = asking(registry, "name"), asking(registry, "port"), asking(registry, "map")

    for _, transport in ipairs { "tcp", "udp", "sctp", "dccp", false } do
      it("answers every port as name does on " .. tostring(transport or "any"), function()
        local made = map(transport or nil)
        for _ = 1, 2 do
          for number = 0, 65535 do
            local expected = name(number, transport or nil)
            if made[number] ~= expected then assert.equal(expected, made[number], number) end
          end
        end
      end)

      it("answers every name as port does on " .. tostring(transport or "any"), function()
        local made = map(transport or nil)
        for _ = 1, 2 do
          for _, record in ipairs(bundled.records) do
            local key = record.name
            if key and key:find "%D" then
              local expected = port(key, transport or nil)
              if made[key] ~= expected then assert.equal(expected, made[key], key) end
            end
          end
        end
      end)
    end
  end)
end

describe("a map", function()
  it("is a new table of the caller's own each time", function()
    local one, two = ianaports.map "tcp", ianaports.map "tcp"
    assert.equal("table", type(one))
    assert.equal(0, keys_of(one))
    one[443] = "mine"
    one.extra = 1
    assert.equal("mine", one[443])
    assert.equal("https", two[443])
    assert.is_nil(two.extra)
    assert.equal("https", ianaports.name(443, "tcp"))
  end)

  it("stores what it found, and only that", function()
    local map = ianaports.map "tcp"
    local asked = {
      { 443, "https", true }, { "https", 443, true }, { "HTTPS", 443, false },
      { "443", "https", true }, { "0443", "https", false }, { "00", nil, false }, { 9311, nil, false },
      { "no-such-name", nil, false }, { "", nil, false }, { 65536, nil, false }, { -1, nil, false },
      { "65536", nil, false }, { "99999999999999999999", nil, false }, { 0.5, nil, false },
      { true, nil, false }, { 1 / 0, nil, false }, { "https\0", nil, false },
    }
    for i, case in ipairs(asked) do
      assert.equal(case[2], map[case[1]], i)
      assert.equal(case[3], rawget(map, case[1]) ~= nil, i)
    end
    assert.is_nil(map[{}])
    assert.is_nil(map[print])
  end)

  it("takes a float of a port's value for the port", function()
    assert.equal("https", ianaports.map "tcp"[443.0])
  end)

  for _, default in ipairs { false, "", "-", 0 } do
    it(("gives and stores the default %q where a port has no name"):format(tostring(default)), function()
      local map = ianaports.map("udp", default)
      assert.equal(default, map[9311])
      assert.equal(default, rawget(map, 9311))
      assert.equal(default, map["9311"])
      assert.equal("domain", map[53])
      assert.is_nil(map[65536])
      assert.is_nil(map["no-such-name"])
      assert.is_nil(rawget(map, "no-such-name"))
    end)
  end

  it("takes the transport as other functions do", function()
    assert.equal("https", ianaports.map "TCP"[443])
    assert.equal("https", ianaports.map(6)[443])
    assert.equal("https", ianaports.map()[443])
    for _, wrong in ipairs { "icmp", 1, true, {} } do
      local ok, message = pcall(ianaports.map, wrong)
      assert.is_false(ok)
      assert.matches('transport must be "tcp", "udp", "sctp" or "dccp" or 6, 17, 132 or 33, got', message)
    end
  end)

  it("keeps its registry alive", function()
    local map = assert(ianaports.new { { name = "only", port = 9 } }):map "tcp"
    collectgarbage()
    collectgarbage()
    assert.equal("only", map[9])
    assert.equal(9, map.only)
  end)

  it("holds nothing of a stream of made-up names", function()
    local map = ianaports.map "tcp"
    assert.equal("https", map[443])
    local function ask(start)
      for i = 1, 200000 do
        if map[start .. i] ~= nil then error("found " .. i) end
      end
      return kilobytes()
    end
    local before = ask "name-"               -- Lua's own table of strings has grown
    assert.is_true(ask "other-" - before < 64)
    assert.equal(1, keys_of(map))
  end)

  it("holds a bounded number of spellings", function()
    local map, letters = ianaports.map "tcp", { "https", "HTTPS", "Https", "hTTps", "httpS" }
    for _, name in ipairs(letters) do assert.equal(443, map[name]) end
    assert.equal(1, keys_of(map))
    for digits = 1, 2000 do assert.equal("https", map[("0"):rep(digits) .. "443"]) end
    assert.equal(1, keys_of(map))
  end)

  it("answers for a spelling that the registry lacks, of its last name too", function()
    local registry = assert(ianaports.new { { name = "a", port = 1, transport = "tcp" } })
    local map = registry:map "tcp"
    assert.equal(1, map.A)
    assert.equal(1, map.a)
    assert.equal(1, keys_of(map))                -- the registry's spelling alone
  end)

  it("without a default takes at most 600 KiB for all ports", function()
    ianaports.map "tcp"[443] = nil
    for _, transport in ipairs(TRANSPORTS) do
      local before = kilobytes()
      local map = ianaports.map(transport)
      for port = 0, 65535 do local _ = map[port] end
      local taken = kilobytes() - before
      assert.is_true(taken < 600, transport .. ": " .. taken)
      assert.is_true(keys_of(map) < 65536)
    end
  end)
end)
