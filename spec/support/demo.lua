--- Real questions to the bundled registry: each call, and what it answers.

local ianaports = require "ianaports"

local questions = {
  { "What is registered there?",
    'ianaports.name(443, "tcp")',
    'ianaports.lookup("8883/udp")',
    "ianaports.names(80, 6)",
    "ianaports.names(5349, 17)",
  },
  { "A port within a range, a record for all transports",
    "ianaports.lookup(6010, 6)",
    'ianaports.lookup("4242/sctp")',
    'ianaports.lookup("4242/sctp").last_port',
  },
  { "Is it taken?",
    'ianaports.status(8080, "tcp")',
    'ianaports.status(1023, "tcp")',
    'ianaports.lookup("1023/tcp")',
    'ianaports.status(9311, "udp")',
    'ianaports.lookup("9311/udp")',
    'ianaports.status(9311, "dccp")',
    'ianaports.status(50000, "udp")',
    "ianaports.range(50000)",
  },
  { "By name, in any case",
    'ianaports.port("HTTPS")',
    'ianaports.ports("dls")',
    '#ianaports.ports("x11")',
    'ianaports.lookup("_ipp._tcp")',
    'ianaports.port("no-such-service")',
  },
  { "A name without a port",
    'ianaports.lookup("airplay")',
    'ianaports.lookup("airplay").assignment_notes',
  },
  { "The other columns, and the person behind a record",
    'ianaports.lookup("pwgippfax").description',
    'ianaports.lookup("pwgippfax").registration_date',
    'ianaports.lookup("pwgippfax").contact',
    'ianaports.contact("[Ira_McDonald]").name',
  },
  { "The registry itself",
    "ianaports.info().title",
    "ianaports.info().updated",
    "ianaports.info().records",
    "ianaports.info().contacts",
    "ianaports._VERSION",
  },
}

local function shown(value)
  if type(value) == "string" then return ('"%s"'):format((value:gsub("\n", " "))) end
  if type(value) ~= "table" or #value == 0 then return tostring(value) end
  local items = {}
  for i, item in ipairs(value) do items[i] = shown(item) end
  return "{ " .. table.concat(items, ", ") .. " }"
end

local function answer(question)
  local compile = loadstring or load
  return compile("local ianaports = ...; return " .. question)(ianaports)
end

for _, group in ipairs(questions) do
  print("\n-- " .. group[1])
  for i = 2, #group do
    print("> " .. group[i])
    print("  " .. shown(answer(group[i])))
  end
end
