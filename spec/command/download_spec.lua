--- `ianaports update URL`, from a server that misbehaves, with curl and with wget:
-- what is said of each failure, after which the edition in use is as it was.

local shell = require "spec.support.shell"
local updating = require "spec.support.updating"

--- Whether a program is there.
local function has(program) return (shell.run("command -v " .. program)) == 0 end

for _, program in ipairs { "curl", "wget" } do
  describe("a download by " .. program .. " #once", function()
    local folder, url, stop, stored, environment
    local missing = not has(program) and program or not has "python3" and "python3"
      or not has "timeout" and "timeout"

    local function test(title, body)
      it(title, function()
        if missing then return pending(missing .. " is not installed") end
        body()
      end)
    end

    setup(function()
      if missing then return end
      folder = shell.lines "mktemp -d"[1]
      stored = folder .. "/stored"
      environment = { IANAPORTS_DATA = stored, PATH = updating.programs(folder, program) }
      assert(updating.edition("2026-08-17", "new"):export("xml", folder .. "/edition.xml"))
      url, stop = updating.serve(folder)
    end)

    teardown(function()
      if missing then return end
      stop()
      shell.run("rm -r " .. folder)
    end)

    before_each(function()
      if missing then return end
      shell.run(("rm -f %s* %s/asked"):format(stored, folder))
      assert(updating.edition("2026-03-09"):save(stored))
    end)

    local function update(path, options)
      return updating.run(environment, url .. path .. " " .. (options or ""))
    end

    --- What the last request was: its path and its conditions.
    local function asked()
      return shell.read(folder .. "/asked"):match "([^\n]*)\n$"
    end

    --- The server's fault, what is said in the end, and whether what came stays.
    local cases = {
      { "missing", { curl = "curl: %(22%).* 404", wget = "wget: .*ERROR 404: Not Found" } },
      { "broken", { curl = "curl: %(22%).* 503", wget = "wget: .*ERROR 503" } },
      { "no-content", { curl = "the server answers with 204", wget = "no answer of HTTP" } },
      { "unchanged", "/unchanged: the server answers with 304, unasked" },
      { "html", "refused by rule 1: .*/html:1: HTML", true },
      { "empty", "refused by rule 1: .*/empty: empty", true },
      { "short", { curl = "curl: %(18%)", wget = "wget: the connection failed or ended early" } },
      { "cut", "refused by rule 1: .*/cut:%d+: malformed XML", true },
      { "chunks", { curl = "curl: %(18%)", wget = "wget: the connection failed or ended early" } },
      { "redirect", "a redirect.*, which is not followed" },
      -- curl 8 ends it by itself, with (63)
      { "endless", { curl = "/endless: .*[l(][o6][n3][g)]", wget = "/endless: longer than 2%^25 bytes" } },
      { "long", { curl = "curl: %(63%)", wget = "wget: the connection failed or ended early" } },
      { "bomb", "/bomb: longer than 2%^25 bytes" },
      { "no-http", { curl = "curl: %(1%)", wget = "/no%-http: " } },
    }

    for _, case in ipairs(cases) do
      test("says what is wrong with an answer that is " .. case[1], function()
        local before = shell.read(stored)
        local code, out, said = update(case[1])
        assert.equal("", out)
        assert.matches(type(case[2]) == "table" and case[2][program] or case[2], said)
        assert.equal(3, code)
        assert.is_true(before == shell.read(stored))
        local others = shell.lines("ls -A " .. folder .. " | grep stored")
        local rejected = case[3] and "stored.rejected" or nil
        assert.same({ "stored", rejected }, others)
        if rejected then assert.matches("it stays as " .. stored:gsub("%p", "%%%0") .. "%.rejected", said) end
      end)
    end

    for _, path in ipairs { "slow", "silent" } do
      test("ends after its time where the server is " .. path, function()
        local status, said = shell.run(updating.lua(environment) .. " -e " .. shell.quote(([[
          local fetch = require "ianaports.command.fetch".fetch
          local answer, message = fetch("%s", {}, 0.4)
          io.write(tostring(answer), " ", message)]]):format(url .. path)))
        assert.equal(0, status, said)
        assert.matches(program == "curl" and "^nil .*curl: %(28%)"
          or "^nil .*wget: .*[Tt]?[io][mo][ek ].*", said)
      end)
    end

    for _, path in ipairs { "ok", "gzip" } do
      test("stores what is " .. path .. " and keeps the one before", function()
        local before = shell.read(stored)
        local code, out, said = update(path)
        assert.equal("", said)
        assert.equal("2026-03-09 -> 2026-08-17: 1 added, 1 removed, 0 changed\n", out)
        assert.equal(0, code)
        assert.is_true(before == shell.read(stored .. ".old"))
        local new = assert(require "ianaports".load(stored))
        assert.equal("new", new:name(9, "tcp"))
        assert.equal(0, #require "ianaports".diff(new, updating.edition("2026-08-17", "new")).changed)
      end)
    end

    --- Paths of servers that know whether it changed, and with what they are asked.
    for path, conditions in pairs {
      etag = '/etag "edition%-1" %a+, .*GMT', modified = "/modified %- Mon, 17 Aug 2026 10:00:00 GMT",
    } do
      test("takes nothing twice from a server that knows by " .. path, function()
        assert.equal(0, (update(path)))
        assert.equal("/" .. path .. " - -", asked())
        local before, old = shell.read(stored), shell.read(stored .. ".old")
        local code, out, said = update(path)
        assert.same({ 0, "2026-08-17: not modified\n", "" }, { code, out, said })
        assert.matches("^" .. conditions .. "$", asked())
        assert.is_true(before == shell.read(stored) and old == shell.read(stored .. ".old"))
        code, out = update(path, "--force")
        assert.same({ 0, "2026-08-17: not modified\n" }, { code, out })
        assert.equal("/" .. path .. " - -", asked())
      end)
    end

    test("is asked for whole where the stored edition is from elsewhere", function()
      assert.equal(0, (update "etag"))
      assert.equal(0, (update "modified"))
      assert.equal("/modified - -", asked())
      assert.equal(0, (updating.run(environment, folder .. "/edition.xml")))
      assert.equal(0, (update "modified"))
      assert.equal("/modified - -", asked())
    end)

    test("of the same edition again is no change, and keeps the one before", function()
      local before = shell.read(stored)
      update "ok"
      local code, out = update "ok"
      assert.same({ 0, "2026-08-17: not modified\n" }, { code, out })
      assert.is_true(before == shell.read(stored .. ".old"))
    end)

    test("lets no shell read what a server or a URL says", function()
      assert.equal(0, (update "quotes"))
      assert.equal(0, (update "quotes"))
      assert.matches("^/quotes \"'; touch .*", asked())
      updating.run(environment, shell.quote(url .. "'; touch " .. folder .. "/harm; '"))
      updating.run(environment, shell.quote(url .. "$(touch " .. folder .. "/harm)"))
      updating.run(environment, shell.quote(folder .. "/'; touch " .. folder .. "/harm; '.gz"))
      assert.is_nil(shell.read(folder .. "/harm"))
    end)

    test("does not believe a server that is not there", function()
      local code, out, said = updating.run(environment, "https://127.0.0.1:1/x.xml")
      assert.equal(3, code)
      assert.equal("", out)
      assert.matches("https://127%.0%.0%.1:1/x%.xml: " .. program .. ": ", said)
    end)

    test("speaks no other protocol than that of the URL", function()
      local code, _, said = updating.run(environment, (url:gsub("^http:", "https:")) .. "ok")
      assert.equal(3, code)
      assert.matches(program .. ": ", said)
    end)
  end)
end
