--- The command `ianaports`: its options, its verbs and its exit codes.
--
-- A verb is a file in command/ that returns { define =, run = }.  `define` adds
-- the verb's own arguments to a parser of argparse; `run` does the work, and
-- returns the exit code, or nothing for 0.  Only the verb that is used is loaded.
-- What it needs of the world is in its second argument, the context.
--
-- This is a program: it prints, and ends with a code.  The library's own parts
-- never load it.

local ianaports = require "ianaports"
local core = require "ianaports.core".internals()
local terms = require "ianaports.terms"

--- Exit codes, and what they say.
local FOUND, MISSING, USAGE, FAILURE = 0, 1, 2, 3

--- The verbs; a command line without one is a query.
local VERBS = { annotate = true, check = true, diff = true, export = true,
                free = true, info = true, status = true, update = true }

--- The options of all verbs that take a value: where they stand, the next word
--- is no verb.
local TAKES = { ["-t"] = true, ["--transport"] = true,
                ["-o"] = true, ["--output"] = true,
                ["-f"] = true, ["--fields"] = true,
                ["--data"] = true, ["--color"] = true,
                ["--input"] = true, ["--port"] = true }

--- Errno of a pipe that nobody reads.
local EPIPE = 32


-- Ends.  A verb that cannot go on raises one of these tables.

local function refuse(message)
  error({ code = USAGE, message = message }, 0)
end

local function fail(message)
  error({ code = FAILURE, message = message }, 0)
end

--- Say something on stderr, on one line.
local function complain(text)
  io.stderr:write("ianaports: ", core.printable(text, "escapes"), "\n")
end

--- Raise unless a write went well.  That nobody reads a pipe any more is the
--- reader's good right.
local function check_write(ok, message, number)
  if ok then return end
  if number == EPIPE then error({ code = FOUND }, 0) end
  fail("standard output: " .. message)
end


-- Words

--- The last option of a word like "-1t", if it takes the next word as its value.
local function takes_next(word)
  if TAKES[word] then return true end
  local letters = word:match "^%-([^-].*)"
  for i = 1, #(letters or "") do
    if TAKES["-" .. letters:sub(i, i)] then return i == #letters end
  end
  return false
end

--- The verb among the words, or nil, and the index where it stands: the first
--- that is no option and no value of one.  There is none after -s: texts follow.
local function find_verb(words)
  local i = 1
  while words[i] and words[i] ~= "--" do
    local word = words[i]
    if word == "--search" or word:find "^%-[1q]*s" then return nil end
    if takes_next(word) then
      i = i + 1
    elseif word == "-" or not word:find "^%-" then
      if VERBS[word] then return word, i end
      return nil
    end
    i = i + 1
  end
end

--- Whether one of two options is among the words.
local function asks_for(words, short, long)
  for _, word in ipairs(words) do
    if word == "--" then return false end
    if word == short or word == long then return true end
  end
  return false
end

--- The words without the one at an index, which may be nil.
local function without(words, index)
  local list = {}
  for i, word in ipairs(words) do
    if i ~= index then list[#list + 1] = word end
  end
  return list
end

--- How many words stand after "--".
local function words_after_dashes(words)
  for i, word in ipairs(words) do
    if word == "--" then return #words - i end
  end
  return 0
end

local function common_options(parser)
  parser:option "-t --transport"
  parser:option "-o --output":choices { "table", "tsv", "csv", "json" }
    :default "table"
  parser:option "-f --fields"
  parser:flag "-1 --first"
  parser:mutex(parser:option "--data", parser:flag "--bundled")
  parser:option "--color":choices { "auto", "always", "never" }:default "auto"
  parser:flag "-q --quiet"
end

--- The arguments of a verb, by argparse.
local function parse(words, name, verb)
  local found, argparse = pcall(require, "argparse")
  if not found then
    fail "argparse is not installed (Debian: lua-argparse; LuaRocks: argparse)"
  end
  local parser = argparse("ianaports " .. name):add_help(false)
  common_options(parser)
  verb.define(parser)
  local ok, arguments = parser:pparse(words)
  if not ok then refuse((arguments:gsub("\n", "; "))) end
  return arguments
end


-- The context of a verb

--- The registry that is asked, and where it is from: the newest of this machine,
--- unless an option says which.  That another is asked than the environment names
--- is said.
local function registry_of(arguments)
  if arguments.data then
    local registry, message = ianaports.load(arguments.data)
    if not registry then fail(message) end
    return registry, arguments.data
  end
  if arguments.bundled then return core.bundled(), "bundled" end
  local registry, place, passed_over = ianaports.latest()
  local asked = os.getenv "IANAPORTS_DATA" or ""
  if asked ~= "" and asked ~= place and not arguments.quiet then
    complain(passed_over or place)
  end
  return registry, place
end

--- Whether a stream of this process is a terminal: 0, 1 or 2.
local is_terminal = core.is_terminal

--- Whether names are to stand out.
local function is_coloured(when)
  if when ~= "auto" then return when == "always" end
  local none = os.getenv "NO_COLOR"
  return (none == nil or none == "") and os.getenv "TERM" ~= "dumb"
     and is_terminal(1)
end

--- The lines of standard input that are not empty, without blanks at their ends.
local function input_lines()
  local text, message = io.stdin:read "*a"
  if not text then fail("standard input: " .. message) end
  local lines = {}
  for line in text:gmatch "[^\n]+" do
    local trimmed = line:match "^[ \t\r]*(.-)[ \t\r]*$"
    if trimmed ~= "" then lines[#lines + 1] = trimmed end
  end
  return lines
end

--- The words of a command line, where "-" stands for the lines of standard
--- input; no words at all for those of a pipe.
local function keys_of(words)
  if #words == 0 then
    if is_terminal(0) then refuse "nothing is asked" end
    return input_lines()
  end
  local keys = {}
  for _, word in ipairs(words) do
    for _, key in ipairs(word == "-" and input_lines() or { word }) do
      keys[#keys + 1] = key
    end
  end
  return keys
end

local function context_of(arguments)
  local context, registry, place = { refuse = refuse, fail = fail }, nil, nil
  context.complain, context.is_terminal = complain, is_terminal
  context.keys = keys_of
  context.coloured = is_coloured(arguments.color)

  --- The registry that is asked, and where it is from.
  function context.registry()
    if not registry then registry, place = registry_of(arguments) end
    return registry, place
  end

  --- Write a text.  On a terminal it is made fit to be printed, unless the
  --- caller says that it is.
  function context.out(text, is_fit)
    if not is_fit and is_terminal(1) then
      text = text:gsub("[^\n]+", function(line)
        return core.printable(line, "pictures")
      end)
    end
    check_write(io.stdout:write(text))
  end

  --- Say that something was not found, unless nobody wants to know.
  function context.miss(text)
    if not arguments.quiet then complain(text) end
  end

  --- The transport that a word means, or nil for nil.
  function context.transport(word)
    if word == nil then return nil end
    return core.transport(word)
      or refuse(core.refusal("transport must be " .. terms.a_transport, word))
  end

  --- What a function of the module returns; a wrong argument is wrong usage.
  function context.try(f, ...)
    local ok, result, message = pcall(f, ...)
    if ok then return result, message end
    local wrong = tostring(result):match "bad argument #%d+ to '.-' %((.*)%)$"
    if wrong then refuse(wrong) end
    error(result, 0)      -- uncovered: takes a lack of memory in just that call
  end

  return context
end


-- The program

local function run(words)
  if asks_for(words, "-V", "--version") then
    check_write(io.stdout:write(ianaports._VERSION, "\n"))
    return FOUND
  end
  local name, at = find_verb(words)
  if asks_for(words, "-h", "--help") then
    local text = require "ianaports.command.screen".text()
    check_write(io.stdout:write(text))
    return FOUND
  end
  local verb = require("ianaports.command." .. (name or "query"))
  local arguments = parse(without(words, at), name or "query", verb)
  arguments.literal = words_after_dashes(words)
  return verb.run(arguments, context_of(arguments)) or FOUND
end

--- The exit code for what ended a run early; it is said on stderr.
local function code_of(problem)
  if type(problem) ~= "table" then
    if tostring(problem):find "interrupted!$" then return 130 end
    problem = { code = FAILURE, message = tostring(problem) }
  end
  if problem.message then complain(problem.message) end
  if problem.code == USAGE then
    io.stderr:write "Try `ianaports --help`.\n"
  end
  return problem.code
end

--- Run a command line.  What was written is on its way when this returns.
---@param words string[]
---@return integer code  0 found, 1 not so, 2 wrong usage, 3 a failure outside
local function main(words)
  local ok, code = pcall(run, words)
  if not ok then code = code_of(code) end
  ok, words = pcall(function() check_write(io.stdout:flush()) end)
  if not ok and words.code ~= FOUND then code = code_of(words) end
  return code
end

return { main = main, FOUND = FOUND, MISSING = MISSING }
