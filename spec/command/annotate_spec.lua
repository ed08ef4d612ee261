--- Logs annotated, by the command: each kind of log with its lines as they come
-- out, exit codes, and what comes out when.

local bundled = require "spec.support.bundled"
local command = require "spec.support.command"
local shell = require "spec.support.shell"

--- What the command makes of a text, written without its final line end.
local function annotated(text, arguments)
  local path = os.tmpname()
  shell.write(path, text)
  local code, out, err = command.run("annotate " .. (arguments or "") .. " " .. path)
  os.remove(path)
  return out, code, (err:gsub(path:gsub("%p", "%%%0"), "FILE"))
end

local function lines(list) return table.concat(list, "\n") .. "\n" end

local ZEEK = lines {
  "#separator \\x09", "#set_separator\t,", "#empty_field\t(empty)", "#unset_field\t-",
  "#path\tconn",
  "#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\ttags",
  "#types\ttime\taddr\tport\taddr\tport\tenum\tset[string]",
  "1.5\t10.0.0.1\t51000\t10.0.0.2\t443\ttcp\t(empty)",
  "1.5\t10.0.0.1\t51000\t10.0.0.2\t53\tudp\t-",
  "1.5\t10.0.0.1\t8\t10.0.0.2\t0\ticmp\ta,b",
  "1.5\tfe80::1\t40000\tfe80::2\t6010\ttcp\t\233\0",
  "#close\t2024-01-01-00-00-00",
  "#separator \\x2c", "#unset_field,?", "#fields,id.resp_p,proto,n", "#types,port,enum,count",
  "22,tcp,1", "9,icmp,2",
}

local ZEEK_OUT = lines {
  "#separator \\x09", "#set_separator\t,", "#empty_field\t(empty)", "#unset_field\t-",
  "#path\tconn",
  "#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\ttags\tiana_name\tiana_last_port",
  "#types\ttime\taddr\tport\taddr\tport\tenum\tset[string]\tstring\tstring",
  "1.5\t10.0.0.1\t51000\t10.0.0.2\t443\ttcp\t(empty)\thttps\t-",
  "1.5\t10.0.0.1\t51000\t10.0.0.2\t53\tudp\t-\tdomain\t-",
  "1.5\t10.0.0.1\t8\t10.0.0.2\t0\ticmp\ta,b\t-\t-",
  "1.5\tfe80::1\t40000\tfe80::2\t6010\ttcp\t\233\0\tx11\t6063",
  "#close\t2024-01-01-00-00-00",
  "#separator \\x2c", "#unset_field,?", "#fields,id.resp_p,proto,n,iana_name,iana_last_port",
  "#types,port,enum,count,string,string",
  "22,tcp,1,ssh,?", "9,icmp,2,?,?",
}

describe("ianaports annotate", function()
  --- {what, arguments, the log, what comes out}
  local cases = {
    { "Zeek's logs, several in a file", "-f name,last_port", ZEEK, ZEEK_OUT },
    { "TSV", "", "dport\tproto\n443\tTCP\n53\t17\n6010\ttcp\nx\ttcp\n443\t\n",
      "dport\tproto\tiana_name\n443\tTCP\thttps\n53\t17\tdomain\n6010\ttcp\tx11\nx\ttcp\t\n443\t\thttps\n" },
    { "TSV with CR LF, and no end of its last line", "", "a\tdst_port\r\n1\t22\r\n2\t23",
      "a\tdst_port\tiana_name\r\n1\t22\tssh\r\n2\t23\ttelnet" },
    { "CSV", "", 'src,"Dst Port",Protocol\n1,443,6\n"a,""\nb","53",udp\n',
      'src,"Dst Port",Protocol,iana_name\n1,443,6,https\n"a,""\nb","53",udp,domain\n' },
    { "CSV with CR LF", "", "dp,pr\r\n443,TCP\r\n", "dp,pr,iana_name\r\n443,TCP,https\r\n" },
    { "CSV by numbers", "--port 2 --transport 3", "h,443,tcp\nh,53,udp\n",
      "h,443,tcp,https\nh,53,udp,domain\n" },
    { "CSV by numbers, below titles", "--port 2 --transport tcp", "h,p\nh,53\n",
      "h,p,iana_name\nh,53,domain\n" },
    { "a transport for all lines", "--transport UDP", "port\n53\n", "port,iana_name\n53,domain\n" },
    { "the side that is registered, the lower port of both", "--port sp,dp",
      "sp,dp,pr\n51000,443,tcp\n443,51000,tcp\n80,22,tcp\n22,80,tcp\n50001,50002,tcp\n",
      "sp,dp,pr,iana_name\n51000,443,tcp,https\n443,51000,tcp,https\n80,22,tcp,ssh\n22,80,tcp,ssh\n"
        .. "50001,50002,tcp,\n" },
    { "JSON of Zeek", "", '{"id.resp_p":443,"proto":"tcp"}\n{"id.resp_p":0,"proto":"icmp"}\n{}\n',
      '{"id.resp_p":443,"proto":"tcp","iana_name":"https"}\n{"id.resp_p":0,"proto":"icmp"}\n{}\n' },
    { "JSON of Suricata", "-f name,port",
      '{"dest_port":53,"proto":"UDP","dns":{"dest_port":1,"a":[{}]}} \n{"event_type":"stats"}\n',
      '{"dest_port":53,"proto":"UDP","dns":{"dest_port":1,"a":[{}]},"iana_name":"domain","iana_port":53} \n'
        .. '{"event_type":"stats"}\n' },
    { "JSON with objects in objects", "",
      '{"network":{"transport":"tcp"},"destination":{"ip":"::","port":"22"}}',
      '{"network":{"transport":"tcp"},"destination":{"ip":"::","port":"22"},"iana_name":"ssh"}' },
    { "keys with escapes", "", '{"dest\\u005fport":22,"x":"\\"}"}\r\n',
      '{"dest\\u005fport":22,"x":"\\"}","iana_name":"ssh"}\r\n' },
    { "what it is told to read", "--input csv", "port\tx,proto,port\n1\t2,tcp,22\n",
      "port\tx,proto,port,iana_name\n1\t2,tcp,22,ssh\n" },
    { "a status of every port", "-f status", "port\n9311\n50000\nx\n",
      "port,iana_status\n9311,unassigned\n50000,dynamic\nx,\n" },
    { "nothing", "", "", "" },
  }

  for _, case in ipairs(cases) do
    it("reads " .. case[1], function()
      local out, code, err = annotated(case[3], case[2])
      assert.equal(case[4], out)
      assert.equal(0, code)
      assert.equal("", err)
    end)
  end

  it("writes values as the log's kind writes them", function()
    local reason = bundled.other_than "2024-04-19"
    if reason then pending(reason) end
    local text = "Known Unauthorized Use on port 6003"
    for log, expected in pairs {
      ["#fields\tport\n6003\n"] = "6003\t" .. text,
    } do
      assert.equal("#fields\tport\tiana_unauthorized_use\n" .. expected .. "\n",
                   (annotated(log, "-f unauthorized_use")))
    end
  end)

  --- {the log, what stderr says}: lines that go through as they are
  local unread = {
    { "a,port\n1,22\n1\n\n", "a,port,iana_name\n1,22,ssh\n1\n\n", "1 line" },
    { 'port\n22\n"22\n', 'port,iana_name\n22,ssh\n"22\n', "1 line" },
    { '{"port":22}\n{"port":22,}\n[22]\n{"port":022}\n{"port":22}}\n{"port":22,"x":"\t"}\n',
      '{"port":22,"iana_name":"ssh"}\n{"port":22,}\n[22]\n{"port":022}\n{"port":22}}\n'
        .. '{"port":22,"x":"\t"}\n', "5 lines" },
    { "#fields\tport\n22\n#fields\tx\n22\n", "#fields\tport\tiana_name\n22\tssh\n#fields\tx\n22\n", "1 line" },
  }

  for i, case in ipairs(unread) do
    it(("leaves lines as they are that it cannot read (%d)"):format(i), function()
      local out, code, err = annotated(case[1])
      assert.equal(case[2], out)
      assert.equal(0, code)
      assert.equal("ianaports: " .. case[3] .. " went through as they are\n", err)
      assert.equal("", (select(3, annotated(case[1], "-q"))))
    end)
  end

  --- {the log, arguments, what is not there}
  local missing = {
    { "a,b\n1,2\n", "", "no column for the port" },
    { "port,b\n1,2\n", "--port x", "no column for the port" },
    { "port,b\n1,2\n", "--port 3", "no column for the port" },
    { "port,b\n1,2\n", "--port port,y", "no column for the second port" },
    { "port,b\n1,2\n", "--transport pr", "no column for the transport" },
    { "#separator \\x09\n#fields\ta\n1\n", "", "no column for the port" },
    { "#separator \\x09\n22\n", "", "a log of Zeek without a line #fields" },
    { '{"a":22}\n', "", "no column for the port" },
  }

  for _, case in ipairs(missing) do
    it(("says of %q with '%s': %s"):format(case[1], case[2], case[3]), function()
      local out, code, err = annotated(case[1], case[2])
      assert.equal("", out)
      assert.equal(2, code)
      assert.truthy(err:find("ianaports: FILE: " .. case[3], 1, true), err)
    end)
  end

  for _, arguments in ipairs { "--input xml", "-f colour", "-f name,name", "--port ,", "--port a,b,c", "-f ''" } do
    it("takes no " .. arguments, function()
      local out, code, err = annotated("port\n1\n", arguments)
      assert.equal("", out)
      assert.equal(2, code)
      assert.truthy(err:find "^ianaports: ")
    end)
  end
end)
