--- The parts of the HTML page that do not come from the registry: its head with
-- the style, the search box, and the script that hides rows.  The script has no
-- `<`, `&` or `]]`, so that the page is also XML.

local terms = require "ianaports.terms"

--- The widths of columns, for those that do not have the usual one.
local WIDTHS = {
  name = "8em", port = "6em", transport = "6em", description = "15em",
  assignee = "10em", contact = "10em", reference = "8em",
  unauthorized_use = "8em", assignment_notes = "auto",
}

--- A rule of style for each of these widths.
local function widths()
  local rules = {}
  for i, column in ipairs(terms.iana) do
    local width = WIDTHS[column.field]
    rules[#rules + 1] = width
      and ("#records th:nth-child(%d) { width: %s; }\n"):format(i, width)
  end
  return table.concat(rules)
end

--- A format: both places are for the title.
local head = [[
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
:root { color-scheme: light dark; }
body { font: 14px/1.4 system-ui, sans-serif; margin: 1em; }
h1 { font-size: 1.5em; }
h2 { font-size: 1.15em; }
pre { font-size: .9em; white-space: pre-wrap; }
dl { display: grid; grid-template-columns: max-content auto; gap: .3em 1em; }
dt { font-weight: bold; }
dd { margin: 0; }
dd, td, .note { white-space: pre-wrap; }
#search { font: inherit; width: 20em; max-width: 60%%; }
table { border-collapse: collapse; table-layout: fixed; width: 100%%; }
#records { min-width: 112em; }
#contacts { min-width: 60em; }
caption { text-align: left; padding: .4em 0; }
th, td { border: 1px solid #8886; padding: .2em .4em; text-align: left;
         vertical-align: top; overflow-wrap: anywhere; }
th { position: sticky; top: 0; background: Canvas; }
#records th { width: 7em; }
]] .. widths() .. [[
:target { outline: 2px solid; }
[hidden] { display: none; }
</style>
</head>
<body>
<h1>%s</h1>
]]

local search = [[
<div id="finder" role="search" hidden="hidden">
<label for="search">Search the records</label>
<input id="search" type="search" autocomplete="off"/>
<output id="shown" for="search"></output>
</div>
]]

local foot = [[
<script>
"use strict";
(function () {
  const box = document.getElementById("search");
  const shown = document.getElementById("shown");
  const rows = Array.from(document.querySelectorAll("#records tbody tr"));
  let texts = null;
  let timer = 0;

  function tell(count) {
    shown.textContent = count.toLocaleString("en") + " of "
      + rows.length.toLocaleString("en") + " shown";
  }

  function textOf(row) {
    const cells = Array.from(row.cells, cell => cell.textContent);
    cells.push(cells[1] + "/" + cells[2]);
    return cells.join(" ").replace(/\s+/g, " ").toLowerCase();
  }

  function narrow() {
    const words = box.value.toLowerCase().split(/\s+/);
    let count = 0;
    texts = texts || rows.map(textOf);
    rows.forEach(function (row, i) {
      const found = words.every(word => texts[i].includes(word));
      if (row.hidden === found) { row.hidden = !found; }
      if (found) { count += 1; }
    });
    tell(count);
  }

  function preset() {
    const query = new URLSearchParams(location.hash.slice(1)).get("q");
    if (query !== null) { box.value = query; }
    if (box.value !== "") { narrow(); }
  }

  box.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(narrow, 120);
  });
  addEventListener("hashchange", preset);
  document.getElementById("finder").hidden = false;
  tell(rows.length);
  preset();
}());
</script>
</body>
</html>
]]

return { head = head, search = search, foot = foot }
