--- Completions in bash, zsh and fish, each asked what it offers; and the manual page.

local command = require "spec.support.command"
local shell = require "spec.support.shell"

--- A folder with a command called ianaports.
local folder

setup(function() folder = command.folder() end)
teardown(function() shell.run("rm -r " .. folder) end)

--- A command with that one in front, in an empty home.
local function offered(line)
  return shell.lines(("PATH=%s:\"$PATH\" HOME=%s %s"):format(folder, folder, line))
end

--- How a shell is asked: a command that takes lines, and prints of each "== LINE"
--- and then what it offers for its last word.
local ASK = {
  zsh = "timeout 60 zsh -f spec/support/complete.zsh \"$PWD/lua/bin\"",
  fish = "fish --no-config -c 'source lua/bin/ianaports.fish; for line in $argv; "
    .. "echo \"== $line\"; complete -C $line; end'",
  -- bash splits words at "=" as well.
  bash = [=[bash -c 'source lua/bin/ianaports.bash
    for line; do
      echo "== $line"
      read -ra COMP_WORDS <<<"${line//=/ = }"
      [[ $line == *[\ =] ]] && COMP_WORDS+=("")
      COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _ianaports
      printf "%s\n" "${COMPREPLY[@]}"
    done' -]=],
}

--- What a shell offers for lines: a set of words of each.  fish adds what a word
--- is, and puts the key in front of a value.
local function offers(name, lines)
  local quoted, sets, current = {}, {}, nil
  for i, line in ipairs(lines) do quoted[i] = shell.quote(line) end
  for _, line in ipairs(offered(ASK[name] .. " " .. table.concat(quoted, " "))) do
    if line:find "^== " then
      current = line:sub(4)
      sets[current] = {}
    else
      sets[current][line:match "^[^\t]*":gsub("^[%w_]+=(.)", "%1")] = true
    end
  end
  return sets
end

--- The words that the command itself names in a complaint.
local function named(arguments, pattern)
  local _, _, err = command.run(arguments)
  local list = {}
  for word in err:match(pattern):gmatch "[%w_]+" do
    if word ~= "or" then list[#list + 1] = word end
  end
  return list
end

local verbs = {}
for verb in shell.read "lua/ianaports/command.lua":match "local VERBS = (%b{})":gmatch "([%a]+) = true" do
  verbs[#verbs + 1] = verb
end

local function with(list, ending)
  local result = {}
  for i, word in ipairs(list) do result[i] = word .. ending end
  return result
end

local keys = named("none=1", "known keys: (.*)\nTry")
for i = #keys, 1, -1 do
  if keys[i] == "where" then table.remove(keys, i) end          -- takes a function
end

--- {what, a line, words that are offered, a word that is not}
local cases = {
  { "the verbs", "ianaports ", verbs, "443" },
  { "the keys of filters", "ianaports ", with(keys, "="), "where=" },
  { "the rest of a verb", "ianaports stat", { "status", "status=" }, "info" },
  { "the formats of output", "ianaports -o ", { "table", "tsv", "csv", "json" }, "xml" },
  { "the transports", "ianaports -t ", { "tcp", "udp", "sctp", "dccp" }, "none" },
  { "the fields", "ianaports -f ", named("-f none 1", "known: (.*)\nTry"), "last" },
  { "the formats of export", "ianaports export ", named("export none", "must be (.*), got"), "tsv" },
  { "the keys of export", "ianaports export csv ", with(keys, "="), "where=" },
  { "the keys of free", "ianaports free ", { "transport=", "range=", "from=", "to=", "length=" }, "name=" },
  { "the values of a key", "ianaports status=", { "assigned", "reserved", "unassigned", "dynamic" }, "tcp" },
  { "names of two letters and more", "ianaports mysq", { "mysql", "mysqlx", "mysql-proxy" }, "http" },
  { "no name of one letter", "ianaports m", { "modification_date=" }, "mysql" },
  { "names to check", "ianaports check mysq", { "mysql" }, "name=" },
  { "files to compare", "ianaports diff READ", { "README.md" }, "Makefile" },
  { "options", "ianaports --", { "--transport", "--output", "--fields", "--first", "--data", "--bundled",
                                 "--color", "--quiet", "--help", "--version", "--search" }, "--undo" },
  { "a verb's own options", "ianaports update --", { "--force", "--undo" }, "--search" },
}

for _, name in ipairs { "bash", "zsh", "fish" } do
  describe(name, function()
    local absent = shell.run(name .. " -c true") ~= 0 and "there is no " .. name
    local sets

    --- The words for a line; the shell is asked for all at once.
    local function words_for(line)
      if not sets then
        local lines = {}
        for i, case in ipairs(cases) do lines[i] = case[2] end
        sets = offers(name, lines)
      end
      return sets[line]
    end

    for _, case in ipairs(cases) do
      it("offers " .. case[1] .. " #once", function()
        if absent then return pending(absent) end
        local words = words_for(case[2])
        for _, word in ipairs(case[3]) do
          assert.is_true(words[word], word .. " is not offered")
        end
        assert.is_nil(words[case[4]])
      end)
    end
  end)
end

describe("the manual page", function()
  local text = shell.read "lua/bin/ianaports.1"

  it("is clean under mandoc #once", function()
    if shell.run "command -v mandoc" ~= 0 then return pending "there is no mandoc" end
    local said = {}
    for _, line in ipairs(shell.lines "mandoc -T lint lua/bin/ianaports.1 || true") do
      if not (line:find "outdated mandoc.db" or line:find "referenced manual not found") then said[#said + 1] = line end
    end
    assert.same({}, said)
  end)

  it("has every verb, key and option #once", function()
    for _, verb in ipairs(verbs) do assert.truthy(text:find("\n.It Cm " .. verb, 1, true), verb) end
    for _, key in ipairs(keys) do
      assert.truthy(key == "origin" or text:find("%f[%w_]" .. key .. "%f[^%w_]"), key)
    end
    for option in command.output "--help":match "\nOptions\n(.*)":gmatch "%-%-(%a+)" do
      assert.truthy(text:find("Fl [-]" .. option) or text:find(" , [-]" .. option), option)
    end
  end)
end)
