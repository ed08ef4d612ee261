/*
** lcompat.h - binding: all that differs between the versions of Lua.
*/

#ifndef lcompat_h
#define lcompat_h

#include <lauxlib.h>
#include <lua.h>
#include <stdint.h>

#if defined(_WIN32)
#define LUA_EXPORT	extern __declspec(dllexport)
#elif defined(__GNUC__)
#define LUA_EXPORT	extern __attribute__((visibility("default")))
#else
#define LUA_EXPORT	extern
#endif

/*
** The anchor of the userdata at index `i` is a table that it keeps alive
** (lpush.h).  Push it; set it to the table at -1, which is popped.
*/
#if LUA_VERSION_NUM >= 504
#define push_anchor(L, i)	((void)lua_getiuservalue(L, i, 1))
#define set_anchor(L, i)	((void)lua_setiuservalue(L, i, 1))
#elif LUA_VERSION_NUM >= 502
#define push_anchor(L, i)	((void)lua_getuservalue(L, i))
#define set_anchor(L, i)	((void)lua_setuservalue(L, i))
#else
#define push_anchor(L, i)	lua_getfenv(L, i)
#define set_anchor(L, i)	((void)lua_setfenv(L, i))
#endif

/*
** raw_geti: push t[n] for the table t at index `i`; the value is its type.
** raw_get: the same for the key at -1, which is popped.
** natural_at: the integer at index `i`, or a number below 0 if there is none.
*/
#if LUA_VERSION_NUM >= 503

#define raw_geti(L, i, n)	lua_rawgeti(L, i, n)
#define raw_get(L, i)		lua_rawget(L, i)
#define natural_at(L, i)	(lua_isinteger(L, i) ? lua_tointeger(L, i) : -1)

#else

#define raw_geti(L, i, n)	(lua_rawgeti(L, i, n), lua_type(L, -1))
#define raw_get(L, i)		(lua_rawget(L, i), lua_type(L, -1))

static inline lua_Integer natural_at (lua_State *L, int i) {
  lua_Number n = (lua_type(L, i) == LUA_TNUMBER) ? lua_tonumber(L, i) : -1;
  int32_t value = (n >= 0 && n <= INT32_MAX) ? (int32_t)n : -1;
  return (value == n) ? value : -1;
}

#endif

/*
** Lua 5.1 and LuaJIT share an ABI: a module built for one loads in the other.
** So nothing is used that only LuaJIT has.  luaL_checkversion is a call of
** lua_objlen, which later versions do not have: they refuse the module.
*/
#if LUA_VERSION_NUM < 502

#define luaL_checkversion(L)	((void)lua_objlen(L, LUA_REGISTRYINDEX))
#define luaL_testudata		compat_testudata
#define luaL_setfuncs		compat_setfuncs
#define lua_rawlen		lua_objlen

static inline void *compat_testudata (lua_State *L, int i, const char *name) {
  void *at = lua_touserdata(L, i);
  if (at == NULL || !lua_getmetatable(L, i)) return NULL;
  luaL_getmetatable(L, name);
  if (!lua_rawequal(L, -1, -2)) at = NULL;
  lua_pop(L, 2);
  return at;
}

static inline void compat_setfuncs (lua_State *L, const luaL_Reg *f, int up) {
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
