--- A download by curl, or else wget: bounded in time and size, compressed, and
-- only if it changed since the last time.
--
-- Nothing is believed that was not asked for: another protocol than the URL's,
-- a redirect, an error page and an answer that ends early are failures.  (One
-- without a length that ends early looks whole here; XML has an end tag.)  The
-- user's own settings of both programs are left aside; proxies are as in the
-- environment.

local ianaports = require "ianaports"
local sh = require "ianaports.command.sh"

local MOST = 2 ^ 25        -- bytes of an edition; IANA's has 4 million
local SECONDS = 120        -- for a download
local HEADERS = 2 ^ 16     -- bytes of headers

local function curl(url, seconds, conditions)
  local words = {
    "curl", "-q", "-fsS", "-i", "--suppress-connect-headers", "--globoff",
    "--proto", "=" .. url:match "^%a+", "--max-time", tostring(seconds),
    "--max-filesize", ("%d"):format(MOST), "--compressed",
    "-A", (ianaports._VERSION:gsub(" ", "/")),
  }
  for _, condition in ipairs(conditions) do
    words[#words + 1] = "-H"
    words[#words + 1] = condition
  end
  words[#words + 1] = url
  return words
end

--- wget has a limit for each wait alone; timeout(1), where it is, for them all.
local function wget(url, seconds, conditions)
  local words = {
    "wget", "--no-config", "--no-hsts", "-nv", "--save-headers",
    "--max-redirect=0", "--tries=1", "--timeout=" .. seconds,
    "--compression=auto", "-U", (ianaports._VERSION:gsub(" ", "/")),
    "-O", "-",
  }
  for _, condition in ipairs(conditions) do
    words[#words + 1] = "--header=" .. condition
  end
  words[#words + 1] = url
  if sh.has "timeout" then
    table.insert(words, 1, "timeout")
    table.insert(words, 2, tostring(seconds))
  end
  return words
end

--- The headers that ask for an edition only if it is not the known one.
local function conditions_of(known)
  local list = {}
  if known.etag then list[1] = "If-None-Match: " .. known.etag end
  if known.modified then
    list[#list + 1] = "If-Modified-Since: " .. known.modified
  end
  return list
end

--- The status, the headers by lower-case name, and the body of an answer whose
--- headers stand in front; a status 1xx is only the beginning of one.
local function read_answer(text)
  local head, rest = text:match "^(HTTP/.-\n)\r?\n(.*)$"
  local status = head and tonumber(head:match "^HTTP/[%d.]+ (%d%d%d)")
  if not status then return nil end
  if status < 200 then return read_answer(rest) end
  local headers = {}
  for name, value in head:gmatch "\n([%w-]+):[ \t]*([^\r\n]*)" do
    headers[name:lower()] = value
  end
  return status, headers, rest
end

--- What a failed program says, for people.
local function failure(program, said, code)
  local last = said:match "[^\n]+$"
  if code == 124 then last = "it took too long" end
  if code == 4 then last = last or "the connection failed or ended early" end
  if said:find "redirections exceeded" then
    last = "a redirect, which is not followed"
  end
  last = last or "exit status " .. code
  if last:sub(1, #program) == program then return last end
  return program .. ": " .. last
end

--- What an answer gives: see `fetch`.
local function take(text)
  local status, headers, body = read_answer(text)
  if not status then return nil, "no answer of HTTP" end
  if status == 304 then return { same = true } end
  if status >= 300 and status < 400 then
    return nil, ("a redirect to %s, which is not followed"):format(
      headers.location or "nowhere")
  elseif status ~= 200 then
    return nil, ("the server answers with %d"):format(status)
  end
  if #body > MOST then return nil, "longer than 2^25 bytes" end
  return { text = body, etag = headers.etag,
           modified = headers["last-modified"] or headers.date }
end

--- The answer that a program gave; or nil, why there is none.
local function answer_of(program, text, said, code)
  if not text then return nil, "longer than 2^25 bytes" end
  if program == "wget" and said:find "ERROR 304" then return { same = true } end
  if code ~= 0 then return nil, failure(program, said, code) end
  return take(text)
end

--- Download what is at a URL.
---@param url string       of http or https
---@param known {etag: string?, modified: string?}   of what is there already
---@param seconds integer?   the most that it may take; default: 120
---@return {text: string?, etag: string?, modified: string?, same: boolean?}?
---  `same` and no text if it is what is known
---@return string? message
local function fetch(url, known, seconds)
  local program = sh.has "curl" and "curl" or sh.has "wget" and "wget"
  if not program then
    return nil, "neither curl nor wget is installed; with a file: "
      .. "ianaports update FILE"
  end
  local conditions = conditions_of(known)
  local words = (program == "curl" and curl or wget)(url, seconds or SECONDS,
                                                     conditions)
  local answer, message =
    answer_of(program, sh.run(sh.command(words), MOST + HEADERS))
  if answer and answer.same and not conditions[1] then
    answer, message = nil, "the server answers with 304, unasked"
  end
  if answer then return answer end
  return nil, url .. ": " .. message
end

return { fetch = fetch, MOST = MOST }
