--- Lists that functions give: plain tables that show their items at a prompt;
--- and lengths.

local bundled = require "spec.support.bundled"
local ianaports = require "ianaports"

local registry = assert(ianaports.new({
  { name = "a", port = "6000-6063", transport = "tcp", reference = "[RFC6335][two words]",
    contact = "[One][Two]", assignee = "[Two]",
    assignment_notes = "Defined TXT keys: x, y" },
  { name = "b", port = 6001, transport = "tcp", registration_date = "2019-05" },
  { name = "a", port = 80, transport = "tcp", modification_date = "2019-05-02" },
  { name = "a", port = 82, transport = "tcp", registration_date = "2018-12-31" },
  { name = "a", port = 83, transport = "tcp" },
  { name = "new\nline", port = 6002, transport = "tcp" },
}))

local record = registry:lookup(6000, "tcp")

local LISTS = {
  { "names", registry:names(6001), "a  b" },
  { "names without any", registry:names(1), "" },
  { "names on one line each", registry:names(6002), "a  new line" },
  { "ports, in runs", registry:ports "a", "80  82-83  6000-6063" },
  { "names of a selection", registry:find():names(), "a  b  new line" },
  { "ports of a selection", registry:find { port = { 80, 82 } }:ports(), "80  82" },
  { "aliases", record:aliases(), "b  new line" },
  { "references", record:references(), "RFC6335  two words" },
  { "contacts", record:contacts(), "[One]  [Two]" },
  { "assignees", record:assignees(), "[Two]" },
  { "TXT keys", (record:txt_keys()), "x  y" },
  { "transports", ianaports.transports, "tcp  udp  sctp  dccp" },
  { "ranges", ianaports.ranges, "system 0-1023  user 1024-49151  dynamic 49152-65535" },
}

describe("a list", function()
  for _, case in ipairs(LISTS) do
    it("shows what is in it: " .. case[1], function()
      assert.equal(case[3], tostring(case[2]))
    end)

    it("has a metatable that says how it is shown, and nothing else: " .. case[1], function()
      local metatable = getmetatable(case[2])
      assert.equal("__tostring", next(metatable))
      assert.is_nil(next(metatable, "__tostring"))
    end)
  end

  it("may be changed to anything, and is shown", function()
    local list = registry:names(6001)
    list[1], list[2], list[3], list[4] = true, 5, 6, { id = "x" }
    assert.equal("(boolean)  5-6  [x]", tostring(list))
    for i = #list, 1, -1 do list[i] = nil end
    assert.equal("", tostring(list))
  end)
end)

describe("the length", function()
  it("of a registry is how many records it has", function()
    assert.equal(6, #registry)
    assert.equal(0, #assert(ianaports.new {}))
  end)

  -- Lua 5.1, and LuaJIT as it is built most often, ask no table for its length.
  local asks_tables = #setmetatable({}, { __len = function() return 1 end }) == 1

  it("of the module is that of the bundled registry", function()
    if not asks_tables then return pending "this Lua does not ask tables for their length" end
    assert.equal(#bundled.records, #ianaports)
  end)

  it("ends ipairs over a selection where Lua lets it", function()
    local selection, count = registry:find "a", 0
    local asks = pcall(ipairs, selection)
    if not asks or not ipairs(selection)(selection, 0) then
      return pending "ipairs of this Lua goes over plain tables alone"
    end
    for i, each in ipairs(selection) do
      count = i
      assert.equal(selection[i].row, each.row)
    end
    assert.equal(#selection, count)
  end)
end)

describe("the newest date of a record", function()
  it("is known of every registry, a month before its days", function()
    assert.equal("2019-05-02", registry:info().newest)
    assert.equal("2019-05", assert(ianaports.new { { name = "x", registration_date = "2019-05" },
      { name = "y", modification_date = "2019-04-30" } }):info().newest)
  end)

  it("is none where no record has a date", function()
    assert.is_nil(assert(ianaports.new { { name = "x" } }):info().newest)
  end)

  it("of the bundled edition is the newest of its file", function()
    local newest = ""
    for _, each in ipairs(bundled.records) do
      for _, field in ipairs { "registration_date", "modification_date" } do
        if (each[field] or "") > newest then newest = each[field] end
      end
    end
    assert.is_true(newest > "2000")
    assert.equal(newest, ianaports.info().newest)
  end)
end)
