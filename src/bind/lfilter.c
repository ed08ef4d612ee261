/*
** lfilter.c - binding: narrowing a selection, one test at a time.  See
** lfilter.h.
*/

#include "core/dates.h"
#include "core/search.h"
#include "bind/lcheck.h"
#include "bind/lfilter.h"
#include "bind/lpush.h"


/* Narrow argument 1 to the rows of the entries, and return it. */
static int narrow_to (lua_State *L, const uint64_t *entries) {
  Selection *s = check_selection(L, 1);
  narrow_to_entries(s->reg, entries, s->rows);
  lua_settop(L, 1);
  return 1;
}


/* Narrow argument 1 to the rows whose entries pass, and return it. */
static int narrow_where (lua_State *L, EntryTest passes, const void *test) {
  const Registry *reg = check_selection(L, 1)->reg;
  uint64_t *entries = push_set(L, reg->counts[ENTRIES]);
  entries_where(reg, passes, test, entries);
  return narrow_to(L, entries);
}


/* The column whose field is named by argument `arg`. */
static int check_column_name (lua_State *L, int arg) {
  int column = column_named(check_name(L, &in_core, arg, "unknown column"));
  luaL_argcheck(L, column < N_CELLS, arg, "unknown column");
  return column;
}


static int length_of (lua_State *L, int i) {
  luaL_checktype(L, i, LUA_TTABLE);
  return (int)lua_rawlen(L, i);
}


/* 1 << the transport at index `i`, where false means NONE. */
static unsigned transport_bit (lua_State *L, int i) {
  if (lua_type(L, i) == LUA_TBOOLEAN) return 1u << NONE;
  return 1u << check_transport(L, &in_core, i);
}


/* narrow_transports(selection, {transport or false ...}): to any of them */
static int narrow_transports (lua_State *L) {
  Selection *s = check_selection(L, 1);
  int i, count = length_of(L, 2);
  unsigned transports = 0;
  for (i = 1; i <= count; i++) {
    lua_rawgeti(L, 2, i);
    transports |= transport_bit(L, lua_gettop(L));
    lua_pop(L, 1);
  }
  narrow_to_transports(s->reg, transports, s->rows);
  lua_settop(L, 1);
  return 1;
}


/* narrow_text(selection, column, patterns): to cells that match any of them */
static int narrow_text (lua_State *L) {
  int i, count = length_of(L, 3);
  Text *patterns = lua_newuserdata(L, ((size_t)count + 1) * sizeof *patterns);
  TextTest test;
  test.column = check_column_name(L, 2);
  luaL_argcheck(L, test.column != PORT && test.column != LAST_PORT, 2,
                "a column of numbers");
  test.patterns = patterns;
  test.count = (uint32_t)count;
  for (i = 0; i < count; i++) {
    lua_rawgeti(L, 3, i + 1);
    luaL_checktype(L, -1, LUA_TSTRING);		/* kept alive by the table */
    patterns[i] = text_at(L, -1);
    lua_pop(L, 1);
  }
  return narrow_where(L, passes_text, &test);
}


/* narrow_ports(selection, {first, last ...}): to records that cover any */
static int narrow_ports (lua_State *L) {
  const Registry *reg = check_selection(L, 1)->reg;
  int i, count = length_of(L, 2);
  uint64_t ports[N_PORTS / 64], *entries;
  memset(ports, 0, sizeof ports);
  for (i = 1; i + 1 <= count; i += 2) {
    uint32_t first, last;
    lua_rawgeti(L, 2, i);
    lua_rawgeti(L, 2, i + 1);
    first = check_port(L, &in_core, -2);
    last = check_port(L, &in_core, -1);
    lua_pop(L, 2);
    add_ports(ports, first, last);
  }
  entries = push_set(L, reg->counts[ENTRIES]);
  entries_at(reg, ports, entries);
  return narrow_to(L, entries);
}


/* narrow_names(selection, {name ...}): to any of the names, no wildcards */
static int narrow_names (lua_State *L) {
  const Registry *reg = check_selection(L, 1)->reg;
  int i, count = length_of(L, 2);
  uint64_t *entries = push_set(L, reg->counts[ENTRIES]);
  memset(entries, 0, words_for(reg->counts[ENTRIES]) * sizeof *entries);
  for (i = 1; i <= count; i++) {
    Text name;
    lua_rawgeti(L, 2, i);
    name = check_name(L, &in_core, -1, "name must be a string");
    add_named(reg, name, entries);
    lua_pop(L, 1);
  }
  return narrow_to(L, entries);
}


/* The bound (dates.h) at index `arg`, or `other` for nil. */
static int check_bound (lua_State *L, int arg, int other) {
  int bound = other;
  if (!lua_isnoneornil(L, arg)
      && !bound_of_text(check_name(L, &in_core, arg, "not a date"), &bound))
    luaL_argerror(L, arg, "not a date");
  return bound;
}


/* narrow_dates(selection, {column ...}, from, to): to any of the dates */
static int narrow_dates (lua_State *L) {
  int i, count = length_of(L, 2);
  DateTest test;
  test.columns = 0;
  for (i = 1; i <= count; i++) {
    int column;
    lua_rawgeti(L, 2, i);
    column = check_column_name(L, -1);
    luaL_argcheck(L, cell_terms[column].kind == KIND_DATE, 2,
                  "not a column of dates");
    test.columns |= 1u << column;
    lua_pop(L, 1);
  }
  test.from = check_bound(L, 3, BEFORE_ALL);
  test.to = check_bound(L, 4, AFTER_ALL);
  return narrow_where(L, passes_dates, &test);
}


/* is_date(text) -> is it YYYY, YYYY-MM or YYYY-MM-DD? */
static int is_bound (lua_State *L) {
  int bound;
  Text text = check_name(L, &in_core, 1, "not a text");
  lua_pushboolean(L, bound_of_text(text, &bound));
  return 1;
}


/* The status whose name is at index `arg`. */
static int check_status (lua_State *L, int arg) {
  Text name = check_name(L, &in_core, arg, "unknown status");
  int status = ASSIGNED;
  while (status < N_STATUSES && !equals_string(name, status_names[status]))
    status++;
  luaL_argcheck(L, status < N_STATUSES, arg, "unknown status");
  return status;
}


/* narrow_status(selection, {status ...}): to any of them */
static int narrow_status (lua_State *L) {
  int i, count = length_of(L, 2);
  unsigned mask = 0;
  for (i = 1; i <= count; i++) {
    lua_rawgeti(L, 2, i);
    mask |= 1u << check_status(L, -1);
    lua_pop(L, 1);
  }
  return narrow_where(L, passes_status, &mask);
}


/* narrow_aliases(selection): to the aliases */
static int narrow_aliases (lua_State *L) {
  return narrow_where(L, passes_alias, NULL);
}


/* narrow_filled(selection, column): any column but the transport */
static int narrow_filled (lua_State *L) {
  int column = check_column_name(L, 2);
  return narrow_where(L, passes_filled, &column);
}


/*
** Push the index for text search of the registry whose anchor is at -1.  It is
** made the first time.
*/
static TextIndex push_text_index (lua_State *L, const Registry *reg) {
  lua_rawgeti(L, -1, ANCHOR_TEXT_INDEX);
  if (lua_isnil(L, -1)) {
    lua_pop(L, 1);
    text_index_make(reg, text_index_view(reg,
      lua_newuserdata(L, text_index_size(reg) * sizeof(uint32_t))));
    lua_pushvalue(L, -1);
    lua_rawseti(L, -3, ANCHOR_TEXT_INDEX);
  }
  return text_index_view(reg, lua_touserdata(L, -1));
}


void narrow_by_search (lua_State *L, int selection, Text text) {
  Selection *s = lua_touserdata(L, selection);
  uint64_t *rows;
  TextIndex index;
  uint32_t i;
  if (text.size == 0) return;			/* every text contains it */
  push_anchor(L, selection);
  index = push_text_index(L, s->reg);
  rows = push_set(L, s->reg->counts[ROWS]);
  rows_with_text(s->reg, index, text, rows);
  for (i = 0; i < s->n; i++) s->rows[i] &= rows[i];
  lua_pop(L, 3);
}


/* narrow_search(selection, text): to those that contain the text */
static int narrow_search (lua_State *L) {
  check_selection(L, 1);
  narrow_by_search(L, 1, check_name(L, &in_core, 2, "text must be a string"));
  lua_settop(L, 1);
  return 1;
}


/* narrow_by(selection, function): the function may raise, and may call find */
static int narrow_by (lua_State *L) {
  Selection *s = check_selection(L, 1);
  uint32_t row = next_member(s->rows, s->n, 0);
  luaL_checktype(L, 2, LUA_TFUNCTION);
  lua_settop(L, 2);
  push_record_anchor(L, 1);
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


/* copy(selection) -> a new selection of the same rows */
static int copy (lua_State *L) {
  check_selection(L, 1);
  push_copy(L, 1);
  return 1;
}


static const luaL_Reg functions[] = {
  { "narrow_transports", narrow_transports }, { "narrow_text", narrow_text },
  { "narrow_ports", narrow_ports }, { "narrow_names", narrow_names },
  { "narrow_dates", narrow_dates }, { "narrow_status", narrow_status },
  { "narrow_aliases", narrow_aliases }, { "narrow_filled", narrow_filled },
  { "narrow_search", narrow_search }, { "narrow_by", narrow_by },
  { "copy", copy }, { "is_date", is_bound }, { NULL, NULL }
};


void add_filters (lua_State *L) {
  luaL_setfuncs(L, functions, 0);
}
