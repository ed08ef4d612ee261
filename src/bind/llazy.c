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


int lazy_function (lua_State *L) {
  push_lazy(L, luaL_checkstring(L, 1), luaL_checkstring(L, 2));
  return 1;
}


/* ------------------------------------------------------------- methods */

/* Push the list of methods: kind, file, name; kind, file, name ... */
static void push_methods_in_lua (lua_State *L) {
  lua_getfield(L, LUA_REGISTRYINDEX, METHODS);
  if (!lua_isnil(L, -1)) return;
  lua_pop(L, 1);
  lua_newtable(L);
  lua_pushvalue(L, -1);
  lua_setfield(L, LUA_REGISTRYINDEX, METHODS);
}


/*
** Append a method, the strings at these three indexes, to the list at -1; over
** the part of one that is there if memory ended in this function.
*/
static void add_method (lua_State *L, int kind, int file, int name) {
  int n = (int)lua_rawlen(L, -1);
  n -= n % 3;
  lua_pushvalue(L, kind);
  lua_rawseti(L, -2, n + 1);
  lua_pushvalue(L, file);
  lua_rawseti(L, -2, n + 2);
  lua_pushvalue(L, name);
  lua_rawseti(L, -2, n + 3);
}


int lazy_methods (lua_State *L) {
  int i, n = lua_gettop(L);
  for (i = 1; i <= n; i++) luaL_checkstring(L, i);
  push_methods_in_lua(L);
  for (i = 3; i <= n; i++) add_method(L, 1, 2, i);
  return 0;
}


int lazy_shared (lua_State *L) {
  luaL_checkstring(L, 1);
  luaL_checkstring(L, 2);
  lua_settop(L, 2);
  lua_pushstring(L, KIND(REGISTRY));
  push_methods_in_lua(L);
  add_method(L, 3, 1, 2);
  lua_settop(L, 2);
  lua_pushcclosure(L, call_on_bundled, 2);
  return 1;
}


void push_methods (lua_State *L, const char *kind, lua_CFunction stub) {
  int list, i, n;
  push_methods_in_lua(L);
  list = lua_gettop(L);
  n = (int)lua_rawlen(L, list);
  lua_newtable(L);
  for (i = 1; i + 2 <= n; i += 3) {
    lua_rawgeti(L, list, i);
    if (strcmp(lua_tostring(L, -1), kind) == 0) {
      lua_rawgeti(L, list, i + 2);
      lua_rawgeti(L, list, i + 1);
      lua_pushvalue(L, -2);
      lua_pushcclosure(L, stub, 2);
      lua_rawset(L, list + 1);
    }
    lua_settop(L, list + 1);
  }
  lua_remove(L, list);
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
