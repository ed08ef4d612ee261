--- The registry page of 2024-04-19: its 101 records and 39 contacts, equal in
-- every field, and its head, byte for byte. They are looked up in an edition of
-- the page alone, and in the bundled one if that is the page's edition.

local bundled = require "spec.support.bundled"
local ianaports = require "ianaports"
local page = require "spec.support.page"
local tally = require "spec.support.tally"

local RECORDS, CONTACTS, HEAD = page.records, page.contacts, page.head
local ROW = { row = true }
local EMAIL = { email = true }

local function key(record)
  return ("%s %s %s"):format(record.name or "-", record.port,
    record.transport or "-")
end

--- The records of a registry by key. No key of the page occurs twice.
local function by_key(registry)
  local index = {}
  for record in registry:records() do
    local k = key { name = record.name, port = record.port or "-",
      transport = record.transport }
    index[k] = index[k] or {}
    table.insert(index[k], record)
  end
  return index
end

describe("the registry page", function()
  it("is there to compare with: 101 records, 39 contacts and a head", function()
    assert.equal(101, #RECORDS)
    assert.equal(39, #CONTACTS)
    assert.equal(2298, #HEAD)
    assert.equal("Service names and port numbers are used to distinguish",
      page.note:match("^[^\n]+"):sub(1, 54))
    assert.equal(("*"):rep(72), page.note:match("[^\n]+$"))
  end)

  it("names the three ranges, as the list of ranges does", function()
    local printed = page.note:gsub("%s+", " ")
    assert.is_truthy(printed:find("System Ports (0-1023), User Ports "
      .. "(1024-49151), and the Dynamic and/or Private Ports (49152-65535)",
      1, true))
    local lines = {}
    for i, range in ipairs(ianaports.ranges) do
      lines[i] = ("%s %d-%d"):format(range.name, range.first, range.last)
    end
    assert.same({ "system 0-1023", "user 1024-49151", "dynamic 49152-65535" },
      lines)
  end)

  it("names the procedures, as the list of ranges does", function()
    local ranges = ianaports.ranges
    local system, user, dynamic = ranges[1], ranges[2], ranges[3]
    for _, procedure in ipairs { "IETF Review", "IESG Approval" } do
      assert.is_truthy(system.procedures:find(procedure, 1, true))
      assert.is_truthy(user.procedures:find(procedure, 1, true))
    end
    assert.is_truthy(user.procedures:find("Expert Review", 1, true))
    assert.is_falsy(system.procedures:find("Expert Review", 1, true))
    assert.is_truthy(dynamic.procedures:lower():find("not assigned", 1, true))
    for _, range in ipairs(ianaports.ranges) do
      assert.is_truthy(range.reference:find("RFC6335", 1, true))
    end
  end)
end)

--- What holds of a registry with that page: of its own records, and of its head.
local function has_records(registry)
  it("has each record in the registry once, equal in every field", function()
    local index, checks = by_key(registry), tally.new()
    for _, expected in ipairs(RECORDS) do
      local found = index[key(expected)] or {}
      checks:equal(1, #found, "how often", key(expected))
      checks:equal(nil, tally.difference(expected, found[1], ROW), key(expected))
    end
    assert.equal(tally.clean(2 * 101), checks:report())
  end)

  it("has its records in the registry's order", function()
    local index, checks, before = by_key(registry), tally.new(), 0
    for _, expected in ipairs(RECORDS) do
      local row = index[key(expected)][1].row
      checks:equal(true, row > before, key(expected))
      before = row
    end
    assert.equal(tally.clean(101), checks:report())
  end)

  it("has each record as the answer to its port and to its name", function()
    local checks = tally.new()
    for _, expected in ipairs(RECORDS) do
      local port, transport = expected.port, expected.transport
      checks:equal(nil, tally.difference(expected,
        registry:lookup(port, transport), ROW), "port", key(expected))
      checks:equal(expected.name, registry:name(port, transport), key(expected))
      if expected.name then
        checks:equal(nil, tally.difference(expected,
          registry:lookup(expected.name, transport), ROW), key(expected))
        checks:equal(port, registry:port(expected.name, transport), key(expected))
      end
    end
    assert.equal(tally.clean(2 * 101 + 2 * 100), checks:report())
  end)

  it("has each contact in the registry, equal in every field", function()
    local checks = tally.new()
    for _, expected in ipairs(CONTACTS) do
      checks:equal(nil, tally.difference(expected,
        registry:contact(expected.id), EMAIL), expected.id)
    end
    assert.equal(tally.clean(39), checks:report())
  end)

  it("has its contacts in the registry's order", function()
    local ids, expected = {}, {}
    for contact in registry:contacts() do ids[#ids + 1] = contact.id end
    for i, contact in ipairs(CONTACTS) do expected[i] = contact.id end
    assert.same(expected, ids)
  end)
end

local function has_head(registry, records, source)
  local info = registry:info()

  it("gives the title and the date", function()
    assert.equal("Service Name and Transport Protocol Port Number Registry",
      info.title)
    assert.equal("2024-04-19", info.updated)
    assert.is_truthy(HEAD:find("\n" .. info.title .. "\n", 1, true))
    assert.equal(page.between("Last Updated", "Expert(s)"), info.updated)
  end)

  it("gives the experts, each line and by transport", function()
    local tcp_udp = "Joe Touch; Eliot Lear, Kumiko Ono, Wes Eddy, "
      .. "Brian Trammell, Jana Iyengar, and Michael Scharf"
    assert.same({
      "TCP/UDP: " .. tcp_udp,
      "SCTP: Michael Tuexen",
      "DCCP: Eddie Kohler and Yoshifumi Nishida",
      tcp = tcp_udp,
      udp = tcp_udp,
      sctp = "Michael Tuexen",
      dccp = "Eddie Kohler and Yoshifumi Nishida",
    }, info.experts)
    assert.equal(page.experts, table.concat(info.experts, "\n"))
  end)

  it("gives the reference", function()
    assert.equal("[RFC6335]", info.reference)
  end)

  it("gives the note in full, byte for byte", function()
    assert.equal(2, #info.notes)
    assert.same({ text = page.note }, info.notes[1])
  end)

  it("gives the address where an assignment is requested", function()
    assert.same({ title = "Request an Assignment",
      text = "[https://www.iana.org/protocols/apply]" }, info.notes[2])
  end)

  it("gives the available formats", function()
    assert.same({ "CSV", "XML", "HTML", "Plain text" }, info.formats)
  end)

  it("gives what the edition holds and where it is from", function()
    assert.equal(#records, info.records)
    assert.equal(#CONTACTS, info.contacts)
    assert.equal(source, info.source)
  end)

  it("gives nothing else", function()
    local known = { title = 1, updated = 1, experts = 1, reference = 1,
      notes = 1, formats = 1, records = 1, contacts = 1, source = 1,
      newest = 1, sources = 1 }
    for field in pairs(info) do assert.is_truthy(known[field], field) end
  end)

  it("is given anew at each call", function()
    local mine = registry:info()
    mine.title, mine.experts.tcp, mine.notes[1].text = "x", "x", "x"
    mine.formats[1] = nil
    assert.same(info, registry:info())
  end)end

describe("the registry page, in an edition of it alone,", function()
  has_records(page.registry)
  has_head(page.registry, RECORDS, "text")
end)

--- The module's functions, as methods.
local module = setmetatable({}, { __index = function(_, name)
  return function(_, ...) return ianaports[name](...) end
end })

describe("the registry page, in the bundled edition,", function()
  local other = bundled.other_than(page.updated)
  if other then return pending(other) end
  has_records(module)
  has_head(module, bundled.records, "bundled")
end)
