--- Editions: registries read from files, texts and rows, kept as images,
-- with the user's own rows laid over them.
--
-- What the world gets wrong (no such file, a malformed record, a damaged
-- image) is nil and a message with the file, the line, the column and what is
-- wrong; a wrong argument raises.  Nothing is dropped or repaired.

local core = require "ianaports.core"
local show = require "ianaports.filter".show

local BLOCK = 65536       -- bytes of a text taken at a time
local MAX_TEXT = 2 ^ 30   -- bytes of one; of a file: lread.c

local formats = { csv = true, xml = true, image = true, services = true }

---@class ianaports.LoadOptions
---@field format "csv"|"xml"|"image"|"services"?  default: by the content
---@field contacts string?   path of a CSV file of contacts

--- Raise at the line that called the module: the check that calls this, the
--- public function, and its stub in ianaports.lua are in between.
local function bad_argument(index, name, message)
  error(("bad argument #%d to '%s' (%s)"):format(index, name, message), 5)
end

local function check_type(index, name, what, value, wanted)
  if type(value) == wanted then return end
  bad_argument(index, name, ("%s must be a %s, got %s"):format(what, wanted,
                                                               type(value)))
end

local function check_path(index, name, path)
  if type(path) ~= "string" then
    bad_argument(index, name, "path must be a string, got " .. type(path))
  elseif path:find "%z" then
    bad_argument(index, name, "path must have no NUL in it")
  end
end

--- The options of `load`, `parse`, or `new`, which has no format: a copy, so
--- that nothing comes in behind the check, as through a metatable.
local function check_options(name, options)
  local result = {}
  if options == nil then return result end
  if type(options) ~= "table" then
    bad_argument(2, name, "options must be a table, got " .. type(options))
  end
  for key, value in next, options do
    if key ~= "contacts" and (key ~= "format" or name == "new") then
      bad_argument(2, name, ("unknown option %s; known options: contacts%s")
        :format(show(key), name == "new" and "" or ", format"))
    elseif type(value) ~= "string" or value:find "%z"
       or (key == "format" and not formats[value]) then
      bad_argument(2, name, key == "contacts" and "contacts must be a path"
        or 'format must be "csv", "xml", "image" or "services"')
    end
    result[key] = value
  end
  return result
end


-- Sources: a function that gives the text block by block, then nil, and a
-- state whose `message` says why it ended early, and `file` where it reads.

local function text_source(text)
  local at, state = 1, {}
  return function()
    if #text > MAX_TEXT then state.message = "longer than 2^30 bytes" end
    if at > #text or state.message then return nil end
    at = at + BLOCK
    return text:sub(at - BLOCK, at - 1)
  end, state
end

local function file_source(file)
  local state = { file = file }
  return function()
    local block
    block, state.message = file:read()
    return block
  end, state
end

--- The source again, with a block put back in front.
local function put_back(block, next_block)
  return function()
    local first = block
    block = nil
    return first or next_block()
  end
end

--- Open the image that `next_block` gives.
local function open_image(next_block)
  local blocks = {}
  for block in next_block do blocks[#blocks + 1] = block end
  return core.open(table.concat(blocks))
end

--- Read contacts from a CSV file into a builder.
local function add_contacts(builder, path)
  local file, message = require "ianaports.build".open(path)
  if not file then return nil, message end
  local next_block, state = file_source(file)
  local ok, wrong = builder:csv("contacts", next_block)
  file:close()
  if state.message then return nil, path .. ": " .. state.message end
  if not ok then return nil, path .. ":" .. wrong end
  return true
end

--- Finish a builder: a registry.
local function finish(builder)
  local image, message = builder:finish()
  if not image then return nil, message end
  return core.open(image)
end

--- A registry from a text in one of the formats; or nil, what is wrong, and
--- true where that names its file already.
local function read_text(next_block, format, options, file)
  local builder = require "ianaports.build".new()
  local reader = require("ianaports.format." .. format)
  if options.contacts then
    local ok, message = add_contacts(builder, options.contacts)
    if not ok then return nil, message, true end
  end
  local ok, message = reader.read(builder, next_block, options, file)
  if not ok then return nil, message end
  return finish(builder)
end

--- A registry from a source called `name`.
local function read(name, next_block, state, options)
  local first = next_block()
  if state.message then return nil, name .. ": " .. state.message end
  local format, note = options.format, nil
  if not format then
    format, note = require "ianaports.format.detect".kind(first or "")
  end
  if not format then return nil, name .. ":1: " .. note end
  next_block = put_back(first, next_block)
  if format == "image" and options.contacts then
    return nil, name .. ": an image has contacts of its own"
  end
  local reader = format == "image" and open_image or read_text
  local registry, message, named = reader(next_block, format, options,
                                           state.file)
  if state.message then return nil, name .. ": " .. state.message end
  if registry then return core.adopt(registry, name) end
  if named then return nil, message end
  return nil, name .. (message:find "^%d" and ":" or ": ") .. message
    .. (note or "")
end

--- The registry in a file: IANA's CSV or XML, a saved image, or services(5).
---@param path string
---@param options ianaports.LoadOptions?
---@return ianaports.Registry?, string? message
local function load_file(path, options)
  check_path(1, "load", path)
  options = check_options("load", options)
  local file, message = require "ianaports.build".open(path)
  if not file then return nil, message end
  local next_block, state = file_source(file)
  local ok, registry, wrong = pcall(read, path, next_block, state, options)
  file:close()
  if not ok then error(registry, 0) end
  if registry then return registry end
  return nil, wrong
end

--- The registry in a text, in any of the formats of `load`.
---@param text string
---@param options ianaports.LoadOptions?
---@return ianaports.Registry?, string? message
local function parse(text, options)
  check_type(1, "parse", "text", text, "string")
  options = check_options("parse", options)
  local next_block, state = text_source(text)
  return read("text", next_block, state, options)
end

--- Write the registry's image to a file, whole or not at all.
---@param registry ianaports.Registry
---@param path string
---@return true?, string? message
local function save(registry, path)
  check_path(1, "save", path)
  return require "ianaports.build".write(path, { core.image(registry) })
end

local writers = {
  csv = true, xml = true, text = true, html = true, services = true,
  json = true,
}

local function check_writer(format)
  if writers[format] then return end
  bad_argument(1, "export", 'format must be "csv", "xml", "text", "html", '
    .. '"services" or "json", got ' .. show(format))
end

--- The records of a selection or registry in a format: as a string, or into
--- a file, whole or not at all.
---@param source ianaports.Selection|ianaports.Registry
---@param format "csv"|"xml"|"text"|"html"|"services"|"json"
---@param path string?
---@return string|true|nil, string? message
local function export(source, format, path)
  check_writer(format)
  if path ~= nil then check_path(2, "export", path) end
  if getmetatable(source) == core.registry_type then
    source = source:find()
  end
  local pieces = {}
  local function emit(piece) pieces[#pieces + 1] = piece end
  local ok, message = require("ianaports.format." .. format)
    .write(emit, source, core.registry_of(source))
  if not ok then return nil, message end
  if path == nil then return table.concat(pieces) end
  return require "ianaports.build".write(path, pieces)
end

return {
  export = export,
  finish = finish,
  load = load_file,
  add_contacts = add_contacts,
  check_options = check_options,
  check_type = check_type,
  parse = parse,
  save = save,
}
