--- Where an update is stored, and how: the file in use is at each moment the
-- one before or the one after, whole.

local core = require "ianaports.core".internals()
local editions = require "ianaports.editions"
local latest = require "ianaports.latest"
local sh = require "ianaports.command.sh"

local MAGIC = "IANAPORT"   -- how an image begins

--- Where this user stores: $IANAPORTS_DATA; root, for all; others, for
--- themselves.  Nil and why, if there is no such place.
---@return string? path, string? message
local function target()
  local asked = os.getenv "IANAPORTS_DATA"
  if asked and asked ~= "" then return asked end
  local user = sh.run "id -u"
  if user:find "^0%s*$" then return latest.MACHINE end
  local path = latest.user_place()
  if path then return path end
  return nil, "no place to store it: set IANAPORTS_DATA, XDG_DATA_HOME or HOME"
end

--- The bytes of a file; or nil, a message, and whether there is no such file.
---@param path string
---@param most integer   more bytes are a failure
---@return string? bytes, string? message, boolean? absent
local function read(path, most)
  local file, message, absent = core.open_file(path)
  if not file then return nil, message, absent end
  if file:size() > most then
    file:close()
    return nil, ("%s: longer than %d bytes"):format(path, most)
  end
  local blocks = {}
  local block, wrong = file:read()
  while block do
    blocks[#blocks + 1] = block
    block, wrong = file:read()
  end
  file:close()
  if wrong then return nil, path .. ": " .. wrong end
  return table.concat(blocks)
end

--- Write a file whole or not at all, in a folder that is made if need be.
--- Under any umask, all may read what root stores for all.
---@param path string
---@param bytes string
---@return true?, string? message
local function write(path, bytes)
  local folder, before = path:match "^(.*)/" or ".", ""
  local for_all = path:sub(1, #latest.MACHINE) == latest.MACHINE
  if for_all then before = "umask 022; " end
  local _, said, code = sh.run(("[ -d %s ] || { %s%s; }"):format(
    sh.quote(folder), before, sh.command { "mkdir", "-p", "--", folder }))
  if code ~= 0 then return nil, said end
  local ok, message = core.part "build".write(path, { bytes })
  if not ok then return nil, message end
  if for_all then sh.run(sh.command { "chmod", "644", "--", path }) end
  return true
end

--- Keep what is in use as PATH.old.  A damaged image is not worth it: the one
--- that was kept before is better.
local function keep(path)
  local bytes, message, absent = read(path, core.terms().max_file)
  if not bytes then return absent, message end
  if bytes:sub(1, #MAGIC) == MAGIC and not core.open(bytes, path) then
    return true
  end
  return write(path .. ".old", bytes)
end

--- Put an image in its place; what was there is PATH.old then.
---@param path string
---@param image string
---@return true?, string? message
local function put(path, image)
  local ok, message = keep(path)
  if not ok then return nil, message end
  return write(path, image)
end

--- Let PATH and PATH.old change places.  Killed in between, it leaves the
--- former edition at both.
---@param path string
---@return ianaports.Registry? former  what is in use now
---@return ianaports.Registry|string|nil  what was in use, nil if it does not
---  open; or a message
local function undo(path)
  local former, message, absent = editions.load_image(path .. ".old")
  if absent then
    return nil, ("nothing to undo: there is no %s.old; without %s, the bundled "
      .. "edition is in use"):format(path, path)
  elseif not former then
    return nil, message
  end
  local current = editions.load_image(path)
  local ok, wrong = write(path, core.image(former))
  if ok and current then
    ok, wrong = write(path .. ".old", core.image(current))
  end
  if not ok then return nil, wrong end
  return former, current
end

return { put = put, read = read, target = target, undo = undo, write = write }
