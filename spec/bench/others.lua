--- Peers outside of Lua, if they are installed: SQLite through LuaSQL, and Python
-- in one child process.
--
-- Each gives functions or things to measure, or nil if it is absent.

local hand = require "spec.bench.hand"
local keys = require "spec.bench.keys"

local M = { folder = "build/bench" }

--- What the C library reads: its path and how long it is.
local function services()
  local file = io.open "/etc/services"
  if not file then return "no /etc/services" end
  local lines = 0
  for _ in file:lines() do lines = lines + 1 end
  file:close()
  return ("/etc/services of %d lines"):format(lines)
end

M.services = services()


-- SQLite in memory and in one transaction, which is the fastest way to ask it.

local function quoted(value)
  return value and "'" .. tostring(value):gsub("'", "''") .. "'" or "NULL"
end

local function fill(connection, rows)
  local function run(text, ...)
    return assert(connection:execute(text:format(...)))
  end
  run("CREATE TABLE records (id INTEGER PRIMARY KEY, port_number INTEGER, %s)",
      (table.concat(hand.columns, ", "):gsub(" port,", " last_port INTEGER,")))
  for id, row in ipairs(rows) do
    local values = {}
    for i, column in ipairs(hand.columns) do
      values[i] = quoted(row[column == "port" and "last_port" or column])
    end
    run("INSERT INTO records VALUES (%d, %s, %s)", id, row.port or "NULL",
        table.concat(values, ", "))
  end
  run "CREATE INDEX ports ON records (port_number, transport)"
  run "CREATE INDEX names ON records (name COLLATE NOCASE, transport)"
end

--- Functions that ask a database with the rows; or nil.
function M.sqlite(rows)
  local found, luasql = pcall(require, "luasql.sqlite3")
  if not found then return nil end
  local connection = assert(assert(luasql.sqlite3()):connect ":memory:")
  connection:setautocommit(false)
  fill(connection, rows)
  local function ask(mode, text, ...)
    local cursor = assert(connection:execute(text:format(...)))
    local value = cursor:fetch(mode and {}, mode)
    cursor:close()
    return value
  end
  return {
    name = function(port, transport)
      return ask(nil, "SELECT name FROM records WHERE port_number = %d AND "
        .. "transport = '%s' AND name NOTNULL ORDER BY id LIMIT 1",
        port, transport)
    end,
    port = function(name, transport)
      return ask(nil, "SELECT port_number FROM records WHERE name = '%s' "
        .. "COLLATE NOCASE AND transport = '%s' AND port_number NOTNULL "
        .. "ORDER BY id LIMIT 1", name, transport)
    end,
    lookup = function(port, transport)
      return ask("a", "SELECT * FROM records WHERE port_number = %d AND "
        .. "transport = '%s' ORDER BY id LIMIT 1", port, transport)
    end,
    search = function(text)
      return tonumber((ask(nil, "SELECT count(*) FROM records WHERE name LIKE "
        .. "'%%%s%%' OR description LIKE '%%%s%%' OR assignment_notes LIKE "
        .. "'%%%s%%'", text, text, text)))
    end,
  }
end


-- Python: one child, which gets what to time and answers through a pipe.

local child, answers

local function write_lines(name, each_line)
  local file = assert(io.open(M.folder .. "/" .. name, "w"))
  each_line(function(...) file:write(table.concat({ ... }, "\t"), "\n") end)
  file:close()
end

local function start()
  if child ~= nil then return child end
  child = os.execute "command -v python3 >/dev/null && python3 -c pass"
  child = (child == true or child == 0)
       and os.execute(("rm -f %s/pipe && mkfifo %s/pipe"):format(M.folder,
                                                               M.folder))
  if not (child == true or child == 0) then
    child = false
    return false
  end
  local ports, transports, names = keys.random()
  write_lines("keys.tsv", function(line)
    for i = 1, #ports do line(ports[i], transports[i], names[i]) end
  end)
  write_lines("names.tsv", function(line)
    for name, port, transport in require "ianaports".services() do
      if transport then line(port, transport, name) end
    end
  end)
  child = io.popen(("python3 spec/bench/peers.py %s >%s/pipe")
                   :format(M.folder, M.folder), "w")
  answers = assert(io.open(M.folder .. "/pipe"))
  return child
end

--- A thing that Python measures itself; or nil.
function M.python(name)
  if not start() then return nil end
  return { sample = function()
    child:write(name, "\n")
    child:flush()
    return assert(tonumber(answers:read "*l"), "the Python child failed")
  end }
end

function M.stop()
  if not child then return end
  child:close()
  answers:close()
  child = nil
end

return M
