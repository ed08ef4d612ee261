--- An output handler for busted: one line for each file, then what was skipped
-- and what failed, and why, and at the end
--
--   N passed, N failed, N skipped
--
-- after `LABEL: ` if there is a label (-Xoutput LABEL).  An error counts as a
-- failure, also an error outside of any test.

local function indented(text)
  return "    " .. tostring(text):gsub("%s+$", ""):gsub("\n", "\n    ")
end

local function message_of(result)
  if type(result.message) == "string" then return result.message end
  if result.message == nil then return "(no message)" end
  return require "pl.pretty".write(result.message)
end

local function place_of(result)
  local trace = result.element.trace or result.trace
  if not (trace and trace.short_src) then return "" end
  return ("  (%s:%s)"):format(trace.short_src, trace.currentline)
end

local function print_results(title, results)
  for _, result in ipairs(results) do
    print(("%s: %s%s"):format(title, result.name, place_of(result)))
    if title ~= "skipped" or result.message then
      print(indented(message_of(result)))
    end
    if result.isError and result.trace and result.trace.traceback then
      print(indented(result.trace.traceback))
    end
  end
end

return function(options)
  local busted = require "busted"
  local handler = require "busted.outputHandlers.base"()
  local label = options.arguments and options.arguments[1]
  local before, started = 0, 0

  local function counts()
    return handler.successesCount, handler.failuresCount + handler.errorsCount,
      handler.pendingsCount
  end

  local function total()
    local passed, failed, skipped = counts()
    return passed + failed + skipped
  end

  local function file_starts()
    before, started = total(), busted.monotime and busted.monotime() or 0
    return nil, true
  end

  local function file_ends(file)
    local seconds = busted.monotime and busted.monotime() - started or 0
    print(("  %-44s %4d  %6.2f s"):format(file.name, total() - before, seconds))
    io.flush()
    return nil, true
  end

  --- Busted holds all tests that have run, and so all that the specs have read.
  --- Each garbage collection would take longer than the one before.
  local function let_go(element)
    element.run = function() end
    return nil, true
  end

  local function suite_ends()
    print_results("skipped", handler.pendings)
    print_results("FAILED", handler.failures)
    print_results("ERROR", handler.errors)
    print((label and label .. ": " or "")
      .. ("%d passed, %d failed, %d skipped"):format(counts()))
    io.flush()
    return nil, true
  end

  busted.subscribe({ "file", "start" }, file_starts)
  busted.subscribe({ "file", "end" }, file_ends)
  busted.subscribe({ "test", "end" }, let_go)
  busted.subscribe({ "describe", "end" }, let_go)
  busted.subscribe({ "suite", "end" }, suite_ends)
  return handler
end
