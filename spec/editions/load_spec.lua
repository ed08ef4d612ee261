--- Editions: registries that are loaded, parsed or made from rows answer like
-- the bundled one; what is malformed is refused in one line that says where.

local bundled = require "spec.support.bundled"
local ianaports = require "ianaports"
local shell = require "spec.support.shell"
local tally = require "spec.support.tally"

local csv = require "spec.support.csv".of_rows

local read_file, write_file = shell.read, shell.write

--- Where the records of two registries differ, or nil.
local function difference(one, other)
  local records, others = one:records(), other:records()
  for record in records do
    local differ = tally.difference(record, others())
    if differ then return ("row %d: %s"):format(record.row, differ) end
  end
  return others()
end

describe("an edition", function()
  local folder

  setup(function() folder = shell.lines("mktemp -d")[1] end)
  teardown(function() shell.lines("rm -r " .. shell.quote(folder)) end)

  describe("in IANA's CSV", function()
    local small = csv("web,80,tcp,Web,[A],[A],2001-02,,[RFC1],,,",
                      "web,80,udp,Web,[A],[A],2001-02,,[RFC1],,,",
                      ',90-99,,"Unassigned ""x""\nthere",,,,2002-03-04,,,,')

    it("gives the same records and bytes as the data of this project", function()
      local path = "data/service-names-port-numbers.csv"
      local registry = assert(ianaports.load(path))
      assert.is_nil(difference(ianaports.find(), registry))
      assert.is_true(registry:export "csv" == read_file(path))
      assert.equal(path, registry:info().source)
    end)

    for _, case in ipairs {
      { "as IANA writes it", small },
      { "with LF alone", (small:gsub("\r\n", "\n")) },
      { "with a BOM", "\239\187\191" .. small },
    } do
      it("is read " .. case[1], function()
        local registry = assert(ianaports.parse(case[2]))
        assert.equal("web", registry:name(80, "udp"))
        assert.equal('Unassigned "x"\nthere', registry:lookup(95).description)
        assert.equal(99, registry:lookup(95).last_port)
        assert.equal("unassigned", registry:status(90, "tcp"))
        assert.equal(3, registry:info().records)
        assert.is_true(registry:export "csv" == small)
      end)
    end

    --- Whether a text ends with a whole row: no quote is open, and the last line
    --- is empty or has as many cells as the titles, whose row is whole.
    local function ends_with_row(text, titles)
      local commas, open = 0, false
      for char in text:gmatch "." do
        if char == '"' then open = not open end
        if char == "," and not open then commas = commas + 1 end
        if char == "\n" and not open then commas = 0 end
      end
      local last = text:match "[^\n]*$"
      return #text >= #titles and not open and (last == "" or commas == 11 and not text:find "\r$")
    end

    it("is refused wherever it is cut within a row", function()
      local titles, whole = small:match "^[^\r]*", 0
      for size = 0, #small - 1 do
        local text = small:sub(1, size)
        local registry, message = ianaports.parse(text, { format = "csv" })
        local is_whole = ends_with_row(text, titles)
        assert.equal(is_whole, registry ~= nil, size)
        assert.equal(is_whole and "nil" or "string", type(message))
        whole = whole + (is_whole and 1 or 0)
      end
      assert.is_true(whole >= 4, whole)
    end)

    it("may end without a line end, or in empty lines", function()
      local expected = assert(ianaports.parse(small)):export "csv"
      for _, ending in ipairs { "", "\n", "\r\n", "\r\n\r\n", "\n\n", "\r\n\n\r\n" } do
        local text = small:gsub("\r\n$", "") .. ending
        assert.equal(expected, assert(ianaports.parse(text)):export "csv")
      end
    end)

    it("may have no empty line before a row", function()
      local text = small:gsub("^([^\r]*\r\n)", "%1\r\n\r\n")
      assert.same({ nil, "text:2: Service Name: an empty line" }, { ianaports.parse(text) })
      assert.same({ nil, "text:1: Service Name: an empty line" },
                  { ianaports.parse("\r\n" .. small, { format = "csv" }) })
    end)

    it("may be empty but for its titles", function()
      local registry = assert(ianaports.parse(csv()))
      assert.equal(0, registry:info().records)
      assert.equal(0, #registry:find())
      assert.is_nil(registry:lookup(80))
      assert.equal("unassigned", registry:status(80))
    end)

    it("takes its contacts from a file of their own", function()
      local registry = assert(ianaports.load(
        "data/service-names-port-numbers.csv",
        { contacts = "data/contacts.csv" }))
      assert.equal(#bundled.contacts, registry:info().contacts)
      for _, contact in ipairs(bundled.contacts) do
        assert.is_nil(tally.difference(contact, registry:contact(contact.id)))
      end
    end)

    for _, date in ipairs { "1970-01-31", "2015-02-28", "2016-02-29",
                            "2000-02-29", "2015-04-30", "2015-08-31",
                            "2015-12-31", "2097-12-31" } do
      it("may have the date " .. date, function()
        assert.equal(date, assert(ianaports.parse(
          csv("a,,,,,," .. date .. ",,,,,"))):lookup "a".registration_date)
      end)
    end

    for _, date in ipairs { "2015-02-29", "2015-02-30", "2016-02-30",
                            "2015-04-31", "2015-06-31", "2015-09-31",
                            "2015-11-31", "2015-01-32", "2015-01-00" } do
      it("may not have the date " .. date, function()
        local registry, message = ianaports.parse(
          csv("a,,,,,,," .. date .. ",,,,"))
        assert.is_nil(registry)
        assert.equal("text:2: Modification Date: not a date YYYY-MM or "
                         .. "YYYY-MM-DD from 1970 to 2097", message)
      end)
    end

    for _, case in ipairs {
      { "a port out of range", csv("a,65536,tcp,,,,,,,,,"),
        "text:2: Port Number: a port above 65535" },
      { "an unknown transport", csv("a,1,tcp,,,,,,,,,", "b,2,icmp,,,,,,,,,"),
        "text:3: Transport Protocol: not tcp, udp, sctp or dccp" },
      { "a row after cells of many lines",
        csv('a,1,tcp,"x\ny\nz",,,,,,,,', "b,2-1,tcp,,,,,,,,,"),
        "text:5: Port Number: a range that goes down" },
      { "a quote that never ends", csv('a,1,tcp,"x,,,,,,,,'),
        "text:2: Description: a quote that is never closed" },
      { "text that is not UTF-8", csv("a,1,tcp,\200,,,,,,,,"),
        "text:2: Description: not UTF-8 at byte 1" },
      { "a row of very many cells", csv(("a,"):rep(40000)),
        "text:2: Assignment Notes: not the last: the row has 40001 cells, "
        .. "not 12" },
      { "other titles", (csv():gsub("Assignee", "Owner")),
        "text:1: Assignee: the first row does not have this title here" },
    } do
      it("is refused with " .. case[1], function()
        local registry, message = ianaports.parse(case[2])
        assert.is_nil(registry)
        assert.equal(case[3], message)
      end)
    end
  end)

  describe("saved", function()
    it("is loaded with the same records and the same bytes", function()
      local path = folder .. "/registry.image"
      assert.is_true(ianaports.save(path))
      local registry = assert(ianaports.load(path))
      assert.is_nil(difference(ianaports.find(), registry))
      assert.is_true(registry:save(path .. "2"))
      assert.is_true(read_file(path) == read_file(path .. "2"))
      assert.equal(ianaports.info().title, registry:info().title)
      assert.same(ianaports.contact "Dan_Razzell",
                      registry:contact "Dan_Razzell")
    end)

    it("is refused when it is damaged, with its path", function()
      local path = folder .. "/damaged.image"
      ianaports.save(path)
      write_file(path, read_file(path):sub(1, 5000))
      local registry, message = ianaports.load(path)
      assert.is_nil(registry)
      assert.equal(path .. ": an image of another size than it says",
                       message)
    end)
  end)

  describe("that cannot be read", function()
    it("is nil and a message that names the file", function()
      for _, path in ipairs { folder .. "/none", folder, "/dev/null/x" } do
        local registry, message = ianaports.load(path)
        assert.is_nil(registry)
        assert.is_truthy(message:find(path, 1, true))
      end
    end)

    it("names the file, the line and the column of what is wrong", function()
      local path = folder .. "/bad.csv"
      write_file(path, csv("a,1,tcp,,,,,,,,,", "b,x,tcp,,,,,,,,,"))
      local registry, message = ianaports.load(path)
      assert.is_nil(registry)
      assert.equal(
        path .. ":3: Port Number: not a port or a range of ports", message)
    end)

    for _, case in ipairs {
      { "A,,,,\nB,,,,\n,,,,\n", "a contact without an ID" },
      { "A,,,,\nB,,,,\n[A],,,,\n", "a contact that stands twice" },
    } do
      it("names the file of contacts for " .. case[2], function()
        local path = folder .. "/contacts.csv"
        write_file(path, "ID,Name,Organization,Contact URI,Last Updated\n"
          .. case[1])
        local _, message = ianaports.load(
          "data/service-names-port-numbers.csv", { contacts = path })
        assert.equal(path .. ":4: ID: " .. case[2], message)
      end)
    end
  end)

  it("looks at no option that a metatable adds", function()
    local options = setmetatable({}, { __index = function() return "80" end })
    local registry = assert(ianaports.parse("mine 80/tcp\n", options))
    assert.equal("mine", registry:name(80))
    assert.is_truthy(ianaports.new({ { name = "mine" } }, options))
  end)

  describe("misused", function()
    for _, case in ipairs {
      { function() ianaports.load() end, "path must be a string" },
      { function() ianaports.load(80) end, "path must be a string" },
      { function() ianaports.load("x", "csv") end, "options must be a table" },
      { function() ianaports.load("x", { form = "csv" }) end,
        'unknown option "form"' },
      { function() ianaports.parse("x", { format = "cvs" }) end,
        'format must be "csv"' },
      { function() ianaports.new "rows" end, "rows must be a table" },
      { function() ianaports.export "pdf" end, 'format must be "csv"' },
      { function() ianaports.export("csv", 5) end, "path must be a string" },
      { function() ianaports.save() end, "path must be a string" },
      { function() ianaports.overlay() end, "rows must be a table" },
      { function() ianaports.diff(ianaports) end, "a registry expected" },
      { function() ianaports.diff(ianaports, ianaports.find()) end,
        "a registry expected, got a selection" },
      { function() ianaports.export "CSV" end, '"lua", got "CSV"' },
    } do
      it("raises: " .. case[2], function()
        local ok, message = pcall(case[1])
        assert.is_false(ok)
        assert.is_truthy(message:find(case[2], 1, true), message)
        assert.is_truthy(message:find("load_spec.lua:", 1, true), message)
      end)
    end
  end)

  describe("written", function()
    it("replaces a file whole, and keeps who may read it", function()
      local path = folder .. "/out.csv"
      write_file(path, "what was there")
      shell.run("chmod 640 " .. shell.quote(path))
      assert.is_true(ianaports.find { name = "https" }:export("csv", path))
      assert.equal(csv(), read_file(path):match "^[^\n]*\n")
      local _, mode = shell.run("stat -c %a " .. shell.quote(path))
      assert.equal("640", mode:match "%d+")
    end)

    for _, case in ipairs {
      { "a folder", "", "Is a directory" },
      { "a path in no folder", "/none/out.csv", "No such file or directory" },
    } do
      it("is nil and a message for " .. case[1], function()
        local ok, message = ianaports.save(folder .. case[2])
        assert.is_nil(ok)
        assert.equal(folder .. case[2] .. ": " .. case[3], message)
      end)
    end

    it("leaves what is no regular file alone", function()
      local ok, message = ianaports.export("csv", "/dev/full")
      assert.is_nil(ok)
      assert.equal("/dev/full: not a regular file", message)
      local _, kind = shell.run("stat -c %F /dev/full")
      assert.equal("character special file", kind:match "[^\n]*")
    end)

    it("leaves the old file whole, and no other, on a full disk", function()
      local small = folder .. "/small"
      local status = shell.run("mkdir " .. shell.quote(small)
        .. " && mount -t tmpfs -o size=64k none " .. shell.quote(small))
      if status ~= 0 then return pending "mounting a small disk needs root" end
      write_file(small .. "/out", "what was there")
      local ok, message = ianaports.save(small .. "/out")
      local _, list = shell.run("ls " .. shell.quote(small))
      local found = read_file(small .. "/out")
      shell.run("umount " .. shell.quote(small))
      assert.is_nil(ok)
      assert.is_truthy(message:find("No space left on device", 1, true))
      assert.equal("out", list:match "^%s*(.-)%s*$")
      assert.equal("what was there", found)
    end)
  end)
end)

describe("what reads an edition", function()
  it("takes no more after its source has failed, nor while it reads", function()
    local build = require "ianaports.build"
    local builder = build.new()
    assert.has_error(function()
      builder:csv("records", function() error "the source" end)
    end)
    assert.has_error(function() builder:finish() end,
                     "this builder is finished")
    builder = build.new()
    assert.has_error(function()
      builder:csv("records", function() return builder:finish() end)
    end, "this builder is finished")
    assert.is_false(getmetatable(builder))
  end)

  it("refuses rows that a list would not give", function()
    for _, rows in ipairs { { name = "mine", port = 80 },
                            { { name = "a" }, [3] = { name = "b" } } } do
      assert.has_error(function() ianaports.new(rows) end)
      assert.has_error(function() ianaports.overlay(rows) end)
    end
  end)

  it("refuses contacts for an image, which has its own", function()
    local image = require "ianaports.core".internals().image(
      require "ianaports.core".internals().bundled())
    local registry, message = ianaports.parse(image,
                                              { contacts = "contacts.csv" })
    assert.is_nil(registry)
    assert.equal("text: an image has contacts of its own", message)
  end)

  it("gives the first address of several URIs, and all of them", function()
    local builder = require "ianaports.build".new()
    builder:contact { id = "A", name = "a", uri = "http://a.example\nmailto:a&b.example" }
    local core = require "ianaports.core".internals()
    local registry = core.open(builder:finish(), "text")
    local contact = registry:contact "A"
    assert.same({ "http://a.example", "mailto:a&b.example" }, contact.uri)
    assert.equal("a@b.example", contact.email)
    assert.equal("[A]  a, a@b.example", tostring(contact))
  end)

  it("takes no URI for an address that has no place to send to", function()
    local builder = require "ianaports.build".new()
    builder:contact { id = "A", name = "a", uri = "mailto:nobody" }
    local core = require "ianaports.core".internals()
    local registry = core.open(builder:finish(), "text")
    assert.same({ id = "A", name = "a", uri = "mailto:nobody" },
                    registry:contact "A")
  end)
end)
