/*
** llazy.h - binding: what is made or loaded only when it is first needed.
**
** A function that is written in Lua is at first a stub.  The stub loads the
** file when it is first called, so that requiring the module stays fast.  For the same reason, the types of values are made with the first
** value of any of them.
**
** Why so: require 1,260 -> 124 us, of which the types 21 us (bench require)
*/

#ifndef llazy_h
#define llazy_h

#include "bind/lcompat.h"

/*
** Keys in Lua's registry: the function that makes all types; the list of the
** methods that are written in Lua; the bundled registry, which has no type
** until all types are made.
*/
#define MAKE_TYPES	"ianaports.types"
#define METHODS		"ianaports.methods"
#define BUNDLED		"ianaports.bundled"

/* Push the metatable of a type, given by its key (lcheck.h). */
void push_type (lua_State *L, const char *type);

/* Push the bundled registry, with its type. */
void push_bundled (lua_State *L);

/*
** Push the table that the module ianaports.PART returns.  Requires it if it is
** not loaded yet.  If it cannot be loaded, raises an error that says what to
** do; the next call tries again.
*/
void push_part (lua_State *L, const char *part);

/* Push the field `name` of that table. */
void push_from_part (lua_State *L, const char *part, const char *name);

/* part(name) -> that table, for the Lua layer */
int lazy_part (lua_State *L);

/* Push a stub of that function, which loads the file when first called. */
void push_lazy (lua_State *L, const char *file, const char *name);

/* functions(module, file, name ...): these functions of the module are stubs */
int lazy_functions (lua_State *L);

/* methods(kind, file, name ...): these functions are methods of that kind */
int lazy_methods (lua_State *L);

/*
** shared(module, file, name ...): likewise, and the stubs put the bundled
** registry before the arguments.  The functions are methods of registries too.
*/
int lazy_shared (lua_State *L);

/*
** Push a new table of stubs of a kind's methods in Lua.  `stub` is one of the
** functions below, which check the first argument and then call the method.
*/
void push_methods (lua_State *L, const char *kind, lua_CFunction stub);
int call_on_registry (lua_State *L);
int call_on_selection (lua_State *L);
int call_on_record (lua_State *L);

/*
** bad_argument(name, index, message): raise that an argument of the public
** function `name` is wrong, at the line that called it.  Every public function
** is in C, if only as a stub: so it is the innermost C function on the stack,
** and it does not matter how many Lua functions were called since.
*/
int bad_argument (lua_State *L);

#endif
