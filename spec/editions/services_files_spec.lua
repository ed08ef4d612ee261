-- Services files as systems have them: each installed one, against what awk
-- reads of it; and small ones that show what the world's have, which stand
-- beside the checkout where they are at all.

local collector = require "spec.support.collector"
local ianaports = require "ianaports"
local shell = require "spec.support.shell"
local tally = require "spec.support.tally"

-- The lines with a service, read by awk, a name and a protocol a line: "name
-- port/protocol". Nmap's open frequencies are no names.
local AWK = [[awk '{ sub(/#.*/, "") } NF {
  count = split($2, place, "/")
  for (i = 1; i <= NF; i++)
    if (i != 2 && !(i == 3 && $i ~ /^[0-9.]+$/))
      for (j = 2; j <= count; j++) print $i " " place[1] "/" place[j]
  }' ]]

local in_registry = { tcp = true, udp = true, sctp = true, dccp = true }

describe("the services file of this machine", function()
  for _, path in ipairs { "/etc/services", "/usr/share/nmap/nmap-services",
                          "/usr/share/wireshark/services" } do
    it(path .. " has the names, ports and protocols that awk finds", function()
      local text = shell.read(path)
      if not text then return pending("there is no " .. path) end
      local got, count, others = collector.read("services", text, 4096), tally.new(), 0
      local row = 0
      for _, line in ipairs(shell.lines(AWK .. path)) do
        if in_registry[line:match "[^/]*$"] then
          row = row + 1
          local record = got.records[row] or {}
          count:equal(line, ("%s %s/%s"):format(record.name, record.port,
                                                record.transport))
        else
          others = others + 1
        end
      end
      assert.is_true(row > 300, row)
      assert.equal(tally.clean(#got.records), count:report())
      for _, fact in ipairs(got.facts) do
        assert.truthy(fact[2]:find "^%S+%s+[%d-]+/", fact[2])
      end
      assert.is_true(#got.facts <= others)
    end)
  end

  it("of Wireshark has as many services as lines with one", function()
    local path = "/usr/share/wireshark/services"
    if not shell.read(path) then return pending("there is no " .. path) end
    local lines = tonumber(shell.lines("grep -c '^[^#]' " .. path)[1])
    local places, at = 0, {}
    for _, record in ipairs(collector.read("services", shell.read(path)).records) do
      local key = record.name .. " " .. record.port
      if not at[key] then places = places + 1 end
      at[key] = true
    end
    assert.is_true(lines > 6000, lines)
    assert.equal(lines, places)
  end)
end)

-- What is right for each: its records as "name port/transport", the lines that
-- it skips, or what is said of it.
local CASES = "../shared/cases/"
local right = {
  { "01-nameless-line-macos.services",
    { "telnet 23/tcp Telnet", "- 24/tcp any private mail system", "- 60/udp Unassigned",
      "smtp 25/tcp Simple Mail Transfer" } },
  { "02-latin1-description-sles.services",
    { "genstat 7283/tcp General Statistics [Anyone_André]",
      "ssh 22/tcp The Secure Shell" } },
  { "03-merged-protocols-wireshark.services",
    { "tcpmux 1/tcp multiplexer", "tcpmux 1/udp multiplexer", "discard 9/tcp Discard",
      "discard 9/udp Discard", "discard 9/sctp Discard", "discard 9/dccp Discard",
      "x11 6000-6063/tcp X Window System", "x11 6000-6063/udp X Window System",
      "sms 1238/tcp -" } },
  { "05-nis-plus-line.services", { "ssh 22/tcp -" }, { { line = 1, text = "+" } } },
  { "06-uppercase-protocol.services",
    { "ssh 22/tcp -", "myapp 7001/tcp typed in capitals",
      "myalias 7001/tcp typed in capitals", "myudp 7002/udp -" } },
  { "08-pre-2011-port-numbers.txt",
    "the list of port numbers that IANA published until 2011" },
  { "09-iana-plain-text.txt", "IANA's plain text, which is written, not read" },
  { "10-two-column-lookup.csv", "a CSV whose first row is not IANA's titles" },
}

describe("a case from the world", function()
  for _, case in ipairs(right) do
    local path, expected, skipped = CASES .. case[1], case[2], case[3]
    it("is read or refused as it should be: " .. case[1], function()
      if not shell.read(path) then
        return pending "the cases do not stand beside the checkout"
      end
      local registry, message = ianaports.load(path)
      if type(expected) == "string" then
        assert.is_nil(registry)
        assert.truthy(message:find(path .. ":1: " .. expected, 1, true), message)
      else
        local got = {}
        for record in assert(registry, message):records() do
          local port = record.port .. (record.last_port and "-" .. record.last_port or "")
          got[#got + 1] = ("%s %s/%s %s"):format(record.name or "-", port,
            record.transport, record.description or "-")
        end
        assert.same(expected, got)
        assert.same(skipped, registry:info().skipped)
      end
    end)
  end
end)
