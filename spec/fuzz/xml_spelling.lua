--- The text of a document of xml_document.lua: any of the spellings that XML
-- allows for the same tree.  Quotes, entities, CDATA, comments, prefixes, line
-- ends.

local random = require "spec.support.random"

local roll, pick = random.roll, random.pick

local spelling = {}

local NAMESPACE = "http://www.iana.org/assignments"
local CHARACTER = "[%z\1-\127\194-\244][\128-\191]*"

local entities = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;",
                   ['"'] = "&quot;", ["'"] = "&apos;" }
local nothings = { "<!-- <a> & -->", "<?a b?>", "<!---->" }
local fillers = { "", "", " ", "\n", "\n    ", "\n\n\t", nothings[1], nothings[2] }

--- The number of a character in Unicode.
local function code_of(char)
  local first = char:byte()
  if first < 128 then return first end
  local code = first % 2 ^ (7 - #char)
  for i = 2, #char do code = code * 64 + char:byte(i) % 64 end
  return code
end

--- A character as a reference, by its name or by its number.
local function reference(char)
  if entities[char] and roll(2) == 1 then return entities[char] end
  return (roll(2) == 1 and "&#%d;" or "&#x%X;"):format(code_of(char))
end

--- Whether to write a character as a reference: because it must be, or at random.
local function is_referred(style, char, marks)
  if char:find(marks) then return true end
  return roll(#char > 1 and (style.ascii and 1 or 8) or 50) == 1
end

local function attribute(style, name, value)
  local quote = pick { '"', "'" }
  local text = value:gsub(CHARACTER, function(char)
    return is_referred(style, char, "[&<\r\n\t" .. quote .. "]") and reference(char)
      or nil
  end)
  return name .. pick { "=", "=", "=", " = ", "\n=" } .. quote .. text .. quote
end

local function cdata(style, text)
  if text:find("]]>", 1, true) or text:find "\r"
     or style.ascii and text:find "[\128-\255]" then
    return nil
  end
  return "<![CDATA[" .. text .. "]]>"
end

local function content(style, text)
  local whole = roll(10) == 1 and cdata(style, text)
  return whole or (text:gsub(CHARACTER, function(char)
    local part = is_referred(style, char, "[&<>\r]") and reference(char) or char
    return roll(60) == 1 and part .. pick(nothings) or part
  end))
end

local function blank() return pick { "", "", "", " ", "\n" } end

local function start(style, node, root)
  local parts = {}
  for i, pair in ipairs(node.attributes) do
    parts[i] = attribute(style, pair[1], pair[2])
  end
  if root then
    table.insert(parts, attribute(style, style.xmlns, NAMESPACE))
  end
  for i = #parts, 2, -1 do
    local j = roll(i)
    parts[i], parts[j] = parts[j], parts[i]
  end
  for i, part in ipairs(parts) do parts[i] = pick { " ", " ", "\n  " } .. part end
  return table.concat(parts) .. blank()
end

local function spell(add, style, node, root)
  local name = node.name or style.prefix .. node.tag
  local head = "<" .. name .. start(style, node, root)
  if not node[1] and roll(2) == 1 then return add(head .. "/>") end
  add(head .. ">")
  for _, part in ipairs(node) do
    if node.loose then add(pick(fillers)) end
    if type(part) == "table" then
      spell(add, style, part)
    else
      add(node.raw and part or content(style, part))
    end
  end
  if node.loose then add(pick(fillers)) end
  add("</" .. name .. blank() .. ">")
end

local function new_style()
  local prefix = pick { "", "", "", "i:" }
  return { prefix = prefix, ascii = roll(4) == 1,
           xmlns = prefix == "" and "xmlns" or "xmlns:i" }
end

local function declaration(style)
  if style.ascii then return pick { "<?xml version='1.0' encoding='US-ASCII'?>" } end
  return pick { "", "<?xml version='1.0' encoding='UTF-8'?>",
    '\239\187\191<?xml version = "1.0" standalone="yes" ?>\n', '<?xml version="1.0"?>' }
end

--- A text for the tree with this root.
function spelling.text(root)
  local style, parts = new_style(), {}
  local function add(text) parts[#parts + 1] = text end
  add(declaration(style))
  add(pick(fillers))
  spell(add, style, root, true)
  add(pick(fillers))
  local text = table.concat(parts)
  if roll(6) == 1 then text = text:gsub("\n", pick { "\r\n", "\r" }) end
  return text
end

return spelling
