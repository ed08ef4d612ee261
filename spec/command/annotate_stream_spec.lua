--- The command's stream: what leaves when, several files, what goes wrong with a
-- file or with standard output, progress, and GNU parallel.

local command = require "spec.support.command"
local shell = require "spec.support.shell"

local folder = os.tmpname()

local function path(name) return folder .. "/" .. name end

--- A script that a shell runs, with `annotate` for the command.  Returns its exit
--- code and its output on both streams.
local function run(script)
  return shell.run(("cd %s && annotate() { (cd %s && %s annotate \"$@\"); }\n%s"):format(
    folder, shell.quote(shell.lines "pwd"[1]), command.line, script))
end

local function there(program) return (shell.run("command -v " .. program)) == 0 end

describe("a stream of ianaports annotate", function()
  setup(function()
    os.remove(folder)
    shell.lines("mkdir " .. folder)
    shell.write(path "a.csv", "port\n22\n")
    shell.write(path "b.tsv", "x\tdport\n1\t53\n")
    shell.write(path "none.csv", "x\n1\n")
  end)
  teardown(function() shell.run("rm -rf " .. folder) end)

  it("gives each line before the next is there", function()
    local status, said = run [[
      mkfifo in out
      cat <<'END' >script
      exec 3<>in 4<>out
      annotate - <in >out 3>&- 4>&- &
      for line in port 22 53; do
        echo $line >&3
        read -r answer <&4
        echo "$answer"
      done
      exec 3>&-
      kill $! 2>/dev/null
END
      . ./script]]
    assert.equal("port,iana_name\n22,ssh\n53,domain\n", said)
    assert.equal(0, status)
  end)

  it("reads several files, each as a log of its own, and standard input", function()
    local status, said = run(("annotate %s - %s <%s"):format(path "a.csv", path "b.tsv", path "a.csv"))
    assert.equal("port,iana_name\n22,ssh\nport,iana_name\n22,ssh\nx\tdport\tiana_name\n1\t53\tdomain\n", said)
    assert.equal(0, status)
  end)

  --- {files, exit code, what is said of the first}
  local wrong = {
    { "no-such-file %s", 3, "no-such-file: No such file or directory" },
    { ". %s", 3, ".: Is a directory" },
    { path "none.csv" .. " %s", 2, path "none.csv" .. ": no column for the port; --port and --transport name columns" },
    { path "none.csv" .. " no-such-file %s", 3, path "none.csv" .. ": no column for the port" },
  }

  for _, case in ipairs(wrong) do
    it("says what is wrong with a file, and reads the others: " .. case[3]:gsub("^/.*/", ""), function()
      local code, out, err = command.run("annotate " .. case[1]:format(path "a.csv"))
      assert.equal("port,iana_name\n22,ssh\n", out)
      assert.equal(case[2], code)
      assert.equal("ianaports: " .. case[3], err:sub(1, #case[3] + 11))
    end)
  end

  it("says that standard output is full, or closed", function()
    local code, _, err = command.run("annotate " .. path "a.csv" .. " >/dev/full")
    assert.equal(3, code)
    assert.equal("ianaports: standard output: No space left on device\n", err)
    code, _, err = command.run("annotate " .. path "a.csv" .. " >&-")
    assert.equal(3, code)
    assert.equal("ianaports: standard output: Bad file descriptor\n", err)
  end)

  it("ends quietly where nobody reads on", function()
    local endless = "while :; do echo 22; done 2>/dev/null |"
    local status, said = run("{ echo port; " .. endless:gsub("|$", "") .. "; } | annotate | head -n 2")
    assert.equal("port,iana_name\n22,ssh\n", said)
    assert.equal(0, status)
    status, said = run("trap '' PIPE; { echo port; yes 22 2>/dev/null | head -n 300000; } 2>/dev/null | "
      .. "{ annotate; echo $? >code; } | head -n 1; cat code")
    assert.equal("port,iana_name\n0\n", said)
    assert.equal(0, status)
  end)

  it("passes on bytes of all kinds", function()
    local bytes = {}
    for i = 0, 255 do bytes[#bytes + 1] = i ~= 10 and string.char(i) or "" end
    local all = table.concat(bytes)
    shell.write(path "bytes.tsv", "port\tx\n22\t" .. all .. "\n" .. all .. "\n")
    local _, out = command.run("annotate -q " .. path "bytes.tsv")
    assert.equal("port\tx\tiana_name\n22\t" .. all .. "\tssh\n" .. all .. "\t\n", out)
  end)

  it("takes a log with millions of bytes and no line end", function()
    local long = ("x"):rep(5000000)
    shell.write(path "long.csv", "port\n" .. long)
    local code, out = command.run("annotate " .. path "long.csv")
    assert.equal(0, code)
    assert.is_true(out == "port,iana_name\n" .. long)
  end)

  it("gives with GNU parallel the same bytes as alone #once", function()
    if not there "parallel" then pending "there is no parallel" end
    local lines = { "id.resp_p\tproto\n" }
    for port = 0, 65535 do lines[#lines + 1] = port .. (port % 3 == 0 and "\tudp\n" or "\ttcp\n") end
    shell.write(path "large.tsv", table.concat(lines))
    local status, said = run(([[
      annotate %s >alone
      parallel --will-cite -k --header : --pipepart -a large.tsv --block 100k \
        "cd %s; %s annotate" | awk 'NR == 1 || !/iana_name/' >together
      cmp alone together && wc -l <alone]]):format(path "large.tsv", shell.lines "pwd"[1], command.line))
    assert.equal("65537\n", said)
    assert.equal(0, status)
  end)

  it("tells its progress on a terminal, once a second #once", function()
    if not there "script" then pending "there is no script" end
    shell.write(path "slow", ([[
      cd %s
      { echo port; sleep 1.1; echo 22; sleep 1.1; } | %s annotate >%s
    ]]):format(shell.lines "pwd"[1], command.line, path "progress.out"))
    local _, said = shell.run(("TERM=xterm script -qec 'sh %s' /dev/null </dev/null"):format(path "slow"))
    assert.truthy(said:find("\r0.0 GB\27[K", 1, true), said)
    assert.equal("\r\27[K", said:sub(-4))
    assert.equal("port,iana_name\n22,ssh\n", shell.read(path "progress.out"))
  end)
end)
