/*
** lmap.h - binding: maps, plain tables that answer like `name` and `port`.
**
** What was found is stored in the table, so that the next access is Lua's own.
** That is bounded by the registry: ports and digits with a name (or, with a
** default, all of them), and names as the registry spells them.
*/

#ifndef lmap_h
#define lmap_h

#include "bind/lcompat.h"

/*
** Push a new map of the registry at index `registry`, which it keeps alive, for
** a transport (TCP .. ANY); what a port without a name gives is at index
** `other`.  Returns 1.
*/
int push_map (lua_State *L, int registry, int transport, int other);

#endif
