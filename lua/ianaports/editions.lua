--- Editions: registries read from files and texts, saved as images, exported.
--
-- A failure outside of the program (no such file, a malformed record, a damaged
-- image) gives nil and a message with the file, the line, the column and what
-- is wrong.  A wrong argument raises an error.  Nothing of IANA's is dropped or
-- repaired.

local argument = require "ianaports.argument"
local core = require "ianaports.core".internals()
local terms = require "ianaports.terms"

local bad_argument = argument.bad_argument

local BLOCK = 65536       -- bytes of a text taken at a time

--- The formats that are read and written.  Each has a file in read/ or write/,
--- except images, which the core reads.
local READ = { "csv", "xml", "image", "services" }
local WRITTEN = {
  "csv", "xml", "text", "html", "svg", "services", "json", "lua"
}

--- The names of formats in messages.
local NAMED = { csv = "IANA's CSV", xml = "XML", image = "an image",
                services = "a services file" }

local function set_of(list)
  local set = {}
  for _, item in ipairs(list) do set[item] = true end
  return set
end

local is_read, is_written = set_of(READ), set_of(WRITTEN)

--- The options of `load` or `parse`, or of `new`, which takes no format: a
--- checked copy, so that nothing can change them after the check.
local function check_options(name, options)
  local result = {}
  if options == nil then return result end
  if type(options) ~= "table" then
    bad_argument(name, 2, "options must be a table, got " .. type(options))
  end
  for key, value in next, options do
    if key ~= "contacts" and (key ~= "format" or name == "new") then
      bad_argument(name, 2, ("unknown option %s; known options: contacts%s")
        :format(argument.show(key), name == "new" and "" or ", format"))
    elseif type(value) ~= "string" or value:find "%z"
       or (key == "format" and not is_read[value]) then
      bad_argument(name, 2, key == "contacts" and "contacts must be a path"
        or "format must be " .. argument.choice(READ))
    end
    result[key] = value
  end
  return result
end


-- Sources.  A source is a function that gives the text block by block and then
-- nil, and a state.  state.message says why the text ended early; state.file is
-- the file that it comes from, if it comes from one.

local function text_source(text)
  local at, state = 1, {}
  return function()
    if #text > terms.max_file then state.message = "longer than 2^30 bytes" end
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

--- The source with a block in front.
local function with_first(block, next_block)
  return function()
    local first = block
    block = nil
    return first or next_block()
  end
end

--- The image that `next_block` gives, or all of a file; or nil, what is wrong.
--- If the header of a file is wrong, the rest is not read.
local function read_image(next_block, _, _, file)
  local blocks = { next_block() or "" }
  if file then
    local wrong = core.check_header(blocks[1], file:size())
    if wrong then return nil, wrong end
    return file:image(blocks[1])
  end
  for block in next_block do blocks[#blocks + 1] = block end
  return table.concat(blocks)
end

--- A message without characters that should not be printed, which a path or a
--- text in it may have.
local function fit(message)
  return core.printable(message, "escapes")
end

--- Read contacts from a CSV file into a builder.
local function add_contacts(builder, path)
  local file, message = core.open_file(path)
  if not file then return nil, fit(message) end
  local next_block, state = file_source(file)
  local ok, wrong = builder:csv("contacts", next_block)
  file:close()
  if state.message then return nil, fit(path .. ": " .. state.message) end
  if not ok then return nil, fit(path .. ":" .. wrong) end
  return true
end

--- The registry of a builder that has all its rows; it comes from `source`.
local function finish(builder, source)
  local image, message = builder:finish()
  if not image then return nil, message end
  return core.open(image, source)
end

--- The image of a text in one of the formats; or nil, what is wrong, and true
--- if that message names the file already.
local function read_text(next_block, format, options, file)
  local builder = core.part "build".new()
  local reader = core.part("read." .. format)
  if options.contacts then
    local ok, message = add_contacts(builder, options.contacts)
    if not ok then return nil, message, true end
  end
  local ok, message = reader.read(builder, next_block, file)
  if not ok then return nil, message end
  return builder:finish()
end

--- A note that a text does not look like the format that was given but like
--- another, or nil.
local function other_look(first, format)
  local kind, note = core.part "read.detect".kind(first or "")
  if kind == format or kind and note or first == "" or not first
     or not kind and note:find "^not a text" then
    return nil
  end
  return (" (it looks like %s)"):format(kind and NAMED[kind]
                                         or note:gsub("; what is read:.*", ""))
end

--- A registry from a source that messages call `name`.
local function read(name, next_block, state, options)
  local first = next_block()
  if state.message then return nil, name .. ": " .. state.message end
  local format, note = options.format, nil
  if not format then
    format, note = core.part "read.detect".kind(first or "")
  end
  if not format then return nil, name .. ":1: " .. note end
  next_block = with_first(first, next_block)
  if format == "image" and options.contacts then
    return nil, name .. ": an image has contacts of its own"
  end
  local reader = format == "image" and read_image or read_text
  local image, message, named = reader(next_block, format, options,
                                        state.file)
  if state.message then return nil, name .. ": " .. state.message end
  local registry
  if image then registry, message = core.open(image, name) end
  if registry then return registry end
  if named then return nil, message end
  if not note and options.format then note = other_look(first, format) end
  return nil, name .. (message:find "^%d" and ":" or ": ") .. message
    .. (note or "")
end

--- The registry in a file; or nil, a message, and whether there is no such
--- file.
local function read_file(path, options)
  local file, message, absent = core.open_file(path)
  if not file then return nil, fit(message), absent end
  local next_block, state = file_source(file)
  local ok, registry, wrong = pcall(read, path, next_block, state, options)
  file:close()
  if not ok then error(registry, 0) end
  if registry then return registry end
  return nil, fit(wrong), false
end

--- The registry in a file: IANA's CSV or XML, a saved image, or services(5).
---@param path string
---@param options ianaports.LoadOptions?
---@return ianaports.Registry?, string? message
local function load_file(path, options)
  argument.check_path("load", 1, path)
  local registry, message = read_file(path, check_options("load", options))
  if registry then return registry end
  return nil, message
end

--- The registry in an image; or nil, a message, and whether there is no file.
---@param path string
---@return ianaports.Registry?, string? message, boolean? absent
local function load_image(path)
  return read_file(path, { format = "image" })
end

--- The registry in a text, in any of the formats of `load`.
---@param text string
---@param options ianaports.LoadOptions?
---@return ianaports.Registry?, string? message
local function parse(text, options)
  argument.check_type("parse", 1, "text", text, "string")
  options = check_options("parse", options)
  local next_block, state = text_source(text)
  local registry, message = read("text", next_block, state, options)
  if registry then return registry end
  return nil, fit(message)
end

--- Write pieces to a file, whole or not at all.
local function write(path, pieces)
  local ok, message = core.part "build".write(path, pieces)
  if ok then return true end
  return nil, fit(message)
end

--- Write the registry's image to a file, whole or not at all.
---@param registry ianaports.Registry
---@param path string
---@return true?, string? message
local function save(registry, path)
  argument.check_path("save", 1, path)
  return write(path, { core.image(registry) })
end

--- Write the records of a selection or registry in a format: into a string, or
--- into a file, whole or not at all.
---@param source ianaports.Selection|ianaports.Registry
---@param format ianaports.Format
---@param path string?
---@return string|true|nil, string? message
local function export(source, format, path)
  if not is_written[format] then
    argument.refuse("export", 1, "format must be " .. argument.choice(WRITTEN),
                    format)
  end
  if path ~= nil then argument.check_path("export", 2, path) end
  if getmetatable(source) == core.type "registry" then
    source = source:find()
  end
  local pieces = {}
  local function emit(piece) pieces[#pieces + 1] = piece end
  local ok, message = core.part("write." .. format)
    .write(emit, source, core.registry_of(source))
  if not ok then return nil, fit(message) end
  if path == nil then return table.concat(pieces) end
  return write(path, pieces)
end

return {
  add_contacts = add_contacts,
  check_options = check_options,
  export = export,
  finish = finish,
  load = load_file,
  load_image = load_image,
  parse = parse,
  save = save,
}
