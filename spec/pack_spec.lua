-- pack, the program of the build that makes the image from CSV files: what it
-- refuses, and that it gives the same bytes for the same rows; and that the
-- reader that it shares with `load` does the same however a text is cut.

local build = require "ianaports.build"
local collector = require "spec.support.collector"
local core = require "ianaports.core"
local shell = require "spec.support.shell"

local fixtures = "spec/fixtures/pack/"
local data = { "data/service-names-port-numbers.csv", "data/contacts.csv",
  "data/registry.csv" }
local small = { fixtures .. "records.csv", fixtures .. "contacts.csv",
  fixtures .. "registry.csv" }

-- Where each fixture's fault lies, and what is said of it.  The fixture's name
-- is the risk; it stands in for the small registry's file of its kind.
local refused = {
  { "port_out_of_range", 3, "Port Number", "a port above 65535" },
  { "port_far_out_of_range", 3, "Port Number", "a port above 65535" },
  { "port_not_a_number", 3, "Port Number", "not a port or a range of ports" },
  { "port_negative", 3, "Port Number", "not a port or a range of ports" },
  { "port_with_leading_zero", 3, "Port Number", "a port with a leading zero" },
  { "port_with_blank", 3, "Port Number", "not a port or a range of ports" },
  { "port_with_fraction", 3, "Port Number", "not a port or a range of ports" },
  { "range_backwards", 3, "Port Number", "a range that goes down" },
  { "range_without_end", 3, "Port Number", "not a port or a range of ports" },
  { "range_end_out_of_range", 3, "Port Number", "a port above 65535" },
  { "range_with_leading_zero", 3, "Port Number", "a port with a leading zero" },
  { "range_of_three", 3, "Port Number", "not a port or a range of ports" },
  { "transport_unknown", 3, "Transport Protocol", "not tcp, udp, sctp or dccp" },
  { "transport_in_capitals", 3, "Transport Protocol", "not tcp, udp, sctp or dccp" },
  { "date_without_month", 3, "Registration Date", "not a date YYYY-MM or YYYY-MM-DD" },
  { "date_month_13", 3, "Registration Date", "not a date YYYY-MM or YYYY-MM-DD" },
  { "date_day_32", 3, "Modification Date", "not a date YYYY-MM or YYYY-MM-DD" },
  { "date_with_slashes", 3, "Modification Date", "not a date YYYY-MM or YYYY-MM-DD" },
  { "date_out_of_range", 3, "Modification Date", "from 1970 to" },
  { "row_short", 3, "Assignment Notes", "the row has 11 cells, not 12" },
  { "row_short_before_bad_utf8", 3, "Assignment Notes", "the row has 11 cells, not 12" },
  { "row_long", 3, "Assignment Notes", "the row has 13 cells, not 12" },
  { "row_blank", 3, "Service Name", "an empty line" },
  { "row_bad_after_line_breaks", 6, "Port Number", "a port above 65535" },
  { "quote_unclosed", 3, "Description", "a quote that is never closed" },
  { "quote_inside_cell", 3, "Description", "a quote in the wrong place" },
  { "quote_then_text", 3, "Description", "a quote in the wrong place" },
  { "nul_byte", 3, "Description", "a NUL byte at byte 2" },
  { "nul_byte_quoted", 3, "Description", "a NUL byte at byte 2" },
  { "utf8_stray_byte", 3, "Description", "not UTF-8 at byte 6" },
  { "utf8_latin_1", 3, "Description", "not UTF-8 at byte 9" },
  { "utf8_cut_short", 3, "Description", "not UTF-8 at byte 6" },
  { "utf8_overlong_2", 3, "Description", "not UTF-8 at byte 6" },
  { "utf8_overlong_3", 3, "Description", "not UTF-8 at byte 6" },
  { "utf8_overlong_4", 3, "Description", "not UTF-8 at byte 6" },
  { "utf8_surrogate", 3, "Description", "not UTF-8 at byte 6" },
  { "utf8_past_10ffff", 3, "Description", "not UTF-8 at byte 6" },
  { "utf8_five_bytes", 3, "Description", "not UTF-8 at byte 6" },
  { "utf8_in_name", 3, "Service Name", "not UTF-8 at byte 1" },
  { "header_wrong", 1, "Port Number", "does not have this title" },
  { "header_of_empty_cells", 1, "Service Name", "does not have this title" },
  { "header_short", 1, "Assignment Notes", "the row has 11 cells, not 12" },
  { "header_missing", 1, "Service Name", "does not have this title" },
  { "empty", 1, "Service Name", "the text is empty" },
  { "contacts_header_wrong", 1, "Organization", "does not have this title" },
  { "contacts_row_short", 2, "Last Updated", "the row has 4 cells, not 5" },
  { "contacts_without_id", 2, "ID", "a contact without an ID" },
  { "contacts_twice", 4, "ID", "a contact that stands twice" },
  { "contacts_bad_utf8", 2, "Name", "not UTF-8 at byte 1" },
  { "contacts_quote_unclosed", 2, "Name", "a quote that is never closed" },
  { "registry_header_wrong", 1, "key", "does not have this title" },
  { "registry_row_long", 2, "value", "the row has 3 cells, not 2" },
  { "registry_without_key", 2, "key", "a value without a key" },
  { "registry_nul_byte", 2, "value", "a NUL byte at byte 1" },
}

-- The fixture's file, and the small registry with it in place of its own.
local function inputs_with(name)
  local file = fixtures .. name .. ".csv"
  local kind = name:match("^(%a+)_")
  return file, { (kind == "contacts" or kind == "registry") and small[1] or file,
    kind == "contacts" and file or small[2],
    kind == "registry" and file or small[3] }
end

describe("pack #once", function()
  local folder, output

  setup(function() folder = shell.lines("mktemp -d")[1] end)
  teardown(function() shell.run("rm -rf " .. shell.quote(folder)) end)

  before_each(function()
    output = folder .. "/image.c"
    shell.run("rm -rf " .. shell.quote(folder) .. "/*")
  end)

  -- Returns the exit status and what was printed.
  local function pack(inputs, to)
    return shell.run(("%s %s %s"):format(shell.pack, table.concat(inputs, " "),
      shell.quote(to or output)))
  end

  local function packed(inputs)
    local status, said = pack(inputs)
    assert.are.equal("", said)
    assert.are.equal(0, status)
    return assert(shell.read(output))
  end

  local function files()
    return table.concat(shell.lines("ls -A " .. shell.quote(folder)), " ")
  end

  local function given(text)
    local path = folder .. "/given.csv"
    shell.write(path, text)
    return { path, small[2], small[3] }
  end

  -- A registry of one record, with a description of that length.
  local function with_description(length)
    return given(shell.read(fixtures .. "header_alone.csv")
      .. "x,7,tcp," .. ("d"):rep(length) .. ",,,,,,,,\r\n")
  end

  describe("refuses", function()
    for _, case in ipairs(refused) do
      local name, line, column, what = case[1], case[2], case[3], case[4]

      it(name:gsub("_", " ") .. ", and says where", function()
        local file, inputs = inputs_with(name)
        local status, said = pack(inputs)
        local where = ("%s:%d: %s: "):format(file, line, column)
        assert.are.equal(where, said:sub(1, #where))
        assert.is_truthy(said:find(what, #where, true), said)
        assert.are.equal(1, select(2, said:gsub("\n", "")))
        assert.are.equal(1, status)
        assert.are.equal("", files())
      end)
    end

    it("what every fixture beside the small registry holds", function()
      local named = { records = true, contacts = true, registry = true, header_alone = true }
      for _, case in ipairs(refused) do named[case[1]] = true end
      for _, file in ipairs(shell.lines("ls " .. fixtures)) do
        assert.is_true(named[file:match("^(.*)%.csv$")], file)
      end
    end)

    it("a cell above 65535 bytes, and takes one of 65535", function()
      packed(with_description(65534))
      packed(with_description(65535))
      for _, length in ipairs { 65536, 70000, 1000000 } do
        local status, said = pack(with_description(length))
        assert.is_truthy(said:find("given.csv:2: Description: longer than 65535 bytes\n", 1, true), said)
        assert.are.equal(1, status)
      end
    end)

    it("a file that is not there, and says which", function()
      for i = 1, 3 do
        local inputs = { small[1], small[2], small[3] }
        inputs[i] = folder .. "/absent.csv"
        local status, said = pack(inputs)
        assert.are.equal(inputs[i] .. ": No such file or directory\n", said)
        assert.are.equal(1, status)
        assert.are.equal("", files())
      end
    end)

    it("a folder in place of a file", function()
      local status, said = pack { small[1], "spec", small[3] }
      assert.are.equal("spec: Is a directory\n", said)
      assert.are.equal(1, status)
    end)

    it("to write where there is no folder", function()
      local status, said = pack(small, folder .. "/absent/image.c")
      assert.are.equal(folder .. "/absent/image.c: No such file or directory\n", said)
      assert.are.equal(1, status)
    end)

    it("to write over a folder, and leaves no temporary", function()
      shell.lines("mkdir -p " .. shell.quote(output .. "/inside"))
      local status, said = pack(small)
      assert.are.equal(output .. ": ", said:sub(1, #output + 2))
      assert.are.equal(1, status)
      assert.are.equal("image.c", files())
    end)

    it("arguments that it does not know, with status 2", function()
      for _, arguments in ipairs { "", "a b c", "a b c d e", "-a b c d" } do
        local status, said = shell.run(shell.pack .. " " .. arguments)
        assert.are.equal("usage: ", said:sub(1, 7))
        assert.are.equal(2, status, arguments)
      end
    end)
  end)

  describe("leaves what was there", function()
    it("untouched when it refuses", function()
      shell.write(output, "what was there")
      local status = pack { fixtures .. "port_out_of_range.csv", small[2], small[3] }
      assert.are.equal(1, status)
      assert.are.equal("what was there", shell.read(output))
      assert.are.equal("image.c", files())
    end)

    it("replaced when it succeeds", function()
      shell.write(output, "what was there")
      assert.are_not.equal("what was there", packed(small))
      assert.are.equal("image.c", files())
    end)
  end)

  describe("takes", function()
    it("an edition without records", function()
      packed { fixtures .. "header_alone.csv", small[2], small[3] }
    end)

    it("rows that end in LF, and a byte order mark, as the same", function()
      local text = shell.read(small[1])
      local bytes = packed(small)
      assert.are.equal(bytes, packed(given((text:gsub(",\r\n", ",\n"):gsub("Notes\r\n", "Notes\n")))))
      assert.are.equal(bytes, packed(given("\239\187\191" .. text)))
    end)
  end)

  describe("gives the same bytes", function()
    it("for the bundled registry, twice", function()
      assert.is_true(packed(data) == packed(data))
    end)

    it("as the build did", function()
      assert.is_true(packed(data) == shell.read(shell.image))
    end)
  end)
end)

-- The image of the files, read `size` bytes at a time; or nil and what is wrong.
local function read(inputs, size)
  local builder = build.new()
  for i, kind in ipairs { "records", "contacts", "facts" } do
    local ok, message = builder:csv(kind, collector.pieces(shell.read(inputs[i]), size))
    if not ok then return nil, inputs[i] .. ":" .. message end
  end
  return core.image(core.open(builder:finish()))
end

describe("the reader of CSV", function()
  for _, case in ipairs(refused) do
    local name, line, column, what = case[1], case[2], case[3], case[4]

    it("refuses " .. name:gsub("_", " ") .. " with the same words however it is cut", function()
      local file, inputs = inputs_with(name)
      local image, said = read(inputs, 65536)
      assert.is_nil(image)
      local where = ("%s:%d: %s: "):format(file, line, column)
      assert.are.equal(where, said:sub(1, #where))
      assert.is_truthy(said:find(what, #where, true), said)
      for _, size in ipairs { 1, 2, 3, 7, 64 } do
        assert.are.equal(said, select(2, read(inputs, size)))
      end
    end)
  end

  it("gives the same bytes for the small registry at every size of pieces", function()
    local bytes = assert(read(small, 65536))
    for size = 1, #shell.read(small[1]) + 1 do
      assert.is_true(bytes == read(small, size), size)
    end
  end)

  -- Those of the build: the words of its C text, the lowest byte first.
  local bundled = {}
  for word in shell.read(shell.image):gmatch "0x(%x+)u," do
    bundled[#bundled + 1] = word:gsub("%x%x", function(byte)
      return string.char(tonumber(byte, 16))
    end):reverse()
  end
  bundled = table.concat(bundled)

  for _, size in ipairs { 61, 4096, 4097, 65536 } do
    it(("gives the same bytes as the build did, in pieces of %d"):format(size), function()
      assert.is_true(read(data, size) == bundled)
    end)
  end

  it("gives them in pieces of a byte, too #exhaustive", function()
    assert.is_true(read(data, 1) == bundled)
  end)
end)
