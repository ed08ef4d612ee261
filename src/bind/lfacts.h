/*
** lfacts.h - binding: what the Lua layer asks of a registry, a row or a text.
**
** A registry's facts, counts, newest date and source; the status by one record;
** the main name that notes tell; how much of a text is UTF-8.
*/

#ifndef lfacts_h
#define lfacts_h

#include "bind/lcompat.h"

/* Add these functions to the table at -1. */
void add_facts (lua_State *L);

#endif
