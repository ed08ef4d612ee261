-- The reader of services(5) files, nmap's and Wireshark's: what it makes of each
-- kind of line that is a service.

local collector = require "spec.support.collector"
local fixture = require "spec.support.fixture"

local function read(text, size)
  return collector.read("services", text, size)
end

local function alias_to(name)
  return ('This entry is an alias to "%s".'):format(name)
end

-- The records of a text, each as "name port/transport", "-" without a name.
local function keys_of(text)
  local keys = {}
  for i, record in ipairs(read(text).records) do
    keys[i] = ("%s %s/%s"):format(record.name or "-", record.port, record.transport)
  end
  return keys
end

-- What every_rule.txt says.
local HTTP = "WorldWideWeb HTTP  # the second mark too"
local records = {
  { name = "tcpmux", port = "1", transport = "tcp",
    description = "TCP port service multiplexer" },
  { name = "http", port = "80", transport = "tcp", description = HTTP },
  { name = "www", port = "80", transport = "tcp", description = HTTP,
    assignment_notes = alias_to "http" },
  { name = "www-http", port = "80", transport = "tcp", description = HTTP,
    assignment_notes = alias_to "http" },
  { name = "discard", port = "9", transport = "udp" },
  { name = "sink", port = "9", transport = "udp",
    assignment_notes = alias_to "discard" },
  { name = "null", port = "9", transport = "udp",
    assignment_notes = alias_to "discard" },
  { name = "indented", port = "11", transport = "udp" },
  { name = "x11", port = "6000-6063", transport = "tcp" },
  { name = "X", port = "6000-6063", transport = "tcp",
    assignment_notes = alias_to "x11" },
  { name = "close", port = "7", transport = "tcp", description = "no blank" },
  { name = "Ÿ-service", port = "21", transport = "sctp", description = "FORTÉ" },
  { name = "loud", port = "22", transport = "tcp" },
  { name = "discp", port = "9", transport = "dccp" },
  { port = "24", transport = "tcp", description = "any private mail system" },
  { port = "6063-6065", transport = "udp" },
  { port = "6063-6065", transport = "tcp" },
  { name = "both", port = "25", transport = "udp", description = "two" },
  { name = "both", port = "25", transport = "tcp", description = "two" },
  { name = "mail", port = "25", transport = "udp", description = "two",
    assignment_notes = alias_to "both" },
  { name = "mail", port = "25", transport = "tcp", description = "two",
    assignment_notes = alias_to "both" },
  { name = "part", port = "26", transport = "tcp" },
  { name = "part", port = "26", transport = "udp" },
}

local skipped = {
  { "skipped:10", "rtmp 1/ddp # Routing Table Maintenance Protocol" },
  { "skipped:12", "hmp 20/ip hmp2" },
  { "skipped:19", "part 26/tcp/ip/udp" },
  { "skipped:20", "+" },
  { "skipped:21", "port-alone 27" },
}

-- What open_frequencies.txt says.
local frequent = {
  { name = "unknown", port = "1", transport = "tcp",
    assignment_notes = "Open frequency: 0.000013" },
  { name = "http", port = "80", transport = "tcp",
    description = "World Wide Web HTTP",
    assignment_notes = "Open frequency: 0.484143" },
  { name = "unknown", port = "3", transport = "udp",
    assignment_notes = "Open frequency: 0" },
  { name = "unknown", port = "4", transport = "udp",
    assignment_notes = "Open frequency: 1.000" },
  { name = "odd", port = "5", transport = "sctp",
    assignment_notes = "Open frequency: .5" },
  { name = "alias", port = "5", transport = "sctp",
    assignment_notes = alias_to "odd" },
}

describe("the services reader", function()
  local every_rule = fixture.text "services/every_rule.txt"

  it("reads every kind of line", function()
    assert.same(records, read(every_rule).records)
  end)

  it("says which lines it skips, whole or for a protocol", function()
    assert.same(skipped, read(every_rule).facts)
  end)

  it("reads nmap's open frequencies into the notes", function()
    local text = fixture.text "services/open_frequencies.txt"
    assert.same({ records = frequent, contacts = {}, facts = {} }, read(text))
  end)

  it("reads pieces of any size alike", function()
    local whole = collector.log("services", every_rule)
    for size = 1, #every_rule do
      if collector.log("services", every_rule, size) ~= whole then
        assert.same(read(every_rule), read(every_rule, size), size)
      end
    end
  end)

  for what, ending in pairs { CRLF = "\r\n", ["a line end converted twice"] = "\r\r\n" } do
    it(("reads %s as LF"):format(what), function()
      local whole = collector.log("services", every_rule)
      local text = every_rule:gsub("\n", ending)
      assert.equal(whole, collector.log("services", text))
      assert.equal(whole, collector.log("services", text, 1))
      assert.equal(whole, collector.log("services", text .. ending))
    end)
  end

  it("skips a byte-order mark in front, and there alone", function()
    local mark = "\239\187\191"
    assert.same({ { name = "a", port = "1", transport = "tcp" },
                  { name = mark .. "b", port = "2", transport = "tcp" } },
      read(mark .. "a 1/tcp\n" .. mark .. "b 2/tcp", 1).records)
  end)

  it("reads comments alone as a registry without records", function()
    assert.same({ records = {}, contacts = {}, facts = {} }, read "\n# none\r\n")
  end)

  it("takes tabs, form feeds and vertical tabs for blanks", function()
    assert.same({ "a 1/tcp", "b 1/tcp", "c 1/tcp" }, keys_of "\fa\t\v1/tcp\fb \f\v\tc\v")
  end)

  it("takes what ends a text of DOS for a blank", function()
    assert.same({}, read(fixture.text "services/windows.txt").facts)
    assert.same({ "qotd 17/tcp", "quote 17/tcp", "kerberos 88/tcp", "krb5 88/tcp",
      "kerberos-sec 88/tcp" }, keys_of(fixture.text "services/windows.txt"))
  end)
end)

describe("a line without a name", function()
  it("is a record without one", function()
    assert.same({
      { name = "telnet", port = "23", transport = "tcp", description = "Telnet" },
      { port = "24", transport = "tcp", description = "any private mail system" },
      { name = "smtp", port = "25", transport = "tcp",
        description = "Simple Mail Transfer" },
      { port = "60", transport = "udp", description = "Unassigned" },
      { port = "26", transport = "tcp" },
    }, read(fixture.text "services/nameless.txt").records)
  end)

  it("has nothing else but a comment: else what looks like a port is a name", function()
    assert.same({ "24/tcp 25/tcp", "x 25/tcp", "80 81/udp" },
                keys_of "24/tcp 25/tcp x\n80 81/udp")
    assert.same({ { "skipped:2", "24/tcp private" } },
                read "a 1/tcp\n24/tcp private".facts)
  end)
end)

describe("a port of several protocols", function()
  it("has one record of each, in the order of the line", function()
    assert.same({ "tcpmux 1/tcp", "tcpmux 1/udp",
      "discard 9/tcp", "discard 9/udp", "discard 9/sctp", "discard 9/dccp",
      "sink 9/tcp", "sink 9/udp", "sink 9/sctp", "sink 9/dccp",
      "x11 6000-6063/tcp", "x11 6000-6063/udp", "again 7/udp", "again 7/tcp",
      "ipx 8/tcp" }, keys_of(fixture.text "services/merged_protocols.txt"))
  end)

  it("is skipped too where one is not in a registry", function()
    assert.same({ { "skipped:5", "ipx       8/tcp/ipx" } },
                read(fixture.text "services/merged_protocols.txt").facts)
  end)
end)

describe("a protocol in any case", function()
  it("is the same", function()
    assert.same({ "ssh 22/tcp", "myapp 7001/tcp", "myalias 7001/tcp",
      "myudp 7002/udp" }, keys_of(fixture.text "services/any_case.txt"))
    assert.same({ "a 1/tcp" }, keys_of "a 1/TCP/tcp/Tcp")
    assert.same({ "a 1/sctp", "a 1/dccp" }, keys_of "a 1/SCTP/DCCP")
  end)
end)

describe("a comment that is not UTF-8", function()
  it("is read as Latin-1 where it is not", function()
    local descriptions = {}
    for i, record in ipairs(read(fixture.text "services/latin_1.txt").records) do
      descriptions[i] = record.description
    end
    assert.same({
      "André, über \194\128\194\159\194\160\194\191ÀÿÃ",
      "café, café", "The Secure Shell",
    }, descriptions)
  end)

  -- Latin-1's bytes are the code points of the same numbers (RFC 3629 says how
  -- UTF-8 writes those).
  it("is right for each byte", function()
    for byte = 128, 255 do
      local high = math.floor(byte / 64)
      assert.equal(string.char(192 + high, 128 + byte - 64 * high),
        read("a 1/tcp #" .. string.char(byte)).records[1].description)
    end
  end)

  for what, case in pairs {
    ["a form too long"] = { "\192\175", "À¯" },
    ["half of a pair"] = { "\237\160\128", "í\194\160\194\128" },
    ["a cut sequence"] = { "\226\130", "â\194\130" },
    ["above U+10FFFF"] = { "\244\144\128\128", "ô\194\144\194\128\194\128" },
  } do
    it("is read byte by byte: " .. what, function()
      assert.equal(case[2], read("a 1/tcp #" .. case[1]).records[1].description)
    end)
  end

  it("has U+FFFD for a NUL", function()
    assert.equal("x\239\191\189y", read "a 1/tcp # x\0y".records[1].description)
  end)
end)

describe("what stands after the protocol", function()
  for _, case in ipairs {
    { "0", true }, { "1", true }, { "2", false }, { "10", false }, { "100", false },
    { "0.", true }, { "1.", true }, { "1.0", true }, { "01.00", true },
    { "1.01", false }, { "0.999999", true }, { "00.5", true }, { ".0", true },
    { "0.5.5", false }, { "0,5", false }, { "5%", false }, { "-0", false },
    { "+0.5", false }, { "..5", false }, { "1.5e-05", false }, { ".", false },
    { "1/2", false }, { "1e-05", false }, { "0x1", false }, { "914c/g", false },
    { "3com", false }, { "É", false }, { "1.5", false }, { "-", false },
  } do
    local word, is_frequency = case[1], case[2]
    it(("%s is an %s"):format(word, is_frequency and "open frequency" or "alias"),
      function()
        local got = read("a 1/tcp " .. word .. " b").records
        if is_frequency then
          assert.equal("Open frequency: " .. word, got[1].assignment_notes)
          assert.same({ "a", "b" }, { got[1].name, got[2].name })
          assert.is_nil(got[3])
        else
          assert.is_nil(got[1].assignment_notes)
          assert.same({ "a", word, "b" }, { got[1].name, got[2].name, got[3].name })
        end
      end)
  end

  it("has one frequency at most, in the first place", function()
    assert.same({ "a 1/tcp", "0.2 1/tcp", "b 2/tcp", "www 2/tcp", "0.1 2/tcp" },
                keys_of "a 1/tcp 0.1 0.2\nb 2/tcp www 0.1")
  end)

  it("has the frequency of each protocol", function()
    local got = read "a 1/tcp/udp 0.5".records
    assert.equal("Open frequency: 0.5", got[1].assignment_notes)
    assert.equal("Open frequency: 0.5", got[2].assignment_notes)
  end)
end)
