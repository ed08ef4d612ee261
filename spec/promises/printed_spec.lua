--- What a person sees cannot control the terminal. A registry, a path and an
-- argument may hold characters that a terminal obeys (ESC, and U+009B, which
-- means ESC and a bracket), that reverse the direction of writing, or that break
-- a line.

local ianaports = require "ianaports"
local shell = require "spec.support.shell"

local core = require "ianaports.core".internals()

local ONE, GONE = " ", "\239\191\189"

--- A character, its name, and what replaces it at a prompt and in an export that
--- people read.  Each has a neighbour below that stays as it is.
local HIDDEN = {
  { "\1", "U+0001", ONE, "\226\144\129" }, { "\7", "BEL", ONE, "\226\144\135" },
  { "\27", "ESC", ONE, "\226\144\155" }, { "\31", "U+001F", ONE, "\226\144\159" },
  { "\127", "DEL", ONE, "\226\144\161" },
  { "\194\128", "U+0080", GONE, GONE }, { "\194\155", "U+009B", GONE, GONE },
  { "\194\159", "U+009F", GONE, GONE }, { "\216\156", "U+061C", GONE, GONE },
  { "\226\128\142", "U+200E", GONE, GONE }, { "\226\128\143", "U+200F", GONE, GONE },
  { "\226\128\168", "U+2028", GONE, GONE }, { "\226\128\169", "U+2029", GONE, GONE },
  { "\226\128\170", "U+202A", GONE, GONE }, { "\226\128\174", "U+202E", GONE, GONE },
  { "\226\129\166", "U+2066", GONE, GONE }, { "\226\129\169", "U+2069", GONE, GONE },
}

local SHOWN = { "\194\160", "\195\169", "\216\155", "\216\157", "\226\128\141",
  "\226\128\144", "\226\128\167", "\226\128\175", "\226\129\165", "\226\129\170",
  "\226\130\172", "\240\157\132\158", "\239\191\189" }

local HEAD = [[<?xml version="1.0" encoding="UTF-8"?>
<registry xmlns="http://www.iana.org/assignments" id="service-names-port-numbers">]]

--- An edition with the text in every place where XML allows it. ASCII's control
--- characters, which XML does not allow, are in a CSV with contacts.
local function edition(text, title)
  return assert(ianaports.parse(HEAD .. (([[
<title>t@</title><updated>2@</updated><expert>TCP: x@</expert><note title="n@">m@</note>
<record date="2020-01-01"><name>a@</name><protocol>tcp</protocol>
<xref type="person" data="p@"/><xref type="text">r@</xref><description>d@</description>
<number>1</number><note>o@</note></record>
<footnote anchor="f@">g@</footnote>
<people><person id="p@"><name>q@</name><org>s@</org><uri>u@</uri><updated>v@</updated></person>
</people></registry>]]):gsub("@", (text:gsub("%%", "%%%%")))), { format = "xml" }), title)
end

local function rows(text)
  return assert(ianaports.new { { name = "a" .. text, port = 1, transport = "tcp",
    description = "d" .. text, assignee = "[p" .. text .. "]" } })
end

--- All texts that tostring gives for a registry.
local function said(registry)
  local other = assert(ianaports.new { { name = "b", port = 2 } })
  local diff = ianaports.diff(other, registry)
  local texts = { tostring(registry), tostring(registry:find()), tostring(registry:lookup(1)),
    tostring(registry:info()), tostring(diff), tostring(registry:lookup(1):assignees()[1]) }
  for contact in registry:contacts() do texts[#texts + 1] = tostring(contact) end
  return table.concat(texts, "\n")
end

describe("a text at a prompt", function()
  for _, case in ipairs(HIDDEN) do
    local character, name, instead = case[1], case[2], case[3]
    it(("has %s for %s"):format(instead == ONE and "a blank" or "U+FFFD", name), function()
      local registries = { rows(character) }
      if #character > 1 then registries[2] = edition(character) end
      for _, registry in ipairs(registries) do
        local text = said(registry)
        assert.is_nil(text:find(character, 1, true))
        assert.equal(("a%s 1/tcp  d%s"):format(instead, instead),
          tostring(registry:lookup(1)))
        assert.equal("[p" .. instead .. "]", tostring(registry:lookup(1):assignees()[1])
          :match "^%[.-%]")
      end
    end)
  end

  it("has all other characters", function()
    for _, character in ipairs(SHOWN) do
      local text = said(edition(character))
      for _, letter in ipairs { "t", "2", "x", "n", "m", "a", "d", "p", "q", "s", "u", "v" } do
        assert.is_truthy(text:find(letter .. character, 1, true), letter .. character)
      end
    end
  end)

  it("has U+FFFD for a byte that a script has put there and that is not UTF-8", function()
    local record = ianaports.lookup(443)
    for text, expected in pairs { ["\155"] = GONE, ["\195"] = GONE, ["\195\169\169"] = "\195\169" .. GONE,
      ["\224\128\128"] = GONE:rep(3), ["\237\160\128"] = GONE:rep(3), ["\255x"] = GONE .. "x" } do
      record.description = text
      assert.equal("https 443/tcp  " .. expected, tostring(record))
    end
  end)
end)

describe("an export for the eye", function()
  local MARK = { text = true, html = true, svg = true, services = true }

  for _, case in ipairs(HIDDEN) do
    local character, name, instead = case[1], case[2], case[4]
    it(("has %s for %s"):format(instead == GONE and "U+FFFD" or "its picture", name), function()
      local registry = #character > 1 and edition(character) or rows(character)
      for format in pairs(MARK) do
        local text = registry:export(format)
        assert.is_nil(text:find(character, 1, true), format)
        assert.is_truthy(text:find("a" .. instead, 1, true), format)
      end
      assert.is_truthy(registry:export "text":find("d" .. instead, 1, true))
      assert.is_truthy(registry:export "html":find("d" .. instead, 1, true))
    end)
  end

  it("has all other characters", function()
    for _, character in ipairs(SHOWN) do
      local registry = edition(character)
      for format in pairs(MARK) do
        assert.is_truthy(registry:export(format):find("a" .. character, 1, true), format)
      end
    end
  end)

  it("of data alone keeps them: CSV", function()
    for _, case in ipairs(HIDDEN) do
      assert.is_truthy(rows(case[1]):export "csv":find("a" .. case[1] .. ",1,tcp,d" .. case[1], 1, true))
    end
  end)
end)

describe("a message", function()
  local CSI, ESC = "\194\155", "\27[2J"

  for title, f in pairs {
    ["of another footnote in XML"] = function()
      return ianaports.parse(HEAD .. ("<footnote anchor='" .. CSI .. "31m'/>"):rep(2) .. "</registry>")
    end,
    ["of an unknown element in XML"] = function()
      return ianaports.parse("<a xmlns='" .. CSI .. "31m'/>")
    end,
    ["of a file that is not there"] = function() return ianaports.load("no" .. ESC .. CSI) end,
    ["of contacts that are not there"] = function()
      return ianaports.new({}, { contacts = "no" .. ESC .. CSI })
    end,
    ["of contacts that are not there, of parse"] = function()
      return ianaports.parse("a 1/tcp\n", { contacts = "no" .. ESC .. CSI })
    end,
    ["of a folder that is not there"] = function()
      return ianaports.save("no" .. ESC .. CSI .. "/x")
    end,
    ["of a folder that is not there, of export"] = function()
      return ianaports.find(443):export("csv", "no" .. ESC .. CSI .. "/x")
    end,
    ["of a record that XML cannot hold"] = function() return rows(ESC .. CSI):export "xml" end,
    ["of a field of a row"] = function() return ianaports.new { { [ESC .. CSI] = 1 } } end,
  } do
    it(title .. " tells the terminal nothing", function()
      local result, message = f()
      assert.is_nil(result)
      assert.is_nil(message:find "[%z\1-\31\127]")
      assert.is_nil(message:find(CSI, 1, true))
    end)
  end

  it("has the bytes of a path by their numbers", function()
    assert.equal([[no\x1B\xC2\x9B\xE9: No such file or directory]],
      select(2, ianaports.load "no\27\194\155\233"))
    assert.equal("no\195\169\\: No such file or directory", select(2, ianaports.load "no\195\169\\"))
  end)

  it("of a file that is there has its path so, too", function()
    local folder = shell.lines("mktemp -d")[1]
    local path = folder .. "/a\27"
    local file = assert(io.open(path, "w"))
    file:write "x\n"
    file:close()
    local _, message = ianaports.load(path)
    shell.run("rm -rf " .. folder)
    assert.equal(folder .. [[/a\x1B:1: ]], message:sub(1, #folder + 10))
  end)
end)

describe("the C function printable", function()
  it("gives a text as it is where all of it is fit", function()
    for _, how in ipairs { "blanks", "pictures", "escapes" } do
      assert.equal("", core.printable("", how))
      for _, character in ipairs(SHOWN) do
        assert.equal("a" .. character, core.printable("a" .. character, how))
      end
    end
    assert.equal("a\nb", core.printable("a\nb", "pictures"))
  end)

  it("goes through a text of any size", function()
    local text = ("a\194\155"):rep(50000)
    assert.equal(("a" .. GONE):rep(50000), core.printable(text, "blanks"))
    assert.equal(("a\\xC2\\x9B"):rep(50000), core.printable(text, "escapes"))
    assert.equal((" "):rep(50000), core.printable(("\0"):rep(50000), "blanks"))
  end)
end)
