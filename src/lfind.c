/*
** lfind.c - binding: find, records and services.  See lfind.h.
**
** A filter of the commonest kinds is read here: a port, a text, a table of
** plain values for the keys in `simple`.  Any other goes to the Lua layer,
** core.narrow(selection, filter), which knows all of them and says what is
** wrong with one: it returns the selection, or nil and a message.  Every test
** takes rows away, so that a filter which was read here in part is read there
** in whole.
*/

#include "lcheck.h"
#include "lfind.h"
#include "lpush.h"
#include "lselect.h"


/* ----------------------------------------------------- simple filters */

/*
** Each narrows the selection at index `s` by the value at index `i`; 0 where
** that is not for here.
*/

static int by_transport (lua_State *L, int s, int i) {
  Selection *selection = lua_touserdata(L, s);
  int t = transport_at(L, i);
  if (t >= NONE) return 0;
  keep_transport(selection->reg, t, selection->rows);
  return 1;
}


static int by_port (lua_State *L, int s, int i) {
  Selection *selection = lua_touserdata(L, s);
  const Registry *reg = selection->reg;
  uint32_t port = port_at(L, i);
  uint64_t *entries;
  if (port == PORTS) return 0;
  entries = push_words(L, reg->counts[ENTRIES]);
  entries_at_port(reg, port, entries);
  keep_entries(reg, entries, selection->rows);
  lua_pop(L, 1);
  return 1;
}


static int by_text (lua_State *L, int s, int i) {
  if (lua_type(L, i) != LUA_TSTRING) return 0;
  keep_holding(L, s, text_at(L, i));
  return 1;
}


static const struct {
  const char *key;
  int (*keep) (lua_State *L, int s, int i);
} simple[] = {
  { "transport", by_transport }, { "port", by_port }, { "text", by_text }
};

#define N_SIMPLE	(sizeof simple / sizeof simple[0])


/* Narrow by the key at -2 and its value at -1. */
static int by_pair (lua_State *L, int s) {
  size_t k;
  if (lua_type(L, -2) != LUA_TSTRING) return 0;
  for (k = 0; k < N_SIMPLE; k++)
    if (strcmp(lua_tostring(L, -2), simple[k].key) == 0)
      return simple[k].keep(L, s, lua_gettop(L));
  return 0;
}


static int by_pairs (lua_State *L, int s, int filter) {
  lua_pushnil(L);
  while (lua_next(L, filter)) {
    int known = by_pair(L, s);
    lua_pop(L, 1);
    if (!known) return lua_pop(L, 1), 0;
  }
  return 1;
}


static int is_simple (lua_State *L, int s, int filter) {
  switch (lua_type(L, filter)) {
    case LUA_TNIL: return 1;
    case LUA_TSTRING: return by_text(L, s, filter);
    case LUA_TNUMBER: return by_port(L, s, filter);
    case LUA_TTABLE: return by_pairs(L, s, filter);
    default: return 0;
  }
}


/* ----------------------------------------------------------- selecting */

/* Put in place of the selection at -1 what the Lua layer makes of it. */
static void narrow_in_lua (lua_State *L, int filter, const char *caller) {
  lua_getfield(L, LUA_REGISTRYINDEX, CORE);
  lua_getfield(L, -1, "narrow");
  lua_pushvalue(L, -3);
  lua_pushvalue(L, filter);
  lua_call(L, 2, 2);
  if (lua_isnil(L, -2))
    luaL_error(L, "bad argument #1 to '%s' (%s)", caller, lua_tostring(L, -1));
  lua_pop(L, 1);
  lua_replace(L, -3);
  lua_pop(L, 1);
}


/* Narrow the selection at -1 by the filter. */
static void narrow (lua_State *L, int filter, const char *caller) {
  if (!is_simple(L, lua_gettop(L), filter)) narrow_in_lua(L, filter, caller);
}


/* Push those of the registry's rows that pass the filter. */
static void push_found (lua_State *L, int registry, int filter,
                        const char *caller) {
  lua_settop(L, filter);
  push_all_rows(L, registry);
  narrow(L, filter, caller);
}


static int find (lua_State *L, int registry, int filter) {
  push_found(L, registry, filter, "find");
  return 1;
}


static int records (lua_State *L, int registry, int filter) {
  push_found(L, registry, filter, "records");
  return push_records(L, filter + 1);
}


static int services (lua_State *L, int registry, int filter) {
  push_found(L, registry, filter, "services");
  return push_services(L, filter + 1);
}


/* ---------------------------------------------------------------- open */

#define BOTH(f) \
  static int module_##f (lua_State *L) { \
    return f(L, lua_upvalueindex(1), 1); \
  } \
  static int method_##f (lua_State *L) { \
    check_self(L, REGISTRY, #f); \
    return f(L, 1, 2); \
  }

BOTH(find)
BOTH(records)
BOTH(services)


static int find_in_selection (lua_State *L) {
  check_self(L, SELECTION, "find");
  lua_settop(L, 2);
  push_copy(L, 1);
  narrow(L, 2, "find");
  return 1;
}


/* A call of a module or a registry; a `for` would call it for ever. */
static void check_call (lua_State *L) {
  if (lua_gettop(L) > 2)
    luaL_error(L, "bad argument #2 to 'find' (there is one filter; "
      "a loop goes over records())");
}


int call_module (lua_State *L) {
  check_call(L);
  return find(L, lua_upvalueindex(1), 2);
}


int call_registry (lua_State *L) {
  luaL_checkudata(L, 1, REGISTRY);
  check_call(L);
  return find(L, 1, 2);
}


static const luaL_Reg module_functions[] = {
  { "find", module_find }, { "records", module_records },
  { "services", module_services }, { NULL, NULL }
};

static const luaL_Reg methods[] = {
  { "find", method_find }, { "records", method_records },
  { "services", method_services }, { NULL, NULL }
};


void add_find_methods (lua_State *L) {
  luaL_setfuncs(L, methods, 0);
}


void add_selection_find (lua_State *L) {
  lua_pushcfunction(L, find_in_selection);
  lua_setfield(L, -2, "find");
}


void add_finds (lua_State *L) {
  luaL_setfuncs(L, module_functions, 1);
}
