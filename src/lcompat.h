/*
** lcompat.h - every difference between Lua versions that the project needs.
*/

#ifndef lcompat_h
#define lcompat_h

#include <lauxlib.h>
#include <lua.h>

#if defined(__GNUC__)
#define LUA_EXPORT	extern __attribute__((visibility("default")))
#else
#define LUA_EXPORT	extern
#endif

/* The table that a userdata keeps alive: push it; set it from the top. */
#if LUA_VERSION_NUM >= 504
#define push_keeper(L, i)	((void)lua_getiuservalue(L, i, 1))
#define set_keeper(L, i)	((void)lua_setiuservalue(L, i, 1))
#elif LUA_VERSION_NUM >= 502
#define push_keeper(L, i)	((void)lua_getuservalue(L, i))
#define set_keeper(L, i)	((void)lua_setuservalue(L, i))
#else
#define push_keeper(L, i)	lua_getfenv(L, i)
#define set_keeper(L, i)	((void)lua_setfenv(L, i))
#endif

#if LUA_VERSION_NUM < 502		/* also LuaJIT, which has a few more */

#define luaL_checkversion(L)	((void)(L))
#define lua_rawlen		lua_objlen

#if !defined(luaL_newlib)

static inline void luaL_setmetatable (lua_State *L, const char *name) {
  luaL_getmetatable(L, name);
  lua_setmetatable(L, -2);
}

static inline void luaL_setfuncs (lua_State *L, const luaL_Reg *f, int up) {
  for (; f->name != NULL; f++) {
    int i;
    for (i = 0; i < up; i++) lua_pushvalue(L, -up);
    lua_pushcclosure(L, f->func, up);
    lua_setfield(L, -(up + 2), f->name);
  }
  lua_pop(L, up);
}

#endif

#endif

#endif
