/*
** lterms.c - binding: what terms.h knows, for Lua.  See lterms.h.
*/

#include "core/alias.h"
#include "core/registry.h"
#include "core/terms.h"
#include "bind/lpush.h"
#include "bind/lterms.h"


/* Set a field of the table at -1. */
static void set_text (lua_State *L, const char *key, const char *text) {
  lua_pushstring(L, text);
  lua_setfield(L, -2, key);
}


static void set_integer (lua_State *L, const char *key, uint32_t value) {
  lua_pushinteger(L, (lua_Integer)value);
  lua_setfield(L, -2, key);
}


static void push_column (lua_State *L, const char *field, const char *title,
                         int kind) {
  lua_createtable(L, 0, 3);
  set_text(L, "field", field);
  set_text(L, "title", title);
  set_text(L, "kind", kind_names[kind]);
}


static void push_columns (lua_State *L) {
  int i;
  lua_createtable(L, N_CELLS, 0);
  for (i = 0; i < N_CELLS; i++) {
    const CellTerms *cell = &cell_terms[i];
    push_column(L, cell->field, cell->title, cell->kind);
    lua_rawseti(L, -2, i + 1);
  }
}


static void push_contact_columns (lua_State *L) {
  int i;
  lua_createtable(L, N_CONTACT_CELLS, 0);
  for (i = 0; i < N_CONTACT_CELLS; i++) {
    push_column(L, contact_terms[i].field, contact_terms[i].title, KIND_TEXT);
    lua_rawseti(L, -2, i + 1);
  }
}


void push_transports (lua_State *L) {
  int i;
  push_list(L);
  for (i = 0; i < N_TRANSPORTS; i++) {
    lua_pushstring(L, transport_terms[i].name);
    lua_rawseti(L, -2, i + 1);
  }
}


static void push_range (lua_State *L, const RangeTerms *range) {
  lua_createtable(L, 0, 5);
  set_text(L, "name", range->name);
  set_integer(L, "first", range->first);
  set_integer(L, "last", range->last);
  set_text(L, "procedures", range->procedures);
  set_text(L, "reference", range->reference);
}


void push_ranges (lua_State *L) {
  int i;
  push_list(L);
  for (i = 0; i < N_RANGES; i++) {
    push_range(L, &range_terms[i]);
    lua_rawseti(L, -2, i + 1);
  }
}


static void push_statuses (lua_State *L) {
  int i;
  lua_createtable(L, N_STATUSES, 0);
  for (i = 0; i < N_STATUSES; i++) {
    lua_pushstring(L, status_names[i]);
    lua_rawseti(L, -2, i + 1);
  }
}


int terms (lua_State *L) {
  lua_createtable(L, 0, 10);
  push_columns(L);
  lua_setfield(L, -2, "columns");
  push_contact_columns(L);
  lua_setfield(L, -2, "contact_columns");
  push_transports(L);
  lua_setfield(L, -2, "transports");
  push_ranges(L);
  lua_setfield(L, -2, "ranges");
  push_statuses(L);
  lua_setfield(L, -2, "statuses");
  set_text(L, "a_transport", TRANSPORT_ARGUMENTS);
  set_text(L, "alias_note", ALIAS_NOTE);
  set_integer(L, "format", FORMAT);
  set_integer(L, "max_cell", MAX_CELL);
  set_integer(L, "max_file", MAX_FILE);
  return 1;
}
