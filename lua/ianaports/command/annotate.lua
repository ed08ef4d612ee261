--- `ianaports annotate`: logs, with what the registry says of the port of each
-- line.
--
-- The bytes go from file to file in C (src/bind/lannotate.c), each piece as
-- soon as it is there. A file that cannot be read, or has no such columns, is
-- told, and the others go on.

local core = require "ianaports.core".internals()

--- Exit codes: where the columns are not there, and for what fails outside.
local USAGE, FAILURE = 2, 3
local EPIPE = 32

local function define(parser)
  parser:option "--input"
  parser:option "--port"
  parser:argument "files":args "*"
end

--- "3 lines" or "1 line".
local function lines(count)
  return ("%d line%s"):format(count, count == 1 and "" or "s")
end

--- How far a file is, on one line of the terminal.
local function say_progress(done, size)
  local text = ("%.1f GB"):format(done / 1e9)
  if size then
    -- uncovered: takes a file that is read for more than a second
    text = ("%d %%, %s of %.1f GB"):format(done * 100 / size, text, size / 1e9)
  end
  io.stderr:write("\r", text, "\27[K")
end

local function clear_progress()
  io.stderr:write("\r\27[K")
end

--- The function that tells progress, where somebody would see it.
local function progress_of(arguments, context)
  local is_seen = context.is_terminal(2) and not context.is_terminal(1)
  return is_seen and not arguments.quiet and say_progress or nil
end

local function engine_of(arguments, context)
  return context.try(core.part "annotator".engine, {
    registry = context.registry(), input = arguments.input,
    port = arguments.port, transport = arguments.transport,
    fields = arguments.fields,
  })
end

--- Say what is wrong with a file; the exit code for it.
local function code_of(name, message, kind, context)
  if kind == "columns" then
    message = message .. "; --port and --transport name columns"
  end
  context.complain(name .. ": " .. message)
  return kind == "columns" and USAGE or FAILURE
end

local function run(arguments, context)
  local engine = engine_of(arguments, context)
  local files = arguments.files
  local progress, code = progress_of(arguments, context), 0
  for _, name in ipairs(#files > 0 and files or { "-" }) do
    local path = name ~= "-" and name or nil
    local ok, message, kind, errno = engine:stream(path, progress)
    if progress then clear_progress() end
    if kind == "output" then
      if errno == EPIPE then return 0 end
      context.fail("standard output: " .. message)
    elseif not ok then
      local problem = code_of(path or "standard input", message, kind, context)
      code = math.max(code, problem)
    end
  end
  if engine:unread() > 0 then
    context.miss(lines(engine:unread()) .. " went through as they are")
  end
  return code
end

return { define = define, run = run }
