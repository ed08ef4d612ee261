-- A record, a contact, info and a diff are plain tables that a script may
-- change.  A method that reads a field of another type than its column's raises
-- at the caller's line; tostring raises for none.

local ianaports = require "ianaports"

local A_STRING = "%s must be a string, got "
local PORT = "%s must be an integer from 0 to 65535, got "
local COUNT = #ianaports.find()

-- A method, a field that it reads, its rule, and values that break it.
local NO_STRINGS = { 5, 1.5, true, false, {}, print, setmetatable({}, { __tostring = error }) }
local NO_PORTS = { "80", "x", true, false, {}, -1, 65536, 1.5, 0 / 0, 1 / 0 }

local CASES = {
  { "assignees", "assignee", A_STRING, NO_STRINGS },
  { "contacts", "contact", A_STRING, NO_STRINGS },
  { "references", "reference", A_STRING, NO_STRINGS },
  { "alias_of", "assignment_notes", A_STRING, NO_STRINGS },
  { "txt_keys", "assignment_notes", A_STRING, NO_STRINGS },
  { "srv", "name", A_STRING, NO_STRINGS },
  { "srv", "transport", A_STRING, NO_STRINGS },
  { "aliases", "name", A_STRING, NO_STRINGS },
  { "aliases", "transport", A_STRING, NO_STRINGS },
  { "aliases", "transport", '%s must be "tcp", "udp", "sctp" or "dccp" or 6, 17, 132 or 33, got ',
    { "icmp", "", "tcp\0" } },
  { "aliases", "port", PORT, NO_PORTS },
  { "aliases", "last_port", "%s must be an integer from 80 to 65535, got ", { 79, "90", {}, 65536 } },
  { "range", "port", PORT, NO_PORTS },
  { "status", "row", ("%%s must be an integer from 1 to %d, got "):format(COUNT),
    { 0, COUNT + 1, "x", "1", 1.5, {}, true } },
}

local function shown(value)
  local kind = type(value)
  if kind == "string" then return '"' .. value:gsub("%z", "\\x00") .. '"' end
  return kind == "number" and tostring(value) or kind
end

describe("the method", function()
  for _, case in ipairs(CASES) do
    local method, field, rule = case[1], case[2], case[3]
    for _, value in ipairs(case[4]) do
      it(("%s raises for a record whose %s is %s"):format(method, field, shown(value)), function()
        local record = ianaports.lookup("www", "tcp")
        record[field] = value
        local ok, message = pcall(function()
          local answer = record[method](record)
          return answer
        end)
        assert.is_false(ok)
        local start = ("bad argument #1 to '%s' (" .. rule):format(method, field)
        local text = message:match "^[^\n]*changed_fields_spec%.lua:%d+: (.*)$"
        assert.equal(start .. shown(value), text:sub(1, -2))
      end)
    end
  end

  it("status raises for a record without a row", function()
    local record = ianaports.lookup(22)
    record.row = nil
    local _, message = pcall(record.status, record)
    assert.matches("bad argument #1 to 'status' %(row must be an integer", message)
  end)

  it("aliases takes the last port that there may be, and the first", function()
    local record = ianaports.lookup("http", "tcp")
    for _, last in ipairs { 80, 81, 65534, 65535 } do
      record.last_port = last
      assert.equal("www", record:aliases()[1])
    end
  end)

  it("answers of a record whose fields hold what their columns may", function()
    local record = ianaports.lookup("http", "tcp")
    record.port, record.transport = 80.0, "TCP"
    assert.same({ "www", "www-http" }, record:aliases())
    record.name, record.transport = nil, nil
    assert.same({}, record:aliases())
    assert.is_nil(record:srv())
    record.port = 65535.0
    assert.equal("dynamic", record:range())
  end)
end)

-- Values of every type but string, and some of them with metamethods that raise.
local raising = setmetatable({}, { __tostring = error, __index = error, __len = error,
  __concat = error, __call = error })
local ANY = { 5, 1.5, true, false, {}, { 1, {} }, print, raising, { raising, raising },
  coroutine.create(function() end), io.stdout, "x\27\155", ianaports.find(22), 0 / 0 }

local function is_text(value)
  local text = tostring(value)
  assert.equal("string", type(text))
  assert.is_nil(text:find "\27")
end

local one, other = assert(ianaports.new { { name = "a", port = 1 }, { name = "c", port = 3 } }),
  assert(ianaports.new { { name = "a", port = 1, description = "x" }, { name = "b", port = 2 } })

local function a_diff() return ianaports.diff(one, other) end

describe("tostring raises", function()
  for title, case in pairs {
    ["no error of a record"] = { function() return ianaports.lookup "x11" end,
      { "name", "port", "last_port", "transport", "description", "row", "assignee" } },
    ["no error of a contact"] = { function() return ianaports.contact "Dan_Razzell" end,
      { "id", "name", "organization", "uri", "email", "updated" } },
    ["no error of info"] = { ianaports.info,
      { "title", "updated", "reference", "records", "contacts", "source", "formats", "experts",
        "notes" } },
    ["no error of a diff"] = { a_diff,
      { "added", "removed", "changed" } },
  } do
    it(title .. ", whatever stands in a field", function()
      for _, field in ipairs(case[2]) do
        for _, value in ipairs(ANY) do
          local it_is = case[1]()
          it_is[field] = value
          is_text(it_is)
          it_is[field] = { value }
          is_text(it_is)
          it_is[field] = nil
          is_text(it_is)
        end
      end
    end)
  end

  it("no error of a list of URIs, notes and changes with such values in them", function()
    local contact, info = ianaports.contact "Dan_Razzell", ianaports.info()
    local diff = a_diff()
    contact.email = nil
    for _, value in ipairs(ANY) do
      contact.uri = { "a", value, "b" }
      info.notes = { { text = value, title = value }, { text = "a" }, value }
      diff.changed = { { new = value, fields = value }, { new = ianaports.lookup(22), fields = { value } },
        value }
      is_text(contact)
      is_text(info)
      is_text(diff)
    end
  end)

  it("no error of a module whose version was changed", function()
    local version = ianaports._VERSION
    for _, value in ipairs(ANY) do
      ianaports._VERSION = value
      local ok, text = pcall(tostring, ianaports)
      ianaports._VERSION = version
      assert.is_true(ok, text)
    end
  end)
end)
