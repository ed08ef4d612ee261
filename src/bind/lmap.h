/*
** lmap.h - binding: maps, tables that answer like `name` and `port`.
**
** The table stores each answer, so that Lua alone gives it the next time.  The
** registry limits what is stored: ports and digits with a name (with a default,
** all ports), and names as the registry spells them.
*/

#ifndef lmap_h
#define lmap_h

#include "bind/lcompat.h"

/*
** Push a new map of the registry at index `registry`, for a transport (TCP ..
** ANY).  The answer for a port without a name is at index `other`.  The map
** keeps the registry alive.  Returns 1.
*/
int push_map (lua_State *L, int registry, int transport, int other);

#endif
