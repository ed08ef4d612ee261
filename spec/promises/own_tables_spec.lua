-- The tables of the module are the caller's: whatever a script does to them,
-- every function goes on as before.

local shell = require "spec.support.shell"

-- In a process of its own, as it spoils the module's tables for all.
local function said(code)
  local status, output = shell.run(shell.lua() .. " -e " .. shell.quote(
    'local ianaports = require "ianaports" ' .. code .. [[
    local function raised(f, ...) return (select(2, pcall(f, ...))) end
    local texts = { ianaports.range(0), ianaports.range(1024), ianaports.range(49152),
      ianaports.lookup(80):range(), ianaports.name(80, "TCP"), #ianaports.find { range = "user" },
      #ianaports.find { transport = "sctp" }, ianaports.unassigned { range = "system" }(),
      raised(ianaports.find, { range = "x" }), raised(ianaports.name, 1, "x"),
      raised(ianaports.unassigned, { range = "x" }), ianaports.status(4, "dccp"),
      ianaports.find { transport = "dccp" }:export "services" }
    for i, text in ipairs(texts) do texts[i] = tostring(text) end
    io.write(table.concat(texts, "\n"))]]))
  assert.equal(0, status, output)
  return output
end

describe("the module's table", function()
  local expected

  setup(function()
    expected = said ""
    assert.matches("^system\nuser\ndynamic\nsystem\nhttp\n", expected)
  end)

  for title, code in pairs {
    ["of ranges may be emptied"] = [[for i = 1, 3 do ianaports.ranges[i] = nil end]],
    ["of ranges may have other ranges"] =
      [[for _, range in ipairs(ianaports.ranges) do range.name, range.first, range.last = "x", 7, 8 end]],
    ["of transports may be emptied"] = [[for i = 1, 4 do ianaports.transports[i] = nil end]],
    ["of transports may have other names"] = [[for i = 1, 9 do ianaports.transports[i] = "x" end]],
    ["of ranges and that of transports may be gone"] =
      [[ianaports.ranges, ianaports.transports = nil, nil]],
    ["itself may lose its functions, which go on where they were kept"] =
      [[local kept = {} for k, v in pairs(ianaports) do kept[k] = v end
        for k in pairs(kept) do ianaports[k] = nil end ianaports = kept]],
  } do
    it(title .. ", and no answer changes", function()
      assert.equal(expected, said(code))
    end)
  end
end)
