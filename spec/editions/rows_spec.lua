--- Registries of rows: they answer as the rows say. Faulty rows are refused by
-- `new` and `overlay` with a message: no row is lost, and none makes the module
-- raise an error of its own.

local ianaports = require "ianaports"

describe("a registry of rows", function()
  it("answers as they say", function()
    local registry = assert(ianaports.new {
      { name = "a", port = 1, transport = "tcp" },
      { name = "b", port = 5.0, last_port = 7, transport = 17 },
      { name = "c", port = "10-12", row = 99 },
      { name = "e", port = "20", last_port = "22", transport = "TCP" },
      { name = "d", transport = "SCTP", description = "no port" },
    })
    assert.equal("a", registry:name(1))
    assert.same({ 5, 6, 7 }, registry:ports "b")
    assert.equal("b", registry:name(6, "udp"))
    assert.equal(12, registry:lookup(11).last_port)
    assert.same({ 20, 21, 22 }, registry:ports "e")
    assert.equal("sctp", registry:lookup "d".transport)
    assert.equal("rows", registry:info().source)
  end)

  it("keeps their order, which ports need not follow", function()
    local registry = assert(ianaports.new {
      { name = "late", port = 9, transport = "tcp" },
      { name = "early", port = 3, transport = "tcp" },
      { name = "again", port = 9, transport = "tcp" },
      { name = "early", port = 1, transport = "tcp" },
    })
    assert.same({ "late", "again" }, registry:names(9))
    assert.equal(3, registry:port "early")
    assert.same({ 1, 3 }, registry:ports "early")
  end)

  for _, case in ipairs {
    { "that is no table", { 1 }, "rows:1: not a table" },
    { "with an unknown field", { {}, { prot = "tcp" } },
      'rows:2: unknown field "prot"' },
    { "with a fraction for a port", { { port = 1.5 } },
      "rows:1: Port Number: not an integer from 0 to 65535" },
    { "with a last port alone", { { last_port = 5 } },
      "rows:1: Port Number: a last_port without a port" },
    { "with a number for a name", { { name = 80 } },
      "rows:1: Service Name: not a string but a number" },
    { "with a range that goes down", { { port = 5, last_port = 4 } },
      "rows:1: Port Number: a range that goes down" },
    { "with half a date", { { registration_date = "2015" } },
      "rows:1: Registration Date: not a date YYYY-MM or YYYY-MM-DD "
      .. "from 1970 to 2097" },
    { "too long for a cell", { { name = ("x"):rep(65536) } },
      "rows:1: Service Name: longer than 65535 bytes" },
  } do
    it("is refused with a row " .. case[1], function()
      local registry, message = ianaports.new(case[2])
      assert.is_nil(registry)
      assert.equal(case[3], message)
    end)
  end

  it("is refused where ranges overlap beyond measure", function()
    local rows = {}
    for i = 1, 600 do rows[i] = { port = i, last_port = 65535 - i } end
    for i = 1, 33000 do rows[#rows + 1] = { port = i } end
    local registry, message = ianaports.new(rows)
    assert.is_nil(registry)
    assert.equal("rows: ranges overlap more than 16777215 times", message)
  end)
end)

local NOT_A_PORT = "Port Number: not an integer from 0 to 65535"
local NOT_A_TRANSPORT = 'Transport Protocol: not "tcp", "udp", "sctp" or "dccp" '
  .. "or 6, 17, 132 or 33"

local cyclic = {}
cyclic.name = cyclic

local function hostile()
  return setmetatable({}, {
    __tostring = function() error "never asked" end,
    __len = function() error "never asked" end,
  })
end

--- No tail calls: what is raised names the line of the call.
local function make_new(rows)
  local registry, message = ianaports.new(rows)
  return registry, message
end

local function make_overlay(rows)
  local registry, message = ianaports.overlay(rows)
  return registry, message
end

local makers = { new = make_new, overlay = make_overlay }

for name, make in pairs(makers) do
  describe(name, function()
    for _, case in ipairs {
      { "NaN", { port = 0 / 0 }, NOT_A_PORT },
      { "infinity", { port = math.huge }, NOT_A_PORT },
      { "minus infinity", { port = -math.huge }, NOT_A_PORT },
      { "a port as large as numbers get", { port = 2 ^ 1023 }, NOT_A_PORT },
      { "a port with blanks", { port = " 80" },
        "Port Number: not a port or a range of ports" },
      { "a port in another notation", { port = "0x50" },
        "Port Number: not a port or a range of ports" },
      { "a range with an end of its own", { port = "1-2", last_port = 3 }, NOT_A_PORT },
      { "no port but an end", { port = "", last_port = 3 }, NOT_A_PORT },
      { "true for a port", { port = true }, NOT_A_PORT },
      { "false for an end", { port = 1, last_port = false }, NOT_A_PORT },
      { "no transport that is said", { transport = false }, NOT_A_TRANSPORT },
      { "a table for a transport", { transport = {} }, NOT_A_TRANSPORT },
      { "itself for a name", cyclic, "Service Name: not a string but a table" },
      { "a number for a date", { registration_date = 20150102 },
        "Registration Date: not a string but a number" },
      { "a day that is none", { registration_date = "2015-02-30" },
        "Registration Date: not a date YYYY-MM or YYYY-MM-DD from 1970 to 2097" },
      { "a name of 16 MB", { name = ("x"):rep(2 ^ 24) },
        "Service Name: longer than 65535 bytes" },
      { "a NUL", { description = "a\0" }, "Description: a NUL byte at byte 2" },
      { "what is not UTF-8", { description = "\255" },
        "Description: not UTF-8 at byte 1" },
      { "a table for a field", { [{}] = "x" }, "unknown field table" },
      { "a hostile field", { [hostile()] = "x" }, "unknown field table" },
      { "a number for a field", { [1.5] = "x" }, "unknown field 1.5" },
      { "a field of 1 MB", { [("x"):rep(2 ^ 20)] = "x" },
        'unknown field "' .. ("x"):rep(40) .. '"...' },
      { "several faults, the first column's", { port = -1, transport = "x", name = 1 },
        "Service Name: not a string but a number" },
    } do
      it("refuses a row with " .. case[1], function()
        local registry, message = make { {}, case[2] }
        assert.is_nil(registry)
        assert.equal("rows:2: " .. case[3], message)
      end)
    end

    it("takes minus zero for the port zero", function()
      assert.equal(0, assert(make { { name = "zero", port = -0.0 } }):port "zero")
    end)

    it("reads a row that stands for another like that one", function()
      local row = setmetatable({}, { __index = { name = "other", port = 5,
                                                 last_port = 6 } })
      local record = assert(make { row }):lookup "other"
      assert.same({ "other", 5, 6 }, { record.name, record.port, record.last_port })
    end)

    it("takes records, and lists with methods", function()
      local rows = setmetatable({ ianaports.lookup "x11", ianaports.lookup "https" },
        { __index = { map = function() end } })
      local count = name == "new" and 0 or ianaports.info().records
      local registry = assert(make(rows))
      assert.equal(count + 2, registry:info().records)
      assert.equal(6063, registry:lookup "x11".last_port)
    end)

    it("lets an error of the user's own pass", function()
      local thrown = {}
      local row = setmetatable({}, { __index = function() error(thrown) end })
      local ok, what = pcall(make, { row })
      assert.is_false(ok)
      assert.equal(thrown, what)
    end)

    for _, case in ipairs {
      { "a hole", { {}, nil, {} } }, { "a name", { {}, n = 1 } },
      { "zero", { [0] = {}, {} } }, { "a fraction", { {}, [1.5] = {} } },
    } do
      it("raises for a list with " .. case[1], function()
        local ok, message = pcall(make, case[2])
        assert.is_false(ok)
        assert.equal(("bad argument #1 to '%s' (rows must be a list of tables)")
          :format(name), (message:match "rows_spec.lua:%d+: (.*)$"))
      end)
    end
  end)
end

describe("rows", function()
  it("may be very many #exhaustive", function()
    local rows = {}
    for i = 1, 200000 do
      rows[i] = { name = "n" .. i % 1000, port = i % 65536, transport = "tcp" }
    end
    local registry = assert(ianaports.new(rows))
    assert.equal(200000, registry:info().records)
    assert.equal("n1", registry:name(1, "tcp"))
  end)

  it("have the contacts of a file, where it has any", function()
    local registry = assert(ianaports.new({ { name = "a", contact = "[IESG]" } },
      { contacts = "spec/fixtures/pack/contacts.csv" }))
    assert.equal("iesg@ietf.org", registry:contact "IESG".email)
    local none, message = ianaports.new({}, { contacts = "no-such-file" })
    assert.is_nil(none)
    assert.equal("no-such-file: No such file or directory", message)
  end)

  it("have no format", function()
    local ok, message = pcall(function()
      ianaports.new({}, { format = "csv" })
    end)
    assert.is_false(ok)
    assert.is_truthy(message:find('rows_spec.lua:%d+: bad argument #2 to \'new\' '
      .. '%(unknown option "format"; known options: contacts%)'))
  end)
end)

describe("the label of an overlay", function()
  for _, case in ipairs {
    { "", "overlay: the label is empty" },
    { "\0", "overlay: Origin: a NUL byte at byte 1" },
    { "\255", "overlay: Origin: not UTF-8 at byte 1" },
    { ("x"):rep(65536), "overlay: Origin: longer than 65535 bytes" },
  } do
    it(("may not be %q"):format(case[1]:sub(1, 3)), function()
      local registry, message = ianaports.overlay({ { name = "a" } }, case[1])
      assert.is_nil(registry)
      assert.equal(case[2], message)
    end)
  end
end)
