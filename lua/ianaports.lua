--- IANA's Service Name and Transport Protocol Port Number Registry
-- (RFC 6335), whole: what `require "ianaports"` gives.
--
-- Look-ups are the C functions of `ianaports.core` themselves, on the bundled
-- registry.  The rest of the Lua layer loads on first use, so that requiring
-- the module costs little more than mapping it.  Sets no global and prints
-- nothing but what `help` is asked for.

local core = require "ianaports.core"

local bundled, methods = core.bundled, core.methods

--- The port ranges of RFC 6335, section 6, and who may assign in them (8.1.2).
---@class ianaports.Range
---@field name "system"|"user"|"dynamic"
---@field first integer
---@field last integer
---@field procedures string
---@field reference string
local ranges = {
  { name = "system", first = 0, last = 1023,
    procedures = "IETF Review or IESG Approval",
    reference = "[RFC6335][RFC8126]" },
  { name = "user", first = 1024, last = 49151,
    procedures = "IETF Review, IESG Approval or Expert Review",
    reference = "[RFC6335][RFC8126]" },
  { name = "dynamic", first = 49152, last = 65535,
    procedures = "not assigned",
    reference = "[RFC6335]" },
}

--- A function of another file of the layer, loaded when it is first called.
local function later(file, name)
  return function(...) return require("ianaports." .. file)[name](...) end
end

--- The rows of a registry or selection that pass a filter (ianaports.Filter).
local function narrow(selection, filter, caller)
  if filter == nil then return selection end
  return require "ianaports.filter".apply(selection, filter, caller)
end


-- Methods of every registry; each is also a function of the module, on the
-- bundled one.

--- The selection of the records that match: nil (all), a port, a text, a
--- function, or a table of keys.  A wrong filter raises.
function methods.find(registry, filter)
  local selection = narrow(core.select(registry), filter, "find")
  return selection
end

--- Iterator over the matching records, in registry order.
function methods.records(registry, filter)
  local selection = narrow(core.select(registry), filter, "records")
  return selection:records()
end

--- Iterator over name, port, transport, last_port of the matching records
--- that have a name and a port.  Makes no tables.
function methods.services(registry, filter)
  local selection = narrow(core.select(registry), filter, "services")
  return core.services(selection)
end

--- Iterator over first, last of the runs of ports that `status` calls
--- unassigned.
function methods.unassigned(registry, options)
  local iterator = require "ianaports.unassigned" (registry, options)
  return iterator
end

--- What the edition says of itself (ianaports.Info); a new table each time.
function methods.info(registry)
  return require "ianaports.info" (registry)
end

--- Write the image to a file, whole or not at all: true, or nil, message.
methods.save = later("editions", "save")

--- All records in a format, as a string or into a file.
function methods.export(registry, format, path)
  local selection = core.select(registry)
  return selection:export(format, path)
end

--- A new registry with the rows in front of this one's, or nil, message.
methods.overlay = later("rows", "overlay")

local function on_bundled(name)
  local method = methods[name]
  return function(...) return method(bundled, ...) end
end


-- What values of the module can do and look like.

local record_methods = {}
for _, name in ipairs { "status", "range", "alias_of", "aliases", "references",
                        "assignees", "contacts", "txt_keys", "srv" } do
  record_methods[name] = later("record", name)
end

--- Give a registry its source, and its records their methods.
function core.adopt(registry, source)
  local type_of_records = core.owner(registry)
  type_of_records.__name = "ianaports.record"
  type_of_records.__index = record_methods
  type_of_records.__tostring = later("render", "record")
  type_of_records.source = source
  return registry
end

function core.selection_methods.find(selection, filter)
  local found = narrow(core.copy(selection), filter, "find")
  return found
end

core.selection_methods.export = later("editions", "export")

core.registry_type.__call = methods.find
core.registry_type.__tostring = later("render", "registry")
core.selection_type.__tostring = later("render", "selection")
core.contact_type.__tostring = later("render", "contact")
core.adopt(bundled, "bundled")


local ianaports = {
  _VERSION = "ianaports 0.1.0",
  contact = core.contact,
  contacts = core.contacts,
  diff = later("diff", "diff"),
  export = on_bundled "export",
  find = on_bundled "find",
  info = on_bundled "info",
  load = later("editions", "load"),
  lookup = core.lookup,
  name = core.name,
  names = core.names,
  new = later("rows", "new"),
  overlay = on_bundled "overlay",
  parse = later("editions", "parse"),
  port = core.port,
  ports = core.ports,
  range = core.range,
  ranges = ranges,
  records = on_bundled "records",
  save = on_bundled "save",
  services = on_bundled "services",
  status = core.status,
  transports = { "tcp", "udp", "sctp", "dccp" },
  unassigned = on_bundled "unassigned",
  valid_name = later("rfc6335", "valid_name"),
}

--- Print one screen of help.
function ianaports.help()
  print(require "ianaports.render".help())
end

return setmetatable(ianaports, {
  __call = function(_, filter) return methods.find(bundled, filter) end,
})
