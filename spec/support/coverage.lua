-- Prints what part of src/ and lua/ the specs reach, file by file:
--   lua coverage.lua HITS GCOV.json ...
-- HITS is what covering.lua wrote, the others what gcov says of each object.
-- A line counts where any object or run reached it; a branch where it was
-- taken.  Behind the tables: the lines that were not reached.  Ends with
-- failure below MOST.lines or MOST.branches of a hundred.

local json = require "dkjson"

local MOST = { lines = 95, branches = 90 }

local files = {}        -- by name: { lines = {[line] = reached}, branches = }

local function file_of(name)
  files[name] = files[name] or { lines = {}, branches = {} }
  return files[name]
end


-- C

local function read_line(file, line)
  local number = line.line_number
  file.lines[number] = file.lines[number] or line.count > 0
  for i, branch in ipairs(line.branches) do
    local key = number .. ":" .. i .. "/" .. #line.branches
    file.branches[key] = file.branches[key] or branch.count > 0
  end
end

local function read_gcov(path)
  local input = assert(io.open(path))
  for text in input:lines() do
    for _, file in ipairs(assert(json.decode(text)).files) do
      if file.file:find "^src/" then
        for _, line in ipairs(file.lines) do
          read_line(file_of(file.file), line)
        end
      end
    end
  end
  input:close()
end


-- Lua

--- The lines that have code, as the compiler lists them.
local function read_listing(path)
  local pipe = assert(io.popen("luac5.4 -l -p " .. path))
  local file = file_of(path)
  for text in pipe:lines() do
    local line = text:match "^\t%d+\t%[(%d+)%]"
    local is_end = text:match "\tRETURN0" or text:match "\tVARARGPREP"
                or text:match "\tRETURN "
    if line and not is_end then
      line = tonumber(line)
      file.lines[line] = file.lines[line] or false
    end
  end
  pipe:close()
end

local function read_hits(path)
  local input = assert(io.open(path))
  for text in input:lines() do
    local name, line = text:match "^(%S+) (%d+)$"
    local lines = file_of(name).lines
    if lines[tonumber(line)] ~= nil then lines[tonumber(line)] = true end
  end
  input:close()
end


-- The report

local function count(set)
  local all, reached = 0, 0
  for _, is_reached in pairs(set) do
    all = all + 1
    if is_reached then reached = reached + 1 end
  end
  return reached, all
end

local function percent(reached, all)
  return all == 0 and 100 or 100 * reached / all
end

local function names_in(folder)
  local names = {}
  for name in pairs(files) do
    if name:find("^" .. folder) then names[#names + 1] = name end
  end
  table.sort(names)
  return names
end

local function show(name, reached, all, taken, branches)
  local rest = branches == 0 and "" or ("%6d %6.1f %%")
    :format(branches, percent(taken, branches))
  print(("%-40s %6d %6.1f %%  %s"):format(name, all, percent(reached, all), rest))
end

--- A table of a folder's files; whether it is enough.
local function show_folder(folder)
  local sum = { 0, 0, 0, 0 }
  print(("%-40s %6s %8s  %6s %8s"):format(folder, "lines", "reached", "branches", "taken"))
  for _, name in ipairs(names_in(folder)) do
    local reached, all = count(files[name].lines)
    local taken, branches = count(files[name].branches)
    show(name, reached, all, taken, branches)
    for i, n in ipairs { reached, all, taken, branches } do
      sum[i] = sum[i] + n
    end
  end
  show("all of " .. folder, sum[1], sum[2], sum[3], sum[4])
  return percent(sum[1], sum[2]) >= MOST.lines
     and percent(sum[3], sum[4]) >= MOST.branches
end

local function show_missed(folder)
  for _, name in ipairs(names_in(folder)) do
    local missed = {}
    for line, reached in pairs(files[name].lines) do
      if not reached then missed[#missed + 1] = line end
    end
    table.sort(missed)
    if missed[1] then
      print(("not reached: %s:%s"):format(name, table.concat(missed, ",")))
    end
  end
end

local listing = io.popen "find lua/ianaports.lua lua/ianaports -name '*.lua'"
for path in listing:lines() do read_listing(path) end
listing:close()
read_hits(arg[1])
for i = 2, #arg do read_gcov(arg[i]) end

local enough = show_folder "src/"
enough = show_folder "lua/" and enough
show_missed "src/"
show_missed "lua/"
os.exit(enough and 0 or 1)
