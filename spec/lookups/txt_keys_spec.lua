-- The TXT record keys that DNS-SD notes define: for each kind of note one or
-- more of the registry's own, and all of them counted.

local bundled = require "spec.support.bundled"
local ianaports = require "ianaports"
local read = require "ianaports.txtkeys".txt_keys
local tally = require "spec.support.tally"

-- Notes as IANA prints them, after the header; the keys, as one text; or no
-- keys, and then the text itself is expected back (false: no text either).
local KINDS = {
  none = {
    { " None", "", false }, { " none", "", false }, { " NONE", "", false },
    { "  None", "", false }, { " None.", "", false },
  },
  empty = { { "", "", false }, { " \n", "", false } },
  ["none and a text"] = {
    { " None. RFID reader Low Level Reader Protocol" },
    { " None at present" },
    { " None\n  path=<file system pathname to repository>\n"
      .. "  description=<descriptive name of repository>" },
    { " None\nProfiling and performance analysis protocol for Shark 4.0." },
  },
  proprietary = {
    { " Proprietary" }, { " proprietary" }, { " TBD" },
    { " txtvers + Proprietary" }, { " txtvers and proprietary keys" },
  },
  ["list in a line"] = {
    { " id, key", "id key" }, { " txtvers", "txtvers" },
    { "  path, version", "path version" },
    { " txtvers,mk,md,us,un,ss,auth", "txtvers mk md us un ss auth" },
    { " am, cn, et, ft, fv, md, pk, pw, sf, tp, vn, vs",
      "am cn et ft fv md pk pw sf tp vn vs" },
    { " app.url", "app.url" }, { " _suffix, _prefix", "_suffix _prefix" },
    { " waMA;", "waMA" },
    { " txtvers uuid devicename", "txtvers uuid devicename" },
    { " MAC=, GW-MAC", "MAC GW-MAC" },
    { " D (device type), S (https port), A (architecture),\n    T (tags)",
      "D S A T" },
    { " PVER (protocol version))", "PVER" },
    { " txtvers, name, (others not publicly documented)", "txtvers name" },
    { " bidib,node,user - http://bidib.org/transport/bidib_net_e.html",
      "bidib node user" },
    { " txtvers=1, sesna, seid,\n    cotype, pid",
      "txtvers sesna seid cotype pid" },
  },
  ["key=value in a line"] = {
    { " u=<username> p=<password> path=<path>", "u p path" },
    { " path=<path to mount point>", "path" }, { " version=?", "version" },
    { " u=<username>, p=<password>, path=<path to XML file>", "u p path" },
    { " u=username; k=keypattern; f=fstabFILE", "u k f" },
    { " txtvers server=<main LANrev server for agent> id=<agent identifier>",
      "txtvers server id" },
    { " u=<username> p=<password> path=<path to document> "
      .. "(Same as for _http._tcp)", "u p path" },
    { " txtvers, *IDN?=<response defined by IEEE 488; e.g., manufacturer, "
      .. "model, serial number, version>", "txtvers *IDN?" },
    { " prefix=<country code prefix> (numeric, additionally '+')", "prefix" },
    { " topics=<open topic to subscribe to for information>, eg topic=/info",
      "topics" },
    { " path=<context path> (as per Section 6 of [RFC6763]).", "path" },
    { " companyfullname == The name of the company hosting the Nasuni Filer",
      "companyfullname" },
  },
  ["key=value in lines"] = {
    { "\n  txtvers\n  server=<main server>\n  id=<agent>", "txtvers server id" },
    { "txtvers=<TXT-Record version>\nprotovers=<version>\nguid=<type>",
      "txtvers protovers guid" },
    { "    path=value (relative URL)\n   engname=value (string)",
      "path engname" },
    { "   txtvers='1'\n  type={'test'|'demo'}\n  protocol={['SOAP'],['CORBA']}"
      .. "\n  transport=['iiop']|['http']", "txtvers type protocol transport" },
    { "   orb_server=<port #> (optional) CORBA ORB server\n"
      .. '  txtvers="*IDN?=<identifier>" (optional) as per LXI',
      "orb_server txtvers" },
    { " txtvers=1\ncport= the port for the content HTTP server\n"
      .. "      (secondary HTTP server used for content publishing)\n"
      .. "      mode= the mode in which the HMP device is currently\n"
      .. '      operating, one of "normal", "safe" or "recovery"',
      "txtvers cport mode" },
    { " hash=<40hex characters>\n      salt=<40hex characters>\n"
      .. "      Example:\n      hash=5e7580\n      salt=f0164c", "hash salt" },
    { " path=<path on the server where the HKP applications reside>\n"
      .. '                  normally: "path=/pks/"', "path" },
    { " server=dns-name/ip-address:port of currently displayed VNC server.\n"
      .. "  Empty if not showing anything/available.", "server" },
    { " a. ssid=<Wi-Fi SSID>\nb. bssid=<Wi-Fi BSSID>", "ssid bssid" },
    { "     txtvers=1 (as described in the draft)\n      protovers=<versions>\n"
      .. '(examples: "protovers=1.0" "protovers=1.1,2.0"',
      "txtvers protovers" },
  },
  ["list of lines"] = {
    { " - txtvers\n      - protovers\n      - serialnum",
      "txtvers protovers serialnum" },
    { "\n      td: Absolute pathname of the Thing Description of the Thing\n"
      .. "      Description Directory.\n"
      .. '      type: Type of the Thing Description, i.e. "Thing".\n'
      .. "      scheme: Scheme part of URL. One of the following values\n"
      .. "      registered URI interpretations [RFC7595]: http (HTTP)",
      "td type scheme" },
    { "   username     The login username to use (optional)\n"
      .. "  ssh_tunnel   Whether an SSH tunnel must be used (required)\n"
      .. "  ID           Server Identifier (requried)",
      "username ssh_tunnel ID" },
    { "\n  auth          plaintext | md5 | rsakeys\n"
      .. "  userid        alphanumeric, additionally '_', '+', '-'\n"
      .. "All of these TXT record keys are optional, they may be omitted.\n"
      .. "Further keys may be added in the future.", "auth userid" },
  },
  ["document"] = {
    { " See BonjourPrinting.pdf." }, { " see www.ciaoapp.com" },
    { " See http://www.xmpp.org/registrar/linklocal.html" },
    { " see: http://www.zigbee.org/Standards/ZigBeeNetworkDevices" },
    { " [http://www.recipemanager.org/rsp/rsp10draft.html#dnssd]" },
    { " https://www.praesentia.com/medkit/mist-service-type (dn dt md)" },
    { " omni-livetxt.html" },
    { " Thread 1.1 Specification, Section 8.4.1.1.2. https://a.example/" },
  },
  ["prose"] = {
    { " Varies; Depends on type of service being offered/resolved" },
    { " there is no TXT keys defined for this protocol" },
    { " Defined in URL specification" }, { " product version bus id" },
    { " inherited from bonjour/iOS multipeer connectivity" },
    { " Text keys are the file extensions of any file the user plans to "
      .. "share, i.e. pdf, doc, mp3." },
    { " TXT records keys, if any, will be defined in Section 8.12" },
    { ' key "txtvers" for specification versioning, and key "name"' },
    { ' There are two TXT record keys: 1st key: "txt-vers" with an int.' },
    { " <serial number of server>" }, { " 0" }, { " c0, c1, ..., cn" },
    { " <type>:application specific kind; <vers>:version of the 'type'" },
    { " _hub._tcp.host.example.com" }, { " _display.tcp. Display Protocol" },
    { " Contact The ZAZ Software <networkclipboard at thezaz.com>" },
  },
}

local function check(note, keys, text)
  local got, left, more = read(note)
  assert.equal(keys, table.concat(got, " "))
  assert.equal(text, left)
  assert.is_nil(more)
end

describe("txt_keys", function()
  for kind, cases in pairs(KINDS) do
    for _, case in ipairs(cases) do
      local said, keys, text = case[1], case[2] or "", nil
      if not case[2] then text = said:match "^%s*(.-)%s*$" end
      it(("reads %s: %q"):format(kind, said), function()
        check("Defined TXT keys:" .. said, keys, text)
      end)
    end
  end

  it("reads keys of two and three words", function()
    assert.same({ "txtvers", "iTSh Version", "Machine ID" },
      read "Defined TXT keys: txtvers, iTSh Version, Machine ID")
    assert.same({ "RMC Client Version", "MAC Address" },
      read "Defined TXT keys: RMC Client Version=<version>, MAC Address=<a>")
  end)

  it("takes no key from two lines", function()
    assert.same({ "a", "b" }, read "Defined TXT keys: a\n b=<c>")
    assert.same({}, (read "Defined TXT keys: a\n b, c"))
  end)

  it("names a key once", function()
    assert.same({ "a", "b" }, read "Defined TXT keys: a, b, a")
  end)

  it("knows the header in each of its forms, and what may stand before", function()
    check("Defined TXT Keys: a", "a")
    check("Keys: a", "a")
    check("This is an extension of the http service.  Defined TXT keys: "
      .. "path=<context path>", "path")
    check("This is an extension of the http service.  Defined\n"
      .. "      TXT keys: path=<context path>", "path")
    check("Subtypes: _www-http\n      Defined TXT keys: None", "")
    check("[RFC7030]. Defined TXT keys: None", "")
  end)

  it("says nothing without a header", function()
    check("", "")
    check("u=<username> p=<password> path=<path to document>", "")
    check('This entry is an alias to "914c-g".', "")
    assert.same({}, (ianaports.lookup(25, "tcp"):txt_keys()))
    assert.same({}, (ianaports.lookup("www"):txt_keys()))
  end)
end)

describe("txt_keys of the registry", function()
  local counts, given, by_key = { keys = 0, none = 0, text = 0 }, 0, {}
  local plain_none, headers, none = 0, 0, tally.new()
  for record in ianaports.records() do
    local notes = record.assignment_notes or ""
    if notes:find "Defined TXT [kK]eys:" then
      headers = headers + 1
      local keys, text = record:txt_keys()
      if notes:find "TXT [kK]eys:%s*[Nn][Oo][Nn][Ee]$" then
        plain_none = plain_none + 1
        none:equal(true, keys[1] == nil and text == nil, record.row)
      end
      local kind = keys[1] and "keys" or text and "text" or "none"
      counts[kind] = counts[kind] + 1
      given = given + #keys
      for _, key in ipairs(keys) do by_key[key] = (by_key[key] or 0) + 1 end
    end
  end

  it("are none where the notes say None", function()
    assert.is_true(plain_none > 400)
    assert.equal(tally.clean(plain_none), none:report())
  end)

  it("are told of 748 notes: 231 lists, 417 without keys, 100 texts", function()
    local other = bundled.other_than "2024-04-19"
    if other then return pending(other) end
    assert.equal(748, headers)
    assert.same({ keys = 231, none = 417, text = 100 }, counts)
    assert.equal(416, plain_none)                       -- and one is empty
    assert.equal(741, given)
  end)

  it("are what a key can be (RFC 6763, section 6.4)", function()
    for key in pairs(by_key) do
      assert.matches("^[\32-\60\62-\126]+$", key)
      assert.is_true(#key <= 30, key)
    end
  end)

  it("are those of well-known services", function()
    assert.same({ "u", "p", "path" }, ianaports.lookup("ftp/tcp"):txt_keys())
    assert.same({ "am", "cn", "et", "ft", "fv", "md", "pk", "pw", "sf", "tp",
      "vn", "vs" }, ianaports.lookup("_airplay._tcp"):txt_keys())
    local keys, text = ianaports.lookup("ipp/tcp"):txt_keys()
    assert.same({}, keys)
    assert.equal("See BonjourPrinting.pdf.", text)
    assert.equal(1, select("#", ianaports.lookup("airplay"):txt_keys()))
  end)
end)
