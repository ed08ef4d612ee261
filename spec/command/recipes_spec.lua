--- The recipes of lua/bin/README.md that are no examples with an answer: logs that grow,
-- and logs in pieces, by the commands that the manual gives to other programs.

local command = require "spec.support.command"
local shell = require "spec.support.shell"

local MANUAL = shell.read "lua/bin/README.md"

--- A folder with the command, and with pieces of a made-up log: Zeek's columns
--- without titles, ports 1 to 3000, tcp and udp in turn.
local folder

setup(function()
  folder = command.folder()
  local lines = {}
  for port = 1, 3000 do
    lines[port] = ("1.5\tC%d\t10.0.0.7\t51234\t192.0.2.9\t%d\t%s\n"):format(port, port,
      port % 2 == 0 and "udp" or "tcp")
  end
  shell.write(folder .. "/whole", table.concat(lines))
  shell.write(folder .. "/part-1", table.concat(lines, "", 1, 1000))
  shell.write(folder .. "/part-2", table.concat(lines, "", 1001))
end)
teardown(function() shell.run("rm -r " .. folder) end)

--- What a line of a shell prints in that folder.
local function output(line)
  local status, out = shell.run(("cd %s && PATH=.:\"$PATH\" && %s"):format(folder, line))
  assert.equal(0, status, out)
  return out
end

describe("the manual's command for", function()
  --- {program, where its command stands, the columns that it names}
  local cases = {
    { "Hadoop", "-mapper '(ianaports [^']*)'", "1-" },
    { "Spark", '`(%-%-input tsv [^`]*)`', "1-" },
    { "ClickHouse", "`exec (ianaports [^`]*)`", "6-" },
  }

  for _, case in ipairs(cases) do
    it(case[1] .. " gives of pieces what it gives of the whole #once", function()
      local filter = assert(MANUAL:match("| " .. case[1] .. "[^\n]*")):match(case[2])
      filter = filter:gsub("^%-%-", "ianaports annotate --")
      local whole = output(("cut -f %s whole | %s"):format(case[3], filter))
      assert.truthy(whole:find "443\ttcp\thttps\n")
      assert.truthy(whole:find "514\tudp\tsyslog\n")
      assert.equal(whole, output(("for part in part-1 part-2; do cut -f %s $part | %s; done")
        :format(case[3], filter)))
    end)
  end

  it("Spark takes lines of JSON #once", function()
    local filter = MANUAL:match '%.pipe%("(ianaports [^"]*)"%)'
    assert.equal('{"id.resp_p":443,"proto":"tcp","iana_name":"https"}\n',
      output([[echo '{"id.resp_p":443,"proto":"tcp"}' | ]] .. filter))
  end)

  it("GNU parallel gives what one run gives #once", function()
    if shell.run "command -v parallel" ~= 0 then return pending "there is no parallel" end
    local line = MANUAL:match "\n%$ (parallel [^\n]*)":gsub("1M", "10k"):gsub("access%.log", "whole")
      :gsub("%-%-port 2", "--port 6")
    local whole = output(line:match "ianaports.*" .. " whole")
    assert.equal(whole, output("HOME=. " .. line))
    assert.truthy(whole:find "443\ttcp\thttps\n")
  end)

  it("a log that grows prints a line that was just added #once", function()
    local line = MANUAL:match "`(tail %-f conn%.log | ianaports annotate)":gsub("tail", "timeout 1 tail -n +1")
    local out = output(("cp %s/spec/fixtures/logs/conn.log . && { (sleep 0.3; printf "
      .. "'1.5\\tC4\\t10.0.0.7\\t51234\\t192.0.2.9\\t8883\\ttcp\\tmqtt\\n' >>conn.log) & "
      .. "%s | grep -m 1 secure-mqtt; }"):format(shell.quote(shell.lines "pwd"[1]), line))
    assert.equal("1.5\tC4\t10.0.0.7\t51234\t192.0.2.9\t8883\ttcp\tmqtt\tsecure-mqtt\n", out)
  end)
end)
