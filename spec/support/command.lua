--- Runs the command in a shell, as its users do, with the Lua and the module of
-- the specs.

local shell = require "spec.support.shell"

local command = {}

--- The command of a shell that runs it: what -l loads is the build under test.
command.line = "env -u NO_COLOR IANAPORTS_DATA= " .. shell.lua()
  .. " -l ianaports lua/bin/ianaports"

--- Run the command with arguments as a shell reads them.  `input` is what stands
--- before it in the line, as in "printf 443 |"; without it, standard input is
--- empty.  Returns the exit code, and what it printed on stdout and on stderr.
function command.run(arguments, input)
  local path = os.tmpname()
  local _, output = shell.run(("%s %s %s %s 2>%s; echo \" $?\""):format(
    input or "", command.line, arguments, input and "" or "</dev/null", path))
  local errors = shell.read(path)
  os.remove(path)
  local text, code = output:match "^(.*) (%d+)\n$"
  return tonumber(code), text, errors
end

return command
