/*
** llookup.h - binding: look-ups, as functions of the module (which ask the
** bundled registry) and as methods of any registry.
*/

#ifndef llookup_h
#define llookup_h

#include "bind/lcompat.h"

/* Add the methods to the table at -1. */
void add_lookup_methods (lua_State *L);

/* Add the module's functions to the table at -2.  Pops their registry at -1. */
void add_lookup_functions (lua_State *L);

/* Add the functions for the Lua layer alone to the table at -1. */
void add_lookup_helpers (lua_State *L);

#endif
