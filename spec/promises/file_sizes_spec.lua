--- Files of nonsense size: an image with a wrong header is refused before the
-- rest is read, with the same message for a file as for a text.

local ianaports = require "ianaports"
local saving = require "spec.support.saving"
local shell = require "spec.support.shell"

local LARGEST = 2 ^ 30

describe("a file of nonsense size", function()
  local folder, file, image

  before_each(function()
    folder = saving.new_folder()
    file = folder .. "/file"
    local registry = assert(ianaports.new { { name = "mine", port = 80 } })
    assert(registry:save(file))
    image = shell.read(file)
  end)

  after_each(function() saving.remove(folder) end)

  --- A file of a size: it begins with a text, and zeros follow.
  local function write(beginning, size)
    shell.write(file, beginning)
    shell.lines(("truncate -s %d %s"):format(size, file))
  end

  --- The message of loading the file, and how many KiB of memory it takes.
  local function load_file()
    collectgarbage()
    collectgarbage "stop"
    local before = collectgarbage "count"
    local registry, message = ianaports.load(file, { format = "image" })
    local taken = collectgarbage "count" - before
    collectgarbage "restart"
    assert.is_nil(registry)
    return message:sub(#file + 3), taken
  end

  --- What the header is, made from that of an image, and the message.
  local headers = {
    { "of another magic", function(good) return "IANAPORK" .. good:sub(9, 136) end,
      "not an image of a registry" },
    { "of a magic alone", function() return "IANAPORT" end,
      "an image for machines of the other byte order" },
    { "of the other byte order", function(good)
      return good:sub(1, 8) .. good:sub(9, 12):reverse() .. good:sub(13, 136)
    end, "an image for machines of the other byte order" },
    { "of a format to come", function(good)
      return good:sub(1, 12) .. good:sub(9, 12) .. good:sub(17, 136)
    end, "an image of a format that this version does not know" },
    { "of a small image", function(good) return good:sub(1, 136) end,
      "an image of another size than it says" },
    { "of a small image, which is there", function(good) return good end,
      "an image of another size than it says" },
  }

  for _, header in ipairs(headers) do
    local title, make, wrong = header[1], header[2], header[3]

    for _, size in ipairs { LARGEST - 1, LARGEST } do
      it(("is refused by its header %s: %d bytes"):format(title, size), function()
        write(make(image), size)
        local message, taken = load_file()
        assert.equal(wrong, message)
        assert.is_true(taken < 1000, taken)
      end)
    end

    it("says the same of a file as of a text: a header " .. title, function()
      for _, size in ipairs { 4096, 65535, 65536, 65537, 200000 } do
        write(make(image), size)
        local message = load_file()
        assert.equal(wrong, message)
        assert.same({ nil, "text: " .. message },
          { ianaports.parse(shell.read(file), { format = "image" }) })
      end
    end)
  end

  it("is refused above the limit, whatever its header", function()
    write(image, LARGEST + 1)
    local message, taken = load_file()
    assert.equal("longer than 2^30 bytes", message)
    assert.is_true(taken < 1000, taken)
  end)

  for size, wrong in pairs {
    [0] = "not an image of a registry", [7] = "not an image of a registry",
    [8] = "an image cut short in its header", [135] = "an image cut short in its header",
    [136] = "an image of another size than it says",
  } do
    it(("is refused where it ends early: %d bytes"):format(size), function()
      write(image:sub(1, size), size)
      assert.equal(wrong, (load_file()))
    end)
  end

  it("is one byte less or more than the header says", function()
    for _, by in ipairs { -1, 1 } do
      write(image:sub(1, #image + by), #image + by)
      assert.equal("an image of another size than it says", (load_file()))
    end
    shell.write(file, image)
    assert.equal("mine", assert(ianaports.load(file)):name(80))
  end)
end)
