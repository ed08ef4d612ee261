--- The exported page in use: what a person types and clicks in Chromium
-- (support/browse.py), beside what Python finds in IANA's file.

local edition = require "spec.support.edition"
local ianaports = require "ianaports"
local shell = require "spec.support.shell"

local missing
for _, program in ipairs { "chromium", "chromedriver", "python3" } do
  if not missing and shell.run("command -v " .. program) ~= 0 then
    missing = "there is no " .. program
  end
end

--- Texts that would like to be markup or a script.
local HOSTILE = {
  { name = '<script>document.title = "taken"</script>',
    description = "javascript:alert(1)",
    reference = '[javascript://x/%0Aalert(1)][https://x/"onclick=f()]' },
  { name = '</title><script>document.title="taken"</script>', port = 5,
    transport = "tcp", contact = '[<img src=x onerror="f()">]' },
  { name = "c", assignment_notes = "]]> --> </td></tr></table></main>" },
}

local said

--- By the name of each thing that is tried: "ok", or what is wrong.
local function results()
  if said then return said end
  said = {}
  local folder = shell.lines("mktemp -d")[1]
  assert(ianaports.export("html", folder .. "/page.html"))
  assert(ianaports.export("svg", folder .. "/map.svg"))
  assert(ianaports.new(HOSTILE):export("html", folder .. "/hostile.html"))
  local _, output = shell.run(("python3 spec/support/browse.py %s/page.html"
    .. " data/service-names-port-numbers.csv %s/hostile.html %s/map.svg")
    :format(folder, folder, folder))
  shell.run("rm -rf " .. folder)
  for name, result in output:gmatch "([^\t\n]+)\t([^\n]+)" do said[name] = result end
  said.output = output
  return said
end

describe("the exported page in a browser: #browser", function()
  for _, name in ipairs {
    "typing narrows the rows",
    "the address opens the page at the results",
    "the address says what is looked for",
    "chips filter",
    "a click on the map filters by its port",
    "a click on a transport of the map shows that alone",
    "the keyboard goes everywhere",
    "the keyboard goes over the map",
    "contact links lead to the contact",
    "the bar stays in view",
    "a phone has no sideways scrolling",
    "it is dark where the person likes it dark",
    "no text becomes markup",
    "without scripts all is there",
  } do
    it(name, function()
      if missing then return pending(missing) end
      assert.equal("ok", results()[name] or results().output)
    end)
  end
end)

describe("the port map in a browser: #browser", function()
  it("the map has the colours of its legend", function()
    if missing then return pending(missing) end
    assert.equal("ok", results()["the map has the colours of its legend"] or results().output)
  end)
end)

describe("the exported page", function()
  local html = edition.write("html", edition.bundled())

  it("says in its address what is looked for: the ranges are those of the registry", function()
    for _, range in ipairs(ianaports.ranges) do
      assert.is_truthy(html:find(('name="range" value="%d-%d"/>%s<')
        :format(range.first, range.last, range.name), 1, true), range.name)
    end
  end)

  it("has a filter for each transport", function()
    for _, transport in ipairs(ianaports.transports) do
      assert.is_truthy(html:find(('name="transport" value="%s"'):format(transport), 1, true))
    end
  end)

  it("has the port map as it is exported by itself", function()
    assert.is_truthy(html:find(ianaports.export "svg", 1, true))
  end)

  it("marks the rows that are reserved or unassigned by themselves", function()
    local count = {}
    for class in html:gmatch '<tr class="(%a+)"><td>' do
      count[class] = (count[class] or 0) + 1
    end
    assert.same({ reserved = #ianaports.find { status = "reserved" },
      unassigned = #ianaports.find { status = "unassigned" } }, count)
  end)
end)
