--- What is made on first use is complete, whatever is used first: each case is
-- the first thing that a Lua process asks of the module or of its core.

local shell = require "spec.support.shell"

--- {expression of the module m or of the core c, its value as a text}
local cases = {
  { "m", "ianaports 0.2.0" },
  { "m.name(443)", "https" },
  { "m.names(80)[2]", "www" },
  { "m.port 'imaps'", "993" },
  { "m.ports('x11')[64]", "6063" },
  { "m.lookup(8883)", "secure-mqtt 8883/tcp  Secure MQTT" },
  { "m.lookup 'www':alias_of()", "http" },
  { "m.lookup 'ssh':references()[1].url", "https://www.rfc-editor.org/rfc/rfc4251" },
  { "getmetatable(m.lookup 'ssh').__index.srv(m.lookup 'ssh')", "_ssh._tcp" },
  { "m.status(9311, 'tcp')", "unassigned" },
  { "m.range(80)", "system" },
  { "m.records { port = 993 }()", "imaps 993/tcp  IMAP over TLS protocol" },
  { "m.records(function(r) return r.name == 'telnet' end)().port", "23" },
  { "select(3, m.services(993)())", "tcp" },
  { "m.unassigned { length = 10, from = 4000 }()", "4461" },
  { "m.contact 'D_J_Bernstein'", "[D_J_Bernstein]  D. J. Bernstein, ports@box.cr.yp.to, updated 2018-04-05" },
  { "m.contacts()().id ~= nil", "true" },
  { "m.info().source", "bundled" },
  { "#m 'printer'", "24" },
  { "m { has = 'unauthorized_use', range = 'system' }[1].name", "finger" },
  { "m.find(993)", "2 records\nimaps  993  tcp  IMAP over TLS protocol\n-      993  udp  Reserved" },
  { "m.find(993) * m.find 'IMAP over TLS protocol' == m.find { name = 'imaps' }", "true" },
  { "m.find(993).names(m.find(993))[1]", "imaps" },
  { "m.find(993):export 'services' ~= ''", "true" },
  { "m.export 'csv':match '%a+ %a+'", "Service Name" },
  { "m.diff(m, m)", "0 added, 0 removed, 0 changed" },
  { "m.new { { name = 'mine', port = 7 } }:name(7)", "mine" },
  { "m.overlay { { name = 'mine', port = 7 } }:info().source", "bundled" },
  { "m.parse('a 1/tcp', { format = 'services' })", "registry: 1 record, 0 contacts" },
  { "m.valid_name 'a--b'", "false" },
  { "c.bundled():lookup(443).name", "https" },
  { "c.type 'registry'.__index.name(c.bundled(), 443)", "https" },
  { "c.type 'selection'.methods.first(m.find(443)).port", "443" },
  { "c.open(c.image(c.bundled())):find(443):first().name", "https" },
  { "getmetatable(c.bundled()) == c.type 'registry' and getmetatable(m) == c.type 'module'", "true" },
  { "c.nothing", "nil" },
}

local asked = [[
  local m, c = require "ianaports", require "ianaports.core".internals()
  io.write(tostring((%s)))]]

describe("asked first", function()
  for _, case in ipairs(cases) do
    it(("%s is %s"):format(case[1], case[2]:match "[^\n]*"), function()
      local status, said = shell.run(shell.lua() .. " -e " .. shell.quote(asked:format(case[1])))
      assert.equal(case[2], said)
      assert.equal(0, status)
    end)
  end
end)

describe("the module, required again", function()
  local loaded = package.loaded.ianaports

  after_each(function() package.loaded.ianaports = loaded end)

  it("is another table, of the same type and of the same registry", function()
    local before = require "ianaports"
    package.loaded.ianaports = nil
    local after = require "ianaports"
    assert.are_not.equal(before, after)
    assert.equal(getmetatable(before), getmetatable(after))
    assert.is_true(before.find(443) == after.find(443))
    assert.equal("0 added, 0 removed, 0 changed", tostring(before.diff(before, after)))
  end)
end)

describe("to require the module", function()
  it("loads no other file of it", function()
    local status, said = shell.run(shell.lua() .. " -e " .. shell.quote [[
      require "ianaports"
      local names = {}
      for name in pairs(package.loaded) do
        if name:find "^ianaports" then names[#names + 1] = name end
      end
      table.sort(names)
      io.write(table.concat(names, " "))]])
    assert.equal("ianaports ianaports.core", said)
    assert.equal(0, status)
  end)

  it("comes with the first value of a registry that only the core has given", function()
    local status, said = shell.run(shell.lua() .. " -e " .. shell.quote [[
      local core = require "ianaports.core".internals()
      io.write(tostring(core.bundled():lookup(443)))]])
    assert.equal(0, status, said)
    assert.equal("https 443/tcp  http protocol over TLS/SSL", said)
  end)

  it("takes less than 14 KiB of Lua's memory", function()
    local status, said = shell.run(shell.lua() .. " -e " .. shell.quote [[
      collectgarbage()
      local before = collectgarbage "count"
      local ianaports = require "ianaports"
      collectgarbage()
      io.write(collectgarbage "count" - before)]])
    assert.equal(0, status)
    assert.is_true(tonumber(said) > 0 and tonumber(said) < 14, said)
  end)
end)
