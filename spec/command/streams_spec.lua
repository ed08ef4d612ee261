--- The command and the world: pipes that nobody reads, disks without room, files
-- that cannot be read.

local command = require "spec.support.command"
local shell = require "spec.support.shell"

describe("the command", function()
  --- {title, a line of a shell with the command at %s, exit code, what is said}
  local cases = {
    { "says that a disk is full", "%s 443 >/dev/full", 3, "standard output: No space left on device" },
    { "says it of an export as well", "%s export csv >/dev/full", 3, "No space left on device" },
    { "says it of its help", "%s -h >/dev/full", 3, "No space left on device" },
    { "says it of its version", "%s -V >/dev/full", 3, "No space left on device" },
    { "says that standard output is closed", "%s 443 >&-", 3, "standard output: Bad file descriptor" },
    { "says that standard input is closed", "%s - <&-", 3, "standard input: Bad file descriptor" },
    { "says that standard input is a folder", "%s - </", 3, "standard input: Is a directory" },
    { "says that a file is a folder", "%s 443 --data /", 3, "/: " },
    { "says of a file that is none what it is", "%s 443 --data /dev/null", 3, "/dev/null: " },
    { "prints to a closed stderr nothing, and goes on", "%s mysq 2>&-", 1, false },
  }

  for _, case in ipairs(cases) do
    it(case[1], function()
      local code, out = shell.run((case[2]:format(command.line)))
      assert.equal(case[3], code)
      if case[4] then
        assert.truthy(out:find("ianaports: ", 1, true) and out:find(case[4], 1, true), out)
      else
        assert.equal("", out)
      end
    end)
  end

  it("says that what the environment names is not asked", function()
    local line = command.line:gsub("IANAPORTS_DATA=", "IANAPORTS_DATA=no-such-file HOME=/nowhere XDG_DATA_HOME=")
    local code, out = shell.run(line .. " 443/tcp -1 -f name")
    assert.equal(0, code)
    assert.truthy(out:find "ianaports: no%-such%-file: No such file or directory\n")
    assert.truthy(out:find "https\n")
    assert.same({ "https" }, shell.lines(line .. " 443/tcp -1 -f name --bundled"))
  end)

  it("ends quietly where nobody reads the pipe #once", function()
    local code = os.tmpname()
    local line = "{ %s %s export csv; echo $? >" .. code .. "; } | head -n 1 | cut -c 1-12"
    local _, out = shell.run(line:format("", command.line))
    assert.equal("Service Name\n", out)
    assert.equal("141\n", shell.read(code))             -- the signal's
    _, out = shell.run(line:format("trap '' PIPE;", command.line))
    assert.equal("Service Name\n", out)
    assert.equal("0\n", shell.read(code))
    os.remove(code)
  end)

  it("ends quietly where it is interrupted #once", function()
    local code, out = shell.run("sleep 0.3 | timeout --preserve-status --foreground -s INT 0.1 "
                                .. command.line .. " -")
    assert.equal(130, code)
    assert.equal("", out)
  end)

  it("says what else goes wrong, without a traceback", function()
    local line = command.line:gsub("%-l ianaports", "%0 -e 'package.preload[\"ianaports.command.query\"] = "
      .. "function() error(\"not enough memory\", 0) end'")
    local code, out = shell.run(line .. " 443")
    assert.equal(3, code)
    assert.truthy(out:find "^ianaports: [^\n]*not enough memory\n?[^\n]*\n$", out)
  end)

  it("writes a file whole, and nothing to stdout #once", function()
    local path = os.tmpname()
    assert.equal("", command.output("export csv -O " .. path))
    assert.equal(shell.read "data/service-names-port-numbers.csv", shell.read(path))
    os.remove(path)
  end)

  it("leaves a file as it was where it cannot write #once", function()
    local code, _, err = command.run "export csv -O /dev/full"
    assert.equal(3, code)
    assert.truthy(err:find "/dev/full: ")
  end)
end)
