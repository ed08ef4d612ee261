-- The user's own rows over IANA's, and what changed between two editions.

local ianaports = require "ianaports"

describe("an overlay", function()
  local mine = {
    { name = "myapp", port = 8080, transport = "tcp", description = "Mine" },
    { name = "desktop", port = 6010, transport = "tcp" },
    { name = "block", port = 9310, last_port = 9312, transport = "udp" },
    { name = "nowhere", transport = "tcp" },
    { name = "high", port = 60000, transport = "tcp" },
    { name = "second", port = 8080, transport = "tcp" },
  }
  local registry

  setup(function() registry = assert(ianaports.overlay(mine, "ours")) end)

  it("answers with the user's name first, then IANA's", function()
    assert.are.same({ "myapp", "second", "http-alt" },
                    registry:names(8080, "tcp"))
    assert.are.equal("http-alt", registry:name(8080, "udp"))
    assert.are.same({ "desktop", "x11" }, registry:names(6010, "tcp"))
    assert.are.equal("x11", registry:name(6011, "tcp"))
  end)

  for _, case in ipairs { { 9309, nil }, { 9310, "block" }, { 9311, "block" },
                          { 9312, "block" } } do
    it("names the block at " .. case[1] .. " as it should", function()
      if case[2] then
        assert.are.equal(case[2], registry:name(case[1], "udp"))
        assert.are.equal("assigned", registry:status(case[1], "udp"))
      else
        assert.are_not.equal("block", registry:name(case[1], "udp"))
      end
    end)
  end

  it("has names without a port and ports above all of IANA's", function()
    assert.are.equal("tcp", registry:lookup "nowhere".transport)
    assert.are.equal(60000, registry:port "high")
    assert.are.equal("dynamic", registry:status(60000))
  end)

  it("marks the user's rows alone", function()
    assert.are.equal("ours", registry:lookup(8080).origin)
    assert.is_nil(registry:lookup(443).origin)
    assert.are.equal(#mine, #registry:find { origin = "ours" })
    assert.are.equal(#mine, #registry:find { has = "origin" })
    assert.are.equal("overlay",
      assert(ianaports.overlay { mine[1] }):lookup(8080).origin)
  end)

  it("keeps IANA's records, contacts and words as they were", function()
    local kept = {}
    for record in registry:find { lacks = "origin" }:records() do
      record.row = nil
      kept[#kept + 1] = record
    end
    local i = 0
    for record in ianaports.records() do
      i = i + 1
      record.row = nil
      for key, value in pairs(record) do
        assert(kept[i][key] == value, tostring(record))
      end
    end
    assert.are.equal(i, #kept)
    assert.are.same(ianaports.contact "Dan_Razzell",
                    registry:contact "Dan_Razzell")
    assert.are.equal(ianaports.info().title, registry:info().title)
    assert.are.equal(ianaports.info().records + #mine,
                     registry:info().records)
  end)

  it("may lie on another", function()
    local top = assert(registry:overlay({ mine[1] }, "top"))
    assert.are.equal("top", top:lookup(8080).origin)
    assert.are.equal("ours", top:find(8080)[2].origin)
  end)

  it("leaves the registry beneath alone", function()
    assert.are.equal("http-alt", ianaports.name(8080, "tcp"))
  end)

  it("is refused with a wrong row, which it names", function()
    local result, message = ianaports.overlay { mine[1], { port = 65536 } }
    assert.is_nil(result)
    assert.are.equal("rows:2: Port Number: not an integer from 0 to 65535",
                     message)
  end)
end)

describe("diff", function()
  local old = assert(ianaports.new {
    { name = "same", port = 1, transport = "tcp", description = "x" },
    { name = "gone", port = 2, transport = "tcp" },
    { name = "other", port = 3, transport = "tcp", description = "old",
      assignee = "[A]" },
    { name = "twice", description = "first" },
    { name = "twice", description = "second" },
    { port = 10, last_port = 19, description = "Unassigned" },
  })
  local new = assert(ianaports.new {
    { name = "same", port = 1, transport = "tcp", description = "x" },
    { name = "other", port = 3, transport = "tcp", description = "new",
      contact = "[A]", assignee = "[A]" },
    { name = "born", port = 11, transport = "udp" },
    { port = 10, last_port = 10, description = "Unassigned" },
    { name = "twice", description = "first" },
    { name = "twice", description = "third" },
  })
  local diff = ianaports.diff(old, new)

  it("gives what came and what went as selections", function()
    assert.are.equal(2, #diff.added)
    assert.are.equal("born", diff.added:first().name)
    assert.are.equal(2, #diff.removed)
    assert.are.same({ "gone" }, diff.removed:names())
    assert.are.equal(19, diff.removed[2].last_port)
  end)

  it("pairs the records that stayed, repeated keys in order", function()
    assert.are.equal(2, #diff.changed)
    assert.are.same({ "description", "contact" }, diff.changed[1].fields)
    assert.are.equal("old", diff.changed[1].old.description)
    assert.are.equal("new", diff.changed[1].new.description)
    assert.are.equal("second", diff.changed[2].old.description)
    assert.are.equal("third", diff.changed[2].new.description)
  end)

  it("reads as a summary and the changes", function()
    assert.are.equal(table.concat({
      "2 added, 2 removed, 2 changed",
      "- gone 2/tcp",
      "- - 10-19  Unassigned",
      "+ born 11/udp",
      "+ - 10-10  Unassigned",
      "* other 3/tcp  new (description, contact)",
      "* twice -  third (description)",
    }, "\n"), tostring(diff))
  end)

  it("finds nothing between an edition and itself", function()
    local none = ianaports.diff(ianaports, ianaports)
    assert.are.equal("0 added, 0 removed, 0 changed", tostring(none))
  end)

  it("takes the module for the bundled registry", function()
    local over = assert(ianaports.overlay { { name = "mine", port = 80 } })
    local one = ianaports.diff(ianaports, over)
    assert.are.equal("1 added, 0 removed, 0 changed\n+ mine 80",
                     tostring(one))
  end)
end)
