--- `ianaports info`: which edition is asked, how old it is, where it is, and the
-- hint at `update`, which nothing else gives.

local saving = require "spec.support.saving"
local shell = require "spec.support.shell"
local updating = require "spec.support.updating"

describe("ianaports info #once", function()
  local folder, stored
  local HINT = "ianaports: the bundled edition is in use; IANA's newest: ianaports update\n"

  setup(function()
    folder = saving.new_folder()
    stored = folder .. "/stored"
  end)

  teardown(function() saving.remove(folder) end)

  --- The date of so many days ago.
  local function ago(days) return shell.lines(("date -u -d '%d days ago' +%%F"):format(days))[1] end

  local function info(arguments, environment)
    environment = environment or { IANAPORTS_DATA = stored }
    return updating.run(environment, arguments, nil, "info")
  end

  for _, days in ipairs { 0, 1, 200 } do
    it(("tells of a stored edition that it is %d days old, and where it is"):format(days), function()
      assert(updating.edition(ago(days)):save(stored))
      local code, out, said = info ""
      assert.equal(0, code)
      assert.equal("", said)
      local age = tonumber(out:match("\n  edition +of " .. ago(days):gsub("%-", "%%-")
        .. ", (%d+) days old: " .. stored:gsub("%p", "%%%0") .. "\n$"))
      assert.is_true(age == days or age == days + 1, out)        -- it may be another day here
      code, out, said = info "-o tsv -f updated,source"
      assert.same({ 0, ("updated\tsource\n%s\t%s\n"):format(ago(days), stored), "" }, { code, out, said })
    end)
  end

  it("tells of an edition without a date", function()
    assert(updating.edition(nil):save(stored))
    local _, out = info("--data " .. stored, { IANAPORTS_DATA = "" })
    assert.matches("\n  edition +of no date: " .. stored:gsub("%p", "%%%0") .. "\n$", out)
  end)

  it("hints at update while the bundled edition is in use, unless it is to be quiet", function()
    for _, case in ipairs {
      { "", "bundled %(IANAPORTS_DATA is empty%)" }, { "--bundled", "bundled" },
    } do
      local code, out, said = info(case[1], { IANAPORTS_DATA = "" })
      assert.matches("\n  edition +of %S+, %d+ days old: " .. case[2] .. "\n$", out)
      assert.same({ 0, HINT }, { code, said })
    end
    assert.equal("", (select(3, info("-q", { IANAPORTS_DATA = "" }))))
    shell.write(stored, "IANAPORT")
    local _, out, said = info ""
    assert.matches("bundled %(.*stored: an image cut short", out)
    assert.equal(("ianaports: %s: an image cut short in its header\n"):format(stored) .. HINT, said)
  end)

  it("is alone in this", function()
    local _, _, said = updating.run({ IANAPORTS_DATA = "" }, "443", nil, "")
    assert.equal("", said)
  end)
end)
