--- The script of the HTML page: it shows the rows that are looked for.
--
-- What a row holds is read once, when it is first needed.  A letter that is typed
-- then costs a pass over these texts, and a change of the rows that come or go.
-- Texts of the page become texts again, never markup.

local map = require "ianaports.write.html_map"

local rows = [[
const BLOCK = 50;
const byId = id => document.getElementById(id);
const box = byId("search");
const shown = byId("shown");
const bar = byId("finder");
const table = byId("records");
const rows = Array.from(table.tBodies[0].rows);
const off = rows.map(() => false);
const blocks = [];
const chips = Array.from(bar.querySelectorAll("input[type=checkbox]"));
let facts = null;
let ports = null;

/* Divide the rows into blocks, of which a browser lays out those in view.  While
   they move they are not in the page, where each move would cost a layout. */
function divide() {
  table.tBodies[0].remove();
  for (let i = 0; i < rows.length; i += BLOCK) {
    const block = document.createElement("tbody");
    block.append(...rows.slice(i, i + BLOCK));
    blocks.push({ element: block, count: 0 });
  }
  table.append(...blocks.map(block => block.element));
  table.classList.add("divided");
}

/* Tell a block how many of its rows are shown.  An empty one keeps its box: to
   take boxes away and back again costs more than all the rest. */
function size(block, count) {
  if (block.count === count) { return; }
  block.count = count;
  const style = block.element.style;
  style.contentVisibility = count === 0 ? "hidden" : "";
  style.containIntrinsicHeight = "calc(var(--row) * " + count + ")";
}

/* "225-241" as [225, 241]; null if it is neither that nor one port. */
function span(text) {
  const found = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text);
  if (found === null) { return null; }
  return [Number(found[1]), Number(found[2] || found[1])];
}

/* What is looked at when filtering, read once from the rows. */
function factsOf(row) {
  const cells = Array.from(row.cells, cell => cell.textContent);
  const text = cells.concat(cells[1] + "/" + cells[2]).join(" ");
  return {
    text: text.replace(/\s+/g, " ").toLowerCase(),
    span: span(cells[1]),
    transport: cells[2] || "none",
    status: row.className || "assigned"
  };
}

function read() {
  facts = facts || rows.map(factsOf);
}
]]

local filters = [[
/* The values that are checked, by the name of their group. */
function checked() {
  const groups = {};
  chips.filter(chip => chip.checked).forEach(function (chip) {
    (groups[chip.name] = groups[chip.name] || []).push(chip.value);
  });
  return groups;
}

function meets(a, b) {
  return a !== null && b !== null && a[0] <= b[1] && b[0] <= a[1];
}

function inRanges(fact, ranges) {
  return ranges.some(range => range === "none" ? fact.span === null
    : meets(fact.span, span(range)));
}

/* A list of functions that all have to hold for the facts of a row. */
function tests() {
  const list = [];
  const groups = checked();
  box.value.toLowerCase().split(/\s+/).filter(Boolean).forEach(word =>
    list.push(fact => fact.text.includes(word)));
  ["transport", "status"].forEach(function (name) {
    if (groups[name]) { list.push(f => groups[name].includes(f[name])); }
  });
  if (groups.range) { list.push(fact => inRanges(fact, groups.range)); }
  if (ports) { list.push(fact => meets(fact.span, ports)); }
  return list;
}

function tell(count, filtered) {
  shown.textContent = count.toLocaleString("en") + " of "
    + rows.length.toLocaleString("en") + " shown";
  byId("none").hidden = count > 0;
  byId("none").textContent = ports === null ? "No record has all that."
    : "No record has all that. The map says: " + hintOf(ports[0]);
  byId("clear").hidden = !filtered;
  byId("port").hidden = ports === null;
  byId("port").textContent = ports === null ? ""
    : "port " + portText() + " \u00d7";
  byId("port").setAttribute("aria-label", "Do not filter by port");
}

function portText() {
  return ports[0] === ports[1] ? String(ports[0]) : ports.join("-");
}

/* Show the rows that pass all tests; touch only those that change. */
function narrow() {
  const list = tests();
  const found = [];
  const counts = blocks.map(() => 0);
  read();
  rows.forEach(function (row, i) {
    const hide = !list.every(test => test(facts[i]));
    if (off[i] !== hide) { off[i] = row.hidden = hide; }
    if (!hide) {
      found.push(facts[i]);
      counts[Math.floor(i / BLOCK)] += 1;
    }
  });
  blocks.forEach((block, i) => size(block, counts[i]));
  tell(found.length, list.length > 0);
  setTimeout(after, 0, list.length > 0 ? found : []);
}

/* What may wait until the rows are shown. */
function after(found) {
  remember();
  showOnMap(found, checked().transport || []);
}
]]

local address = [[
/* The filters as the part of the address after #, and back. */
function remember() {
  const params = new URLSearchParams();
  const groups = checked();
  if (box.value) { params.set("q", box.value); }
  Object.keys(groups).forEach(name => params.set(name, groups[name].join()));
  if (ports) { params.set("port", portText()); }
  const hash = "#" + params.toString();
  if (hash !== (location.hash || "#")) { history.replaceState(null, "", hash); }
}

function preset() {
  const params = new URLSearchParams(location.hash.slice(1));
  const names = ["q", "transport", "status", "range", "port"];
  if (!names.some(name => params.has(name))) { return false; }
  box.value = params.get("q") || "";
  chips.forEach(function (chip) {
    const values = (params.get(chip.name) || "").split(",");
    chip.checked = values.includes(chip.value);
  });
  ports = span(params.get("port") || "");
  return true;
}

let waiting = false;

/* Filter before the next picture, once for all that was typed until then. */
function soon() {
  if (waiting) { return; }
  waiting = true;
  requestAnimationFrame(function () {
    waiting = false;
    narrow();
  });
}

function clearAll() {
  box.value = "";
  ports = null;
  chips.forEach(chip => { chip.checked = false; });
  soon();
}

/* Scroll to what the address names.  On the way rows get their true heights, so
   that it has moved when the page is drawn: try again then. */
function jump(times) {
  const target = byId(decodeURIComponent(location.hash.slice(1)));
  if (target === null) { return; }
  target.scrollIntoView();
  if (times > 1) { requestAnimationFrame(() => jump(times - 1)); }
}

/* Scroll up to the rows, if they begin above of what is seen. */
function goToRows() {
  if (table.getBoundingClientRect().top < 0) { table.scrollIntoView(); }
}
]]

local keys = [[
/* The next row that is shown, from a place in a direction. */
function nextRow(from, step) {
  let i = from;
  while (i in rows && off[i]) { i += step; }
  return rows[i] || null;
}

function focusRow(row) {
  if (row === null) { return; }
  row.tabIndex = -1;
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function onBoxKey(event) {
  if (event.key === "ArrowDown") {
    focusRow(nextRow(0, 1));
  } else if (event.key === "Enter") {
    narrow();
    goToRows();
  } else if (event.key === "Escape") {
    if (box.value) { box.value = ""; soon(); } else { clearAll(); }
  } else {
    return;
  }
  event.preventDefault();
}

function onRowKey(event) {
  const i = rows.indexOf(event.target);
  const moves = {
    ArrowDown: () => nextRow(i + 1, 1), ArrowUp: () => nextRow(i - 1, -1),
    Home: () => nextRow(0, 1), End: () => nextRow(rows.length - 1, -1)
  };
  if (i === -1) { return; }
  if (event.key === "ArrowUp" && nextRow(i - 1, -1) === null) {
    box.focus();
  } else if (moves[event.key]) {
    focusRow(moves[event.key]());
    event.preventDefault();
  }
}

function onKey(event) {
  if (event.target !== box && (event.key === "/" || event.key === "Escape")) {
    box.focus();
    box.select();
    event.preventDefault();
  }
}
]]

local start = [[
function fit() {
  document.documentElement.style
    .setProperty("--bar", bar.offsetHeight + "px");
}

box.addEventListener("input", soon);
box.addEventListener("keydown", onBoxKey);
bar.addEventListener("change", soon);
byId("clear").addEventListener("click", () => { clearAll(); box.focus(); });
byId("port").addEventListener("click", () => { ports = null; soon(); });
table.addEventListener("keydown", onRowKey);
document.addEventListener("keydown", onKey);
svg.addEventListener("click", onMapClick);
svg.addEventListener("keydown", onMapKey);
svg.addEventListener("pointermove", function (event) {
  const port = portAt(event);
  if (port !== null) { where.textContent = hintOf(port); }
});
addEventListener("hashchange", function () {
  if (preset()) { narrow(); } else { jump(3); }
});
svg.setAttribute("tabindex", "0");
divide();
blocks.forEach(block => size(block, block.element.rows.length));
bar.hidden = false;
new ResizeObserver(fit).observe(bar);
fit();
tell(rows.length, false);
if (preset()) {
  narrow();
} else {
  jump(3);
  (window.requestIdleCallback || setTimeout)(read);
}
]]

return {
  parts = {
    '"use strict";\n(function () {\n\n', rows, filters, address, keys, map.script, start,
    "}());\n",
  },
}
