--- The reader of IANA's XML, over LuaExpat.
--
-- The text is read as a stream: only one record, person or note is in memory at
-- a time, not the whole file, and an element or tag that never ends is refused.
-- xml_schema.lua says what may be in the text.  What IANA may add to it (an
-- element, an attribute, a type of reference) is passed over, an element with
-- all that is in it, and becomes the fact skipped:LINE, once for each kind.
-- Anything else ends the reading with the number of its line; so does a
-- document type declaration, so that there are no entities.  Prefixes of the
-- namespace, comments and processing instructions have no meaning.  The text
-- may be in any encoding that Expat decodes; the cells are UTF-8.  White space
-- is tidied as in IANA's CSV, unless xml:space="preserve" says that it is
-- meant.

local core = require "ianaports.core".internals()

local find, match = string.find, string.match

local NOT_BLANK = "[^ \t\r\n]"
local MAX_TEXT = 2 ^ 18     -- bytes of an element's text, before tidying
local MAX_TOKEN = 2 ^ 20    -- bytes of a tag or comment, about
local MAX_DEPTH = 32        -- levels of elements
local MAX_PASSED = 1000     -- kinds of what is passed over
local HELD = { "registry", "record", "people", "person" }
local XML_SPACE = "http://www.w3.org/XML/1998/namespace space"

--- A stack of the open elements, and a stack of pieces of their text: the
--- pieces above marks[depth] belong to the innermost element.
---@class ianaports.xml.Reader
---@field builder table
---@field failure string?    the message of a refusal, once there is one
---@field preserve boolean   whether the closing element's white space is meant
---@field passing integer    how many of the open elements are passed over
---@field over string?       the outermost of these
---@field unknown boolean    whether something was, since this was set to false
---@field parser table?      only while it parses: LuaExpat holds the callbacks
---  as long as the parser lives, so a parser that they reach would never go
local Reader = {}
Reader.__index = Reader

--- The line of the current event.
function Reader:line()
  return (self.parser:pos())
end

--- A message that can be printed, on one line, cut to 200 bytes and "..."; no
--- character is cut.
local function short(text)
  text = core.printable(text, "blanks")
  if #text <= 200 then return text end
  return text:sub(1, 200):gsub("[\192-\255]?[\128-\191]*$", "") .. "..."
end

--- End the reading: something is wrong, on this line (or the current one).
function Reader:refuse(what, line)
  self.failure = ("%d: %s"):format(line or self:line(), short(what))
  self.parser:stop()
  error(self, 0)
end

--- Refuse the text if a builder's method returned an error for a line.
function Reader:check(line, ok, column, message)
  if ok then return end
  self:refuse((column and column .. ": " or "") .. message, line)
end

--- Tell what is passed over, if it is the first of its kind.
function Reader:pass(what)
  what = short(what)
  self.unknown = true
  if self.passed[what] then return end
  if self.kinds == MAX_PASSED then
    self:refuse "more than 1000 kinds of unknown elements and attributes"
  end
  self.passed[what], self.kinds = true, self.kinds + 1
  local line = self:line()
  self:check(line, self.builder:fact("skipped:" .. line, what))
end

--- Add to the text of the innermost open element.
function Reader:add(text)
  local count = self.count + 1
  self.pieces[count], self.count = text, count
  self.size = self.size + #text
  if self.size > MAX_TEXT then self:refuse "a text longer than 2^18 bytes" end
end

--- Remove the text of the element at a depth, and return it.
local function take(self, depth)
  local from, to = self.marks[depth] + 1, self.count
  local text = from == to and self.pieces[to]
            or table.concat(self.pieces, "", from, to)
  self.count, self.size = from - 1, self.size - #text
  return text
end

--- Remove the text so far of the element around the innermost one, and return
--- it.
function Reader:outer_text()
  local depth = self.depth
  local text = take(self, depth - 1)
  self.marks[depth] = self.count
  return text
end


-- Names.  Expat puts the namespace and a blank in front of each.

--- "<name>", or '<name> of the namespace "..."'.
local function shown(name, namespace)
  local uri, last = match(name, "^(.*) (.*)$")
  if uri == namespace then return ("<%s>"):format(last) end
  return ('<%s> of %s'):format(last or name,
    uri and ('the namespace "%s"'):format(uri) or "no namespace")
end

--- By name: the name without the namespace, or false if it is of another.
local function local_names(namespace)
  local start = namespace .. " "
  return setmetatable({}, { __index = function(names, name)
    local mine = name:sub(1, #start) == start and name:sub(#start + 1)
    names[name] = mine
    return mine
  end })
end


--- The set of the elements that are never passed over.
local function held_names(namespace)
  local names = {}
  for _, name in ipairs(HELD) do names[namespace .. " " .. name] = true end
  return names
end


-- The events of Expat.

local function check_attributes(self, kind, name, attributes)
  for i = 1, #attributes do
    if not kind.attributes[attributes[i]] and attributes[i] ~= XML_SPACE then
      self:pass(('attribute "%s" of %s'):format(attributes[i],
        shown(name, self.namespace)))
    end
  end
end

local spaces = { default = false, preserve = true }

--- Whether white space in an element is preserved: as its attribute says, or as
--- in the element around it.  It cannot be preserved within a text that is
--- tidied, as this part would be tidied too.
local function preserves_space(self, attributes)
  local value, outer = attributes[XML_SPACE], self.preserves[self.depth]
  if not value then return outer end
  if spaces[value] == nil then
    self:refuse(('xml:space is neither "default" nor "preserve" but "%s"')
      :format(value))
  elseif spaces[value] and self.stack[self.depth].text and not outer then
    self:refuse 'xml:space="preserve" in the middle of a text without it'
  end
  return spaces[value]
end

--- What an element is in, for messages.
local function place_of(self, name)
  local outer = self.passing > 0 and self.over or self.opened[self.depth]
  return ("%s %s"):format(shown(name, self.namespace),
    outer and "in " .. shown(outer, self.namespace) or "as the root element")
end

--- Pass over an element with all that is in it; `what` it is, or nil.  The
--- elements that hold records and people are never lost in this way, and no
--- value is cut in two.
local function pass_over(self, name, what)
  local outer = self.stack[self.depth]
  if self.depth == 0 or outer.whole or self.held[name] then
    self:refuse("unexpected " .. place_of(self, name))
  end
  if self.depth + self.passing >= MAX_DEPTH then
    self:refuse "elements nested more than 32 deep"
  end
  if self.passing == 0 then
    self:pass(what or place_of(self, name))
    self.over = name
  end
  self.passing = self.passing + 1
end

local function start_element(self, name, attributes)
  local depth = self.depth
  if self.passing > 0 then return pass_over(self, name) end
  local kind = self.stack[depth].inside[self.names[name]]
  local unknown = kind and kind.unknown and kind.unknown(attributes)
  if not kind or unknown then return pass_over(self, name, unknown) end
  if attributes[1] then check_attributes(self, kind, name, attributes) end
  depth = depth + 1
  if depth > MAX_DEPTH then self:refuse "elements nested more than 32 deep" end
  self.preserves[depth] = preserves_space(self, attributes)
  self.stack[depth], self.opened[depth] = kind, name
  self.marks[depth], self.depth = self.count, depth
  if kind.open then kind.open(self, attributes) end
end

local function end_element(self)
  if self.passing > 0 then
    self.passing = self.passing - 1
    return
  end
  local depth = self.depth
  local kind = self.stack[depth]
  local text = kind.text and take(self, depth)
  self.depth, self.preserve = depth - 1, self.preserves[depth]
  if kind.close then kind.close(self, text) end
end

local function misplaced(self)
  self:refuse(self.blank_only and "text beside a paragraph"
      or "text in " .. shown(self.opened[self.depth], self.namespace))
end

local function character_data(self, text)
  if self.passing > 0 then return end
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
    held = held_names(schema.namespace),
    passed = {}, kinds = 0, passing = 0, unknown = false,
    stack = { [0] = schema.document }, preserves = { [0] = false },
    opened = {}, marks = {}, depth = 0, pieces = {}, count = 0, size = 0,
  }, Reader)
end

--- Give Expat a block, or the end of the text if there is no block.  Returns
--- true; or nil, what is wrong.  Other errors than the reader's pass through.
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
---@param builder userdata            see src/bind/lbuild.c
---@param next_block fun(): string?   the text block by block, then nil
---@return true?, string? message     "LINE: what is wrong"
local function read(builder, next_block)
  local found, lxp = pcall(require, "lxp")
  if not found then
    return nil, "xml: LuaExpat is not installed "
      .. "(Debian: lua-expat; LuaRocks: luaexpat)"
  end
  local self = new(builder)
  -- `false`: LuaExpat does not join pieces of text, so that the line of each is
  -- known.
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
