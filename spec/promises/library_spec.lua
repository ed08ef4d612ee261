--- The definition files for language servers, lua/library/*.d.lua, and the real
-- module, compared both ways: every function and field is defined, every
-- definition exists, and parameters are named as the manual names them.

local ianaports = require "ianaports"
local core = require "ianaports.core".internals()
local shell = require "spec.support.shell"

local FILE = "lua/library/ianaports.d.lua"
local VALUES = "lua/library/ianaports_values.d.lua"

--- The parameters that a definition's comment names, with `[` before one that
--- may be left out; and whether the comment says what the function does.
local function read_comment(lines)
  local params, says = {}, false
  for _, line in ipairs(lines) do
    local name, kind = line:match "^%-%-%-@param ([%w_]+) (%S+)"
    if name then params[#params + 1] = (kind:find "%?$" and "[" or "") .. name end
    if line:find "^%-%-%- %u" then says = true end
  end
  return params, says
end

--- A method written as a field of a class, on one line.
local function read_method(line)
  local params = line:match "fun(%b())"
  if not line:find("fun(self: ianaports.Registry", 1, true) then return nil end
  local names, documented = {}, {}
  for name, kind in (params:sub(2, -2) .. ","):gmatch "([%w_]+): (%S-)," do
    if name ~= "self" then
      names[#names + 1] = name
      documented[#documented + 1] = (kind:find "%?$" and "[" or "") .. name
    end
  end
  return { params = table.concat(names, ", "), documented = documented,
           says = true }
end

--- Every function of the file by its table and name; every class with its
--- fields and operators.
local function read_definitions(text)
  local functions, classes, comment = {}, {}, {}
  local fields, operators
  for line in text:gmatch "([^\n]*)\n" do
    local owner, name, params = line:match "^function (%w+)[.:]([%w_]+)%((.-)%) end$"
    if owner then
      local documented, says = read_comment(comment)
      functions[owner] = functions[owner] or {}
      functions[owner][name] = { params = params, documented = documented,
        says = says }
    end
    local title = line:match "^%-%-%-@class ([%w.]+)"
    if title then
      fields, operators = {}, {}
      classes[title] = { fields = fields, operators = operators }
    end
    local field = line:match "^%-%-%-@field ([%w_]+) "
    local method = field and read_method(line)
    if method then
      functions.Registry = functions.Registry or {}
      functions.Registry[field] = method
    elseif field then
      fields[field] = true
    end
    local operator = line:match "^%-%-%-@operator (%w+)"
    if operator then operators[operator] = true end
    if line == "" then comment = {} else comment[#comment + 1] = line end
  end
  return functions, classes
end

local TEXT = assert(shell.read(FILE)) .. "\n" .. assert(shell.read(VALUES))
local FUNCTIONS, CLASSES = read_definitions(TEXT)

--- The names whose values are functions.
local function functions_of(t)
  local names = {}
  for name, value in pairs(t) do
    if type(value) == "function" then names[name] = true end
  end
  return names
end

local function names_of(t)
  local names = {}
  for name in pairs(t) do names[name] = true end
  return names
end

--- The fields that occur in the tables an iterator gives.
local function fields_of(iterator)
  local fields = {}
  for one in iterator do
    for field in pairs(one) do fields[field] = true end
  end
  return fields
end

local record_methods = getmetatable(ianaports.lookup(22)).__index

describe("the definition files", function()
  for owner, real in pairs {
    ianaports = ianaports, Registry = core.type "registry".__index,
    Selection = core.type "selection".methods, Record = record_methods,
  } do
    it(("defines the functions of %s and no other"):format(owner), function()
      assert.same(functions_of(real), names_of(FUNCTIONS[owner]))
    end)
  end

  it("are all that language servers are given", function()
    assert.same({ FILE, VALUES }, shell.lines "ls lua/library/*")
  end)

  it("defines the functions of nothing else", function()
    assert.same({ ianaports = true, Registry = true, Selection = true,
      Record = true }, names_of(FUNCTIONS))
  end)

  it("says of each function what it does, and of each parameter its type", function()
    for owner, functions in pairs(FUNCTIONS) do
      for name, definition in pairs(functions) do
        local params = table.concat(definition.documented, ", "):gsub("%[", "")
        assert.equal(params, definition.params, owner .. " " .. name)
        assert.is_true(definition.says, owner .. " " .. name)
      end
    end
  end)

  -- The manual may leave out optional parameters. If it shows a name several
  -- times, the module's function comes first.
  it("names the parameters of the module's functions as the manual does", function()
    local compared, seen = 0, {}
    for name, params in shell.read "README.md"
      :gmatch "`([%l_]+)(%([%w_, %[%]]*%))`" do
      local definition = not seen[name] and FUNCTIONS.ianaports[name]
      if definition then
        local documented, shown = definition.documented, {}
        for may, param in params:gmatch "(%[?)[ ,]*([%w_]+)" do
          shown[#shown + 1] = may .. param
        end
        for i, param in ipairs(documented) do
          local must = param:sub(1, 1) ~= "["
          if must or shown[i] then assert.equal(param, shown[i], name) end
        end
        assert.is_nil(shown[#documented + 1], name)
        compared = compared + 1
      end
      seen[name] = true
    end
    assert.is_true(compared >= 8, compared)
  end)

  it("gives a method the parameters of the module's function", function()
    for name, definition in pairs(FUNCTIONS.Registry) do
      assert.same(definition, FUNCTIONS.ianaports[name], name)
    end
  end)

  it("defines what of the module is no function", function()
    local others = {}
    for name, value in pairs(ianaports) do
      if type(value) ~= "function" then others[name] = true end
    end
    assert.same(others, CLASSES.ianaports.fields)
    assert.same({ call = true, len = true }, CLASSES.ianaports.operators)
    assert.is_true(#TEXT:match "%-%-%-@overload fun%(filter.-%)" > 0)
    assert.is_function(getmetatable(ianaports).__call)
  end)

  it("defines the operators of selections and registries", function()
    for title, real in pairs { Selection = core.type "selection",
                               Registry = core.type "registry" } do
      local operators = {}
      for name in pairs(real) do operators[name:match "^__(.*)$" or name] = true end
      for _, other in ipairs { "name", "index", "tostring", "eq", "gc",
                               "metatable", "methods" } do
        operators[other] = nil                -- `==` is no operator of LuaCATS
      end
      assert.same(operators, CLASSES["ianaports." .. title].operators)
    end
  end)

  it("has the fields that records, contacts, info and references have", function()
    local ref = { text = true, kind = true, id = true, url = true }
    local record = fields_of(ianaports.records())
    record.origin = true                       -- of records that were added
    assert.same(record, CLASSES["ianaports.Record"].fields)
    assert.same(fields_of(ianaports.contacts()),
      CLASSES["ianaports.Contact"].fields)
    assert.same(ref, CLASSES["ianaports.Reference"].fields)
    assert.same(names_of(ianaports.ranges[1]), CLASSES["ianaports.Range"].fields)
    for field in pairs(ianaports.info()) do
      assert.is_true(CLASSES["ianaports.Info"].fields[field], field)
    end
  end)

  it("has the classes of values alone: none stands in the code as well", function()
    for _, path in ipairs(shell.lines "ls lua/ianaports.lua lua/ianaports/*.lua lua/ianaports/*/*.lua") do
      local _, classes = read_definitions(shell.read(path))
      for title in pairs(classes) do
        assert.is_true(title == "ianaports" or CLASSES[title] == nil, path .. " " .. title)
      end
    end
  end)

  --- A type as the face writes it: fun(a: A, b: B?): R, S
  local function as_type(lines, params)
    local kinds, returned = {}, {}
    for _, line in ipairs(lines) do
      local name, kind = line:match "^%-%-%-@param ([%w_]+) (.-)%s*$"
      if name then kinds[name] = kind:match "^(.-)  .*$" or kind end
      local kind_of_result = line:match "^%-%-%-@return (.-)%s*$"
      if kind_of_result then
        kind_of_result = kind_of_result:match "^(.-)  .*$" or kind_of_result
        returned[#returned + 1] = kind_of_result:match "^(%S+) [%w_]+$" or kind_of_result
      end
    end
    local list = {}
    for name in params:gmatch "[%w_]+" do list[#list + 1] = name .. ": " .. kinds[name] end
    local result = table.concat(returned, ", ")
    return ("fun(%s)%s"):format(table.concat(list, ", "), result == "" and "" or ": " .. result)
  end

  it("gives each function the type that lua/ianaports.lua gives it, which says what it does", function()
    local face, said = {}, nil
    for line in shell.read "lua/ianaports.lua":gmatch "([^\n]*)\n" do
      local name, kind = line:match "^%-%-%-@field ([%w_]+) (.*)$"
      if name then
        assert.is_truthy(said, name)
        face[name] = kind
      end
      said = line:match "^%-%-%- %u.*%.$"
    end
    local comment, defined = {}, {}
    for line in TEXT:gmatch "([^\n]*)\n" do
      local name, params = line:match "^function ianaports%.([%w_]+)%((.-)%) end$"
      if name then defined[name] = as_type(comment, params) end
      if line:find "^%-%-%-" then comment[#comment + 1] = line else comment = {} end
    end
    face.ranges, face.transports = nil, nil
    assert.same(defined, face)
  end)

  it("takes the keys that find takes", function()
    for key in pairs(CLASSES["ianaports.Filter"].fields) do
      local ok, message = pcall(ianaports.find, { [key] = {} })
      assert.is_true(ok or not message:find "unknown key", key)
    end
    local _, message = pcall(ianaports.find, { no_such_key = 1 })
    local known = {}
    for key in message:match "known keys: ([%w_, ]+)":gmatch "[%w_]+" do
      known[key] = true
    end
    assert.same(known, CLASSES["ianaports.Filter"].fields)
  end)

  it("uses no type that it does not define", function()
    for title in TEXT:gmatch "ianaports%.(%u%w+)" do
      local defined = CLASSES["ianaports." .. title]
        or TEXT:find("@alias ianaports." .. title .. "%f[^%w]")
      assert.is_truthy(defined, title)
    end
  end)

  it("is no second file of the module's name, and is Lua", function()
    assert.is_nil(shell.read "lua/library/ianaports.lua")
    assert.equal("---@meta ianaports", TEXT:match "^[^\n]*")
    assert.is_table(assert(loadfile(FILE))())
    assert.equal("---@meta _", shell.read(VALUES):match "^[^\n]*")
    assert.is_nil(assert(loadfile(VALUES))())
  end)
end)
