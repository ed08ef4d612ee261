-- The methods of a record, on rows of the registry whose answers are read off
-- its own text, and on every record. TXT keys: txt_keys_spec.

local ianaports = require "ianaports"
local methods = require "ianaports.record"
local tally = require "spec.support.tally"

local lookup = ianaports.lookup

local NAMES = { "status", "range", "alias_of", "aliases", "references",
  "assignees", "contacts", "txt_keys", "srv" }

-- A record of the bundled registry with other fields.
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
    local told = tally.new()
    for record in ianaports.records() do
      for _, name in ipairs(NAMES) do
        told:equal("function", type(record[name]), record.row, name)
      end
      told:equal(nil, record.no_such_method, record.row)
    end
    assert.equal(tally.clean(14270 * (#NAMES + 1)), told:report())
    local known = {}
    for i, name in ipairs(NAMES) do known[name] = i end
    for name in pairs(methods) do assert.truthy(known[name], name) end
  end)

  it("answers each method with the type that it gives, and is left as it was", function()
    local told, left = tally.new(), tally.new()
    local types = { status = "string", aliases = "table", references = "table",
      assignees = "table", contacts = "table", txt_keys = "table" }
    for record in ianaports.records() do
      for _, name in ipairs(NAMES) do
        local answer = record[name](record)
        local ok = type(answer) == (types[name] or "string")
          or answer == nil and not types[name]
        told:equal(true, ok, record.row, name)
      end
      local again = lookup(record.name or record.port, record.transport)
      if again.row == record.row then
        left:equal(nil, tally.difference(again, record), record.row)
      end
    end
    assert.equal(tally.clean(14270 * #NAMES), told:report())
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
    for record in ianaports.records() do
      if record.port == 7775 then said[#said + 1] = record:status() end
    end
    assert.same({ "assigned", "reserved" }, said)         -- inetfs, and udp
  end)

  it("of a record that alone covers a port is the port's", function()
    local told = tally.new()
    for record in ianaports.records() do
      local port, transport = record.port, record.transport
      local alone = port and transport and not record.last_port
        and #ianaports.names(port, transport) == 1 and record.name
      if alone then
        told:equal(ianaports.status(port, transport), record:status(), record.row)
      end
    end
    assert.matches(" 0 differ$", told:report())
    assert.is_true(told.compared > 11000)
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
    { "914c/g", "tcp", "914c-g", {} },
    { "914c-g", "tcp", nil, { "914c/g" } },
    { "whois++", "tcp", "whoispp", {} },
    { "whoispp", "udp", nil, { "whois++" } },
    { "www", "tcp", "http", {} },
    { "www-http", "udp", "http", {} },
    { "http", "tcp", nil, { "www", "www-http" } },
    { "http", "udp", nil, { "www", "www-http" } },
    { "http", "sctp", nil, {} },
    { "EtherNet/IP-1", "udp", "EtherNet-IP-1", {} },    -- notes begin otherwise
    { "EtherNet-IP-1", "udp", nil, { "EtherNet/IP-1" } },
    { "edi_service", "udp", nil, {} },                  -- a bad name, no alias
    { "https", "tcp", nil, {} },
    { "x11", "tcp", nil, {} },
    { "airplay", "tcp", nil, {} },
    { "boe-cms", nil, nil, {} },
  } do
    it(("is told of %s %s"):format(case[1], case[2] or "-"), function()
      local record = lookup(case[1], case[2])
      assert.equal(case[3], record:alias_of())
      assert.same(case[4], record:aliases())
    end)
  end

  it("is told of a record without a name: none", function()
    assert.same({}, lookup(4, "tcp"):aliases())
    assert.is_nil(lookup(4, "tcp"):alias_of())
  end)

  it("stands right below its main record, and each is the other's", function()
    local told, before, pairs_seen = tally.new(), nil, 0
    for record in ianaports.records() do
      local main = record:alias_of()
      if main and record.assignment_notes:find("historic", 1, true) then
        pairs_seen = pairs_seen + 1
        told:equal(main, before.name, record.row)
        told:equal(record.name, before:aliases()[1], record.row)
      end
      before = record
    end
    assert.equal(184, pairs_seen)
    assert.equal(tally.clean(2 * 184), told:report())
  end)

  it("is counted once: 188 by their notes, 188 by their main records", function()
    local by_notes, by_main = 0, 0
    for record in ianaports.records() do
      by_notes = by_notes + (record:alias_of() and 1 or 0)
      by_main = by_main + #record:aliases()
    end
    assert.equal(188, by_notes)
    assert.equal(188, by_main)
    assert.equal(188, #ianaports.find { alias = true })
  end)

  it("is compared with the main name without case", function()
    local record = lookup("http", "tcp")
    record.name = "HTTP"
    assert.same({ "www", "www-http" }, record:aliases())
  end)
end)

describe("references", function()
  local RFC, DRAFT = "https://www.rfc-editor.org/rfc/",
    "https://datatracker.ietf.org/doc/html/"

  -- A cell, and the text, kind, id and url of each entry.
  for _, case in ipairs {
    { nil },
    { "[RFC6335]", { "RFC6335", "rfc", "RFC6335", RFC .. "rfc6335" } },
    { "[RFC8765, Section 6.1]",
      { "RFC8765, Section 6.1", "rfc", "RFC8765", RFC .. "rfc8765" } },
    { "[1][RFC4727][RFC6335]",
      { "1", "footnote", "1" },
      { "RFC4727", "rfc", "RFC4727", RFC .. "rfc4727" },
      { "RFC6335", "rfc", "RFC6335", RFC .. "rfc6335" } },
    { "[draft-herbert-gue]",
      { "draft-herbert-gue", "draft", "draft-herbert-gue",
        DRAFT .. "draft-herbert-gue" } },
    { "[draft-zubov-snif-05, Section 4.3]",
      { "draft-zubov-snif-05, Section 4.3", "draft", "draft-zubov-snif-05",
        DRAFT .. "draft-zubov-snif-05" } },
    { "[RFC-ietf-radext-dynamic-discovery-15]",
      { "RFC-ietf-radext-dynamic-discovery-15", "draft",
        "draft-ietf-radext-dynamic-discovery-15",
        DRAFT .. "draft-ietf-radext-dynamic-discovery-15" } },
    { "[https://snif.host/relay-proto#snif-cln]",
      { "https://snif.host/relay-proto#snif-cln", "uri",
        "https://snif.host/relay-proto#snif-cln",
        "https://snif.host/relay-proto#snif-cln" } },
    { "[http://www.broadband-forum.org/assignments]",
      { "http://www.broadband-forum.org/assignments", "uri",
        "http://www.broadband-forum.org/assignments",
        "http://www.broadband-forum.org/assignments" } },
    { "[n/a]", { "n/a", "text" } },
    { "[TR-352][a sentence\n      of two lines]",
      { "TR-352", "text" }, { "a sentence\n      of two lines", "text" } },
    { "[ISO/IEC 13818-6 MPEG-2 DSM-CC]",
      { "ISO/IEC 13818-6 MPEG-2 DSM-CC", "text" } },
    { "[3GPP TS 24.379 v13.5.0s]", { "3GPP TS 24.379 v13.5.0s", "text" } },
    { "[RFC editor]", { "RFC editor", "text" } },
    { "[see http://a.example/]", { "see http://a.example/", "text" } },
  } do
    it(("of %s"):format(case[1] or "no cell"), function()
      local expected = {}
      for i = 2, #case do
        local text, kind, id, url = case[i][1], case[i][2], case[i][3], case[i][4]
        expected[i - 1] = { text = text, kind = kind, id = id, url = url }
      end
      assert.same(expected, altered { reference = case[1] or false }:references())
    end)
  end

  it("make up the cell again, for every record", function()
    local told, kinds = tally.new(), {}
    for record in ianaports.records() do
      local cell = ""
      for _, item in ipairs(record:references()) do
        cell = cell .. "[" .. item.text .. "]"
        kinds[item.kind] = (kinds[item.kind] or 0) + 1
      end
      told:equal(record.reference or "", cell, record.row)
    end
    assert.equal(tally.clean(14270), told:report())
    assert.same({ rfc = 279, draft = 6, footnote = 8, text = 14 }, kinds)
  end)
end)

describe("assignees and contacts", function()
  it("are the contacts of the registry", function()
    local record = lookup(4105, "udp")
    assert.same({ ianaports.contact(record.assignee) }, record:assignees())
    assert.same({ ianaports.contact "John_Kozlowski" }, record:contacts())
  end)

  it("are the id alone where the registry does not list them", function()
    assert.same({ { id = "Vera_Heinau" }, { id = "Heiko_Schlichting" } },
      lookup(991, "tcp"):contacts())
    assert.equal("[Vera_Heinau]", tostring(lookup(991, "tcp"):contacts()[1]))
  end)

  it("are in the order of the cell, listed or not", function()
    local record = altered { contact = "[No_One][Dan_Razzell][Tony_Gibbs]" }
    assert.same({ "No_One", "Dan_Razzell", "Tony_Gibbs" },
      ids_of(record:contacts()))
    assert.equal("Dan Razzell", record:contacts()[2].name)
  end)

  it("are none where the cell is empty", function()
    assert.same({}, lookup(22, "tcp"):assignees())
    assert.same({}, lookup(22, "tcp"):contacts())
  end)

  it("make up the cell again, for every record", function()
    local told = tally.new()
    for record in ianaports.records() do
      for method, field in pairs { assignees = "assignee", contacts = "contact" } do
        local ids = ids_of(record[method](record))
        local cell = ids[1] and "[" .. table.concat(ids, "][") .. "]"
        told:equal(record[field], cell, record.row, field)
      end
    end
    assert.equal(tally.clean(2 * 14270), told:report())
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
      assert.truthy(message:find("a record", 1, true), message)
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
