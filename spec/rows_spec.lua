-- Rows that were not made with care: what `new` and `overlay` say of them, and
-- that none gets lost or raises from within.

local ianaports = require "ianaports"

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

-- No tail calls: what is raised names the line of the call.
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
  it("may be as many as a million #exhaustive", function()
    local rows = {}
    for i = 1, 1000000 do
      rows[i] = { name = "n" .. i % 1000, port = i % 65536, transport = "tcp" }
    end
    local registry = assert(ianaports.new(rows))
    assert.equal(1000000, registry:info().records)
    assert.equal("n1", registry:name(1, "tcp"))
  end)

  it("have no format", function()
    local ok, message = pcall(function()
      ianaports.new({}, { format = "csv" })
    end)
    assert.is_false(ok)
    assert.truthy(message:find('rows_spec.lua:%d+: bad argument #2 to \'new\' '
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
