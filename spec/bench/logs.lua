--- `make bench CASES=annotate`: logs annotated, by the command, by the filter,
-- and by what people use instead, each with the same names.
--
-- The logs are made up: 21 columns of Zeek's conn.log, 138 bytes a line, one port
-- in five by chance; the same as CSV and as JSON. What counts is the processor's
-- time of whole processes that write to /dev/null. Ratios are medians of those in
-- a round, in which all take turns. Outputs must be the same, byte for byte.

local ianaports = require "ianaports"
local measure = require "spec.bench.measure"

local FOLDER = "build/bench/logs"

local NAMES = [[ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto service duration orig_bytes
  resp_bytes conn_state local_orig local_resp missed_bytes history orig_pkts orig_ip_bytes
  resp_pkts resp_ip_bytes tunnel_parents]]

local function path(name) return FOLDER .. "/" .. name end

local function write(name, text)
  local file = assert(io.open(path(name), "wb"))
  file:write(text)
  file:close()
end

local function output(command)
  local pipe = assert(io.popen(command))
  local text = pipe:read "*a"
  pipe:close()
  return text
end


-- The logs

--- Random numbers that are the same everywhere.
local state = 1
local function roll(n)
  state = state * 16807 % 2147483647
  return state % n
end

local COMMON = { 443, 443, 443, 53, 53, 53, 80, 22, 25, 123, 161, 389, 993, 3306, 5060, 8080 }

local function flow(i)
  local kind = roll(10)
  return { ("%.6f"):format(1.7e9 + i / 100), ("C%016d"):format(roll(2 ^ 31 - 1)),
    ("10.%d.%d.%d"):format(roll(256), roll(256), roll(256)), 1024 + roll(64512),
    ("192.168.%d.%d"):format(roll(256), roll(256)),
    roll(5) == 0 and roll(65536) or COMMON[roll(#COMMON) + 1],
    kind < 6 and "tcp" or kind < 9 and "udp" or "icmp", "-", ("%.6f"):format(roll(1e7) / 1e6), roll(1e4),
    roll(1e5), "SF", "T", "F", 0, "ShADadFf", roll(50), roll(1e4), roll(50), roll(1e5), "-" }
end

local function json(f, i)
  return ('{"timestamp":"2024-01-01T00:00:00.%06d+0000","flow_id":%d,"in_iface":"eth0","event_type":"flow",')
    :format(i % 1e6, i) .. ('"src_ip":"%s","src_port":%d,"dest_ip":"%s","dest_port":%d,"proto":"%s",')
    :format(f[3], f[4], f[5], f[6], f[7]:upper())
    .. ('"flow":{"pkts_toserver":%d,"bytes_toserver":%d,"state":"new","alerted":false}}\n'):format(f[17], f[18])
end

local function make_logs(lines)
  local zeek = assert(io.open(path "conn.log", "wb"))
  local csv, objects = assert(io.open(path "conn.csv", "wb")), assert(io.open(path "conn.json", "wb"))
  local titles = NAMES:gsub("%s+", "\t")
  zeek:write("#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n#fields\t",
             titles, "\n#types\t", (titles:gsub("[^\t]+", "string")), "\n")
  csv:write "ts,src,sport,dst,dport,proto,note\n"
  for i = 1, lines do
    local f = flow(i)
    zeek:write(table.concat(f, "\t"), "\n")
    csv:write(table.concat({ f[1], f[3], f[4], f[5], f[6], f[7] }, ","), i % 50 == 0 and ',"a, ""b"""\n' or ",x\n")
    objects:write(json(f, i))
  end
  for _, file in ipairs { zeek, csv, objects } do file:close() end
  os.execute(("cd %s && { cat conn.log; for i in 2 3 4 5; do grep -v '^#' conn.log; done; } >conn5.log"):format(FOLDER))
end


-- What is compared

--- The names of all ports: "443/tcp<tab>https", and the same as JSON.
local function make_names()
  local lines, members = {}, {}
  for _, transport in ipairs { "tcp", "udp" } do
    for port = 0, 65535 do
      local name = ianaports.name(port, transport)
      if name then
        lines[#lines + 1] = ("%d/%s\t%s\n"):format(port, transport, name)
        members[#members + 1] = ("%q:%q"):format(port .. "/" .. transport, name)
      end
    end
  end
  write("names.tsv", table.concat(lines))
  write("names.json", "{" .. table.concat(members, ",") .. "}\n")
end

local SCRIPTS = {
  ["filter.lua"] = [[
    local filter = require "ianaports".annotator()
    for chunk in function() return io.read(32768) end do io.write(filter(chunk)) end
    io.write(filter(nil) or "")]],
  ["table.lua"] = [[
    local names = {}
    for line in io.lines(arg[1]) do
      local port, transport, name = line:match "^(%d+)/(%a+)\t(.*)"
      names[transport] = names[transport] or {}
      names[transport][port] = name
    end
    local none, write = {}, io.write
    for line in io.lines() do
      local port, transport =
        line:match "^[^\t]*\t[^\t]*\t[^\t]*\t[^\t]*\t[^\t]*\t([^\t]*)\t([^\t]*)"
      if line:find "^#" then
        write(line, line:find "^#fields" and "\tiana_name\n" or line:find "^#types" and "\tstring\n" or "\n")
      else write(line, "\t", (names[transport] or none)[port] or "-", "\n") end
    end]],
  ["table.awk"] = [[
    BEGIN { FS = OFS = "\t"; while ((getline <names) > 0) name[$1] = $2 }
    /^#fields/ { print $0, "iana_name"; next }
    /^#types/ { print $0, "string"; next }
    /^#/ { print; next }
    { key = $6 "/" $7; print $0, (key in name) ? name[key] : "-" }]],
  ["table.py"] = [[
import sys
names = dict(line.rstrip(b"\n").split(b"\t") for line in open(sys.argv[1], "rb"))
write = sys.stdout.buffer.write
for line in sys.stdin.buffer:
    line = line[:-1]
    if line.startswith(b"#"):
        write(line + (b"\tiana_name" if line.startswith(b"#fields") else
                      b"\tstring" if line.startswith(b"#types") else b"") + b"\n")
    else:
        cells = line.split(b"\t")
        write(line + b"\t" + names.get(cells[5] + b"/" + cells[6], b"-") + b"\n")
]],
  ["rows.py"] = [[
import csv, sys
names = dict(line.rstrip("\n").split("\t") for line in open(sys.argv[1]))
reader, writer = csv.reader(sys.stdin), csv.writer(sys.stdout, lineterminator="\n")
writer.writerow(next(reader) + ["iana_name"])
for row in reader:
    row.append(names.get(row[4] + "/" + row[5], ""))
    writer.writerow(row)
]],
  ["table.jq"] = [[
    $names[0][(.dest_port | tostring) + "/" + (.proto | ascii_downcase)] as $name
    | if $name then . + {iana_name: $name} else . end]],
}

local LUA = arg and arg[-1] or "lua"

local COMMAND = ("IANAPORTS_DATA= %s -l ianaports lua/bin/ianaports annotate"):format(LUA)

--- {title, program, command; at least so many times the command's time}
local CASES = {
  { "conn.log", {
    { "cat", "cat", "cat" },
    { "the filter, blocks of 32 KB", LUA, ("%s %s"):format(LUA, path "filter.lua") },
    { "mawk, an array", "mawk", ("mawk -v names=%s -f %s"):format(path "names.tsv", path "table.awk") },
    { "Lua, io.lines, match, a table", LUA, ("%s %s %s"):format(LUA, path "table.lua", path "names.tsv") },
    { "gawk, an array, LC_ALL=C", "gawk",
      ("LC_ALL=C gawk -v names=%s -f %s"):format(path "names.tsv", path "table.awk") },
    { "Python, bytes.split, a dict", "python3", ("python3 %s %s"):format(path "table.py", path "names.tsv") },
  } },
  { "conn5.log", {}, 3 },
  { "conn.csv", {
    { "cat", "cat", "cat" },
    { "Python, csv, a dict", "python3", ("python3 %s %s"):format(path "rows.py", path "names.tsv") },
  } },
  { "conn.json", {
    { "cat", "cat", "cat" },
    { "jq, an object", "jq", ("jq -c --slurpfile names %s -f %s"):format(path "names.json", path "table.jq") },
  } },
}
CASES[2][2] = CASES[1][2]

--- Seconds of the processor that a command takes; its output goes nowhere.
local function seconds(command, log)
  local script = ("TIMEFORMAT='%%3U %%3S'; time { %s; } <%s >/dev/null"):format(command, path(log))
  local user, system = output("bash -c '" .. script:gsub("'", "'\\''") .. "' 2>&1"):match "([%d.]+) ([%d.]+)\n$"
  return user + system
end

local function digest(command, log)
  return output(("(%s) <%s | md5sum"):format(command, path(log)))
end

local function is_there(program)
  return output("command -v " .. program) ~= ""
end

--- One log: all that is there, in turn, for some rounds.
local function compare(log, others, rounds)
  local things, right = { { "ianaports annotate", nil, COMMAND } }, digest(COMMAND, log)
  for _, other in ipairs(others) do
    if is_there(other[2]) then
      things[#things + 1] = other
      if other[1] ~= "cat" then
        assert(digest(other[3], log) == right, other[1] .. " gives something else")
      end
    else
      print(("| %s | absent | |"):format(other[1]))
    end
  end
  local times = {}
  for i = 1, #things do times[i] = {} end
  for round = 1, rounds do
    for i, thing in ipairs(things) do times[i][round] = seconds(thing[3], log) end
  end
  print(("\n| %s | processor | x the command |\n| --- | ---: | ---: |"):format(log))
  for i, thing in ipairs(things) do
    local ratios = {}
    for round = 1, rounds do ratios[round] = times[i][round] / times[1][round] end
    print(("| %s | %.0f ms | %.2f |"):format(thing[1], 1000 * measure.middle(times[i]), (measure.middle(ratios))))
  end
end

local M = {}

function M.annotate()
  os.execute("mkdir -p " .. FOLDER)
  make_names()
  make_logs(1000000)
  for name, text in pairs(SCRIPTS) do write(name, text) end
  for _, case in ipairs(CASES) do compare(case[1], case[2], case[3] or 5) end
  os.execute("rm -r " .. FOLDER)
end

return M
