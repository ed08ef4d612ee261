/*
** llazy.c - binding: stubs and types.  See llazy.h.
*/

#include "bind/lcheck.h"
#include "bind/llazy.h"

/* Upvalues of a stub: the file, and once loaded the function; its name. */
#define FUNCTION	lua_upvalueindex(1)
#define FUNCTION_NAME	lua_upvalueindex(2)


void push_type (lua_State *L, const char *type) {
  lua_getfield(L, LUA_REGISTRYINDEX, type);
  if (!lua_isnil(L, -1)) return;
  lua_pop(L, 1);
  lua_getfield(L, LUA_REGISTRYINDEX, MAKE_TYPES);
  lua_call(L, 0, 0);
  lua_getfield(L, LUA_REGISTRYINDEX, type);
}


void push_bundled (lua_State *L) {
  push_type(L, REGISTRY);
  lua_pop(L, 1);
  lua_getfield(L, LUA_REGISTRYINDEX, BUNDLED);
}


/* Raise that a part does not load; the reason is at -1. */
static int raise_missing (lua_State *L, const char *part) {
  const char *why = lua_tostring(L, -1);
  return luaL_error(L, "ianaports.%s is needed now and does not load: where "
                       "files or `require` go away later, require "
                       "\"ianaports.all\" before (%s)", part,
                    (why != NULL) ? why : "it is no table");
}


void push_part (lua_State *L, const char *part) {
  lua_getfield(L, LUA_REGISTRYINDEX, "_LOADED");
  lua_pushfstring(L, "ianaports.%s", part);
  lua_gettable(L, -2);
  lua_remove(L, -2);
  if (lua_istable(L, -1)) return;
  lua_pop(L, 1);
  lua_getglobal(L, "require");
  lua_pushfstring(L, "ianaports.%s", part);
  if (lua_pcall(L, 1, 1, 0) != 0 || !lua_istable(L, -1))
    raise_missing(L, part);
}


void push_from_part (lua_State *L, const char *part, const char *name) {
  push_part(L, part);
  lua_getfield(L, -1, name);
  lua_remove(L, -2);
}


int lazy_part (lua_State *L) {
  push_part(L, luaL_checkstring(L, 1));
  return 1;
}


/* Call the function with all arguments, and return all results. */
static int call_function (lua_State *L) {
  if (lua_type(L, FUNCTION) == LUA_TSTRING) {
    push_from_part(L, lua_tostring(L, FUNCTION),
                   lua_tostring(L, FUNCTION_NAME));
    lua_replace(L, FUNCTION);
  }
  lua_pushvalue(L, FUNCTION);
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}


static int call_on_bundled (lua_State *L) {
  push_bundled(L);
  lua_insert(L, 1);
  return call_function(L);
}


int call_on_registry (lua_State *L) {
  check_self(L, REGISTRY, lua_tostring(L, FUNCTION_NAME));
  return call_function(L);
}


int call_on_selection (lua_State *L) {
  check_self(L, SELECTION, lua_tostring(L, FUNCTION_NAME));
  return call_function(L);
}


int call_on_record (lua_State *L) {
  if (!lua_istable(L, 1))
    raise_wrong_self(L, RECORD, lua_tostring(L, FUNCTION_NAME));
  return call_function(L);
}


void push_lazy (lua_State *L, const char *file, const char *name) {
  lua_pushstring(L, file);
  lua_pushstring(L, name);
  lua_pushcclosure(L, call_function, 2);
}


/* ------------------------------------------------------------- methods */

/* Push the list of methods.  Each of its entries is a list: kind, file, names. */
static void push_methods_in_lua (lua_State *L) {
  lua_getfield(L, LUA_REGISTRYINDEX, METHODS);
  if (!lua_isnil(L, -1)) return;
  lua_pop(L, 1);
  lua_newtable(L);
  lua_pushvalue(L, -1);
  lua_setfield(L, LUA_REGISTRYINDEX, METHODS);
}


/* Append an entry: the kind at -1, which it pops, and arguments 2 to n. */
static void add_methods (lua_State *L, int n) {
  int i;
  lua_createtable(L, n, 0);
  lua_insert(L, -2);
  lua_rawseti(L, -2, 1);
  for (i = 2; i <= n; i++) {
    lua_pushvalue(L, i);
    lua_rawseti(L, -2, i);
  }
  push_methods_in_lua(L);
  lua_insert(L, -2);
  lua_rawseti(L, -2, (int)lua_rawlen(L, -2) + 1);
}


int lazy_methods (lua_State *L) {
  int i, n = lua_gettop(L);
  for (i = 1; i <= n; i++) luaL_checkstring(L, i);
  lua_pushvalue(L, 1);
  add_methods(L, n);
  return 0;
}


/* Set the fields that arguments 3 to n name to stubs of these functions. */
static void set_stubs (lua_State *L, lua_CFunction stub, int n) {
  int i;
  luaL_checktype(L, 1, LUA_TTABLE);
  for (i = 2; i <= n; i++) luaL_checkstring(L, i);
  for (i = 3; i <= n; i++) {
    lua_pushvalue(L, i);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, i);
    lua_pushcclosure(L, stub, 2);
    lua_rawset(L, 1);
  }
}


int lazy_functions (lua_State *L) {
  set_stubs(L, call_function, lua_gettop(L));
  return 0;
}


int lazy_shared (lua_State *L) {
  int n = lua_gettop(L);
  set_stubs(L, call_on_bundled, n);
  lua_pushstring(L, KIND(REGISTRY));
  add_methods(L, n);
  return 0;
}


/* Set stubs of the methods in the entry at -1 in the table at -3; pop it. */
static void set_methods (lua_State *L, lua_CFunction stub) {
  int entry = lua_gettop(L), n = (int)lua_rawlen(L, -1), i;
  for (i = 3; i <= n; i++) {
    lua_rawgeti(L, entry, i);
    lua_rawgeti(L, entry, 2);
    lua_pushvalue(L, -2);
    lua_pushcclosure(L, stub, 2);
    lua_rawset(L, entry - 2);
  }
  lua_pop(L, 1);
}


void push_methods (lua_State *L, const char *kind, lua_CFunction stub) {
  int i, n;
  lua_newtable(L);
  push_methods_in_lua(L);
  n = (int)lua_rawlen(L, -1);
  for (i = 1; i <= n; i++) {
    lua_rawgeti(L, -1, i);
    lua_rawgeti(L, -1, 1);
    if (strcmp(lua_tostring(L, -1), kind) == 0) {
      lua_pop(L, 1);
      set_methods(L, stub);
    }
    else lua_pop(L, 2);
  }
  lua_pop(L, 1);
}


/* ----------------------------------------------------- wrong arguments */

/* The stack level of the innermost C function, except the running one. */
static int public_level (lua_State *L) {
  lua_Debug ar;
  int level = 1;
  while (lua_getstack(L, level, &ar)) {
    lua_getinfo(L, "S", &ar);
    if (strcmp(ar.what, "C") == 0) return level;
    level++;
  }
  return 0;	/* uncovered: a stub in C calls whoever asks */
}


int bad_argument (lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  int index = (int)luaL_checkinteger(L, 2);
  const char *message = luaL_checkstring(L, 3);
  luaL_where(L, public_level(L) + 1);
  lua_pushfstring(L, "bad argument #%d to '%s' (%s)", index, name, message);
  lua_concat(L, 2);
  return lua_error(L);
}
