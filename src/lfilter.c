/*
** lfilter.c - binding: narrowing a selection, a test at a time.
**
** Each keep_ function takes from the selection, its argument 1, the rows
** that fail the test, and returns it.
*/

#include "lcheck.h"
#include "lpush.h"
#include "lselect.h"
#include "search.h"


uint64_t *push_words (lua_State *L, uint32_t count) {
  return lua_newuserdata(L, (words_for(count) + 1) * sizeof(uint64_t));
}


/* Keep the rows of the entries; return the selection, argument 1. */
static int keep_these (lua_State *L, const uint64_t *entries) {
  Selection *s = check_selection(L, 1);
  keep_entries(s->reg, entries, s->rows);
  lua_settop(L, 1);
  return 1;
}


/* Keep the rows whose entries pass; return the selection, argument 1. */
static int keep (lua_State *L, EntryTest passes, const void *test) {
  const Registry *reg = check_selection(L, 1)->reg;
  uint64_t *entries = push_words(L, reg->counts[ENTRIES]);
  entries_where(reg, passes, test, entries);
  return keep_these(L, entries);
}


static int check_column (lua_State *L, int arg) {
  int column = column_named(check_name(L, arg, "unknown column"));
  luaL_argcheck(L, column >= 0, arg, "unknown column");
  return column;
}


/* keep_transports(selection, mask): a sum of 1 << TCP .. NONE */
static int keep_transports_ (lua_State *L) {
  Selection *s = check_selection(L, 1);
  keep_transports(s->reg, (unsigned)luaL_checkinteger(L, 2), s->rows);
  lua_settop(L, 1);
  return 1;
}


static size_t length_of (lua_State *L, int i) {
  luaL_checktype(L, i, LUA_TTABLE);
  return lua_rawlen(L, i);
}


/* keep_text(selection, column, items, patterns): any of the patterns */
static int keep_text (lua_State *L) {
  size_t i, count = length_of(L, 4);
  Text *patterns = lua_newuserdata(L, (count + 1) * sizeof *patterns);
  TextTest test;
  test.column = check_column(L, 2);
  luaL_argcheck(L, test.column != PORT && test.column != LAST_PORT, 2,
                "a column of numbers");
  test.items = lua_toboolean(L, 3);
  test.patterns = patterns;
  test.count = (uint32_t)count;
  for (i = 0; i < count; i++) {
    lua_rawgeti(L, 4, (int)i + 1);
    luaL_checktype(L, -1, LUA_TSTRING);		/* kept by the table */
    patterns[i].at = lua_tolstring(L, -1, &patterns[i].size);
    lua_pop(L, 1);
  }
  return keep(L, passes_text, &test);
}


/* keep_ports(selection, {first, last, first, last ...}) */
static int keep_ports (lua_State *L) {
  const Registry *reg = check_selection(L, 1)->reg;
  size_t i, count = length_of(L, 2);
  uint64_t ports[PORTS / 64], *entries;
  memset(ports, 0, sizeof ports);
  for (i = 1; i + 1 <= count; i += 2) {
    uint32_t first, last;
    lua_rawgeti(L, 2, (int)i);
    lua_rawgeti(L, 2, (int)i + 1);
    first = check_port(L, -2);
    last = check_port(L, -1);
    lua_pop(L, 2);
    add_ports(ports, first, last);
  }
  entries = push_words(L, reg->counts[ENTRIES]);
  entries_at(reg, ports, entries);
  return keep_these(L, entries);
}


/* keep_named(selection, {name ...}): any of the names, without wildcards */
static int keep_named (lua_State *L) {
  const Registry *reg = check_selection(L, 1)->reg;
  size_t i, count = length_of(L, 2);
  uint64_t *entries = push_words(L, reg->counts[ENTRIES]);
  memset(entries, 0, words_for(reg->counts[ENTRIES]) * sizeof *entries);
  for (i = 1; i <= count; i++) {
    lua_rawgeti(L, 2, (int)i);
    add_named(reg, check_name(L, -1, "name must be a string"), entries);
    lua_pop(L, 1);
  }
  return keep_these(L, entries);
}


static int check_bound (lua_State *L, int arg) {
  lua_Integer bound = luaL_checkinteger(L, arg);
  luaL_argcheck(L, bound >= -1 && bound <= 65535, arg, "not a date's value");
  return (int)bound;
}


/* keep_dates(selection, registration, modification, from, to) */
static int keep_dates (lua_State *L) {
  DateTest test;
  test.registration = lua_toboolean(L, 2);
  test.modification = lua_toboolean(L, 3);
  test.from = check_bound(L, 4);
  test.to = check_bound(L, 5);
  return keep(L, passes_dates, &test);
}


/* keep_status(selection, mask): a sum of 1 << ASSIGNED .. */
static int keep_status (lua_State *L) {
  unsigned mask = (unsigned)luaL_checkinteger(L, 2);
  return keep(L, passes_status, &mask);
}


/* keep_filled(selection, column) */
static int keep_filled (lua_State *L) {
  int column = check_column(L, 2);
  return keep(L, passes_filled, &column);
}


/* Push the index for text search of the registry whose keeper is at -1. */
static Users push_users (lua_State *L, const Registry *reg) {
  lua_rawgeti(L, -1, KEPT_USERS);
  if (lua_isnil(L, -1)) {
    lua_pop(L, 1);
    users_make(reg, users_view(reg,
      lua_newuserdata(L, users_size(reg) * sizeof(uint32_t))));
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, KEPT_USERS);
  }
  return users_view(reg, lua_touserdata(L, -1));
}


void keep_holding (lua_State *L, int selection, Text text) {
  Selection *s = lua_touserdata(L, selection);
  uint64_t *rows;
  Users users;
  uint32_t i;
  if (text.size == 0) return;			/* every text holds it */
  push_keeper(L, selection);
  users = push_users(L, s->reg);
  rows = push_words(L, s->reg->counts[ROWS]);
  rows_with(s->reg, users, text, rows);
  for (i = 0; i < s->n; i++) s->rows[i] &= rows[i];
  lua_pop(L, 3);
}


/* keep_with(selection, text): in name, description or notes */
static int keep_with (lua_State *L) {
  check_selection(L, 1);
  keep_holding(L, 1, check_name(L, 2, "text must be a string"));
  lua_settop(L, 1);
  return 1;
}


/* keep_where(selection, function): the function may raise, and may select */
static int keep_where (lua_State *L) {
  Selection *s = check_selection(L, 1);
  uint32_t row = next_member(s->rows, s->n, 0);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_settop(L, 2);
  push_record_keeper(L, 1);
  for (; row != NO_ROW; row = next_member(s->rows, s->n, row + 1)) {
    lua_pushvalue(L, 2);
    push_record(L, 3, s->reg, row);
    lua_call(L, 1, 1);
    if (!lua_toboolean(L, -1))
      s->rows[row / 64] &= ~((uint64_t)1 << (row % 64));
    lua_pop(L, 1);
  }
  lua_settop(L, 1);
  return 1;
}


static const luaL_Reg functions[] = {
  { "keep_transports", keep_transports_ }, { "keep_text", keep_text },
  { "keep_ports", keep_ports }, { "keep_named", keep_named },
  { "keep_dates", keep_dates }, { "keep_status", keep_status },
  { "keep_filled", keep_filled },
  { "keep_with", keep_with }, { "keep_where", keep_where },
  { NULL, NULL }
};


void add_filters (lua_State *L) {
  luaL_setfuncs(L, functions, 0);
}
