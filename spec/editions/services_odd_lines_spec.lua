-- Odd lines of services files: which lines are no service and why, that they are
-- skipped and told, and when a text is refused: for more of them than services,
-- for what is empty, and for a line that is too long.

local collector = require "spec.support.collector"
local fixture = require "spec.support.fixture"

local function read(text, size)
  return collector.read("services", text, size)
end

-- Lines that are no service, and why.
local SHAPE = "Port Number: not a port or a range of ports"
local NO_PORT = "Port Number: no port after the name"
local NO_PROTOCOL = "Transport Protocol: no protocol after the port"
local NOT_PROTOCOL = "Transport Protocol: not a protocol"
local ZERO = "Port Number: a port with a leading zero"
local ABOVE = "Port Number: a port above 65535"
local NOT_UTF8 = "Service Name: not UTF-8, or a NUL byte"
local RETURN = "a carriage return within the line"
local odd = {
  { "+", NO_PORT }, { "+@hosts", NO_PORT }, { "http", NO_PORT },
  { "914c/g", NO_PORT }, { "http # 80/tcp", NO_PORT }, { "a#b 80/tcp", NO_PORT },
  { "http /tcp", SHAPE }, { "http eighty/tcp", SHAPE }, { "http -1/tcp", SHAPE },
  { "http +80/tcp", SHAPE }, { "http 0x50/tcp", SHAPE }, { "http 80,tcp", SHAPE },
  { "http 80.0/tcp", SHAPE }, { "http ٣/tcp", SHAPE }, { "http 8e1/tcp", SHAPE },
  { "x 6000-/tcp", SHAPE }, { "x -6063/tcp", SHAPE }, { "x 1-2-3/tcp", SHAPE },
  { "x 1--2/tcp", SHAPE }, { "80/tcp http", SHAPE }, { "http tcp/80", SHAPE },
  { "x 6000 - 6063/tcp", NO_PROTOCOL }, { "x 6000 -6063/tcp", NO_PROTOCOL },
  { "http 080/tcp", ZERO }, { "http 00/tcp", ZERO }, { "x 1-02/tcp", ZERO },
  { "http 65536/tcp", ABOVE }, { "http 100000/tcp", ABOVE },
  { "http 99999999999999999999/tcp", ABOVE }, { "x 6000-65536/tcp", ABOVE },
  { "x 6063-6000/tcp", "Port Number: a range that goes down" },
  { "http 80", NO_PROTOCOL }, { "http 80/", NO_PROTOCOL }, { "80/", NO_PROTOCOL },
  { "http 80 /tcp", NO_PROTOCOL }, { "http 80 tcp", NO_PROTOCOL },
  { "http 80/tcp,udp", NOT_PROTOCOL }, { "http 80/tcp/", NOT_PROTOCOL },
  { "http 80//tcp", NOT_PROTOCOL }, { "http 80/tcp//udp", NOT_PROTOCOL },
  { "http 80/*", NOT_PROTOCOL }, { "http 80/tçp", NOT_PROTOCOL },
  { "http 80/tcp\rftp 21/tcp", RETURN }, { "\r http 80/tcp", RETURN },
  { "# a comment\rhttp 80/tcp", RETURN }, { "http 80/tcp # a\rb", RETURN },
  { "FORT\201 80/tcp", NOT_UTF8, "FORTÉ 80/tcp" },
  { "http 80/tcp FORT\201 # \201", NOT_UTF8, "http 80/tcp FORTÉ # É" },
  { "ht\0tp 80/tcp", NOT_UTF8, "ht\239\191\189tp 80/tcp" },
  { "http 80/tcp\0", NOT_UTF8, "http 80/tcp\239\191\189" },
}

describe("an odd line", function()
  for _, case in ipairs(odd) do
    local line, why, text = case[1], case[2], case[3] or case[1]
    it(("is skipped: %q"):format(text), function()
      assert.same({ records = { { name = "ok", port = "1", transport = "tcp" } },
                    contacts = {}, facts = { { "skipped:2", text } } },
                  read("ok 1/tcp\n" .. line))
    end)

    it(("alone is no services file: %q"):format(text), function()
      local expected = "1: " .. why .. "; no service in 1 of 1 lines"
      assert.equal(expected, collector.refusal("services", line))
      assert.equal(expected, collector.refusal("services", line .. "\r\n", 1))
    end)
  end

  for _, case in ipairs {
    { 1, 1, true }, { 2, 1, true }, { 1, 2, false }, { 2, 2, true }, { 2, 3, false },
    { 3, 2, true }, { 0, 1, false }, { 1000, 1000, true }, { 1000, 1001, false },
  } do
    it(("is one of %d, with services in %d: %s"):format(case[2], case[1],
      case[3] and "read" or "refused"), function()
      local services, others = ("a 1/tcp\n"):rep(case[1]), ("odd\n"):rep(case[2])
      for _, text in ipairs { services .. others, others .. services } do
        if case[3] then
          assert.equal(case[2], #read(text).facts)
        else
          local lines = ("%d of %d lines"):format(case[2], case[1] + case[2])
          assert.truthy(collector.refusal("services", text):find(lines, 1, true))
        end
      end
    end)
  end

  it("counts beside the services, not beside comments and empty lines", function()
    assert.equal("3: " .. NO_PORT .. "; no service in 3 of 5 lines",
      collector.refusal("services", fixture.text "services/mostly_odd.txt"))
    assert.same({ { "skipped:2", "who" }, { "skipped:4", "what is this" } },
      read(fixture.text "services/as_many_odd.txt").facts)
  end)

  it("is none where only its protocol is another: that is a service", function()
    assert.same({ records = {}, contacts = {}, facts = { { "skipped:1", "a 1/ddp" },
      { "skipped:2", "b 2/x25" } } }, read "a 1/ddp\nb 2/x25")
  end)

  -- A fact is no longer than a cell; a character is never cut.
  for _, case in ipairs {
    { "a", 65534, 65534 }, { "a", 65535, 65535 },
    { "\201", 32767, 65534 }, { "\201", 32768, 65534 }, { "\201", 65535, 65534 },
    { "\0", 21845, 65535 }, { "\0", 21846, 65535 }, { "\0", 65535, 65535 },
    { "É", 32767, 65534 },
  } do
    it(("is kept as far as a cell goes: %d times %q"):format(case[2], case[1]), function()
      local builder = require "ianaports.build".new()
      local text = case[1]:rep(case[2]) .. "\nok 1/tcp"
      local reader = require "ianaports.read.services"
      assert.is_true(reader.read(builder, collector.pieces(text, 65536)))
      assert.equal(case[3], #read(text).facts[1][2])
    end)
  end
end)

describe("a text", function()
  for _, case in ipairs { { "empty", 1 }, { "blanks_alone", 1 },
                          { "byte_order_mark_alone", 1 } } do
    it("is refused where it is empty: " .. case[1], function()
      local text = fixture.text("services/" .. case[1] .. ".txt")
      assert.equal("1: the text is empty", collector.refusal("services", text))
      assert.equal("1: the text is empty", collector.refusal("services", text, 1))
    end)
  end

  it("is refused where its lines end in CR alone", function()
    for _, text in ipairs { "a 1/tcp\rb 2/tcp\r", "# a\ra 1/tcp\rb 2/tcp\r" } do
      assert.equal("1: a carriage return within the line; no service in 1 of 1 lines",
                   collector.refusal("services", text))
    end
  end)

  for _, case in ipairs { { 65534, true }, { 65535, true }, { 65536, false } } do
    it(("is refused at a line of more than 65535 bytes: %d"):format(case[1]), function()
      local line = "a 1/tcp #" .. ("x"):rep(case[1] - 9)
      for _, around in ipairs { { "", "", 1 }, { "", "\n", 1 }, { "", "\r\n", 1 },
          { "\239\187\191", "\r\n", 1 }, { "\n\n", "\r\r\n", 3 } } do
        local text = around[1] .. line .. around[2] .. "b 2/tcp\n"
        if around[2] == "" then text = around[1] .. line end
        for _, size in ipairs { 1000, 65535, 65536, 65537, 65538, 65539, 200000 } do
          if case[2] then
            local got = read(text, size)
            assert.equal(case[1] - 9, #got.records[1].description)
            assert.equal(around[2] ~= "" and "b" or nil, (got.records[2] or {}).name)
            assert.same({}, got.facts)
          else
            assert.equal(around[3] .. ": a line longer than 65535 bytes",
                         collector.refusal("services", text, size))
          end
        end
      end
    end)
  end

  it("has the right numbers of lines after a long one", function()
    for size = 65530, 65545 do
      local text = ("#"):rep(65535) .. "\r\na 1/tcp\nodd"
      assert.same({ { "skipped:3", "odd" } }, read(text, size).facts)
    end
  end)

  -- What a line becomes may be longer than the line.
  for _, case in ipairs { { 32767, true }, { 32768, false } } do
    it(("is refused at a description above 65535 bytes: %d of Latin-1"):format(case[1]),
      function()
        local text = "ok 1/tcp\na 1/tcp #" .. ("\201"):rep(case[1])
        if case[2] then
          assert.equal(2 * case[1], #read(text).records[2].description)
        else
          assert.equal("2: Description: longer than 65535 bytes",
                       collector.refusal("services", text))
        end
      end)
  end

  -- Each of these takes for ever where a pattern goes back and forth.
  it("does not spend long on a long line", function()
    local long = 60000
    for _, line in ipairs {
      "a " .. ("1"):rep(long) .. "x/tcp", "a " .. ("1-"):rep(long / 2) .. "/tcp",
      "a 1" .. ("/"):rep(long), "a 1/tcp" .. ("/x"):rep(long / 2) .. "/",
      "a" .. ("\r"):rep(long) .. "x", ("\201"):rep(long), ("a "):rep(long / 2),
      ("1"):rep(long) .. "/tcp x",
    } do
      assert.equal(1, #read("ok 1/tcp\n" .. line).facts)
    end
    for _, word in ipairs { ("0"):rep(long) .. "2", ("0"):rep(long) .. ",",
                            ("."):rep(long), "0." .. ("0"):rep(long) .. "." } do
      assert.equal(word, read("a 1/tcp " .. word).records[2].name)
    end
    local blanks = (" "):rep(long)
    assert.equal("1: the text is empty", collector.refusal("services", blanks))
    assert.equal(long + 2, #read("a 1/tcp #a" .. blanks .. "b" .. (" "):rep(5000))
      .records[1].description)
  end)

  it("may have very many odd lines", function()
    local registry = assert(require "ianaports".parse(("odd\na 1/tcp\n"):rep(50000)))
    local info = registry:info()
    assert.equal(50000, info.records)
    assert.equal(50000, #info.skipped)
    assert.same({ line = 99999, text = "odd" }, info.skipped[50000])
  end)
end)
