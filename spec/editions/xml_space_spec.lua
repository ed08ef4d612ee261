--- White space in XML that is meant: the writer writes xml:space only where
-- reading would change the text, and the reader respects it everywhere.

local collector = require "spec.support.collector"
local csv = require "spec.support.csv"
local edition = require "spec.support.edition"
local oracle = require "spec.support.oracle"
local reading = require "spec.support.reading"

local NO_READER = not pcall(require, "lxp") and "there is no LuaExpat"

local function registry(inside)
  return ('<registry xmlns="http://www.iana.org/assignments">%s</registry>')
    :format(inside)
end

local within = NO_READER and function(title)
  it(title, function() pending(NO_READER) end)
end or describe

within("the XML reader", function()
  for _, case in ipairs {
    { '<note xml:space="preserve">\n a \n b\n\n </note>', "\n a \n b\n\n " },
    { '<note xml:space="default">\n a \n b\n\n </note>', "a b" },
    { '<note xml:space="preserve"> <br/><xref type="text"> t\n\n</xref> </note>',
      " \n[ t\n\n] " },
    { '<note xml:space="preserve"> <xref type="text" xml:space="default"> t '
      .. "</xref> </note>", " [t] " },
    { '<note xml:space="preserve"><paragraph> a\n\n</paragraph><paragraph>b '
      .. "</paragraph></note>", " a\n\n\n              b " },
  } do
    it("preserves white space where the attribute says so: " .. case[1], function()
      assert.equal(case[2], collector.read("xml",
        registry("<record>" .. case[1] .. "</record>")).records[1]
        .assignment_notes)
    end)
  end

  it("preserves white space in all of an element that says so", function()
    local text = registry('<record xml:space="preserve"> <name> a </name>\n'
      .. "<note> b </note> </record><record><name> c </name></record>"
      .. '<people xml:space="preserve"><person id="d"> <name> D </name>'
      .. "</person></people>")
    assert.same({
      records = { { name = " a ", assignment_notes = " b " }, { name = "c" } },
      contacts = { { id = "d", name = " D " } }, facts = {},
    }, collector.read("xml", text))
  end)

  it("refuses an xml:space that XML does not know", function()
    assert.equal('1: xml:space is neither "default" nor "preserve" but "keep"',
      collector.refusal("xml", registry '<record xml:space="keep"/>'))
  end)

  it("refuses to preserve a part of a text that it tidies", function()
    for _, part in ipairs { "<paragraph%s> a</paragraph>",
                            '<xref type="text"%s> a</xref>' } do
      assert.equal('1: xml:space="preserve" in the middle of a text without it',
        collector.refusal("xml", registry(("<record><note>%s</note></record>")
          :format(part:format ' xml:space="preserve"'))))
    end
  end)
end)

describe("export as XML says that white space is meant", function()
  for _, case in ipairs {
    { "a\n\nb", '<description xml:space="preserve">a\n\nb</description>' },
    { "a ", '<description xml:space="preserve">a </description>' },
    { "a \n  b", "<description>a \n \n  b</description>" },
    { "a\n b", "<description>a\n b</description>" },
  } do
    it(("only where it must: %q"):format(case[1]), function()
      local text = edition.write("xml",
        edition.new { { description = case[1] } })
      assert.equal(case[2], text:match "<description.*</description>")
    end)
  end

  it("of the bundled edition for the cells that a reader would tidy alone", function()
    local expected = 0
    for _, row in ipairs(csv.read "data/service-names-port-numbers.csv") do
      for _, cell in ipairs(row) do
        local is_tidied = cell:find("\n\n", 1, true) or cell:find "^%s" or cell:find "%s$"
        expected = expected + (is_tidied and 1 or 0)
      end
    end
    local text = edition.write("xml", edition.bundled())
    assert.equal(expected, select(2, text:gsub('xml:space="preserve"', "")))
  end)
end)

describe("export as XML of IANA's CSV", function()
  it("is read as what it was, by Python and by the module", function()
    local why = oracle.missing or NO_READER
    if why then return pending(why) end
    for _, path in ipairs(oracle.editions "csv") do
      local text = assert(assert(require "ianaports".load(path)):export "xml")
      local expected = csv.read(path)
      table.remove(expected, 1)
      assert.same(expected, reading.rows("xml", text))
      local again = assert(require "ianaports".parse(text))
      assert.is_true(csv.slurp(path) == again:export "csv")
    end
  end)
end)
