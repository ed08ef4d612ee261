/*
** llookup.h - binding: what a registry answers, as functions of the module
** (on the bundled registry) and as methods of any registry.
*/

#ifndef llookup_h
#define llookup_h

#include "lcompat.h"

/* The image of the bundled registry, which the build makes. */
extern const uint64_t ianaports_image[];

/* Add the methods to the table at -1. */
void add_lookup_methods (lua_State *L);

/*
** Add to the table at -2 the functions on the bundled registry, at -1; pop
** that.
*/
void add_lookups (lua_State *L);

/* range(port) -> "system", "user" or "dynamic" (RFC 6335, section 6) */
int port_range (lua_State *L);

#endif
