--- `ianaports update` from files: what is stored where, what is refused, what is
-- said, and how the one before comes back.

local ianaports = require "ianaports"
local saving = require "spec.support.saving"
local shell = require "spec.support.shell"
local updating = require "spec.support.updating"

local NAME = "ianaports/registry.image."
  .. require "ianaports.core".internals().terms().format

describe("an update #once", function()
  local folder, stored, environment

  before_each(function()
    folder = saving.new_folder()
    stored = folder .. "/data/stored"
    environment = { IANAPORTS_DATA = stored }
    shell.lines(("mkdir -p %s/data %s/new"):format(folder, folder))
    assert(updating.edition("2026-03-09", "march"):save(stored))
  end)

  after_each(function() saving.remove(folder) end)

  --- A file of an edition, as XML unless `format` says otherwise.
  local function file(date, name, format)
    local path = folder .. "/new/" .. date .. "." .. (format or "xml")
    local edition = updating.edition(date, name)
    if format == "image" then assert(edition:save(path)) else
      assert(edition:export(format or "xml", path))
    end
    return path
  end

  local function files() return table.concat(shell.lines("ls -A " .. folder .. "/data"), " ") end

  local function named(path)
    local registry = ianaports.load(path)
    return registry and registry:name(9, "tcp")
  end

  --- Run `update` with these arguments; it must end so, and say so.
  local function assert_update(arguments, code, out, said, other)
    local got, output, errors = updating.run(other or environment, arguments)
    assert.equal(out, output, errors)
    assert.matches(said or "^$", errors)
    assert.equal(code, got)
  end

  local STEP = "2026-03-09 -> 2026-08-17: 1 added, 1 removed, 0 changed\n"

  for _, format in ipairs { "xml", "image" } do
    it("takes a local file: " .. format, function()
      local before = shell.read(stored)
      assert_update(file("2026-08-17", "august", format), 0, STEP)
      assert.equal("august", named(stored))
      assert.is_true(before == shell.read(stored .. ".old"))
      assert.equal("stored stored.old", files())
    end)
  end

  it("takes a CSV, which has only a lower bound of its date", function()
    local edition = updating.edition(nil, "csv")
    assert(edition:export("csv", folder .. "/new/x.csv"))
    assert_update(folder .. "/new/x.csv", 3, "", "refused by rule 3: no date")
    assert_update("--force " .. folder .. "/new/x.csv", 0,
      "2026-03-09 -> no date: 1 added, 1 removed, 0 changed\n", "waived: rule 3: no date")
    assert.equal("csv", named(stored))
  end)

  it("tells what IANA has added that is passed over", function()
    local path = file("2026-08-17", "august")
    local text = shell.read(path):gsub("<name>august</name>", "%0<flavour>new</flavour>")
    shell.write(path, text)
    assert_update(path, 0, STEP, "^ianaports: passed over: line %d+: .*<flavour>")
  end)

  it("says before it downloads anything that LuaExpat is missing", function()
    local status, said = shell.run(updating.lua(environment)
      .. " -e 'package.preload.lxp = error' -l ianaports lua/bin/ianaports update http://127.0.0.1:1/")
    assert.same({ 3, "ianaports: LuaExpat is not installed, which reads IANA's XML "
      .. "(Debian: lua-expat; LuaRocks: luaexpat)\n" }, { status, said })
  end)

  it("takes a file packed by gzip, and says what is wrong with one that is damaged", function()
    local path = file("2026-08-17", "august")
    shell.lines("gzip " .. path)
    local packed = shell.read(path .. ".gz")
    shell.write(path .. ".cut.gz", packed:sub(1, math.floor(#packed / 2)))
    assert_update(path .. ".cut.gz", 3, "", "%.cut%.gz: gzip: .*unexpected end of file")
    assert.equal("march", named(stored))
    assert_update(path .. ".gz", 0, STEP)
    assert.equal("august", named(stored))
  end)

  it("takes no more than 2^25 bytes, packed or not", function()
    local path = folder .. "/new/big"
    shell.lines("head -c 33554433 /dev/zero >" .. path)
    assert_update(path, 3, "", "big: longer than 33554432 bytes")
    shell.lines("gzip " .. path)
    assert_update(path .. ".gz", 3, "", "big%.gz: longer than 2%^25 bytes")
    assert.equal("stored", files())
  end)

  it("takes a path with quotes, blanks and dashes as it is", function()
    local path = folder .. "/new/-a 'b' $(c);.gz"
    shell.lines(("gzip -c %s >%s"):format(file("2026-08-17", "august"), shell.quote(path)))
    assert_update(shell.quote(path), 0, STEP)
  end)

  --- What is no edition: its bytes, and what is said.
  for what, case in pairs {
    ["an empty file"] = { "", "empty" },
    ["a services file"] = { "ssh 22/tcp\nftp 21/tcp\n", "a services file is no edition" },
    ["HTML"] = { "<!DOCTYPE html><html></html>", "HTML" },
    ["a cut XML"] = { function(text) return text:sub(1, math.floor(#text / 2)) end, ":%d+: malformed XML" },
    ["another registry"] = { function(text)
      return (text:gsub('id="service%-names%-port%-numbers"', 'id="protocol-numbers"'))
    end, "another registry" },
    ["an XML without an id"] = { function(text)
      return (text:gsub(' id="service%-names%-port%-numbers"', ""))
    end, "no id", "stored stored.rejected" },
  } do
    it("refuses " .. what .. ", with --force too, and changes nothing", function()
      local path = file("2026-08-17")
      local bytes = case[1]
      if type(bytes) == "function" then bytes = bytes(shell.read(path)) end
      shell.write(path, bytes)
      local before = shell.read(stored)
      for _, option in ipairs { "", "--force " } do
        assert_update(option .. path, 3, "", "refused by rule [12]: .*" .. case[2])
      end
      assert.is_true(before == shell.read(stored))
      assert.equal(case[3] or "stored", files())
    end)
  end

  it("refuses an older one, unless it is forced", function()
    local path = file("2026-03-08", "older")
    assert_update(path, 3, "",
      "refused by rule 3: of 2026%-03%-08, older than the one in use, 2026%-03%-09 "
      .. "%(%-%-force waives it%); it stays as .*stored%.rejected\n")
    assert.equal(shell.read(path), shell.read(stored .. ".rejected"))
    assert.equal("march", named(stored))
    assert_update("--force " .. path, 0,
      "2026-03-09 -> 2026-03-08: 1 added, 1 removed, 0 changed\n", "waived: rule 3")
    assert.equal("older", named(stored))
  end)

  it("says so where a newer edition stays in use", function()
    assert_update("--force " .. file("2015-01-01", "old"), 0,
      "2026-03-09 -> 2015-01-01: 1 added, 1 removed, 0 changed\n",
      "stored, but not in use: .*stored: of 2015%-01%-01, older than the bundled edition")
  end)

  it("of what is stored already is no change, and keeps the one before", function()
    local path = file("2026-08-17", "august")
    assert_update(path, 0, STEP)
    assert_update(path, 0, "2026-08-17: not modified\n")
    assert.equal("march", named(stored .. ".old"))
  end)

  it("is undone, and undone again", function()
    assert_update(file("2026-08-17", "august"), 0, STEP)
    assert_update("--undo", 0, "2026-08-17 -> 2026-03-09: 1 added, 1 removed, 0 changed\n")
    assert.same({ "march", "august" }, { named(stored), named(stored .. ".old") })
    assert_update("--undo", 0, STEP)
    assert.same({ "august", "march" }, { named(stored), named(stored .. ".old") })
    assert.equal("stored stored.old", files())
  end)

  it("cannot be undone where there is none before, or a damaged one", function()
    assert_update("--undo", 3, "", "nothing to undo: there is no .*stored%.old")
    shell.write(stored .. ".old", "IANAPORT")
    assert_update("--undo", 3, "", "stored%.old: an image cut short")
    assert.equal("march", named(stored))
  end)

  for _, arguments in ipairs { "--undo --force", "--undo x.xml", "a b", "--fast", "'a\nb'" } do
    it("is not asked for by " .. arguments:gsub("\n", " "), function()
      local code, out, said = updating.run(environment, arguments)
      assert.same({ 2, "" }, { code, out })
      assert.matches("Try `ianaports %-%-help`", said)
    end)
  end

  --- What stands in the place of the stored edition, and what is said of it.
  for what, case in pairs {
    ["damaged"] = { function(bytes) return bytes:sub(1, -2) .. "x" end, "checksum" },
    ["cut short"] = { function(bytes) return bytes:sub(1, 1000) end, "size" },
    ["of another format"] = { function(bytes) return bytes:sub(1, 12) .. "\1" .. bytes:sub(14) end,
                              "format" },
  } do
    it("says that the stored edition is " .. what .. ", and mends it", function()
      shell.write(stored, case[1](shell.read(stored)))
      assert(updating.edition("2026-03-01", "before"):save(stored .. ".old"))
      local code, _, said = updating.run(environment, "--force " .. file("2026-08-17", "august"))
      assert.equal(0, code, said)
      assert.matches("passed over: .*stored: .*" .. case[2], said)
      assert.same({ "august", "before" }, { named(stored), named(stored .. ".old") })
    end)

    it("undoes one that is " .. what, function()
      shell.write(stored, case[1](shell.read(stored)))
      assert(updating.edition("2026-03-01", "before"):save(stored .. ".old"))
      assert_update("--undo", 0, "2026-03-01 is in its place again\n")
      assert.same({ "before", "before" }, { named(stored), named(stored .. ".old") })
    end)
  end

  it("keeps a file that is none of ours as the one before", function()
    shell.write(stored, "somebody's\n")
    local code = updating.run(environment, "--force " .. file("2026-08-17", "august"))
    assert.equal(0, code)
    assert.equal("somebody's\n", shell.read(stored .. ".old"))
  end)

  it("makes the folder, for the user alone, and needs no file in it", function()
    local place = folder .. "/home/.local/share/"
    for _, given in ipairs { { HOME = folder .. "/home" }, { XDG_DATA_HOME = folder .. "/xdg" } } do
      local as = saving.as_user(4242, 4242)
      if not as and saving.is_root() then return pending "root stores for the whole machine" end
      shell.run(("chmod 777 %s %s/new; mkdir -p %s/home; chmod 777 %s/home"):format(folder, folder, folder, folder))
      shell.run("chmod 666 " .. file("2026-08-17", "august"))
      local code, out, said = updating.run(given, "--force " .. folder .. "/new/2026-08-17.xml", as)
      assert.matches("waived", said)
      assert.not_matches("not in use", said)
      assert.matches("%-> 2026%-08%-17: ", out)
      assert.equal(0, code)
      local path = given.HOME and place or folder .. "/xdg/"
      assert.equal("august", named(path .. NAME))
    end
  end)

  it("of root is for all users, whatever the umask", function()
    local path = file("2026-08-17", "august")
    local alone = "unshare -m sh -c 'mount -t tmpfs none /var/lib && umask 077 && %s' sh"
    if not saving.is_root() or shell.run(alone:format "true") ~= 0 then
      return pending "takes root, and a /var/lib of its own"
    end
    local code, out = updating.run({ HOME = folder }, "--force " .. path, alone:format(
      '"$@" && cd /var/lib/ianaports && stat -c "%a %n" . *'))
    assert.equal(0, code)
    assert.matches("%-> 2026%-08%-17: [^\n]*\n755 %.\n644 registry%.image%.%d+\n$", out)
  end)

  it("says where there is no place for it", function()
    local as, why = saving.as_user(4242, 4242)
    if saving.is_root() and not as then return pending(why) end
    local code, out, said = updating.run({}, "x.xml", as)
    assert.same({ 3, "ianaports: no place to store it: set IANAPORTS_DATA, XDG_DATA_HOME or HOME\n", "" },
      { code, said, out })
  end)

  it("says what a folder does not allow, and changes nothing", function()
    local as, why = saving.as_user(4242, 4242)
    if saving.is_root() and not as then return pending(why) end
    local path = file("2026-08-17", "august")
    shell.lines(("chmod 755 %s %s/new; chmod 644 %s %s; chmod 555 %s/data"):format(
      folder, folder, path, stored, folder))
    local code, out, said = updating.run(environment, path, as)
    assert.same({ 3, "" }, { code, out })
    assert.matches("stored%.old: Permission denied", said)
    code, out, said = updating.run({ IANAPORTS_DATA = folder .. "/data/a/b" }, "--force " .. path, as)
    assert.same({ 3, "" }, { code, out })
    assert.matches("mkdir: .*Permission denied", said)
    assert.equal("stored", files())
  end)

  it("says that the disk is full, and changes nothing #limits", function()
    local path, before = file("2026-08-17", "august"), shell.read(stored)
    local code, out, said = updating.run(environment, path, "trap '' XFSZ; ulimit -f 1;")
    assert.same({ 3, "" }, { code, out })
    assert.matches("stored%.old: File too large", said)
    assert.is_true(before == shell.read(stored))
    assert.equal("stored", files())
  end)

  it("cannot be stored as a folder or a device", function()
    local path = file("2026-08-17", "august")
    for target, what in pairs { [folder .. "/new"] = "directory", ["/dev/null"] = "not a regular file" } do
      local code, out, said = updating.run({ IANAPORTS_DATA = target }, "--force " .. path)
      assert.same({ 3, "" }, { code, out })
      assert.matches(target:gsub("%p", "%%%0") .. ": .*" .. what, said)
    end
  end)

  it("says that neither curl nor wget is there, and what to do", function()
    environment.PATH = updating.programs(folder)
    for _, url in ipairs { "", "http://127.0.0.1:1/" } do
      assert_update(url, 3, "", "neither curl nor wget is installed; with a file: ianaports update FILE")
    end
    assert_update(file("2026-08-17", "august"), 0, STEP)
  end)

  it("says that gzip is not there", function()
    environment.PATH = updating.programs(folder)
    shell.lines("rm " .. environment.PATH .. "/gzip; gzip " .. file("2026-08-17"))
    assert_update(folder .. "/new/2026-08-17.xml.gz", 3, "", "gzip is not installed")
  end)
end)

describe("an update, under each Lua,", function()
  it("checks, stores, and comes back", function()
    local folder = saving.new_folder()
    local environment = { IANAPORTS_DATA = folder .. "/stored" }
    local new = folder .. "/new.xml"
    assert(updating.edition("2026-03-09"):save(folder .. "/stored"))
    assert(updating.edition("2026-08-17", "august"):export("xml", new))
    local code, out, said = updating.run(environment, new)
    assert.same({ 0, "2026-03-09 -> 2026-08-17: 1 added, 1 removed, 0 changed\n", "" },
      { code, out, said })
    code, out, said = updating.run(environment, "--undo")
    assert.same({ 0, "2026-08-17 -> 2026-03-09: 1 added, 1 removed, 0 changed\n", "" },
      { code, out, said })
    assert.equal(3, (updating.run(environment, folder .. "/none")))
    saving.remove(folder)
  end)
end)
