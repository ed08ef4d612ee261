/*
** lfind.h - binding: find, records and services, of the module (on the
** bundled registry), of any registry, and of a selection.
*/

#ifndef lfind_h
#define lfind_h

#include "bind/lcompat.h"

/* Add to the table at -1 the methods of registries; those of selections. */
void add_find_methods (lua_State *L);
void add_selection_find (lua_State *L);

/* Add to the table at -2 the functions on the registry at -1; pop that. */
void add_finds (lua_State *L);

/* The metamethods __call: module(filter), on upvalue 1; registry(filter). */
int call_module (lua_State *L);
int call_registry (lua_State *L);

#endif
