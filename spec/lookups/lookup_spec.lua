--- What the look-ups answer: name, names, port, ports, lookup, status, range,
-- ranges, transports. Cases are rows of a table; what they expect is read
-- from the registry. Arguments: arguments_spec; the records: iterators_spec.

local ianaports = require "ianaports"
local name, names = ianaports.name, ianaports.names
local port, ports = ianaports.port, ianaports.ports
local lookup, status = ianaports.lookup, ianaports.status

local TRANSPORTS = { "tcp", "udp", "sctp", "dccp" }

--- The question of a case as people write it: 80/tcp, 80, ssh/udp. A key with
--- characters that do not show is quoted, and a very long key is cut.
local function question(case)
  local key = tostring(case[1]):sub(1, 40)
  if not key:find("^[%w+*/_-]+$") then key = '"' .. key:gsub("%z", "\\0") .. '"' end
  return key .. (case[2] and "/" .. case[2] or "")
end

--- One test for each case { key, transport or false, answer }.
local function cases(title, f, list)
  for _, case in ipairs(list) do
    it(title:format(question(case), tostring(case[3])), function()
      assert.equal(case[3], (f(case[1], case[2] or nil)))
    end)
  end
end

describe("name", function()
  cases("gives for %s %s", name, {
    { 80, "tcp", "http" },                        -- not www-http, listed last
    { 80, "udp", "http" },
    { 80, "sctp", "http" },
    { 80, "dccp", nil },
    { 80, false, "http" },
    { 22, "tcp", "ssh" },
    { 18, "tcp", "msp" },                         -- "historic", yet named
    { 631, "tcp", "ipp" },                        -- not ipps
    { 465, "tcp", "urd" },                        -- not submissions
    { 465, "udp", "igmpv3lite" },                 -- not tcp's
    { 2019, "tcp", "whosockami" },
    { 2019, "udp", "about" },
    { 512, "tcp", "exec" },
    { 512, "udp", "comsat" },
    { 2999, "tcp", "remoteware-un" },             -- "RemoteWare Unassigned"
    { 5349, "udp", "stuns" },
    { 14001, "udp", "sua" },                      -- "De-Registered"
    { 1742, "tcp", "3Com-nsd" },                  -- its case is kept
    { 211, "tcp", "914c-g" },                     -- not its alias 914c/g
    { 49150, "tcp", "inspider" },
  })

  cases("sees a range whole: %s is %s", name, {
    { 5999, "tcp", "cvsup" },
    { 6000, "tcp", "x11" },
    { 6010, "tcp", "x11" },
    { 6063, "udp", "x11" },
    { 6064, "tcp", "ndl-ahp-svc" },
    { 6010, "sctp", nil },
    { 4199, "tcp", "eims-admin" },
    { 4199, "sctp", nil },
    { 4200, "sctp", "vrml-multi-use" },
    { 4242, "sctp", "vrml-multi-use" },
    { 4299, "dccp", "vrml-multi-use" },
    { 4300, "sctp", nil },
    { 6664, "tcp", nil },
    { 6665, "tcp", "ircu" },
    { 6669, "tcp", "ircu" },
    { 6669, "udp", nil },
    { 6670, "tcp", "vocaltec-gold" },
  })

  it("gives the name of a record without a transport for all alike", function()
    for _, transport in ipairs(TRANSPORTS) do
      assert.equal("boe-cms", name(6400, transport))
      assert.equal("boe-resssvr4", name(6410, transport))
    end
    assert.equal("boe-cms", name(6400))
  end)

  cases("goes on to the next transport when left out: %s is %s", name, {
    { 270, "tcp", nil },
    { 270, false, "gist" },                       -- udp only; tcp is reserved
    { 36424, "tcp", nil },
    { 36424, "sctp", "nq-ap" },
    { 36424, false, "nq-ap" },
    { 2019, false, "whosockami" },
  })

  cases("is nil where no named record is: %s is %s", name, {
    { 0, "tcp", nil }, { 4, "tcp", nil }, { 24, "tcp", nil },
    { 100, "tcp", nil }, { 230, "tcp", nil }, { 3980, "tcp", nil },
    { 9311, false, nil }, { 49151, false, nil }, { 49152, "udp", nil },
    { 65535, false, nil },
  })

  it("gives one value also when it is nil", function()
    assert.equal(1, select("#", name(4, "tcp")))
    assert.equal(1, select("#", name(80, "tcp")))
  end)
end)

describe("names", function()
  local function gives(key, transport, expected)
    it("gives for " .. question { key, transport } .. " " ..
      (#expected > 0 and table.concat(expected, ", ") or "none"), function()
      assert.same(expected, names(key, transport or nil))
    end)
  end

  gives(80, "tcp", { "http", "www", "www-http" })
  gives(80, "sctp", { "http" })
  gives(80, false, { "http", "www", "www-http" })
  gives(5349, "udp", { "stuns", "turns", "stun-behaviors" })
  gives(113, "tcp", { "ident", "auth" })
  gives(512, "udp", { "comsat", "biff" })
  gives(512, false, { "exec", "comsat", "biff" })
  gives(465, "tcp", { "urd", "submissions" })
  gives(465, false, { "urd", "submissions", "igmpv3lite" })
  gives(211, "udp", { "914c-g", "914c/g" })
  gives(6400, "dccp", { "boe-cms" })
  gives(6400, false, { "boe-cms" })
  gives(4, false, {})
  gives(49152, "tcp", {})

  it("gives a list of the caller's own", function()
    local mine = names(80, "tcp")
    mine[1] = "mine"
    assert.equal("http", names(80, "tcp")[1])
  end)
end)

describe("port", function()
  cases("gives for %s %s", port, {
    { "ssh", "tcp", 22 },
    { "https", false, 443 },
    { "https", "udp", 443 },
    { "https", "dccp", nil },
    { "www-http", "tcp", 80 },
    { "dls", "tcp", 197 },                        -- the lower of two
    { "msp", "tcp", 18 },
    { "mqtt", "udp", 1883 },
    { "mqtt", "sctp", nil },
    { "mqtt", false, 1883 },
    { "x11", "udp", 6000 },
    { "raid-am", false, 2013 },                   -- tcp before udp
    { "raid-am", "udp", 2007 },
    { "gist", false, 270 },
    { "boe-cms", "sctp", 6400 },
    { "vrml-multi-use", "tcp", 4200 },
    { "airplay", "tcp", nil },
    { "airplay", false, nil },
    { "rdp", false, nil },
    { "no-such-name", false, nil },
  })

  cases("compares names without case: %s is %s", port, {
    { "SSH", "tcp", 22 }, { "irapp", "udp", 4073 }, { "iRAPP", false, 4073 },
    { "3COM-NSD", "tcp", 1742 }, { "914C/G", "udp", 211 },
    { "SQL*NET", "tcp", 66 }, { "Whois++", "tcp", 63 },
  })

  cases("wants the whole name: %s is %s", port, {
    { "ss", false, nil }, { "sshx", false, nil }, { " ssh", false, nil },
    { "ssh ", false, nil }, { "ssh\0", false, nil }, { "*", false, nil },
    { "-", false, nil }, { "", false, nil }, { ("x"):rep(70000), false, nil },
  })
end)

describe("ports", function()
  local function span(first, last)
    local list = {}
    for p = first, last do list[#list + 1] = p end
    return list
  end

  local function gives(key, transport, what, expected)
    it(("gives for %s %s"):format(question { key, transport }, what), function()
      assert.same(expected, ports(key, transport or nil))
    end)
  end

  gives("ssh", "tcp", "one", { 22 })
  gives("dls", "tcp", "both, ascending", { 197, 2047 })
  gives("dls", false, "each once", { 197, 2047 })
  gives("msp", "udp", "both, ascending", { 18, 2438 })
  gives("raid-am", false, "those of tcp", { 2013 })
  gives("raid-am", "udp", "those of udp", { 2007 })
  gives("x11", "tcp", "each of the range", span(6000, 6063))
  gives("ircu", "tcp", "each of the range", span(6665, 6669))
  gives("ircu", "udp", "none", {})
  gives("vrml-multi-use", "dccp", "each of the range", span(4200, 4299))
  gives("flex-lm", false, "each of the range", span(27000, 27009))
  gives("mqtt", "tcp", "the one; its record without a port adds none", { 1883 })
  gives("mqtt", "sctp", "none", {})
  gives("airplay", "tcp", "none", {})
  gives("no-such-name", false, "none", {})
end)

describe("lookup", function()
  local function gives(key, transport, what, expected)
    local shown = ("%s%s"):format(key, transport and ", " .. transport or "")
    it(("gives for %s %s"):format(shown, what), function()
      local record = lookup(key, transport or nil)
      for field, value in pairs(expected) do
        assert.equal(value or nil, record[field])
      end
    end)
  end

  gives(443, false, "the first of tcp", { name = "https", transport = "tcp" })
  gives(443, "udp", "that of udp", { name = "https", transport = "udp" })
  gives("443", "udp", "the same for text", { name = "https", transport = "udp" })
  gives("443/tcp", false, "the first of tcp", { name = "https", transport = "tcp" })
  gives("443/SCTP", false, "that of sctp", { name = "https", transport = "sctp" })
  gives("https", false, "the one with a port", { port = 443, transport = "tcp" })
  gives("https/udp", false, "that of udp", { port = 443, transport = "udp" })
  gives("HTTPS/Udp", false, "the same in any case", { port = 443, transport = "udp" })
  gives("_ipp._tcp", false, "ipp", { name = "ipp", port = 631, transport = "tcp" })
  gives("_ipp._udp", false, "ipp on udp", { name = "ipp", transport = "udp" })
  gives("_airplay._tcp", false, "a name without a port", { name = "airplay", port = false })
  gives("airplay", "udp", "that of udp", { name = "airplay", transport = "udp" })
  gives("914c/g", false, "the name with a slash", { name = "914c/g", port = 211 })
  gives("914c/g/udp", false, "it on udp", { name = "914c/g", transport = "udp" })
  gives("cl/1", false, "a name that ends in a digit", { name = "cl/1" })
  gives("rdp", false, "the first of two", { description = "Reliable Data Protocol" })
  gives("dccp-ping", "dccp", "its service code", { service_code = "1885957735" })
  gives("boe-cms", "sctp", "the one without a transport", { port = 6400, transport = false })
  gives(6010, "tcp", "the range", { name = "x11", port = 6000, last_port = 6063 })
  gives(230, "tcp", "the reserved range", { name = false, port = 225, last_port = 241 })
  gives(4, "tcp", "an unassigned one", { name = false, description = "Unassigned" })
  gives(270, false, "the first of tcp, named or not", { description = "Reserved", transport = "tcp" })
  gives(36424, false, "that of sctp", { name = "nq-ap", transport = "sctp" })
  gives(4748, "udp", "a range of one port", { port = 4748, last_port = 4748 })
  gives(22, "tcp", "no last_port for one port", { port = 22, last_port = false })

  for _, key in ipairs { "36424/tcp", "no-such-name", "443/dccp", "49152",
    "ssh/dccp", "https/icmp", "_airplay._sctp", "ssh/", "/tcp", "_._tcp" } do
    it("is nil for " .. key, function()
      assert.is_nil(lookup(key))
      assert.equal(1, select("#", lookup(key)))
    end)
  end
end)

describe("status", function()
  cases("of %s is %s", status, {
    { 0, "tcp", "reserved" },
    { 80, "tcp", "assigned" },
    { 80, "dccp", "unassigned" },                  -- no record at all
    { 4, "tcp", "unassigned" },
    { 36424, "tcp", "unassigned" },                -- sctp has a record
    { 36424, "sctp", "assigned" },
    { 36424, false, "assigned" },
    { 270, "tcp", "reserved" },
    { 270, "udp", "assigned" },
    { 270, false, "reserved" },                    -- tcp is asked first
    { 2019, false, "assigned" },
    { 9311, "udp", "unassigned" },
    { 9311, false, "unassigned" },
  })

  cases("goes by covering ranges: %s is %s", status, {
    { 224, "tcp", "assigned" }, { 225, "tcp", "reserved" },
    { 241, "dccp", "reserved" }, { 242, "tcp", "assigned" },
    { 242, "dccp", "unassigned" },
    { 4200, "dccp", "assigned" }, { 4299, "sctp", "assigned" },
    { 6400, "tcp", "assigned" }, { 6400, "sctp", "assigned" },
    { 6667, "tcp", "assigned" }, { 6667, "udp", "reserved" },
    { 6667, "sctp", "unassigned" },
  })

  cases("of a nameless record goes by its description: %s is %s", status, {
    { 100, "tcp", "unassigned" },                  -- Unassigned
    { 15, "tcp", "unassigned" },                   -- Unassigned [was netstat]
    { 114, "tcp", "unassigned" },                  -- unassigned
    { 2825, "udp", "unassigned" },                 -- (unassigned) Possibly ...
    { 2925, "tcp", "unassigned" },                 -- Unassigned (FRP-...)
    { 1109, "tcp", "reserved" },                   -- Reserved - IANA
    { 49151, "tcp", "reserved" },                  -- IANA Reserved
    { 585, "tcp", "reserved" },                    -- De-registered
    { 659, "tcp", "reserved" },                    -- Removed
    { 1028, "tcp", "reserved" },                   -- Deprecated
    { 1783, "tcp", "reserved" },                   -- Decomissioned Port ...
    { 9006, "tcp", "reserved" },                   -- De-Commissioned Port
    { 24, "tcp", "assigned" },                     -- any private mail system
    { 1008, "udp", "assigned" },                   -- Possibly used by ...
    { 1008, "tcp", "unassigned" },                 -- (udp only)
  })

  cases("of a named record is not its description's: %s is %s", status, {
    { 5349, "udp", "assigned" },         -- stun-behaviors: "Reserved for ..."
    { 2999, "tcp", "assigned" },         -- "RemoteWare Unassigned"
    { 113, "tcp", "assigned" },          -- ident: no description
    { 14001, "udp", "reserved" },        -- sua: De-Registered, the whole of it
    { 14001, "tcp", "assigned" },
    { 14001, "sctp", "assigned" },
  })

  cases("is dynamic from 49152 on: %s is %s", status, {
    { 49150, "tcp", "assigned" }, { 49150, "udp", "reserved" },
    { 49151, false, "reserved" },
    { 49152, false, "dynamic" }, { 49152, "dccp", "dynamic" },
    { 49153, "tcp", "dynamic" }, { 65535, "sctp", "dynamic" },
  })
end)

describe("range", function()
  for _, case in ipairs {
    { 0, "system" }, { 1, "system" }, { 1022, "system" }, { 1023, "system" },
    { 1024, "user" }, { 1025, "user" }, { 49150, "user" }, { 49151, "user" },
    { 49152, "dynamic" }, { 49153, "dynamic" }, { 65535, "dynamic" },
  } do
    it(("of %d is %s"):format(case[1], case[2]), function()
      assert.equal(case[2], ianaports.range(case[1]))
    end)
  end

  it("is the one of the three ranges that holds the port", function()
    for p = 0, 65535 do
      local found
      for _, range in ipairs(ianaports.ranges) do
        if range.first <= p and p <= range.last then found = range.name end
      end
      if found ~= ianaports.range(p) then assert.equal(found, p) end
    end
  end)
end)

describe("ranges", function()
  it("are the three, end to end, over all ports", function()
    local ranges = ianaports.ranges
    assert.equal(3, #ranges)
    assert.equal(0, ranges[1].first)
    assert.equal(65535, ranges[3].last)
    for i = 2, 3 do assert.equal(ranges[i - 1].last + 1, ranges[i].first) end
  end)
end)

describe("transports", function()
  it("are tcp, udp, sctp and dccp", function()
    assert.same(TRANSPORTS, ianaports.transports)
  end)
end)
