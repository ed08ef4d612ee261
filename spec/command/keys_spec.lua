--- The keys of the command: words, standard input, filters; verbs that are names of
-- services as well.

local command = require "spec.support.command"
local csv = require "spec.support.csv"
local shell = require "spec.support.shell"

describe("the command is asked", function()
  local FORM = " -o tsv -f name,port,transport"
  local HTTPS, HTTP = "https\t443\ttcp\n", "http\t80\ttcp\n"

  --- {what it is, arguments, input, what stdout has below the titles}
  local cases = {
    { "by several words, in their order", "443/tcp 80/tcp -1", nil, HTTPS .. HTTP },
    { "twice for one", "https/tcp https/tcp -1", nil, HTTPS .. HTTPS },
    { "by lines of a pipe", "-1", "printf 'https/tcp\\n80\\n' |", HTTPS .. HTTP },
    { "by lines with CRLF, without a last line end", "-1", "printf '443\\r\\n80' |", HTTPS .. HTTP },
    { "by lines between words", "80 - 80 -1", "echo 443 |", HTTP .. HTTPS .. HTTP },
    { "by lines that are not empty", "-1", "printf '\\n\\n443\\n \\n' |", HTTPS },
    { "by lines with blanks at their ends", "-1", "printf ' 443\\n80\\t\\n' |", HTTPS .. HTTP },
    { "by nothing at all", "-1", "printf '' |", "" },
    { "by a transport in an option", "-t TCP 443 -1", nil, HTTPS },
    { "by a transport's number", "-t 6 https -1", nil, HTTPS },
    { "by a DNS-SD name", "_http._tcp -1", nil, HTTP },
    { "by a run of ports", "6000-6063", nil, "x11\t6000\ttcp\nx11\t6000\tudp\n" },
    { "by a run and a transport", "6063-6063/udp", nil, "x11\t6000\tudp\n" },
    { "by a filter alone", "name=https transport=tcp port=443", nil, HTTPS },
    { "by a filter that comes twice", "name=https name=http transport=tcp has=port port=443,80", nil,
      HTTP .. HTTPS },
    { "by a filter and a word", "https transport=tcp port=1-1000", nil, HTTPS },
    { "by a filter and a text", "-s 'over TLS' transport=tcp port=443", nil, HTTPS },
    { "by records without a transport", "port=6400 transport=", nil, "boe-cms\t6400\t\n" },
    { "by words after --, which are no filters", "-1 -- https/tcp name=https 2>&-", nil, HTTPS },
    { "by words after --, which are no options", "-1 -- https/tcp -x 2>&-", nil, HTTPS },
  }

  for _, case in ipairs(cases) do
    it(case[1] .. " #once", function()
      local _, out = command.run(FORM .. " " .. case[2], case[3])
      assert.equal("name\tport\ttransport\n" .. case[4], out)
    end)
  end

  for span, names in pairs { ["2018..2019-06"] = "b\nc\n", ["..2018-03"] = "a\nb\n", ["2019.."] = "c\n" } do
    it("by dates from and to: " .. span .. " #once", function()
      local path = os.tmpname()
      shell.write(path, csv.of_rows("a,1,tcp,,,,2017-12-31,,,,,", "b,2,tcp,,,,2018-03-01,,,,,",
                                    "c,3,tcp,,,,2019-06-30,,,,,"))
      assert.equal(names, command.output("-f name registration_date=" .. span .. " --data " .. path))
      os.remove(path)
    end)
  end

  it("by a key with a NUL, which is no other key", function()
    local code, out, err = command.run("-1 -f name", "printf '443\\0\\n80\\n443\\0x\\n' |")
    assert.equal(1, code)
    assert.equal("http\n", out)
    assert.equal("ianaports: 443\\x00: no such name\nianaports: 443\\x00x: no such name\n", err)
  end)

  it("by nothing where a filter is given, whatever is in the pipe #once", function()
    assert.equal("https\n", command.output("-1 -f name name=https", "echo http |"))
  end)

  it("for nothing on a terminal, which is wrong usage #once", function()
    if shell.run "script -qec true /dev/null" ~= 0 then return pending "there is no script(1)" end
    local status, out = shell.run("script -qec " .. shell.quote(command.line) .. " /dev/null")
    assert.equal(2, status)
    assert.truthy(out:find "nothing is asked")
  end)
end)

describe("a verb", function()
  it("is one as the first word, whatever options stand in front #once", function()
    assert.equal("443/tcp  assigned\n", command.output "-o table -t tcp status 443 --bundled")
  end)

  --- Words that are the value of an option, or stand behind a query.
  for _, arguments in ipairs { "-1f name 443 status", "443 status -1 -f name",
                               "-1 -f name -- 443 status" } do
    it("is none in `ianaports " .. arguments .. "` #once", function()
      local code, out, err = command.run(arguments)
      assert.equal(1, code)
      assert.equal("https\n", out)
      assert.truthy(err:find "status: no such name")
    end)
  end

  for _, option in ipairs { "-s", "-1s", "--search" } do
    it("is a text after " .. option .. " #once", function()
      local path = os.tmpname()
      shell.write(path, "update-me 7/tcp\n")
      assert.equal("update-me\n", command.output(("-f name --data %s %s update"):format(path, option)))
      os.remove(path)
    end)
  end

  it("is a name after -- #once", function()
    local path = os.tmpname()
    shell.write(path, "status 7/tcp\n")
    assert.equal("status\n", command.output("-1 -f name --data " .. path .. " -- status"))
    os.remove(path)
  end)
end)
