--- Who may read a file that is written: a file that is replaced keeps its mode,
-- its owner, its group and its access control list, if the process may set
-- them; if it may not, nobody gains a right.  At no time does the temporary file
-- give anybody more rights than the file.

local saving = require "spec.support.saving"
local shell = require "spec.support.shell"

local writers = {
  { "save", "assert(registry:save(folder .. '/file'))" },
  { "export", "assert(registry:export('csv', folder .. '/file'))" },
}

describe("the rights of a written file:", function()
  local folder, file

  before_each(function()
    folder = saving.new_folder()
    file = folder .. "/file"
    shell.write(file, "old\n")
  end)

  after_each(function() saving.remove(folder) end)

  --- The temporary file that a killed save left.
  local function leftover()
    local names = saving.others(folder, { file = true })
    assert.equal(1, #names)
    return folder .. "/" .. names[1]
  end

  local function as_user(...)
    local as, reason = saving.as_user(...)
    if not as then pending(reason) end
    shell.lines("chmod 777 " .. folder)
    return as
  end

  --- Mode before, mode after.
  local modes = {
    { "600", "600" }, { "640", "640" }, { "644", "644" }, { "666", "666" },
    { "777", "777" }, { "0", "0" }, { "444", "444" }, { "200", "200" },
    { "4755", "755" }, { "2755", "755" }, { "1644", "644" },
  }

  for _, writer in ipairs(writers) do
    for _, row in ipairs(modes) do
      it(("mode %s is %s after %s"):format(row[1], row[2], writer[1]), function()
        shell.lines(("chmod %s %s"):format(row[1], file))
        local before = saving.rights(file):match " (.*)"
        local said = saving.run(folder, writer[2], "umask 027")
        assert.equal("", said)
        assert.equal(row[2] .. " " .. before, saving.rights(file))
        assert.same({ "file" }, shell.lines("ls -A " .. folder))
      end)
    end
  end

  for umask, mode in pairs { ["0"] = "666", ["022"] = "644", ["077"] = "600",
    ["777"] = "0" } do
    it("a new file has what umask " .. umask .. " leaves", function()
      shell.lines("rm " .. file)
      assert.equal("", saving.run(folder, writers[1][2], "umask " .. umask))
      assert.equal(mode, saving.rights(file):match "%d+")
    end)
  end

  -- While it is written

  local function has(mode, bit)
    return math.floor(tonumber(mode, 8) / bit) % 2 == 1
  end

  --- Whether every right in one mode is also in the other.
  local function assert_within(mode, other)
    for i = 0, 8 do
      assert.is_true(not has(mode, 2 ^ i) or has(other, 2 ^ i),
                     mode .. " is more than " .. other)
    end
  end

  for _, mode in ipairs { "600", "640", "644", "0", "444", "400", "660" } do
    it("a killed save leaves no more rights than " .. mode .. " #limits", function()
      shell.lines(("chmod %s %s"):format(mode, file))
      saving.die(folder, "file", "umask 0")
      assert_within(saving.rights(leftover()):match "%d+", mode)
    end)
  end

  it("a killed save of a new file leaves no more than umask does #limits", function()
    saving.die(folder, "new", "umask 077")
    assert_within(saving.rights(leftover()):match "%d+", "600")
  end)

  it("a killed save gives no right to another group #limits", function()
    if not saving.is_root() then pending "only root can give files away" end
    shell.lines(("chown 0:1 %s; chmod 664 %s"):format(file, file))
    saving.die(folder, "file", "umask 0")
    local mode, group = saving.rights(leftover()):match "(%d+) %d+:(%d+)"
    assert_within(mode, group == "1" and "664" or "644")
  end)

  -- Owner and group

  for _, owner in ipairs { "65534:65534", "65534:1", "0:1", "1:0" } do
    for _, mode in ipairs { "640", "600", "604", "0" } do
      it(("root keeps owner %s with mode %s"):format(owner, mode), function()
        if not saving.is_root() then pending "only root can give files away" end
        shell.lines(("chown %s %s; chmod %s %s"):format(owner, file, mode, file))
        assert.equal("", saving.run(folder, writers[1][2]))
        assert.equal(mode .. " " .. owner, saving.rights(file))
      end)
    end
  end

  --- A file of root and of group 1, which somebody else replaces: its mode, who
  --- replaces it, and the rights that are left.
  local replaced = {
    -- Neither owner nor group can be set: both are new, and the new group had
    -- the rights of others.
    { "640", { 65534, 65534 }, "600 65534:65534" },
    { "660", { 65534, 65534 }, "600 65534:65534" },
    { "604", { 65534, 65534 }, "600 65534:65534" },
    { "664", { 65534, 65534 }, "644 65534:65534" },
    { "646", { 65534, 65534 }, "644 65534:65534" },
    { "666", { 65534, 65534 }, "666 65534:65534" },
    { "44", { 65534, 65534 }, "0 65534:65534" },
    { "0", { 65534, 65534 }, "0 65534:65534" },
    -- The group can be set: only the owner is new.
    { "640", { 65534, 1 }, "640 65534:1" },
    { "604", { 65534, 1 }, "604 65534:1" },
    { "640", { 65534, 65534, "1" }, "640 65534:1" },
    { "664", { 65534, 65534, "1" }, "664 65534:1" },
    { "466", { 65534, 1 }, "444 65534:1" },
    { "44", { 65534, 1 }, "0 65534:1" },
    -- The owner replaces it: only the group may be new.
    { "640", { 0, 65534 }, "640 0:1" },
  }

  for _, row in ipairs(replaced) do
    local mode, who, left = row[1], row[2], row[3]
    it(("mode %s of 0:1 is %s when %d:%d%s replaces it"):format(mode, left,
      who[1], who[2], who[3] and " of group " .. who[3] or ""), function()
      local as = as_user(who[1], who[2], who[3])
      shell.lines(("chown 0:1 %s; chmod %s %s"):format(file, mode, file))
      assert.equal("", saving.run(folder, writers[1][2], ":", as))
      assert.equal(left, saving.rights(file))
    end)
  end

  it("a folder that may be written but not listed is enough", function()
    local as = as_user(65534, 65534)
    shell.lines(("chown 65534 %s %s; chmod 333 %s"):format(folder, file, folder))
    assert.equal("", saving.run(folder, writers[1][2], ":", as))
    assert.equal("IANAPORT", shell.read(file):sub(1, 8))
  end)

  -- Access control lists

  local function need_lists()
    if shell.run "command -v setfacl && command -v getfacl" ~= 0 then
      pending "no setfacl and getfacl"
    elseif shell.run("setfacl -m u:1:r " .. file) ~= 0 then
      pending("the file system of " .. folder .. " has no lists")
    end
    shell.lines("setfacl -b " .. file)
  end

  --- The list of a file, as lines without names: "user:1:rw-" ...
  local function list(path)
    return shell.lines("getfacl -cnpE " .. path)
  end

  for _, entries in ipairs { "u:1:rw", "g:1:r,u:1:-", "u:1:rw,g::-,o:-",
    "u:1:rw,m:r", "u:1:r,u:2:rw,g:3:rwx,g:4:-,o:r" } do
    it("the list is kept: " .. entries, function()
      need_lists()
      shell.lines(("chmod 640 %s; setfacl -m %s %s"):format(file, entries, file))
      local before, rights = list(file), saving.rights(file)
      for _, writer in ipairs(writers) do
        assert.equal("", saving.run(folder, writer[2]))
        assert.same(before, list(file))
        assert.equal(rights, saving.rights(file))
      end
    end)
  end

  it("root keeps the list of somebody else's file", function()
    need_lists()
    if not saving.is_root() then pending "only root can give files away" end
    shell.lines(("chown 65534:1 %s; setfacl -m u:2:rw,g::- %s"):format(file, file))
    local before, rights = list(file), saving.rights(file)
    assert.equal("", saving.run(folder, writers[1][2]))
    assert.same(before, list(file))
    assert.equal(rights, saving.rights(file))
  end)

  it("a file without a list gets none from its folder", function()
    need_lists()
    shell.lines(("setfacl -d -m u:1:rw %s; chmod 640 %s"):format(folder, file))
    local before = list(file)
    assert.equal("", saving.run(folder, writers[1][2]))
    assert.same(before, list(file))
  end)

  it("a new file gets what its folder gives", function()
    need_lists()
    shell.lines(("setfacl -d -m u:1:rw,g::- %s; rm %s; : > %s/touched"):format(
      folder, file, folder))
    assert.equal("", saving.run(folder, writers[1][2]))
    assert.same(list(folder .. "/touched"), list(file))
  end)

  it("a killed save gives nobody what the folder would #limits", function()
    need_lists()
    shell.lines(("setfacl -d -m u:1:rw %s; chmod 660 %s"):format(folder, file))
    saving.die(folder, "file", "umask 0")
    local left = shell.lines("getfacl -cnpe " .. leftover())
    for _, line in ipairs(left) do
      local right = line:match "^user:1:.*#effective:(.*)" or line:match "^user:1:(.*)"
      assert.is_true(right == nil or right == "---", line)
    end
  end)

  --- The list of a file of 0:1, who replaces it, and the rights that are left.
  local lists = {
    { "u:2:rw,g::-", { 65534, 65534 }, "600 65534:65534", false },
    { "u:2:-,o:r", { 65534, 65534 }, "600 65534:65534", false },
    { "u:2:r,g::r,o:r", { 65534, 65534 }, "600 65534:65534", false },
    { "u:2:rw,g::-", { 65534, 1 }, "660 65534:1", true },
    { "u::r,u:2:rw", { 65534, 1 }, "400 65534:1", false },
  }

  for _, row in ipairs(lists) do
    local entries, who, left, kept = row[1], row[2], row[3], row[4]
    it(("the list %s of 0:1 is %s when %d:%d replaces it"):format(entries,
      kept and "kept" or "only the owner's", who[1], who[2]), function()
      need_lists()
      local as = as_user(who[1], who[2])
      shell.lines(("chown 0:1 %s; chmod 640 %s; setfacl -m %s %s"):format(
        file, file, entries, file))
      local before = list(file)
      assert.equal("", saving.run(folder, writers[1][2], ":", as))
      assert.equal(left, saving.rights(file))
      if kept then assert.same(before, list(file))
      else assert.equal(3, #list(file)) end
    end)
  end
end)
