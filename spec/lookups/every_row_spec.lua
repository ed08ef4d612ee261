--- Every record and every contact of data/, through every path: by iteration,
-- by port, by name, by id. What is expected comes from spec/support: a CSV
-- reader and a slow model that share nothing with the module.

local bundled = require "spec.support.bundled"
local ianaports = require "ianaports"
local model = require "spec.support.model"
local tally = require "spec.support.tally"

local RECORDS, CONTACTS = bundled.records, bundled.contacts
local expected = model.new(RECORDS)
local ANY = {}                                 -- stands for a transport left out
local ASKED = { "tcp", "udp", "sctp", "dccp", ANY }

--- Calls f(transport) with each transport, and with none.
local function each_transport(f)
  for _, transport in ipairs(ASKED) do
    f(transport ~= ANY and transport or nil)
  end
end

local function distinct_names()
  local names, seen = {}, {}
  for _, record in ipairs(RECORDS) do
    local name = record.name
    if name and not seen[name] then
      seen[name] = true
      names[#names + 1] = name
    end
  end
  return names
end

local function row(record)
  return record and record.row
end

local function joined(list)
  return table.concat(list, ",")
end

local function count(list, wanted)
  local n = 0
  for _, one in ipairs(list) do
    if wanted(one) then n = n + 1 end
  end
  return n
end

--- The ports to try of a record: its first, one in the middle, its last.
local function some_ports(record)
  local first, last = model.span(record)
  return { first, math.floor((first + last) / 2), last }
end

--- Whether the record `found` may be the answer where `record` is one: it covers
--- the port, and it is `record`, stands above it, or has a transport where
--- `record` has none.
local function stands_in(found, record, port)
  local first, last = model.span(found)
  return first <= port and port <= last and (found.transport and not record.transport
    or found.row <= record.row and found.transport == record.transport)
end

describe("iteration", function()
  it("gives every record of the file, in order and equal in every field", function()
    local checks, n = tally.new(), 0
    for record in ianaports.records() do
      n = n + 1
      checks:equal(nil, tally.difference(RECORDS[n] or {}, record), "row", n)
    end
    assert.equal(#RECORDS, n)
    assert.equal(tally.clean(#RECORDS), checks:report())
  end)

  it("prints every record as one line that begins with its name", function()
    local checks = tally.new()
    for record in ianaports.records() do
      local line, start = tostring(record), (record.name or "-") .. " "
      checks:equal(nil, line:find("[\r\n]"), "line break in row", record.row)
      checks:equal(start, line:sub(1, #start), "start of row", record.row)
    end
    assert.equal(tally.clean(2 * #RECORDS), checks:report())
  end)

  it("gives every service that has a port, and nothing else", function()
    local checks, n = tally.new(), 0
    local named = {}
    for _, record in ipairs(RECORDS) do
      if record.name and record.port then named[#named + 1] = record end
    end
    for name, port, transport, last_port in ianaports.services() do
      n = n + 1
      local got = { name = name, port = port, transport = transport,
        last_port = last_port }
      local want = named[n] or {}
      checks:equal(nil, tally.difference({ name = want.name, port = want.port,
        transport = want.transport, last_port = want.last_port }, got), n)
    end
    assert.equal(#named, n)
    assert.equal(tally.clean(#named), checks:report())
  end)

  it("gives every contact of the file, in order and equal in every field", function()
    local checks, n = tally.new(), 0
    for contact in ianaports.contacts() do
      n = n + 1
      checks:equal(nil, tally.difference(CONTACTS[n] or {}, contact), "contact", n)
    end
    assert.equal(#CONTACTS, n)
    assert.equal(tally.clean(#CONTACTS), checks:report())
  end)

  it("goes over as many records and contacts as the counts say", function()
    local info = ianaports.info()
    assert.equal(#RECORDS, info.records)
    assert.equal(#CONTACTS, info.contacts)
  end)
end)

describe("every record with a port", function()
  --- Calls f(record, port, transport) for its own transport or for all four.
  local function each_question(f)
    for _, record in ipairs(RECORDS) do
      for _, port in ipairs(record.port and some_ports(record) or {}) do
        local asked = record.transport and { record.transport } or model.transports
        for _, transport in ipairs(asked) do f(record, port, transport) end
      end
    end
  end

  it("is found by its ports, or a record before it that covers the same", function()
    local checks = tally.new()
    each_question(function(record, port, transport)
      local found = ianaports.lookup(port, transport)
      checks:equal(true, found ~= nil and stands_in(found, record, port),
        record.row, port, transport)
    end)
    assert.is_true(checks.compared > 3 * 13000)
    assert.equal(tally.clean(checks.compared), checks:report())
  end)

  it("has its name among the names of its ports", function()
    local checks = tally.new()
    each_question(function(record, port, transport)
      if not record.name then return end
      local names = "," .. joined(ianaports.names(port, transport)) .. ","
      checks:equal(true, names:find("," .. record.name .. ",", 1, true) ~= nil,
        record.row, port, transport)
    end)
    assert.is_true(checks.compared > 3 * 11000)
    assert.equal(tally.clean(checks.compared), checks:report())
  end)
end)

describe("every named record", function()
  local function named(f)
    for _, record in ipairs(RECORDS) do
      if record.name then f(record) end
    end
  end

  it("is found by its name, or a record of that name before it", function()
    local checks = tally.new()
    named(function(record)
      local found = ianaports.lookup(record.name, record.transport) or {}
      checks:equal(record.name, found.name, "name", record.row)
      checks:equal(true, (found.row or 1 / 0) <= record.row, "row", record.row)
    end)
    assert.equal(tally.clean(2 * count(RECORDS, function(r) return r.name end)),
      checks:report())
  end)

  it("has its ports among the ports of its name and transport", function()
    local checks = tally.new()
    named(function(record)
      if not (record.port and record.transport) then return end
      local ports = ianaports.ports(record.name, record.transport)
      local all = "," .. joined(ports) .. ","
      for _, port in ipairs(some_ports(record)) do
        checks:equal(true, all:find("," .. port .. ",", 1, true) ~= nil,
          record.row, record.name, port)
      end
    end)
    assert.is_true(checks.compared > 3 * 11000)
    assert.equal(tally.clean(checks.compared), checks:report())
  end)
end)

describe("every port with every transport, and with none #exhaustive", function()
  local QUESTIONS = 65536 * #ASKED

  local function each_port(compare)
    local checks = tally.new()
    for port = 0, 65535 do
      each_transport(function(transport) compare(checks, port, transport) end)
    end
    assert.equal(tally.clean(QUESTIONS), checks:report())
  end

  it("has the name that the model gives", function()
    each_port(function(checks, port, transport)
      checks:equal(expected:name(port, transport),
        ianaports.name(port, transport), "name", port, transport)
    end)
  end)

  it("has the names that the model gives", function()
    each_port(function(checks, port, transport)
      checks:equal(joined(expected:names(port, transport)),
        joined(ianaports.names(port, transport)), "names", port, transport)
    end)
  end)

  it("has the record that the model gives", function()
    each_port(function(checks, port, transport)
      checks:equal(expected:row_at(port, transport),
        row(ianaports.lookup(port, transport)), "lookup", port, transport)
    end)
  end)

  it("has the status that the model gives", function()
    each_port(function(checks, port, transport)
      checks:equal(expected:status(port, transport),
        ianaports.status(port, transport), "status", port, transport)
    end)
  end)
end)

describe("every name with every transport, and with none #exhaustive", function()
  local NAMES = distinct_names()

  local function each_name(compare)
    local checks = tally.new()
    for _, name in ipairs(NAMES) do
      each_transport(function(transport) compare(checks, name, transport) end)
    end
    assert.is_true(#NAMES > 7000)
    assert.equal(tally.clean(#NAMES * #ASKED), checks:report())
  end

  it("has the first port that the model gives", function()
    each_name(function(checks, name, transport)
      checks:equal(expected:port(name, transport),
        ianaports.port(name, transport), "port", name, transport)
    end)
  end)

  it("has the ports that the model gives", function()
    each_name(function(checks, name, transport)
      checks:equal(joined(expected:ports(name, transport)),
        joined(ianaports.ports(name, transport)), "ports", name, transport)
    end)
  end)

  it("has the record that the model gives", function()
    each_name(function(checks, name, transport)
      checks:equal(expected:row_of(name, transport),
        row(ianaports.lookup(name, transport)), "lookup", name, transport)
    end)
  end)

  it("has the same record in capitals, and with the transport after a slash", function()
    each_name(function(checks, name, transport)
      local key = name:upper() .. (transport and "/" .. transport or "")
      checks:equal(expected:row_of(name, transport),
        row(ianaports.lookup(key)), "lookup", key)
    end)
  end)

  it("has the same record as a DNS-SD label", function()
    local checks = tally.new()
    for _, name in ipairs(NAMES) do
      for _, transport in ipairs(model.transports) do
        local key = ("_%s._%s"):format(name, transport)
        checks:equal(expected:row_of(name, transport),
          row(ianaports.lookup(key)), "lookup", key)
      end
    end
    assert.equal(tally.clean(4 * #NAMES), checks:report())
  end)
end)

describe("every contact", function()
  it("is found by its id, with and without brackets", function()
    local checks = tally.new()
    for _, contact in ipairs(CONTACTS) do
      for _, id in ipairs { contact.id, "[" .. contact.id .. "]" } do
        checks:equal(nil, tally.difference(contact, ianaports.contact(id)), id)
      end
    end
    assert.equal(tally.clean(2 * #CONTACTS), checks:report())
  end)
end)
