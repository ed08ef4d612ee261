--- The part of the HTML page's script that is about the port map: what it says of
-- a port, the ports that were found, and a click or a key that filters by a port.

local map = [[
const svg = byId("portmap");
const grid = byId("ports");
const where = byId("where");
const NS = "http://www.w3.org/2000/svg";
let hints = null;
let at = 0;

function drawn(tag, id) {
  const element = document.createElementNS(NS, tag);
  element.id = id;
  return grid.appendChild(element);
}

const foundPath = drawn("path", "found");
const cursor = drawn("rect", "cursor");
cursor.setAttribute("width", 3);
cursor.setAttribute("height", 3);
cursor.setAttribute("visibility", "hidden");

/* Lines through the cells of some ports, as the map itself has them. */
function lines(first, last) {
  const end = Math.min(last, first - first % 256 + 255);
  const line = "M" + first % 256 + " " + (Math.floor(first / 256) + 0.5)
    + "h" + (end - first + 1);
  return end === last ? line : line + lines(end + 1, last);
}

/* Mark the ports of the rows found, and show a transport if it is one. */
function showOnMap(found, transports) {
  const marked = found.length < 3000 ? found.filter(fact => fact.span) : [];
  foundPath.setAttribute("d",
    marked.map(fact => lines(fact.span[0], fact.span[1])).join(""));
  svg.querySelectorAll(".transport").forEach(group => group.classList
    .toggle("only", transports.length === 1 && transports[0] === group.id));
}

function portAt(event) {
  const point = new DOMPoint(event.clientX, event.clientY)
    .matrixTransform(grid.getScreenCTM().inverse());
  const x = Math.floor(point.x);
  const y = Math.floor(point.y);
  const inside = x >= 0 && x < 256 && y >= 0 && y < 256;
  return inside ? y * 256 + x : null;
}

/* A hint of the map as [first port, last port, text]. */
function readHint(path) {
  const line = /^M(\d+) (\d+)h/.exec(path.getAttribute("d"));
  const first = line[2] * 256 + Number(line[1]);
  const text = path.textContent;
  const run = span(text.split(" ")[0]);
  return run ? run.concat(text) : [first, first + 255, text];
}

/* What the map says of a port: the last hint that is there. */
function hintOf(port) {
  hints = hints || Array.from(byId("names").children, readHint);
  const hint = hints.filter(h => h[0] <= port && port <= h[1]).pop();
  return hint[2].startsWith(String(port)) ? hint[2] : port + " " + hint[2];
}

function point(port) {
  at = port;
  cursor.setAttribute("x", port % 256 - 1);
  cursor.setAttribute("y", Math.floor(port / 256) - 1);
  cursor.setAttribute("visibility", "visible");
  where.textContent = hintOf(port);
}

/* Filter by a port; on a small map by the sixteen that a finger can hit. */
function choose(port) {
  const wide = grid.getScreenCTM().a < 2 ? 16 : 1;
  const first = port - port % wide;
  ports = [first, first + wide - 1];
  narrow();
  goToRows();
}

function onMapKey(event) {
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -256, ArrowDown: 256,
                  PageUp: -4096, PageDown: 4096 };
  if (event.key in steps) {
    point(Math.max(0, Math.min(65535, at + steps[event.key])));
  } else if (event.key === "Enter") {
    ports = [at, at];
    narrow();
  } else if (event.key === "Escape") {
    if (ports === null) { return; }
    ports = null;
    soon();
    event.stopPropagation();
  } else {
    return;
  }
  event.preventDefault();
}

function onMapClick(event) {
  const link = event.target.closest("a");
  const port = portAt(event);
  if (link) {
    const name = link.getAttribute("href").slice(1);
    chips.forEach(chip => {
      if (chip.name === "transport") { chip.checked = chip.value === name; }
    });
    soon();
    event.preventDefault();
  } else if (port !== null) {
    point(port);
    choose(port);
  }
}
]]

return { script = map }
