--- Scans of 127.0.0.1 with the NSE script, for the specs in spec/hosts: what Nmap
-- needs to find the module, and what it then reports.

local bundled = require "spec.support.bundled"
local iana = require "ianaports"
local shell = require "spec.support.shell"

local M = {}

M.script = "lua/nmap/iana-port-info.nse"

function M.has(program)
  return shell.run("command -v " .. program) == 0
end

--- The module's shared object for the Lua of an ABI, if it is built.
function M.is_built(abi)
  return shell.read(shell.build .. "/" .. abi .. "/ianaports/core.so") ~= nil
end

--- The ABI of the Lua in Nmap, as in the names of the build's folders; or nil,
--- what is missing on this machine.
local function survey()
  if not M.has "nmap" then return nil, "nmap is not installed" end
  local _, text = shell.run "nmap --version"
  local major, minor = text:match "liblua%-(%d+)%.(%d+)"
  if not major then return nil, "this nmap has no Lua" end
  local abi = major .. "0" .. minor
  if not M.is_built(abi) then
    return nil, ("no build for the Lua of nmap: make LUA_VERSION=%s.%s"):format(major, minor)
  end
  return abi
end

M.abi, M.lack = survey()

--- The text of a script that does something for each host, before the NSE script.
function M.stage(action)
  return [[
local nmap = require "nmap"
description = "Sets the table of ports."
author = "nobody"
license = "MIT"
categories = { "safe" }
hostrule = function() return true end
action = function(host)
]] .. action .. "end\n"
end

--- The command of an Nmap whose Lua finds modules only on these paths, with the
--- bundled edition or that in a file.
function M.command(path, cpath, edition)
  return "env -u LUA_PATH_5_3 -u LUA_CPATH_5_3 -u LUA_PATH_5_4 -u LUA_CPATH_5_4 LUA_PATH=" .. shell.quote(path)
    .. " LUA_CPATH=" .. shell.quote(cpath) .. " IANAPORTS_DATA=" .. shell.quote(edition or "") .. " nmap -n -Pn "
end

function M.with_build(abi, edition)
  return M.command("./lua/?.lua", shell.build .. "/" .. abi .. "/?.so", edition)
end

--- The text with the word DATE instead of the registry's date.
local function undated(text)
  return (text:gsub(iana.info().updated:gsub("%p", "%%%0"), "DATE"))
end

--- What a scan reports: the ports, their states, and the output of scripts.
local function script_output(output)
  local lines = {}
  for line in output:gmatch "[^\n]+" do
    if line:find "^|" or line:find "^P%l+%-scan " then
      lines[#lines + 1] = line
    elseif line:find "^%d+/" then
      lines[#lines + 1] = line:match "^%S+%s+%S+":gsub("%s+", " ")
    end
  end
  return table.concat(lines, "\n")
end

--- Scan 127.0.0.1 with a command, or else with Nmap and the module for its Lua.
--- Returns what the scan reports, undated, and all of its output.
function M.scan(arguments, command)
  local status, output = shell.run((command or M.with_build(M.abi)) .. arguments .. " 127.0.0.1")
  assert(status == 0, output)
  assert(output:find "Nmap done: %d IP address", output)
  return undated(script_output(output)), output
end

M.other_edition = bundled.other_than "2024-04-19"

local CELLS = { description = true, assignee = true, reference = true, ["unauthorized use"] = true }

--- A scan's report for a comparison in any edition. If the edition is not that
--- of 2024-04-19, it is without the cells of records, which differ, and without
--- the mark of a last line, which may be such a cell.
function M.in_any_edition(text)
  if not M.other_edition then return text end
  local lines = {}
  for line in text:gmatch "[^\n]+" do
    if not CELLS[line:match "^|[_ ] +(%l[%l ]*): "] then
      lines[#lines + 1] = line:gsub("^|_", "| ")
    end
  end
  return table.concat(lines, "\n")
end

--- The elements of the script in an XML report, undated, line by line, without
--- the text that the report also has.
function M.elements(path)
  local list = {}
  for script in shell.read(path):gmatch '<script id="iana%-port%-info".-</script>' do
    list[#list + 1] = undated(script:gsub("^<script.->\n?", ""):gsub("\n?</script>$", ""):gsub("><", ">\n<"))
  end
  return list
end

--- A text that shows the output of a scan, as `scan` returns it, with DATE.
function M.shown(text)
  return (script_output(text):gsub("registry of %d+%-%d+%-%d+", "registry of DATE"))
end

--- What the script's documentation shows under @output, as `scan` returns it.
function M.documented()
  local text = shell.read(M.script):match "\n%-%- @output\n(.-)\n\n"
  return M.shown(("\n" .. text):gsub("\n%-%- ?", "\n"))
end

--- What the README shows as elements, as `elements` returns them.
function M.shown_elements()
  local text = shell.read("lua/nmap/README.md"):match "\n```xml\n(.-)\n```"
  return (("\n" .. text):gsub("\n +", "\n"):sub(2))
end

return M
