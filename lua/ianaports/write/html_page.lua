--- The parts of the HTML page that do not come from the registry: its head, and
-- the search box with its filters.

local script = require "ianaports.write.html_script"
local style = require "ianaports.write.html_style"
local terms = require "ianaports.terms"

local concat = table.concat

--- Formats: each has a place for the title.  The page loads nothing, and may not.
local before_style = [[
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="]]
  .. "default-src 'none'; style-src 'unsafe-inline'; "
  .. "script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'" .. [["/>
<title>%s</title>
<style>
]]

local after_style = [[
</style>
</head>
<body>
<a class="skip" href="#records">Skip to the records</a>
<header>
<h1>%s</h1>
]]

local chip = '<label class="chip"><input type="checkbox" name="%s" value="%s"/>'
  .. "%s</label>\n"

--- A group of filters: a record has to have one of the values that are checked.
local function chips(title, name, values)
  local parts = { "<fieldset>\n<legend>", title, "</legend>\n" }
  for _, value in ipairs(values) do
    local word, shown = value[1] or value, value[2] or value
    parts[#parts + 1] = chip:format(name, word, shown)
  end
  return concat(parts) .. "</fieldset>\n"
end

local function transports()
  local list = {}
  for i, transport in ipairs(terms.transports) do list[i] = transport end
  list[#list + 1] = { "none", "no transport" }
  return list
end

--- Those that records have by themselves.
local function statuses()
  local list = {}
  for _, status in ipairs(terms.statuses) do
    if status ~= "dynamic" then list[#list + 1] = status end
  end
  return list
end

--- The value of a range is its ports.
local function ranges()
  local list = {}
  for i, range in ipairs(terms.ranges) do
    list[i] = { ("%d-%d"):format(range.first, range.last), range.name }
  end
  list[#list + 1] = { "none", "no port" }
  return list
end

--- The search box and the filters, for browsers that run the script.
local finder = [[
<div id="finder" role="search" hidden="hidden">
<input id="search" type="search" autocomplete="off" spellcheck="false"
 aria-label="Search the records" placeholder="Search: https, 443/tcp, printer"/>
<output id="shown" for="search"></output>
<div id="filters">
]] .. chips("Transport", "transport", transports())
  .. chips("Status", "status", statuses())
  .. chips("Range", "range", ranges()) .. [[
<button id="port" type="button" hidden="hidden"></button>
<button id="clear" type="button" hidden="hidden">Clear all</button>
</div>
</div>
]]

--- For XML the script is a CDATA section, for HTML that is a comment in it.
local before_script = "<script>\n//<![CDATA[\n"
local after_script = "//]]>\n</script>\n</body>\n</html>\n"

--- Write the page up to its title.
---@param add fun(text: string)
---@param title string   escaped
local function write_head(add, title)
  add(before_style:format(title))
  for _, part in ipairs(style.parts) do add(part) end
  add(after_style:format(title))
end

--- Write the end of the page.
---@param add fun(text: string)
local function write_foot(add)
  add(before_script)
  for _, part in ipairs(script.parts) do add(part) end
  add(after_script)
end

return { finder = finder, write_foot = write_foot, write_head = write_head }
