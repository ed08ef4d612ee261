--- The columns as keys of a filter, with every kind of value. A case is
-- { title, value, condition }: the condition says the same of one record in
-- plain Lua, and each record of the CSV file is tried with it. A case marked
-- `none` finds nothing; every other case finds something. Other keys:
-- filter_spec.

local ianaports = require "ianaports"
local sieve = require "spec.support.sieve"

local find = ianaports.find

--- A test for each case. `tag` marks a column that is tested as another is.
local function cases(key, list, tag)
  describe("the key " .. key .. (tag or ""), function()
    for _, case in ipairs(list) do
      it((case.none and "finds nothing for " or "takes ") .. case[1], function()
        local selection = find { [key] = case[2] }
        assert.is_nil(sieve.wrong(selection, case[3], case.none))
      end)
    end
  end)
end

local function nothing() return false end

--- A cell in lower case, "" where it is empty.
local function low(record, column)
  return sieve.folded(column)[record.row] or ""
end

local function has_text(record, column, part)
  return low(record, column):find(part, 1, true) ~= nil
end

cases("name", {
  { "a name", "https", function(r) return r.name == "https" end },
  { "it in any case", "hTTPs", function(r) return r.name == "https" end },
  { "one that IANA writes with capitals", "3com-NSD",
    function(r) return r.name == "3Com-nsd" end },
  { "*", "*", function(r) return r.name ~= nil end },
  { "a beginning", "HTTP*", function(r) return low(r, "name"):find("^http") end },
  { "an end", "*-alt", function(r) return low(r, "name"):find("%-alt$") end },
  { "both ends", "x*1", function(r) return low(r, "name"):find("^x.*1$") end },
  { "stars in a row", "**ssl**", function(r) return has_text(r, "name", "ssl") end },
  { "? for one character", "h?tp", function(r) return low(r, "name"):find("^h.tp$") end },
  { "? alone for the length", "??", function(r) return #low(r, "name") == 2 end },
  { "? and * together", "?-*", function(r) return low(r, "name"):find("^.%-") end },
  { "what is magic in Lua's patterns", "whois++",
    function(r) return r.name == "whois++" end },
  { "a slash", "914c/g", function(r) return r.name == "914c/g" end },
  { "a list", { "ssh", "TELNET", "ftp*" }, function(r)
    return r.name == "ssh" or r.name == "telnet" or low(r, "name"):find("^ftp")
  end },
  { "a list with repeats", { "ssh", "ssh", "SSH" },
    function(r) return r.name == "ssh" end },
  { "a list of one", { "domain" }, function(r) return r.name == "domain" end },
  { "the empty text", "", nothing, none = true },
  { "an empty list", {}, nothing, none = true },
  { "a part of a name", "http", function(r) return r.name == "http" end },
  { "an unknown name", "no-such-name", nothing, none = true },
  { "brackets, which are not of the name", "[https]", nothing, none = true },
  { "a longer pattern than any cell", ("?"):rep(3000), nothing, none = true },
})

cases("port", {
  { "a port", 80, function(r) return r.port == 80 end },
  { "a float of its value", 80.0, function(r) return r.port == 80 end },
  { "its digits", "80", function(r) return r.port == 80 end },
  { "the first", 0, function(r) return r.port == 0 end },
  { "the last that is registered", 49151, function(r)
    return r.port and r.port <= 49151 and (r.last_port or r.port) >= 49151
  end },
  { "the first past them", 49152, nothing, none = true },
  { "the last of all", 65535, nothing, none = true },
  { "a range", "6000-6063", function(r)
    return r.port and r.port <= 6063 and (r.last_port or r.port) >= 6000
  end },
  { "a range that cuts ranges", "6010-6064", function(r)
    return r.port and r.port <= 6064 and (r.last_port or r.port) >= 6010
  end },
  { "a range of one", "80-80", function(r) return r.port == 80 end },
  { "every port", "0-65535", function(r) return r.port ~= nil end },
  { "a mixture", "80,443,6000-6001", function(r)
    local first, last = r.port, r.last_port or r.port
    return first == 80 or first == 443
      or first and first <= 6001 and last >= 6000
  end },
  { "blanks in it", "80, 443", function(r) return r.port == 80 or r.port == 443 end },
  { "a list", { 22, "25", 80.0 },
    function(r) return r.port == 22 or r.port == 25 or r.port == 80 end },
  { "texts in a list", { "22,25", "80-82" }, function(r)
    local port = r.port or 0
    return port == 22 or port == 25 or port >= 80 and port <= 82
  end },
  { "an empty list", {}, nothing, none = true },
})

describe("the key port", function()
  -- Ports at both ends of a range, and the name there.
  for _, case in ipairs {
    { 5999, "cvsup" }, { 6000, "x11" }, { 6001, "x11" },
    { 6062, "x11" }, { 6063, "x11" }, { 6064, "ndl-ahp-svc" },
    { 4199, "eims-admin" }, { 4200, "vrml-multi-use" }, { 4201, "vrml-multi-use" },
    { 4298, "vrml-multi-use" }, { 4299, "vrml-multi-use" }, { 4300, "corelccam" },
  } do
    it(("finds %s at %d"):format(case[2], case[1]), function()
      assert.same({ case[2] }, find { port = case[1] }:names())
    end)
  end
end)

local function over(...)
  local wanted = { ... }
  return function(r)
    for _, transport in ipairs(wanted) do
      if r.transport == transport then return true end
    end
    return false
  end
end

local function bare(r) return r.transport == nil end

cases("transport", {
  { "tcp", "tcp", over "tcp" },
  { "udp", "udp", over "udp" },
  { "sctp", "sctp", over "sctp" },
  { "dccp", "dccp", over "dccp" },
  { "any case", "sCtP", over "sctp" },
  { "6", 6, over "tcp" },
  { "17", 17, over "udp" },
  { "132", 132, over "sctp" },
  { "33", 33, over "dccp" },
  { "a float", 33.0, over "dccp" },
  { "a list", { "sctp", 33 }, over("sctp", "dccp") },
  { "a list with repeats", { "tcp", "TCP", 6 }, over "tcp" },
  { "all four", { "tcp", "udp", "sctp", "dccp" }, function(r) return r.transport ~= nil end },
  { "false: records without one", false, bare },
  { "false in a list", { "dccp", false }, function(r) return bare(r) or r.transport == "dccp" end },
  { "false first in a list", { false, "sctp" }, function(r) return bare(r) or r.transport == "sctp" end },
  { "an empty list", {}, nothing, none = true },
})

cases("description", {
  { "a text", "the secure shell*", function(r)
    return low(r, "description"):find("^the secure shell")
  end },
  { "the whole of it", "Unassigned", function(r) return low(r, "description") == "unassigned" end },
  { "a star over a line break", "*914C/G*well-formed*", function(r)
    return low(r, "description"):find("914c/g.*well%-formed")
  end },
  { "a line break", "*\nIANA assigned*", function(r)
    return has_text(r, "description", "\niana assigned")
  end },
  { "a percent sign", "*%*", function(r) return has_text(r, "description", "%") end, none = true },
  { "a list", { "reserved", "removed*" }, function(r)
    local text = low(r, "description")
    return text == "reserved" or text:find("^removed")
  end },
})

--- Whether an id is in a cell of the form [A][B].
local function lists(record, column, id)
  return has_text(record, column, "[" .. id .. "]")
end

for _, case in ipairs { { "assignee", "IESG" }, { "contact", "IETF_Chair" } } do
  local column, id = case[1], case[2]
  local function has_id(r) return lists(r, column, id:lower()) end

  cases(column, {
    { "an id", id, has_id },
    { "it in any case", id:lower(), has_id },
    { "its brackets", "[" .. id .. "]", has_id },
    { "the first of two", "Eric_Soderberg_2",
      function(r) return lists(r, column, "eric_soderberg_2") end },
    { "the second of two", "[Edward_Yim]",
      function(r) return lists(r, column, "edward_yim") end },
    { "a cell of two", "[Eric_Soderberg_2][Edward_Yim]",
      function(r) return low(r, column) == "[eric_soderberg_2][edward_yim]" end },
    { "two of a cell as a pattern", "[Eric*Yim]",
      function(r) return low(r, column):find("^%[eric.*yim%]$") end },
    { "? in an id", "edward_?im", function(r) return low(r, column):find("%[edward_.im%]") end },
    { "the beginning of an id", "eric*",
      function(r) return low(r, column):find("%[eric") end },
    { "the end of an id", "*_2]", function(r) return low(r, column):find("_2%]") end },
    { "what is not ASCII", "sören_havemester",
      function(r) return r[column] == "[Sören_Havemester]" end },
    { "? for a character of two bytes", "S?ren_Havemester",
      function(r) return r[column] == "[Sören_Havemester]" end },
    { "* for any bytes, half of a character too", "S*\182ren_Havemester",
      function(r) return r[column] == "[Sören_Havemester]" end },
    { "a list", { id, "[Jon_Postel]" },
      function(r) return has_id(r) or lists(r, column, "jon_postel") end },
    { "*", "*", function(r) return r[column] ~= nil end },
    { "a part of an id", "Edward_Yi", nothing, none = true },
    { "half of the brackets", "[" .. id, nothing, none = true },
    { "brackets turned round", "*]" .. id .. "[*", nothing, none = true },
    { "more brackets", "[[" .. id .. "]]", nothing, none = true },
    { "? for half of a character", "S??ren_Havemester", nothing, none = true },
    { "capitals that are not ASCII", "SÖREN_HAVEMESTER", nothing, none = true },
    { "an empty list", {}, nothing, none = true },
  }, column == "contact" and " #exhaustive")
end

cases("reference", {
  { "an RFC", "RFC6335", function(r) return lists(r, "reference", "rfc6335") end },
  { "its brackets", "[rfc6335]", function(r) return lists(r, "reference", "rfc6335") end },
  { "several of them", "RFC63??", function(r) return low(r, "reference"):find("%[rfc63..%]") end },
  { "a free text", "n/a", function(r) return lists(r, "reference", "n/a") end },
  { "drafts", "draft-*", function(r) return low(r, "reference"):find("%[draft%-") end },
  { "a footnote", "1", function(r) return lists(r, "reference", "1") end },
  { "a list", { "RFC6335", "RFC768*" }, function(r)
    return lists(r, "reference", "rfc6335") or low(r, "reference"):find("%[rfc768")
  end },
  { "a part of a number", "RFC633", nothing, none = true },
})

cases("service_code", {
  { "a code", "1145656131", function(r) return r.service_code == "1145656131" end },
  { "*", "*", function(r) return r.service_code ~= nil end },
  { "a list", { "7107696", "16*" }, function(r)
    return r.service_code == "7107696" or (r.service_code or ""):find("^16")
  end },
})

cases("unauthorized_use", {
  { "*", "*", function(r) return r.unauthorized_use ~= nil end },
  { "any case", "KNOWN unauthorized use: port 4045",
    function(r) return low(r, "unauthorized_use") == "known unauthorized use: port 4045" end },
  { "a pattern", "*nv used it*", function(r) return has_text(r, "unauthorized_use", "nv used it") end },
})

cases("assignment_notes", {
  { "*", "*", function(r) return r.assignment_notes ~= nil end },
  { "a pattern over many lines", "This is a duplicate*web browser*DNS-SD*",
    function(r)
      return low(r, "assignment_notes"):find("^this is a duplicate.*web browser.*dns%-sd")
    end },
  { "the whole of it", "Defined TXT keys: None",
    function(r) return low(r, "assignment_notes") == "defined txt keys: none" end },
})

cases("origin", {
  { "* where there is no overlay", "*", nothing, none = true },
  { "a label where there is no overlay", "mine", nothing, none = true },
})

for _, case in ipairs { { "registration", "2008-01-07" }, { "modification", "2012-02-20" } } do
  local column, day = case[1], case[2]

  local function date(r) return r[column .. "_date"] or "" end
  local function from(r, bound, n) return date(r):sub(1, n) >= bound end
  local function to(r, bound, n)
    return date(r) ~= "" and date(r):sub(1, n) <= bound
  end

  cases(column .. "_date", {
    { "a year", "2012", function(r) return date(r):find("^2012") end },
    { "a month", "2012-02", function(r) return date(r):find("^2012%-02") end },
    { "a day", day, function(r) return date(r) == day end },
    { "a decade", "201", function(r) return date(r):find("^201") end },
    { "? in it", "201?-1?", function(r) return date(r):find("^201%d%-1%d") end },
    { "* in it", "*-11", function(r) return date(r):find("%-11") end },
    { "*", "*", function(r) return date(r) ~= "" end },
    { "a list", { "2008", "2012-02" }, function(r)
      return date(r):find("^2008") or date(r):find("^2012%-02")
    end },
    { "a first year", { from = "2012" }, function(r) return from(r, "2012", 4) end },
    { "a first month", { from = "2012-02" }, function(r) return from(r, "2012-02", 7) end },
    { "a first day", { from = "2012-02-20" }, function(r) return from(r, "2012-02-20", 10) end },
    { "a last year", { to = "2008" }, function(r) return to(r, "2008", 4) end },
    { "a last month", { to = "2008-04" }, function(r) return to(r, "2008-04", 7) end },
    { "a last day", { to = "2012-02-20" }, function(r) return to(r, "2012-02-20", 10) end },
    { "both ends", { from = "2006-07", to = "2013" },
      function(r) return from(r, "2006-07", 7) and to(r, "2013", 4) end },
    { "one year from both ends", { from = "2012", to = "2012" },
      function(r) return date(r):find("^2012") end },
    { "ends that cross", { from = "2013", to = "2012" }, nothing, none = true },
    { "a year before all", "1901", nothing, none = true },
    { "an empty list", {}, nothing, none = true },
  }, column == "modification" and " #exhaustive")
end
