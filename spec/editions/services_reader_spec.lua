--- The reader of services(5) files and of nmap's: what it makes of each kind of
-- line, what it refuses, and where.  And how formats are recognised.

local collector = require "spec.support.collector"
local fixture = require "spec.support.fixture"
local shell = require "spec.support.shell"
local tally = require "spec.support.tally"

local function read(text, size)
  return collector.read("services", text, size)
end

local function alias_to(name)
  return ('This entry is an alias to "%s".'):format(name)
end

--- What every_rule.txt says.
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
  { name = "discp", port = "9", transport = "dccp" },
}

local skipped = {
  { "skipped:10", "rtmp 1/ddp # Routing Table Maintenance Protocol" },
  { "skipped:12", "hmp 20/ip hmp2" },
  { "skipped:14", "loud 22/TCP" },
}

--- What open_frequencies.txt says.
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

local SHAPE = "Port Number: not a port or a range of ports"
local FREQUENCY = "Assignment Notes: an open frequency that is no decimal fraction from 0 to 1"
local LETTER = "Service Name: an alias without a letter"
local refused = {
  { "empty", 1, "the text is empty" },
  { "blanks_alone", 1, "the text is empty" },
  { "byte_order_mark_alone", 1, "the text is empty" },
  { "name_alone", 2, "Port Number: no port after the name" },
  { "name_and_comment", 2, "Port Number: no port after the name" },
  { "fault_in_last_line", 2, "Port Number: no port after the name" },
  { "port_missing", 2, SHAPE },
  { "port_not_a_number", 2, SHAPE },
  { "port_negative", 2, SHAPE },
  { "port_with_sign", 2, SHAPE },
  { "port_hexadecimal", 2, SHAPE },
  { "range_without_end", 2, SHAPE },
  { "range_without_start", 2, SHAPE },
  { "range_of_three", 2, SHAPE },
  { "comma_for_slash", 2, SHAPE },
  { "port_with_leading_zero", 2, "Port Number: a port with a leading zero" },
  { "port_out_of_range", 2, "Port Number: a port above 65535" },
  { "port_far_out_of_range", 2, "Port Number: a port above 65535" },
  { "range_end_out_of_range", 2, "Port Number: a port above 65535" },
  { "range_backwards", 2, "Port Number: a range that goes down" },
  { "port_alone", 2, "Transport Protocol: no protocol after the port" },
  { "protocol_missing", 2, "Transport Protocol: no protocol after the port" },
  { "protocol_after_blank", 2, "Transport Protocol: no protocol after the port" },
  { "protocols_two", 2, "Transport Protocol: not a protocol" },
  { "protocol_twice", 2, "Transport Protocol: not a protocol" },
  { "frequency_above_one", 2, FREQUENCY },
  { "frequency_with_exponent", 2, FREQUENCY },
  { "frequency_negative", 2, FREQUENCY },
  { "frequency_as_ratio", 2, FREQUENCY },
  { "frequency_dot", 2, FREQUENCY },
  { "frequency_twice", 2, LETTER },
  { "frequency_after_alias", 2, LETTER },
  { "carriage_return_inside", 2, "a carriage return within the line" },
  { "nul_byte", 2, "Service Name: a NUL byte at byte 3" },
  { "nul_byte_in_skipped_line", 2, "a NUL byte at byte 14" },
  { "utf8_latin_1", 2, "Description: not UTF-8 at byte 5" },
  { "utf8_in_name", 2, "Service Name: not UTF-8 at byte 5" },
  { "utf8_in_alias", 2, "Service Name: not UTF-8 at byte 5" },
  { "utf8_in_skipped_line", 2, "not UTF-8 at byte 18" },
}

describe("the services reader", function()
  local every_rule = fixture.text "services/every_rule.txt"

  it("reads every kind of line", function()
    assert.same(records, read(every_rule).records)
  end)

  it("says which lines it skips for their protocols", function()
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

  it("reads CRLF as LF", function()
    local whole = collector.log("services", every_rule)
    local text = every_rule:gsub("\n", "\r\n")
    assert.equal(whole, collector.log("services", text))
    assert.equal(whole, collector.log("services", text, 1))
    assert.equal(whole, collector.log("services", text .. "\r\n"))
  end)

  it("skips a byte-order mark in front, and there alone", function()
    local mark = "\239\187\191"
    assert.same({ { name = "a", port = "1", transport = "tcp" },
                  { name = mark .. "b", port = "2", transport = "tcp" } },
      read(mark .. "a 1/tcp\n" .. mark .. "b 2/tcp", 1).records)
  end)

  it("reads comments alone as a registry without records", function()
    assert.same({ records = {}, contacts = {}, facts = {} }, read "\n# none\r\n")
  end)

  it("takes an alias with a digit in front, and one with a slash", function()
    local names = {}
    for i, record in ipairs(read("a 1/tcp 3com 914c/g 1e5 É").records) do
      names[i] = record.name
    end
    assert.same({ "a", "3com", "914c/g", "1e5", "É" }, names)
  end)

  for _, case in ipairs {
    { "0", true }, { "1", true }, { "2", false }, { "10", false }, { "100", false },
    { "0.", true }, { "1.", true }, { "1.0", true }, { "01.00", true },
    { "1.01", false }, { "0.999999", true }, { "00.5", true }, { ".0", true },
    { "0.5.5", false }, { "0,5", false }, { "5%", false }, { "-0", false },
    { "+0.5", false }, { "..5", false }, { "1.5e-05", false },
  } do
    local word, accepted = case[1], case[2]
    it((accepted and "takes %s as" or "refuses %s for"):format(word)
       .. " an open frequency", function()
      local text = "a 1/tcp " .. word
      if accepted then
        assert.equal("Open frequency: " .. word,
          read(text).records[1].assignment_notes)
      else
        assert.equal("1: " .. FREQUENCY, collector.refusal("services", text))
      end
    end)
  end

  for _, case in ipairs(refused) do
    local name, line, what = case[1], case[2], case[3]
    it("refuses " .. name, function()
      local text = fixture.text("services/" .. name .. ".txt")
      local expected = line .. ": " .. what
      assert.equal(expected, collector.refusal("services", text))
      assert.equal(expected, collector.refusal("services", text, 1))
      assert.equal(expected, collector.refusal("services", text .. "\n"))
    end)
  end

  it("does not spend long on a long line", function()
    local long = 60000
    local zeros, blanks = ("0"):rep(long), (" "):rep(long)
    assert.equal("1: " .. FREQUENCY,
      collector.refusal("services", "a 1/tcp " .. zeros .. "2"))
    assert.equal("1: " .. FREQUENCY,
      collector.refusal("services", "a 1/tcp " .. zeros .. ","))
    assert.equal("1: " .. FREQUENCY,
      collector.refusal("services", "a 1/tcp " .. ("."):rep(long)))
    assert.equal("1: the text is empty", collector.refusal("services", blanks))
    assert.equal(long + 2, #read("a 1/tcp #a" .. blanks .. "b" .. (" "):rep(5000))
      .records[1].description)
  end)
end)

--- The lines with a service, read by awk: name, port/protocol, aliases.
local AWK = [[awk '{ sub(/#.*/, "") } NF {
  printf "%s %s", $1, $2
  for (i = 3; i <= NF; i++) if ($i !~ /^[0-9.]+$/) printf " %s", $i
  print "" }' ]]

describe("the services file of this machine", function()
  for _, path in ipairs { "/etc/services", "/usr/share/nmap/nmap-services" } do
    it(path .. " has the names and ports that awk finds", function()
      local text = shell.read(path)
      if not text then pending("there is no " .. path) end
      local got, count = read(text, 4096), tally.new()
      local row, fact = 0, 0
      for _, line in ipairs(shell.lines(AWK .. path)) do
        local name, port, protocol, rest = line:match "^(%S+) (%S+)/(%S+)(.*)$"
        if not (" tcp udp sctp dccp "):find(" " .. protocol .. " ", 1, true) then
          fact = fact + 1
          count:equal(name, (got.facts[fact] or {})[2]:match "%S+", line)
        else
          for each in (name .. rest):gmatch "%S+" do
            row = row + 1
            local record = got.records[row] or {}
            count:equal(each .. " " .. port .. "/" .. protocol,
              ("%s %s/%s"):format(record.name, record.port, record.transport))
          end
        end
      end
      assert.equal(tally.clean(#got.records + #got.facts), count:report())
      assert.same({ row, fact }, { #got.records, #got.facts })
    end)
  end
end)

describe("the format of a text", function()
  local detect = require "ianaports.read.detect"

  for _, case in ipairs {
    { "an image", "IANAPORT\0\1", "image" },
    { "XML", "<registry/>", "xml" },
    { "XML after blanks", " \r\n\t<registry/>", "xml" },
    { "XML after a byte-order mark", "\239\187\191<?xml?>", "xml" },
    { "XML in UTF-16, either way", "\255\254<\0", "xml" },
    { "XML in UTF-16, either way", "\254\255\0<", "xml" },
    { "XML in UTF-16 after blanks", "\255\254\n\0<\0", "xml" },
    { "IANA's CSV", "Service Name,Port Number", "csv" },
    { "IANA's CSV after a byte-order mark", "\239\187\191Service Name,", "csv" },
    { "IANA's CSV with quotes", '"Service Name","Port Number"', "csv" },
    { "a CSV with other titles after the first", "Service Name,Owner", "csv" },
    { "a CSV with semicolons", "Service Name;Port Number", "csv" },
    { "IANA's CSV after blank lines", "\n\r\nService Name,", "csv" },
    { "a services file", "http 80/tcp", "services" },
    { "a services file", "# a\n\n http\t80/tcp a,b,c", "services" },
    { "a services file with a range", "x11 6000-6063/tcp", "services" },
    { "a comment", "# <", "services" },
    { "a comment", "#a,b,c", "services" },
    { "nothing", "", "services" },
    { "a byte-order mark", "\239\187\191", "services" },
  } do
    local what, text, kind = case[1], case[2], case[3]
    it(("is %s for %s (%q)"):format(kind, what, (text:gsub("[%c\128-\255]", "."))),
      function()
        assert.same({ kind }, { detect.kind(text) })
      end)
  end

  local CSV = "csv (taken for CSV by its first line)"
  local SERVICES = "services (taken for a services file: it begins as no other)"
  for _, case in ipairs {
    { "another CSV", "Name,Port,Protocol", CSV },
    { "another CSV", "ID,Name,Organization,Contact URI", CSV },
    { "a text", "hello, world", SERVICES },
    { "a text", "Service Name and Transport Protocol", SERVICES },
    { "another image", "ianaport", SERVICES },
  } do
    it("is a guess for " .. case[1] .. ": " .. case[2], function()
      assert.equal(case[3], table.concat { detect.kind(case[2]) })
    end)
  end

  local READ = "; what is read: IANA's CSV and XML, images, services(5) files"
  for _, case in ipairs {
    { '[{"name":"a"}]', "JSON, which is written, not read" },
    { '[\n{"name":"a"}]', "JSON, which is written, not read" },
    { '\239\187\191 { "a": 1 }', "JSON, which is written, not read" },
    { "[]\n", "JSON, which is written, not read" },
    { "<!DOCTYPE html>\n", "HTML, which is written, not read" },
    { "\n<HTML>", "HTML, which is written, not read" },
    { "\31\139\8", "not a text: a byte 31" },
    { "PK\3\4", "not a text: a byte 3" },
    { "IANAPOR\0", "not a text: a byte 0" },
    { "S\0e\0", "not a text: a byte 0" },
    { "\255\254S\0e\0", "a text in UTF-16" },
  } do
    it(("is none of ours for %q"):format((case[1]:gsub("[%c\128-\255]", "."))),
      function()
        assert.same({ nil, case[2] .. READ }, { detect.kind(case[1]) })
      end)
  end

  it("stands in what a load says", function()
    local parse = require "ianaports".parse
    assert.same({ nil, "text:1: JSON, which is written, not read" .. READ },
                { parse "[]" })
    assert.same({ nil, "text:1: Contact: missing: the row has 5 cells, not 12 "
                  .. "(taken for CSV by its first line)" }, { parse "a,b,c,d,e\n" })
    assert.same({ nil, "text:2: Port Number: no port after the name (taken for "
                  .. "a services file: it begins as no other)" }, { parse "\nhello" })
    assert.same({ nil, "text:2: Port Number: no port after the name" },
                { parse "http 80/tcp\nhello" })
  end)
end)
