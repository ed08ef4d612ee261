--- Texts as long as a cell can be, 65,535 bytes, and longer arguments, each made
-- to be slow to read: the time must grow with the length, not with its square.
-- Nothing is timed: where that is not so, an answer takes minutes.

local ianaports = require "ianaports"

local CELL = 65535

--- A start, a unit as often as fits in a cell, and an end.
local function long(start, unit, stop)
  return start .. unit:rep(math.floor((CELL - #start - #stop) / #unit)) .. stop
end

--- The only record of a registry, with this cell.
local function record(field, text)
  local registry = assert(ianaports.new { { name = "a", port = 1,
    transport = "tcp", [field] = text } })
  return registry:lookup(1), registry
end

local HEADER = "Defined TXT keys:"

--- The notes of a record: the start, what repeats, the end; then how many keys
--- are read, and whether there is a text.
local notes = {
  { HEADER, " ", "", 0 },
  { HEADER, "\n", "", 0 },
  { HEADER, " \n", "", 0 },
  { HEADER, " ", "x", 1 },
  { HEADER .. "x", " ", "", 1 },
  { HEADER .. "x", " ", "y", 0, true },
  { HEADER .. "x", " ", ",y", 2 },
  { HEADER .. "x,", " ", "", 1 },
  { HEADER .. "x=", " ", "", 1 },
  { HEADER .. "x", " ", "=y", 1 },
  { HEADER .. "x=1\n", " ", "\ny=2", 2 },
  { HEADER, "=", "", 0, true },
  { HEADER, "<", "", 0, true },
  { HEADER, "(", "", 0, true },
  { HEADER, ")", "", 0, true },
  { HEADER, ",", "", 0, true },
  { HEADER .. "x", " -", "", 0, true },
  { HEADER .. "x", " - http://y", " z", 0, true },
  { HEADER .. "x=", '="', "", 1 },
  { HEADER, "x", "", 1 },
  { HEADER, "x=1 ", "", 1 },
  { HEADER, "x=1\n", "", 1 },
  { HEADER, HEADER, "", 0, true },
  { "", "Defined ", "", 0 },
  { "", " ", "", 0 },
  { "", " ", "keys:x", 1 },
}

local DAY, BLANKS = "2018-04-25", (" "):rep(2 ^ 20)
local QUOTED = 'This entry is an alias to "'

describe("a long text", function()
  for _, case in ipairs(notes) do
    local start, unit, stop, count, left = case[1], case[2], case[3], case[4], case[5]
    it(("in notes, as %q, %q ..., %q, has %d keys"):format(start, unit, stop, count), function()
      local keys, text = record("assignment_notes", long(start, unit, stop)):txt_keys()
      assert.equal(count, #keys)
      assert.equal(left or false, text ~= nil)
    end)
  end

  for _, case in ipairs {
    { "one that never ends", QUOTED, "a", "", nil },
    { "many that never end", "", "This entry is an alias to ", "", nil },
    { "blanks in it", "This entry is an alias to", " ", '"b"', "b" },
    { "blanks and no name", "This entry is an alias to", " ", "b", nil },
    { "other quotes", 'This is a duplicate of the "', '" ', "service", nil },
  } do
    it("in notes names a main service: " .. case[1], function()
      assert.equal(case[5], record("assignment_notes",
        long(case[2], case[3], case[4])):alias_of())
    end)
  end

  for _, case in ipairs {
    { "[", 0 }, { "[]", 32767 }, { "[a]", 21845 }, { "a", 0 }, { "]", 0 },
  } do
    it(("of references %s has %d"):format(case[1], case[2]), function()
      assert.equal(case[2], #record("reference", long("", case[1], "")):references())
    end)
  end

  for _, case in ipairs {
    { "[RFC", "1", "]", "rfc" }, { "[RFC", " ", "x]", "text" },
    { "[RFC", "1", "x]", "text" }, { "[", "a", "://]", "text" },
    { "[", "a://", "]", "uri" }, { "[a://", "a", " ]", "text" },
    { "[draft-", "a", "]", "draft" },
  } do
    it(("is a reference by its kind: %s%s ... %s"):format(case[1], case[2], case[3]), function()
      local cell = long(case[1], case[2], case[3])
      assert.equal(case[4], record("reference", cell):references()[1].kind)
    end)
  end

  it("becomes one line where a record is shown", function()
    assert.equal("a 1/tcp  x " .. ("x"):rep(3),
      tostring(record("description", "x" .. ("\n "):rep(32765) .. "xxx")))
  end)

  it("is cut to the terminal where a selection is shown", function()
    local _, registry = record("description", long("é", " ", "é"))
    assert.equal(2, select(2, tostring(registry:find()):gsub("[^\n]+", "")))
  end)

  it("of one word or of many fits in what an edition says of itself", function()
    local getenv = os.getenv
    local many = ("a "):rep(32000) .. "b"
    local info = { title = "t", experts = { ("a"):rep(CELL), many } }
    os.getenv = function() return "70000" end     -- luacheck: ignore
    local ok, text = pcall(require "ianaports.render".info, info)
    os.getenv = getenv                            -- luacheck: ignore
    assert.is_true(ok, text)
    assert.is_truthy(text:find("  " .. ("a"):rep(CELL) .. "\n", 1, true))
    assert.is_truthy(text:find("  " .. many, 1, true))
  end)
end)

describe("a long text is exported", function()
  for _, case in ipairs {
    { "blanks", " ", { "csv", "json", "html", "xml" } },
    { "line breaks", "\n", { "csv", "html", "xml" } },
    { "blanks and line breaks", " \n", { "csv", "html" } },
    { "open brackets", "[", { "csv", "json", "html", "text", "xml" } },
    { "empty brackets", "[]", { "csv", "json", "html", "xml" } },
    { "items", "[a]", { "csv", "json", "html", "xml" } },
  } do
    for _, format in ipairs(case[3]) do
      it(("as %s: %s"):format(format, case[1]), function()
        local cell = long("x", case[2], "x")
        local _, registry = record("assignment_notes", cell)
        assert.is_truthy(assert(registry:export(format)):find(cell, 1, true))
      end)
    end
  end

  it("in a services file, on one line", function()
    local _, registry = record("description", long("x", " ", "\nx"))
    assert.is_truthy(registry:export "services":find(" # x x\n", 1, true))
  end)
end)

describe("a long line of a services file", function()
  for _, case in ipairs {
    { "a 1/tcp", " ", "", 1 },
    { "a 1/tcp", " ", "b", 2 },
    { "a 1/tcp ", "b ", "", 32764 },
    { "a", " ", "1/tcp", 1 },
    { "a 1/tcp #", " ", "", 1 },
    { "a 1/tcp #", " ", "b", 1 },
    { "#", " ", "", 0 },
    { "", " ", "#", 0 },
  } do
    it(("%q, %q ..., %q has %d services"):format(case[1], case[2], case[3], case[4]), function()
      local text = long(case[1], case[2], case[3])
      local registry = assert(ianaports.parse(text, { format = "services" }))
      assert.equal(case[4], #registry:find())
    end)
  end

  it("has aliases of a long name", function()
    local name, comment = ("n"):rep(20000), ("c"):rep(20000)
    local registry = assert(ianaports.parse(name .. " 1/tcp " .. ("b "):rep(10000)
      .. "# " .. comment))
    assert.equal(10001, #registry:find())
    assert.equal(name, registry:find()[10001]:alias_of())
  end)
end)

describe("a long text tells its format by how it begins", function()
  for _, case in ipairs {
    { "[", "JSON" }, { "[ ", "JSON" }, { " ", nil }, { "a ", nil }, { "a", nil },
    { "1-", nil }, { "<", "XML" }, { "\r", nil },
  } do
    it(("%q again and again"):format(case[1]), function()
      local registry, message = ianaports.parse(case[1]:rep(CELL))
      assert.is_nil(registry)
      assert.is_truthy(message:find("^text:"))
      if case[2] then assert.is_truthy(message:find(case[2], 1, true), message) end
    end)
  end
end)

describe("an argument of a megabyte", function()
  for _, unit in ipairs { "a", "-", "1", "é" } do
    it("is no name: " .. unit, function()
      local ok, rule = ianaports.valid_name(unit:rep(2 ^ 20))
      assert.is_false(ok)
      assert.equal("a name has 1 to 15 characters", rule)
    end)
  end

  for _, unit in ipairs { "a", "_", "a.", "_a._tcp.", "/", "tcp/", " ", "\0" } do
    it(("is not found: %q"):format(unit), function()
      local key = unit:rep(2 ^ 18)
      assert.is_nil(ianaports.lookup(key))
      assert.is_nil(ianaports.port(key))
      assert.same({}, ianaports.ports(key))
      assert.is_nil(ianaports.contact(key))
    end)
  end

  for _, case in ipairs {
    { BLANKS .. "443", true }, { "443" .. BLANKS, true },
    { "443" .. BLANKS .. "-" .. BLANKS .. "443", true },
    { BLANKS }, { "443" .. BLANKS .. "x" }, { "443" .. BLANKS .. "443" },
    { "443-443" .. BLANKS .. "x" }, { ("1"):rep(2 ^ 20) },
    { ("1-"):rep(2 ^ 19) }, { ("0"):rep(2 ^ 20) .. "443", true },
    { ("443,"):rep(2 ^ 16) .. "443", true }, { (","):rep(2 ^ 20) },
  } do
    it(("of ports is %s: %q ..."):format(case[2] and "read" or "refused",
      case[1]:gsub("  +", "  "):sub(1, 12)), function()
      local ok, found = pcall(ianaports.find, { port = case[1] })
      assert.equal(case[2] or false, ok)
      if ok then assert.equal(ianaports.find(443), found) end
    end)
  end

  for _, key in ipairs { "name", "description", "assignee", "registration_date" } do
    it("of wildcards is matched: " .. key, function()
      local filled = ianaports.find { has = key }
      assert.equal(filled, ianaports.find { [key] = ("*"):rep(2 ^ 14) } * filled)
      assert.equal(0, #ianaports.find { [key] = ("*?"):rep(2 ^ 16) })
    end)
  end

  it("is no date and no part of one", function()
    assert.is_false((pcall(ianaports.find, { since = DAY .. BLANKS })))
    assert.is_false((pcall(ianaports.find, { registration_date = DAY .. BLANKS })))
  end)
end)
