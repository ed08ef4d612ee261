-- The C side checks what it is given, though the Lua layer gives it nothing
-- wrong: who calls ianaports.core or ianaports.build may misread an answer, but
-- not memory.

local build = require "ianaports.build"
local core = require "ianaports.core"

local selection = core.bundled:find()
local LAST = #selection

local UNKNOWN, NUMBERS = "#2 to .*%(unknown column%)", "#2 to .*%(a column of numbers%)"
local DATE, ROW = "%(not a date's value%)", "#2 to .*%(not a row of the registry%)"
local STRINGS, NUL = "#2 to .*%(strings expected%)", "#1 to .*%(a path has no NUL in it%)"
local FINISHED = "this builder is finished"

-- A function that calls a method of a builder that is finished.
local function finished(method)
  return function(...)
    local builder = build.new()
    assert(builder:finish())
    return builder[method](builder, ...)
  end
end

for name, cases in pairs {
  keep_text = { core.keep_text,
    { UNKNOWN, selection, "ports", false, {} },
    { UNKNOWN, selection, "", false, {} },
    { UNKNOWN, selection, "name\0", false, {} },
    { NUMBERS, selection, "port", false, {} },
    { NUMBERS, selection, "last_port", false, {} },
    { "string expected", selection, "name", false, { "a", 1 } },
    { "string expected", selection, "name", false, { {} } },
    { "#4 to .*table expected", selection, "name", false, "a" },
    { "#1 to .*selection expected", core.bundled, "name", false, {} } },
  keep_filled = { core.keep_filled,
    { UNKNOWN, selection, "row" }, { "unknown column, got table", selection, {} } },
  keep_ports = { core.keep_ports,
    { "from 0 to 65535", selection, { 1, "x" } }, { "from 0 to 65535", selection, { 0, 65536 } },
    { "from 0 to 65535", selection, { -1, 0 } }, { "table expected", selection, 80 } },
  keep_named = { core.keep_named,
    { "name must be a string", selection, { {} } }, { "table expected", selection, "http" } },
  keep_dates = { core.keep_dates,
    { "#4 to .*" .. DATE, selection, true, true, -2, 0 },
    { "#4 to .*" .. DATE, selection, true, true, 65536, 0 },
    { "#5 to .*" .. DATE, selection, true, true, 0, -2 },
    { "#5 to .*" .. DATE, selection, true, true, 0, 65536 } },
  row_status = { core.row_status,
    { ROW, core.bundled, 0 }, { ROW, core.bundled, -1 },
    { ROW, core.bundled, LAST + 1 }, { ROW, core.bundled, 2 ^ 32 + 1 },
    { "registry expected", selection, 1 } },
  write = { build.write,
    { NUL, "a\0b", {} }, { STRINGS, "no-such-folder/x", { "a", 1 } },
    { STRINGS, "no-such-folder/x", { {} } }, { "table expected", "no-such-folder/x", "a" } },
  open = { build.open, { NUL, "a\0b" }, { "string expected", {} } },
  cells = { finished "cells", { FINISHED, "a" } },
  contact = { finished "contact", { FINISHED, "a" } },
  fact = { finished "fact", { FINISHED, "a", "b" } },
  csv = { finished "csv", { FINISHED, "records", function() end } },
  over = { finished "over", { FINISHED, core.image(core.bundled) } },
  finish = { finished "finish", { FINISHED } },
} do
  describe("the C function " .. name, function()
    for i = 2, #cases do
      local case = cases[i]
      it(("raises for the wrong arguments number %d: %s"):format(i - 1, case[1]), function()
        local ok, message = pcall(cases[1], (table.unpack or unpack)(case, 2))
        assert.is_false(ok)
        assert.matches(case[1], message)
      end)
    end
  end)
end

describe("the C function row_status", function()
  it("answers for the first row and the last", function()
    local rows = { core.bundled:find()[1], core.bundled:find()[LAST] }
    for _, record in ipairs(rows) do
      assert.equal(record:status(), core.row_status(core.bundled, record.row))
    end
  end)
end)
