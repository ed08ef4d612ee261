--- Slips, such as a dot for a colon: each raises an error at the user's line
-- that says what was meant.

local ianaports = require "ianaports"

--- The message of the error that f raises, without its place, which must be in
--- this file.
local function raised(f, ...)
  local ok, message = pcall(f, ...)
  assert.is_false(ok)
  return (message:match "arguments_slips_spec.lua:%d+: (.*)$") or "elsewhere: " .. message
end

describe("a dot for the colon", function()
  local registry = assert(ianaports.new { { name = "a", port = 1 } })

  for kind, case in pairs {
    registry = { registry, "find", "records", "services", "name", "lookup",
                 "unassigned", "info", "save", "export", "overlay" },
    selection = { registry:find(), "find", "export", "records", "names",
                  "ports", "first" },
  } do
    for i = 2, #case do
      local name = case[i]
      it(("is distinguished from it at %s:%s"):format(kind, name), function()
        for _, argument in ipairs { {}, { "csv" }, { { name = "a" } } } do
          assert.equal(("bad argument #1 to '%s' (a %s expected, got %s; "
            .. "write %s:%s(...))"):format(name, kind, type(argument[1]), kind,
            name), raised(function() case[1][name](argument[1]) end))
        end
      end)
    end
  end

  it("may stand where the right thing follows", function()
    assert.equal("a", registry.find(registry, 1):first().name)
    assert.equal(1, registry.info(registry).records)
  end)
end)

-- What each function of the module says of its first argument, where that is
-- the module: a colon was written for the dot.
describe("a colon for the dot", function()
  local PORT, NAME = "port must be an integer from 0 to 65535", "name must be a string"
  local FILTER = "filter must be nil, a port from 0 to 65535, a text, a function or a "
    .. "table of keys"

  for name, rule in pairs {
    name = PORT, names = PORT, status = PORT, range = PORT,
    port = NAME, ports = NAME, valid_name = NAME,
    lookup = "key must be a port or a name", contact = "id must be a string",
    find = FILTER, records = FILTER, services = FILTER,
    unassigned = "options must be a table", latest = "options must be a table",
    annotator = "options must be a table",
    load = "path must be a string", parse = "text must be a string",
    new = "rows must be a table", overlay = "rows must be a table",
    save = "path must be a string",
    export = 'format must be "csv", "xml", "text", "html", "svg", "services", "json" or "lua"',
  } do
    it(("is distinguished from it at ianaports.%s"):format(name), function()
      for _, argument in ipairs { 443, "https", {}, false } do
        assert.equal(("bad argument #1 to '%s' (%s, got the module; write "
          .. "ianaports.%s(...))"):format(name, rule, name), raised(function()
            local answer = ianaports[name](ianaports, argument or nil)
            return answer
          end))
      end
    end)
  end

  it("may stand where no argument is expected, or any registry", function()
    assert.equal(ianaports.info().title, ianaports:info().title)
    assert.equal(ianaports.contacts()().id, ianaports:contacts()().id)
    assert.equal("1 added, 0 removed, 0 changed", tostring(ianaports:diff(assert(
      ianaports.overlay { { name = "a", port = 1 } }))):match "^[^\n]*")
  end)
end)

-- Lua knows no name for a function that pcall calls, LuaJIT says "?".
describe("a function without a name in the call", function()
  local registry = assert(ianaports.new { { name = "a", port = 1 } })

  for name, argument in pairs { name = {}, names = {}, status = {}, port = {}, ports = {},
    lookup = {}, contact = {}, find = true, records = true, services = true,
    unassigned = true, save = {}, export = {}, overlay = true } do
    it("is named by its error, and so is the method: " .. name, function()
      local start = "bad argument #1 to '" .. name .. "' ("
      for _, f in ipairs { ianaports[name], function(...) return registry[name](registry, ...) end } do
        local _, message = pcall(f, argument)
        assert.equal(start, message:gsub("^[^ ]*:%d+: ", ""):sub(1, #start))
      end
    end)
  end

  it("is named with the second argument, too, the object not counted", function()
    for _, name in ipairs { "name", "names", "status", "port", "ports", "lookup" } do
      local start = "bad argument #2 to '" .. name .. "' (transport must be "
      assert.equal(start, select(2, pcall(ianaports[name], "80", "x")):sub(1, #start))
      assert.equal(start, select(2, pcall(registry[name], registry, "80", "x")):sub(1, #start))
    end
  end)
end)

describe("calling a registry", function()
  local ONE = "bad argument #2 to 'find' (there is one filter; a loop goes over "
    .. "records())"
  local registry = assert(ianaports.new { { name = "a", port = 1 } })

  for what, called in pairs { module = ianaports, registry = registry } do
    it("is no loop: the " .. what, function()
      assert.equal(ONE, raised(function()
        for _ in called do error "goes on" end
      end))
    end)

    it("takes one filter: the " .. what, function()
      assert.equal(ONE, raised(function() called("printer", "tcp") end))
      assert.equal(ONE, raised(function() called(nil, nil) end))
    end)

    it("finds: the " .. what, function()
      assert.is_true(#called() >= 1)
      assert.equal(1, called(1):first().port)
    end)
  end
end)
