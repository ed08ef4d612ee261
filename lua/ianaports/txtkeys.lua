--- The TXT record keys that the notes of a DNS-SD service define.
--
-- After the header "Defined TXT keys:" comes IANA's free text. It is read as a
-- list of keys only if its form shows that it is one; if not, the text itself
-- is returned. "None" is an empty list. The other forms, tried in this order:
--
--   pieces   txtvers, name, version=<x>   each piece between commas (or
--            semicolons) is a key, or a key, `=` and one word or <meaning>
--   words    u=<username> p=<password>    each word is key=value; the first may
--            be `txtvers` alone (RFC 6763, section 6.7), and then plain words
--            may follow it
--   items    each line is one key, or one key=anything
--   values   the first line is key=anything; so is each other line, unless it
--            continues the one above it
--   table    two lines or more are key: meaning, or key and meaning with blanks
--            between them; the other lines continue these
--
-- First, <meanings>, (remarks), [remarks], quoted values and bullets are
-- removed. A key is one word of letters, digits and `_ - . * ?` with a letter
-- in it, but no host, no document, and neither "proprietary" nor "TBD". In a
-- list of pieces it may have two words, or three before `=`. One word alone is
-- a key. Letters, digits and white space are ASCII's, whatever the locale.

local core = require "ianaports.core".internals()
local trim = require "ianaports.words".trim

local WORD = "[A-Za-z0-9_%-%.%*%?]+"
local VALUE = "^(" .. WORD .. ")[ \t-\r]*=(.*)$"

--- Words that say that there is no key, and words that make a sentence.
local NO_KEYS = {
  none = true, proprietary = true, tbd = true, ["and"] = true, keys = true,
  see = true,
}

--- Whether a word is the name of a host or a document.
local function is_place(word)
  return word:find "%._tcp" or word:find "%._udp" or word:find "%.html?$"
      or word:find "%.pdf$" or word:find "^www%."
end

local function is_key(word)
  return word and word:find("^" .. WORD .. "$") and word:find "[A-Za-z]"
     and not NO_KEYS[core.lower(word)] and not is_place(word)
end

--- Whether a text is a key of at most `most` words, all on one line.
local function is_phrase(text, most)
  local count = text:find "\n" and most or 0
  for word in text:gmatch "[^ \t-\r]+" do
    count = count + 1
    if not is_key(word) then return false end
  end
  return count >= 1 and count <= most
end

--- Add a key to a list that does not have it yet.
local function add(list, key)
  if not list[key] then list[#list + 1] = key end
  list[key] = true
end

--- The text without meanings and remarks. The commas, blanks and signs that are
--- left belong to the list itself.
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

--- Whether a piece is an example ("eg topic=/info") or empty.
local function is_example(piece)
  return piece == "" or piece:find "^e%.?g%.?[ \t-\r]"
      or piece:find "^i%.e%.[ \t-\r]"
end

local function by_pieces(text)
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

local function by_words(text)
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

local function by_items(text)
  local list = {}
  for _, whole in ipairs(lines_of(text)) do
    local line = trim(whole)
    local key = line:match(VALUE) or line
    if not is_key(key) then return nil end
    add(list, key)
  end
  return list
end

--- The keys of the lines that match a pattern, if the first line does, and at
--- least `least` lines do.
local function by_lines(text, pattern, least)
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

local function by_values(text)
  return by_lines(text, "^[ \t-\r]*(" .. WORD .. ")[ \t-\r]*=", 1)
end

local function by_colons(text)
  return by_lines(text, "^[ \t-\r]*(" .. WORD .. "):[ \t-\r]+[^ \t-\r]", 2)
end

local function by_columns(text)
  return by_lines(text,
    "^[ \t-\r]*(" .. WORD .. ")[ \t-\r][ \t-\r]+[^ \t-\r]", 2)
end

--- The text after the header, or nil if there is no header.
local function after_header(notes)
  return notes:match "Defined[ \t-\r]+TXT[ \t-\r]+[Kk]eys:(.*)$"
      or notes:match "^[ \t-\r]*[Kk]eys:(.*)$"
end

--- The keys, a list that may be empty; and, if there is a text that could not
--- be read as a list, that text.
---@param notes string  the assignment notes of a record
---@return string[] keys
---@return string? text
local function txt_keys(notes)
  local text = after_header(notes)
  local whole = trim(text or "")
  local start = core.lower(whole:sub(1, 6))
  if whole == "" or start:find "^none%.?$" then return {} end
  if start:find "^none[^A-Za-z0-9]" then return {}, whole end
  text = bare(text)
  local found = by_pieces(text) or by_words(text) or by_items(text)
    or by_values(text) or by_colons(text) or by_columns(text)
  if not found or #found == 0 then return {}, whole end
  local list = {}
  for i, key in ipairs(found) do list[i] = key end
  return list
end

return { txt_keys = txt_keys }
