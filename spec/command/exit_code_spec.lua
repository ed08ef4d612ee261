--- What the command says with its exit code, and where it says the rest.

local command = require "spec.support.command"

describe("the command", function()
  --- {arguments, exit code, what stdout has, what stderr has}; "" is empty.
  local cases = {
    { "443/tcp -1 -f name", 0, "^https\n$", "^$" },
    { "-s 'hypertext transfer'", 1, "^$", "in no record" },
    { "http no-such-name", 1, "^http +80 ", "no%-such%-name: no such name" },
    { "70000", 1, "^$", "the last port is 65535" },
    { "mysq", 1, "^$", "^ianaports: mysq: no such name; %d+ records mention it: ianaports %-s mysq\n$" },
    { "-q mysq", 1, "^$", "^$" },
    { "-q http", 0, "^$", "^$" },
    { "colour=red", 2, "^$", 'unknown key "colour"; known keys: alias' },
    { "--nothing", 2, "^$", "unknown option" },
    { "-t quic 443", 2, "^$", "transport must be" },
    { "443 -f colour", 2, "^$", 'no field "colour"; known: name' },
    { "443 --data no-such-file", 3, "^$", "no%-such%-file: No such file" },
    { "443 --data a --bundled", 2, "^$", "can not be used together" },
    { "-V", 0, "^ianaports %d+%.%d+%.%d+\n$", "^$" },
    { "443 >/dev/full", 3, "^$", "standard output: No space left on device" },
    { "443 >&-", 3, "^$", "standard output: Bad file descriptor" },
  }

  for _, case in ipairs(cases) do
    it(("answers `ianaports %s` with %d"):format(case[1], case[2]), function()
      local code, out, err = command.run(case[1])
      assert.equal(case[2], code)
      assert.truthy(out:find(case[3]), out)
      assert.truthy(err:find(case[4]), err)
    end)
  end
end)
