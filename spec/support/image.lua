--- Images for specs to damage. It corrects the checksum, so that an image is not
-- refused for that alone.  Needs 64-bit integers; `sum` is nil without them.

local COUNTS_AT = 24

local sum

--- Lua 5.1 and 5.2 could not even read it in place.
local with_integers = [[
local unpack8 = "<I8"
return function(bytes)
  local function add(total, word)
    total = (total ~ word) * 0x9E3779B97F4A7C15
    return total ~ (total >> 32)
  end
  local totals = { #bytes, 1, 2, 3 }
  local whole = #bytes - #bytes % 32
  for at = 1, #bytes, 8 do
    local word = bytes:sub(at, at + 7)
    word = string.unpack(unpack8, word .. ("\0"):rep(8 - #word))
    local which = at > whole and 1 or at // 8 % 4 + 1
    totals[which] = add(totals[which], word)
  end
  local total = totals[1]
  for i = 2, 4 do total = add(total, totals[i]) end
  return string.pack(unpack8, total)
end
]]

if math.type then sum = load(with_integers)() end

--- The image with the right checksum for its bytes.
local function seal(image)
  return image:sub(1, 16) .. sum(image:sub(COUNTS_AT + 1))
      .. image:sub(COUNTS_AT + 1)
end

--- The image with `bytes` put at byte `at`, counted from 0.
local function put(image, at, bytes)
  return image:sub(1, at) .. bytes .. image:sub(at + #bytes + 1)
end

--- A number as 4 bytes, the lowest first.
local function u32(value)
  local bytes = {}
  for i = 1, 4 do
    bytes[i] = string.char(value % 256)
    value = math.floor(value / 256)
  end
  return table.concat(bytes)
end

local function read32(image, at)
  local a, b, c, d = image:byte(at + 1, at + 4)
  return a + b * 256 + c * 65536 + d * 16777216
end

return { put = put, read32 = read32, seal = seal, sum = sum, u32 = u32 }
