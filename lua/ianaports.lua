--- IANA's Service Name and Transport Protocol Port Number Registry
-- (RFC 6335), whole: what `require "ianaports"` gives.
--
-- Look-ups are the C functions of `ianaports.core` themselves, on the bundled
-- registry.  The rest of the Lua layer loads on first use, so that requiring
-- the module costs little more than mapping it.  Sets no global and prints
-- nothing but what `help` is asked for.

local found, core = pcall(require, "ianaports.core")
if not found then error(require "ianaports.misfit".message(core), 0) end

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

--- The results of a call as they are, so that the call is no tail call: an
--- error that is raised for the user's line counts the functions in between.
local function pass(...) return ... end

--- A function of another file of the layer, loaded when it is first called.
local function later(file, name)
  return function(...)
    return pass(require("ianaports." .. file)[name](...))
  end
end

-- The module, and what its values can do and look like.

local ianaports = {
  _VERSION = "ianaports 0.1.0",
  contact = core.contact,
  contacts = core.contacts,
  diff = later("diff", "diff"),
  find = core.find,
  load = later("editions", "load"),
  lookup = core.lookup,
  name = core.name,
  names = core.names,
  new = later("rows", "new"),
  parse = later("editions", "parse"),
  port = core.port,
  ports = core.ports,
  range = core.range,
  ranges = ranges,
  records = core.records,
  services = core.services,
  status = core.status,
  transports = { "tcp", "udp", "sctp", "dccp" },
  valid_name = later("rfc6335", "valid_name"),
}

--- Print one screen of help.
function ianaports.help()
  print(require "ianaports.render".help())
end

--- Raise where a method got something else than what it is a method of, as by
--- a dot for the colon.
local function check_self(self, kind, name)
  if getmetatable(self) == core[kind .. "_type"] then return end
  error(("bad argument #1 to '%s' (a %s expected, got %s; write %s:%s(...))")
    :format(name, kind, type(self), kind, name), 3)
end

--- A method of every registry, and the module's function of that name, which
--- works on the bundled one.
local function define_later(name, file)
  methods[name] = function(registry, ...)
    check_self(registry, "registry", name)
    return pass(require("ianaports." .. file)[name](registry, ...))
  end
  ianaports[name] = function(...)
    return pass(require("ianaports." .. file)[name](bundled, ...))
  end
end

define_later("unassigned", "unassigned")
define_later("info", "info")
define_later("save", "editions")
define_later("export", "editions")
define_later("overlay", "rows")

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

core.narrow = later("filter", "narrow")

function core.selection_methods.export(selection, ...)
  check_self(selection, "selection", "export")
  return pass(require "ianaports.editions".export(selection, ...))
end

core.registry_type.__call = core.call_registry
core.registry_type.__tostring = later("render", "registry")
core.selection_type.__tostring = later("render", "selection")
core.contact_type.__tostring = later("render", "contact")
core.adopt(bundled, "bundled")

-- What stands for the bundled registry, however often it is loaded.
core.modules = core.modules or setmetatable({}, { __mode = "k" })
core.modules[ianaports] = true

return setmetatable(ianaports, {
  __call = core.call,
  __tostring = function() return ianaports._VERSION end,
})

