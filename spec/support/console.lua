--- The commands that a README shows, with their output, for the specs that run
-- them.

local shell = require "spec.support.shell"

--- The commands of a block marked console, in order: {program, arguments,
--- output}.  A line "$ command" begins one.
local function commands(block)
  local list = {}
  for line in block:gmatch "([^\n]*)\n" do
    local program, arguments = line:match "^%$ (%S+) (.*)$"
    if program then
      list[#list + 1] = { program, arguments, "" }
    else
      list[#list][3] = list[#list][3] .. line .. "\n"
    end
  end
  return list
end

--- {arguments, output} of each command of a program in a README, in order.
return function(path, program)
  local list = {}
  for block in shell.read(path):gmatch "\n```console\n(.-\n)```" do
    for _, command in ipairs(commands(block)) do
      if command[1] == program then list[#list + 1] = { command[2], command[3] } end
    end
  end
  return list
end
