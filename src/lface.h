/*
** lface.h - binding: the module's table, and what its values can do.
**
** Most of what is not written in C is a function of a file of the Lua layer,
** which is loaded when it is first called: to require the module costs little
** more than to map it.
*/

#ifndef lface_h
#define lface_h

#include "lcompat.h"

/* Push the metatable of a registry's records: another for each registry. */
void push_record_type (lua_State *L);

/*
** Complete the table of ianaports.core at -1: methods and metamethods of its
** types, and new_module, which makes what scripts get.
*/
void add_face (lua_State *L);

#endif
