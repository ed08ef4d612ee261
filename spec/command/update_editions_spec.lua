--- `ianaports update` with IANA's own editions, one after the other.  How much they
-- differ was counted by Python, from what the independent reader prints.

local bundled = require "spec.support.bundled"
local ianaports = require "ianaports"
local oracle = require "spec.support.oracle"
local saving = require "spec.support.saving"
local shell = require "spec.support.shell"
local updating = require "spec.support.updating"

local EDITIONS = "../shared/registry/editions/"
local FIRST, SECOND = EDITIONS .. "2026-03-09.xml", EDITIONS .. "2026-08-17.xml"
local CSV = EDITIONS .. "2024-04-30.csv"

--- What is given to `update`; the exit code, and what is said on both streams.
local steps = {
  { FIRST, 0, "2024-04-19 -> 2026-03-09: 261 added, 26 removed, 662 changed\n", "" },
  { FIRST, 0, "2026-03-09: not modified\n", "" },
  { SECOND, 0, "2026-03-09 -> 2026-08-17: 34 added, 6 removed, 30 changed\n", "" },
  { CSV, 3, "", "ianaports: refused by rule 3: of 2024-04-30, older than the one in use, 2026-08-17 "
      .. "(--force waives it); it stays as FOLDER/stored.rejected\n" },
  { FIRST, 3, "", "ianaports: refused by rule 3: of 2026-03-09, older than the one in use, 2026-08-17 "
      .. "(--force waives it); it stays as FOLDER/stored.rejected\n" },
  { "--force " .. CSV, 0, "2026-08-17 -> 2024-04-30: 44 added, 130 removed, 265 changed\n",
    "ianaports: waived: rule 3: of 2024-04-30, older than the one in use, 2026-08-17\n" },
  { "--undo", 0, "2024-04-30 -> 2026-08-17: 130 added, 44 removed, 265 changed\n", "" },
}

describe("an update from IANA's editions #once", function()
  local folder, environment
  local reason = oracle.missing or bundled.other_than "2024-04-19"
    or not shell.read(FIRST) and FIRST .. " is not there"

  setup(function()
    folder = saving.new_folder()
    environment = { IANAPORTS_DATA = folder .. "/stored" }
  end)

  teardown(function() saving.remove(folder) end)

  it("goes from one to the next, not back unless it is told to", function()
    if reason then return pending(reason) end
    for _, step in ipairs(steps) do
      local code, out, said = updating.run(environment, step[1])
      assert.same({ step[3], (step[4]:gsub("FOLDER", folder)), step[2] }, { out, said, code }, step[1])
    end
  end)

  it("stores all records and contacts of the edition, in 1.05 MB", function()
    if reason then return pending(reason) end
    local stored, loaded = assert(ianaports.load(folder .. "/stored")), assert(ianaports.load(SECOND))
    assert.is_true(stored:export "csv" == loaded:export "csv")
    local a, b = stored:info(), loaded:info()
    a.source, b.source = nil, nil
    assert.same(b, a)
    assert.is_true(a.contacts > 5500)
    local next_contact = loaded:contacts()
    for contact in stored:contacts() do assert.equal(tostring(next_contact()), tostring(contact)) end
    assert.is_true(#shell.read(folder .. "/stored") <= 1.05e6)
  end)
end)
