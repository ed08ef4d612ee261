--- Runs the command in a shell, as its users do, with the Lua and the module of
-- the specs, and the bundled edition.

local shell = require "spec.support.shell"

local command = {}

--- What a shell calls: what -l loads is the build under test.
command.line = "env -u NO_COLOR -u TERM IANAPORTS_DATA= " .. shell.lua()
  .. " -l ianaports lua/bin/ianaports"

--- Run the command with arguments as a shell reads them.  `input` is what stands
--- in front of it, as in "printf 443 |"; without it, standard input is empty.
--- Returns the exit code, and what it printed on stdout and on stderr.
function command.run(arguments, input)
  local path = os.tmpname()
  local _, output = shell.run(("%s %s %s %s 2>%s; echo \" $?\""):format(
    input or "", command.line, arguments, input and "" or "</dev/null", path))
  local errors = shell.read(path)
  os.remove(path)
  local text, code = output:match "^(.*) (%d+)\n$"
  return tonumber(code), text, errors
end

--- What the command prints; it must say nothing on stderr.
function command.output(arguments, input)
  local _, text, errors = command.run(arguments, input)
  assert(errors == "", errors)
  return text
end

--- Make a folder with a program called ianaports, which works in any folder, and
--- with other programs: {name, what sh runs}.  Returns its path.
function command.folder(programs)
  local folder, here = os.tmpname(), shell.lines "pwd"[1]
  os.remove(folder)
  shell.lines("mkdir " .. folder)
  local function add(name, text)
    shell.write(folder .. "/" .. name, "#!/bin/sh\n" .. text .. "\n")
    shell.lines("chmod +x " .. folder .. "/" .. name)
  end
  local line = command.line:gsub("([';])%./", "%1" .. here .. "/")
    :gsub(" lua/bin", " '" .. here .. "'/lua/bin")
  add("ianaports", "exec " .. line .. ' "$@"')
  for name, text in pairs(programs or {}) do add(name, text) end
  return folder
end

return command
