--- The example of lua/README.md for pandoc, inside pandoc.

local host = require "spec.support.host"
local shell = require "spec.support.shell"

--- The Lua of a pandoc: {ABI, version}.
local function lua_of_pandoc()
  local script = os.tmpname()
  shell.write(script, "io.stderr:write(_VERSION) os.exit(0)")
  local _, output = shell.run("pandoc --lua-filter " .. script .. " </dev/null")
  os.remove(script)
  local major, minor = output:match "Lua (%d)%.(%d)"
  return major and major .. "0" .. minor or "none", major and major .. "." .. minor or "none"
end

describe("in pandoc", function()
  local abi, version = lua_of_pandoc()
  local build, lack = host.build_for("pandoc", { abi }, version)
  if not build then
    pending("the module: " .. lack)
    return
  end

  local filter
  setup(function()
    filter = os.tmpname()
    shell.write(filter, host.examples("pandoc", build)[1])
  end)
  teardown(function() os.remove(filter) end)

  for text, expected in pairs {
    ["Open port:443, please."] = "Open 443 (https), please.",
    ["(port:5060)"] = "(5060 (sip))",
    ["port:65536 and port:100"] = "port:65536 and port:100",
  } do
    it("a filter names ports: " .. text, function()
      assert.same({ expected }, shell.lines(("echo %s | pandoc -f markdown -t plain --lua-filter %s")
        :format(shell.quote(text), filter)))
    end)
  end
end)
