--- Other programs, run by the shell: curl, wget, gzip, and what systems have.
--
-- Every word is quoted here, so nothing of a URL, a path or a header is ever
-- read as a command.

local BLOCK = 65536

--- What the program says on standard output, then on the other stream, then how
--- long that is, and the exit status.
local FRAME = [[LC_ALL=C; export LC_ALL; exec 3>&1
said=$( { %s; } 2>&1 >&3 3>&- )
code=$?
printf '%%s\n%%d %%d\n' "$said" "${#said}" "$code"]]

--- A word as the shell takes it literally.
local function quote(word)
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

--- Words as one command.
---@param words string[]
---@return string
local function command(words)
  local quoted = {}
  for i, word in ipairs(words) do quoted[i] = quote(word) end
  return table.concat(quoted, " ")
end

--- All that a pipe gives; nil once that is more than `most` bytes.
local function read_pipe(pipe, most)
  local pieces, size = {}, 0
  repeat
    local piece = pipe:read(BLOCK)
    pieces[#pieces + 1] = piece
    size = size + #(piece or "")
    if size > most then return nil end
  until not piece
  return table.concat(pieces)
end

--- Run a command and wait for its end, which comes early if it writes more than
--- `most` bytes: nobody reads the rest.
---@param line string    a command, as `command` makes it
---@param most integer?  default: 65,536
---@return string? output  nil if that is too long
---@return string errors   what it said on standard error, trimmed
---@return integer status  its exit status
local function run(line, most)
  local pipe, message = io.popen(FRAME:format(line), "r")
  if not pipe then return "", message, 126 end
  local text = read_pipe(pipe, (most or BLOCK) + BLOCK)
  pipe:close()
  if not text then return nil, "", 0 end
  local length, status = text:match "\n(%d+) (%d+)\n$"
  if not length then return "", "it was killed", 137 end
  local stop = #text - #("\n" .. length .. " " .. status .. "\n")
  local output = text:sub(1, stop - length)
  if #output > (most or BLOCK) then return nil, "", 0 end
  local said = text:sub(#output + 1, stop):match "^%s*(.-)%s*$"
  return output, said, tonumber(status)
end

--- Whether there is a program of this name.
---@param program string
---@return boolean
local function has(program)
  local _, _, status = run("command -v " .. quote(program) .. " >&2")
  return status == 0
end

return { command = command, has = has, quote = quote, run = run }
