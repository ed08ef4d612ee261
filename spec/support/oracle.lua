--- IANA's own editions and an independent reader of them. They are not part of
-- the checkout, but may be beside it.

local shell = require "spec.support.shell"

local oracle = {}

local SHARED = "../shared/"
local TOOL = SHARED .. "tools/oracle.py"

-- Why nothing can be compared here, or nil.
oracle.missing = not shell.read(TOOL)
    and "the editions do not stand beside the checkout"
  or shell.run("python3 -c 0") ~= 0 and "there is no python3" or nil

--- The paths of the editions in a format: "csv" or "xml".
function oracle.editions(format)
  if oracle.missing then return {} end
  return shell.lines(("ls %sregistry/editions/*.%s"):format(SHARED, format))
end

-- The path of the tool.
oracle.TOOL = TOOL

--- The tool's output for a file. The mode is --csv, --contacts or --meta.
function oracle.read(mode, path)
  local status, text = shell.run(("python3 %s %s %s"):format(
    shell.quote(TOOL), mode, shell.quote(path)))
  assert(status == 0, text)
  return text
end

return oracle
