--- The methods of a record, on rows of the registry whose answers stand in its
-- own text, and on every record. Two have specs of their own: references_spec,
-- txt_keys_spec.

local bundled = require "spec.support.bundled"
local ianaports = require "ianaports"
local methods = require "ianaports.record"
local page = require "spec.support.page"
local sieve = require "spec.support.sieve"
local tally = require "spec.support.tally"

local lookup = ianaports.lookup
local COUNT = #bundled.records

local NAMES = { "status", "range", "alias_of", "aliases", "references",
  "assignees", "contacts", "txt_keys", "srv" }

--- A record of the bundled registry with other fields.
local function altered(fields)
  local record = lookup(22, "tcp")
  for field, value in pairs(fields) do record[field] = value or nil end
  return record
end

local function ids_of(list)
  local ids = {}
  for i, item in ipairs(list) do ids[i] = item.id end
  return ids
end

describe("every record", function()
  it("has the methods and no other", function()
    local checks = tally.new()
    for record in ianaports.records() do
      for _, name in ipairs(NAMES) do
        checks:equal("function", type(record[name]), record.row, name)
      end
      checks:equal(nil, record.no_such_method, record.row)
    end
    assert.equal(tally.clean(COUNT * (#NAMES + 1)), checks:report())
    local known = {}
    for i, name in ipairs(NAMES) do known[name] = i end
    for name in pairs(methods) do assert.is_truthy(known[name], name) end
  end)

  it("answers each method with the type that it gives, and is left as it was", function()
    local checks, left = tally.new(), tally.new()
    local types = { status = "string", aliases = "table", references = "table",
      assignees = "table", contacts = "table", txt_keys = "table" }
    for record in ianaports.records() do
      for _, name in ipairs(NAMES) do
        local answer = record[name](record)
        local ok = type(answer) == (types[name] or "string")
          or answer == nil and not types[name]
        checks:equal(true, ok, record.row, name)
      end
      local again = lookup(record.name or record.port, record.transport)
      if again.row == record.row then
        left:equal(nil, tally.difference(again, record), record.row)
      end
    end
    assert.equal(tally.clean(COUNT * #NAMES), checks:report())
    assert.equal(tally.clean(left.compared), left:report())
    assert.is_true(left.compared > 12000)
  end)

  it("has no method that goes into pairs", function()
    for field in pairs(lookup(22, "tcp")) do
      assert.are_not.equal("function", type(lookup(22, "tcp")[field]))
    end
  end)
end)

describe("status", function()
  -- sua 14001/udp is named and De-registered; 5349/udp is a name Reserved for
  -- a future enhancement; 24 is "any private mail system".
  for _, case in ipairs {
    { "443/tcp", "assigned" }, { "24/tcp", "assigned" },
    { "stun-behaviors/udp", "assigned" }, { "airplay", "assigned" },
    { "rdp", "assigned" }, { "boe-cms", "assigned" },
    { "0/tcp", "reserved" }, { "sua/udp", "reserved" }, { "230", "reserved" },
    { "4/tcp", "unassigned" },
  } do
    it(("of %s is %s"):format(case[1], case[2]), function()
      assert.equal(case[2], lookup(case[1]):status())
    end)
  end

  it("of a record is its own, whatever others there are on its port", function()
    local said = {}
    for record in assert(ianaports.new {
      { port = 7748, last_port = 7776, description = "Unassigned" },
      { name = "inetfs", port = 7775, transport = "tcp", description = "A File System" },
      { port = 7775, transport = "udp", description = "Reserved" },
    }):records() do
      said[record.row] = record:status()
    end
    assert.same({ "unassigned", "assigned", "reserved" }, said)
  end)

  it("of a record that alone covers a port is the port's", function()
    local checks = tally.new()
    for record in ianaports.records() do
      local port, transport = record.port, record.transport
      local alone = port and transport and not record.last_port
        and #ianaports.names(port, transport) == 1 and record.name
      if alone then
        checks:equal(ianaports.status(port, transport), record:status(), record.row)
      end
    end
    assert.matches(" 0 differ$", checks:report())
    assert.is_true(checks.compared > 11000)
  end)
end)

describe("range", function()
  for _, case in ipairs {
    { 0, "system" }, { 1022, "system" }, { 1023, "system" }, { 1024, "user" },
    { 49150, "user" }, { 49151, "user" }, { 49152, "dynamic" },
    { 65535, "dynamic" },
  } do
    it(("of port %d is %s"):format(case[1], case[2]), function()
      assert.equal(case[2], altered { port = case[1] }:range())
    end)
  end

  it("is nil without a port", function()
    assert.is_nil(lookup("airplay"):range())
    assert.equal(1, select("#", lookup("airplay"):range()))
  end)
end)

describe("an alias", function()
  -- Name, transport, the main name that its notes give, the other names there.
  for _, case in ipairs {
    { "914c/g", "tcp", "914c-g", { "914c-g" } },
    { "914c-g", "tcp", nil, { "914c/g" } },
    { "whois++", "tcp", "whoispp", { "whoispp" } },
    { "whoispp", "udp", nil, { "whois++" } },
    { "www", "tcp", "http", { "http", "www-http" } },
    { "www-http", "udp", "http", { "http", "www" } },
    { "http", "tcp", nil, { "www", "www-http" } },
    { "http", "udp", nil, { "www", "www-http" } },
    { "http", "sctp", nil, {} },
    { "name", "tcp", nil, { "nameserver" } },           -- neither says so
    { "nameserver", "tcp", nil, { "name" } },
    { "EtherNet/IP-1", "udp", "EtherNet-IP-1", { "EtherNet-IP-1" } },    -- notes begin otherwise
    { "EtherNet-IP-1", "udp", nil, { "EtherNet/IP-1" } },
    { "edi_service", "udp", nil, {} },                  -- a bad name, no alias
    { "https", "tcp", nil, {} },
    { "x11", "tcp", nil, {} },
    { "airplay", "tcp", nil, {} },
    { "boe-cms", nil, nil, {} },
  } do
    it(("is given for %s %s"):format(case[1], case[2] or "-"), function()
      local record = lookup(case[1], case[2])
      assert.equal(case[3], record:alias_of())
      assert.same(case[4], record:aliases())
    end)
  end

  it("is given for a record without a name: none", function()
    assert.same({}, lookup(4, "tcp"):aliases())
    assert.is_nil(lookup(4, "tcp"):alias_of())
  end)

  it("stands right below its main record, and each is the other's", function()
    local checks, before, pairs_seen = tally.new(), nil, 0
    for record in ianaports.records() do
      local main = record:alias_of()
      if main and record.assignment_notes:find("historic", 1, true) then
        pairs_seen = pairs_seen + 1
        checks:equal(main, before.name, record.row)
        checks:equal(record.name, before:aliases()[1], record.row)
      end
      before = record
    end
    local noted = #sieve.rows(function(record)
      local notes = record.assignment_notes or ""
      return notes:find 'This entry is an alias to "' and notes:find "historic"
    end)
    assert.is_true(noted > 100)
    assert.equal(noted, pairs_seen)
    assert.equal(tally.clean(2 * noted), checks:report())
  end)

  -- The names that the file's records have at each port, as "443/tcp".
  local function names_by_place()
    local places = {}
    for _, record in ipairs(bundled.records) do
      for port = record.port or 1, record.name and (record.last_port or record.port) or 0 do
        local place = port .. "/" .. tostring(record.transport)
        places[place] = places[place] or {}
        table.insert(places[place], record.name)
      end
    end
    return places
  end

  it("is any other name at its port, whatever the notes say", function()
    local places, told, count = names_by_place(), tally.new(), 0
    local single = { transport = ianaports.transports, has = { "name", "port" }, where = function(record)
      return not record.last_port
    end }
    for record in ianaports.records(single) do
      local expected = {}
      for _, name in ipairs(places[record.port .. "/" .. record.transport]) do
        if name:lower() ~= record.name:lower() then expected[#expected + 1] = name end
      end
      count = count + 1
      told:equal(table.concat(expected, " "), table.concat(record:aliases(), " "), record.row)
    end
    assert.is_true(count > 100)
    assert.equal(tally.clean(count), told:report())
  end)

  it("is compared with the main name without case", function()
    local record = lookup("http", "tcp")
    record.name = "HTTP"
    assert.same({ "www", "www-http" }, record:aliases())
  end)
end)

describe("assignees and contacts", function()
  local registry = page.registry

  --- The first record of the page with other contacts.
  local function with(cell)
    local record = registry:find()[1]
    record.contact = cell
    return record
  end

  it("are the contacts of the registry", function()
    local record = registry:lookup(4105, "udp")
    assert.same({ registry:contact(record.assignee) }, record:assignees())
    assert.same({ registry:contact "John_Kozlowski" }, record:contacts())
    assert.equal("John Kozlowski", record:contacts()[1].name)
  end)

  it("are the id alone where the registry does not list them", function()
    local contacts = with "[Vera_Heinau][Heiko_Schlichting]":contacts()
    assert.same({ { id = "Vera_Heinau" }, { id = "Heiko_Schlichting" } }, contacts)
    assert.equal("[Vera_Heinau]", tostring(contacts[1]))
  end)

  it("are in the order of the cell, listed or not", function()
    local contacts = with "[No_One][Dan_Razzell][Tony_Gibbs]":contacts()
    assert.same({ "No_One", "Dan_Razzell", "Tony_Gibbs" }, ids_of(contacts))
    assert.equal("Dan Razzell", contacts[2].name)
  end)

  it("are none where the cell is empty", function()
    local record = altered { assignee = false, contact = false }
    assert.same({}, record:assignees())
    assert.same({}, record:contacts())
  end)

  it("make up the cell again, for every record", function()
    local checks = tally.new()
    for record in ianaports.records() do
      for method, field in pairs { assignees = "assignee", contacts = "contact" } do
        local ids = ids_of(record[method](record))
        local cell = ids[1] and "[" .. table.concat(ids, "][") .. "]"
        checks:equal(record[field], cell, record.row, field)
      end
    end
    assert.equal(tally.clean(2 * COUNT), checks:report())
  end)
end)

describe("srv", function()
  for _, case in ipairs {
    { "ipp/tcp", "_ipp._tcp" }, { "sip/sctp", "_sip._sctp" },
    { "discard/dccp", "_discard._dccp" }, { "airplay", "_airplay._tcp" },
    { "EtherNet-IP-1/udp", "_EtherNet-IP-1._udp" },
    { "rdp", nil }, { "boe-cms", nil }, { "4/tcp", nil }, { "230", nil },
  } do
    it(("of %s is %s"):format(case[1], tostring(case[2])), function()
      assert.equal(case[2], lookup(case[1]):srv())
      assert.equal(1, select("#", lookup(case[1]):srv()))
    end)
  end

  it("is a key that finds the record's name and transport again", function()
    for _, key in ipairs { "_ipp._tcp", "_airplay._tcp", "_sip._sctp" } do
      assert.equal(key, lookup(key):srv())
    end
  end)
end)

describe("a record that is not the registry's", function()
  it("has no answer from the methods that need a registry", function()
    for _, name in ipairs { "status", "assignees", "contacts" } do
      local ok, message = pcall(methods[name], { row = 1 })
      assert.is_false(ok)
      assert.is_truthy(message:find("a record", 1, true), message)
    end
  end)

  it("is answered by the others from its fields", function()
    local record = { name = "x", transport = "tcp", reference = "[RFC1]",
      assignment_notes = "Defined TXT keys: a, b" }
    assert.equal("_x._tcp", methods.srv(record))
    assert.equal("RFC1", methods.references(record)[1].id)
    assert.same({ "a", "b" }, (methods.txt_keys(record)))
  end)
end)

describe("a method of a record", function()
  local record = lookup(443)

  for _, name in ipairs(NAMES) do
    it(name .. " raises at the line that calls it with a dot", function()
      for _, argument in ipairs { {}, { 80 }, { "tcp" } } do
        local line = debug.getinfo(1, "l").currentline + 1
        local ok, message = pcall(function() record[name](argument[1]) end)
        assert.is_false(ok)
        assert.equal(("record_methods_spec.lua:%d: bad argument #1 to '%s' (a record "
          .. "expected, got %s; write record:%s())"):format(line, name,
          type(argument[1]), name), message:match "record_methods_spec.*$")
      end
    end)
  end

  for _, name in ipairs { "status", "aliases", "assignees", "contacts" } do
    it(name .. " raises for a table that is of no registry", function()
      local ok, message = pcall(function()
        record[name] { name = "x", port = 1 }
      end)
      assert.is_false(ok)
      assert.matches("record_methods_spec.lua:%d+: bad argument #1 to '" .. name, message)
    end)
  end
end)
