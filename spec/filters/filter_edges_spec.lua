--- Filters at their edges: bounds outside of what an edition can hold, tables
-- that are not lists, records in the dynamic range.

local ianaports = require "ianaports"

local registry = assert(ianaports.new {
  { name = "old", port = 1, transport = "tcp", registration_date = "1970-05" },
  { name = "new", port = 2, transport = "tcp",
    registration_date = "2097-12-31" },
  { name = "high", port = 50000, transport = "tcp" },
  { name = "last", port = 49151, transport = "tcp" },
})

describe("a span of dates", function()
  for _, case in ipairs {
    { { to = "1950" }, {} }, { { to = "1969-12" }, {} },
    { { to = "1970" }, { "old" } }, { { to = "1970-04" }, {} },
    { { to = "1970-05" }, { "old" } },
    { { from = "1970", to = "1970" }, { "old" } },
    { { from = "1969" }, { "old", "new" } },
    { { from = "2097-12-31" }, { "new" } }, { { from = "2098" }, {} },
    { { to = "2098" }, { "old", "new" } },
  } do
    local span = case[1]
    it(("from %s to %s"):format(span.from or "-", span.to or "-"), function()
      assert.same(case[2],
        registry:find { registration_date = span }:names())
    end)
  end

  for _, value in ipairs { "2018-13", "-", "x", "2018-1x" } do
    it("is no date: " .. value, function()
      assert.has_error(function()
        registry:find { registration_date = value }
      end)
    end)
  end
end)

describe("a list", function()
  it("has no holes and no other keys", function()
    for _, ports in ipairs { { 1, nil, 2 }, { 1, x = 2 }, { x = 1 } } do
      assert.has_error(function() registry:find { port = ports } end)
    end
    assert.equal(0, #registry:find { port = {} })
  end)
end)

describe("a record above port 49151", function()
  it("is dynamic by itself too", function()
    assert.equal("dynamic", registry:lookup "high":status())
    assert.equal("assigned", registry:lookup "last":status())
    assert.same({ "high" }, registry:find { status = "dynamic" }:names())
  end)
end)
