--- IANA's XML edition of the registry: reading it through LuaExpat.
--
-- The text is read as a stream: what is held at a time is a record, a person
-- or a note, not the file; what has no end in sight is refused.  Only what
-- xml_schema.lua allows may stand in it; all else ends the reading with its
-- line, as does a document type declaration, and with it every entity.
-- Prefixes of the namespace, comments and processing instructions mean
-- nothing.  Any encoding that Expat decodes will do; the cells are UTF-8.
-- White space is tidied as IANA does it, but where xml:space="preserve" says
-- that it is meant.

local core = require "ianaports.core".internals()

local find, match = string.find, string.match

local NOT_BLANK = "[^ \t\r\n]"
local MAX_TEXT = 2 ^ 18     -- bytes of an element's text, before tidying
local MAX_TOKEN = 2 ^ 20    -- bytes of a tag or comment, about
local MAX_DEPTH = 32        -- elements in one another
local XML_SPACE = "http://www.w3.org/XML/1998/namespace space"

--- A stack of the open elements, and one of pieces of their text: those
--- above marks[depth] are the innermost element's.
---@class ianaports.xml.Reader
---@field builder table
---@field failure string?   what is wrong, once something is
---@field keep boolean       whether the closing element's white space is kept
---@field parser table?     only while it parses: LuaExpat keeps the callbacks
---  as long as there is the parser, so a parser that they reach would stay
local Reader = {}
Reader.__index = Reader

--- The line of the current event.
function Reader:line()
  return (self.parser:pos())
end

--- At most so many bytes of a message, fit to be printed, no character cut in
--- two.
local function short(text)
  text = core.printable(text, "blanks")
  if #text <= 200 then return text end
  return text:sub(1, 200):gsub("[\192-\255]?[\128-\191]*$", "") .. "..."
end

--- End the reading: something is wrong, on the current line or another.
function Reader:refuse(what, line)
  self.failure = ("%d: %s"):format(line or self:line(), short(what))
  self.parser:stop()
  error(self, 0)
end

--- Take what a builder's method returned for something on a line.
function Reader:check(line, ok, column, message)
  if ok then return end
  self:refuse((column and column .. ": " or "") .. message, line)
end

--- Add to the text of the innermost open element.
function Reader:add(text)
  local count = self.count + 1
  self.pieces[count], self.count = text, count
  self.size = self.size + #text
  if self.size > MAX_TEXT then self:refuse "a text longer than 2^18 bytes" end
end

--- Take away the text of the element at a depth.
local function take(self, depth)
  local from, to = self.marks[depth] + 1, self.count
  local text = from == to and self.pieces[to]
            or table.concat(self.pieces, "", from, to)
  self.count, self.size = from - 1, self.size - #text
  return text
end

--- Take away the text so far of the element that the innermost stands in.
function Reader:outer_text()
  local depth = self.depth
  local text = take(self, depth - 1)
  self.marks[depth] = self.count
  return text
end


-- Names, which come with their namespace and a blank in front.

--- "<name>", or '<name> of the namespace "..."'.
local function shown(name, namespace)
  local uri, last = match(name, "^(.*) (.*)$")
  if uri == namespace then return ("<%s>"):format(last) end
  return ('<%s> of %s'):format(last or name,
    uri and ('the namespace "%s"'):format(uri) or "no namespace")
end

--- Names without the namespace, and false for those of others.
local function local_names(namespace)
  local start = namespace .. " "
  return setmetatable({}, { __index = function(names, name)
    local mine = name:sub(1, #start) == start and name:sub(#start + 1)
    names[name] = mine
    return mine
  end })
end


-- What Expat tells.

local function check_attributes(self, kind, name, attributes)
  for i = 1, #attributes do
    if not kind.attributes[attributes[i]] and attributes[i] ~= XML_SPACE then
      self:refuse(('an unknown attribute "%s" of %s'):format(attributes[i],
        shown(name, self.namespace)))
    end
  end
end

local spaces = { default = false, preserve = true }

--- Whether white space in an element is kept: as it says, or the outer one.
--- A part of a text that is tidied would be tidied with it.
local function keeps_space(self, attributes)
  local said, outer = attributes[XML_SPACE], self.keeps[self.depth]
  if not said then return outer end
  if spaces[said] == nil then
    self:refuse(('xml:space is neither "default" nor "preserve" but "%s"')
      :format(said))
  elseif spaces[said] and self.stack[self.depth].text and not outer then
    self:refuse 'xml:space="preserve" in the middle of a text without it'
  end
  return spaces[said]
end

local function unexpected(self, name)
  local outer = self.opened[self.depth]
  self:refuse(("unexpected %s %s"):format(shown(name, self.namespace),
    outer and "in " .. shown(outer, self.namespace) or "as the root element"))
end

local function start_element(self, name, attributes)
  local depth = self.depth
  local kind = self.stack[depth].inside[self.names[name]]
  if not kind then unexpected(self, name) end
  if attributes[1] then check_attributes(self, kind, name, attributes) end
  depth = depth + 1
  if depth > MAX_DEPTH then self:refuse "elements in one another beyond 32" end
  self.keeps[depth] = keeps_space(self, attributes)
  self.stack[depth], self.opened[depth] = kind, name
  self.marks[depth], self.depth = self.count, depth
  if kind.open then kind.open(self, attributes) end
end

local function end_element(self)
  local depth = self.depth
  local kind = self.stack[depth]
  local text = kind.text and take(self, depth)
  self.depth, self.keep = depth - 1, self.keeps[depth]
  if kind.close then kind.close(self, text) end
end

local function misplaced(self)
  self:refuse(self.blank_only and "text beside a paragraph"
      or "text in " .. shown(self.opened[self.depth], self.namespace))
end

local function character_data(self, text)
  if self.stack[self.depth].text and not self.blank_only then
    return self:add(text)
  end
  if find(text, NOT_BLANK) then misplaced(self) end
end

local function callbacks(self)
  return {
    StartElement = function(_, name, attributes)
      start_element(self, name, attributes)
    end,
    EndElement = function() end_element(self) end,
    CharacterData = function(_, text) character_data(self, text) end,
    StartDoctypeDecl = function()
      self:refuse "a document type declaration, which is not read"
    end,
  }
end

local function new(builder)
  local schema = core.part "read.xml_schema"
  return setmetatable({
    builder = builder, namespace = schema.namespace,
    names = local_names(schema.namespace), seen = {},
    stack = { [0] = schema.document }, keeps = { [0] = false }, opened = {},
    marks = {}, depth = 0, pieces = {}, count = 0, size = 0,
  }, Reader)
end

--- Give Expat a block, or, without one, the end; true, or nil and what is
--- wrong.  An error that is not the reader's own goes on.
local function feed(self, parser, ...)
  self.parser = parser
  local ok, result, message, line = pcall(parser.parse, parser, ...)
  self.parser = nil
  if self.failure then return nil, self.failure end
  if not ok then error(result, 0) end
  if result then return true end
  return nil, ("%d: malformed XML: %s"):format(line, message)
end

--- Read IANA's XML into a builder.
---@param builder table               see ianaports.build
---@param next_block fun(): string?   the next piece of the text, nil at its end
---@return true?, string? message     "LINE: what is wrong"
local function read(builder, next_block)
  local found, lxp = pcall(require, "lxp")
  if not found then
    return nil, "xml: LuaExpat is not installed "
      .. "(Debian: lua-expat; LuaRocks: luaexpat)"
  end
  local self = new(builder)
  -- Text comes as Expat finds it, not whole: its lines are known only then.
  local parser, fed = lxp.new(callbacks(self), " ", false), 0
  for block in next_block do
    local ok, message = feed(self, parser, block)
    if not ok then return nil, message end
    fed = fed + #block
    local line, _, at = parser:pos()
    if fed - at > MAX_TOKEN then
      return nil, line .. ": a tag or comment longer than 2^20 bytes"
    end
  end
  return feed(self, parser)
end

return { read = read }
