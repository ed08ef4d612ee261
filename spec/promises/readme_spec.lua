-- Every example in README is run, as at a Lua prompt, and its answer compared
-- with what README prints.  An example is a line "> code" in a block marked
-- lua, with ">> code" for further lines of it; what follows is its answer.

local ianaports = require "ianaports"

local function blocks(text)
  local result = {}
  for block in text:gmatch "\n```lua\n(.-)\n```" do
    result[#result + 1] = block
  end
  return result
end

--- {code, answer} of each example of a block.
local function examples(block)
  local result = {}
  for line in (block .. "\n"):gmatch "([^\n]*)\n" do
    local code, more = line:match "^> (.*)$", line:match "^>> (.*)$"
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

--- Not as a tail call, after which LuaJIT knows no function's name.
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
  local function take(ok, ...)
    local shown = joined(...)
    if not ok then shown = shown:gsub("^stdin:%d+: ", "") end
    if select("#", ...) > 0 then out[#out + 1] = shown end
  end
  take(pcall(compile(code, env)))
  return table.concat(out, "\n")
end

describe("README", function()
  local file = assert(io.open("README.md", "rb"))
  local text = file:read "*a"
  file:close()
  local found = blocks(text)

  it("has examples", function() assert.is_true(#found > 0) end)

  for i, block in ipairs(found) do
    local out
    local env = setmetatable({ ianaports = ianaports, print = function(...)
      out[#out + 1] = joined(...)
    end }, { __index = _G })
    for _, example in ipairs(examples(block)) do
      it(("block %d: %s"):format(i, example.code), function()
        out = {}
        assert.are.equal(table.concat(example.answer, "\n"),
                         run(example.code, env, out))
      end)
    end
  end
end)
