--- What starve.c runs while memory runs out: a list of scenarios.
--
-- `run` returns the answer as a string, the same each time, or nil and a message.
-- `prepare` comes before it, `finish` after it.  `check` raises if a run that
-- failed left anything behind.  With `fresh`, each run has a Lua state of its
-- own, in which the module is not loaded.  With `calls`, system calls fail too.

local scenarios = {}

local function scenario(name, run, more)
  local result = more or {}
  result.name, result.run = name, run
  scenarios[#scenarios + 1] = result
end

local rows = {
  { name = "http", port = 80, transport = "tcp", description = "Web, é",
    assignee = "[A][B]", contact = "[A]", registration_date = "2015-07",
    modification_date = "2020-02-29", reference = "[RFC9110][URI: x.example]",
    assignment_notes = "Defined TXT keys: u=, p=" },
  { name = "http", port = 80, transport = "udp", description = "Web, é" },
  { name = "www", port = 80, transport = "tcp", service_code = "42",
    assignment_notes = 'This entry is an alias to "http".' },
  { port = "100-200", description = "Unassigned", unauthorized_use = "ours" },
  { name = "HTTP", transport = "sctp" },
  { name = "rdp", description = "no port, no transport" },
}

--- What the scenarios share, in the Lua state that they run in.
local module, small, folder

local function prepare()
  module = require "ianaports"
  small = assert(module.new(rows))
end

local function shared(name, run, check)
  scenario(name, run, { prepare = prepare, check = check })
end

--- A record, a contact or a list as a string.
local function text(value)
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  for key, field in pairs(value) do
    parts[#parts + 1] = tostring(key) .. "=" .. text(field)
  end
  table.sort(parts)
  return "{" .. table.concat(parts, ";") .. "}"
end

local function texts(...)
  local parts = {}
  for i = 1, select("#", ...) do parts[i] = text((select(i, ...))) end
  return table.concat(parts, "|")
end


-- Loading the module, and each part of it for the first time

scenario("require", function()
  return require "ianaports".name(443, "tcp")
end, { fresh = true })

scenario("first find", function()
  return texts(#require "ianaports".find { port = "80", name = "http" })
end, { fresh = true, prepare = function() require "ianaports" end })

scenario("first text", function()
  return texts(#require "ianaports".find "web")
end, { fresh = true, prepare = function() require "ianaports".find(80) end })

scenario("first values", function()
  local ianaports = require "ianaports"
  local record = ianaports.lookup "443/tcp"
  local contact = ianaports.contact "D_J_Bernstein"
  return texts(record, contact, ianaports.find(443):names(),
    record.srv ~= nil, getmetatable(record).registry ~= nil,
    getmetatable(contact).__tostring ~= nil,
    require "ianaports.core".internals().bundled():name(80))
end, { fresh = true, prepare = function() require "ianaports" end })

scenario("first new", function()
  local registry, message = require "ianaports".new { rows[1] }
  if not registry then return nil, message end
  return registry:name(80)
end, { fresh = true, prepare = function() require "ianaports.rows" end })


-- Look-ups

shared("look-up", function()
  return texts(module.name(80), module.names(80), module.port "https",
    module.ports("raid-am"), module.lookup "443/tcp",
    module.lookup "_ipp._tcp", module.status(9311, "tcp"),
    module.range(80), module.contact "D_J_Bernstein")
end)

shared("wrong argument", function()
  local _, a = pcall(function() return (module.name(65536)) end)
  local _, b = pcall(function() return (module.name(1, ("é"):rep(100))) end)
  local _, c = pcall(function() return #module.find { colour = 1 } end)
  for _, said in ipairs { a, b, c } do
    if said:find "memory" then return nil, said end
  end
  return texts(a, b, c)
end)

shared("record", function()
  local record = small:lookup "http"
  local alias = small:lookup "www"
  return texts(record:status(), record:range(), alias:alias_of(),
    record:aliases(), record:references(), record:assignees(),
    record:contacts(), record:txt_keys(), record:srv(), tostring(record))
end)

shared("info", function()
  return texts(module.info(), tostring(small), small:info())
end)


-- Selections, by each key

for _, case in ipairs {
  { "port", { port = "80,443,6000-6063" } },
  { "transport", { transport = "sctp" } },
  { "name", { name = { "http", "x*1?" } } },
  { "description", { description = "*proxy*" } },
  { "assignee", { assignee = "IESG" } },
  { "contact", { contact = "[IESG]" } },
  { "registration_date", { registration_date = "2015" } },
  { "modification_date",
    { modification_date = { from = "2018", to = "2019-04" } } },
  { "reference", { reference = "RFC6335" } },
  { "service_code", { service_code = "*" } },
  { "unauthorized_use", { unauthorized_use = { "*port*", "*6003" } } },
  { "assignment_notes", { assignment_notes = "*TXT*" } },
  { "origin", { origin = "*" } },
  { "since", { since = "2015-07" } },
  { "status", { status = "reserved" } },
  { "range", { range = "system" } },
  { "alias", { alias = true } },
  { "has", { has = { "service_code", "port" } } },
  { "lacks", { lacks = "port" } },
  { "text", { text = "printer" } },
  { "a text", "printer" },
  { "a number", 443 },
} do
  shared("find " .. case[1], function()
    local selection = module.find(case[2])
    return texts(#selection, selection:first(), selection[2])
  end)
end

shared("find where", function()
  return texts(#module.find { range = "system", transport = "dccp",
    where = function(record) return record.port ~= 80 end })
end)

shared("selection", function()
  local a = module.find { name = "http*" }
  local b = module.find { transport = "udp" }
  local both = a * b
  return texts(#(a + b), #(a - b), both:names(), both:ports(), a == b,
    both:find(80), tostring(both))
end)

shared("iterate", function()
  local parts = {}
  for record in small:records() do parts[#parts + 1] = text(record) end
  for record in small:find() do parts[#parts + 1] = tostring(record) end
  for name, port, transport, last in small:services() do
    parts[#parts + 1] = texts(name, port, transport, last)
  end
  for first, last in small:unassigned { to = 2000 } do
    parts[#parts + 1] = texts(first, last)
  end
  local contacts = module.contacts()
  for _ = 1, 10 do parts[#parts + 1] = text(contacts()) end     -- there are thousands
  return table.concat(parts, "\n")
end)


-- Editions

local function open_folder()
  prepare()
  folder = os.tmpname()
  os.remove(folder)
  assert(os.execute("mkdir " .. folder))
  for _, format in ipairs { "csv", "xml", "services" } do
    assert(small:export(format, folder .. "/small." .. format))
  end
  assert(small:save(folder .. "/small.image"))
end

--- The folder must have only the files that belong there, each whole.
local function check_folder()
  local pipe = io.popen("ls " .. folder)
  local listing = pipe:read "*a"
  pipe:close()
  local wanted = "small.csv\nsmall.image\nsmall.services\nsmall.xml\n"
  assert(listing == wanted, listing)
end

local function in_folder(name, run)
  scenario(name, run, { prepare = open_folder, check = check_folder,
    calls = true, finish = function() os.execute("rm -r " .. folder) end })
end

for _, format in ipairs { "csv", "xml", "services", "image" } do
  in_folder("load " .. format, function()
    local registry, message = module.load(folder .. "/small." .. format)
    if not registry then return nil, message end
    return texts(registry:names(80), registry:lookup(150),
      registry:info().records)
  end)
end

in_folder("load with contacts", function()
  local registry, message = module.load(folder .. "/small.csv",
    { contacts = "spec/fixtures/pack/contacts.csv" })
  if not registry then return nil, message end
  return texts(registry:info().contacts)
end)

in_folder("load of a wrong file", function()
  local _, a = module.load "no-such-file"
  local _, b = module.load("Makefile", { format = "csv" })
  local _, c = module.load("Makefile", { format = "image" })
  local _, d = module.load("Makefile", { format = "xml" })
  for _, said in ipairs { a, b, c, d } do
    if said:find "memory" then return nil, said end
  end
  return texts(a, b, c, d)
end)

in_folder("save", function()
  local ok, message = small:save(folder .. "/small.image")
  if not ok then return nil, message end
  return "saved"
end)

shared("new", function()
  local registry, message = module.new(rows)
  if not registry then return nil, message end
  return texts(registry:names(80), registry:ports "http")
end)

--- With an element, an attribute and a column that IANA does not have.
local later = {
  csv = '%s,more\r\na,80,tcp,,,,,,,,,,"x"\r\n',
  xml = '<registry xmlns="http://www.iana.org/assignments"><more/>'
    .. '<record more=""><name>a</name><number>80</number></record></registry>',
}

for _, format in ipairs { "csv", "xml" } do
  shared("later " .. format, function()
    local titles = small:export "csv":match "^[^\r]*"
    local registry, message = module.parse(later[format]:format(titles))
    if not registry then return nil, message end
    return texts(registry:names(80), registry:info().skipped)
  end)
end

shared("overlay", function()
  local registry, message = small:overlay({
    { name = "mine", port = 80, transport = "tcp" }, { name = "other" },
    { name = "range", port = "90-120" } }, "ours")
  if not registry then return nil, message end
  return texts(registry:names(80), registry:lookup "mine")
end)

-- HTML has all of SVG in it.
for _, format in ipairs { "csv", "xml", "text", "html", "services", "json", "lua" } do
  shared("export " .. format, function()
    return small:export(format)
  end)
end

in_folder("export into a file", function()
  local ok, message = small:export("csv", folder .. "/small.csv")
  if not ok then return nil, message end
  return "exported"
end)

shared("diff", function()
  local other = module.new { rows[1], { name = "new", port = 1 } }
  if not other then return nil, "not enough memory" end
  return tostring(module.diff(small, other))
end)

shared("annotator", function()
  local parts, line = { "port,x\n" }, "80," .. ("x"):rep(1000) .. "\n"
  for i = 1, 200 do parts[i + 1] = line end
  local ok, out = pcall(function()
    local filter = module.annotator { registry = small, fields = "name,status" }
    return filter(table.concat(parts)) .. filter "443,y" .. filter(nil)
  end)
  if not ok then return nil, out end
  return #out .. out:sub(1, 30) .. out:sub(-30)
end)

return scenarios
