--- Export as SVG: the port map, as Python reads it (support/read_map.py), beside
-- statuses that were found in other ways.

local bundled = require "spec.support.bundled"
local ianaports = require "ianaports"
local model = require "spec.support.model"
local oracle = require "spec.support.oracle"
local reading = require "spec.support.reading"
local shell = require "spec.support.shell"

local unpack = table.unpack or unpack
local TRANSPORTS = { "tcp", "udp", "sctp", "dccp" }
local NO_PYTHON = reading.missing()

--- The lines that support/read_map.py prints of a map.
local function read(mode, svg)
  return reading.with_file(svg, function(path)
    return shell.lines(("python3 spec/support/read_map.py %s %s"):format(mode, path))
  end)
end

--- The same lines of runs, of what f says of each port and transport.
local function runs(f)
  local lines = {}
  for _, transport in ipairs(TRANSPORTS) do
    local first, status = 0, f(0, transport)
    for port = 1, 65536 do
      local other = port < 65536 and f(port, transport)
      if other ~= status then
        lines[#lines + 1] = ("%s %d %d %s"):format(transport, first, port - 1, status)
        first, status = port, other
      end
    end
  end
  return lines
end

--- The hints that are not those of whole rows: "443 443 https".
local function hints(svg)
  local found = {}
  for i, line in ipairs(read("names", svg)) do
    if i > 256 then found[#found + 1] = line:gsub('"', "") end
  end
  return found
end

describe("the port map of the bundled edition", function()
  local svg = ianaports.export "svg"

  it("shows for every port and transport the status that the module gives #exhaustive", function()
    if NO_PYTHON then return pending(NO_PYTHON) end
    assert.same(runs(ianaports.status), read("map", svg))
  end)

  it("shows for every port and transport what a plain reading of the rows gives #exhaustive", function()
    if NO_PYTHON then return pending(NO_PYTHON) end
    local rows = model.new(bundled.records)
    assert.same(runs(function(...) return rows:status(...) end), read("map", svg))
  end)

  it("shows for every port and transport what Python makes of IANA's file #exhaustive", function()
    if oracle.missing then return pending(oracle.missing) end
    assert.same(shell.lines("python3 " .. oracle.TOOL
      .. " data/service-names-port-numbers.csv | python3 spec/support/read_map.py rule"), read("map", svg))
  end)

  it("tells every name at its ports, the primary name first #exhaustive", function()
    if NO_PYTHON then return pending(NO_PYTHON) end
    local told, rows = {}, model.new(bundled.records)
    for _, line in ipairs(hints(svg)) do
      local first, last, ports, text = line:match "^(%d+) (%d+) ([%d-]+) (.*)$"
      assert.equal(first == last and first or first .. "-" .. last, ports)
      for port = first, last do told[port] = text end
    end
    for port = 0, 65535 do
      local names = {}
      for name in (told[port] or ""):gsub(" %b()", ""):gmatch "[^, ]+" do
        names[#names + 1] = name
      end
      local expected = rows:names(port)
      if expected[1] then assert.same(expected, names) end
    end
  end)

  it("is at most 400 KB", function()
    assert.is_true(#svg <= 400000, #svg)
  end)

  it("loads nothing and runs nothing", function()
    for _, what in ipairs { "<script", "<image", "<use", "<foreignObject", "url(", "@import" } do
      assert.is_nil(svg:find(what, 1, true), what)
    end
    for address in svg:gmatch 'href="([^"]*)"' do assert.equal("#", address:sub(1, 1)) end
  end)
end)

describe("the port map of a selection", function()
  local registry = ianaports.new {
    { name = "one", port = 1, transport = "tcp" },
    { port = 1, transport = "udp", description = "Reserved" },
    { name = "some", port = 250, last_port = 260, transport = "sctp" },
    { name = "any", port = 300 }, { name = "portless" },
    { port = 400, last_port = 401, transport = "tcp", description = "Unassigned" },
    { port = 402, transport = "tcp", description = "Unassigned" },
    { name = "high", port = 65535, transport = "udp" },
  }

  for _, case in ipairs {
    { "its ports alone, a run over the end of a row", { name = "some" },
      "sctp assigned M250 0h6M0 1h5" },
    { "all transports of a record that names none", { name = "any" },
      "tcp assigned M44 1h1", "udp assigned M44 1h1", "sctp assigned M44 1h1",
      "dccp assigned M44 1h1" },
    { "the status of nameless records", { port = 1 },
      "tcp assigned M1 0h1", "udp reserved M1 0h1" },
    { "records side by side in one line", { status = "unassigned" },
      "tcp unassigned M144 1h3" },
    { "dynamic ports", { name = "high" }, "udp dynamic M255 255h1" },
    { "nothing of a record without a port", { name = "portless" } },
    { "nothing where nothing is selected", { name = "x" } },
  } do
    it("shows " .. case[1], function()
      local painted = {}
      local svg = registry:find(case[2]):export "svg"
      for transport, group in svg:gmatch '<g id="(%a+)" class="transport[^>]*>\n(.-)</g>' do
        for status, lines in group:gmatch '<path class="(%a+)" d="([^"]*)"/>' do
          painted[#painted + 1] = ("%s %s %s"):format(transport, status, lines)
        end
      end
      assert.same({ unpack(case, 3) }, painted)
    end)
  end

  for _, case in ipairs { { "fills its cells with the transport of all its records", "some", 1 },
    { "has the bands of all transports where there are several", "any", 0 } } do
    it(case[1], function()
      local svg = registry:find({ name = case[2] }):export "svg"
      assert.equal(case[3], select(2, svg:gsub('class="transport only"', "")))
    end)
  end

  it("is the whole map where all records are selected", function()
    assert.equal(registry:export "svg", registry:find():export "svg")
  end)
end)

describe("a hint on the port map", function()
  for _, case in ipairs {
    { "443 a", { "a", "tcp" }, { "a", "udp" } },
    { "443 a (tcp)", { "a", "tcp" } },
    { "443 b (tcp), a (udp)", { "a", "udp" }, { "b", "tcp" } },
    { "443 a (any)", { "a" } },
    { "443 a (tcp, udp, dccp)", { "a", "tcp" }, { "a", "udp" }, { "a", "dccp" } },
    { "443 tcp reserved, udp unassigned, sctp unassigned, dccp unassigned",
      { nil, "tcp", "Reserved" } },
    { "443 reserved", { nil, nil, "Reserved" } },
    { "443 a&amp;lt;b (tcp)", { "a&lt;b", "tcp" } },
    { "443 &lt;/title&gt;&lt;script&gt;&quot;]]&gt; (tcp)", { '</title><script>"]]>', "tcp" } },
  } do
    it("says " .. case[1], function()
      local rows = {}
      for i = 2, #case do
        rows[#rows + 1] = { name = case[i][1], port = 443, transport = case[i][2],
                            description = case[i][3] }
      end
      local svg = ianaports.new(rows):export "svg"
      assert.equal(case[1], svg:match '<path d="M187 1h1"><title>(.-)</title>')
    end)
  end

  it("has the names of all records that cover the ports, also where ranges overlap", function()
    local svg = ianaports.new {
      { name = "a", port = 10, last_port = 12, transport = "tcp" },
      { name = "b", port = 12, last_port = 13, transport = "udp" },
    }:export "svg"
    local said = {}
    for title in svg:gmatch "<title>(1[^<]*%))</title>" do said[#said + 1] = title end
    assert.same({ "10-11 a (tcp)", "12 a (tcp), b (udp)", "13 b (udp)" }, said)
  end)

  it("has sixteen names, and says how many more there are", function()
    for _, case in ipairs { { 15 }, { 16 }, { 17, "1 more" } } do
      local rows = {}
      for i = 1, case[1] do rows[i] = { name = "n" .. i, port = 1 } end
      local said = ianaports.new(rows):export "svg":match '"M1 0h1"><title>(.-)</title>'
      assert.equal(math.min(case[1], 16), select(2, said:gsub("n%d+", "")))
      assert.equal(case[2], said:match "%d+ more$")
    end
  end)
end)

describe("the port map", function()
  it("has the title and the date of its edition, escaped", function()
    local svg = ianaports.export "svg"
    assert.is_truthy(svg:find("<title>" .. bundled.fact "title" .. ": port map", 1, true))
    assert.is_truthy(svg:find(">" .. bundled.updated .. "</text>", 1, true))
  end)

  it("of a registry without records shows that nothing is assigned #once", function()
    if NO_PYTHON then return pending(NO_PYTHON) end
    assert.same(runs(function(port)
      return port < 49152 and "unassigned" or "dynamic"
    end), read("map", ianaports.new {}:export "svg"))
  end)
end)
