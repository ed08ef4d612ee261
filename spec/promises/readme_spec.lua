--- Every example in a document is run, as at a Lua prompt or in a shell, and its
-- answer compared with what the document prints, which is of the edition of
-- 2024-04-19.  An example is a line "> code" in a block marked lua, and further
-- lines ">> code", or a line "$ command" in a block marked console; the lines after
-- it are its answer.  Commands run in a folder of made-up logs, with made-up answers
-- of programs that tell of the machine; blocks that update are left out.  And every
-- link from one document to another leads somewhere.

local bundled = require "spec.support.bundled"
local command = require "spec.support.command"
local ianaports = require "ianaports"
local shell = require "spec.support.shell"

local DOCUMENTS = shell.lines "find README.md data lua spec src -name '*.md' | sort"

--- The blocks of a kind: "lua" or "console", but of Lua only sessions at a prompt.
local function blocks(text, kind)
  local result = {}
  for block in text:gmatch("\n```" .. kind .. "\n(.-)\n```") do
    if kind ~= "lua" or block:find "^> " then result[#result + 1] = block end
  end
  return result
end

--- {code, answer} of each example of a block.
local function examples(block)
  local result = {}
  for line in (block .. "\n"):gmatch "([^\n]*)\n" do
    local code, more = line:match "^[>$] (.*)$", line:match "^>> (.*)$"
    local last = result[#result]
    if code then
      result[#result + 1] = { code = code, answer = {} }
    elseif more then
      last.code = last.code .. "\n" .. more
    else
      last.answer[#last.answer + 1] = line
    end
  end
  return result
end

local function joined(...)
  local texts = {}
  for i = 1, select("#", ...) do texts[i] = tostring((select(i, ...))) end
  return table.concat(texts, "\t")
end

--- Call f, but not as a tail call: after one, LuaJIT does not know the name of
--- the function.
local EXPRESSION = "local function values(...) return ... end return values(%s)"

--- A chunk of Lua in `env`, on any Lua; an expression gives its value.
local function compile(code, env)
  local expression = EXPRESSION:gsub("%%s", function() return code end)
  if setfenv then                                         -- luacheck: ignore
    local chunk = loadstring(expression, "=stdin")        -- luacheck: ignore
    return setfenv(chunk or assert(loadstring(code, "=stdin")), env) -- luacheck: ignore
  end
  return load(expression, "=stdin", "t", env)
      or assert(load(code, "=stdin", "t", env))
end

--- What the prompt shows: what is printed, then the values or the error.
local function run(code, env, out)
  code = code:gsub("^= ", "")                             -- for Lua up to 5.2
  local function take(ok, ...)
    local shown = joined(...)
    if not ok then shown = shown:gsub("^stdin:%d+: ", "") end
    if select("#", ...) > 0 then out[#out + 1] = shown end
  end
  take(pcall(compile(code, env)))
  return table.concat(out, "\n")
end

--- A test for each example of a document; those of a block share globals.
local function run_examples(text)
  for i, block in ipairs(blocks(text, "lua")) do
    local out
    local env = setmetatable({ ianaports = ianaports, print = function(...)
      out[#out + 1] = joined(...)
    end }, { __index = _G })
    for _, example in ipairs(examples(block)) do
      it(("block %d: %s"):format(i, example.code), function()
        out = {}
        assert.equal(table.concat(example.answer, "\n"),
                         run(example.code, env, out))
      end)
    end
  end
end

--- The documents whose commands are run here; those of hosts are run by their specs.
local OF_THE_COMMAND = { ["README.md"] = true, ["lua/bin/README.md"] = true }

--- What commands in examples say of the machine they run on.
local MADE_UP = { ss = "exec cat ss.txt", nfdump = "exec cat flows.csv" }

--- The program of a command that is not there, or nil.
local function missing_program(code)
  for _, name in ipairs { "jq", "parallel" } do
    if code:find("%f[%w]" .. name .. " ") and shell.run("command -v " .. name) ~= 0 then
      return "there is no " .. name
    end
  end
end

--- A test for each command of a document.
local function run_commands(text)
  local folder
  setup(function() folder = command.folder(MADE_UP) end)
  teardown(function() shell.run("rm -r " .. folder) end)
  for i, block in ipairs(blocks(text, "console")) do
    for _, example in ipairs(block:find "ianaports update" and {} or examples(block)) do
      it(("block %d: %s"):format(i, example.code), function()
        local missing = missing_program(example.code)
        if missing then return pending(missing) end
        local _, out = shell.run(("cd spec/fixtures/logs && PATH=%s:\"$PATH\" LC_ALL=C\n%s")
          :format(folder, example.code))
        assert.equal(table.concat(example.answer, "\n"), (out:gsub("\n$", "")))
      end)
    end
  end
end

--- The prose of a document: without blocks of code and code within lines.
local function prose(text)
  return (text:gsub("\n```.-\n```", "\n"):gsub("`[^`\n]*`", "`"))
end

--- The targets of a document's links to files and headings, each once.
local function targets(text)
  local list = {}
  for target in prose(text):gmatch "%]%(([^%s()]+)%)" do
    if not target:find "^%a+:" and not list[target] then
      list[#list + 1], list[target] = target, true
    end
  end
  return list
end

--- Whether a document has a heading with that anchor, as GitHub makes them.
local function has_anchor(text, anchor)
  for heading in text:gsub("\n```.-\n```", "\n"):gmatch "%f[^\n%z]#+ ([^\n]+)" do
    local made = heading:lower():gsub("[^%w%s_%-]", ""):gsub("%s", "-")
    if made == anchor then return true end
  end
  return false
end

--- The path and the text of what a link in a document leads to.
local function follow(document, target)
  local path, anchor = target:match "^([^#]*)#?(.*)$"
  path = path == "" and document or (document:match "^.*/" or "") .. path
  return shell.read(path), anchor
end

for _, document in ipairs(DOCUMENTS) do
  local text = shell.read(document)

  describe(document, function()
    local other = bundled.other_than "2024-04-19"
    if other and text:find "\n```[lc][uo][an]" then
      pending(other)
    else
      run_examples(text)
      if OF_THE_COMMAND[document] then run_commands(text) end
    end

    for _, target in ipairs(targets(text)) do
      it("leads to " .. target, function()
        local found, anchor = follow(document, target)
        assert.is_string(found)
        assert.is_true(anchor == "" or has_anchor(found, anchor))
      end)
    end
  end)
end

describe("README.md", function()
  local text = shell.read "README.md"

  it("has examples", function() assert.is_true(#blocks(text, "lua") > 0 and #blocks(text, "console") > 0) end)

  it("leads to each other document", function()
    for _, document in ipairs(DOCUMENTS) do
      local link = "](" .. document .. ")"
      assert.is_true(document == "README.md" or text:find(link, 1, true) ~= nil, document)
    end
  end)
end)
