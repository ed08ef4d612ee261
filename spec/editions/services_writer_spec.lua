-- Export as services(5): that the file answers as `name` and `port` do, to a
-- plain reader and to the C library's own.

local bundled = require "spec.support.bundled"
local edition = require "spec.support.edition"
local ianaports = require "ianaports"
local model = require "spec.support.model"
local reading = require "spec.support.reading"
local shell = require "spec.support.shell"
local tally = require "spec.support.tally"

local bundled_model = model.new(bundled.records)

-- What the format cannot hold.
local function fits(name) return not name:find "[%s#]" end

-- The entries of a file: a list of {port, transport, name, alias...}.
local function entries_of(text)
  local list = {}
  for line in text:gmatch "([^\n]*)\n" do
    local name, port, transport, rest =
      line:match "^(%S+)[ \t]+(%d+)/(%a+)([^#]*)"
    if line ~= "" and line:sub(1, 1) ~= "#" then
      assert(name, line)
      local entry = { tonumber(port), transport, name }
      for alias in rest:gmatch "%S+" do entry[#entry + 1] = alias end
      list[#list + 1] = entry
    end
  end
  return list
end

-- What a reader finds who takes the first entry that fits: by "port/transport"
-- a list of names, by "name/transport" a port.
local function found_in(entries)
  local names, ports = {}, {}
  for _, entry in ipairs(entries) do
    local port, transport = entry[1], entry[2]
    local at = port .. "/" .. transport
    names[at] = names[at] or { (table.unpack or unpack)(entry, 3) }
    for i = 3, #entry do
      local key = entry[i] .. "/" .. transport
      ports[key] = ports[key] or port
    end
  end
  return names, ports
end

-- Compares such findings with the bundled registry's answers, for every port
-- and name of the transports.
local function compare(entries, transports)
  local names, ports = found_in(entries)
  local count = tally.new()
  for _, transport in ipairs(transports) do
    for port in pairs(bundled_model.by_port) do
      local expected = {}
      for _, name in ipairs(bundled_model:names(port, transport)) do
        if fits(name) then expected[#expected + 1] = name end
      end
      local at = port .. "/" .. transport
      count:equal(table.concat(expected, " "),
        table.concat(names[at] or {}, " "), at)
    end
    for _, list in pairs(bundled_model.by_name) do
      local name = list[1].name
      count:equal(fits(name) and bundled_model:port(name, transport) or nil,
        ports[name .. "/" .. transport], name, transport)
    end
  end
  return count
end

local function written(records, facts)
  return (edition.write("services", edition.new(records, {}, facts)))
end

-- The lines of a file but its head, blanks run together.
local function body(records)
  local text = written(records):gsub(" +", " ")
  local lines = {}
  for line in text:match "\n\n(.*)$":gmatch "[^\n]+" do
    lines[#lines + 1] = line
  end
  return lines
end

describe("export as services of the bundled edition", function()
  local text = edition.write("services", edition.bundled())

  it("begins with what it is and what it leaves out", function()
    local nameless, portless = 0, 0
    for _, record in ipairs(bundled.records) do
      if not record.name then
        nameless = nameless + 1
      elseif not record.port then
        portless = portless + 1
      end
    end
    local head = "# %s\n# Last Updated %s\n"
      .. "# From %s records; not services, so not here:\n"
      .. "# %s without a name, %s with a name but without a port.\n\n"
    local commas = bundled.with_commas
    assert.equal(head:format(bundled.fact "title", bundled.updated,
      commas(#bundled.records), commas(nameless), commas(portless)),
      text:match "^.-\n\n")
  end)

  it("gives every name and every port as the registry does", function()
    local count = compare(entries_of(text), model.transports)
    assert.equal(tally.clean(count.compared), count:report())
    assert.is_true(count.compared > 50000)
  end)

  it("has one line for a port and a transport", function()
    local seen = {}
    for _, entry in ipairs(entries_of(text)) do
      local at = entry[1] .. "/" .. entry[2]
      assert.is_nil(seen[at], at)
      seen[at] = true
    end
  end)

  it("is in columns", function()
    assert.is_truthy(text:find(
      "\nhttp            80/tcp      www www-http # World Wide Web HTTP\n", 1, true))
    assert.is_truthy(text:find(
      "\nhttps           443/tcp          # http protocol over TLS/SSL\n", 1, true))
  end)

  it("hands on pieces of a few KB", function()
    local _, _, pieces = edition.write("services", edition.bundled())
    for _, piece in ipairs(pieces) do assert.is_true(#piece <= 8192) end
    assert.is_true(#pieces < #text / 2048)
  end)
end)

describe("export as services", function()
  it("writes a line for a port and transport, other names as aliases", function()
    assert.same({
      "a 1/tcp b c # first", "a 1/udp # third", "b 2/tcp",
    }, body {
      { name = "a", port = 1, transport = "tcp", description = "first" },
      { name = "b", port = 1, transport = "tcp", description = "second" },
      { name = "a", port = 1, transport = "udp", description = "third" },
      { name = "c", port = 1, transport = "tcp" },
      { name = "B", port = 1, transport = "tcp" },
      { name = "b", port = 2, transport = "tcp" },
    })
  end)

  it("writes a line for each port of a range", function()
    assert.same({ "a 5/udp # d", "a 6/udp b # d", "a 7/udp # d" }, body {
      { name = "a", port = 5, last_port = 7, transport = "udp", description = "d" },
      { name = "b", port = 6, transport = "udp" },
    })
  end)

  it("writes the last port", function()
    assert.same({ "a 65534/tcp", "a 65535/tcp" }, body {
      { name = "a", port = 65534, last_port = 65535, transport = "tcp" },
    })
  end)

  it("lets a record without a transport stand for all, last", function()
    assert.same({
      "b 5/tcp a", "c 9/udp", "# Registered without a transport",
      "a 5/udp # d", "a 5/sctp # d", "a 5/dccp # d",
    }, body {
      { name = "a", port = 5, description = "d" },
      { name = "b", port = 5, transport = "tcp" },
      { port = 5, transport = "udp", description = "Reserved" },
      { name = "c", port = 9, transport = "udp" },
    })
  end)

  it("puts the first port of a name before its others", function()
    assert.same({
      "a 9/tcp", "# Registered without a transport",
      "a 5/tcp", "a 5/udp", "a 5/sctp", "a 5/dccp",
    }, body {
      { name = "a", port = 5 },
      { name = "a", port = 9, transport = "tcp" },
    })
  end)

  it("puts an alias at the end that would hide the name's first port", function()
    assert.same({
      "a 1/tcp c", "b 2/tcp", "# Further names of ports above", "b 1/tcp",
    }, body {
      { name = "a", port = 1, transport = "tcp" },
      { name = "b", port = 2, transport = "tcp" },
      { name = "b", port = 1, transport = "tcp" },
      { name = "c", port = 1, transport = "tcp" },
    })
  end)

  it("leaves out what is no service, and counts it", function()
    local text = written {
      { port = 1, transport = "tcp" }, { port = 2 }, { description = "d" },
      { name = "a" }, { name = "b", transport = "udp" },
    }
    assert.equal("# Port numbers\n# From 5 records; not services, so not here:\n"
      .. "# 3 without a name, 2 with a name but without a port.\n\n", text)
  end)

  for _, case in ipairs {
    { "a blank", "a b", "a b" },
    { "a tab", "a\tb", "a␉b" },
    { "a line break", "a\nb", "a b" },
    { "a number sign", "a#b", "a#b" },
    { "a control character", "a\1", "a␁" },
  } do
    it("says which name it cannot hold: " .. case[1], function()
      assert.same({
        "# " .. case[3] .. " 1/tcp: a name that does not fit this format",
        "c 1/tcp # d",
      }, body {
        { name = case[2], port = 1, transport = "tcp", description = "d" },
        { name = "c", port = 1, transport = "tcp" },
      })
    end)
  end

  it("holds names of other signs", function()
    assert.same({ "914c/g 1/tcp whois++ sql*net é" }, body {
      { name = "914c/g", port = 1, transport = "tcp" },
      { name = "whois++", port = 1, transport = "tcp" },
      { name = "sql*net", port = 1, transport = "tcp" },
      { name = "é", port = 1, transport = "tcp" },
    })
  end)

  it("writes a description on the line", function()
    assert.same({ "a 1/tcp # one two # three\226\144\129" }, body {
      { name = "a", port = 1, transport = "tcp",
        description = "one \r\n\n  two # three\1" },
    })
  end)

  it("writes title and date on a line each", function()
    assert.equal("# A B\n# Last Updated 2001-02-03\n", written({},
      { title = "A\nB", updated = "2001-02-03" }):match "^.-\n.-\n")
  end)
end)

-- getent, with the file in the place of the system's for that process alone.
local function getent(path, keys)
  local command = ("mount --bind %s /etc/services"
    .. " && exec getent -s files services %s"):format(path, keys)
  for _, way in ipairs { "unshare -m", "unshare -rm" } do
    local status, text = shell.run(way .. " sh -c " .. shell.quote(command))
    if status == 0 then return text end
  end
end

local NO_GETENT
if not reading.with_file("only-here 7/tcp\n", function(path)
  return getent(path, "") == "only-here             7/tcp\n"
end) then
  NO_GETENT = "there is no getent, or no leave to mount a file for it"
end

describe("the exported file read by the C library", function()
  local text = edition.write("services", edition.bundled())

  it("gives every name and every port as the registry does", function()
    if NO_GETENT then return pending(NO_GETENT) end
    local entries = entries_of(reading.with_file(text, function(path)
      return getent(path, "")
    end))
    local count = compare(entries, model.transports)
    assert.equal(tally.clean(count.compared), count:report())
  end)

  -- Each asked alone; every 40th, as each reads the file from its start.
  it("is found by port and by name", function()
    if NO_GETENT then return pending(NO_GETENT) end
    local keys, expected = {}, {}
    for row, record in ipairs(bundled.records) do
      local name, transport = record.name, record.transport
      if row % 40 == 0 and name and record.port and transport
         and not name:find "[%s/]" then
        keys[#keys + 1] = record.port .. "/" .. transport
        expected[#expected + 1] = bundled_model:name(record.port, transport)
          .. " " .. record.port .. "/" .. transport
        keys[#keys + 1] = shell.quote(name .. "/" .. transport)
        local port = bundled_model:port(name, transport)
        expected[#expected + 1] = bundled_model:name(port, transport)
          .. " " .. port .. "/" .. transport
      end
    end
    local output = reading.with_file(text, function(path)
      return getent(path, table.concat(keys, " "))
    end)
    local got = {}
    for line in output:gmatch "[^\n]+" do
      got[#got + 1] = line:gsub("^(%S+) +(%S+).*", "%1 %2")
    end
    assert.is_true(#keys > 500)
    assert.same(expected, got)
  end)
end)

-- After the port our reader takes a number from 0 to 1 for nmap's open frequency.
describe("a name that looks like an open frequency", function()
  local function lines_of(rows)
    local text = assert(ianaports.new(rows)):export "services"
    local lines = {}
    for line in text:gmatch "[^\n]+" do
      if not line:find "^#" then lines[#lines + 1] = (line:gsub(" +", " ")) end
    end
    return lines, text
  end

  local function row(name, port) return { name = name, port = port, transport = "tcp" } end

  for _, name in ipairs { "0", "0.5", "1", ".25", "1.0" } do
    it("has a line of its own, which is read again: " .. name, function()
      local lines, text = lines_of { row("a", 5), row(name, 5), row("b", 5) }
      assert.same({ "a 5/tcp b", name .. " 5/tcp" }, lines)
      local again = assert(ianaports.parse(text, { format = "services" }))
      assert.same({ "a", "b", name }, again:names(5, "tcp"))
    end)

    it("is the first of its line where it is the primary: " .. name, function()
      local lines, text = lines_of { row(name, 5), row("a", 5) }
      assert.same({ name .. " 5/tcp a" }, lines)
      assert.equal(5, assert(ianaports.parse(text, { format = "services" })):port(name))
    end)
  end

  it("keeps its ports in their order, whatever line comes first", function()
    local rows = { row("a", 20), row("b", 5), row("1", 5), row("1", 20), row("1", 9) }
    local lines, text = lines_of(rows)
    assert.same({ "a 20/tcp", "b 5/tcp", "1 5/tcp", "1 9/tcp", "1 20/tcp" }, lines)
    local again = assert(ianaports.parse(text, { format = "services" }))
    assert.equal(5, again:port "1")
  end)

  it("is none: then it stays on the line", function()
    for _, name in ipairs { "914", "2", "1.5", "-", "1e+5", "2E-7", "1e5", "9p", "\195\169", "e+5" } do
      assert.same({ "a 5/tcp " .. name }, (lines_of { row("a", 5), row(name, 5) }))
    end
  end)
end)
