--- Export as JSON: an array of records, each on a line.

local csv = require "spec.support.csv"
local edition = require "spec.support.edition"
local reading = require "spec.support.reading"
local tally = require "spec.support.tally"

local FULL = {
  name = "n", port = 1, last_port = 2, transport = "tcp", description = "d",
  assignee = "[a]", contact = "[c]", registration_date = "2001-02",
  modification_date = "2003-04-05", reference = "[r]", service_code = "7",
  unauthorized_use = "u", assignment_notes = "s", origin = "mine",
}

local function written(...)
  return edition.write("json", edition.new { ... })
end

--- Runs f while the library cannot be loaded.
local function without_dkjson(f)
  local loaded = package.loaded.dkjson
  package.loaded.dkjson = nil
  package.preload.dkjson = function() error "none here" end
  local ok, problem = pcall(f)
  package.preload.dkjson, package.loaded.dkjson = nil, loaded
  assert(ok, problem)
end

describe("export as JSON", function()
  it("writes no records as an empty array", function()
    assert.equal("[]\n", written())
  end)

  it("writes every field, in the order of IANA's columns", function()
    assert.equal('[\n{"name":"n","port":1,"last_port":2,"transport":"tcp",'
      .. '"description":"d","assignee":"[a]","contact":"[c]",'
      .. '"registration_date":"2001-02","modification_date":"2003-04-05",'
      .. '"reference":"[r]","service_code":"7","unauthorized_use":"u",'
      .. '"assignment_notes":"s","origin":"mine"}\n]\n', written(FULL))
  end)

  it("leaves out what is absent, and writes a record on a line", function()
    assert.equal('[\n{"name":"a"},\n{},\n{"port":0}\n]\n',
      written({ name = "a" }, {}, { port = 0 }))
  end)

  it("writes ports as integers", function()
    assert.equal('[\n{"port":80,"last_port":90}\n]\n',
      written { port = 80.0, last_port = 90 })
  end)

  it("keeps UTF-8 and escapes what JSON must not hold", function()
    assert.equal('[\n{"description":"\197\160 \\"\\\\\\n\\u0001"}\n]\n',
      written { description = "\197\160 \"\\\n\1" })
  end)

  it("says what to install where dkjson is absent", function()
    without_dkjson(function()
      local text, message, pieces = written {}
      assert.is_nil(text)
      assert.equal("json: dkjson is not installed (Debian: lua-dkjson; "
        .. "LuaRocks: dkjson)", message)
      assert.same({}, pieces)
    end)
  end)

  it("hands on pieces of a few KB", function()
    local text, _, pieces = edition.write("json", edition.bundled())
    for _, piece in ipairs(pieces) do assert.is_true(#piece <= 8192) end
    assert.is_true(#pieces < #text / 2048)
  end)

  it("is read by Python as the edition's own rows", function()
    local why = reading.missing()
    if why then return pending(why) end
    local expected = csv.read("data/service-names-port-numbers.csv")
    local count = tally.new()
    local rows = reading.rows("json", edition.write("json", edition.bundled()))
    count:equal(#expected - 1, #rows, "records")
    for i, cells in ipairs(rows) do
      count:equal(table.concat(expected[i + 1], "\31"),
        table.concat(cells, "\31"), "row", i)
    end
    assert.equal(tally.clean(#expected), count:report())
  end)

  it("is read by Python as records with anything in them", function()
    local why = reading.missing()
    if why then return pending(why) end
    local text = "\"\\/\n\r\t\b\f\1\127 \194\133 \226\128\168 \240\159\152\128 </script>"
    local rows = reading.rows("json", written { assignment_notes = text })
    assert.equal(text, rows[1][12])
  end)
end)
