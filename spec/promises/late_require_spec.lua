--- The parts of the Lua layer load when they are first needed.  If the files or
-- `require` are gone by then, an error says what to do, and the next call tries
-- again.  After `require "ianaports.all"` all parts are loaded.

local shell = require "spec.support.shell"

local function run(chunk)
  local status, said = shell.run(shell.lua() .. " -e " .. shell.quote(chunk))
  assert.equal(0, status, said)
  return said
end

--- Ways in which a host takes them away, and how it puts them back.
local gone = {
  ["package.path is empty"] = { 'path = package.path package.path = ""', "package.path = path" },
  ["package.cpath is empty too"] = {
    'path, cpath = package.path, package.cpath package.path, package.cpath = "", ""',
    "package.path, package.cpath = path, cpath" },
  ["require is nil"] = { "old, require = require, nil", "require = old" },
  ["require gives something else"] = { "old, require = require, function() return true end",
                                       "require = old" },
}

--- Calls that need a part, and what they answer.
local calls = {
  { "#m.find { name = 'imaps' }", "1" },
  { "m.lookup 'www':alias_of()", "http" },
  { "m.lookup(80):txt_keys()[1]", "u" },
  { "m.info().source", "bundled" },
  { "tostring(m.lookup(993))", "imaps 993/tcp  IMAP over TLS protocol" },
  { "tostring(m.find(993)):match '%d+'", "2" },
  { "m.new { { name = 'mine', port = 7 } }:name(7)", "mine" },
  { "m.parse 'a 1/tcp':name(1)", "a" },
  { "m.parse('a 1/tcp'):export 'services':match 'a +1/tcp'", "a               1/tcp" },
  { "m.latest():name(993)", "imaps" },
  { "m.valid_name 'a--b'", "false" },
  { "m.annotator()('port\\n993\\n'):match 'imaps'", "imaps" },
  { "m.unassigned { length = 10, from = 4000 }()", "4461" },
  { "m.find(993):export 'csv' ~= ''", "true" },
  { "m.find(993):export 'xml' ~= ''", "true" },
  { "m.find(993):export 'text' ~= ''", "true" },
  { "m.find(993):export 'html' ~= ''", "true" },
  { "m.find(993):export 'svg' ~= ''", "true" },
  { "tostring(m.diff(m, m))", "0 added, 0 removed, 0 changed" },
  { "m.overlay { { name = 'mine', port = 9311 } }:name(9311)", "mine" },
  { "tostring(m)", "ianaports 0.2.0" },
}

for way, steps in pairs(gone) do
  describe("where " .. way, function()
    it("an error says what to do, and the next call tries again", function()
      for _, call in ipairs(calls) do
        local said = run(('local m = require "ianaports"\n%s\n'
          .. 'local function ask() return %s end\n'
          .. 'local ok, message = pcall(ask)\n'
          .. 'io.write(tostring(ok), "|", message, "|")\n'
          .. '%s\nio.write(tostring((ask())))'):format(steps[1], call[1], steps[2]))
        local ok, message, answer = said:match "^(.-)|(.*)|(.-)$"
        assert.equal("false", ok, call[1])
        assert.matches('ianaports%.[%w_.]+ is needed now and does not load: .*'
          .. 'require "ianaports%.all" before %(', message)
        assert.equal(call[2], answer, call[1])
      end
    end)

    it("all is there after ianaports.all", function()
      local lines = { 'local m = require "ianaports.all"', "assert(m == require 'ianaports')",
                      steps[1] }
      for _, call in ipairs(calls) do
        lines[#lines + 1] = ("assert(tostring((%s)) == %q)"):format(call[1], call[2])
      end
      assert.equal("", run(table.concat(lines, "\n")))
    end)
  end)
end

describe("ianaports.all", function()
  it("loads every file of the Lua layer and the part in C that reads editions", function()
    local expected = { "ianaports", "ianaports.all", "ianaports.build", "ianaports.core" }
    for _, path in ipairs(shell.lines "cd lua && find ianaports -name '*.lua'") do
      local name = path:gsub("%.lua$", ""):gsub("/", ".")
      -- load_error is for a core that does not load; then there is no more to load.
      -- The command is a program, which the library never loads.
      if name ~= "ianaports.load_error" and name ~= "ianaports.all"
         and not name:find "^ianaports%.command" then
        expected[#expected + 1] = name
      end
    end
    table.sort(expected)
    local said = run [[
      require "ianaports.all"
      local names = {}
      for name in pairs(package.loaded) do
        if name:find "^ianaports" then names[#names + 1] = name end
      end
      table.sort(names)
      io.write(table.concat(names, " "))]]
    assert.equal(table.concat(expected, " "), said)
  end)
end)
