--- The references of a record: what each item of the cell is, and where it leads.

local bundled = require "spec.support.bundled"
local ianaports = require "ianaports"
local methods = require "ianaports.record"
local tally = require "spec.support.tally"

describe("references", function()
  local RFC, DRAFT = "https://www.rfc-editor.org/rfc/",
    "https://datatracker.ietf.org/doc/html/"

  -- A cell, and the text, kind, id and url of each entry.
  for _, case in ipairs {
    { nil },
    { "[RFC6335]", { "RFC6335", "rfc", "RFC6335", RFC .. "rfc6335" } },
    { "[RFC8765, Section 6.1]",
      { "RFC8765, Section 6.1", "rfc", "RFC8765", RFC .. "rfc8765" } },
    { "[1][RFC4727][RFC6335]",
      { "1", "footnote", "1" },
      { "RFC4727", "rfc", "RFC4727", RFC .. "rfc4727" },
      { "RFC6335", "rfc", "RFC6335", RFC .. "rfc6335" } },
    { "[draft-herbert-gue]",
      { "draft-herbert-gue", "draft", "draft-herbert-gue",
        DRAFT .. "draft-herbert-gue" } },
    { "[draft-zubov-snif-05, Section 4.3]",
      { "draft-zubov-snif-05, Section 4.3", "draft", "draft-zubov-snif-05",
        DRAFT .. "draft-zubov-snif-05" } },
    { "[RFC-ietf-radext-dynamic-discovery-15]",
      { "RFC-ietf-radext-dynamic-discovery-15", "draft",
        "draft-ietf-radext-dynamic-discovery-15",
        DRAFT .. "draft-ietf-radext-dynamic-discovery-15" } },
    { "[https://snif.host/relay-proto#snif-cln]",
      { "https://snif.host/relay-proto#snif-cln", "uri",
        "https://snif.host/relay-proto#snif-cln",
        "https://snif.host/relay-proto#snif-cln" } },
    { "[http://www.broadband-forum.org/assignments]",
      { "http://www.broadband-forum.org/assignments", "uri",
        "http://www.broadband-forum.org/assignments",
        "http://www.broadband-forum.org/assignments" } },
    { "[n/a]", { "n/a", "text" } },
    { "[TR-352][a sentence\n      of two lines]",
      { "TR-352", "text" }, { "a sentence\n      of two lines", "text" } },
    { "[ISO/IEC 13818-6 MPEG-2 DSM-CC]",
      { "ISO/IEC 13818-6 MPEG-2 DSM-CC", "text" } },
    { "[3GPP TS 24.379 v13.5.0s]", { "3GPP TS 24.379 v13.5.0s", "text" } },
    { "[RFC editor]", { "RFC editor", "text" } },
    { "[see http://a.example/]", { "see http://a.example/", "text" } },
  } do
    it(("of %s"):format(case[1] or "no cell"), function()
      local expected = {}
      for i = 2, #case do
        local text, kind, id, url = case[i][1], case[i][2], case[i][3], case[i][4]
        expected[i - 1] = { text = text, kind = kind, id = id, url = url }
      end
      assert.same(expected, methods.references { reference = case[1] })
    end)
  end

  it("make up the cell again, for every record", function()
    local checks = tally.new()
    for record in ianaports.records() do
      local cell = ""
      for _, item in ipairs(record:references()) do
        cell = cell .. "[" .. item.text .. "]"
      end
      checks:equal(record.reference or "", cell, record.row)
    end
    assert.equal(tally.clean(#bundled.records), checks:report())
  end)

  -- An item of digits is a footnote. An item that begins like the name of an RFC
  -- or a draft, or like an address, is one unless the rest is prose.
  it("are of the kind that they begin as, for every record", function()
    local checks = tally.new()
    for record in ianaports.records() do
      for _, item in ipairs(record:references()) do
        local text = item.text
        local kind = text:find "^%d+$" and "footnote" or text:find "^RFC%d" and "rfc"
          or (text:find "^draft%-" or text:find "^RFC%-") and "draft"
          or text:find "^https?://" and "uri" or "text"
        checks:equal(kind, item.kind, record.row, text)
      end
    end
    assert.is_true(checks.compared > 200)
    assert.equal(tally.clean(checks.compared), checks:report())
  end)
end)
