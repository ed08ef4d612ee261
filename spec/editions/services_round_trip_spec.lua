--- What `export "services"` writes and load reads again: the same names on the
-- same ports and transports, of random registries and of the bundled one.

local ianaports = require "ianaports"
local random = require "spec.support.random"
local tally = require "spec.support.tally"

local roll, pick = random.roll, random.pick

local NAMES = {
  "http", "HTTP", "www", "x11", "3com-nsd", "914c/g", "whois++", "sql*net", "a", "A", "a_b",
  "a.b", "123", "80", "0", "1", "0.5", "2", "65536", "1-2", "1e5", "1e-05", "0.5.5", "1.5", "-", "+",
  ".", "..", "24/tcp", "80/tcp", "-1", "0x1", "tcp", "swÿp", "日本", "É", "\194\160", "name\"quoted\"",
  "&lt;", "'", "%s", "{", "[", "<a>", "Service", "a,b,c", "a;b", "PORT",
}

--- What the format cannot hold: it is written as a comment.
local MISFITS = { "two words", "a#b", "#", "#c", "a\tb", "a\nb 1/tcp", "a\rb", "a\26", " ", "\127", "\194\133" }

local DESCRIPTIONS = {
  "World Wide Web", "# a # b", "FORTÉ", "\n1/tcp", "a\nb 1/tcp\r\n", "\r", "\r\r\r", "0.5", " ",
  "\t", "\26", "\127", "80/tcp", "日本", "\194\133",
}

local TRANSPORTS = { "tcp", "tcp", "udp", "sctp", "dccp" }

local function name()
  if roll(8) == 1 then return pick(MISFITS) end
  if roll(3) == 1 then return "n" .. roll(40) end
  return pick(NAMES)
end

local function ports()
  local first = pick { 0, 1, 2, 80, 1023, 49152, 65530, roll(65000) }
  return roll(4) == 1 and ("%d-%d"):format(first, first + roll(6) - 1)
    or ("%d"):format(first)
end

local function random_rows(count)
  local rows = {}
  for i = 1, count do
    rows[i] = {
      name = roll(12) > 1 and name() or nil, port = roll(12) > 1 and ports() or nil,
      transport = roll(6) > 1 and pick(TRANSPORTS) or nil,
      description = roll(2) == 1 and pick(DESCRIPTIONS) or nil,
    }
  end
  return rows
end

local function fits(text) return not text:find "[%s%c#]" and not text:find "\194[\128-\159]" end

--- Every name, without case, on every port and transport that a registry's
--- records give it, as keys of a set, and how many. A record without a transport
--- stands for all of them.
local function places(registry)
  local set, count = {}, 0
  for service, first, transport, last in registry:services() do
    for port = fits(service) and first or 1, fits(service) and (last or first) or 0 do
      for _, each in ipairs(transport and { transport } or ianaports.transports) do
        local key = ("%s %d/%s"):format(service:lower(), port, each)
        if not set[key] then set[key], count = true, count + 1 end
      end
    end
  end
  return set, count
end

local function compare(registry, text)
  local again = assert(ianaports.parse(text))
  local expected, count = places(registry)
  local got, found = places(again)
  local compared = tally.new()
  for key in pairs(expected) do compared:equal(true, got[key], key) end
  assert.equal(tally.clean(count), compared:report())
  assert.equal(count, found)
  assert.is_nil(again:info().skipped)
  return again
end

--- The lines that are no comments: each a name, a place, and further names.
local function lines_of(text)
  local list = {}
  for line in text:gmatch "[^\n]+" do
    if not line:find "^#" then list[#list + 1] = line:match "^[^#]*" end
  end
  return list
end

describe("an exported services file read again", function()
  for seed = 1, 60 do
    it("has the same names on the same ports: random registry " .. seed, function()
      random.seed(seed)
      local registry = assert(ianaports.new(random_rows(roll(80))))
      compare(registry, registry:export "services")
    end)
  end

  it("has every word of every line, in the order of the lines", function()
    random.seed(7)
    local registry = assert(ianaports.new(random_rows(300)))
    local text = registry:export "services"
    local records, row = assert(ianaports.parse(text)):find(), 0
    for _, line in ipairs(lines_of(text)) do
      local first, port, transport, rest = line:match "^(%S+) +(%d+)/(%l+)(.*)$"
      for word in (first .. rest):gmatch "%S+" do
        row = row + 1
        local record = records[row]
        assert.same({ word, tonumber(port), transport },
                    { record.name, record.port, record.transport })
      end
    end
    assert.equal(row, #records)
    assert.is_true(row > 300, row)
  end)

  for _, count in ipairs { 59, 60, 61 } do
    it(("has %d names of one port"):format(count), function()
      local rows = {}
      for i = 1, count do rows[i] = { name = "name-" .. i, port = 5, transport = "tcp" } end
      local registry = assert(ianaports.new(rows))
      local again = compare(registry, registry:export "services")
      assert.equal(count, #again:names(5, "tcp"))
      assert.equal("name-1", again:name(5, "tcp"))
    end)
  end

  it("has the bundled registry's, and answers as it does", function()
    local bundled = { services = function() return ianaports.services() end }
    local again = compare(bundled, ianaports.export "services")
    local count = tally.new()
    for port = 0, 65535, 7 do
      count:equal(ianaports.name(port, "tcp"), again:name(port, "tcp"), port)
    end
    assert.equal(tally.clean(9363), count:report())
  end)

  it("is read with CRLF too", function()
    local registry = assert(ianaports.new(random_rows(50)))
    compare(registry, (registry:export "services":gsub("\n", "\r\n")))
  end)

  -- What is all comments is an edition without records.
  it("may have no line at all", function()
    for _, rows in ipairs { {}, { { name = "a b", port = 1, transport = "tcp" } },
                            { { name = "portless" } }, { { port = 1, transport = "tcp" } } } do
      local registry = assert(ianaports.new(rows))
      assert.equal(0, compare(registry, registry:export "services"):info().records)
    end
  end)
end)
