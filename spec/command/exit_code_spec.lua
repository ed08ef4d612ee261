--- What the command says with its exit code, and what it says on stderr.

local command = require "spec.support.command"
local shell = require "spec.support.shell"

local CSV = "data/service-names-port-numbers.csv"

describe("the command", function()
  --- {arguments, exit code, what stdout has, what stderr has}
  local cases = {
    -- 0: all found
    { "443/tcp -1 -f name", 0, "^https\n$", "^$" },
    { "-q https/tcp -1 -f name", 0, "^https\n$", "^$" },
    { "status 9311/udp", 0, "^9311/udp  unassigned\n$", "^$" },
    { "check my-service", 0, "^my%-service  allowed and free\n$", "^$" },
    { "diff " .. CSV, 0, "^0 added, 0 removed, 0 changed\n$", "^$" },
    { "-V", 0, "^ianaports %d+%.%d+%.%d+\n$", "^$" },
    { "-h", 0, "ianaports %[OPTION%]... QUERY...", "^$" },
    -- 1: not so
    { "http no-such-name", 1, "^http +80 ", "^ianaports: no%-such%-name: no such name\n$" },
    { "mysq", 1, "^$", "^ianaports: mysq: no such name; %d+ records mention it: ianaports %-s mysq\n$" },
    { "70000", 1, "^$", "70000: the last port is 65535" },
    { "65535/dccp", 1, "^$", "65535/dccp: no record; the port is dynamic" },
    { "-q mysq https/tcp -1 -f name", 1, "^https\n$", "^$" },
    { "-s 'no such text'", 1, "^$", "no such text: in no record" },
    { "name=no-such-name", 1, "^$", "no record matches" },
    { "http port=443", 1, "^$", "http: no record matches" },
    { "check http", 1, "^http  taken: 80/tcp, 80/udp", "^$" },
    { "check my--service", 1, "two hyphens side by side", "^$" },
    { "free -n 60000", 1, "^$", "no such run of ports" },
    { "export json name=no-such-name", 1, "^%[%]\n$", "no record matches" },
    -- 2: wrong usage
    { "colour=red", 2, "^$", 'unknown key "colour"; known keys: alias' },
    { "--nothing", 2, "^$", "unknown option" },
    { "--dat", 2, "^$", "unknown option '%-%-dat'; Did you mean '%-%-data'%?\n" },
    { "-t quic 443", 2, "^$", 'transport must be .*, got "quic"\n' },
    { "443 -f colour", 2, "^$", 'no field "colour"; known: name' },
    { "443 -o yaml", 2, "^$", "must be one of 'table', 'tsv', 'csv', 'json'" },
    { "443 --data a --bundled", 2, "^$", "can not be used together" },
    { "6063-6000", 2, "^$", "port must be" },
    { "status https", 2, "^$", 'from 0 to 65535.* got "https"' },
    { "status 65536", 2, "^$", 'got "65536"' },
    { "free from=1", 2, "^$", "from must be a port from 1024" },
    { "free 443", 2, "^$", "443 is no KEY=VALUE" },
    { "export", 2, "^$", "missing argument 'format'" },
    { "export csv 443", 2, "^$", "443 is no KEY=VALUE" },
    { "export yaml", 2, "^$", "format must be" },
    { "diff", 2, "^$", "missing argument 'old'" },
    -- 3: a failure outside
    { "-q 443 --data no-such-file", 3, "^$", "no%-such%-file: No such file" },
    { "443 --data no-such-file", 3, "^$", "no%-such%-file: No such file" },
    { "443 --data README.md", 3, "^$", "README.md:%d+: " },
    { "diff no-such-file", 3, "^$", "no%-such%-file: No such file" },
    { "export csv -O no-such-folder/x", 3, "^$", "No such file" },
  }

  for _, case in ipairs(cases) do
    it(("answers `ianaports %s` with %d #once"):format(case[1], case[2]), function()
      local code, out, err = command.run(case[1])
      assert.equal(case[2], code)
      assert.truthy(out:find(case[3]), out)
      assert.truthy(err:find(case[4]), err)
    end)
  end

  it("points to its help where the usage is wrong #once", function()
    local _, _, err = command.run "--nothing"
    assert.truthy(err:find("\nTry `ianaports --help`.\n", 1, true))
  end)

  it("has a help of one screen #once", function()
    local lines = 0
    for line in command.output("--help"):gmatch "([^\n]*)\n" do
      assert.is_true(#line <= 80, line)
      lines = lines + 1
    end
    assert.is_true(lines > 10 and lines <= 24, lines)
  end)

  it("gives the help of a verb where its arguments are missing #once", function()
    assert.equal(0, (command.run "diff -h"))
  end)

  it("answers and tells under this Lua", function()
    local code, out, err = command.run "443/tcp mysq -o tsv -f port,name"
    assert.equal(1, code)
    assert.equal("port\tname\n443\thttps\n", out)
    assert.truthy(err:find "^ianaports: mysq: no such name")
  end)
end)

describe("the script of the command", function()
  local script = "env -u LUA_PATH -u LUA_CPATH IANAPORTS_DATA= "

  it("runs from the checkout, in whatever folder, with the build of its Lua #shape", function()
    local here = shell.lines "pwd"[1]
    local lua = shell.lua():match "%S+$"
    assert.same({ "https" }, shell.lines("cd / && " .. script .. lua .. " "
      .. shell.quote(here .. "/lua/bin/ianaports") .. " 443/tcp -1 -f name"))
    assert.same({ "https" }, shell.lines("cd lua/bin && " .. script .. lua
      .. " ianaports 443/tcp -1 -f name"))
  end)

  it("says where the module is not found #once", function()
    local copy = os.tmpname()
    shell.write(copy, (shell.read "lua/bin/ianaports":gsub("/usr/local", "/nowhere")))
    local code, out = shell.run("cd / && LUA_PATH='/nowhere/?.lua' " .. shell.lua():match "%S+$"
      .. " " .. copy .. " 443")
    os.remove(copy)
    assert.equal(3, code)
    assert.truthy(out:find "^ianaports: no module for Lua %S+ beside this program, .* below /nowhere")
  end)

  for _, missing in ipairs { { "argparse", "443", "argparse is not installed" },
                             { "dkjson", "443 -o json", "dkjson is not installed" } } do
    it("says that " .. missing[1] .. " is missing", function()
      local without = ("-e 'package.preload[%q] = function() error() end'")
        :format(missing[1])
      local code, out = shell.run((command.line:gsub("%-l ianaports", function(l)
        return without .. " " .. l
      end)) .. " " .. missing[2])
      assert.equal(3, code)
      assert.truthy(out:find("ianaports: .*" .. missing[3] .. " %(Debian: lua%-" .. missing[1]))
    end)
  end
end)
