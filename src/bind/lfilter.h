/*
** lfilter.h - binding: narrowing a selection, one test at a time.
**
** Each narrow_ function removes from the selection, argument 1, the rows that
** fail the test, and returns it.  A selection is immutable for users: so only
** the Lua layer (filter.lua) calls these functions, and only on selections
** that nobody else has seen.
*/

#ifndef lfilter_h
#define lfilter_h

#include "bind/lselect.h"

/* Narrow the selection at an index to the rows that contain the text. */
void narrow_by_search (lua_State *L, int selection, Text text);

/* Add the functions to the table at -1. */
void add_filters (lua_State *L);

#endif
