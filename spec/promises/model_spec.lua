--- Random registries answer like a model that is written only from the manual:
-- plain loops over a list of rows.
--
-- MODEL_SEED and MODEL_ROUNDS say where to begin and how many registries; each
-- round has a seed of its own, which its failure names.  Without MODEL_ROUNDS
-- there are more where very many cases are gone through.

local ianaports = require "ianaports"
local random = require "spec.support.random"
local rows_of = require "spec.support.registry_rows"
local questions = require "spec.support.registry_questions"
local answers = require "spec.support.registry_answers"
local editions = require "spec.support.registry_editions"
local model = require "spec.support.registry_model"

local SEED = tonumber(os.getenv "MODEL_SEED") or 6335
local ROUNDS = tonumber(os.getenv "MODEL_ROUNDS") or 30
local MORE = os.getenv "MODEL_ROUNDS" and 0 or 90
local QUESTIONS, MOST_ROWS = 80, 200

local compared = 0

-- ----------------------------------------------------------------- failing

--- The rows with another row in place of row `i`, or without row `i`.
local function with(rows, i, other)
  local result = {}
  for n, row in ipairs(rows) do
    if n ~= i then result[#result + 1] = row end
    if n == i then result[#result + 1] = other end
  end
  return result
end

local function without_field(row, field)
  local copy = {}
  for key, value in pairs(row) do copy[key] = key ~= field and value or nil end
  return copy
end

--- The rows without the rows and fields that the fault does not need.
local function shrunk(rows, is_wrong)
  local function take(other)
    local ran, wrong = pcall(is_wrong, other)
    if ran and wrong then rows = other end
  end
  for i = #rows, 1, -1 do take(with(rows, i, nil)) end
  for i in ipairs(rows) do
    for field in pairs(without_field(rows[i])) do
      take(with(rows, i, without_field(rows[i], field)))
    end
  end
  return rows
end

local function fail(round, rows, wrong)
  local said = wrong(rows)
  local fewer = shrunk(rows, wrong)
  error(("MODEL_SEED=%d MODEL_ROUNDS=1 shows it\n%s\nwhich goes for these rows as well: %s\nwith\n%s"):format(
    SEED + round - 1, said, wrong(fewer) or "(not again)", answers.rows_shown(fewer)), 0)
end

--- Count a check, and fail if `wrong` returns a message for the rows.
local function check(round, rows, wrong)
  compared = compared + 1
  if wrong(rows) then fail(round, rows, wrong) end
end

local function difference(what, expected, actual)
  if expected == actual then return nil end
  return ("%s\n  by the manual: %s\n  by the module: %s"):format(what, expected, actual)
end

-- ---------------------------------------------------------------- one round

--- What is wrong with the answer of an edition of the rows, made anew: only
--- for shrinking.
local function asked_anew(name, question, people)
  return function(rows)
    local registry = editions[name](rows, people)
    return registry and difference(name .. ": " .. question,
      answers.of(model.new(rows, people), question), answers.of(registry, question))
  end
end

local EDITIONS = { "new", "csv", "exported_csv", "image", "xml" }

local function registries(rows, people)
  local made = {}
  for _, name in ipairs(EDITIONS) do made[name] = editions[name](rows, people) end
  return made
end

local function ask(round, rows, people, made, question)
  local expected = answers.of(model.new(rows, people), question)
  for _, name in ipairs(EDITIONS) do
    if made[name] then
      compared = compared + 1
      if answers.of(made[name], question) ~= expected then
        fail(round, rows, asked_anew(name, question, people))
      end
    end
  end
end

local function ask_all(round, rows, people)
  local made = registries(rows, people)
  ask(round, rows, people, made, questions.EVERYTHING)
  for _ = 1, QUESTIONS do ask(round, rows, people, made, questions.one(rows)) end
end

local function check_json(round, rows, people)
  local filter = questions.filter(rows)
  check(round, rows, function(some)
    local question = ("r:find(%s)"):format(filter)
    local expected, decoded = {}, editions.json(answers.value(editions.new(some, people), question))
    for i, row in ipairs(answers.value(model.new(some, people), question)) do
      expected[i] = row
      if decoded[i] then decoded[i].row = row.row end
    end
    return difference("json of " .. question, answers.shown(expected), answers.shown(decoded))
  end)
end

local function check_difference(round, rows, people, world)
  local new = rows_of.changed(rows, world)
  check(round, rows, function(old)
    local said = editions.difference_said(editions.new(old, people), editions.new(new, people))
    return difference("diff to " .. answers.rows_shown(new),
      answers.shown(editions.difference(old, new)), answers.shown(said))
  end)
end

--- Questions fit for an overlay of the rows.
local function questions_to_both(rows, front)
  local both, asked = {}, {}
  for _, list in ipairs { rows, front } do
    for _, row in ipairs(list) do both[#both + 1] = row end
  end
  for i = 1, 10 do asked[i] = questions.one(both) end
  return asked
end

--- What is wrong with an overlay: the order of its records, or its answers,
--- which depend on that order.
local function overlay_wrong(registry, people, rows, front, label, asked)
  local records = {}
  for record in registry:records() do records[#records + 1] = record end
  local fault = editions.overlay_fault(records, rows, front, label)
  for _, question in ipairs(asked) do
    compared = compared + 1
    fault = fault or difference(question,
      answers.of(model.new(records, people), question), answers.of(registry, question))
  end
  return fault and "overlay: " .. fault .. "\nin front: " .. answers.rows_shown(front)
end

local function check_overlay(round, rows, people, world)
  local front, label = rows_of.list(world, 12), random.pick { "overlay", "ours" }
  local asked = questions_to_both(rows, front)
  check(round, rows, function(some)
    local registry = assert(editions.new(some, people):overlay(front, label ~= "overlay" and label or nil))
    return overlay_wrong(registry, people, some, front, label, asked)
  end)
end

local function checks_of(round)
  random.seed(SEED + round - 1)
  local world = rows_of.world()
  local rows, people = rows_of.list(world, MOST_ROWS), rows_of.people(world)
  ask_all(round, rows, people)
  check_json(round, rows, people)
  check_difference(round, rows, people, world)
  check_overlay(round, rows, people, world)
end

--- What fails without a comparison has the seed in its message, too.
local function run_round(round)
  local passed, message = pcall(checks_of, round)
  if passed then return end
  message = tostring(message)
  if not message:find "^MODEL_SEED" then
    message = ("MODEL_SEED=%d MODEL_ROUNDS=1 shows it\n%s"):format(SEED + round - 1, message)
  end
  error(message, 0)
end

-- ------------------------------------------------------------ RFC 6335, 5.1

--- Whether a text is a name: one to fifteen letters, digits and hyphens, with a
--- letter among them; no hyphen at an end, and no two side by side.
local function is_valid_name(text)
  return #text >= 1 and #text <= 15 and not text:find "[^A-Za-z0-9-]" and text:find "[A-Za-z]" ~= nil
    and not text:find "^%-" and not text:find "%-$" and not text:find("--", 1, true)
end

local function random_name()
  local parts = {}
  for i = 1, random.roll(20) - 1 do
    local other = random.pick { "_", ".", "\195\169", "a" }
    parts[i] = random.pick { "a", "Z", "x", "0", "9", "-", "b", "c", "1", other }
  end
  return table.concat(parts)
end

local function run_rounds(first, last)
  compared = 0
  for round = first, last do run_round(round) end
  assert.is_true(compared >= (last - first + 1) * QUESTIONS)
end

describe("a random registry", function()
  it("answers as the manual says, whatever it was made from", function()
    run_rounds(1, ROUNDS)
  end)

  it(("does so %d times more #exhaustive"):format(MORE), function()
    run_rounds(ROUNDS + 1, ROUNDS + MORE)
  end)
end)

describe("a random name", function()
  it("is valid where RFC 6335 says so", function()
    random.seed(SEED)
    for _ = 1, ROUNDS * 20 do
      local name = random_name()
      local valid, rule = ianaports.valid_name(name)
      assert.equal(is_valid_name(name), valid, name)
      assert.equal(valid and "nil" or "string", type(rule), name)
    end
  end)
end)
