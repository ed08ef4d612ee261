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

/* The key of the bundled registry; it has no type before it is pushed. */
#define BUNDLED		"ianaports.bundled"

/* Push the metatable of a type by its key (lcheck.h). */
void push_type (lua_State *L, const char *type);

/* Push the bundled registry. */
void push_bundled (lua_State *L);

/* Push what ianaports.FILE returns under that name. */
void push_from_file (lua_State *L, const char *file, const char *name);

/* Push a stub for that, which loads the file when it is first called. */
void push_lazy (lua_State *L, const char *file, const char *name);

/*
** lazy(file, name [, self]) -> the function `name` of ianaports.FILE.  `self`
** says what its first argument is: "bundled", the bundled registry, which the
** stub puts there; or "registry", "selection" or "record", which it checks.
*/
int lazy (lua_State *L);

/*
** bad_argument(name, index, message): raise that an argument of the public
** function `name` is wrong, at the line that called it.  A public function is
** in C, if only as a stub, so it is the innermost C function on the stack;
** how many Lua functions are in between does not matter.
*/
int bad_argument (lua_State *L);

#endif
