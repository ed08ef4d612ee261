--- The verb `update`: IANA's newest edition, checked, in the place of the one
-- in use.

local core = require "ianaports.core".internals()
local fetcher = require "ianaports.command.fetch"
local ianaports = require "ianaports"
local latest = require "ianaports.latest"
local sh = require "ianaports.command.sh"
local store = require "ianaports.command.store"
local verdict = require "ianaports.verdict"

local URL = "https://www.iana.org/assignments/service-names-port-numbers/"
  .. "service-names-port-numbers.xml"
local GZIP = "\31\139"      -- how a gzip'ed file begins
local WAIVED = 3            -- the first rule that --force waives

local function define(parser)
  parser:argument "source":args "?"
  parser:mutex(parser:flag "--force", parser:flag "--undo")
end


-- Where an edition was downloaded from stands in its image, as facts that only
-- this verb reads: one rename stores both.

local FACTS = { url = "update:url", etag = "update:etag",
                modified = "update:modified" }

--- What the edition in a file was downloaded from: for the next time.
local function origin_of(registry)
  local origin = {}
  for key, fact in pairs(FACTS) do origin[key] = core.fact(registry, fact) end
  return origin
end

--- The image of a registry, with its origin.
local function image_of(registry, origin)
  local builder = core.part "build".new()
  assert(builder:base(core.image(registry)))
  for key, fact in pairs(FACTS) do
    if origin[key] then assert(builder:fact(fact, origin[key])) end
  end
  assert(builder:base_rest())
  return core.image(assert(core.open(assert(builder:finish()))))
end


-- The new edition

--- The text of a local file, unpacked if it is gzip'ed.
local function read_file(path, context)
  local text, message = store.read(path, fetcher.MOST)
  if not text then context.fail(message) end
  if text:sub(1, #GZIP) ~= GZIP then return text end
  if not sh.has "gzip" then context.fail(path .. ": gzip is not installed") end
  local said, code
  text, said, code = sh.run("gzip -dc < " .. sh.quote(path), fetcher.MOST)
  if not text then context.fail(path .. ": longer than 2^25 bytes") end
  if code ~= 0 then context.fail(path .. ": " .. said) end
  return text
end

--- The text at a URL, and its origin; nil if it is that of the stored edition.
local function download(url, known, context)
  if not pcall(require, "lxp") then
    context.fail("LuaExpat is not installed, which reads IANA's XML "
      .. "(Debian: lua-expat; LuaRocks: luaexpat)")
  end
  if known.url ~= url then known = {} end
  local answer, message = fetcher.fetch(url, known)
  if not answer then context.fail(message) end
  if answer.same then return nil end
  return answer.text, { url = url, etag = answer.etag,
                        modified = answer.modified }
end

--- The registry in a text, and whether that is XML; or nil, what is wrong.
local function parse(text, name)
  if not text:find "%S" then return nil, name .. ": empty" end
  local kind = core.part "read.detect".kind(text)
  if kind == "services" then
    return nil, name .. ": a services file is no edition of IANA's"
  end
  local registry, message = ianaports.parse(text)
  if registry then return registry, kind == "xml" end
  return nil, name .. message:gsub("^text", "")
end


-- What is said

local function date_of(registry)
  return latest.date_of(registry) or "no date"
end

local function tell_step(old, new, diff, context)
  context.out(("%s -> %s: %d added, %d removed, %d changed\n"):format(
    date_of(old), date_of(new), #diff.added, #diff.removed, #diff.changed))
end

--- Say what is in the edition that this version passes over.
local function tell_skipped(registry, context)
  for _, item in ipairs(registry:info().skipped or {}) do
    context.complain(("passed over: %s%s"):format(
      item.line and "line " .. item.line .. ": " or "", item.text))
  end
end

--- Say so if what was stored is not what is in use.
local function tell_if_unused(path, context)
  local registry, in_use = latest.latest()
  if in_use == path then return end
  context.complain(("stored as %s, but not in use: %s%s"):format(path, in_use,
    registry == core.bundled() and "" or " is newer"))
end

--- Refuse an edition. It is kept, for a look at it; but not a local file that
--- is none: it may be private, and what root stores is for all.
local function reject(step, message, context)
  if step.new or not step.is_file then
    local path = step.path .. ".rejected"
    local ok, wrong = store.write(path, step.text)
    message = ("%s; %s"):format(message, ok and "it stays as " .. path or wrong)
  end
  context.fail(message)
end


-- The verb

--- Whether two editions are the same but for where they come from.
local function is_same(old, new, diff)
  local a, b = old:info(), new:info()
  return a.updated == b.updated and a.contacts == b.contacts
     and #diff.added + #diff.removed + #diff.changed == 0
end

--- Raise unless the edition may be stored.
local function check(step, context)
  local ok, rule, wrong = verdict.judge(step.new, step.old, {
    today = os.date "!%Y-%m-%d", xml = step.xml,
    changed = step.stored and #step.diff.changed or nil,
  })
  if ok then return end
  wrong = ("rule %d: %s"):format(rule, wrong)
  if rule < WAIVED or not step.force then
    reject(step, ("refused by %s%s"):format(wrong,
      rule < WAIVED and "" or " (--force waives it)"), context)
  end
  context.complain("waived: " .. wrong)
end

--- Store the edition of a step, unless it is what is stored.
local function take(step, context)
  step.diff = ianaports.diff(step.old, step.new)
  check(step, context)
  tell_skipped(step.new, context)
  local image = image_of(step.new, step.origin)
  local same = step.stored == step.path
           and is_same(step.old, step.new, step.diff)
  local ok, message = (same and store.write or store.put)(step.path, image)
  if not ok then context.fail(message) end
  if same then
    context.out(date_of(step.new) .. ": not modified\n")
  else
    tell_step(step.old, step.new, step.diff, context)
    tell_if_unused(step.path, context)
  end
end

local function undo(path, context)
  local former, current = store.undo(path)
  if not former then context.fail(current) end
  if current then
    tell_step(current, former, ianaports.diff(current, former), context)
  else
    context.out(date_of(former) .. " is in its place again\n")
  end
  tell_if_unused(path, context)
end

--- A step from the edition in use: that, and its path if it is a stored one.
local function first_step(path, arguments, context)
  local old, in_use, note = latest.latest()
  local _, _, is_first = core.open_file(path)
  if note and not is_first then context.complain("passed over: " .. note) end
  return { path = path, old = old, force = arguments.force,
           stored = old ~= core.bundled() and in_use or nil }
end

--- Add to a step the text of the new edition; none, if it is what is stored.
local function read(step, source, context)
  step.is_file = not source:find "^https?://"
  if step.is_file then
    step.text, step.origin = read_file(source, context), {}
  else
    local asks = step.stored == step.path and not step.force
    local known = asks and origin_of(step.old) or {}
    step.text, step.origin = download(source, known, context)
  end
end

local function update(step, source, context)
  read(step, source, context)
  if not step.text then
    return context.out(date_of(step.old) .. ": not modified\n")
  end
  local new, xml = parse(step.text, source)
  if not new then
    reject(step, "refused by rule 1: " .. xml, context)
  end
  step.new, step.xml = new, xml
  take(step, context)
end

local function run(arguments, context)
  local source = arguments.source or URL
  if source:find "%c" then
    context.refuse "a file or URL has no control characters here"
  elseif arguments.undo and arguments.source then
    context.refuse "--undo takes no file"
  end
  local path, message = store.target()
  if not path then context.fail(message) end
  if arguments.undo then return undo(path, context) end
  update(first_step(path, arguments, context), source, context)
end

return { URL = URL, define = define, run = run }
