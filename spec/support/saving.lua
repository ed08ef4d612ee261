--- Another Lua that writes files, in a folder for them.

local shell = require "spec.support.shell"

local M = {}

--- How each child begins: it makes a registry whose image and whose CSV are larger
--- than the smallest limit that a shell can set.
local PRELUDE = [[
local ianaports = require "ianaports"
local folder = "%s"
local function named(name)
  local rows = {}
  for i = 1, 400 do rows[i] = { name = name .. i, port = i } end
  return (assert(ianaports.new(rows)))
end
local registry = named "s"
]]

function M.new_folder() return shell.lines("mktemp -d")[1] end

function M.remove(folder)
  shell.run("chmod -R u+rwx " .. folder .. "; rm -r " .. folder)
end

--- The command of a Lua that runs `code`, started by the command `as`.
function M.command(folder, code, as)
  return ("%s env %s -e %s"):format(as or "", shell.lua(),
    shell.quote(PRELUDE:format(folder) .. code))
end

--- What such a Lua prints, after the shell commands `before`.
function M.run(folder, code, before, as)
  return select(2, shell.run((before or ":") .. "; "
    .. M.command(folder, code, as)))
end

--- A Lua that the system kills in the middle of writing to `name`.
function M.die(folder, name, before)
  local status = shell.run(("ulimit -c 0; ulimit -f 1; %s; %s; exit $?"):format(
    before or ":",
    M.command(folder, "registry:save(folder .. '/" .. name .. "')")))
  assert(status > 128, "the limit did not kill: " .. status)
end

function M.is_root() return shell.lines("id -u")[1] == "0" end

--- The prefix that runs a command as another user, if root runs the specs and
--- that user can read the module; or nil, why not.
function M.as_user(user, group, groups)
  if not M.is_root() then return nil, "only root can be somebody else" end
  local as = ("setpriv --reuid=%d --regid=%d %s"):format(user, group,
    groups and "--groups=" .. groups or "--clear-groups")
  local status = shell.run(as .. " env " .. shell.lua()
    .. " -e " .. shell.quote "require 'ianaports.build'")
  if status ~= 0 then return nil, "no other user can read the module" end
  return as
end

--- Mode, owner and group of a file, as "640 0:1".
function M.rights(path)
  return shell.lines("stat -c '%a %u:%g' " .. path)[1]
end

--- The files in a folder, except those whose names are in `known`.
function M.others(folder, known)
  local list = {}
  for _, name in ipairs(shell.lines("ls -A " .. folder)) do
    if not known[name] then list[#list + 1] = name end
  end
  return list
end

return M
