--- Records, services and contacts as Lua values: the iterators; what they give
-- belongs to the caller and prints as one line.

local bundled = require "spec.support.bundled"
local csv = require "spec.support.csv"
local ianaports = require "ianaports"
local page = require "spec.support.page"

local lookup = ianaports.lookup

--- The first values an iterator gives, `field` of each or the value itself.
local function first(n, field, f, state, control)
  local list = {}
  for value in f, state, control do
    list[#list + 1] = field and value[field] or value
    if #list == n then break end
  end
  return list
end

--- A field of the records or contacts of data/: of those that `accepts` accepts,
--- or of all.
local function listed(list, field, accepts)
  local values = {}
  for _, one in ipairs(list) do
    if not accepts or accepts(one) then values[#values + 1] = one[field] end
  end
  return values
end

local ITERATORS = {
  { "records", "row", listed(bundled.records, "row") },
  { "services", nil, listed(bundled.records, "name", function(r) return r.name and r.port end) },
  { "contacts", "id", listed(bundled.contacts, "id") },
}

for _, case in ipairs(ITERATORS) do
  local title, field, total = case[1], case[2], #case[3]
  local start = { case[3][1], case[3][2], case[3][3] }
  local iterate = ianaports[title]

  local function length()
    local n = 0
    for _ in iterate() do n = n + 1 end
    return n
  end

  describe(title, function()
    it("begins as the registry does", function()
      assert.same(start, first(3, field, iterate()))
    end)

    it("ends after the last one of the registry", function()
      assert.equal(total, length())
    end)

    it("begins anew at each call", function()
      assert.same(start, first(3, field, iterate()))
      assert.same(start, first(3, field, iterate()))
    end)

    it("can be abandoned and collected", function()
      for _ = 1, 100 do first(1, field, iterate()) end
      collectgarbage()
      collectgarbage()
      assert.equal(total, length())
    end)

    it("can run inside another", function()
      local seen = {}
      for outer in iterate() do
        assert.same(start, first(3, field, iterate()))
        seen[#seen + 1] = field and outer[field] or outer
        if #seen == 3 then break end
      end
      assert.same(start, seen)
    end)

    it("can run beside another, step by step", function()
      local f, s, a = iterate()
      local g, t, b = iterate()
      for _ = 1, 3 do
        a, b = f(s, a), g(t, b)
        assert.same(field and a[field] or a, field and b[field] or b)
      end
    end)
  end)
end

describe("services", function()
  it("gives name, port, transport and last_port", function()
    local x11, boe, range
    for name, port, transport, last_port in ianaports.services() do
      local all = { name = name, port = port, transport = transport,
        last_port = last_port }
      if name == "x11" and transport == "udp" then x11 = all end
      if name == "boe-cms" then boe = all end
      if name == "vrml-multi-use" then range = all end
    end
    assert.same({ name = "x11", port = 6000, transport = "udp",
      last_port = 6063 }, x11)
    assert.same({ name = "boe-cms", port = 6400 }, boe)
    assert.same({ name = "vrml-multi-use", port = 4200, last_port = 4299 }, range)
  end)

  it("makes no table for a service", function()
    local n = 0
    for _ in ianaports.services() do n = n + 1 end    -- names are interned now
    collectgarbage()
    collectgarbage("stop")
    local before = collectgarbage("count")
    for _ in ianaports.services() do n = n + 1 end
    local grown = collectgarbage("count") - before
    collectgarbage("restart")
    -- Strings may be made, each of some 40 bytes; a table of four fields alone
    -- takes more than 150.
    assert.is_true(grown * 1024 / (n / 2) < 100)
  end)
end)

describe("a record", function()
  it("has the registry's text in every field", function()
    local record = page.registry:lookup(4105, "udp")
    assert.same({
      name = "shofar", port = 4105, transport = "udp", description = "Shofar",
      assignee = "[ShofarNexus]", contact = "[John_Kozlowski]",
      registration_date = "2006-07", modification_date = "2012-02-20",
      row = record.row,
    }, record)
  end)

  it("has the line breaks and the blanks of its cells", function()
    local text = 'Texas Instruments\nIANA assigned this for ""914c/g"".\n      More.'
    local registry = assert(ianaports.parse(csv.of_rows(
      '914c-g,211,tcp,"' .. text .. '",,,,,,,,')))
    assert.equal(text:gsub('""', '"'), registry:lookup("914c-g").description)
  end)

  it("has its dates with a day or without", function()
    assert.equal("2006-10", page.registry:lookup(4108, "tcp").registration_date)
    assert.equal("2018-04-05", page.registry:lookup(4014, "udp").modification_date)
  end)

  it("has a service code as text", function()
    assert.equal("1145656131", lookup(9, "dccp").service_code)
  end)

  it("has text beyond ASCII as UTF-8", function()
    assert.equal("S\195\169bastien Hinderer",
      page.registry:contact("Sebastien_Hinderer").name)
    assert.is_truthy(lookup("swyp").description:find("[\194-\244][\128-\191]"))
  end)

  it("has its row, counted from 1", function()
    assert.equal(1, lookup(0, "tcp").row)
    assert.equal(2, lookup(0, "udp").row)
  end)

  it("is a table that pairs shows in full", function()
    local fields = {}
    for field in pairs(page.registry:lookup(4105, "udp")) do fields[#fields + 1] = field end
    table.sort(fields)
    assert.same({ "assignee", "contact", "description", "modification_date", "name",
      "port", "registration_date", "row", "transport" }, fields)
  end)

  it("is the caller's own", function()
    local mine = lookup(80, "tcp")
    mine.name, mine.port, mine.extra = "mine", nil, true
    local another = lookup(80, "tcp")
    assert.equal("http", another.name)
    assert.equal(80, another.port)
    assert.is_nil(another.extra)
    assert.are_not.equal(another, lookup(80, "tcp"))
  end)

  it("is the same by port, by name and by iteration", function()
    local wanted = lookup(22, "tcp")
    assert.same(wanted, lookup("ssh", "tcp"))
    for record in ianaports.records() do
      if record.row == wanted.row then assert.same(wanted, record) end
    end
  end)
end)

describe("a record as text", function()
  for _, case in ipairs {
    { "https 443/tcp  http protocol over TLS/SSL",
      { name = "https", port = 443, transport = "tcp", description = "http protocol over TLS/SSL" } },
    { "- 225-241  Reserved", { port = 225, last_port = 241, description = "Reserved" } },
    { "- 4/tcp  Unassigned", { port = 4, transport = "tcp", description = "Unassigned" } },
    { "x11 6000-6063/udp  X Window System", { name = "x11", port = 6000, last_port = 6063,
      transport = "udp", description = "X Window System" } },
    { "airplay -/tcp  Streaming", { name = "airplay", transport = "tcp", description = "Streaming" } },
    { "boe-cms 6400  Port", { name = "boe-cms", port = 6400, description = "Port" } },
    { "rdp -  Protocol", { name = "rdp", description = "Protocol" } },
    { "a 1/tcp  two lines of text",
      { name = "a", port = 1, transport = "tcp", description = "two lines\n   of text" } },
  } do
    it("is " .. case[1], function()
      assert.equal(case[1], tostring(assert(ianaports.new { case[2] }):find()[1]))
    end)
  end

  it("is the name and the port alone where there is no description", function()
    local registry = assert(ianaports.new { { name = "ident", port = 113, transport = "tcp" } })
    assert.matches("^ident 113/tcp *$", tostring(registry:lookup(113)))
  end)

  it("follows what the caller changed", function()
    local mine = lookup(22, "tcp")
    mine.name, mine.description = "mine", nil
    assert.matches("^mine 22/tcp *$", tostring(mine))
  end)
end)

describe("a contact", function()
  local function contact(id) return page.registry:contact(id) end

  it("has its fields, and its address made from the uri", function()
    assert.same({
      id = "John_Kozlowski", name = "John Kozlowski",
      organization = "ShofarNexus.com",
      uri = "mailto:John.Kozlowski&ShofarNexus.com", updated = "2012-02-20",
      email = "John.Kozlowski@ShofarNexus.com",
    }, contact("John_Kozlowski"))
  end)

  it("lacks the fields whose cells are empty", function()
    assert.same({
      id = "Network_Executive_Software_Inc",
      organization = "Network Executive Software, Inc.",
      uri = "mailto:support&netex.com", updated = "2017-01-25",
      email = "support@netex.com",
    }, contact("Network_Executive_Software_Inc"))
    assert.is_nil(contact("Tony_Gibbs").updated)
  end)

  it("is found by the cells of a record", function()
    local record = page.registry:lookup(4105, "tcp")
    assert.equal("ShofarNexus.com",
      contact(record.assignee).organization)
    assert.equal("John Kozlowski", contact(record.contact).name)
  end)

  it("is the caller's own", function()
    local mine = contact("Dan_Razzell")
    mine.name = "mine"
    assert.equal("Dan Razzell", contact("Dan_Razzell").name)
  end)
end)
