-- How the format of a text is told by its first block: the formats that are
-- read, and what is said of any other text.

local detect = require "ianaports.read.detect"
local fixture = require "spec.support.fixture"
local ianaports = require "ianaports"
local shell = require "spec.support.shell"

local READ = "; what is read: IANA's CSV and XML, images, services(5) files"
local MARK = "\239\187\191"

local function shown(text)
  return (text:sub(1, 50):gsub("[%c\128-\255]", "."))
end

describe("the format of a text", function()
  for _, case in ipairs {
    { "an image", "IANAPORT\0\1", "image" },
    { "XML", "<registry/>", "xml" },
    { "XML behind blanks", " \r\n\t<registry/>", "xml" },
    { "XML behind a byte-order mark", MARK .. "<?xml?>", "xml" },
    { "XML behind a comment", "<!-- <html> -->\n<registry/>", "xml" },
    { "XML behind a comment without an end", "<!-- <html>", "xml" },
    { "XML with IANA's instructions", "<?xml version='1.0'?>\n<?xml-stylesheet "
      .. "type=\"text/xsl\"?>\n<?xml-model href=\"a\"?>\n<registry>", "xml" },
    { "XML with a prefix", "<ns0:registry>", "xml" },
    { "XML of a name that begins as HTML's", "<html-registry>", "xml" },
    { "XML in UTF-16, either way", "\255\254<\0", "xml" },
    { "XML in UTF-16, either way", "\254\255\0<", "xml" },
    { "XML in UTF-16 behind blanks", "\255\254\n\0<\0", "xml" },
    { "IANA's CSV", "Service Name,Port Number", "csv" },
    { "IANA's CSV behind a byte-order mark", MARK .. "Service Name,", "csv" },
    { "IANA's CSV with quotes", '"Service Name","Port Number"', "csv" },
    { "a CSV with other titles behind", "Service Name,Owner", "csv" },
    { "IANA's CSV behind blank lines", "\n\r\nService Name,", "csv" },
    { "IANA's CSV with blanks", "Service Name , Port Number", "csv" },
    { "a services file", "http 80/tcp", "services" },
    { "a services file", "# a\n\n http\t80/tcp a,b,c", "services" },
    { "a services file", "http 80/tcp # a; b; c", "services" },
    { "a services file with a range", "x11 6000-6063/tcp", "services" },
    { "a services file with several protocols", "a 1/TCP/udp", "services" },
    { "a services file with CRLF", "#\r\na 1/tcp\r\n", "services" },
    { "a services file that ends as DOS's", "a 1/tcp\r\n\26", "services" },
    { "a line without a name", "  24/tcp # any, private, mail", "services" },
    { "a line without a name", "24/tcp/udp", "services" },
    { "a NIS line, then a service", "+\nssh 22/tcp", "services" },
    { "a line of words, then a service", "a, b, c\nssh 22/tcp", "services" },
    { "services and as many others", "a;b;c\nd 1/tcp\ne;f;g\nh 2/udp", "services" },
    { "a comment", "# <", "services" },
    { "a comment", "#a,b,c", "services" },
    { "a comment", "# [1]\n#{}", "services" },
    { "a comment with a title", "# PORT NUMBERS\n# Keyword Decimal Description",
      "services" },
    { "nothing", "", "services" },
    { "a byte-order mark", MARK, "services" },
  } do
    local what, text, kind = case[1], case[2], case[3]
    it(("is %s for %s (%q)"):format(kind, what, shown(text)), function()
      assert.same({ kind }, { detect.kind(text) })
    end)
  end

  local SERVICES = "services (taken for a services file: it begins as no other)"
  for _, case in ipairs {
    { "a text", "hello, world" },
    { "a text", "hello, world\nof texts" },
    { "a text", "404 page not found\n" },
    { "a title alone", "Service Name and Transport Protocol Port Number" },
    { "another image", "ianaport" },
    { "a NIS line alone", "+" },
    { "INI", "[section]\nkey=value" },
    { "a table with its head in a comment", "#separator \\x09\n#fields\tts\tuid" },
  } do
    it("is a guess, or comments, for " .. case[1] .. ": " .. shown(case[2]), function()
      local comments = case[2]:find "^#"
      assert.equal(comments and "services" or SERVICES,
                   table.concat { detect.kind(case[2]) })
    end)
  end

  local HTML = "HTML, which is written, not read"
  local JSON = "JSON, which is written, not read"
  local PLAIN = "IANA's plain text, which is written, not read"
  local OLD = "the list of port numbers that IANA published until 2011"
  local CONTACTS = "IANA's table of contacts: give its path as options.contacts"
  local function table_of(separator)
    return "a CSV whose first row is not IANA's titles (it seems to have "
      .. separator .. " between its cells)"
  end
  local function iana_with(separator)
    return ("IANA's CSV with %s between its cells, not a comma"):format(separator)
  end

  local others = {
    { '[{"name":"a"}]', JSON }, { '[\n{"name":"a"}]', JSON }, { "[]\n", JSON },
    { MARK .. ' { "a": 1 }', JSON }, { "{}", JSON }, { "[[1]]", JSON },
    { '["a"]', JSON }, { "[1, 2]", JSON },
    { "<!DOCTYPE html>\n", HTML }, { "\n<HTML>", HTML }, { MARK .. "<html>", HTML },
    { "<!doctype\thtml public", HTML }, { "<html\nlang=en>", HTML },
    { "<head>", HTML }, { "<BODY bgcolor=white>", HTML }, { "<title>404</title>", HTML },
    { "<h1>Not Found</h1>", HTML }, { "<p>", HTML }, { "<meta charset=utf-8>", HTML },
    { "<!---->\n<!-- a -- b --><html>", HTML }, { "<?php ?><html>", HTML },
    { "<!-- " .. ("long "):rep(1000) .. "--><html>", HTML },
    { "\31\139\8", "a file compressed by gzip: decompress it first" },
    { "PK\3\4", "a zip archive: unpack it first" },
    { "BZh91AY&SY", "a file compressed by bzip2: decompress it first" },
    { "\253" .. "7zXZ\0", "a file compressed by xz: decompress it first" },
    { "(\181/\253\4", "a file compressed by zstd: decompress it first" },
    { "\127ELF\2\1\1\0", "not a text: a byte 2" },
    { "\137PNG\r\n\26\n\0\0", "not a text: a byte 0" },
    { "IANAPOR\0", "not a text: a byte 0" },
    { "S\0e\0", "not a text: a byte 0" },
    { "\255\254S\0e\0", "a text in UTF-16" },
    { "\254\255\0S\0e", "a text in UTF-16" },
    { "Service Name and Transport Protocol Port Number Registry\n", PLAIN },
    { "24 records\n\nService Name  Port Number  Transport  Description\n", PLAIN },
    { "PORT NUMBERS\r\n\r\n(last updated 2010-01-01)", OLD },
    { "Keyword         Decimal    Description", OLD },
    { "\n \tKeyword         Decimal    Description", OLD },
    { "Service Name;Port Number;Transport Protocol", iana_with '";"' },
    { '"Service Name";"Port Number"\n"a";"1"', iana_with '";"' },
    { "Service Name\tPort Number\tTransport Protocol", iana_with "a tab" },
    { "Service Name and Port\tProtocol\nhttp\ttcp", table_of "a tab" },
    { "Service Name|Port Number|Transport Protocol", iana_with '"|"' },
    { "Name,Port,Protocol", table_of '","' },
    { "\n\nName,Port,Protocol", table_of '","' },
    { "Name;Port;Protocol", table_of '";"' },
    { "Name\tPort\tProtocol", table_of "a tab" },
    { "Name|Port|Protocol", table_of '"|"' },
    { "Port,Service\n1,tcpmux", table_of '","' },
    { 'Port,Service\n1,"a, b"', table_of '","' },
    { "Port;Service\r\n1;tcpmux", table_of '";"' },
    { "place,name\n80/tcp,http\n81/tcp,other\n", table_of '","' },
    { "service name,port number,protocol", table_of '","' },
    { "ID,Name,Organization,Contact URI", CONTACTS },
    { '"ID","Name","Organization","Contact URI"', CONTACTS },
  }
  for _, case in ipairs(others) do
    local text, what = case[1], case[2]
    it(("is none of ours for %q: %s"):format(shown(text), what), function()
      assert.same({ nil, what .. READ }, { detect.kind(text) })
    end)
  end

  for _, case in ipairs {
    { "nginx_404.html", HTML }, { "apache_404.html", HTML }, { "xhtml.html", HTML },
    { "comments_in_front.html", HTML }, { "part_of_a_page.html", HTML },
    { "until_2011.txt", OLD }, { "until_2011_part.txt", OLD },
    { "plain_text.txt", PLAIN }, { "other_titles.csv", table_of '","' },
    { "other_titles.tsv", table_of "a tab" }, { "semicolons.csv", iana_with '";"' },
    { "contacts.csv", CONTACTS },
  } do
    it("is none of ours for a file: " .. case[1], function()
      local path = "spec/fixtures/kinds/" .. case[1]
      local text = fixture.text("kinds/" .. case[1])
      for _, each in ipairs { text, MARK .. text, (text:gsub("\r?\n", "\r\n")) } do
        assert.same({ nil, case[2] .. READ }, { detect.kind(each) })
      end
      assert.same({ nil, path .. ":1: " .. case[2] .. READ }, { ianaports.load(path) })
    end)
  end

  for _, case in ipairs { { "gzip", "gzip -c" }, { "bzip2", "bzip2 -c" },
                          { "xz", "xz -c" }, { "zstd", "zstd -qc" } } do
    it("is none of ours for what a program compressed: " .. case[1], function()
      if shell.run("command -v " .. case[1]) ~= 0 then
        return pending("there is no " .. case[1])
      end
      local path = os.tmpname()
      shell.lines(("printf 'http 80/tcp' | %s >%s"):format(case[2], shell.quote(path)))
      local _, message = ianaports.load(path)
      os.remove(path)
      assert.equal(("%s:1: a file compressed by %s: decompress it first%s")
        :format(path, case[1], READ), message)
    end)
  end

  it("is IANA's plain text, HTML or JSON for what is exported as such", function()
    for _, registry in ipairs { ianaports.find(80), ianaports.find(9311),
        assert(ianaports.parse "a 1/tcp"), assert(ianaports.parse "a 1/tcp"):find(2) } do
      for format, what in pairs { text = PLAIN, html = HTML, json = JSON } do
        local text = assert(registry:export(format))
        assert.same({ nil, "text:1: " .. what .. READ }, { ianaports.parse(text) })
      end
    end
  end)
end)

describe("what a text looks like", function()
  local parse = ianaports.parse

  it("stands in what a load says", function()
    local odd = "Port Number: no port after the name; no service in "
    assert.same({ nil, "text:1: JSON, which is written, not read" .. READ },
                { parse "[]" })
    assert.same({ nil, "text:2: " .. odd .. "1 of 1 lines (taken for a services "
                  .. "file: it begins as no other)" }, { parse "\nhello" })
    assert.same({ nil, "text:2: " .. odd .. "2 of 3 lines (taken for a services "
                  .. "file: it begins as no other)" },
                { parse "http 80/tcp\nhello\nworld" })
  end)

  it("is no word on a text that is read", function()
    assert.same({ { line = 1, text = "hello" } }, parse "hello\na 1/tcp":info().skipped)
  end)

  it("is said of a text that was said to be another", function()
    local _, message = parse("<html>", { format = "services" })
    assert.equal("text:1: Port Number: no port after the name; no service in 1 of 1 "
      .. "lines (it looks like HTML, which is written, not read)", message)
  end)
end)
