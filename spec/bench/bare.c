/*
** bare.c - a C module with one function: the least that `require` of a C
** module can cost.  The bench alone loads it.
*/

#include "bind/lcompat.h"


static int nothing (lua_State *L) {
  (void)L;
  return 0;
}


LUA_EXPORT int luaopen_bare (lua_State *L) {
  lua_newtable(L);
  lua_pushcfunction(L, nothing);
  lua_setfield(L, -2, "nothing");
  return 1;
}
