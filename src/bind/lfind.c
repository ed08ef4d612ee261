/*
** lfind.c - binding: find, records and services.  See lfind.h.
**
** The most common filters are read here: a port, a text, or a table whose keys
** are all in `simple_keys` and have simple values.  All others go to the Lua
** layer, narrow(selection, filter, caller) in filter.lua, which knows every key
** and raises if one is wrong.
**
** Why so: find{transport = "tcp"} 1,140 -> 260 ns, find(443) 1,770 -> 564 ns
** (bench find)
*/

#include "bind/lcheck.h"
#include "bind/lfilter.h"
#include "bind/lfind.h"
#include "bind/llazy.h"
#include "bind/lshow.h"


/* ----------------------------------------------------- simple filters */

static int is_port (lua_State *L, int i) {
  return port_at(L, i) != NO_PORT;
}


static int is_text (lua_State *L, int i) {
  return lua_type(L, i) == LUA_TSTRING;
}


static int is_transport (lua_State *L, int i) {
  return transport_at(L, i) < NONE;
}


/* Each narrows the selection at index `s` by the value at index `i`. */

static void narrow_by_port (lua_State *L, int s, int i) {
  Selection *selection = lua_touserdata(L, s);
  const Registry *reg = selection->reg;
  uint64_t *entries = push_set(L, reg->counts[ENTRIES]);
  entries_at_port(reg, port_at(L, i), entries);
  narrow_to_entries(reg, entries, selection->rows);
  lua_pop(L, 1);
}


static void narrow_by_text (lua_State *L, int s, int i) {
  narrow_by_search(L, s, text_at(L, i));
}


static void narrow_by_transport (lua_State *L, int s, int i) {
  Selection *selection = lua_touserdata(L, s);
  narrow_to_transport(selection->reg, transport_at(L, i), selection->rows);
}


static const struct {
  const char *key;
  int (*accepts) (lua_State *L, int i);
  void (*narrow) (lua_State *L, int s, int i);
} simple_keys[] = {
  { "port", is_port, narrow_by_port },
  { "text", is_text, narrow_by_text },
  { "transport", is_transport, narrow_by_transport }
};

#define N_SIMPLE_KEYS	((int)(sizeof simple_keys / sizeof simple_keys[0]))


/* The place of the key at -2 in simple_keys, if the value at -1 fits; or -1. */
static int simple_key_at (lua_State *L) {
  int k;
  if (lua_type(L, -2) != LUA_TSTRING) return -1;
  for (k = 0; k < N_SIMPLE_KEYS; k++)
    if (equals_string(text_at(L, -2), simple_keys[k].key))
      return simple_keys[k].accepts(L, lua_gettop(L)) ? k : -1;
  return -1;
}


/* Are all keys of the filter simple, with simple values? */
static int all_simple (lua_State *L, int filter) {
  lua_pushnil(L);
  while (lua_next(L, filter)) {
    int k = simple_key_at(L);
    lua_pop(L, 1);
    if (k < 0) return lua_pop(L, 1), 0;
  }
  return 1;
}


static void narrow_by_pairs (lua_State *L, int s, int filter) {
  lua_pushnil(L);
  while (lua_next(L, filter)) {
    simple_keys[simple_key_at(L)].narrow(L, s, lua_gettop(L));
    lua_pop(L, 1);
  }
}


/* Narrow the selection at index `s` if the filter is simple; else return 0. */
static int narrow_if_simple (lua_State *L, int s, int filter) {
  switch (lua_type(L, filter)) {
    case LUA_TNIL: return 1;
    case LUA_TSTRING: return narrow_by_text(L, s, filter), 1;
    case LUA_TNUMBER:
      if (!is_port(L, filter)) return 0;
      return narrow_by_port(L, s, filter), 1;
    case LUA_TTABLE:
      if (!all_simple(L, filter)) return 0;
      return narrow_by_pairs(L, s, filter), 1;
    default: return 0;
  }
}


/* ----------------------------------------------------------- selecting */

#define NARROW		"ianaports.narrow"	/* in Lua's registry */

static void push_narrow (lua_State *L) {
  lua_getfield(L, LUA_REGISTRYINDEX, NARROW);
  if (!lua_isnil(L, -1)) return;
  lua_pop(L, 1);
  push_from_part(L, "filter", "narrow");
  lua_pushvalue(L, -1);
  lua_setfield(L, LUA_REGISTRYINDEX, NARROW);
}


/* Let the Lua layer narrow the selection at -1. */
static void narrow_in_lua (lua_State *L, int filter, const char *caller) {
  push_narrow(L);
  lua_insert(L, -2);
  lua_pushvalue(L, filter);
  lua_pushstring(L, caller);
  lua_call(L, 3, 1);
}


/* Narrow the selection at -1 by the filter. */
static void narrow (lua_State *L, int filter, const char *caller) {
  int selection = lua_gettop(L);
  if (!narrow_if_simple(L, selection, filter))
    narrow_in_lua(L, filter, caller);
}


/*
** Raise if there is more than one filter, as where a `for` has no call: it
** would go on for ever.
*/
static void check_one (lua_State *L, int filter, const char *caller) {
  if (lua_gettop(L) > filter && !is_module(L, filter))
    luaL_error(L, "bad argument #2 to '%s' (there is one filter; a loop goes "
                  "over records())", caller);
}


/* Push the selection of the registry's rows that pass the filter. */
static void push_matching (lua_State *L, int registry, int filter,
                        const char *caller) {
  check_one(L, filter, caller);
  lua_settop(L, filter);
  push_all_rows(L, registry);
  narrow(L, filter, caller);
}


static int find (lua_State *L, int registry, int filter) {
  push_matching(L, registry, filter, "find");
  return 1;
}


static int records (lua_State *L, int registry, int filter) {
  push_matching(L, registry, filter, "records");
  return push_records(L, filter + 1);
}


static int services (lua_State *L, int registry, int filter) {
  push_matching(L, registry, filter, "services");
  return push_services(L, filter + 1);
}


/* ---------------------------------------------------------------- open */

#define FUNCTION_AND_METHOD(f) \
  static int module_##f (lua_State *L) { \
    return f(L, lua_upvalueindex(1), 1); \
  } \
  static int method_##f (lua_State *L) { \
    check_self(L, REGISTRY, #f); \
    return f(L, 1, 2); \
  }

FUNCTION_AND_METHOD(find)
FUNCTION_AND_METHOD(records)
FUNCTION_AND_METHOD(services)


static int find_in_selection (lua_State *L) {
  check_self(L, SELECTION, "find");
  check_one(L, 2, "find");
  lua_settop(L, 2);
  push_copy(L, 1);
  narrow(L, 2, "find");
  return 1;
}


int call_module (lua_State *L) {
  return find(L, lua_upvalueindex(1), 2);
}


int call_registry (lua_State *L) {
  check_self(L, REGISTRY, "find");
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


void add_find_functions (lua_State *L) {
  luaL_setfuncs(L, module_functions, 1);
}
