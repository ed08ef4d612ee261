--- The title that IANA once gave a column of its CSV: an edition that has it is
-- written with it.

local ianaports = require "ianaports"

local csv = require "spec.support.csv".of_rows

describe("a CSV edition", function()
  local small = csv("web,80,tcp,Web,[A],[A],2001-02,,[RFC1],,,",
                    "web,80,udp,Web,[A],[A],2001-02,,[RFC1],,,",
                    ',90-99,,"Unassigned ""x""\nthere",,,,2002-03-04,,,,')

  it("keeps the title that IANA once gave a column", function()
    local former = small:gsub("Unauthorized Use Reported",
                              "Known Unauthorized Uses")
    for _, text in ipairs { former, "\239\187\191" .. former,
        (former:gsub("Known[%a ]*", '"%0"')), (former:gsub("\r\n", "\n")) } do
      local registry = assert(ianaports.parse(text))
      assert.same({ unauthorized_use = "Known Unauthorized Uses" },
                      registry:info().columns)
      assert.is_true(registry:export "csv" == former)
      local over = assert(registry:overlay { { name = "mine" } })
      assert.equal(former:match "^[^\n]*", over:export "csv":match "^[^\n]*")
    end
    assert.is_nil(assert(ianaports.parse(small)):info().columns)
  end)

  it("takes that title only where it belongs", function()
    local text = csv('Known Unauthorized Uses,1,tcp,,,,,,,,,"a\n'
      .. 'Known Unauthorized Uses"')
    assert.is_true(assert(ianaports.parse(text)):export "csv" == text)
    local registry, message = ianaports.parse(
      (csv():gsub("Description", "Known Unauthorized Uses")))
    assert.is_nil(registry)
    assert.equal("text:1: Description: the first row does not have this "
                     .. "title here", message)
  end)
end)
