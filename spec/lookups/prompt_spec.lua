--- What a person sees at a prompt: selections as tables, contacts, info and the
-- help screen, at every width, with no character cut in half.

local bundled = require "spec.support.bundled"
local ianaports = require "ianaports"
local page = require "spec.support.page"
local render = require "ianaports.render"
local shell = require "spec.support.shell"

local find = ianaports.find

--- Functions that the help screen names without an example.
local NAMED = { annotator = true, contacts = true, diff = true, export = true, latest = true,
  load = true, new = true, overlay = true, parse = true, range = true, save = true }
local ACUTE, EURO, CLEF = "\195\169", "\226\130\172", "\240\157\132\158"

--- What a function returns while COLUMNS has a value (nil: none).
local function with_columns(value, f)
  local real = os.getenv
  os.getenv = function(name)                              -- luacheck: ignore
    if name == "COLUMNS" then return value end
    return real(name)
  end
  local ok, result = pcall(f)
  os.getenv = real                                        -- luacheck: ignore
  return assert(ok and result, result)
end

local function lines_of(text)
  local list = {}
  for line in (text .. "\n"):gmatch "([^\n]*)\n" do list[#list + 1] = line end
  return list
end

--- The number of characters in a text; raises if one of them is incomplete.
local function characters(text)
  local count, at = 0, 1
  while at <= #text do
    local byte = text:byte(at)
    local size = byte < 0x80 and 1 or byte < 0xE0 and 2 or byte < 0xF0 and 3 or 4
    assert(byte < 0x80 or byte >= 0xC2, "a character begins in its middle")
    local rest = text:sub(at + 1, at + size - 1)
    assert(#rest == size - 1 and not rest:find "[^\128-\191]", "half a character")
    count, at = count + 1, at + size
  end
  return count
end

--- A selection of records that the registry does not have.
local function selection_of(records)
  return setmetatable({ records = function()
    local i = 0
    return function()
      i = i + 1
      return records[i]
    end
  end }, { __len = function() return #records end })
end

local TABLES_HAVE_LENGTHS = #selection_of { {} } == 1    -- not on 5.1

describe("a selection as text", function()
  it("says how many, and aligns name, port, transport and description", function()
    assert.equal([[
5 records
vrml-multi-use  4200-4299  -    VRML Multi User Systems
boe-cms         6400       -    Business Objects CMS contact port
boe-was         6401       -    boe-was
airplay         -          tcp  Protocol for streaming of audio/video content
airplay         -          udp  Protocol for streaming of audio/video content]],
      tostring(find {
        name = { "boe-cms", "boe-was", "vrml-multi-use", "airplay" } }))
  end)

  it("says so of none and of one", function()
    assert.equal("0 records", tostring(find { name = "no-such-name" }))
    assert.equal("1 record\nairplay  -  tcp  Protocol for streaming of "
      .. "audio/video content",
      tostring(find { name = "airplay", transport = "tcp" }))
  end)

  it("shows a dash for a name that is not there, and no blank at an end", function()
    assert.equal("1 record\n-  225-241  -  Reserved", tostring(find(230)))
    assert.equal("2 records\nident  113  tcp\nauth   113  tcp  "
      .. "Authentication Service",
      tostring(find { port = 113, transport = "tcp" }))
  end)

  it("shows the line breaks of a cell as blanks", function()
    assert.is_truthy(tostring(find { name = "914c-g", transport = "tcp" })
      :find("914C/G Terminal IANA assigned this", 1, true))
  end)

  for count, expected in pairs { [9] = 10, [10] = 11, [11] = 12, [12] = 12 } do
    it(("has %d lines of %d records"):format(expected, count), function()
      local found = find(function(record) return record.row <= count end)
      assert.equal(count, #found)
      local lines = lines_of(tostring(found))
      assert.equal(expected, #lines)
      assert.equal(count .. " records", lines[1])
      local more = count > 10 and "... " .. (count - 10) .. " more" or nil
      assert.equal(more, lines[12])
    end)
  end

  it("counts all of the registry", function()
    local lines = lines_of(tostring(find()))
    local count = #bundled.records
    assert.equal(count .. " records", lines[1])
    assert.equal("... " .. count - 10 .. " more", lines[#lines])
    assert.equal(12, #lines)
  end)
end)

describe("the width of a selection", function()
  local long = find { name = "914c-g" } + find { text = "\195" }

  it("is what COLUMNS says, to the character", function()
    for width = 1, 120 do
      local widest = 0
      local text = with_columns(tostring(width), function() return tostring(long) end)
      for _, line in ipairs(lines_of(text)) do
        widest = math.max(widest, characters(line))
      end
      assert.is_true(widest <= width, width)
      assert.is_true(width > 100 or widest == width, width)
    end
  end)

  for _, value in ipairs { false, "", "0", "-5", "wide", "80.5", "0x20", " 40" } do
    it(("is 80 where COLUMNS is %s"):format(value and ("%q"):format(value)
      or "not set"), function()
      local wanted = with_columns("80", function() return tostring(long) end)
      assert.equal(wanted, with_columns(value or nil, function()
        return tostring(long)
      end))
    end)
  end

  it("is without end where COLUMNS has very many digits", function()
    local text = with_columns(("9"):rep(30), function() return tostring(long) end)
    assert.is_nil(text:find("...", 1, true) and not text:find "more$" or nil)
  end)

  it("is taken from the environment of the process", function()
    local status, said = shell.run("COLUMNS=20 " .. shell.lua() .. " -e "
      .. shell.quote [[
      print(require "ianaports".find { name = "airplay" })]])
    assert.equal(0, status)
    assert.equal("2 records\nairplay  -  tcp  ...\nairplay  -  udp  ...\n", said)
  end)

  if not TABLES_HAVE_LENGTHS then return end

  -- Descriptions, and what is left of them in 12 columns after "n  1  tcp  ".
  for _, case in ipairs {
    { "abcdefghi", 20, "abcdefghi" }, { "abcdefghij", 20, "abcdef..." },
    { ACUTE:rep(9), 20, ACUTE:rep(9) }, { ACUTE:rep(10), 20, ACUTE:rep(6) .. "..." },
    { EURO:rep(9), 20, EURO:rep(9) }, { EURO:rep(10), 20, EURO:rep(6) .. "..." },
    { CLEF:rep(9), 20, CLEF:rep(9) }, { CLEF:rep(10), 20, CLEF:rep(6) .. "..." },
    { "a" .. ACUTE .. "b" .. EURO .. "c" .. CLEF .. "def", 20,
      "a" .. ACUTE .. "b" .. EURO .. "c" .. CLEF .. "def" },
    { "a" .. ACUTE .. "b" .. EURO .. "c" .. CLEF .. "defg", 20,
      "a" .. ACUTE .. "b" .. EURO .. "c" .. CLEF .. "..." },
  } do
    it(("leaves of %s: %s"):format(case[1], case[3]), function()
      local text = with_columns(tostring(case[2]), function()
        return render.selection(selection_of {
          { name = "n", port = 1, transport = "tcp", description = case[1] } })
      end)
      assert.equal("1 record\nn  1  tcp  " .. case[3], text)
    end)
  end

  it("is counted in characters when names are aligned", function()
    assert.equal("2 records\n" .. ACUTE:rep(3) .. "  1  -  x\nabc  2  -  y",
      render.selection(selection_of {
        { name = ACUTE:rep(3), port = 1, description = "x" },
        { name = "abc", port = 2, description = "y" } }))
  end)
end)

describe("a text at the prompt", function()
  it("has no control character of a cell, so none reaches the terminal", function()
    local record = ianaports.lookup(22, "tcp")
    record.name, record.description = "a\27[2Jb", "c\7\td\127e"
    assert.equal("a [2Jb 22/tcp  c  d e", tostring(record))
    assert.equal("[x y]  a b", render.contact { id = "x\27y", name = "a\nb" })
  end)

  it("leaves UTF-8 as it is", function()
    local record = ianaports.lookup(22, "tcp")
    record.description = ACUTE .. EURO .. CLEF
    assert.equal("ssh 22/tcp  " .. ACUTE .. EURO .. CLEF, tostring(record))
  end)
end)

describe("a contact as text", function()
  for _, case in ipairs {
    { { id = "John_Kozlowski", name = "John Kozlowski", email = "a@b",
        organization = "ShofarNexus.com", uri = "mailto:a&b",
        updated = "2012-02-20" },
      "[John_Kozlowski]  John Kozlowski, ShofarNexus.com, a@b, "
      .. "updated 2012-02-20" },
    { { id = "X", uri = "tel:+1-2" }, "[X]  tel:+1-2" },
    { { id = "X", name = "An X" }, "[X]  An X" },
    { { id = "X" }, "[X]" },
  } do
    it("is " .. case[2], function()
      assert.equal(case[2], render.contact(case[1]))
    end)
  end

  it("is what tostring gives", function()
    for contact in ianaports.contacts() do
      assert.equal(render.contact(contact), tostring(contact))
      assert.is_nil(tostring(contact):find "\n")
    end
    assert.equal("[Dan_Razzell]  Dan Razzell, dan@starfishsystems.ca, "
      .. "updated 2006-06", tostring(page.registry:contact "Dan_Razzell"))
  end)
end)

describe("info as text", function()
  it("is a block with the title and a field on each line", function()
    local text = with_columns("80", function()
      return render.info { title = "A Registry", updated = "2024-04-19",
        reference = "[RFC6335]", records = 14270, contacts = 39, source = "bundled",
        formats = { "CSV", "XML", "Plain text" },
        experts = { "TCP/UDP: Joe Touch; Eliot Lear, Kumiko Ono, Wes Eddy, Brian "
          .. "Trammell, Jana Iyengar, and Michael Scharf", "SCTP: Michael Tuexen" },
        notes = { { text = "Service names and port numbers are used to distinguish "
          .. "between different\nservices that run over" },
          { title = "Request an Assignment", text = "[https://a.example/]" } } }
    end)
    assert.equal([[
A Registry
  updated    2024-04-19
  reference  [RFC6335]
  records    14270
  contacts   39
  source     bundled
  formats    CSV, XML, Plain text
  experts    TCP/UDP: Joe Touch; Eliot Lear, Kumiko Ono, Wes Eddy, Brian
             Trammell, Jana Iyengar, and Michael Scharf
             SCTP: Michael Tuexen
  notes      Service names and port numbers are used to distinguish between
             different ...
             Request an Assignment: [https://a.example/] ]], text .. " ")
  end)

  it("begins with what the bundled edition says", function()
    local text = with_columns("80", function() return tostring(ianaports.info()) end)
    local start = "%s\n  updated    %s\n  newest     %s\n  reference  %s\n  records    %d\n"
      .. "  contacts   %d\n  source     bundled\n"
    start = start:format(bundled.fact "title", bundled.updated, ianaports.info().newest, bundled.fact "reference",
      #bundled.records, #bundled.contacts)
    assert.equal(start, text:sub(1, #start))
  end)

  it("fits the terminal", function()
    for width = 60, 120 do
      local block = with_columns(tostring(width), function()
        return render.info(ianaports.info())
      end)
      for _, line in ipairs(lines_of(block)) do
        assert.is_true(#line <= math.max(width, 76), line)
      end
    end
  end)

  it("leaves out what an edition does not say", function()
    assert.equal("  records    1\n  contacts   0", render.info {
      records = 1, contacts = 0 })
  end)
end)

describe("a registry as text", function()
  it("says its date and what it holds", function()
    local line = "registry %s: %d records, %d contacts"
    assert.equal(line:format(bundled.updated, #bundled.records, #bundled.contacts),
      tostring(require "ianaports.core".internals().bundled()))
    assert.equal("registry: 2 records, 1 contact", render.registry {
      info = function() return { records = 2, contacts = 1 } end })
  end)
end)

describe("help", function()
  local text = render.help()
  local lines = lines_of(text)

  local function example_of(line)
    return line:match "^  (ianaports.-)%s%s+(%S.*)$"
  end

  local function run(code)
    local compile = loadstring or load                    -- luacheck: ignore
    return assert(compile("local ianaports = ...; return " .. code))(ianaports)
  end

  it("is one screen: at most 24 lines of 80 characters", function()
    assert.is_true(#lines <= 24, #lines)
    for _, line in ipairs(lines) do
      assert.is_true(characters(line) <= 80, line)
      assert.is_nil(line:find "%s$")
    end
  end)

  it("has an example of every function, and each works", function()
    local shown = {}
    for _, line in ipairs(lines) do
      local code = example_of(line)
      if code then
        assert.is_not_nil(run(code), code)
        shown[code:match "^ianaports%.(%w[%w_]*)" or "call"] = true
      end
    end
    for name, value in pairs(ianaports) do
      if NAMED[name] then
        assert.is_truthy(table.concat(lines, "\n"):find(name .. "(", 1, true))
      elseif type(value) == "function" and name ~= "help" then
        assert.is_true(shown[name], name)
      end
    end
    assert.is_true(shown.call)
  end)

  it("names every method of a record, and of a selection", function()
    for name in pairs(require "ianaports.record") do
      assert.is_truthy(text:find(":" .. name .. "(", 1, true), name)
    end
    for _, name in ipairs { "first", "names", "ports", "find" } do
      assert.is_truthy(text:find("s:" .. name .. "(", 1, true), name)
    end
  end)

  it("is printed by help, and by nothing else", function()
    local function output(code)
      return select(2, shell.run(shell.lua() .. " -e " .. shell.quote(code)))
    end
    assert.equal(text .. "\n", output [[require "ianaports".help()]])
    assert.equal("", output [[
      local ianaports = require "ianaports"
      tostring(ianaports.find "printer")
      tostring(ianaports.lookup(443))
      tostring(ianaports.info())
      require "ianaports.render".help()]])
  end)
end)
