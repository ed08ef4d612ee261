--- What goes wrong while a file is written, by chance or on purpose: at any time
-- the file is whole, either the old one or the new one.

local ianaports = require "ianaports"
local saving = require "spec.support.saving"
local shell = require "spec.support.shell"

local KILLS = tonumber(os.getenv "FILE_KILLS") or 40
local WRITERS = tonumber(os.getenv "FILE_WRITERS") or 20

local writers = {
  { "save", "registry:save(path)" },
  { "export", "registry:export('csv', path)" },
}

describe("a file is whole", function()
  local folder, file

  before_each(function()
    folder = saving.new_folder()
    file = folder .. "/file"
  end)

  after_each(function() saving.remove(folder) end)

  --- The lines that each writer prints when `code` writes to the path `name`.
  local function tell(name, before, as)
    local said = {}
    for _, writer in ipairs(writers) do
      said[#said + 1] = saving.run(folder, ("local path = folder .. '/%s'\nprint(%s)")
        :format(name, writer[2]), before, as)
    end
    return said
  end

  local function refusals(name, message)
    local line = ("nil\t%s/%s: %s\n"):format(folder, name, message)
    return { line, line }
  end

  local SAVED = { "true\n", "true\n" }

  -- Processes

  it("whenever its writer is killed #once", function()
    saving.run(folder, "registry:save(folder .. '/one'); named 'other':save(folder .. '/two')")
    local whole = { [shell.read(folder .. "/one")] = 1, [shell.read(folder .. "/two")] = 2 }
    local loop = saving.command(folder, [[
      local other, path = named "other", folder .. "/file"
      while true do
        assert(registry:save(path))
        assert(other:save(path))
      end]], "exec")
    local left, seen = 0, {}
    for _ = 1, KILLS do
      os.remove(file)
      shell.run(([[
        %s & writer=$!
        until [ -e %s ]; do kill -0 $writer || exit; done
        sleep %.4f; kill -9 $writer; wait $writer]]):format(loop, file, math.random() / 50))
      local which = whole[shell.read(file)]
      assert.is_truthy(which)
      seen[which] = true
      local others = saving.others(folder, { file = true, one = true, two = true })
      assert.is_true(#others - left <= 1)
      left = #others
    end
    assert.is_true(KILLS < 40 or (seen[1] and seen[2]))
    assert.same(SAVED, tell "file")
  end)

  it("whatever number of writers there are #once", function()
    local commands = {}
    for i = 1, WRITERS do
      commands[i] = saving.command(folder, ([[
        local mine = named "w%d-"
        for _ = 1, 20 do assert(mine:save(folder .. "/file")) end
        print "done"]]):format(i)) .. " &"
    end
    commands[#commands + 1] = saving.command(folder, ([[
        local seen, path = {}, folder .. "/file"
        while not io.open(path) do end
        for _ = 1, 300 do
          local name = assert(ianaports.load(path)):name(400)
          assert(name:find "^w%d+-400$", name)
        end
        print "done"]]))
    local status, said = shell.run(table.concat(commands, "\n") .. "\nwait")
    assert.same({ 0, ("done\n"):rep(WRITERS + 1) }, { status, said })
    assert.same({ "file" }, shell.lines("ls -A " .. folder))
    assert.is_truthy(assert(ianaports.load(file)):name(400):find "^w%d+%-400$")
  end)

  it("after more than a hundred killed processes of one number #once #limits", function()
    local spaces = saving.is_root() and "unshare -fp" or "unshare -rfp"
    if shell.run(spaces .. " true") ~= 0 then pending "no process numbers of our own" end
    shell.write(file, "old\n")
    --- The shell is number 1, which no signal of its own kills; Lua is 2.
    local writer = saving.command(folder, "registry:save(folder .. '/file')")
    local script = folder .. "/script"
    shell.write(script, writer .. "\n:\n")
    shell.run(("ulimit -c 0; ulimit -f 1; for i in $(seq 110); do %s sh %s; done"):format(
      spaces, script))
    local left = saving.others(folder, { file = true, script = true })
    assert.equal(110, #left)
    assert.equal("old\n", shell.read(file))
    shell.write(script, saving.command(folder, "print(registry:save(folder .. '/file'))"))
    assert.same({ "true" }, shell.lines(spaces .. " sh " .. script))
  end)

  -- Disks

  --- What the disk is like, and the message.
  local disks = {
    { "full", "size=32k", "No space left on device" },
    -- The folder itself is one of two files.
    { "without room for another file", "nr_inodes=2", "No space left on device" },
    { "read-only", "size=10M", "Read-only file system", "-o remount,ro" },
  }

  for _, disk in ipairs(disks) do
    it("on a disk that is " .. disk[1] .. " #once", function()
      local mine = saving.is_root() and "unshare -m " or "unshare -rm "
      if shell.run(mine .. "mount -t tmpfs -o size=32k none " .. folder) ~= 0 then
        pending "no disk can be mounted"
      end
      local script = os.tmpname()
      local change = disk[4] and "mount " .. disk[4] .. " " .. folder or ":"
      shell.write(script, ("mount -t tmpfs -o %s none %s && echo old >%s && %s || exit 77\n"
        .. "%s\n%s\n%s"):format(disk[2], folder, file, change,
          saving.command(folder, "print(ianaports.save(folder .. '/file'))"),
          saving.command(folder, "print(ianaports.export('csv', folder .. '/new'))"),
          ("head -c 8 %s; ls -A %s"):format(file, folder)))
      local status, said = shell.run(mine .. "sh " .. script)
      os.remove(script)
      if status == 77 then pending "no such disk can be mounted" end
      assert.equal(("nil\t%s: %s\nnil\t%s/new: %s\nold\nfile\n"):format(file, disk[3],
        folder, disk[3]), said)
    end)
  end

  it("where the system ends a process that writes too much #limits", function()
    shell.write(file, "old\n")
    saving.die(folder, "file")
    assert.equal("old\n", shell.read(file))
    assert.equal(1, #saving.others(folder, { file = true }))
  end)

  -- Names

  local longest = tonumber(shell.lines("getconf NAME_MAX ${TMPDIR:-/tmp}")[1])

  for _, case in ipairs { { 1, SAVED }, { longest - 1, SAVED }, { longest, SAVED },
    { longest + 1, "File name too long" } } do
    it(("under a name of %d bytes"):format(case[1]), function()
      local name = ("n"):rep(case[1])
      for _ = 1, 2 do                     -- a new file, then one that is there
        assert.same(type(case[2]) == "table" and case[2] or refusals(name, case[2]),
                    tell(name))
      end
      assert.same(case[2] == SAVED and { name } or {}, shell.lines("ls -A " .. folder))
    end)
  end

  it("under the longest path, and not beyond", function()
    local most = tonumber(shell.lines("getconf PATH_MAX ${TMPDIR:-/tmp}")[1]) - 1
    local under = ("/" .. ("d"):rep(200)):rep(30):sub(2, most - #folder - 4)
    under = under:gsub("/$", "d")
    shell.lines(("mkdir -p %s/%s"):format(folder, under))
    local name = under .. "/" .. ("n"):rep(most - #folder - #under - 2)
    assert.equal(most, #folder + 1 + #name)
    assert.same(SAVED, tell(name))
    assert.same(SAVED, tell(name))
    assert.same(refusals(name .. "n", "File name too long"), tell(name .. "n"))
  end)

  it("in the working folder, by a name alone", function()
    local command = saving.command(folder, [[
      print(registry:save "file")
      print(registry:save("." .. "/file"))
      print(registry:save "")]])
    --- The module may have been found by relative paths.
    local root = shell.lines "pwd"[1] .. "/"
    assert.same({ "true", "true", "nil\t: No such file or directory" },
      shell.lines(("cd %s; "):format(folder) .. command:gsub("%./", root)))
    assert.same({ "file" }, shell.lines("ls -A " .. folder))
  end)

  -- Links

  local function link(to, name)
    shell.lines(("ln -s %s %s/%s"):format(to, folder, name))
  end

  --- What a link points to.
  local function where(name) return shell.lines(("readlink %s/%s"):format(folder, name))[1] end

  for _, case in ipairs {
    { "to a file", "file", "file" },
    { "to a file elsewhere", "sub/file", "sub/file" },
    { "to a link", "second", "file" },
  } do
    it("behind a symbolic link " .. case[1] .. ", which stays", function()
      shell.lines("mkdir " .. folder .. "/sub")
      shell.write(folder .. "/" .. case[3], "old\n")
      link("file", "second")
      link(case[2], "first")
      assert.same(SAVED, tell "first")
      assert.equal(case[2], where "first")
      assert.equal("file", where "second")
      assert.equal("Service Name", shell.read(folder .. "/" .. case[3]):sub(1, 12))
      assert.same({}, saving.others(folder .. "/sub", { file = true }))
    end)
  end

  for _, case in ipairs {
    { "to nothing", "nothing", "not a regular file" },
    { "to itself", "first", "not a regular file" },
    { "in a circle", "second", "not a regular file" },
    { "to a folder", "sub", "Is a directory" },
    { "to a device", "/dev/null", "not a regular file" },
    { "to a FIFO", "fifo", "not a regular file" },
  } do
    it("or not touched: a symbolic link " .. case[1], function()
      shell.lines(("cd %s; mkdir sub; mkfifo fifo"):format(folder))
      link("first", "second")
      link(case[2], "first")
      assert.same(refusals("first", case[3]), tell "first")
      assert.equal(case[2], where "first")
      assert.same({ "fifo", "first", "second", "sub" }, shell.lines("ls -A " .. folder))
      assert.same({}, saving.others(folder .. "/sub", {}))
    end)
  end

  it("and its other name keeps the old one", function()
    shell.write(file, "old\n")
    shell.lines(("ln %s %s/other"):format(file, folder))
    assert.same(SAVED, tell "file")
    assert.equal("old\n", shell.read(folder .. "/other"))
  end)

  -- Somebody else's files with names that a temporary file might have: the path
  -- with the number of the process, as in many programs.
  for _, kind in ipairs { "ln -s victim", "ln victim", "mkdir", "cp victim", "mkfifo" } do
    it("beside what others put in the way: " .. kind, function()
      shell.write(folder .. "/victim", "theirs\n")
      local script = ([[cd %s; for i in $(seq 0 99); do
        %s file.$$-$i.tmp; %s .file.$$.$i.tmp; done; cd - >/dev/null; %s]]):format(folder,
        kind, kind, saving.command(folder, "print(registry:save(folder .. '/file'))", "exec"))
      assert.same({ "true" }, shell.lines("sh -c " .. shell.quote(script)))
      assert.equal("theirs\n", shell.read(folder .. "/victim"))
      assert.equal(202, #shell.lines("ls -A " .. folder))
    end)
  end

  -- The disk

  it("on the disk before it has its name, and the folder after that", function()
    local trace = folder .. "/trace"
    local strace = "strace -f -y -o " .. trace .. " -e trace=fsync,rename,renameat,renameat2"
    if shell.run("command -v strace && " .. strace .. " true") ~= 0 then
      pending "no strace, or it may not trace"
    end
    shell.run("mkdir " .. folder .. "/sub")
    saving.run(folder, "registry:save(folder .. '/sub/file')", ":", strace)
    local calls = {}
    for line in shell.read(trace):gmatch "[^\n]+" do
      local call, path = line:match "(%l+)%w*%(%d+<([^>]*)>"
      if line:find "= 0$" and path then
        calls[#calls + 1] = call .. " " .. path:gsub("^.*/sub", "sub"):gsub("/.*", "/...")
      end
    end
    assert.same({ "fsync sub/...", "renameat sub", "fsync sub" }, calls)
  end)
end)
