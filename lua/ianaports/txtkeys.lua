--- The TXT record keys that a DNS-SD assignment note defines.
--
-- What follows the header is IANA's free text. It is read as a list of keys
-- only where its form shows that it is one; whatever else it is, the text is
-- given back instead. After None, these forms are lists, tried in order:
--
--   pieces   txtvers, name, version=<x>   each piece between commas (or
--            semicolons) is a key, or a key, `=` and one word or <meaning>
--   words    u=<username> p=<password>    each word is key=value; `txtvers`,
--            which RFC 6763, section 6.7, puts first, may stand there alone,
--            and then plain words may follow it
--   items    one key, or one key=anything, on each line
--   values   the first line is key=anything; so are the others, but for lines
--            that go on with what stands above them
--   table    key: meaning, or key and meaning with blanks between them, on
--            two lines or more; other lines go on
--
-- Put aside first: <meanings>, (remarks), [remarks], quoted values, bullets.
-- A key is one word of letters, digits and `_ - . * ?` with a letter in it,
-- not a host or a document, not "proprietary" or "TBD". In a list of pieces
-- it may have two words, three before `=`. One word alone is a key. Letters,
-- digits and white space are ASCII's, whatever the locale.

local core = require "ianaports.core".internals()

local WORD = "[A-Za-z0-9_%-%.%*%?]+"
local VALUE = "^(" .. WORD .. ")[ \t-\r]*=(.*)$"

--- Words that say that no key is told, and ones that make a sentence.
local NO_KEYS = {
  none = true, proprietary = true, tbd = true, ["and"] = true, keys = true,
  see = true,
}

--- A domain name or a document, not a key.
local function is_place(word)
  return word:find "%._tcp" or word:find "%._udp" or word:find "%.html?$"
      or word:find "%.pdf$" or word:find "^www%."
end

local function is_key(word)
  return word and word:find("^" .. WORD .. "$") and word:find "[A-Za-z]"
     and not NO_KEYS[core.lower(word)] and not is_place(word)
end

--- A key of at most `most` words on one line.
local function is_phrase(text, most)
  local count = text:find "\n" and most or 0
  for word in text:gmatch "[^ \t-\r]+" do
    count = count + 1
    if not is_key(word) then return false end
  end
  return count >= 1 and count <= most
end

--- The text without white space at its ends.
local function trim(text)
  local first = text:find "[^ \t-\r]"
  return first and text:match("^.*[^ \t-\r]", first) or ""
end

--- Add a key unless the list has it.
local function add(list, key)
  if not list[key] then list[#list + 1] = key end
  list[key] = true
end

--- The text without meanings and remarks, so that what is left of the commas,
--- blanks and signs is the list's own.
local function bare(text)
  text = text:gsub("<[^<>]*>", "<>"):gsub("(=[ \t-\r]*){[^{}]*}", "%1<>")
    :gsub('(=[ \t-\r]*)"[^"\n]*"', "%1<>")
    :gsub("%([^()]*%)", ""):gsub("%[[^%[%]]*%]", ""):gsub("%)[ \t-\r]*$", "")
    :gsub("[ \t-\r]%-[ \t-\r]+https?://[^ \t-\r]+$", ""):gsub("%.$", "")
  return trim(text)
end

local function lines_of(text)
  local lines = {}
  for line in text:gmatch "[^\n]+" do
    if line:find "[^ \t-\r]" then
      lines[#lines + 1] = line:gsub("^([ \t-\r]*)%-[ \t-\r]+", "%1")
        :gsub("^([ \t-\r]*)[A-Za-z]%.[ \t-\r]+", "%1")
    end
  end
  return lines
end

--- The key of one piece between commas, or nil.
local function key_of_piece(piece)
  local name, value = piece:match "^([^=]*)=(.*)$"
  if not name then return is_phrase(piece, 2) and piece end
  name = trim(name)
  return not trim(value):find "[ \t-\r]" and is_phrase(name, 3) and name
end

--- "eg topic=/info" is an example.
local function is_example(piece)
  return piece == "" or piece:find "^e%.?g%.?[ \t-\r]"
      or piece:find "^i%.e%.[ \t-\r]"
end

local function pieces(text)
  local list, count = {}, 0
  for part in text:gmatch "[^,;]+" do
    local piece = trim(part)
    local key = not is_example(piece) and key_of_piece(piece)
    if key then
      add(list, key)
      count = count + 1
    elseif not is_example(piece) then
      return nil
    end
  end
  local alone = count == 1 and list[1]:find "[ \t-\r]"
  return not alone and list
end

local function words(text)
  local list, plain = {}, text:find "^txtvers[ \t-\r]" and not text:find "="
  for word in text:gmatch "[^ \t-\r]+" do
    local key = word:match "^([^=]+)=[^ \t-\r]*$"
    if not key and (plain or word == "txtvers" and #list == 0) then
      key = word
    end
    if not is_key(key) then return nil end
    add(list, key)
  end
  return list
end

local function items(text)
  local list = {}
  for _, whole in ipairs(lines_of(text)) do
    local line = trim(whole)
    local key = line:match(VALUE) or line
    if not is_key(key) then return nil end
    add(list, key)
  end
  return list
end

--- The keys of the lines that match, if the first does, and enough of them.
local function lines(text, pattern, least)
  local list = {}
  for i, line in ipairs(lines_of(text)) do
    local key = line:match(pattern)
    if is_key(key) then
      add(list, key)
    elseif i == 1 then
      return nil
    end
  end
  return #list >= least and list
end

local function values(text)
  return lines(text, "^[ \t-\r]*(" .. WORD .. ")[ \t-\r]*=", 1)
end

local function definitions(text)
  return lines(text, "^[ \t-\r]*(" .. WORD .. "):[ \t-\r]+[^ \t-\r]", 2)
end

local function columns(text)
  return lines(text, "^[ \t-\r]*(" .. WORD .. ")[ \t-\r][ \t-\r]+[^ \t-\r]", 2)
end

--- What stands after the header, or nil where there is none.
local function after_header(notes)
  return notes:match "Defined[ \t-\r]+TXT[ \t-\r]+[Kk]eys:(.*)$"
      or notes:match "^[ \t-\r]*[Kk]eys:(.*)$"
end

--- The keys, a list that may be empty; and where there is a text that could
--- not be read as a list, that text.
---@param notes string  the assignment notes of a record
---@return string[] keys
---@return string? text
local function txt_keys(notes)
  local text = after_header(notes)
  local said = text and trim(text)
  local start = said and core.lower(said:sub(1, 6))
  if not said or said == "" or start:find "^none%.?$" then return {} end
  if start:find "^none[^A-Za-z0-9]" then return {}, said end
  text = bare(text)
  local found = pieces(text) or words(text) or items(text) or values(text)
    or definitions(text) or columns(text)
  if not found or #found == 0 then return {}, said end
  local list = {}
  for i, key in ipairs(found) do list[i] = key end
  return list
end

return { txt_keys = txt_keys }
