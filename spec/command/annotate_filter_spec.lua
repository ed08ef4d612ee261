--- `annotator`: the filter of LTN12, its options, and logs in pieces.

local ianaports = require "ianaports"

--- All that a filter gives for a list of chunks and the end.
local function filtered(options, ...)
  local filter, out = ianaports.annotator(options), {}
  for _, chunk in ipairs { ... } do out[#out + 1] = filter(chunk) end
  out[#out + 1] = filter(nil)
  return table.concat(out)
end

local LOGS = {
  zeek = "#separator \\x09\n#unset_field\t-\n#fields\ta\tid.resp_p\tproto\n#types\tx\tport\tenum\n"
    .. "\233\t443\ttcp\n\n-\t-\t-\nx\n#close\n#separator \\x2c\n#fields,proto,port\nudp,53\n#fields,x\n1\n",
  tsv = "dp\ta\tpr\r\n443\t\0\t6\r\n\r\n1\n53\t\"\tudp",
  csv = '\239\187\191"dst ""port",dport,proto\r\n"a,\n""b""\n",443,"tcp"\r\n\n1\n"x"y,53,udp,"z\n","\n"\n"22',
  json = '\n{"a":"\\"{","d":{"x":[1,{}]},"destination":{"port":"44\\u0033"}}\r\n \n{"dest_port":53,"proto":17} \n'
    .. '{"dest_port":53\n[1]\n{"dest_port":22}',
}

describe("a filter of annotator", function()
  it("adds a column to a log", function()
    assert.equal("port,iana_name\n443,https\n", filtered(nil, "port\n443\n"))
  end)

  for name, log in pairs(LOGS) do
    it("gives the same wherever a log is cut: " .. name, function()
      local whole = filtered(nil, log)
      assert.is_true(#whole > #log + 15)
      for cut = 0, #log do
        assert.equal(whole, filtered(nil, log:sub(1, cut), log:sub(cut + 1)))
      end
    end)

    it("gives the same for one byte at a time: " .. name, function()
      local bytes = {}
      for i = 1, #log do bytes[i] = log:sub(i, i) end
      local unpack = table.unpack or unpack
      assert.equal(filtered(nil, log), filtered(nil, unpack(bytes)))
    end)

    it("takes nothing away: " .. name, function()
      local whole, at = filtered(nil, log), 1
      for i = 1, #log do
        at = assert(whole:find(log:sub(i, i), at, true), i) + 1
      end
    end)
  end

  it("finds a column far from the start of a line", function()
    local far = ("x"):rep(200) .. "\t" .. ("y\t"):rep(70)
    assert.equal(far .. "port\tiana_name\n" .. far .. "22\tssh\n" .. far .. "\t\n" .. far:sub(1, -2) .. "\n",
                 filtered(nil, far .. "port\n" .. far .. "22\n" .. far .. "\n" .. far:sub(1, -2) .. "\n"))
  end)

  it("takes the separator of a log of Zeek as a byte or its number, and nothing else", function()
    for said, byte in pairs { [";"] = ";", ["\\x3B"] = ";", ["\\xzz"] = "\t", ["ab"] = "\t", ["\\x09"] = "\t" } do
      local log = ("#separator %s\n#fields%sport%sx\n22%s1"):format(said, byte, byte, byte)
      assert.equal(log:gsub("x\n", "x" .. byte .. "iana_name\n") .. byte .. "ssh", filtered(nil, log))
    end
  end)

  it("reads keys with every escape of JSON", function()
    local line = '{"p\\b\\f\\n\\r\\t\\/\\\\\\"\\u00e9":1,"\\u0070or\\u0074":22,"p":[true,false,null,-1.5E+3,0e-1]%s}'
    assert.equal(line:format ',"iana_name":"ssh"', filtered(nil, (line:format "")))
  end)

  it("has each line when it is whole, and nothing before", function()
    local filter = ianaports.annotator()
    assert.equal("", filter "port")
    assert.equal("port,iana_name\n", filter "\n4")
    assert.equal("", filter "43")
    assert.equal("443,https\n", filter "\n")
    assert.equal("", filter "")
    assert.equal("", filter "22")
    assert.equal("22,ssh", filter(nil))
    assert.is_nil(filter(nil))
  end)

  it("has nothing at the end of a log that is whole", function()
    local filter = ianaports.annotator()
    filter "port\n22\n"
    assert.is_nil(filter(nil))
    assert.is_nil(filter(nil))
    assert.has_error(function() filter "x" end)
  end)

  it("holds what is before the columns of a log until they are there", function()
    local filter = ianaports.annotator()
    assert.equal("", filter "#separator \\x09\n#path\tx\n")
    assert.equal("#separator \\x09\n#path\tx\n#fields\tport\tiana_name\n", filter "#fields\tport\n")
    filter = ianaports.annotator()
    assert.equal("", filter '{"a":1}\n')
    assert.equal('{"a":1}\n{"port":22,"iana_name":"ssh"}\n', filter '{"port":22}\n')
  end)

  it("takes a line of 2^20 bytes, and passes on one that is longer", function()
    local MAX = 1048576
    for _, kind in ipairs {
      { "port\ta\n", "port\ta\tiana_name\n", "22\t%s", "\tssh" },
      { "port,a\n", "port,a,iana_name\n", "22,%s", ",ssh" },
      { "port,a\n", "port,a,iana_name\n", '22,"%s"', ",ssh" },
      { "#fields\tport\ta\n", "#fields\tport\ta\tiana_name\n", "22\t%s", "\tssh" },
    } do
      local bare = #kind[3] - 2
      for size = MAX - 1, MAX + 1 do
        local line = kind[3]:format(("x"):rep(size - bare))
        assert.equal(size, #line)
        local expected = kind[2] .. line .. (size > MAX and "" or kind[4]) .. "\n"
          .. kind[3]:format "" .. kind[4] .. "\n"
        local text = kind[1] .. line .. "\n" .. kind[3]:format "" .. "\n"
        assert.is_true(expected == filtered(nil, text), size)
        local middle = math.floor(#text / 2)
        assert.is_true(expected == filtered(nil, text:sub(1, middle), text:sub(middle + 1)), size)
        assert.is_true(expected == filtered(nil, text:sub(1, -4), text:sub(-3)), size)
      end
    end
  end)

  it("passes on millions of bytes without a line end", function()
    local long = ("x"):rep(3000000)
    assert.is_true("port,iana_name\n" .. long .. "\n22,ssh\n" == filtered(nil, "port\n" .. long, "\n22\n"))
    assert.is_true("port,iana_name\n\"" .. long .. "\n22,ssh\n" == filtered(nil, "port\n\"" .. long, "\n22\n"))
    assert.is_true('{"port":22,"iana_name":"ssh"}\n' .. long .. "\n"
                   == filtered(nil, '{"port":22}\n' .. long, "\n"))
  end)

  it("raises where the columns are not there, and then stays so", function()
    local filter = ianaports.annotator()
    local function call() local chunk = filter "a,b\n" return chunk end
    local ok, message = pcall(call)
    assert.is_false(ok)
    assert.matches("annotate_filter_spec%.lua:%d+: annotator: no column for the port$", message)
    ok, message = pcall(call)
    assert.is_false(ok)
    assert.matches("failed before", message)
  end)

  it("raises for what is no chunk", function()
    for _, value in ipairs { true, {}, print } do
      assert.has_error(function() ianaports.annotator()(value) end)
    end
  end)

  it("works with LTN12's own chains", function()
    local found, ltn12 = pcall(require, "ltn12")
    if not found then pending "there is no ltn12" end
    local parts = {}
    ltn12.pump.all(ltn12.source.chain(ltn12.source.string(LOGS.csv), ianaports.annotator()),
                   (ltn12.sink.table(parts)))
    assert.equal(filtered(nil, LOGS.csv), table.concat(parts))
  end)
end)

describe("the answers of annotator", function()
  --- The last cell of a line.
  local function last(options, line)
    return (filtered(options, "port,proto\n" .. line .. "\n"):match ",?([^,\n]*)\n$")
  end

  it("are those of name, for every port and transport #exhaustive #once", function()
    local lines, expected = { "port\tproto\n" }, { "port\tproto\tiana_name\n" }
    for _, transport in ipairs { "tcp", "udp", "sctp", "dccp", "" } do
      for port = 0, 65535 do
        local line = port .. "\t" .. transport
        lines[#lines + 1] = line .. "\n"
        expected[#expected + 1] = line .. "\t"
          .. (ianaports.name(port, transport ~= "" and transport or nil) or "") .. "\n"
      end
    end
    assert.is_true(table.concat(expected) == filtered(nil, table.concat(lines)))
  end)

  it("are those of status, for every port #exhaustive #once", function()
    local lines, expected = { "port\n" }, { "port,iana_status\n" }
    for port = 0, 65535 do
      lines[#lines + 1] = port .. "\n"
      expected[#expected + 1] = port .. "," .. ianaports.status(port, "udp") .. "\n"
    end
    assert.is_true(table.concat(expected)
                   == filtered({ fields = "status", transport = "udp" }, table.concat(lines)))
  end)

  it("are of the registry that is given", function()
    local mine = assert(ianaports.new { { name = "mine", port = 7, transport = "tcp" } })
    assert.equal("mine", last({ registry = mine }, "7,tcp"))
    assert.equal("", last({ registry = mine }, "443,tcp"))
    assert.equal("https", last({ registry = ianaports }, "443,tcp"))
  end)

  local ours = assert(ianaports.new {
    { name = "odd", port = 5, transport = "tcp", description = 'a "b",\tc\\\nd\1', assignee = "[A]",
      registration_date = "2018-04" },
    { name = "plain", port = "6-9", transport = "tcp", description = "-" },
    { port = 10, description = "Reserved" },
  })

  local TITLES = "iana_description|iana_port|iana_last_port|iana_registration_date|iana_status"

  --- {the titles, a line and its end, what stands between, what is added for ports}
  local cases = {
    { "#fields\tport", "%d", "", "\t", {
      [5] = "a \"b\",\\x09c\\x5c\\x0ad\\x01\t5\t-\t2018-04\tassigned", [7] = "\\x2d\t6\t9\t-\tassigned",
      [10] = "Reserved\t10\t-\t-\treserved", [11] = "-\t-\t-\t-\tunassigned" } },
    { "port\ta", "%d\t", "", "\t", {
      [5] = "a \"b\",\\x09c\\x5c\\x0ad\\x01\t5\t\t2018-04\tassigned", [7] = "-\t6\t9\t\tassigned",
      [10] = "Reserved\t10\t\t\treserved", [11] = "\t\t\t\tunassigned" } },
    { "port", "%d", "", ",", {
      [5] = '"a ""b"",\tc\\\nd\1",5,,2018-04,assigned', [7] = "-,6,9,,assigned",
      [10] = "Reserved,10,,,reserved", [11] = ",,,,unassigned" } },
    { nil, '{"port":%d', "}", ",", {
      [5] = '"iana_description":"a \\"b\\",\\u0009c\\\\\\u000ad\\u0001","iana_port":5,'
        .. '"iana_registration_date":"2018-04","iana_status":"assigned"',
      [7] = '"iana_description":"-","iana_port":6,"iana_last_port":9,"iana_status":"assigned"',
      [10] = '"iana_description":"Reserved","iana_port":10,"iana_status":"reserved"',
      [11] = '"iana_status":"unassigned"' } },
  }

  for i, case in ipairs(cases) do
    it(("are written as the kind of log writes them (%d)"):format(i), function()
      local titles, line, ending, between = case[1], case[2], case[3], case[4]
      local options = { registry = ours, transport = "tcp",
        fields = { "description", "port", "last_port", "registration_date", "status" } }
      for port, added in pairs(case[5]) do
        local head = titles and titles .. "\n" or ""
        local head_out = titles and titles .. between .. TITLES:gsub("|", between) .. "\n" or ""
        assert.equal(head_out .. line:format(port) .. between .. added .. ending .. "\n",
                     filtered(options, head .. line:format(port) .. ending .. "\n"))
      end
    end)
  end

  it("may be any field of a record", function()
    assert.equal("port,iana_row,iana_transport,iana_name\n7,2,tcp,plain\n10,3,,\n11,,,\n",
      filtered({ registry = ours, fields = "row,transport,name" }, "port\n7\n10\n11\n"))
  end)

  it("are right where there are more of them than memory keeps", function()
    local rows = {}
    for port = 1, 40 do
      rows[port] = { name = "p" .. port, port = port, transport = "tcp",
                     description = ("%02d"):format(port):rep(port == 40 and 30000 or 20000) }
    end
    local registry = assert(ianaports.new(rows))
    local lines, expected = { "port\n" }, { "port,iana_description,iana_name\n" }
    for i = 0, 199 do
      local port = i * 7 % 40 + 1
      lines[#lines + 1] = port .. "\n"
      expected[#expected + 1] = ("%d,%s,p%d\n"):format(port, rows[port].description, port)
    end
    assert.is_true(table.concat(expected)
      == filtered({ registry = registry, fields = "description,name" }, table.concat(lines)))
  end)

  it("are right where one is larger than memory keeps", function()
    local row = { name = "big", port = 1, transport = "tcp", assignment_notes = ("\1"):rep(65535),
                  description = ("\2"):rep(65535), reference = "[" .. ("\3"):rep(65533) .. "]" }
    local registry = assert(ianaports.new { row })
    local function escaped(text)
      return (text:gsub("%c", function(c) return ("\\u%04x"):format(c:byte()) end))
    end
    local expected = ('{"port":1,"iana_assignment_notes":"%s","iana_description":"%s","iana_reference":"%s"}\n')
      :format(escaped(row.assignment_notes), escaped(row.description), escaped(row.reference))
    assert.is_true(expected == filtered({ registry = registry,
      fields = { "assignment_notes", "description", "reference" } }, '{"port":1}\n'))
  end)
end)

describe("the options of annotator", function()
  --- {options, what the message says}
  local cases = {
    { 1, "options must be a table, got 1" },
    { { ports = 1 }, 'unknown option "ports"; known options: fields, input, port, registry, transport' },
    { { input = "xml" }, 'input must be "zeek", "tsv", "csv" or "json", got "xml"' },
    { { port = "" }, "port must be the name or number of a column" },
    { { port = 0 }, "port must be" }, { { port = 1.5 }, "port must be" }, { { port = {} }, "port must be" },
    { { port = "a,b,c" }, "port must be" }, { { port = "a," }, "port must be" }, { { port = "," }, "port must be" },
    { { transport = "" }, "transport must be" }, { { transport = false }, "transport must be" },
    { { fields = {} }, "fields must be a list" }, { { fields = 1 }, "fields must be a list" },
    { { fields = "names" }, 'no field "names"; known fields: assignee, ' },
    { { fields = { "name", "name" } }, 'field "name" is there twice' },
    { { registry = {} }, "registry must be a registry" },
  }

  for i, case in ipairs(cases) do
    it(("are checked (%d)"):format(i), function()
      local ok, message = pcall(function()
        local filter = ianaports.annotator(case[1])
        return filter
      end)
      assert.is_false(ok)
      assert.matches("^[^\n]*annotate_filter_spec%.lua:%d+: bad argument #1 to 'annotator' %(", message)
      assert.truthy(message:find(case[2], 1, true), message)
    end)
  end

  it("may be numbers of columns", function()
    assert.equal("a,53,udp,domain\n", filtered({ port = 2, transport = 3 }, "a,53,udp\n"))
    assert.equal("51000,53,udp,domain\n", filtered({ port = "1,2", transport = 3 }, "51000,53,udp\n"))
  end)

  it("are not changed later", function()
    local options = { fields = { "name" } }
    local filter = ianaports.annotator(options)
    options.fields[1], options.port = "status", "x"
    collectgarbage()
    assert.equal("port,iana_name\n22,ssh\n", filter "port\n22\n")
  end)
end)
