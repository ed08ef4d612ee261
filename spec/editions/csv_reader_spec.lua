--- The reader of CSV, which `load` and the build's pack share: it gives the same
-- image or the same refusal for a text in pieces of any size.

local build = require "ianaports.build"
local collector = require "spec.support.collector"
local core = require "ianaports.core".internals()
local csv_files = require "spec.support.csv_files"
local shell = require "spec.support.shell"

local data, small, refused = csv_files.data, csv_files.small, csv_files.refused
local inputs_with = csv_files.inputs_with

--- The image of the files, read `size` bytes at a time; or nil, what is wrong.
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
      assert.equal(where, said:sub(1, #where))
      assert.is_truthy(said:find(what, #where, true), said)
      for _, size in ipairs { 1, 2, 3, 7, 64 } do
        assert.equal(said, select(2, read(inputs, size)))
      end
    end)
  end

  it("gives the same bytes for the small registry at every size of pieces", function()
    local bytes = assert(read(small, 65536))
    for size = 1, #shell.read(small[1]) + 1 do
      assert.is_true(bytes == read(small, size), size)
    end
  end)

  local bundled = csv_files.image_in(shell.image)

  for _, size in ipairs { 61, 4096, 4097, 65536 } do
    it(("gives the same bytes as the build did, in pieces of %d"):format(size), function()
      assert.is_true(read(data, size) == bundled)
    end)
  end

  it("gives them in pieces of a byte, too #exhaustive", function()
    assert.is_true(read(data, 1) == bundled)
  end)
end)
