/*
** llookup.h - binding: what a registry answers, as functions of the module
** (on the bundled registry) and as methods of any registry.
*/

#ifndef llookup_h
#define llookup_h

#include "core/lookup.h"
#include "bind/lcompat.h"

/* The number of the primary name at a port, or 0. */
uint32_t name_at (const Registry *reg, uint32_t port, int asked);

/* The first port of a name by its number (0: no name), or NO_PORT. */
uint32_t port_of (const Registry *reg, uint32_t name, int asked);

/* Add the methods to the table at -1. */
void add_lookup_methods (lua_State *L);

/*
** Add to the table at -2 the functions on the bundled registry, at -1; pop
** that.
*/
void add_lookups (lua_State *L);

/* Add to the table at -1 what the Lua layer needs: those at the end of it. */
void add_lookup_helpers (lua_State *L);

#endif
