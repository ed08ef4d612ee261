--- The module's name and port remember their answers. They answer like a
-- registry's methods, which remember nothing: the first time, every later time,
-- and after more answers than they can remember. The same holds for the strings
-- of records, which any registry remembers.

local bundled_file = require "spec.support.bundled"
local ianaports = require "ianaports"
local bundled = require "ianaports.core".internals().bundled()

local TRANSPORTS = { "tcp", "udp", "sctp", "dccp", false }

local function kilobytes()
  collectgarbage()
  collectgarbage()
  return collectgarbage "count"
end

--- All spellings of a name in capitals and small letters.
local function spellings(name)
  local list = { "" }
  for letter in name:gmatch "." do
    local longer = {}
    for _, start in ipairs(list) do
      longer[#longer + 1] = start .. letter
      if letter:upper() ~= letter then longer[#longer + 1] = start .. letter:upper() end
    end
    list = longer
  end
  return list
end

describe("name", function()
  for _, transport in ipairs(TRANSPORTS) do
    it("answers every port as often as it is asked on " .. tostring(transport or "any"), function()
      for _ = 1, 2 do
        for port = 0, 65535, 3 do
          local expected = bundled:name(port, transport or nil)
          if ianaports.name(port, transport or nil) ~= expected then
            assert.equal(expected, ianaports.name(port, transport or nil), port)
          end
        end
      end
    end)
  end

  it("gives no answer of one transport for another", function()
    for _ = 1, 2 do
      assert.equal("exp1", ianaports.name(1021, "dccp"))
      assert.is_nil(ianaports.name(3478, "dccp"))
    end
  end)

  it("gives no remembered answer for a wrong argument", function()
    assert.equal("https", ianaports.name(443, "tcp"))
    assert.has_error(function() ianaports.name(443, "icmp") end)
    assert.has_error(function() ianaports.name(443.5, "tcp") end)
    assert.has_error(function() ianaports.name(443 + 65536, "tcp") end)
    assert.equal("https", ianaports.name("443", "tcp"))
    assert.equal("https", ianaports.name(443.0, "TCP"))
  end)

  it("answers alike when the first question came as text", function()
    for _, port in ipairs { "8471", "08471", 8471 } do
      assert.equal("pim-port", ianaports.name(port, "sctp"))
    end
  end)
end)

describe("port", function()
  it("answers every name in two spellings as often as it is asked", function()
    local list = ianaports.find():names()
    assert.is_true(#list > 4096)
    for _ = 1, 2 do
      for _, name in ipairs(list) do
        for _, transport in ipairs(TRANSPORTS) do
          local expected = bundled:port(name, transport or nil)
          if ianaports.port(name, transport or nil) ~= expected
             or ianaports.port(name:upper(), transport or nil) ~= expected then
            assert.equal(expected, ianaports.port(name, transport or nil), name)
            assert.equal(expected, ianaports.port(name:upper(), transport or nil), name)
          end
        end
      end
    end
  end)

  it("gives no remembered answer for a wrong argument", function()
    assert.equal(443, ianaports.port("https", "tcp"))
    for _, wrong in ipairs { 443, 0, 1, true, {} } do
      assert.has_error(function() ianaports.port(wrong, "tcp") end)
    end
    assert.has_error(function() ianaports.port("https", "icmp") end)
    assert.is_nil(ianaports.port("https\0", "tcp"))
    assert.is_nil(ianaports.port("", "tcp"))
  end)

  -- Names of 15 letters, so of as many spellings, and the port of each on tcp.
  local function long_names()
    local list = {}
    for _, record in ipairs(bundled_file.records) do
      local name = record.name or ""
      if record.transport == "tcp" and record.port and name:find("^" .. ("%a"):rep(15) .. "$") then
        list[#list + 1] = { name, record.port }
      end
    end
    return list
  end

  it("holds a bounded number of spellings", function()
    local function ask_all(name, port)
      local before = kilobytes()
      local list = spellings(name:lower())
      local size = kilobytes() - before
      assert.equal(32768, #list)
      for _, spelling in ipairs(list) do
        if ianaports.port(spelling, "tcp") ~= port then assert.equal(port, spelling) end
      end
      return size
    end
    -- The first fills what is remembered.  The least of three others tells: the
    -- table of all strings in the Lua state may grow in one of them.
    local names, least = long_names(), 1 / 0
    coroutine.wrap(ask_all)(names[1][1], names[1][2])
    for i = 2, 4 do
      local before = kilobytes()
      local size = coroutine.wrap(ask_all)(names[i][1], names[i][2])   -- whose stack goes
      least = math.min(least, (kilobytes() - before) / size)
    end
    assert.is_true(least < 1 / 3, tostring(least))
  end)
end)

describe("records", function()
  --- Rows whose names and descriptions begin with a word and occur once.
  local function rows_of(count, word)
    local rows = {}
    for i = 1, count do
      rows[i] = {
        name = word .. "-" .. i, description = word .. " " .. i, assignee = "[A]",
        registration_date = ("%d-%02d-%02d"):format(1970 + i % 128, i % 12 + 1,
                                                    math.floor(i / 1536) % 28 + 1),
      }
    end
    return rows
  end

  --- How much more memory a registry of such rows holds after all of its records
  --- were read. The rows themselves are gone.
  local function growth(count, word)
    local registry = assert(ianaports.new(rows_of(count, word)))
    local before = kilobytes()
    for _ in registry:records() do end
    return kilobytes() - before
  end

  it("are as their rows say where there are more strings than it remembers", function()
    local rows = rows_of(20000, "these")
    local registry = assert(ianaports.new(rows))
    for _ = 1, 2 do
      for record in registry:records() do
        local row = rows[record.row]
        for _, field in ipairs { "name", "description", "assignee", "registration_date" } do
          if record[field] ~= row[field] then assert.equal(row[field], record[field]) end
        end
      end
    end
  end)

  it("hold a bounded number of strings", function()
    local all = growth(15000, "few")
    assert.is_true(all > 1000, all)
    assert.is_true(growth(60000, "many") < 2.5 * all)
  end)

  it("hold no long strings", function()
    assert.is_true(growth(1000, ("x"):rep(5000)) < 500)
  end)
end)

describe("another registry", function()
  it("has answers of its own", function()
    local registry = assert(ianaports.new { { name = "mine", port = 443, transport = "tcp" } })
    for _ = 1, 2 do
      assert.equal("https", ianaports.name(443, "tcp"))
      assert.equal("mine", registry:name(443, "tcp"))
      assert.equal(443, ianaports.port("https", "tcp"))
      assert.equal(443, registry:port("mine", "tcp"))
      assert.is_nil(registry:port("https", "tcp"))
      assert.is_nil(ianaports.port("mine", "tcp"))
    end
  end)
end)
