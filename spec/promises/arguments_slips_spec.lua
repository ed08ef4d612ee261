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
    selection = { registry:find(), "find", "export" },
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

  for _, name in ipairs { "records", "names", "ports", "first" } do
    it("is distinguished from it at selection:" .. name, function()
      local selection = registry:find()
      for _, argument in ipairs { {}, { "csv" }, { { name = "a" } } } do
        assert.matches("^bad argument #1 to '.-' %(ianaports%.selection "
          .. "expected, got ", raised(function()
            selection[name](argument[1])
          end))
      end
    end)
  end

  it("may stand where the right thing follows", function()
    assert.equal("a", registry.find(registry, 1):first().name)
    assert.equal(1, registry.info(registry).records)
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
