--- Export as CSV: IANA's own, byte for byte.

local csv = require "spec.support.csv"
local edition = require "spec.support.edition"
local model = require "spec.support.model"
local oracle = require "spec.support.oracle"
local reading = require "spec.support.reading"

local HEADER = csv.titles .. "\r\n"

local function written(record)
  local text = edition.write("csv", edition.new { record })
  assert.equal(HEADER, text:sub(1, #HEADER))
  return text:sub(#HEADER + 1)
end

describe("export as CSV", function()
  local bundled, _, pieces = edition.write("csv", edition.bundled())

  it("gives the bundled edition's own bytes", function()
    assert.is_true(csv.slurp("data/service-names-port-numbers.csv") == bundled)
  end)

  it("gives IANA's own bytes of whole editions", function()
    if oracle.missing then return pending(oracle.missing) end
    for _, path in ipairs(oracle.editions "csv") do
      local text = edition.write("csv", edition.new(model.records(path)))
      assert.is_true(csv.slurp(path) == text, path)
    end
  end)

  it("gives the header alone of no records", function()
    assert.equal(HEADER, edition.write("csv", edition.new {}))
  end)

  it("gives the records of a selection, in its order", function()
    local registry = edition.new { { name = "a" }, { name = "b" }, { name = "c" } }
    local text = edition.write("csv", registry, edition.some(registry, 3, 1))
    assert.equal(HEADER .. "c" .. (","):rep(11) .. "\r\na" .. (","):rep(11) .. "\r\n",
      text)
  end)

  it("puts every field into its column", function()
    assert.equal("n,1-2,tcp,d,[a],[c],2001-02,2003-04-05,[r],7,u,s\r\n", written {
      name = "n", port = 1, last_port = 2, transport = "tcp", description = "d",
      assignee = "[a]", contact = "[c]", registration_date = "2001-02",
      modification_date = "2003-04-05", reference = "[r]", service_code = "7",
      unauthorized_use = "u", assignment_notes = "s", origin = "not IANA's",
    })
  end)

  for _, case in ipairs {
    { "80", { port = 80 } },
    { "0", { port = 0 } },
    { "80", { port = 80.0 } },
    { "4748-4748", { port = 4748, last_port = 4748 } },
    { "0-65535", { port = 0, last_port = 65535 } },
  } do
    it("writes ports as " .. case[1], function()
      assert.equal("," .. case[1] .. (","):rep(10) .. "\r\n", written(case[2]))
    end)
  end

  for _, case in ipairs {
    { "a blank at an end", " a ", " a " },
    { "a tab", "a\tb", "a\tb" },
    { "a comma", "a,b", '"a,b"' },
    { "a quote", 'a "b"', '"a ""b"""' },
    { "a quote alone", '"', '""""' },
    { "a line break", "a\n  b", '"a\n  b"' },
    { "CR", "a\rb", '"a\rb"' },
    { "a semicolon", "a;b", "a;b" },
    { "a single quote", "a'b", "a'b" },
    { "what is not ASCII", "\197\160tep\195\161n", "\197\160tep\195\161n" },
  } do
    it("quotes where it must: " .. case[1], function()
      assert.equal(",,," .. case[3] .. (","):rep(8) .. "\r\n",
        written { description = case[2] })
    end)
  end

  it("hands on pieces of a few KB", function()
    for _, piece in ipairs(pieces) do assert.is_true(#piece <= 8192) end
    assert.is_true(#pieces < #bundled / 2048)
  end)

  it("is read by Python as the same rows", function()
    local why = reading.missing()
    if why then return pending(why) end
    assert.same(csv.parse(bundled), reading.rows("csv", bundled))
  end)
end)
