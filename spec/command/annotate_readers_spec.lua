--- Random lines of CSV and JSON, many of which cannot be read, annotated as
-- Python's csv and json read them. ANNOTATE_SEED and ANNOTATE_LINES say which.

local ianaports = require "ianaports"
local shell = require "spec.support.shell"

local SEED, LINES = os.getenv "ANNOTATE_SEED" or "1", os.getenv "ANNOTATE_LINES" or "3000"

describe("a log that Python reads too #once", function()
  local folder = os.tmpname()
  local there = shell.run "python3 -c 0" == 0

  setup(function()
    os.remove(folder)
    if not there then return end
    shell.lines(("mkdir %s && PYTHONIOENCODING=utf-8 python3 spec/support/annotate_lines.py %s %s %s")
      :format(folder, SEED, LINES, folder))
  end)
  teardown(function() shell.run("rm -rf " .. shell.quote(folder)) end)

  for _, kind in ipairs { "csv", "json" } do
    it("has the same columns and the same lines that cannot be read, as " .. kind, function()
      if not there then pending "there is no python3" end
      local registry = assert(ianaports.parse "alpha 1/tcp\nbeta 2/udp\ngamma 65535/tcp\n")
      local filter = ianaports.annotator { registry = registry }
      local read = shell.read(folder .. "/" .. kind .. ".in")
      local expected = shell.read(folder .. "/" .. kind .. ".out")
      local out = filter(read) .. (filter(nil) or "")
      if out == expected then return end
      local lines = out:gmatch "[^\n]*\n"
      for line in expected:gmatch "[^\n]*\n" do assert.equal(line, lines()) end
    end)
  end
end)
