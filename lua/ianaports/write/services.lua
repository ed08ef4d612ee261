--- The writer of services(5), for use as /etc/services.
--
--   name  port/transport  other names  # description
--
-- There is a line for each port and transport that has a name.  Its first name
-- is what `name` gives, and all names are what `names` gives.  A range has a
-- line for each port; a record without a transport counts for each transport.
--
-- A program that reads the file takes the first line that fits.  So the lines
-- are ordered so that the first line with a name and a transport has the port
-- that `port` gives: records with a transport come before those without, each
-- in registry order.  A further name of a line for which this would not hold,
-- or which our reader would take for an open frequency, gets a line of its own
-- at the end.

local common = require "ianaports.write.common"
local core = require "ianaports.core".internals()
local is_fraction = require "ianaports.read.services".is_fraction
local terms = require "ianaports.terms"

local concat, find, gsub = table.concat, string.find, string.gsub

local TRANSPORTS = terms.transports

---@class ianaports.ServicesLine
---@field port integer
---@field transport string
---@field names string[]        the primary one first
---@field has table<string, true>  the names in lower case
---@field description string?   of the primary name's record

--- The lines of a selection, in their order.
---@class ianaports.ServicesLines
---@field own ianaports.ServicesLine[]     from records with the transport
---@field shared ianaports.ServicesLine[]   only from records without one
---@field at table<string, table<integer, ianaports.ServicesLine>>
---  the line, by transport and port
---@field first table<string, table<string, integer>>
---  the first port, by transport and name in lower case
---@field nameless integer   how many records have no name
---@field portless integer   how many have a name, but no port
local Lines = {}
Lines.__index = Lines

local function new_lines()
  local lines = { own = {}, shared = {}, at = {}, first = {},
                  nameless = 0, portless = 0 }
  for _, transport in ipairs(TRANSPORTS) do
    lines.at[transport], lines.first[transport] = {}, {}
  end
  return setmetatable(lines, Lines)
end

--- Add a record's name to the line of a port and transport.  `key` is the name
--- in lower case; a new line goes into `list`.
function Lines:put(list, record, key, port, transport)
  local line, first = self.at[transport][port], self.first[transport]
  first[key] = first[key] or port
  if not line then
    line = { port = port, transport = transport, names = {}, has = {},
             description = record.description }
    self.at[transport][port] = line
    list[#list + 1] = line
  end
  if not line.has[key] then
    line.names[#line.names + 1] = record.name
    line.has[key] = true
  end
end

function Lines:put_all(list, record, transport)
  local key = core.lower(record.name)
  for port = record.port, record.last_port or record.port do
    self:put(list, record, key, port, transport)
  end
end

--- The lines of a selection: first those of records with a transport.
local function lines_of(selection)
  local lines, without = new_lines(), {}
  for record in selection:records() do
    if not record.name then
      lines.nameless = lines.nameless + 1
    elseif not record.port then
      lines.portless = lines.portless + 1
    elseif record.transport then
      lines:put_all(lines.own, record, record.transport)
    else
      without[#without + 1] = record
    end
  end
  for _, record in ipairs(without) do
    for _, transport in ipairs(TRANSPORTS) do
      lines:put_all(lines.shared, record, transport)
    end
  end
  return lines
end


-- Writing

--- Whether the format can hold a name: it is one word without `#`, and may be
--- printed as it is.
local function fits(name)
  return not find(name, "[ #\n]") and common.visible(name) == name
end

--- A text on one line: white space with a line break in it becomes a blank.
local function one_line(text)
  return common.visible((gsub(text, "[ \t-\r]+", function(blanks)
    return find(blanks, "[\r\n]") and " " or nil
  end)))
end

---@class ianaports.ServicesWriter
---@field add fun(text: string)
---@field lines ianaports.ServicesLines
---@field seen table<string, table<string, boolean>>
---  the names written so far, by transport, in lower case
---@field late ianaports.ServicesLine[]   for names that must not come earlier
local Writer = {}
Writer.__index = Writer

function Writer:line(names, port, transport, description)
  for _, name in ipairs(names) do
    self.seen[transport][core.lower(name)] = true
  end
  local text = ("%-16s%-11s"):format(names[1] .. " ",
                                     port .. "/" .. transport)
  text = text .. " " .. concat(names, " ", 2)
  text = gsub(text, " +$", "")
  if description then text = ("%-32s # %s"):format(text, description) end
  self.add(text .. "\n")
end

--- Whether a line may have a name: it is the line of the name's first port, or
--- comes after it.
function Writer:may_hold(line, name)
  local transport, key = line.transport, core.lower(name)
  return self.lines.first[transport][key] == line.port
      or self.seen[transport][key]
end

--- Write a line, after a comment for each name that does not fit.
function Writer:write(line)
  local names = {}
  for _, name in ipairs(line.names) do
    if not fits(name) then
      self.add(("# %s %d/%s: a name that does not fit this format\n")
        :format(one_line(name), line.port, line.transport))
    elseif self:may_hold(line, name)
       and not (names[1] and is_fraction(name)) then
      names[#names + 1] = name
    else
      self.late[#self.late + 1] = { port = line.port, names = { name },
                                    transport = line.transport }
    end
  end
  if names[1] then
    self:line(names, line.port, line.transport,
              line.description and one_line(line.description))
  end
end

--- Write a list of lines, after a comment if there is one.
function Writer:list(lines, comment)
  if comment and lines[1] then self.add("\n# " .. comment .. "\n\n") end
  for _, line in ipairs(lines) do self:write(line) end
end

function Writer:head(count, info)
  local lines = self.lines
  self.add("# " .. one_line(info.title or "Port numbers") .. "\n")
  if info.updated then
    self.add("# Last Updated " .. one_line(info.updated) .. "\n")
  end
  self.add(("# From %s; not services, so not here:\n"
    .. "# %s without a name, %s with a name but without a port.\n\n"):format(
    common.counted(count, info), common.grouped(lines.nameless),
    common.grouped(lines.portless)))
end

--- Write the services of a selection.
---@param emit fun(text: string)
---@param selection ianaports.Selection
---@param registry ianaports.Registry
---@return true
local function write(emit, selection, registry)
  local add, flush = common.gather(emit)
  local lines, seen = lines_of(selection), {}
  for _, transport in ipairs(TRANSPORTS) do seen[transport] = {} end
  local writer = setmetatable({ add = add, lines = lines, seen = seen,
                                late = {} }, Writer)
  writer:head(#selection, registry:info())
  writer:list(lines.own)
  writer:list(lines.shared, "Registered without a transport")
  writer:list(writer.late, "Further names of ports above")
  flush()
  return true
end

return { write = write }
