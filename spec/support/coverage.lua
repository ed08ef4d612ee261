--- Prints how much of src/ and lua/ the specs reach, file by file:
--   lua coverage.lua HITS GCOV.json VERSION:FOLDER ...
-- HITS is what covering.c wrote, GCOV.json what gcov says of all objects; the
-- Lua code of each FOLDER runs in a Lua of that VERSION.  A line counts as
-- reached if any object or run reached it, a branch if it was taken.
--
-- A line that no spec can reach has `uncovered: why` in a comment, at its end or
-- above it.  After the tables come the lines that were not reached, with the
-- reason if there is one.  Fails below MOST.lines or MOST.branches per cent, if a
-- line is not reached without a reason, and if a line with a reason is reached.

local json = require "dkjson"

local MOST = { lines = 95, branches = 90 }

--- By name: { lines = {[line] = reached}, branches = , explained = {[line] = why} }.
local files = {}

--- The lines that have an explanation, at their end or above them.
local function explanations(path)
  local list, above, number = {}, nil, 0
  for text in io.lines(path) do
    number = number + 1
    local code, why = text:match "^(.-)[/-][*-] uncovered: (.*)$"
    why = why and why:gsub(" *%*/$", "")
    if why and code:find "^%s*$" then
      above = why
    else
      list[number], above = why or above, nil
    end
  end
  return list
end

local function file_of(name)
  files[name] = files[name]
    or { lines = {}, branches = {}, explained = explanations(name) }
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
  for text in io.lines(path) do
    for _, file in ipairs(assert(json.decode(text)).files) do
      if file.file:find "^src/" then
        for _, line in ipairs(file.lines) do
          read_line(file_of(file.file), line)
        end
      end
    end
  end
end


-- Lua

--- Whether a line only ends what other lines began. It has no code of its own,
--- though the compiler has some for it.
local function is_end(text)
  return text:find "^%s*end[%s%),;}]*$" ~= nil or text:find "^%s*[%)}]+$" ~= nil
end

--- The lines that have code, as the compiler lists them.
local function read_listing(path, version)
  local file, texts = file_of(path), {}
  for text in io.lines(path) do texts[#texts + 1] = text end
  local pipe = assert(io.popen(("luac%s -l -p %s"):format(version, path)))
  for text in pipe:lines() do
    local line = tonumber(text:match "^\t%d+\t%[(%d+)%]")
    if line and not text:find "\tVARARGPREP" and not is_end(texts[line]) then
      file.lines[line] = false
    end
  end
  assert(pipe:close())
end

local function read_listings(version, folder)
  local pipe = assert(io.popen("find " .. folder .. " -type f ! -name README.md | sort"))
  for path in pipe:lines() do read_listing(path, version) end
  assert(pipe:close())
end

--- The file of a source that ran. Hosts run a copy, whose name is the same.
local function path_of(name)
  for path in pairs(files) do
    if path:sub(-#name) == name then return path end
  end
end

local function read_hits(path)
  for text in io.lines(path) do
    local name, line = text:match "^(%S+) (%d+)$"
    local lines = (files[name] or files[path_of(name)] or { lines = {} }).lines
    if lines[tonumber(line)] ~= nil then lines[tonumber(line)] = true end
  end
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

--- Print the table of a folder's files; whether enough of it is reached.
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
  return sum[2] > 0 and percent(sum[1], sum[2]) >= MOST.lines
     and percent(sum[3], sum[4]) >= MOST.branches
end

--- Print, in order, the lines of a file that were not reached, and those with a
--- reason that were.
local function show_missed(name, file)
  local missed, wrong = {}, 0
  for line in pairs(file.explained) do missed[line] = true end
  for line, reached in pairs(file.lines) do
    if not reached then missed[line] = true end
  end
  for line = 1, 10000 do
    if missed[line] then
      local why, reached = file.explained[line], file.lines[line]
      local is_right = why and reached == false
      print(("%s: %s:%d%s"):format(is_right and "explained" or why
        and "reached, or no code, though explained" or "not reached", name,
        line, why and ": " .. why or ""))
      wrong = wrong + (is_right and 0 or 1)
    end
  end
  return wrong
end

for i = 3, #arg do read_listings(arg[i]:match "^(.-):(.*)$") end
read_hits(arg[1])
read_gcov(arg[2])

local enough = show_folder "src/"
enough = show_folder "lua/" and enough
local wrong = 0
for _, name in ipairs(names_in "") do
  wrong = wrong + show_missed(name, files[name])
end
os.exit(enough and wrong == 0 and 0 or 1)
