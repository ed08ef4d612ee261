--- What a registry says of itself and of its edition, read from each format:
-- every field is as the fixture has it.

local ianaports = require "ianaports"

local bundled = require "spec.support.bundled"
local read_file = require "spec.support.csv".slurp

local has_expat = pcall(require, "lxp")

describe("info", function()
  it("has all that an edition in XML says", function()
    if not has_expat then return pending "LuaExpat is not installed" end
    local path = "spec/fixtures/xml/every_rule.xml"
    local info = assert(ianaports.load(path)):info()
    assert.same({
      id = "service-names-port-numbers", title = "A  Title\nof two lines",
      category = "A Category", updated = "2026-08-17", newest = "2018-04-25",
      reference = "[RFC6335]", source = path, records = 10, contacts = 4,
      formats = { "CSV", "XML", "HTML", "Plain text" },
      experts = {
        "TCP/UDP: A B; C D,\nand E F", "SCTP: G H", "DCCP: I J and K L",
        tcp = "A B; C D, and E F", udp = "A B; C D, and E F", sctp = "G H",
        dccp = "I J and K L",
      },
      notes = {
        { text = "Paragraphs, an empty line,\n\n  an indent and [RFC8126] "
            .. "stay as they \n  are." },
        { title = "Request an Assignment",
          text = "[https://www.iana.org/protocols/apply]" },
      },
      footnotes = {
        ["1"] = "It is only appropriate in explicitly-\nconfigured "
          .. "experiments.  See [RFC3692].",
        ["2"] = "Another one",
      },
    }, setmetatable(info, nil))
  end)

  it("has the lines of a services file that are no service", function()
    local text = read_file "spec/fixtures/services/every_rule.txt"
    local info = assert(ianaports.parse(text)):info()
    assert.same({
      { line = 10, text = "rtmp 1/ddp # Routing Table Maintenance Protocol" },
      { line = 12, text = "hmp 20/ip hmp2" },
      { line = 19, text = "part 26/tcp/ip/udp" },
      { line = 20, text = "+" },
      { line = 21, text = "port-alone 27" },
    }, info.skipped)
  end)

  it("has what data/ says the bundled edition is put together from, if it is", function()
    local sources
    for _, fact in ipairs(bundled.facts) do
      if fact[1] == "source" then
        sources = sources or {}
        table.insert(sources, fact[2])
      end
    end
    local info, over = ianaports.info(), assert(ianaports.overlay { { name = "a" } }):info()
    assert.same(sources, info.sources)
    assert.same(sources, over.sources)
    assert.equal("bundled", info.source)
    for _, source in ipairs(sources or {}) do
      assert.is_truthy(source:find "%f[%d]20%d%d%f[%D]", source)
      assert.is_truthy(tostring(info):gsub("%s+", " "):find(source, 1, true))
    end
  end)

  it("has no sources of an edition that is read", function()
    assert.is_nil(assert(ianaports.parse(ianaports.find(443):export "csv")):info().sources)
  end)

  it("shows what it has, a line a field", function()
    local registry = assert(ianaports.new({ { name = "a" }, { name = "b" } },
                            { contacts = "spec/fixtures/pack/contacts.csv" }))
    assert.equal("  records    2\n  contacts   3\n  source     rows\n"
      .. "  formats    CSV, XML, HTML, Plain text", tostring(registry:info()))
  end)
end)
