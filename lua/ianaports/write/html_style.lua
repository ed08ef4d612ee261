--- The style of the HTML page.
--
-- Rows are grids of fixed columns and not rows of a table, so that a browser lays
-- out only those in view (`content-visibility`).  With 14,000 rows this is the
-- difference between a page that follows the typing and one that does not.  On a
-- narrow screen a row is a card.

local terms = require "ianaports.terms"

local concat = table.concat

--- The widths of columns.  Notes have a line of their own, below.
local WIDTHS = {
  name = "10em", port = "5.3em", transport = "6em",
  description = "minmax(12em, 2fr)", assignee = "minmax(8em, 1fr)",
  contact = "minmax(8em, 1fr)", reference = "7.5em", service_code = "6em",
  unauthorized_use = "8.5em",
}
local USUAL = "7.9em"

local function columns()
  local widths = {}
  for i = 1, #terms.iana - 1 do
    widths[i] = WIDTHS[terms.iana[i].field] or USUAL
  end
  return concat(widths, " ")
end

--- On a card, a cell says its title.
local function labels()
  local rules = {}
  for i, column in ipairs(terms.iana) do
    if column.kind ~= "ports" and column.kind ~= "transport"
       and column.field ~= "name" and column.field ~= "description" then
      rules[#rules + 1] = ('#records td:nth-child(%d)::before '
        .. '{ content: "%s: "; }\n'):format(i, column.title)
    end
  end
  return concat(rules)
end

local base = [[
:root { color-scheme: light dark; --bar: 0px; --row: 34px; --paper: #fff; --ink: #1b1d21;
  --soft: #f1f3f5; --line: #cfd4da; --mute: #5b6470; --link: #0b57a4;
  --mark: #0b57a4; --reserved: #e8862a; }
@media (prefers-color-scheme: dark) { :root { --paper: #14161a; --ink: #e3e5e8;
  --soft: #20242a; --line: #3a4048; --mute: #9aa4b0; --link: #82b8f7;
  --mark: #82b8f7; } }
* { box-sizing: border-box; }
html { scroll-padding-top: calc(var(--bar) + 4em); }
body { font: 13px/1.4 system-ui, sans-serif; margin: 0; padding: 0 1em 2em;
  background: var(--paper); color: var(--ink); }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--mark); outline-offset: 1px; }
tr:target, .note:target { outline: 2px solid var(--mark); }
[hidden] { display: none !important; }
.skip { position: absolute; left: -99em; background: var(--paper);
  padding: .5em 1em; z-index: 3; }
.skip:focus { left: 0; top: 0; }
h1 { font-size: 1.5em; margin: .6em 0 .1em; }
h2 { font-size: 1.2em; }
header p { margin: 0 0 .6em; color: var(--mute); }
nav a, header a { margin-right: 1em; }
pre { font-family: monospace; white-space: pre-wrap; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3em 1em; }
dt { font-weight: bold; }
dd { margin: 0; }
dd, td, .note { white-space: pre-wrap; }
summary { cursor: pointer; font-size: 1.2em; font-weight: bold; }
details { margin: 1em 0; }
]]

local finder = [[
#finder { position: sticky; top: 0; z-index: 2; margin: 0 -1em;
  padding: .5em 1em; background: var(--soft); border: solid var(--line); border-width: 1px 0; display: flex;
  flex-wrap: wrap; gap: .4em 1.2em; align-items: center; }
#search { font: inherit; font-size: 1.2em; padding: .3em .5em; width: 20em;
  max-width: 100%; color: inherit; background: var(--paper);
  border: 1px solid var(--mute); border-radius: .3em; }
#shown { min-width: 11em; font-variant-numeric: tabular-nums; }
#filters { display: contents; }
fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap;
  gap: .3em; align-items: center; }
legend { float: left; color: var(--mute); padding: 0 .2em 0 0; }
.chip, button { font: inherit; color: inherit; cursor: pointer;
  background: var(--paper); border: 1px solid var(--mute);
  border-radius: 1em; padding: .15em .7em; }
.chip { position: relative; }
.chip input { position: absolute; opacity: 0; }
.chip:hover, button:hover { border-color: var(--mark); }
.chip:has(:checked), #port { background: var(--mark); color: var(--paper);
  border-color: var(--mark); }
.chip:has(:focus-visible) { outline: 3px solid var(--mark);
  outline-offset: 2px; }
#none { padding: 1em 0; }
]]

local tables = [[
table { display: block; text-align: left; }
caption { display: block; text-align: left; padding: .6em 0;
  color: var(--mute); }
tbody { display: block; }
thead { display: block; position: sticky; top: var(--bar); z-index: 1; }
#records, #map, #people, #about { scroll-margin-top: -3.5em; }
.divided caption { display: none; }
tr { display: grid; grid-template-columns: repeat(5, 1fr); }
#records tr { grid-template-columns: ]] .. columns() .. [[; }
#records :is(th, td):last-child { grid-column: 4 / -1; }
#records :is(th, td):last-child { padding-top: 0; }
#records td:last-child { color: var(--mute); }
#records td:last-child:empty { display: none; }
tbody tr { content-visibility: auto; contain-intrinsic-size: auto var(--row);
  border-bottom: 1px solid var(--line); }
.divided tbody { content-visibility: auto; }
.divided tbody tr { content-visibility: visible; }
#map { content-visibility: auto; contain-intrinsic-height: 1200px; }
tbody tr:hover { background: var(--soft); }
tbody tr:focus { outline: 2px solid var(--mark); outline-offset: -2px; }
thead tr { background: var(--soft); border-bottom: 1px solid var(--mute); }
th, td { padding: .25em .5em .25em 0; overflow-wrap: anywhere; }
#records :is(th, td):first-child { padding-left: .5em; }
#records td:first-child { font-weight: 600; }
#records td:nth-child(2) { font-variant-numeric: tabular-nums; }
tr.reserved, tr.unassigned { color: var(--mute); }
tr.reserved { box-shadow: inset 3px 0 var(--reserved); }
#map { max-width: 1160px; }
#where { display: block; min-height: 1.5em; }
#portmap { cursor: crosshair; display: block; }
#cursor { fill: none; stroke: var(--ink); stroke-width: .6px !important; }
#found { fill: none; stroke: #d5007f; stroke-width: 1.6px;
  pointer-events: none; }
]]

local phone = [[
@media screen and (max-width: 74em) {
  body { font-size: 15px; padding: 0 .7em 2em; }
  #finder { margin: 0 -.7em; padding: .4em .7em; gap: .3em .8em; }
  #search { flex: 1 1 12em; width: 12em; }
  #shown { min-width: 0; }
  thead { display: none; }
  #records tr, #contacts tr { display: block; padding: .5em 0; }
  :root { --row: 120px; }
  tbody tr { contain-intrinsic-size: auto var(--row); }
  td { display: block; padding: 0; }
  td:empty { display: none; }
  #records td:nth-child(-n+3):not(:empty) { display: inline;
    padding: 0 .5em 0 0; }
  #records td:first-child { font-size: 1.1em; }
  td::before { color: var(--mute); }
]] .. labels() .. [[
}
@media screen and (max-width: 30em) {
  body { font-size: 14px; }
  .chip, button { padding: .1em .5em; }
  legend { display: none; }
  #filters { display: flex; gap: .8em; overflow-x: auto; padding: 4px;
    flex: 1 1 100%; min-width: 0; }
  #filters > * { flex: none; flex-wrap: nowrap; }
  #filters button { order: -1; }
}
]]

local paper = [[
@page { size: A4 landscape; margin: 1cm; }
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --soft: #fff;
    --line: #999; --mute: #444; --link: #000; }
  body { font-size: 6.5pt; padding: 0; }
  thead { position: static; }
  .skip, nav, #finder, #where { display: none; }
  tbody, tbody tr, #map { content-visibility: visible !important; }
  details::details-content { content-visibility: visible; display: block; }
  #map #portmap { width: auto; height: 16cm; break-inside: avoid; }
}
]]

return { parts = { base, finder, tables, phone, paper } }
