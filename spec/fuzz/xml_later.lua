--- What IANA may add one day, in documents of xml_document.lua: elements,
-- attributes and types of references that today's schema does not know. None of
-- it changes what a document says.

local random = require "spec.support.random"

local roll, pick = random.roll, random.pick

--- Where no element may be: it would part a value.
local whole = { name = true, protocol = true, number = true, sc = true, br = true }

local function addition()
  local inner = { tag = "inner", attributes = {}, pick { "a", "é", "[x]", " \n " } }
  return pick {
    { tag = "later", attributes = { { "type", "x" } }, "text", inner, "\n" },
    { tag = "xref", attributes = { { "type", "later" }, { "data", "x" } }, "text" },
    { tag = "x", name = "x:name", attributes = { { "xmlns:x", "urn:x" } }, inner },
  }
end

local function add_attribute(node)
  local name = pick { "later", "xml:lang" }
  for _, pair in ipairs(node.attributes) do
    if pair[1] == name then return end
  end
  table.insert(node.attributes, { name, "x" })
end

--- All nodes of a tree.
local function nodes_of(node, list)
  list = list or {}
  list[#list + 1] = node
  for _, part in ipairs(node) do
    if type(part) == "table" then nodes_of(part, list) end
  end
  return list
end

--- Add up to five things to a tree.
local function add(root)
  local nodes = nodes_of(root)
  for _ = 1, roll(5) do
    local node = pick(nodes)
    if roll(3) == 1 then
      add_attribute(node)
    elseif not whole[node.tag] then
      table.insert(node, roll(#node + 1), addition())
    end
  end
end

return { add = add }
