--- services(5), for use as /etc/services.
--
--   name  port/transport  other names  # description
--
-- There is a line for each port and transport that has a name: `name` gives
-- its first word, `names` all of them.  A range is a line for each port; a
-- record without a transport stands for tcp, udp, sctp and dccp.
--
-- Who reads the file takes the first line that fits.  So the order is such
-- that the first line with a name and a transport has the port that `port`
-- gives: names that come with a transport before those that do not, each in
-- registry order.  A further name of a line gets a line of its own at the end if
-- that would not hold for it, or if a reader would take it for an open frequency.

local common = require "ianaports.write.common"
local core = require "ianaports.core".internals()
local is_fraction = require "ianaports.read.services".is_fraction
local terms = require "ianaports.terms"

local concat, find, gsub = table.concat, string.find, string.gsub

local TRANSPORTS = terms.transports

---@class ianaports.ServicesLine
---@field port integer
---@field transport string
---@field names string[]        primary first
---@field has table<string, true>  the names without case
---@field description string?   of the primary name's record

--- What a selection comes to: its lines in their order; by transport and
--- name, its first port; how many records are no services.
---@class ianaports.ServicesLines
---@field own ianaports.ServicesLine[]     with a name that has the transport
---@field other ianaports.ServicesLine[]   with such a name of no transport
---@field at table<string, table<integer, ianaports.ServicesLine>>
---@field first table<string, table<string, integer>>
---@field nameless integer
---@field portless integer
local Lines = {}
Lines.__index = Lines

local function new_lines()
  local lines = { own = {}, other = {}, at = {}, first = {},
                  nameless = 0, portless = 0 }
  for _, transport in ipairs(TRANSPORTS) do
    lines.at[transport], lines.first[transport] = {}, {}
  end
  return setmetatable(lines, Lines)
end

--- Put a record's name at one port and transport; `key` is it without case.
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

--- The lines of a selection: first those that have a transport.
local function lines_of(selection)
  local lines, any = new_lines(), {}
  for record in selection:records() do
    if not record.name then
      lines.nameless = lines.nameless + 1
    elseif not record.port then
      lines.portless = lines.portless + 1
    elseif record.transport then
      lines:put_all(lines.own, record, record.transport)
    else
      any[#any + 1] = record
    end
  end
  for _, record in ipairs(any) do
    for _, transport in ipairs(TRANSPORTS) do
      lines:put_all(lines.other, record, transport)
    end
  end
  return lines
end


-- Writing

--- Whether the format can hold a name: one word, no comment, and fit to be
--- printed.
local function fits(name)
  return not find(name, "[ #\n]") and common.visible(name) == name
end

--- A text on one line: white space with a line break in it is a blank.
local function one_line(text)
  return common.visible((gsub(text, "[ \t-\r]+", function(blanks)
    return find(blanks, "[\r\n]") and " " or nil
  end)))
end

---@class ianaports.ServicesWriter
---@field add fun(text: string)
---@field lines ianaports.ServicesLines
---@field seen table<string, table<string, boolean>>   names on lines, folded
---@field late ianaports.ServicesLine[]   names that must not stand earlier
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

--- Whether a line may hold a name: the name's first port has had its line.
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

--- Write a list of lines, under a comment if there is one.
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
  writer:list(lines.other, "Registered without a transport")
  writer:list(writer.late, "Further names of ports above")
  flush()
  return true
end

return { write = write }
