/*
** lpush.c - binding: answers.  See lpush.h.
*/

#include "core/dates.h"
#include "core/select.h"
#include "bind/lcheck.h"
#include "bind/llazy.h"
#include "bind/lpush.h"


void push_list (lua_State *L) {
  lua_newtable(L);
  push_type(L, LIST);
  lua_setmetatable(L, -2);
}


void push_text (lua_State *L, Text text) {
  lua_pushlstring(L, text.at, text.size);
}


/* The name of a column's field. */
static const char *field_of (int column) {
  return (column == LAST_PORT) ? LAST_PORT_FIELD : cell_terms[column].field;
}


/*
** Push a type for the records of the registry whose anchor is at -1.  Each
** registry has its own, so that a record knows where it came from; the methods
** are those of RECORD, which all of them share.
*/
static void push_record_type (lua_State *L) {
  lua_createtable(L, 0, 4);
  push_type(L, RECORD);
  lua_getfield(L, -1, "__index");
  lua_setfield(L, -3, "__index");
  lua_getfield(L, -1, "__tostring");
  lua_setfield(L, -3, "__tostring");
  lua_getfield(L, -1, "__name");
  lua_setfield(L, -3, "__name");
  lua_pop(L, 1);
  lua_rawgeti(L, -2, ANCHOR_REGISTRY);
  lua_setfield(L, -2, "registry");
}


void push_record_anchor (lua_State *L, int owner) {
  int made;
  push_anchor(L, owner);
  made = raw_geti(L, -1, ANCHOR_RECORD_TYPE) != LUA_TNIL;
  lua_pop(L, 1);
  if (made) return;
  push_record_type(L);
  lua_rawseti(L, -2, ANCHOR_RECORD_TYPE);
}


int push_string (lua_State *L, int strings, const Registry *reg,
                 uint32_t number) {
  Text text;
  if (number < CACHED_NUMBERS) {
    if (raw_geti(L, strings, (int)number) != LUA_TNIL) return 1;
    lua_pop(L, 1);
  }
  text = string_at(reg, number);
  push_text(L, text);
  if (number >= CACHED_NUMBERS || text.size > CACHED_SIZE) return 0;
  lua_pushvalue(L, -1);
  lua_rawseti(L, strings, (int)number);
  return 1;
}


static void push_date (lua_State *L, uint32_t date) {
  char text[DATE_SIZE];
  lua_pushlstring(L, text, text_of_date(date, text));
}


static void push_cell (lua_State *L, int strings, const Registry *reg,
                       int column, uint32_t value) {
  if (column == PORT || column == LAST_PORT)
    lua_pushinteger(L, (lua_Integer)value);
  else if (cell_terms[column].kind == KIND_DATE) push_date(L, value);
  else push_string(L, strings, reg, value);
}


/*
** How many columns an entry fills: a record's table never grows.
**
** Why so: a record of records() 410 -> 243 ns (bench rows)
*/
static int count_filled (const Registry *reg, uint32_t entry) {
  int column, count = 0;
  for (column = NAME; column < N_CELLS; column++)
    count += bits_test(column_of(reg, column), entry);
  return count;
}


void push_record (lua_State *L, int anchor, const Registry *reg,
                  uint32_t row) {
  uint32_t entry = entry_of(reg, row), value;
  int column, record = lua_gettop(L) + 1, strings = record + 1;
  int t = transport_of(reg, row);
  lua_createtable(L, 0, count_filled(reg, entry) + 1 + (t != NONE));
  lua_rawgeti(L, anchor, ANCHOR_STRINGS);
  for (column = NAME; column < N_CELLS; column++) {
    if (!column_get(column_of(reg, column), entry, &value)) continue;
    push_cell(L, strings, reg, column, value);
    lua_setfield(L, record, field_of(column));
  }
  if (t != NONE) {
    lua_pushstring(L, transport_terms[t].name);
    lua_setfield(L, record, cell_terms[TRANSPORT_CELL].field);
  }
  lua_pushinteger(L, (lua_Integer)row + 1);
  lua_setfield(L, record, "row");
  lua_rawgeti(L, anchor, ANCHOR_RECORD_TYPE);
  lua_setmetatable(L, record);
  lua_settop(L, record);
}


int column_named (Text name) {
  int column = NAME;
  while (column < N_CELLS && !equals_string(name, field_of(column))) column++;
  return column;
}


void push_status (lua_State *L, int status) {
  lua_pushstring(L, status_names[status]);
}


int push_iterator (lua_State *L, int owner, lua_CFunction f) {
  lua_pushvalue(L, owner);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, f, 2);
  return 1;
}


uint32_t iterator_place (lua_State *L) {
  return (uint32_t)lua_tointeger(L, lua_upvalueindex(2));
}


void set_iterator_place (lua_State *L, uint32_t place) {
  lua_pushinteger(L, (lua_Integer)place);
  lua_replace(L, lua_upvalueindex(2));
}


void add_name (lua_State *L, const Registry *reg, uint32_t row,
               int *count) {
  uint32_t number;
  lua_Integer key;
  if (!column_get(column_of(reg, NAME), entry_of(reg, row), &number)) return;
  key = (lua_Integer)array_get(&reg->arrays[NAME_ROWS], number - 1) + 1;
  lua_pushinteger(L, key);		/* the same for every spelling */
  lua_rawget(L, -3);
  if (lua_isnil(L, -1)) {
    lua_pushinteger(L, key);
    lua_pushboolean(L, 1);
    lua_rawset(L, -5);
    push_text(L, string_at(reg, number));
    lua_rawseti(L, -3, ++*count);
  }
  lua_pop(L, 1);
}


int add_row_ports (const Registry *reg, uint32_t row, uint64_t *set) {
  uint32_t entry = entry_of(reg, row), first, last;
  if (!column_get(column_of(reg, PORT), entry, &first)) return 0;
  last = first;
  column_get(column_of(reg, LAST_PORT), entry, &last);
  add_ports(set, first, last);
  return 1;
}


void push_ports (lua_State *L, const uint64_t *set) {
  uint32_t p = next_member(set, N_PORTS / 64, 0);
  int count = 0;
  push_list(L);
  for (; p != NO_ROW; p = next_member(set, N_PORTS / 64, p + 1)) {
    lua_pushinteger(L, (lua_Integer)p);
    lua_rawseti(L, -2, ++count);
  }
}
