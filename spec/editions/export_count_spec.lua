-- What the exports for people say of how many records they have.

local ianaports = require "ianaports"

describe("the count in an export", function()
  for count, cases in pairs {
    [0] = { { 0, "0 records" } },
    [1] = { { 1, "1 record" }, { 0, "0 of 1 record" } },
    [2] = { { 2, "2 records" }, { 1, "1 of 2 records" } },
    [1000] = { { 1000, "1,000 records" } },
  } do
    for _, case in ipairs(cases) do
      it("is " .. case[2], function()
        local rows = {}
        for i = 1, count do rows[i] = { name = "a" .. i, port = i } end
        local found = assert(ianaports.new(rows)):find(function(r) return r.row <= case[1] end)
        for format, around in pairs { services = "# From %s; not", text = "%s\n\n",
          html = "<caption>%s</caption>" } do
          assert.truthy(found:export(format):find(around:format(case[2]), 1, true), format)
        end
      end)
    end
  end
end)
