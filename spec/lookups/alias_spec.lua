-- Which records are aliases, by what their notes say: `alias_of` and the filter
-- `alias` go by one rule, in any case and with any white space.

local ianaports = require "ianaports"

-- {notes, the main name that they give}
local cases = {
  { 'This entry is an alias to "b"', "b" },
  { 'This entry is an alias to "b".', "b" },
  { 'This entry is an alias to\n"b".', "b" },
  { 'This entry is an\nalias to "b".', "b" },
  { 'this entry is an alias to "x"', "x" },
  { 'THIS ENTRY IS AN ALIAS TO "x"', "x" },
  { 'This\tentry  is\r\n an \v\f alias to \n "x y"', "x y" },
  { 'See there. This entry is an alias to "b". And more.', "b" },
  { 'XThis entry is an alias to "b"', "b" },
  { 'This entry is an alias to "b" and this entry is an alias to "c"', "b" },
  { 'This This entry is an alias to "b"', "b" },
  { 'This is a duplicate of the "http" service', "http" },
  { 'this is  a\nduplicate of the "http"\nSERVICE', "http" },
  { 'This is a duplicate of the "http" services', "http" },
  { 'This is a duplicate of the "a" service. This entry is an alias to "b".', "b" },
  { 'This is a duplicate of the "a" port. This is a duplicate of the "c" service', "c" },
  { 'This entry is an alias to "é"', "é" },
  { 'This entry is an alias to ""', "" },
  { 'This entry is an alias to "' },
  { 'This entry is an alias to "b' },
  { 'This entry is an alias to b' },
  { 'This entry is an alias to"b"' },
  { 'This entryis an alias to "b"' },
  { 'This entry is an alias of "b"' },
  { 'This entry is an alias to\194\160"b"' },
  { 'This is a duplicate of the "http"' },
  { 'This is a duplicate of the "http"service' },
  { 'This is a duplicate of the http service' },
  { "This entry is an alias to" },
  { "T" },
  { "an alias" },
}

describe("an alias", function()
  for _, case in ipairs(cases) do
    local notes, main = case[1], case[2]
    it(("is %s: %q"):format(main and ("one of %q"):format(main) or "not", notes), function()
      local registry = assert(ianaports.new {
        { name = "a", port = 1, assignment_notes = notes },
        { name = "other", port = 2, assignment_notes = "none" }, { name = "third", port = 3 },
      })
      local record = registry:lookup "a"
      assert.equal(main, record:alias_of())
      local aliases, others = registry:find { alias = true }, registry:find { alias = false }
      assert.equal(main and 1 or 0, #aliases)
      assert.equal(main and 2 or 3, #others)
      assert.equal(main and "a" or nil, aliases[1] and aliases[1].name)
    end)
  end

  it("is told by the notes that the record has now", function()
    local record = ianaports.lookup "ssh"
    assert.is_nil(record:alias_of())
    record.assignment_notes = 'this entry is an alias to "telnet"'
    assert.equal("telnet", record:alias_of())
    record.assignment_notes = nil
    assert.is_nil(record:alias_of())
  end)

  it("is the same for both in every record of the bundled edition", function()
    local aliases, count = ianaports.find { alias = true }, 0
    local is_alias = {}
    for record in aliases:records() do is_alias[record.row] = true end
    for record in ianaports.records() do
      local main = record:alias_of()
      assert.equal(main ~= nil, is_alias[record.row] == true, record.row)
      count = count + (main and 1 or 0)
    end
    assert.equal(#aliases, count)
    assert.is_true(count > 100, count)
  end)
end)
