/*
** llazy.c - binding: stubs and types.  See llazy.h.
*/

#include "bind/lcheck.h"
#include "bind/llazy.h"

/* Upvalues of a stub: two names, who its `self` is, the function once loaded. */
#define FILE_NAME	lua_upvalueindex(1)
#define FUNCTION_NAME	lua_upvalueindex(2)
#define SELF		lua_upvalueindex(3)
#define FUNCTION	lua_upvalueindex(4)

enum Selves { NOTHING, BUNDLED_REGISTRY, A_REGISTRY, A_SELECTION, A_RECORD };

static const char *const selves[] = {
  "nothing", "bundled", "registry", "selection", "record", NULL
};


void push_type (lua_State *L, const char *type) {
  lua_getfield(L, LUA_REGISTRYINDEX, type);
  if (!lua_isnil(L, -1)) return;
  lua_pop(L, 1);
  lua_getfield(L, LUA_REGISTRYINDEX, MAKE_TYPES);
  lua_call(L, 0, 0);
  lua_getfield(L, LUA_REGISTRYINDEX, type);
}


void push_bundled (lua_State *L) {
  lua_getfield(L, LUA_REGISTRYINDEX, BUNDLED);
  push_type(L, REGISTRY);
  lua_setmetatable(L, -2);
}


void push_from_file (lua_State *L, const char *file, const char *name) {
  lua_getglobal(L, "require");
  lua_pushfstring(L, "ianaports.%s", file);
  lua_call(L, 1, 1);
  lua_getfield(L, -1, name);
  lua_remove(L, -2);
}


static void load_function (lua_State *L) {
  push_from_file(L, lua_tostring(L, FILE_NAME), lua_tostring(L, FUNCTION_NAME));
  lua_replace(L, FUNCTION);
}


static void take_self (lua_State *L) {
  const char *name = lua_tostring(L, FUNCTION_NAME);
  switch (lua_tointeger(L, SELF)) {
    case BUNDLED_REGISTRY:
      push_bundled(L);
      lua_insert(L, 1);
      break;
    case A_REGISTRY: check_self(L, REGISTRY, name); break;
    case A_SELECTION: check_self(L, SELECTION, name); break;
    case A_RECORD:
      if (!lua_istable(L, 1)) wrong_self(L, RECORD, name);
      break;
    default: break;
  }
}


/* The stub: pass on all arguments, and return all results. */
static int call_function (lua_State *L) {
  take_self(L);
  if (lua_isnil(L, FUNCTION)) load_function(L);
  lua_pushvalue(L, FUNCTION);
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}


/* Push a stub; the names are at -2 and -1, and popped. */
static void push_stub (lua_State *L, int self) {
  lua_pushinteger(L, self);
  lua_pushnil(L);
  lua_pushcclosure(L, call_function, 4);
}


void push_lazy (lua_State *L, const char *file, const char *name) {
  lua_pushstring(L, file);
  lua_pushstring(L, name);
  push_stub(L, NOTHING);
}


int lazy (lua_State *L) {
  int self = luaL_checkoption(L, 3, selves[NOTHING], selves);
  luaL_checkstring(L, 1);
  luaL_checkstring(L, 2);
  lua_settop(L, 2);
  push_stub(L, self);
  return 1;
}


/* The level of the innermost C function below the one that is running. */
static int level_of_public (lua_State *L) {
  lua_Debug ar;
  int level = 1;
  while (lua_getstack(L, level, &ar)) {
    lua_getinfo(L, "S", &ar);
    if (strcmp(ar.what, "C") == 0) return level;
    level++;
  }
  return 0;
}


int bad_argument (lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  int index = (int)luaL_checkinteger(L, 2);
  const char *message = luaL_checkstring(L, 3);
  luaL_where(L, level_of_public(L) + 1);
  lua_pushfstring(L, "bad argument #%d to '%s' (%s)", index, name, message);
  lua_concat(L, 2);
  return lua_error(L);
}
