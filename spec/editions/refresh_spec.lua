--- `make refresh`: data/ anew from an edition in IANA's XML, all of it or
-- nothing. It runs on a copy of data/.

local csv = require "spec.support.csv"
local csv_files = require "spec.support.csv_files"
local json = require "dkjson"
local oracle = require "spec.support.oracle"
local shell = require "spec.support.shell"
local updating = require "spec.support.updating"

local FILES = { "service-names-port-numbers.csv", "contacts.csv", "registry.csv", "SOURCES.md" }

local NO_READER = not pcall(require, "lxp") and "LuaExpat is not installed"
local NO_SERVER = NO_READER or shell.run "command -v python3 curl" ~= 0 and "python3 or curl is not installed"

--- An edition of a few records, far too small to pass; it has what the format of
--- today does not know, and a contact with two URIs.
local SMALL = [[
<registry xmlns="http://www.iana.org/assignments" id="service-names-port-numbers">
<title>A, "quoted" Title</title>
<category>C</category>
<updated>2026-01-02</updated>
<xref type="rfc" data="rfc6335"/>
<expert>TCP/UDP: A B,
and C
SCTP: D</expert>
<note>A note,
  as it is.</note>
<record date="2001-02"><name>a</name><protocol>tcp</protocol>
<xref type="person" data="P_Q"/><description>one, "two"<br/>three</description>
<number>80</number><licence>MIT</licence></record>
<people><person id="P_Q"><name>P Q</name><org>O, Inc.</org><uri>mailto:p&amp;q</uri>
<uri>tel:+1</uri><updated>2001-02-03</updated></person></people>
<footnote anchor="1">It is [RFC1].</footnote>
</registry>
]]

--- Its three files, but for the titles of the records.
local SMALL_CONTACTS = 'ID,Name,Organization,Contact URI,Last Updated\n'
  .. 'P_Q,P Q,"O, Inc.","mailto:p&q\ntel:+1",2001-02-03\n'
local SMALL_FACTS = 'key,value\nid,service-names-port-numbers\n'
  .. 'title,"A, ""quoted"" Title"\ncategory,C\nupdated,2026-01-02\n'
  .. 'expert,"TCP/UDP: A B,\nand C"\nexpert,SCTP: D\nnote,"A note,\n  as it is."\n'
  .. 'skipped:13,<licence> in <record>\nfootnote:1,It is [RFC1].\nreference,[RFC6335]\n'
  .. "format,CSV\nformat,XML\nformat,HTML\nformat,Plain text\n"
local SMALL_ROW = 'a,80,tcp,"one, ""two""\nthree",[P_Q],[P_Q],2001-02,,,,,\r\n'

describe("a refresh of data/ #once", function()
  local folder, data

  setup(function()
    folder = shell.lines "mktemp -d"[1]
    data = folder .. "/data"
    shell.lines(("cp -R data %s"):format(data))
    shell.write(folder .. "/small.xml", SMALL)
  end)

  teardown(function() shell.lines("rm -rf " .. folder) end)

  before_each(function() shell.lines(("rm -rf %s/*; cp data/* %s"):format(data, data)) end)

  --- Refresh from a file; the exit status and what it says.
  local function refresh(path, force, before)
    return shell.run(("FORCE=%s %s -l spec.support.older -e %s %s/refresh.lua %s"):format(force and "1" or "",
      shell.lua(), shell.quote(before or ""), data, path and shell.quote(path) or ""))
  end

  local function text_of(name) return shell.read(data .. "/" .. name) end

  --- The files are those of the project, and there is no other.
  local function is_untouched()
    for _, name in ipairs(FILES) do
      assert.is_true(text_of(name) == shell.read("data/" .. name), name)
    end
    assert.same(shell.lines "ls data", shell.lines("ls " .. data))
  end

  it("rewrites all that an edition says, and tells where it is from", function()
    if NO_READER then return pending(NO_READER) end
    local status, said = refresh(folder .. "/small.xml", true)
    assert.equal(0, status, said)
    assert.equal(csv.of_rows() .. SMALL_ROW, text_of(FILES[1]))
    assert.equal(SMALL_CONTACTS, text_of(FILES[2]))
    assert.equal(SMALL_FACTS, text_of(FILES[3]))
    local page = text_of "SOURCES.md"
    assert.is_truthy(page:find("edition of 2026-01-02, whole", 1, true))
    assert.is_truthy(page:find("`small.xml`", 1, true))
    assert.is_nil(page:find(folder, 1, true))
    assert.equal(shell.read "data/SOURCES.md":match "\n## Refresh\n.*$",
                 page:match "\n## Refresh\n.*$")
    assert.same(shell.lines "ls data", shell.lines("ls " .. data))
  end)

  it("says which rules it waived, what it passed over and what changed", function()
    if NO_READER then return pending(NO_READER) end
    local _, said = refresh(folder .. "/small.xml", true)
    assert.is_truthy(said:find "^refresh: waived: rule %d: ")
    assert.is_truthy(said:find("\npassed over: line 13: <licence> in <record>\n", 1, true))
    assert.is_truthy(said:find("\n- ssh 22/tcp", 1, true))
    assert.is_truthy(said:find("\n2024-04-19 -> 2026-01-02: ", 1, true))
    assert.is_truthy(said:find(" -> 1 contacts; an image of %d+ bytes\n$"))
  end)

  it("takes an edition without a date by force", function()
    if NO_READER then return pending(NO_READER) end
    shell.write(folder .. "/case.xml", (SMALL:gsub("<updated>2026[^\n]*\n", ""):gsub(' date="[^"]*"', "")))
    local status, said = refresh(folder .. "/case.xml", true)
    assert.equal(0, status)
    assert.is_truthy(said:find("\n2024-04-19 -> no date: ", 1, true), said)
    assert.is_nil(text_of "registry.csv":find "updated")
  end)

  for title, case in pairs {
    ["an edition that breaks a rule"] = { SMALL, "refused by rule 4: .* %(FORCE=1 waives it%)\n$" },
    ["another registry, also by force"] = { SMALL:gsub("(id=)\"[^\"]*\"", '%1"http-methods"', 1),
      'another registry, "http%-methods"\n$', true },
    ["one without an id, also by force"] = { SMALL:gsub(" id=\"[^\"]*\"", "", 1),
      "refused by rule 2: no id\n$", true },
    ["a malformed file"] = { SMALL:sub(1, 400), ":%d+: malformed XML: ", true },
    ["a CSV"] = { csv.of_rows "a,1,tcp,,,,,,,,,", "malformed XML", true },
    ["an empty file"] = { "", "malformed XML", true },
  } do
    it("refuses " .. title .. ", and changes nothing", function()
      if NO_READER then return pending(NO_READER) end
      shell.write(folder .. "/case.xml", case[1])
      local status, said = refresh(folder .. "/case.xml", case[3])
      assert.equal(1, status)
      assert.is_truthy(said:find "^refresh: [^\n]*\n$", said)
      assert.is_truthy(said:find(case[2]), said)
      is_untouched()
    end)
  end

  it("says so if there is no such file", function()
    local status, said = refresh(folder .. "/none.xml")
    assert.equal(1, status)
    assert.equal(("refresh: %s/none.xml: No such file or directory\n"):format(folder), said)
    is_untouched()
  end)

  for _, name in ipairs(FILES) do
    for what, before in pairs {
      ["write"] = "",
      ["replace"] = ([[local rename = os.rename
        os.rename = function(from, to)
          if to:find("%s", 1, true) then return nil, "a failure" end
          return rename(from, to)
        end]]):format(name),
    } do
      it("changes nothing if it cannot " .. what .. " " .. name, function()
        if NO_READER then return pending(NO_READER) end
        local new = data .. "/" .. name .. ".new"
        if what == "write" then shell.lines("mkdir " .. new) end
        local status, said = refresh(folder .. "/small.xml", true, before)
        shell.run("rmdir " .. new)
        assert.equal(1, status)
        assert.is_truthy(said:find "; nothing was changed\n$", said)
        is_untouched()
      end)
    end
  end

  it("downloads IANA's newest edition where no file is given", function()
    if NO_SERVER then return pending(NO_SERVER) end
    shell.write(folder .. "/edition.xml", SMALL)
    local url, stop = updating.serve(folder)
    local from = 'require "ianaports.command.update".URL = "%s%s"'
    local none, failed = refresh(nil, true, from:format(url, "missing"))
    assert.equal(1, none)
    assert.is_truthy(failed:find "^refresh: http[^\n]*404[^\n]*\n$", failed)
    is_untouched()
    local status, said = refresh(nil, true, from:format(url, "ok"))
    stop()
    assert.equal(0, status, said)
    assert.equal(SMALL_CONTACTS, text_of(FILES[2]))
    assert.is_truthy(text_of "SOURCES.md":find("XML, <" .. url .. "ok>.\n", 1, true))
  end)

  for _, path in ipairs(oracle.editions "xml") do
    it("from " .. path:match "[^/]*$" .. " gives what an independent reader does", function()
      if NO_READER then return pending(NO_READER) end
      local status, said = refresh(path, true)
      assert.equal(0, status, said)
      assert.is_true(oracle.read("--csv", path) == text_of(FILES[1]))
      local cells, contacts = csv.parse(text_of(FILES[2])), {}
      for i = 2, #cells do
        local contact = { uri = {} }
        for j, field in ipairs { "id", "name", "organization", "uri", "updated" } do
          contact[field] = cells[i][j] ~= "" and cells[i][j] or nil
        end
        contacts[i - 1] = contact
      end
      local expected = {}
      for line in oracle.read("--contacts", path):gmatch "[^\n]+" do
        local contact = json.decode(line)
        if type(contact.uri) == "table" then contact.uri = table.concat(contact.uri, "\n") end
        expected[#expected + 1] = contact
      end
      assert.equal(#expected, #contacts)
      for i, contact in ipairs(expected) do
        for field, value in pairs(contact) do assert.equal(value, contacts[i][field]) end
      end
      local size = tonumber(said:match "an image of (%d+) bytes")
      assert.is_true(size <= 1050000, size)
      local packed = folder .. "/image.c"
      status, said = shell.run(("%s %s/%s %s/%s %s/%s %s"):format(shell.pack, data, FILES[1], data,
        FILES[2], data, FILES[3], packed))
      assert.equal(0, status, said)
      assert.equal(size, #csv_files.image_in(packed))
    end)
  end
end)
