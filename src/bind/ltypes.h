/*
** ltypes.h - binding: the types of values; strings as texts; types of handles.
*/

#ifndef ltypes_h
#define ltypes_h

#include "core/texts.h"
#include "bind/lcompat.h"

/* The types of values: the keys of their metatables in Lua's registry. */
#define REGISTRY	"ianaports.registry"
#define SELECTION	"ianaports.selection"
#define RECORD		"ianaports.record"
#define CONTACT_TYPE	"ianaports.contact"
#define MODULE		"ianaports.module"
#define LIST		"ianaports.list"	/* of lists, which are plain tables */

/* What the values of a type are called: the end of its key. */
#define KIND(type)	((type) + sizeof "ianaports")

/* The string at index `i`; the text is valid as long as it stays there. */
static inline Text text_at (lua_State *L, int i) {
  Text text;
  text.at = lua_tolstring(L, i, &text.size);
  return text;
}

/*
** Make the type of a userdata that holds what Lua cannot free: its methods, and
** `collect`, which frees that.  Scripts get at neither the type nor `collect`.
*/
static inline void new_handle_type (lua_State *L, const char *type,
                                    lua_CFunction collect,
                                    const luaL_Reg *methods) {
  luaL_newmetatable(L, type);
  lua_pushcfunction(L, collect);
  lua_setfield(L, -2, "__gc");
  lua_pushboolean(L, 0);
  lua_setfield(L, -2, "__metatable");
  lua_newtable(L);
  luaL_setfuncs(L, methods, 0);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
}

#endif
