/*
** lfilter.h - binding: narrowing a selection, a test at a time.
**
** Each core.narrow_... takes from the selection, its argument 1, the rows that
** fail the test, and returns it.  Only the Lua layer calls them (filter.lua),
** and only on selections that nobody else has seen.
*/

#ifndef lfilter_h
#define lfilter_h

#include "bind/lselect.h"

/* Narrow the selection at an index to the rows with that text in them. */
void narrow_by_search (lua_State *L, int selection, Text text);

/* Add those functions to the table at -1. */
void add_filters (lua_State *L);

#endif
