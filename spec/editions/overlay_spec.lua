-- The user's own rows over IANA's, and what changed between two editions.

local build = require "ianaports.build"
local core = require "ianaports.core".internals()
local csv = require "spec.support.csv"
local ianaports = require "ianaports"
local oracle = require "spec.support.oracle"

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
        if kept[i][key] ~= value then error(tostring(record)) end
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

-- IANA's own text of an edition with the user's lines in it, each in front
-- of the line that begins as it says.
local function text_over(text, lines)
  for _, line in ipairs(lines) do
    local at = assert(text:find("\r\n" .. line[2], 1, true), line[2])
    text = text:sub(1, at + 1) .. line[1] .. "\r\n" .. text:sub(at + 2)
  end
  return text
end

--- All contacts, and all that the registry says of itself.
local function words_of(registry)
  local contacts, info = {}, registry:info()
  for contact in registry:contacts() do contacts[#contacts + 1] = contact end
  info.records = nil
  return { contacts = contacts, info = info }
end

local mine = {
  rows = {
    { name = "myapp", port = 8080, transport = "tcp", description = "A, B" },
    { name = "desktop", port = 6010, transport = "dccp" },
    { name = "block", port = 9310, last_port = 9312, transport = "udp",
      assignee = "[IESG]", contact = "[IESG]" },
    { name = "nowhere", transport = "tcp", registration_date = "2015-07" },
    { name = "high", port = "60000", modification_date = "2020-02-29" },
    { name = "second", port = 8080, last_port = 8080,
      assignment_notes = 'says "no"\ntwice' },
  },
  lines = {
    { 'myapp,8080,tcp,"A, B",,,,,,,,', "http-alt,8080,tcp," },
    { "desktop,6010,dccp,,,,,,,,,", "x11,6000-6063,tcp," },
    { "block,9310-9312,udp,,[IESG],[IESG],,,,,,", "sapms,9310,tcp," },
    { "high,60000,,,,,,2020-02-29,,,,", "argus,,," },
    { "nowhere,,tcp,,,,2015-07,,,,,", "argus,,," },
    { 'second,8080-8080,,,,,,,,,,"says ""no""\ntwice"',
      "http-alt,8080,tcp," },
  },
}

local small = {
  rows = {
    { name = "mine", port = 80, transport = "udp" },
    { name = "between", port = 100 },
    { name = "two", port = 4748, last_port = 4748 },
    { description = "no name, no port" },
  },
  lines = {
    { "mine,80,udp,,,,,,,,,", "http,80,tcp," },
    { "between,100,,,,,,,,,,", "two,4748-4748," },
    { "two,4748-4748,,,,,,,,,,", "two,4748-4748,,,[A_B]" },
    { ',,,"no name, no port",,,,,,,,', ",,,,[IESG]" },
  },
}

-- What lies beneath: its text from elsewhere, how it is got, whose rows.  IANA's
-- own XML is large, and has what a fixture has.
local editions = {
  { "the bundled edition", csv.slurp "data/service-names-port-numbers.csv",
    function() return core.bundled() end, mine },
}
if not oracle.missing and pcall(require, "lxp") then
  local paths = oracle.editions "xml"
  paths[#paths + 1] = "spec/fixtures/xml/every_rule.xml"
  for i, path in ipairs(paths) do
    editions[#editions + 1] = {
      path:match "[^/]*$" .. (i < #paths and " #exhaustive" or ""),
      oracle.read("--csv", path),
      function() return assert(ianaports.load(path)) end,
      i < #paths and mine or small }
  end
end

for _, edition in ipairs(editions) do
  local user = edition[4]

  describe("an overlay of " .. edition[1], function()
    local beneath, over

    setup(function()
      beneath = edition[3]()
      over = assert(beneath:overlay(user.rows))
    end)

    it("is its text with the user's lines in their places", function()
      assert.is_true(text_over(edition[2], user.lines) == over:export "csv")
    end)

    it("of no rows is its text", function()
      assert.is_true(edition[2] == assert(beneath:overlay {}):export "csv")
    end)

    it("on another has the lines of both", function()
      local top = assert(over:overlay({ { name = "top" } }, "top"))
      local line = user.lines[#user.lines - (user == mine and 1 or 0)]
      local text = text_over(edition[2], user.lines)
      assert.is_true(text_over(text, { { "top,,,,,,,,,,,", line[1] } })
                     == top:export "csv")
      assert.equal(#user.rows, #top:find { origin = "overlay" })
    end)

    it("has its contacts, facts and words", function()
      assert.same(words_of(beneath), words_of(over))
    end)
  end)
end

describe("a builder over an image", function()
  local function over(bytes)
    local builder = build.new()
    assert(builder:base(bytes))
    return builder
  end

  --- The text of what the builder has made.
  local function text_of(builder)
    return assert(core.open(assert(builder:finish()))):export "csv"
  end

  local bytes = core.image(assert(ianaports.new {
    { name = "a", port = 1, transport = "tcp" },
    { name = "a", port = 1, transport = "udp" },
    { name = "a", port = 1, last_port = 2 },
    { name = "b", registration_date = "2015-07" },
  }))
  local a1, a2 = "a,1,tcp,,,,,,,,,", "a,1,udp,,,,,,,,,"
  local a3, b = "a,1-2,,,,,,,,,,", "b,,,,,,2015-07,,,,,"
  local mine_too = "mine,,,,,,,,,,,"

  -- Rows that the user's go before, in turn; and what comes of it.
  for name, case in pairs {
    ["the first"] = { { 1 }, mine_too, a1, a2, a3, b },
    ["one in the middle of an entry"] = { { 2 }, a1, mine_too, a2, a3, b },
    ["each of two"] = { { 3, 4 }, a1, a2, mine_too, a3, mine_too, b },
    ["the last"] = { { 4 }, a1, a2, a3, mine_too, b },
    ["none"] = { { 5 }, a1, a2, a3, b, mine_too },
    ["one far behind"] = { { 1e300 }, a1, a2, a3, b, mine_too },
    ["the end of all"] = { { math.huge }, a1, a2, a3, b, mine_too },
    ["no number of a row"] = { { 0 / 0 }, a1, a2, a3, b, mine_too },
    ["less than the first"] = { { -1 / 0 }, mine_too, a1, a2, a3, b },
    ["a fraction"] = { { 3.5 }, a1, a2, mine_too, a3, b },
    ["one that is passed"] = { { 4, 2 }, a1, a2, a3, mine_too, mine_too, b },
  } do
    it("takes rows before " .. name, function()
      local builder = over(bytes)
      for _, row in ipairs(case[1]) do
        assert(builder:base_before(row))
        assert(builder:row { name = "mine" })
      end
      assert(builder:base_rest())
      assert.equal(csv.of_rows((table.unpack or unpack)(case, 2)),
                   text_of(builder))
    end)
  end

  it("has nothing left after the rest but facts and contacts", function()
    local builder = over(bytes)
    assert(builder:base_rest())
    assert(builder:base_rest())
    assert.equal(csv.of_rows(a1, a2, a3, b), text_of(builder))
  end)

  it("keeps the image as long as it needs it", function()
    local size = #core.image(core.bundled())
    local builder = over(core.image(core.bundled()))
    collectgarbage()
    collectgarbage()
    local others = {}
    for i = 1, 20 do others[i] = string.char(i):rep(size) end
    assert(builder:base_rest())
    assert.equal(20, #others)
    assert.is_true(ianaports.export "csv" == text_of(builder))
  end)

  it("may lie over one after the other", function()
    local builder = over(bytes)
    assert(builder:base_before(2))
    assert(builder:base(bytes))
    assert(builder:base_rest())
    assert.equal(csv.of_rows(a1, a1, a2, a3, b), text_of(builder))
  end)

  it("refuses a damaged one, and takes no more", function()
    local builder = build.new()
    local ok, column, message = builder:base(bytes .. "x")
    assert.same({ nil, nil, "an image of another size than it says" },
                { ok, column, message })
    assert.has_error(function() builder:base_rest() end,
                     "this builder is finished")
  end)

  it("refuses what is no image, and to go on without one", function()
    assert.has_error(function() build.new():base() end)
    assert.has_error(function() build.new():base {} end)
    assert.has_error(function() over(bytes):base_before "x" end)
    for _, method in ipairs { "base_before", "base_rest" } do
      local builder = build.new()
      assert.has_error(function() builder[method](builder, 1) end,
                       "this builder has no base")
    end
  end)

  it("refuses a contact that it has already", function()
    local builder = build.new()
    assert(builder:contact { id = "Dan_Razzell" })
    assert(builder:base(core.image(core.bundled())))
    assert.same({ nil, "ID", "a contact that stands twice" },
                { builder:base_rest() })
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
