--- What the command prints: the whole registry in each form, read by Python; some
-- fields; and what a terminal gets.

local bundled = require "spec.support.bundled"
local command = require "spec.support.command"
local csv = require "spec.support.csv"
local shell = require "spec.support.shell"

local DATA = "data/service-names-port-numbers.csv"
local NO_PYTHON = shell.run "python3 -c 0" ~= 0 and "there is no python3"
local NO_SCRIPT = shell.run "script -qec true /dev/null" ~= 0 and "there is no script(1)"

describe("the command prints the whole registry", function()
  for _, form in ipairs { "table", "tsv", "csv", "json" } do
    it("as " .. form .. ", as its text has it #once", function()
      if NO_PYTHON then return pending(NO_PYTHON) end
      local status, out = shell.run(("%s -o %s -s '' | python3 spec/support/read_output.py %s %s")
        :format(command.line, form, form, DATA))
      assert.equal(0, status, out)
      assert.equal(#bundled.records .. " the same\n", out)
    end)
  end
end)

describe("the command prints", function()
  --- {arguments, output}
  local cases = {
    { "443/tcp -1", "https  443  tcp  http protocol over TLS/SSL\n" },
    { "443/tcp -1 -f name", "https\n" },
    { "443/tcp -1 -f port,last_port,name", "443  -  https\n" },
    { "443/tcp -1 -f name,status", "https  assigned\n" },
    { "443/tcp -1 -f port,name -o tsv", "port\tname\n443\thttps\n" },
    { "443/tcp -1 -f name,port -o csv", "name,port\nhttps,443\n" },
    { "443/tcp -1 -f port,name -o json", '[\n{"port":443,"name":"https"}\n]\n' },
    { "x11 -t tcp -f name,port", "x11  6000-6063\n" },
    { "6000-6001/tcp -1 -f port,last_port -o tsv", "port\tlast_port\n6000\t6063\n" },
    { "mysq -q -o json", "[]\n" },
    { "mysq -q -o tsv -f name", "name\n" },
    { "status 22/tcp 50000 -o json",
      '[\n{"port":22,"transport":"tcp","status":"assigned"},\n{"port":50000,"status":"dynamic"}\n]\n' },
    { "-t udp status 49151-49152", "49151/udp  reserved\n49152/udp  dynamic\n" },
    { "export json -t dccp name=https -q", "[]\n" },
    { "check no-such-name -o json", '[\n{"name":"no-such-name","allowed":true,"free":true}\n]\n' },
    { "443/tcp -1 --color=always -f name", "\27[1mhttps\27[m\n" },
    { "443/tcp -1 --color=always -f port,name", "443  https\n" },
  }

  for _, case in ipairs(cases) do
    it("what `ianaports " .. case[1] .. "` asks for #once", function()
      local _, out = command.run(case[1])
      assert.equal(case[2], out)
    end)
  end

  --- What an edition says of itself is in lists.
  local INFO = "-q info --data spec/fixtures/xml/every_rule.xml -f experts,footnotes"
  for form, text in pairs {
    tsv = "experts\tfootnotes\nTCP/UDP: A B; C D,\\nand E F\\nSCTP: G H\\nDCCP: I J and K L\t"
      .. "1: It is only appropriate in explicitly-\\nconfigured experiments.  See [RFC3692].\\n2: Another one\n",
    json = '[\n{"experts":["TCP/UDP: A B; C D,\\nand E F","SCTP: G H","DCCP: I J and K L"],"footnotes":'
      .. '{"1":"It is only appropriate in explicitly-\\nconfigured experiments.  See [RFC3692].",'
      .. '"2":"Another one"}}\n]\n',
  } do
    it("lists as " .. form .. " #once", function()
      assert.equal(text, command.output(INFO .. " -o " .. form))
    end)
  end

  it("titles in front of texts in lists #once", function()
    local out = command.output "-q info --data spec/fixtures/services/every_rule.txt -f skipped -o tsv"
    assert.truthy(out:find "^skipped\n%d+: rtmp 1/ddp # Routing", out)
  end)

  it("what changed between two editions, and what is free in one #once", function()
    local old, new = os.tmpname(), os.tmpname()
    shell.write(old, csv.of_rows("a,1,tcp,A,,,,,,,,", "b,2,tcp,B,,,,,,,,"))
    shell.write(new, csv.of_rows("b,2,tcp,Bee,,,,,,,,", "c,3-4,udp,C,,,,,,,,"))
    local line = ("diff %s %s"):format(old, new)
    local code, out = command.run(line .. " -o tsv -f change,fields,name,port,last_port,description")
    assert.equal(1, code)
    assert.equal("change\tfields\tname\tport\tlast_port\tdescription\n"
      .. "removed\t\ta\t1\t\tA\nadded\t\tc\t3\t4\tC\nchanged\tdescription\tb\t2\t\tBee\n", out)
    code, out = command.run(line)
    assert.equal(1, code)
    assert.equal("1 added, 1 removed, 1 changed\n- a 1/tcp  A\n+ c 3-4/udp  C\n* b 2/tcp  Bee (description)\n", out)
    line = " free range=system -t tcp to=5 --data " .. new
    assert.equal("0  1\n3  5\n", command.output(line))
    assert.equal('[\n{"first":3,"last":5}\n]\n', command.output("-1 -o json" .. line .. " -n 3"))
    os.remove(old)
    os.remove(new)
  end)

  it("cells that TSV and CSV must protect #once", function()
    local path = os.tmpname()
    shell.write(path, csv.of_rows 'odd,7,tcp,"a ""b"", c\\\n\td",,,,,,,,')
    local line = "7 -f name,description --data " .. path
    assert.equal('name\tdescription\nodd\ta "b", c\\\\\\n\\td\n', command.output(line .. " -o tsv"))
    assert.equal('name,description\nodd,"a ""b"", c\\\n\td"\n', command.output(line .. " -o csv"))
    assert.equal('[\n{"name":"odd","description":"a \\"b\\", c\\\\\\n\\td"}\n]\n',
                 command.output(line .. " -o json"))
    assert.equal('odd  a "b", c\\ d\n', command.output(line))
    os.remove(path)
  end)
end)

describe("a terminal", function()
  local EVIL = "\27[31mred\7\194\155"          -- commands to a terminal
  local path

  setup(function()
    path = os.tmpname()
    shell.write(path, csv.of_rows('"odd' .. EVIL .. '",7,tcp,"' .. EVIL .. '",,,,,,,,'))
  end)
  teardown(function() os.remove(path) end)

  --- What the command writes to a terminal.
  local function on_terminal(arguments, environment)
    local inner = command.line:gsub("%-u NO_COLOR %-u TERM", environment or "TERM=xterm")
    return select(2, shell.run("script -qec " .. shell.quote(inner .. " " .. arguments)
                               .. " /dev/null </dev/null"))
  end

  for _, arguments in ipairs { "7", "7 -f name", "7 -o csv", "7 -o tsv", "7 -o json", "export csv",
                               "export services", "export html", "diff spec/fixtures/pack/records.csv",
                               "'no\27such'", "check 'no\27such'" } do
    it("gets no control character from `ianaports " .. arguments:gsub("\27", "?") .. "` #once", function()
      if NO_SCRIPT then return pending(NO_SCRIPT) end
      local out = on_terminal(arguments .. " --color=never --data " .. path)
      assert.is_true(#out > 5, out)
      assert.is_nil(out:gsub("[\r\n\t]", ""):find "[%c\127]", out)
      assert.is_nil(out:find "\194[\128-\159]")
    end)
  end

  it("is asked: elsewhere the bytes are the registry's #once", function()
    assert.truthy(command.output("7 -o csv --data " .. path):find(EVIL, 1, true))
  end)

  --- {environment, option, whether names are bold}
  for _, case in ipairs { { "TERM=xterm", "", true }, { "TERM=xterm NO_COLOR=", "", true },
                          { "TERM=xterm NO_COLOR=1", "", false }, { "TERM=dumb", "", false },
                          { "TERM=dumb NO_COLOR=1", "--color=always", true },
                          { "TERM=xterm", "--color=never", false } } do
    it(("has names that %sstand out with %s %s #once"):format(case[3] and "" or "do not ", case[1],
                                                           case[2]), function()
      if NO_SCRIPT then return pending(NO_SCRIPT) end
      local out = on_terminal("443/tcp -1 -f name " .. case[2], "-u NO_COLOR " .. case[1])
      assert.equal(case[3] and "\27[1mhttps\27[m\r\n" or "https\r\n", out)
    end)
  end
end)
