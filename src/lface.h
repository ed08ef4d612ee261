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

/* Functions of the Lua layer, by whose they are. */
enum Group {
  OF_MODULE, OF_REGISTRIES, OF_SELECTIONS, OF_RECORDS, OF_CORE, TO_SHOW
};

/* Add a group, as methods of the values that have them, to the table at -1. */
void add_later (lua_State *L, int group);

/*
** Push a new metatable: its name is a key of Lua's registry, the end of it the
** function that shows its values.  That of records: another for each registry.
*/
void push_type (lua_State *L, const char *name);
void push_record_type (lua_State *L);

/* Push the metatable of modules, for the bundled registry at -1. */
void push_module_type (lua_State *L);

/* new_module() -> what scripts get.  Upvalues: that registry and metatable. */
int new_module (lua_State *L);

#endif
