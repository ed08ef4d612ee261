/*
** lfind.h - binding: find, records and services, of the module (on the
** bundled registry), of any registry, and of a selection.
*/

#ifndef lfind_h
#define lfind_h

#include "bind/lcompat.h"

/* Add the methods of registries to the table at -1; that of selections. */
void add_find_methods (lua_State *L);
void add_selection_find (lua_State *L);

/* Add the module's functions to the table at -2.  Pops their registry at -1. */
void add_find_functions (lua_State *L);

/*
** The metamethods __call: module(filter), with the registry as upvalue 1, and
** registry(filter).
*/
int call_module (lua_State *L);
int call_registry (lua_State *L);

#endif
