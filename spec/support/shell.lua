--- Commands, files and the build's own paths, for the specs; the same under every
-- Lua.

local M = {}

function M.quote(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

--- Run a command, without the environment that a sanitizer needs in this Lua.
--- Returns its exit status and its output on both streams.
function M.run(command)
  local pipe = assert(io.popen("unset LD_PRELOAD; ( " .. command
    .. "\n) 2>&1; echo \" $?\""))
  local output = pipe:read("*a")
  pipe:close()
  local text, status = output:match("^(.*) (%d+)\n$")
  return tonumber(status), text
end

--- Run a command that must succeed.  Returns the lines of its output.
function M.lines(command)
  local status, output = M.run(command)
  assert(status == 0, command .. ": " .. output)
  local lines = {}
  for line in output:gmatch("[^\n]+") do lines[#lines + 1] = line end
  return lines
end

function M.read(path)
  local file = io.open(path, "rb")
  if not file then return nil end
  local text = file:read("*a")
  file:close()
  return text
end

function M.write(path, text)
  local file = assert(io.open(path, "wb"))
  assert(file:write(text))
  assert(file:close())
end

local function first_readable(paths, name)
  for template in paths:gmatch("[^;]+") do
    local path = template:gsub("%?", (name:gsub("%.", "/")))
    if M.read(path) then return path end
  end
  error(name .. " is not in " .. paths)
end

-- The module's shared object, and what the build put beside it.
M.core = first_readable(package.cpath, "ianaports.core")
M.objects = M.core:match("^(.*)/ianaports/[^/]*$")
M.build = M.objects:match("^(.*)/[^/]*$")
M.image = M.build .. "/registry_image.c"

-- The command that runs pack.
M.pack = "ASAN_OPTIONS= " .. M.quote(M.build .. "/host/pack")

--- The command of the Lua that runs the specs, with the same module paths.
function M.lua()
  local at = 0
  while arg[at - 1] do at = at - 1 end
  return ("LD_PRELOAD=%s LUA_PATH=%s LUA_CPATH=%s %s"):format(
    M.quote(os.getenv "LD_PRELOAD" or ""), M.quote(package.path),
    M.quote(package.cpath), M.quote(arg[at]))
end

return M
