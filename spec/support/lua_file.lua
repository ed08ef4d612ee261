--- The file that `export "lua"` writes, opened; and where its answers differ from
-- those of a registry of the C module.

local lua_file = {}

--- All that the file may use: no `require`, no files, no `load`, no globals.
local ALLOWED = { "error", "getmetatable", "ipairs", "math", "pairs", "select", "setmetatable",
                  "string", "table", "tonumber", "tostring", "type" }

--- What the text returns; it may neither read nor set another global.
function lua_file.open(text)
  local globals = {}
  for _, name in ipairs(ALLOWED) do globals[name] = _G[name] end
  local strict = setmetatable({}, {
    __index = function(_, name)
      return globals[name] or error("reads the global " .. name, 2)
    end,
    __newindex = function(_, name) error("sets the global " .. name, 2) end,
  })
  if not setfenv then return assert(load(text, "=ianaports.lua", "t", strict))() end
  return setfenv(assert(loadstring(text, "=ianaports.lua")), strict)()
end

local function rows_of(list)
  local rows = {}
  for i = 1, #list do rows[i] = list[i].row end
  return table.concat(rows, " ")
end

local function row_of(record) return record and record.row end
local function itself(value) return value end

--- The functions that are asked, and what is compared of an answer.
local OF_PORTS = { name = itself, status = itself, lookup = row_of,
                   names = function(list) return table.concat(list, " ") end, matches = rows_of }
local OF_NAMES = { port = itself, lookup = row_of, matches = rows_of,
                   ports = function(list) return table.concat(list, " ") end }

local TRANSPORTS = { "tcp", "udp", "sctp", "dccp" }

--- Ask both for each key, on each transport and on none.  Returns how many answers
--- were compared, and the first that differs, as text.
local function compare(file, registry, keys, functions)
  local compared = 0
  for name, shown in pairs(functions) do
    local ours, theirs = file[name], registry[name]
    for _, key in ipairs(keys) do
      for i = 1, #TRANSPORTS + 1 do
        local got, expected = shown(ours(key, TRANSPORTS[i])),
          shown(theirs(registry, key, TRANSPORTS[i]))
        compared = compared + 1
        if got ~= expected then
          return compared, ("%s(%s, %s): %s, not %s"):format(name, tostring(key),
            tostring(TRANSPORTS[i]), tostring(got), tostring(expected))
        end
      end
    end
  end
  return compared
end

function lua_file.compare_ports(file, registry, ports)
  return compare(file, registry, ports, OF_PORTS)
end

function lua_file.compare_names(file, registry, names)
  return compare(file, registry, names, OF_NAMES)
end

--- The first field in which two records differ, or nil.
local function differing(a, b)
  for key, value in pairs(a) do
    if b[key] ~= value then return key end
  end
  for key in pairs(b) do
    if a[key] == nil then return key end
  end
end

--- Compare all records.  Returns how many there are, and the first difference.
function lua_file.compare_records(file, registry)
  local ours, count = file.records(), 0
  for expected in registry:records() do
    local got = ours()
    count = count + 1
    if not got then return count, "there are too few" end
    local field = differing(expected, got)
    if field then
      return count, ("record %d: %s is %s, not %s"):format(count, field,
        tostring(got[field]), tostring(expected[field]))
    elseif tostring(got) ~= tostring(expected) then
      return count, tostring(got) .. ", not " .. tostring(expected)
    elseif tostring(got:alias_of()) ~= tostring(expected:alias_of())
        or got:status() ~= expected:status() then
      return count, "alias_of or status of record " .. count
    end
  end
  return count, ours() and "there are too many" or nil
end

return lua_file
