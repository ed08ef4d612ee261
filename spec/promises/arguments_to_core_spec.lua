--- The C side checks what it is given, though the Lua layer gives it nothing
-- wrong: whatever a script passes to ianaports.core or ianaports.build, no
-- memory outside is read.

local build = require "ianaports.build"
local core = require "ianaports.core".internals()

local selection = core.bundled():find()
local LAST = #selection

local UNKNOWN, NUMBERS = "#2 to .*%(unknown column%)", "#2 to .*%(a column of numbers%)"
local DATE, ROW = "%(not a date%)", "#2 to .*%(not a row of the registry%)"
local STRINGS, NUL = "#2 to .*%(strings expected%)", "#1 to .*%(a path has no NUL in it%)"
local FINISHED = "this builder is finished"

--- A function that calls a method of a builder that is finished.
local function finished(method)
  return function(...)
    local builder = build.new()
    assert(builder:finish())
    return builder[method](builder, ...)
  end
end

for name, cases in pairs {
  narrow_text = { core.narrow_text,
    { UNKNOWN, selection, "ports", {} },
    { UNKNOWN, selection, "", {} },
    { UNKNOWN, selection, "name\0", {} },
    { NUMBERS, selection, "port", {} },
    { NUMBERS, selection, "last_port", {} },
    { "string expected", selection, "name", { "a", 1 } },
    { "string expected", selection, "name", { {} } },
    { "#3 to .*table expected", selection, "name", "a" },
    { "#1 to .*selection expected", core.bundled(), "name", {} } },
  narrow_filled = { core.narrow_filled,
    { UNKNOWN, selection, "row" }, { "unknown column, got table", selection, {} } },
  narrow_ports = { core.narrow_ports,
    { "from 0 to 65535", selection, { 1, "x" } }, { "from 0 to 65535", selection, { 0, 65536 } },
    { "from 0 to 65535", selection, { -1, 0 } }, { "table expected", selection, 80 } },
  narrow_names = { core.narrow_names,
    { "name must be a string", selection, { {} } }, { "table expected", selection, "http" } },
  narrow_dates = { core.narrow_dates,
    { "#3 to .*" .. DATE, selection, { "registration_date" }, "2015-13" },
    { "#3 to .*" .. DATE, selection, { "registration_date" }, "" },
    { n = 5, "#4 to .*" .. DATE, selection, { "registration_date" }, nil, "2015-" },
    { "not a date, got 2015", selection, { "registration_date" }, 2015 },
    { "#2 to .*%(not a column of dates%)", selection, { "name" }, "2015" },
    { "unknown column", selection, { "dates" }, "2015" }, { "table expected", selection, "name" } },
  narrow_status = { core.narrow_status,
    { "unknown status", selection, { "open" } }, { "unknown status", selection, { {} } },
    { "table expected", selection, "assigned" } },
  narrow_transports = { core.narrow_transports,
    { "transport must be", selection, { "icmp" } }, { "table expected", selection, "tcp" } },
  ["fact of the core"] = { core.fact, { "key must be a string", core.bundled(), {} },
    { "registry expected", selection, "title" } },
  row_status = { core.row_status,
    { ROW, core.bundled(), 0 }, { ROW, core.bundled(), -1 },
    { ROW, core.bundled(), LAST + 1 }, { ROW, core.bundled(), 2 ^ 32 + 1 },
    { "registry expected", selection, 1 } },
  check_header = { core.check_header,
    { "block must be a string", {}, 1 }, { "#2 to .*number expected", "IANAPORT" },
    { "size out of range", "IANAPORT", -1 }, { "size out of range", "IANAPORT", 2 ^ 30 + 1 },
    { "size out of range", "IANAPORT", 0 / 0 } },
  write = { build.write,
    { NUL, "a\0b", {} }, { STRINGS, "no-such-folder/x", { "a", 1 } },
    { STRINGS, "no-such-folder/x", { {} } }, { "table expected", "no-such-folder/x", "a" } },
  open_file = { core.open_file, { NUL, "a\0b" }, { "string expected", {} } },
  image = { core.open_file "README.md".image,
    { "string expected", core.open_file "README.md" }, { "source expected", "README.md", "" } },
  row = { finished "row", { FINISHED, {} } },
  contact = { finished "contact", { FINISHED, {} } },
  fact = { finished "fact", { FINISHED, "a", "b" } },
  csv = { finished "csv", { FINISHED, "records", function() end } },
  base = { finished "base", { FINISHED, core.image(core.bundled()) } },
  finish = { finished "finish", { FINISHED } },
} do
  describe("the C function " .. name, function()
    for i = 2, #cases do
      local case = cases[i]
      it(("raises for the wrong arguments number %d: %s"):format(i - 1, case[1]), function()
        local ok, message = pcall(cases[1], (table.unpack or unpack)(case, 2, case.n or #case))
        assert.is_false(ok)
        assert.matches(case[1], message)
      end)
    end
  end)
end

describe("the C function row_status", function()
  it("answers for the first row and the last", function()
    local rows = { core.bundled():find()[1], core.bundled():find()[LAST] }
    for _, record in ipairs(rows) do
      assert.equal(record:status(), core.row_status(core.bundled(), record.row))
    end
  end)
end)

describe("a builder", function()
  it("refuses a cell that is not a text", function()
    for _, wrong in ipairs { 5, true, {} } do
      local builder = require "ianaports.build".new()
      local ok, message = pcall(builder.contact, builder, { id = wrong })
      assert.is_false(ok)
      assert.matches("id must be a string, not a " .. type(wrong), message, 1, true)
    end
  end)
end)
