-- pack, the program of the build that makes the image from CSV files: what it
-- refuses, and that it gives the same bytes for the same rows. Its reader:
-- csv_reader_spec.

local csv_files = require "spec.support.csv_files"
local shell = require "spec.support.shell"

local data, small, refused = csv_files.data, csv_files.small, csv_files.refused
local fixtures, inputs_with = csv_files.fixtures, csv_files.inputs_with

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

    it("as are in the module", function()
      local core = require "ianaports.core".internals()
      local bytes = csv_files.image_in(shell.image)
      assert.is_true(#bytes > 0 and bytes == core.image(core.bundled()))
    end)
  end)
end)
