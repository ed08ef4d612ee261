--- Cases: what people use instead, in the same rounds as the module.
--
-- Tables and loops in Lua (hand.lua), SQLite, the C library and Python, if they
-- are installed.  Peers with the same records must give the module's answers.  A
-- peer's memory is freed after its group.

local floor = require "floor"
local hand = require "spec.bench.hand"
local ianaports = require "ianaports"
local keys = require "spec.bench.keys"
local others = require "spec.bench.others"
local whole = require "spec.bench.whole"

local each, child = keys.each, whole.child

local TEXT = "proxy"
local LUAC = others.folder .. "/columns.luac"

local M = {}

--- All records as plain tables that were loaded, not made by the module.
local function all_rows()
  hand.precompile(LUAC)
  return dofile(LUAC)
end

--- Rows for the peers that are installed, and the titles of the others.  A case
--- is { title, the peer, how many times longer than ours it should take }.
local function compare(ours, cases)
  local rows, absent = {}, {}
  for i = 1, #cases do
    local title, thing, least = cases[i][1], cases[i][2], cases[i][3]
    if thing then rows[#rows + 1] = { title, thing, ours, least = least }
    else absent[#absent + 1] = title end
  end
  return rows, absent
end

--- A thing of a peer that must answer as `ours` does; or nil.
local function like(ours, peer, a, b)
  if not peer then return nil end
  for i = 1, #a do
    local mine, theirs = ours(a[i], b[i]), peer(a[i], b[i])
    assert(mine == theirs or tostring(mine) == tostring(theirs), a[i])
  end
  return each(peer, a, b)
end

local function checked(by)
  return function(port, transport)
    if type(port) ~= "number" or port % 1 ~= 0 or port < 0 or port > 65535 then
      error("port must be an integer from 0 to 65535", 2)
    end
    local names = by[transport]
    if not names then error("unknown transport", 2) end
    return names[port]
  end
end

--- The table without a function around it.
local function inline(by, a, b)
  return { per = #a, function(times)
    local found
    for _ = 1, times do
      for i = 1, #a do found = by[b[i]][a[i]] end
    end
    return found
  end }
end

function M.peer_name()
  local rows = all_rows()
  local by, db = hand.by_port(rows), others.sqlite(rows)
  local ports, transports = keys.random()
  local function plain(port, transport) return by[transport][port] end
  local function as_ours(peer)
    return like(ianaports.name, peer, ports, transports)
  end
  return compare(each(ianaports.name, ports, transports), {
    { "name: Lua table, inline t[transport][port]",
      inline(by, ports, transports) },
    { "name: Lua function over that table", as_ours(plain) },
    { "name: Lua function that checks its arguments", as_ours(checked(by)) },
    { "name: Python dict[port, transport]", others.python "dict_port" },
    { "name: SQLite in memory, indexed, LuaSQL", as_ours(db and db.name), 20 },
    { "name: getservbyport, " .. others.services,
      each(floor.getservbyport, ports, transports), 300 },
    { "name: Python socket.getservbyport", others.python "socket_port", 300 },
  })
end

function M.peer_port()
  local rows = all_rows()
  local by, db = hand.by_name(rows), others.sqlite(rows)
  local _, transports, names = keys.random()
  local function folded(name, transport) return by[transport][name:lower()] end
  local function as_ours(peer)
    return like(ianaports.port, peer, names, transports)
  end
  return compare(each(ianaports.port, names, transports), {
    { "port: Lua table, inline t[transport][name]",
      inline(by, names, transports) },
    { "port: Lua function over it, name:lower()", as_ours(folded) },
    { "port: Python dict[name.lower(), transport]", others.python "dict_name" },
    { "port: SQLite in memory, indexed, LuaSQL", as_ours(db and db.port), 20 },
    { "port: getservbyname, " .. others.services,
      each(floor.getservbyname, names, transports), 300 },
    { "port: Python socket.getservbyname", others.python "socket_name", 300 },
  })
end

function M.peer_lookup()
  local rows = all_rows()
  local ports, transports = keys.random()
  local db, mine = others.sqlite(rows), {}
  for i = 1, #ports do
    local record = ianaports.lookup(ports[i], transports[i])
    mine[i] = rows[record.row]
    assert(not db or db.lookup(ports[i], transports[i]).name == record.name)
  end
  return compare(each(ianaports.lookup, ports, transports), {
    { "lookup: copy of a record of a Lua table", each(hand.copy, mine, mine) },
    { "lookup: SQLite in memory, indexed, LuaSQL",
      db and each(db.lookup, ports, transports), 20 },
  })
end

local function doing(f)
  return { function(times) for _ = 1, times do f() end end }
end

function M.peer_search()
  local rows = all_rows()
  local db, hits = others.sqlite(rows), #ianaports.find(TEXT)
  local function loop() return hand.search(rows, TEXT) end
  local function like_ours() return db.search(TEXT) end
  assert(loop() == hits and (not db or like_ours() == hits))
  return compare(doing(function() ianaports.find(TEXT) end), {
    { ("find %q: Lua loop, text:lower():find"):format(TEXT), doing(loop), 100 },
    { ("find %q: SQLite LIKE, LuaSQL"):format(TEXT), db and doing(like_ours) },
  })
end

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "*a"
  file:close()
  return text
end

function M.peer_load()
  local count = ianaports.info().records
  local function hurried() return hand.read_csv(read(whole.CSV)) end
  local function careful() return hand.load_csv(read(whole.CSV)) end
  assert(#hurried() == count and #careful() == count)
  local ours = doing(function() ianaports.load(whole.CSV) end)
  local rows = {
    { "load CSV: Lua, cells checked, indexes made", doing(careful), ours,
      least = 15 },
    { "load CSV: Lua in a hurry, no checks, no index", doing(hurried), ours },
  }
  local title = "load XML: LuaExpat with handlers in Lua, no index"
  local found, lxp = pcall(require, "lxp")
  if not found then return rows, { title } end
  local xml = others.folder .. "/registry.xml"
  assert(ianaports.export("xml", xml))
  local function expat() return hand.read_xml(lxp, read(xml)) end
  assert(#expat() == count)
  rows[3] = { title, doing(expat), doing(function() ianaports.load(xml) end) }
  return rows
end

local heap = [[
  collectgarbage() collectgarbage()
  local before = collectgarbage "count"
  result = %s
  collectgarbage() collectgarbage()
  io.write(1024 * (collectgarbage "count" - before))]]

function M.peer_require()
  hand.precompile(LUAC)
  local ours, theirs = 'require "ianaports"', ('dofile "%s"'):format(LUAC)
  local function both(title, chunk, least, unit)
    local function thing(f)
      f = chunk:format(f)
      return { sample = function() return child(f) end }
    end
    return { title, thing(theirs), thing(ours), least = least, unit = unit }
  end
  return {
    both("start: a precompiled Lua table of all columns", whole.clocked, 10),
    both("its heap after a full collection", heap, 100, "bytes"),
  }
end

return M
