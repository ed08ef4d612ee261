--- Cases: the command as a whole process, beside a Lua that does nothing, and beside
-- what a shell has.

local shell = require "spec.support.shell"
local stored_edition = require "spec.bench.stored"
local whole = require "spec.bench.whole"

local M = {}

local RUNS = 20

--- A thing that measures a command as a new process, its start and end included:
--- seconds of processor time, of bash's clock for what it starts.
local function process(command)
  local loop = ("TIMEFORMAT='%%3U %%3S'; time for ((i = 0; i < %d; i++)); do %s; done >/dev/null")
    :format(RUNS, command)
  return { sample = function()
    local _, output = shell.run("IANAPORTS_DATA= bash -c " .. shell.quote(loop))
    local user, system = output:match "([%d.]+) ([%d.]+)\n$"
    return (user + system) / RUNS
  end }
end

function M.command()
  local lua, stored = whole.lua(), shell.build .. "/bench/command.image"
  stored_edition.store(stored)
  local nothing = process(lua .. " -e ''")
  local command = lua .. " lua/bin/ianaports 443"
  return {
    { "ianaports 443, against " .. lua .. " -e ''", goal = 5, process(command), nothing },
    { "the same with an edition that update stored",
      process("IANAPORTS_DATA=" .. stored .. " " .. command), nothing },
    { "a script that requires the module and looks 443 up",
      process(lua .. [[ -e 'print(require "ianaports".lookup(443))']]), nothing },
    { lua .. " -e 'require \"argparse\"'", process(lua .. [[ -e 'require "argparse"']]), nothing },
    { "getent services https", process "getent services https", nothing },
  }
end

return M
