--- Programs with a Lua inside, for the specs in spec/hosts that run the examples of
-- lua/README.md: the examples, and the module's build for a program's Lua.

local shell = require "spec.support.shell"

local M = {}

M.checkout = shell.lines("pwd")[1]

local function absolute(path)
  return path:find "^/" and path or M.checkout .. "/" .. path
end

--- The code blocks below the heading of a program, with the paths of this checkout
--- and of a build in place of those in /opt/ianaports.
function M.examples(heading, build)
  local text = shell.read("lua/README.md") .. "\n### "
  local part = text:match("\n### " .. heading .. "\n(.-)\n### ")
  local places = { share = M.checkout .. "/lua/", lib = absolute(build) .. "/" }
  local list = {}
  for block in part:gmatch "\n```%a+\n(.-)\n```" do
    list[#list + 1] = block:gsub("/opt/ianaports/(%a+)/lua/5%.%d/", places)
  end
  return list
end

--- The folder of a build for one of some ABIs; or nil, what is missing.
function M.build_for(program, abis, versions)
  if shell.run("command -v " .. program) ~= 0 then return nil, program .. " is not installed" end
  for _, abi in ipairs(abis) do
    local folder = shell.build .. "/" .. abi
    if shell.read(folder .. "/ianaports/core.so") then return folder end
  end
  return nil, ("no build for the Lua of %s: make LUA_VERSION=%s"):format(program, versions)
end

return M
