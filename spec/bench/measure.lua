--- How long things take, compared fairly.
--
-- A thing is `{ per = operations, function(times) ... end }`: the function
-- does that many operations, `times` times.  Or `{ sample = function }`, which
-- measures itself and returns one number.  Things that are compared take turns:
-- in each round every thing is sampled once, and a ratio is the median of the
-- ratios within rounds, so that a slow phase of the machine slows both sides.
-- The clock counts the time of the process with its system calls, so that other
-- processes matter less.

local clock = require "floor".clock

local M = { rounds = 15, seconds = 0.012 }

--- The value at a share of a sorted list: 0.5 is its middle.
local function at(sorted, share)
  return sorted[math.floor((#sorted - 1) * share + 1.5)]
end

--- Median, p10 and p90.
function M.middle(list)
  local sorted = {}
  for i, value in ipairs(list) do sorted[i] = value end
  table.sort(sorted)
  return at(sorted, 0.5), at(sorted, 0.1), at(sorted, 0.9)
end

local function timed(thing, times)
  collectgarbage()
  collectgarbage()
  local start = clock()
  thing[1](times)
  return clock() - start
end

--- How many times a thing must be done for a sample to last long enough.
local function calibrate(thing)
  local times, seconds = 1, timed(thing, 1)
  while seconds < M.seconds / 4 do
    times = times * 2
    seconds = timed(thing, times)
  end
  return math.max(1, math.floor(times * M.seconds / seconds + 0.5))
end

local function sample(thing)
  if thing.sample then return thing.sample() end
  thing.times = thing.times or calibrate(thing)
  return timed(thing, thing.times) / (thing.times * (thing.per or 1))
end

--- Sample every thing once a round: a list of samples for each.
function M.run(things)
  local samples = {}
  for _, thing in ipairs(things) do
    samples[thing] = {}
    sample(thing)
  end
  for round = 1, M.rounds do
    for _, thing in ipairs(things) do samples[thing][round] = sample(thing) end
  end
  return samples
end

--- Median, p10 and p90 of the ratios between two things, round by round.
function M.ratio(samples, over, under)
  local ratios = {}
  for round, value in ipairs(samples[over]) do
    ratios[round] = value / samples[under][round]
  end
  return M.middle(ratios)
end

return M
