--- Whether a new edition may take the place of the one in use: each rule at its
-- bound, the last that passes and the first that is refused.

local dated = require "spec.support.dated"

local ianaports = require "ianaports"
local verdict = require "ianaports.verdict"

local ID = "service-names-port-numbers"
local TODAY = "2026-11-28"

--- Name, port and transport of what every edition from 2016 on has.
local SENTINELS = {
  { "ftp", "21" }, { "ssh", "22" }, { "telnet", "23" }, { "smtp", "25" }, { "domain", "53" },
  { "domain", "53", "udp" }, { "tftp", "69", "udp" }, { "http", "80" }, { "kerberos", "88" },
  { "pop3", "110" }, { "ntp", "123", "udp" }, { "imap", "143" }, { "snmp", "161", "udp" },
  { "bgp", "179" }, { "ldap", "389" }, { "https", "443" }, { "https", "443", "udp" },
  { "microsoft-ds", "445" }, { "syslog", "514", "udp" }, { "ldaps", "636" }, { "imaps", "993" },
  { "pop3s", "995" }, { "ms-sql-s", "1433" }, { "mysql", "3306" }, { "postgresql", "5432" },
  { "sip", "5060", "udp" }, { "rfb", "5900" }, { "x11", "6000-6063" },
}

--- Rows of the sentinels, and of as many more as make `count`: those have names
--- and ports from `first` on, and this description.
local function rows(count, first, description)
  local list = {}
  for i, s in ipairs(SENTINELS) do
    list[i] = { name = s[1], port = s[2], transport = s[3] or "tcp" }
  end
  for i = #list + 1, count do
    local port = (first or 10000) + i
    list[i] = { name = "n" .. port, port = tostring(port), transport = "tcp",
                description = description }
  end
  return list
end

local function edition(list, updated, id)
  return dated.new(list, { updated = updated or "2026-08-17", id = id or ID })
end

--- What the verdict says: true, or the rule and its words.
local function judged(new, old, told)
  told = told or {}
  told.today = told.today or TODAY
  local ok, rule, message = verdict.judge(new, old, told)
  if ok then
    assert.same({ true }, { ok, rule, message })
    return true
  end
  assert.is_false(ok)
  return ("%d: %s"):format(rule, message)
end

describe("a new edition", function()
  local old = edition(rows(1000))

  it("passes where it is the one in use, or one with more", function()
    assert.is_true(judged(old, old, { changed = 0 }))
    assert.is_true(judged(edition(rows(1300), "2026-08-18"), old, { changed = 3 }))
  end)

  --- Rule 2: what identifies it, and what is said.
  local TITLE = "Service Name and Transport Protocol Port Number Registry"
  for _, case in ipairs {
    { { id = ID }, true }, { { id = ID, title = "any" }, true },
    { { id = "protocol-numbers" }, '2: the id of another registry, "protocol-numbers"' },
    { { id = "a\27[2J" }, '2: the id of another registry, "a\\x1B[2J"' },
    { {}, true }, { { title = TITLE }, true },
    { { title = "Protocol Numbers" }, '2: the title of another registry, "Protocol Numbers"' },
    { {}, "2: no id", xml = true }, { { title = TITLE }, "2: no id", xml = true },
    { { id = ID }, true, xml = true },
  } do
    it(("of the id %s and the title %s, %s XML, is judged by these"):format(
      ((case[1].id or "none"):gsub("%c", "?")), case[1].title or "none", case.xml and "from" or "not from"), function()
      local facts = { updated = "2026-08-17" }
      for key, value in pairs(case[1]) do facts[key] = value end
      assert.equal(case[2], judged(dated.new(rows(1000), facts), old, { xml = case.xml }))
    end)
  end

  --- Rule 3: its date, today, and what is said.
  for _, case in ipairs {
    { "2026-08-16", TODAY, "3: of 2026-08-16, older than the one in use, 2026-08-17" },
    { "2026-08-17", TODAY, true }, { "2026-08-18", TODAY, true },
    { "2026-11-28", TODAY, true }, { "2026-11-29", TODAY, true },
    { "2026-11-30", TODAY, "3: of 2026-11-30, after tomorrow, 2026-11-29" },
    { "2027-01-01", "2026-12-31", true },
    { "2027-01-02", "2026-12-31", "3: of 2027-01-02, after tomorrow, 2027-01-01" },
    { "2028-02-29", "2028-02-28", true },
    { "2028-03-01", "2028-02-28", "3: of 2028-03-01, after tomorrow, 2028-02-29" },
    { "2027-03-01", "2027-02-28", true },
    { "soon", TODAY, "3: no date" }, { "2026-9-17", TODAY, "3: no date" },
  } do
    it(("of %s is judged by its date on %s"):format(case[1], case[2]), function()
      assert.equal(case[3], judged(edition(rows(1000), case[1]), old, { today = case[2] }))
    end)
  end

  --- Rule 3, of editions that do not say their date: by the newest in a record.
  for _, case in ipairs {
    { "2026-08-13", nil, "3: of 2026-08-13, older than the one in use, 2026-08-14" },
    { "2026-08-14", nil, true }, { "2026-11-29", nil, true },
    { "2026-11-30", nil, "3: of 2026-11-30, after tomorrow, 2026-11-29" },
    { "2026-07", nil, "3: of 2026-07, older than the one in use, 2026-08-14" },
    { "2026-09", nil, true },
  } do
    it(("with %s as its newest date in a record is judged by that"):format(case[1]), function()
      local function newest(date, facts)
        local list = rows(1000)
        list[1].modification_date = date
        return dated.new(list, facts)
      end
      local stored = newest("2026-08-14", { updated = "2026-08-17", id = ID })
      assert.equal(case[3], judged(newest(case[1]), stored))
    end)
  end

  --- Rule 4: records in use, records in the new one, what is said.
  for _, case in ipairs {
    { 1000, 991, true }, { 1000, 990, true },
    { 1000, 989, "4: 989 records, fewer than 99 % of 1000" },
    { 1050, 1040, true }, { 1050, 1039, "4: 1039 records, fewer than 99 % of 1050" },
  } do
    it(("of %d records is judged against %d"):format(case[2], case[1]), function()
      assert.equal(case[3], judged(edition(rows(case[2])), edition(rows(case[1]))))
    end)
  end

  --- Rule 5: how many of 1000 keys are gone.
  for _, case in ipairs {
    { 19, true }, { 20, true },
    { 21, "5: 21 of 1000 names with a port are gone, more than 2 %" },
  } do
    local gone = case[1]
    it(("that lacks %d keys of 1000 is judged by them"):format(gone), function()
      local list, more = rows(1000), rows(1000 + gone)
      for i = 1, gone do list[1000 - gone + i] = more[1000 + i] end
      assert.equal(case[2], judged(edition(list), old))
    end)
  end

  it("lacks a key where the port or the transport is another", function()
    for field, value in pairs { port = "60000", transport = "udp" } do
      local list = rows(1000)
      for i = 980, 1000 do list[i][field] = value end
      assert.equal("5: 21 of 1000 names with a port are gone, more than 2 %",
        judged(edition(list), old))
    end
  end)

  it("does not lack a key of which one of two records is left", function()
    local list = rows(1000)
    for i = 1, 100 do list[#list + 1] = list[900 + i] end
    assert.is_true(judged(edition(rows(1090)), edition(list)))
  end)

  --- Rule 6: how many of 1000 records changed.
  for _, case in ipairs {
    { 99, true }, { 100, true }, { 101, "6: 101 of 1000 records changed, more than 10 %" },
    { 1000, "6: 1000 of 1000 records changed, more than 10 %" },
  } do
    it(("with %d changed records is judged against 1000"):format(case[1]), function()
      assert.equal(case[2], judged(old, old, { changed = case[1] }))
    end)
  end

  it("may differ in any number of records from the bundled one", function()
    assert.is_true(judged(edition(rows(1000, nil, "other")), old))
  end)

  -- Rule 7
  for i, sentinel in ipairs(SENTINELS) do
    local name, transport = sentinel[1], sentinel[3] or "tcp"
    local port = sentinel[2]:match "%d+"
    it(("must have %s %s/%s"):format(name, port, transport), function()
      local list = rows(1000)
      list[i].name = "evil"
      assert.equal(("7: %s is not the name of %s/%s, but evil"):format(name, port, transport),
        judged(edition(list), old))
      table.remove(list, i)
      assert.equal(("7: %s is not the name of %s/%s, but none"):format(name, port, transport),
        judged(edition(list), old))
    end)
  end

  it("must have x11 up to 6063/tcp", function()
    local list = rows(1000)
    list[#SENTINELS].port = "6000-6062"
    assert.equal("7: x11 is not the name of 6063/tcp, but none", judged(edition(list), old))
  end)

  it("must not give a sentinel's port another first name", function()
    local list = rows(1000)
    table.insert(list, 1, { name = "evil", port = "443", transport = "tcp" })
    assert.equal("7: https is not the name of 443/tcp, but evil", judged(edition(list), old))
  end)

  it("breaks the first of several rules", function()
    local new = edition(rows(100, 20000), "2026-08-16", "protocol-numbers")
    assert.matches("^2: ", judged(new, old))
    new = edition(rows(100, 20000), "2026-08-16")
    assert.matches("^3: ", judged(new, old))
    new = edition(rows(100, 20000))
    assert.matches("^4: ", judged(new, old))
    new = edition(rows(1000, 20000))
    assert.matches("^5: ", judged(new, old, { changed = 900 }))
  end)

  it("is judged against the bundled one as well", function()
    local bundled = ianaports.latest {}
    assert.is_true(judged(bundled, bundled))
    assert.matches("^4: ", judged(edition(rows(1000), "2099-01-01"), bundled, { today = "2099-01-01" }))
  end)
end)
