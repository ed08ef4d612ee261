--- Failures outside of the program: what cannot be read or written is nil and a
-- message, nothing waits for ever, and a file is written whole or stays as it
-- was.

local ianaports = require "ianaports"
local core = require "ianaports.core".internals()
local shell = require "spec.support.shell"

local CSV = ianaports.new({ { name = "mine", port = 80 } }):export "csv"

describe("a fault of the world:", function()
  local folder

  local function path(name) return folder .. "/" .. name end

  before_each(function()
    folder = shell.lines("mktemp -d")[1]
    shell.write(path "small.csv", CSV)
  end)

  after_each(function() shell.run("chmod -R u+rwx " .. folder .. "; rm -r " .. folder) end)

  --- What each way of reading a file says of it.
  local function refusals(name)
    local said = {}
    for _, options in ipairs { false, { format = "csv" }, { format = "xml" },
      { format = "image" }, { format = "services" } } do
      local registry, message = ianaports.load(name, options or nil)
      assert.is_nil(registry)
      said[message] = true
    end
    local registry, message = ianaports.load(path "small.csv",
                                             { contacts = name })
    assert.is_nil(registry)
    said[message] = true
    local list = {}
    for message_of in pairs(said) do list[#list + 1] = message_of end
    return list
  end

  --- Another Lua runs `code` with `folder`; what it prints.
  local function elsewhere(before, code)
    local status, output = shell.run(("%s; timeout 20 env %s -e %s"):format(
      before, shell.lua(), shell.quote(
        "local ianaports, folder = require 'ianaports', '" .. folder .. "'\n" .. code)))
    assert.equal(0, status, output)
    return output
  end

  local function listing() return shell.lines("ls -A " .. folder) end

  -- Reading

  it("a FIFO is refused, with no one there to write", function()
    shell.lines("mkfifo " .. path "fifo")
    local said = elsewhere("true", [[
      print(ianaports.load(folder .. "/fifo"))
      print(ianaports.load(folder .. "/small.csv", { contacts = folder .. "/fifo" }))
    ]])
    local line = "nil\t" .. path "fifo" .. ": not a regular file\n"
    assert.equal(line .. line, said)
  end)

  for _, device in ipairs { "/dev/zero", "/dev/full", "/dev/null", "/dev/random" } do
    it("a device is refused: " .. device, function()
      assert.same({ device .. ": not a regular file" }, refusals(device))
    end)
  end

  it("a folder is refused", function()
    assert.same({ folder .. ": Is a directory" }, refusals(folder))
  end)

  it("a read that fails is reported", function()
    if not shell.read "/proc/self/status" then pending "no /proc" end
    assert.same({ "/proc/self/mem: Input/output error" },
                refusals "/proc/self/mem")
  end)

  it("a symbolic link is followed, but not to itself or to nothing", function()
    shell.lines(("cd %s && ln -s small.csv link && ln -s loop loop && "
      .. "ln -s none dangling && ln -s /dev/zero zero"):format(folder))
    assert.equal("mine", assert(ianaports.load(path "link")):name(80))
    assert.same({ path "loop" .. ": Too many levels of symbolic links" },
                refusals(path "loop"))
    assert.same({ path "dangling" .. ": No such file or directory" },
                refusals(path "dangling"))
    assert.same({ path "zero" .. ": not a regular file" },
                refusals(path "zero"))
  end)

  -- The command runs as another user if this one may do everything.
  it("a folder that may not be looked into is refused #limits", function()
    local root = shell.lines("id -u")[1] == "0"
    local lua = (root and "setpriv --reuid=65534 --regid=65534 --clear-groups env "
      or "env ") .. shell.lua()
    local code = "local ianaports = require 'ianaports'"
    if shell.run(lua .. " -e " .. shell.quote(code)) ~= 0 then
      pending "no user here but root can read the module"
    end
    shell.lines(("mkdir %s; chmod 755 %s; chmod 000 %s"):format(
      path "closed", folder, path "closed"))
    local file = path "closed/file"
    local _, said = shell.run(lua .. " -e " .. shell.quote(code .. [[
      local registry = ianaports.new { { name = "mine" } }
      print(ianaports.load "]] .. file .. [[")
      print(registry:save "]] .. file .. [[")
      print(registry:export("csv", "]] .. file .. '"))'))
    assert.equal(("nil\t" .. file .. ": Permission denied\n"):rep(3), said)
  end)

  -- Files that change while they are read

  --- Load small.csv, of which `change` makes another after the first block.
  local function load_changing(change)
    local detect = require "ianaports.read.detect"
    local kind = detect.kind
    detect.kind = function(...)
      change()
      return kind(...)
    end
    local registry, message = ianaports.load(path "small.csv")
    detect.kind = kind
    return registry, message
  end

  for title, change in pairs {
    ["grows"] = "printf ',1,tcp,,,,,,,,,\\r\\n' >>",
    ["shrinks"] = "truncate -s 150",
    ["is emptied"] = ":>",
    ["is touched"] = "touch -d '2 days ago'",
  } do
    it("a file that " .. title .. " while it is read is refused", function()
      local registry, message = load_changing(function()
        shell.lines(change .. " " .. path "small.csv")
      end)
      assert.is_nil(registry)
      assert.equal(path "small.csv" .. ": changed while it was read", message)
    end)
  end

  for title, change in pairs {
    ["grows"] = "printf 'more' >>", ["shrinks"] = "truncate -s 70000",
    ["is touched"] = "touch -d '2 days ago'",
  } do
    it("an image that " .. title .. " while it is read is refused", function()
      assert(ianaports.save(path "image"))
      local source = assert(core.open_file(path "image"))
      local first = source:read()
      shell.lines(change .. " " .. path "image")
      assert.same({ nil, "changed while it was read" }, { source:image(first) })
    end)
  end

  it("an image is the file, whatever was read of it", function()
    assert(ianaports.save(path "image"))
    local source = assert(core.open_file(path "image"))
    local all = core.image(assert(core.open(source:image(source:read()))))
    assert.is_true(all == shell.read(path "image"))
    assert.same({ nil, "changed while it was read" }, { source:image(all .. "x") })
    source:close()
    assert.same({ nil, "Bad file descriptor" }, { source:image "" })
  end)

  it("a file that another takes the place of is read as it was", function()
    local registry = assert(load_changing(function()
      shell.write(path "new", "other 80/tcp\n")
      shell.lines(("mv %s %s"):format(path "new", path "small.csv"))
    end))
    assert.equal("mine", registry:name(80))
  end)

  it("a file larger than the limit is refused before it fills the memory", function()
    shell.lines("truncate -s 1100M " .. path "large")
    shell.lines(("printf 'IANAPORT' | dd of=%s conv=notrunc 2>&1")
      :format(path "large"))
    collectgarbage "stop"
    local before = collectgarbage "count"
    local registry, message = ianaports.load(path "large")
    local after = collectgarbage "count"
    collectgarbage "restart"
    assert.is_nil(registry)
    assert.equal(path "large" .. ": longer than 2^30 bytes", message)
    assert.is_true(after - before < 1000)
  end)

  -- Writing

  local writers = {
    save = "registry:save(path)",
    ["export csv"] = "registry:export('csv', path)",
    ["export html"] = "registry:find():export('html', path)",
  }

  for name, call in pairs(writers) do
    it("a disk that is full leaves the old file #limits: " .. name, function()
      shell.write(path "old", "old\n")
      local said = elsewhere("trap '' XFSZ; ulimit -f 1", [[
        local registry, path = ianaports.load(folder .. "/small.csv"), folder .. "/old"
        local rows = {}
        for i = 1, 400 do rows[i] = { name = "s" .. i, port = i } end
        registry = registry:overlay(rows)
        print(]] .. call .. ")")
      assert.equal("nil\t" .. path "old" .. ": File too large\n", said)
      assert.equal("old\n", shell.read(path "old"))
      assert.same({ "old", "small.csv" }, listing())
    end)

    it("what is no regular file stays what it is: " .. name, function()
      shell.lines("mkfifo " .. path "fifo" .. " && mkdir " .. path "folder")
      local said = elsewhere("true", [[
        local registry = ianaports.load(folder .. "/small.csv")
        for _, path in ipairs { folder .. "/fifo", folder .. "/folder", "/dev/full",
          "/dev/null", folder .. "/none/file", folder .. "/small.csv/file" } do
          print(select(2, ]] .. call .. [[))
        end]])
      assert.equal(table.concat({ path "fifo" .. ": not a regular file",
        path "folder" .. ": Is a directory", "/dev/full: not a regular file",
        "/dev/null: not a regular file",
        path "none/file" .. ": No such file or directory",
        path "small.csv/file" .. ": Not a directory" }, "\n") .. "\n", said)
      assert.same({ "fifo", "folder", "small.csv" }, listing())
    end)
  end

  it("a source that is closed says so", function()
    local source = assert(core.open_file(path "small.csv"))
    assert.equal(CSV, source:read())
    assert.is_nil(source:read())
    source:close()
    assert.same({ nil, "Bad file descriptor" }, { source:read() })
    source:close()
  end)

  it("a file is let go of by the collector", function()
    local function open_files()
      return #shell.lines("ls /proc/$PPID/fd")
    end
    local before = open_files()
    for _ = 1, 50 do assert(core.open_file(path "small.csv")) end
    collectgarbage()
    collectgarbage()
    assert.is_true(open_files() <= before + 1)
  end)
end)
