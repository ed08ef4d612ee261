--- Whether a new edition may take the place of the one in use: the rules that
-- say so, and their bounds.  No file is read or written here.
--
-- The bounds are those of true editions: in 253 steps from 2016 to 2024 the
-- records never fell, at most 18 keys went (0.2 %), and at most 303 rows
-- changed (2.1 %).  What passes may still be false in a few rows: nothing here,
-- and nothing that IANA publishes, can prove an edition true.

local core = require "ianaports.core".internals()
local date_of = require "ianaports.latest".date_of

local ID = "service-names-port-numbers"
local TITLE = "Service Name and Transport Protocol Port Number Registry"

local LEAST_RECORDS = 99   -- percent of the records in use
local MOST_GONE = 2        -- percent of the keys in use
local MOST_CHANGED = 10    -- percent of the rows in use

--- Primary names in every edition from 2016 to 2026, as queries.
local SENTINELS = {
  "ftp 21/tcp", "ssh 22/tcp", "telnet 23/tcp", "smtp 25/tcp", "domain 53/tcp",
  "domain 53/udp", "tftp 69/udp", "http 80/tcp", "kerberos 88/tcp",
  "pop3 110/tcp", "ntp 123/udp", "imap 143/tcp", "snmp 161/udp", "bgp 179/tcp",
  "ldap 389/tcp", "https 443/tcp", "https 443/udp", "microsoft-ds 445/tcp",
  "syslog 514/udp", "ldaps 636/tcp", "imaps 993/tcp", "pop3s 995/tcp",
  "ms-sql-s 1433/tcp", "mysql 3306/tcp", "postgresql 5432/tcp",
  "sip 5060/udp", "rfb 5900/tcp", "x11 6000/tcp", "x11 6063/tcp",
}

--- The day after a day, both "YYYY-MM-DD".
local function day_after(day)
  local year, month, date = day:match "^(%d+)-(%d+)-(%d+)$"
  local noon = os.time { year = year, month = month, day = date, hour = 12 }
  return os.date("%Y-%m-%d", noon + 24 * 60 * 60)
end

--- The dates by which two editions are compared: of the same kind.
local function dates(new, old, of_new, of_old)
  if of_new.updated and of_old.updated then
    return date_of(new), date_of(old)
  end
  return of_new.newest, of_old.newest
end

--- How many keys (name, port and transport) of `old` are not in `new`, and how
--- many `old` has.
local function keys_gone(new, old)
  local known, gone, all = {}, 0, 0
  local function key(name, port, transport)
    return ("%s %d %s"):format(name, port, transport or "")
  end
  for name, port, transport in new:services() do
    known[key(name, port, transport)] = true
  end
  local seen = {}
  for name, port, transport in old:services() do
    local k = key(name, port, transport)
    if not seen[k] then
      seen[k], all = true, all + 1
      if not known[k] then gone = gone + 1 end
    end
  end
  return gone, all
end

--- Each rule takes the new edition, the one in use, what both say of
--- themselves, and what `judge` was told, and returns nil or what is wrong.
local rules = {}

--- That it loads; the caller has seen to that.
rules[1] = function() return nil end

rules[2] = function(_, _, new, _, told)
  if new.id == ID then return nil end
  if not new.id and told.xml then return "no id" end
  if new.id then return ('the id of another registry, "%s"'):format(new.id) end
  if new.title and new.title ~= TITLE then
    return ('the title of another registry, "%s"'):format(new.title)
  end
end

rules[3] = function(new, old, of_new, of_old, told)
  local date, last = date_of(new), day_after(told.today)
  if not date then return "no date" end
  if core.before(last, date) then
    return ("of %s, after tomorrow, %s"):format(date, last)
  end
  local mine, other = dates(new, old, of_new, of_old)
  if mine and other and core.before(mine, other) then
    return ("of %s, older than the one in use, %s"):format(mine, other)
  end
end

rules[4] = function(_, _, new, old)
  if new.records * 100 >= old.records * LEAST_RECORDS then return nil end
  return ("%d records, fewer than %d %% of %d"):format(new.records,
    LEAST_RECORDS, old.records)
end

rules[5] = function(new, old)
  local gone, all = keys_gone(new, old)
  if gone * 100 <= all * MOST_GONE then return nil end
  return ("%d of %d names with a port are gone, more than %d %%"):format(gone,
    all, MOST_GONE)
end

rules[6] = function(_, _, _, old, told)
  local changed = told.changed
  if not changed or changed * 100 <= old.records * MOST_CHANGED then
    return nil
  end
  return ("%d of %d records changed, more than %d %%"):format(changed,
    old.records, MOST_CHANGED)
end

rules[7] = function(new)
  for _, sentinel in ipairs(SENTINELS) do
    local name, port, transport = sentinel:match "^(%S+) (%d+)/(%a+)$"
    local found = new:name(port, transport)
    if found ~= name then
      return ("%s is not the name of %s/%s, but %s"):format(name, port,
        transport, found or "none")
    end
  end
end

---@class ianaports.Told
---@field today string       "YYYY-MM-DD", in UTC
---@field changed integer?   records that differ from those of the one in use,
---  if that is a stored edition of IANA's; nil if it is the bundled one
---@field xml boolean?       whether it was XML, which has an id

--- Whether `new` may take the place of `old`.  If not, the first rule that it
--- breaks, 2 to 7, and what is wrong, with the numbers.
---@param new ianaports.Registry
---@param old ianaports.Registry
---@param told ianaports.Told
---@return boolean passes
---@return integer? rule
---@return string? message   fit to be printed
local function judge(new, old, told)
  local of_new, of_old = new:info(), old:info()
  for rule, fault in ipairs(rules) do
    local wrong = fault(new, old, of_new, of_old, told)
    if wrong then return false, rule, core.printable(wrong, "escapes") end
  end
  return true
end

return { judge = judge }
