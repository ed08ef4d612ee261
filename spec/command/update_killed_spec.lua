--- `ianaports update`, killed at any moment or run twice at once: the edition in
-- use is whole, the one before or the one after.

local ianaports = require "ianaports"
local saving = require "spec.support.saving"
local shell = require "spec.support.shell"
local updating = require "spec.support.updating"

describe("an update #once #exhaustive", function()
  local folder, stored, start
  local NAMES = { march = "2026-03-09", august = "2026-08-17", september = "2026-09-01" }

  before_each(function()
    folder = saving.new_folder()
    stored = folder .. "/data/stored"
    shell.lines("mkdir " .. folder .. "/data")
    for name, date in pairs(NAMES) do
      assert(updating.edition(date, name):export("xml", folder .. "/" .. name))
    end
    assert(updating.edition(NAMES.march, "march"):save(stored))
    start = updating.lua { IANAPORTS_DATA = stored } .. " -l ianaports lua/bin/ianaports update "
  end)

  after_each(function() saving.remove(folder) end)

  --- The name of the edition in a file, which must be one of the editions, whole.
  local function whole(path)
    local registry = assert(ianaports.load(path))
    local name = registry:name(9, "tcp")
    local diff = ianaports.diff(registry, updating.edition(NAMES[name], name))
    assert.equal(0, #diff.added + #diff.removed + #diff.changed)
    assert.equal(NAMES[name], registry:info().updated)
    return name
  end

  local function assert_whole()
    whole(stored)
    for _, name in ipairs(shell.lines("ls -A " .. folder .. "/data")) do
      if name == "stored.old" then whole(stored .. ".old")
      elseif name ~= "stored" then assert.matches("^ianaports%-%w+%.tmp$", name) end
    end
  end

  --- How long a step takes, in milliseconds, measured once.
  local function duration()
    local line = shell.lines(("date +%%s%%N; %s --force %s/august; date +%%s%%N"):format(start, folder))
    return (tonumber(line[3]) - tonumber(line[1])) / 1e6
  end

  for title, arguments in pairs {
    ["goes from one to the other"] = { "--force %s/march", "--force %s/august" },
    ["undoes"] = { "--undo", "--undo" },
  } do
    it("leaves a whole edition where it is killed as it " .. title, function()
      local long = duration()
      for i = 1, 24 do
        local delay = long * (0.5 + 0.6 * i / 24) / 1000
        shell.run(("exec %s %s >/dev/null 2>&1 & sleep %.4f; kill -9 $!; wait"):format(
          (start:gsub("^env ", "env ")), arguments[i % 2 + 1]:format(folder), delay))
        assert_whole()
      end
    end)
  end

  it("leaves a whole edition where two are at work at once", function()
    for _ = 1, 6 do
      shell.run(("for e in august september march; do %s --force %s/$e & done; %s --undo & wait"):format(
        start, folder, start))
      assert_whole()
    end
    assert.matches("^stored stored%.old$", table.concat(shell.lines("ls -A " .. folder .. "/data"), " "))
  end)
end)
