/*
** lfacts.c - binding: what the Lua layer asks of a registry, a row or a text.
** See lfacts.h.
*/

#include "core/alias.h"
#include "core/dates.h"
#include "core/lookup.h"
#include "bind/lcheck.h"
#include "bind/lfacts.h"
#include "bind/lpush.h"


/* facts(registry) -> list: key, value, key, value ... */
static int facts (lua_State *L) {
  const Registry *reg = luaL_checkudata(L, 1, REGISTRY);
  uint32_t i, n = 2 * reg->counts[FACTS];
  lua_createtable(L, (int)n, 0);
  for (i = 0; i < n; i++) {
    push_text(L, string_at(reg, array_get(&reg->arrays[FACT_CELLS], i)));
    lua_rawseti(L, -2, (int)i + 1);
  }
  return 1;
}


/* fact(registry, key) -> the first value of the key, or nil */
static int fact (lua_State *L) {
  const Registry *reg = luaL_checkudata(L, 1, REGISTRY);
  Text key = check_name(L, &in_core, 2, "key must be a string");
  const Array *cells = &reg->arrays[FACT_CELLS];
  uint32_t i, n = 2 * reg->counts[FACTS];
  for (i = 0; i < n; i += 2)
    if (compare_texts(string_at(reg, array_get(cells, i)), key) == 0) break;
  if (i < n) push_text(L, string_at(reg, array_get(cells, i + 1)));
  else lua_pushnil(L);
  return 1;
}


/* counts(registry) -> records, contacts */
static int counts (lua_State *L) {
  const Registry *reg = luaL_checkudata(L, 1, REGISTRY);
  lua_pushinteger(L, (lua_Integer)reg->counts[ROWS]);
  lua_pushinteger(L, (lua_Integer)reg->counts[CONTACTS]);
  return 2;
}


/* newest(registry) -> the newest date in a record, or nil */
static int newest (lua_State *L) {
  char text[DATE_SIZE];
  uint32_t date = newest_date(luaL_checkudata(L, 1, REGISTRY));
  if (date == 0) lua_pushnil(L);
  else lua_pushlstring(L, text, text_of_date(date, text));
  return 1;
}


/* source(registry) -> the `source` given to open, nil for the bundled one */
static int source (lua_State *L) {
  luaL_checkudata(L, 1, REGISTRY);
  push_anchor(L, 1);
  lua_rawgeti(L, -1, ANCHOR_SOURCE);
  return 1;
}


/* row_status(registry, row) -> the status by that record alone */
static int row_status (lua_State *L) {
  const Registry *reg = luaL_checkudata(L, 1, REGISTRY);
  lua_Integer row = luaL_checkinteger(L, 2);
  luaL_argcheck(L, row >= 1 && row <= (lua_Integer)reg->counts[ROWS], 2,
                "not a row of the registry");
  push_status(L, status_of_entry(reg, entry_of(reg, (uint32_t)row - 1)));
  return 1;
}


/* alias_of(notes) -> the main name, if they say that it is an alias; or nil */
static int notes_alias_of (lua_State *L) {
  Text name;
  if (alias_of(check_name(L, &in_core, 1, "notes must be a string"), &name))
    lua_pushlstring(L, name.at, name.size);
  else lua_pushnil(L);
  return 1;
}


/*
** good_bytes(text, i) -> how many bytes from byte `i` (from 1) on are UTF-8 and
** not NUL
*/
static int count_good_bytes (lua_State *L) {
  Text text = check_name(L, &in_core, 1, "text must be a string");
  lua_Integer i = luaL_checkinteger(L, 2);
  luaL_argcheck(L, i >= 1 && (size_t)i <= text.size + 1, 2, "out of the text");
  text.at += i - 1;
  text.size -= (size_t)i - 1;
  lua_pushinteger(L, (lua_Integer)valid_prefix(text));
  return 1;
}


static const luaL_Reg for_lua_layer[] = {
  { "facts", facts }, { "fact", fact }, { "counts", counts },
  { "newest", newest },
  { "source", source }, { "row_status", row_status },
  { "alias_of", notes_alias_of }, { "good_bytes", count_good_bytes },
  { NULL, NULL }
};


void add_facts (lua_State *L) {
  luaL_setfuncs(L, for_lua_layer, 0);
}
