/*
** preload.h - a Lua state with the module linked in, for programs in C.
*/

#ifndef preload_h
#define preload_h

#include <lauxlib.h>
#include <lua.h>

int luaopen_ianaports_core (lua_State *L);
int luaopen_ianaports_build (lua_State *L);

static inline void preload (lua_State *L, const char *name,
                            lua_CFunction open) {
  lua_getglobal(L, "package");
  lua_getfield(L, -1, "preload");
  lua_pushcfunction(L, open);
  lua_setfield(L, -2, name);
  lua_pop(L, 2);
}

/* Where `require` finds the C part: the libraries must be open. */
static inline void preload_module (lua_State *L) {
  preload(L, "ianaports.core", luaopen_ianaports_core);
  preload(L, "ianaports.build", luaopen_ianaports_build);
}

#endif
