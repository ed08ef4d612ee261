-- The names of a registry are ASCII's (RFC 6335, section 5.1), whatever the
-- locale of the program: in Turkish the small letter of I has no dot, and
-- Lua's lower, upper, %a, %s and < follow the locale once a program sets it.

local shell = require "spec.support.shell"

-- Each line: a title, an expression, and the text that it gives.
local CASES = {
  { "aliases are found", [[table.concat(ours:lookup("MAIN-I"):aliases(), " ")]], "other-i" },
  { "a line of services has a name once",
    [[ours:export "services":match "\n(TITLE [^\n]*)"]], "TITLE           5/tcp" },
  { "look-ups take any case", [[ours:port "TITLE" .. " " .. ours:port "title"]], "5 5" },
  { "filters take any case", [[#ours:find { name = "TITLE" } .. " " .. #ours:find "TITLE"]], "2 2" },
  { "transports are in any case", [[ianaports.lookup(443, "TCP").name]], "https" },
  { "experts are by transport", [[xml:info().experts.dccp]], "I" },
  { "the type of a reference is told", [[xml:lookup(1).reference]], "[RFC-IANA][RFC6335]" },
  { "an RFC is written as one", [[xml:export "xml":match 'type="rfc" data="rfc6335"']],
    [[type="rfc" data="rfc6335"]] },
  { "the header None says that there are no keys", [[#ours:lookup(7):txt_keys()]], "0" },
  { "keys are ASCII's", [[table.concat(ours:lookup(8):txt_keys(), " ")]], "IN ID" },
  { "HTML is told by its start", [[select(2, ianaports.parse "<HTML><TITLE>"):match "HTML"]], "HTML" },
  { "footnotes come by bytes",
    [[xml:export "text":gsub("[^\n]*\n", function(line) return line:match "^%[.*$" or "" end)]],
    "[B] 1\n[I] 2\n[a] 3\n[\195\167] 4\n" },
  { "the known keys come by bytes",
    [[select(2, pcall(ianaports.find, { I = 1 })):match "known keys: (.-), description"]],
    "alias, assignee, assignment_notes, contact" },
  { "a blank is ASCII's", [[#ours:lookup(9):references() .. ours:lookup(9):references()[1].kind]],
    "1text" },
}

local SCRIPT = [==[
local name = ...
if name then assert(os.setlocale(name), "no such locale") end
local ianaports = require "ianaports"
local ours = assert(ianaports.new {
  { name = "main-i", port = 1, transport = "tcp" },
  { name = "other-i", port = 1, transport = "tcp",
    assignment_notes = 'This entry is an alias to "MAIN-I".' },
  { name = "TITLE", port = 5, transport = "tcp" }, { name = "title", port = 5, transport = "tcp" },
  { name = "n", port = 7, assignment_notes = "Defined TXT keys: NONE" },
  { name = "k", port = 8, assignment_notes = "Defined TXT keys: IN, ID" },
  { name = "r", port = 9, reference = "[RFC\194\1606335]" } })
local xml = assert(ianaports.parse [[<registry xmlns="http://www.iana.org/assignments">
<expert>TCP/DCCP: I</expert><record><name>x</name><protocol>tcp</protocol>
<xref type="rfc" data="rfc-iana"/><xref type="rfc" data="rfc6335"/><number>1</number></record>
<footnote anchor="a">3</footnote><footnote anchor="B">1</footnote><footnote anchor="I">2</footnote>
<footnote anchor="&#xE7;">4</footnote></registry>]])
]==]

for _, case in ipairs(CASES) do
  SCRIPT = SCRIPT .. ('io.write("%s: ", tostring((%s)), "\\0")\n'):format(case[1], case[2])
end

local folder, missing

-- Makes a locale in the folder; false where the system cannot.
local function made(charset)
  return shell.run(("localedef -i tr_TR -f %s %s/tr_TR.%s"):format(charset, folder, charset)) == 0
end

setup(function()
  folder = shell.lines("mktemp -d")[1]
  shell.write(folder .. "/script.lua", SCRIPT)
  if shell.run("command -v localedef") ~= 0 then missing = "there is no localedef" end
end)

teardown(function() shell.run("rm -rf " .. folder) end)

-- What the script says, by title.
local function said(locale)
  local status, output = shell.run(("LOCPATH=%s %s %s/script.lua %s"):format(folder, shell.lua(),
    folder, locale))
  assert.equal(0, status, output)
  local answers = {}
  for title, answer in output:gmatch "([^%z]-): ([^%z]*)%z" do answers[title] = answer end
  return answers
end

describe("in the locale", function()
  for _, charset in ipairs { "", "ISO-8859-9", "UTF-8" } do
    local locale = charset == "" and "C" or "tr_TR." .. charset
    it(("%s, as in every other, the answers are those of ASCII"):format(locale), function()
      if charset ~= "" and missing then return pending(missing) end
      if charset ~= "" and not made(charset) then
        return pending "there are no sources of locales (Debian: locales)"
      end
      local answers = said(locale)
      for _, case in ipairs(CASES) do assert.equal(case[3], answers[case[1]], case[1]) end
    end)
  end

  it("tr_TR.ISO-8859-9 Lua's own letters differ, so that this spec can fail", function()
    if rawget(_G, "jit") then return pending "the letters of LuaJIT are ASCII's always" end
    if missing or not made "ISO-8859-9" then
      return pending(missing or "there are no sources of locales (Debian: locales)")
    end
    local _, output = shell.run(("LOCPATH=%s %s -e %s"):format(folder, shell.lua(), shell.quote
      [[os.setlocale "tr_TR.ISO-8859-9" io.write(("I"):lower() == "i" and "same" or "differs")]]))
    assert.equal("differs", output)
  end)
end)
