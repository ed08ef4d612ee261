--- Exports as Python reads them (CSV, JSON and XML), in a process of its own.

local shell = require "spec.support.shell"

local reading = {}

--- Why Python cannot read here, or nil.
function reading.missing()
  if shell.run("python3 -c 0") ~= 0 then return "there is no python3" end
end

--- Call f with the path of a file with the text, which exists during the call.
function reading.with_file(text, f)
  local path = os.tmpname()
  shell.write(path, text)
  local ok, result = pcall(f, path)
  os.remove(path)
  if not ok then error(result, 0) end
  return result
end

--- What spec/support/read_export.py reads of a text: a list of lists of cells.
function reading.rows(mode, text)
  local output = reading.with_file(text, function(path)
    local status, output = shell.run(
      ("python3 spec/support/read_export.py %s %s"):format(mode, path))
    assert(status == 0, output)
    return output
  end)
  local rows = {}
  for row in output:gmatch "([^\30]*)\30" do
    local cells = {}
    for cell in row:gmatch "([^\31]*)\31" do cells[#cells + 1] = cell end
    rows[#rows + 1] = cells
  end
  return rows
end

return reading
