--- A row of a CSV edition means the same whatever is above it, also if it
-- repeats most of the row above it.

local ianaports = require "ianaports"

local csv = require "spec.support.csv"
local build = require "ianaports.build"

--- Whole rows, with their line ends. Some are not CSV, or have a cell that is
--- refused.
local rows = {
  "web,80,tcp,Web,[A],[A],2001-02,,[RFC1],,,\r\n",
  "web,80,udp,Web,[A],[A],2001-02,,[RFC1],,,\r\n",
  "web,80,sctp,Web,[A],[A],2001-02,,[RFC1],,,\r\n",
  "web,80,dccp,Web,[A],[A],2001-02,,[RFC1],,,\r\n",
  "web,80,,Web,[A],[A],2001-02,,[RFC1],,,\r\n",
  "web,80,udp,Web,[A],[A],2001-02,,[RFC1],,,\n",
  "web,80,tcpx,Web,[A],[A],2001-02,,[RFC1],,,\r\n",
  "web,80,t cp,Web,[A],[A],2001-02,,[RFC1],,,\r\n",
  "web,80, tcp,Web,[A],[A],2001-02,,[RFC1],,,\r\n",
  "web,80,tcp ,Web,[A],[A],2001-02,,[RFC1],,,\r\n",
  'web,80,"tcp",Web,[A],[A],2001-02,,[RFC1],,,\r\n',
  'web,80,"udp",Web,[A],[A],2001-02,,[RFC1],,,\r\n',
  'web,80,t"cp,Web,[A],[A],2001-02,,[RFC1],,,\r\n',
  'web,80,tcp",Web,[A],[A],2001-02,,[RFC1],,,\r\n',
  "web,80,udp,,Web,[A],[A],2001-02,,[RFC1],,,\r\n",
  "web,80,Web,[A],[A],2001-02,,[RFC1],,,\r\n",
  "web,80,u\rp,Web,[A],[A],2001-02,,[RFC1],,,\r\n",
  "web,80,udp,Web,[A],[A],2001-02,,[RFC1],,,\r",
  "web,80,\195\188dp,Web,[A],[A],2001-02,,[RFC1],,,\r\n",
  "web,80,\252dp,Web,[A],[A],2001-02,,[RFC1],,,\r\n",
  "web,80,u\0p,Web,[A],[A],2001-02,,[RFC1],,,\r\n",
  "we\195\188b,80,udp,Web,[A],[A],2001-02,,[RFC1],,,\r\n",
  "wib,80,tcp,Web,[A],[A],2001-02,,[RFC1],,,\r\n",
  "w,80,tcp,Web,[A],[A],2001-02,,[RFC1],,,\r\n",
  ",80,tcp,Web,[A],[A],2001-02,,[RFC1],,,\r\n",
  '"web",80,tcp,Web,[A],[A],2001-02,,[RFC1],,,\r\n',
  "web,8,tcp,Web,[A],[A],2001-02,,[RFC1],,,\r\n",
  "web,80-90,tcp,Web,[A],[A],2001-02,,[RFC1],,,\r\n",
  "web,80-70,tcp,Web,[A],[A],2001-02,,[RFC1],,,\r\n",
  "web,80,tcp,Webs,[A],[A],2001-02,,[RFC1],,,\r\n",
  "web,80,tcp,Web too,[A],[A],2001-02,,[RFC1],,,\r\n",
  'web,80,tcp,"Web",[A],[A],2001-02,,[RFC1],,,\r\n',
  'web,80,tcp,"Web ""1""",[A],[A],2001-02,,[RFC1],,,\r\n',
  'web,80,tcp,"Web "1""",[A],[A],2001-02,,[RFC1],,,\r\n',
  'web,80,udp,"Web ""1""",[A],[A],2001-02,,[RFC1],,,\r\n',
  'web,80,udp,"Web "1"""",[A],[A],2001-02,,[RFC1],,,\r\n',
  'web,80,tcp,"Web\nand more",[A],[A],2001-02,,[RFC1],,,\r\n',
  'web,80,udp,"Web\nand more",[A],[A],2001-02,,[RFC1],,,\r\n',
  'web,80,udp,"Web\r\nand more",[A],[A],2001-02,,[RFC1],,,\r\n',
  "web,80,tcp,Web,[A],[B],2001-02,,[RFC1],,,\r\n",
  "web,80,tcp,Web,[A],[A],2001-03,,[RFC1],,,\r\n",
  "web,80,tcp,Web,[A],[A],2001-13,,[RFC1],,,\r\n",
  "web,80,tcp,Web,[A],[A],2001-02,,[RFC1],,,A\r\n",
  "web,80,tcp,Web,[A],[A],2001-02,,[RFC1],,,B\r\n",
  'web,80,tcp,Web,[A],[A],2001-02,,[RFC1],,,"B\r\n',
  "web,80,tcp,Web,[A],[A],2001-02,,[RFC1],,,\rB\r\n",
  "web,80,tcp,Web,[A],[A],2001-02,,[RFC1],,\r\n",
  "web,80,tcp,Web,[A],[A],2001-02,,[RFC1],,,,\r\n",
  ",,,,,,,,,,,\r\n", "\r\n", "web\r\n", "web,80,tcp", 'web,80,"',
}

--- What is above a row: each of these rows, and rows that repeat others.
local above_all = { rows[1] .. rows[2], rows[1] .. rows[2] .. rows[4],
                    rows[2] .. rows[1], rows[1] .. rows[24] .. rows[23],
                    rows[12] .. rows[11], rows[1] .. rows[30], rows[6] .. rows[1] }
for _, row in ipairs(rows) do table.insert(above_all, row) end

local titles = csv.titles .. "\r\n"
local between = "other,7-9,sctp,Something else,[B],[C],,1999-01-02,,7,x,y\r\n"

--- The cells of each record as a list; or nil and a message, whose line number
--- is counted from line `lines`.
local function read(text, lines)
  local registry, message = ianaports.parse(text, { format = "csv" })
  if registry then return (csv.parse(registry:export "csv")) end
  return nil, (message:gsub("^text:(%d+)", function(line)
    return "text:" .. tonumber(line) - lines
  end))
end

--- The same, given to the builder in pieces of a size.
local function fed(text, lines, size)
  local builder, at = build.new(), 1 - size
  local ok, message = builder:csv("records", function()
    at = at + size
    return at <= #text and text:sub(at, at + size - 1) or nil
  end)
  if ok then return true end
  return nil, (("text:" .. message):gsub("^text:(%d+)", function(line)
    return "text:" .. tonumber(line) - lines
  end))
end

local function pack(...) return { n = select("#", ...), ... } end

local function line_breaks(text)
  return select(2, text:gsub("\n", ""))
end

describe("a row of CSV", function()
  it("says the same below any other row", function()
    local good = 0
    for _, above in ipairs(above_all) do
      local before = line_breaks(titles .. above)
      if above ~= "\r\n" and read(titles .. above, 0) then
        good = good + 1
        for _, row in ipairs(rows) do
          local text = titles .. above .. row
          local got, message = read(text, before)
          local apart, other = read(titles .. above .. between .. row,
                                    before + line_breaks(between))
          assert.equal(other, message)
          if got then
            local expected = csv.parse(text)
            if row == "\r\n" then table.remove(expected) end   -- an empty line at the end
            assert.same(expected, got)
            table.remove(apart, #apart - (row == "\r\n" and 0 or 1))
            assert.same(apart, got)
          end
          local ok, in_pieces = fed(text, before, 1)
          assert.equal(got ~= nil, ok or false)
          assert.equal(message, in_pieces)
        end
      end
    end
    assert.is_true(good > 20)
  end)

  it("does not end with a CR alone, above or below one that does", function()
    local cr, other = rows[18], rows[3]:gsub("\n", "")
    for text, message in pairs {
      [cr] = "2: Service Name: a CR without its LF after the last row",
      [cr .. cr] = "2: Service Name: a CR without its LF before this row",
      [cr .. rows[1]] = "2: Service Name: a CR without its LF before this row",
      [rows[1] .. cr .. other] = "3: Service Name: a CR without its LF before this row",
    } do
      assert.same({ n = 2, nil, "text:" .. message },
                      pack(ianaports.parse(titles .. text, { format = "csv" })))
      for size = 1, #titles + #text do
        assert.equal("text:" .. message,
                         select(2, fed(titles .. text, 0, size)))
      end
    end
  end)
end)
