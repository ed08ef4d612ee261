/*
** llazy.h - binding: what is made or loaded only when it is first needed.
**
** A function that is written in Lua is a stub at first: lazy(file, name).  The
** stub loads the file when it is first called, so that to require the module
** costs little more than to map it.  The types of values are made with the
** first value of any of them, for the same reason.
**
** Why so: @BILL lazy@
*/

#ifndef llazy_h
#define llazy_h

#include "bind/lcompat.h"

/* The key of the function in Lua's registry that makes all types. */
#define MAKE_TYPES	"ianaports.types"

/* The key of the list of methods that are written in Lua. */
#define METHODS		"ianaports.methods"

/* The key of the bundled registry; its type is made with all others. */
#define BUNDLED		"ianaports.bundled"

/* Push the metatable of a type by its key (lcheck.h). */
void push_type (lua_State *L, const char *type);

/* Push the bundled registry. */
void push_bundled (lua_State *L);

/*
** Push the table that ianaports.PART returns: it is loaded unless it was.  An
** error says what to do where it cannot be; the next call tries again.
*/
void push_part (lua_State *L, const char *part);

/* Push what is in that table under a name. */
void push_from_part (lua_State *L, const char *part, const char *name);

/* part(name) -> that table, for the Lua layer */
int lazy_part (lua_State *L);

/* Push a stub for that, which loads the file when it is first called. */
void push_lazy (lua_State *L, const char *file, const char *name);

/* lazy(file, name) -> a stub for that */
int lazy_function (lua_State *L);

/* methods(kind, file, name ...): those functions are methods of that kind. */
int lazy_methods (lua_State *L);

/*
** shared(file, name) -> a stub that puts the bundled registry in front of its
** arguments; and the function is a method of registries
*/
int lazy_shared (lua_State *L);

/*
** Push a new table of the methods of a kind, as stubs with a check of their
** first argument.
*/
void push_methods (lua_State *L, const char *kind, lua_CFunction stub);
int call_on_registry (lua_State *L);
int call_on_selection (lua_State *L);
int call_on_record (lua_State *L);

/*
** bad_argument(name, index, message): raise that an argument of the public
** function `name` is wrong, at the line that called it.  A public function is
** in C, if only as a stub, so it is the innermost C function on the stack;
** how many Lua functions are in between does not matter.
*/
int bad_argument (lua_State *L);

#endif
