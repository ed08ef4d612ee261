/*
** lshow.h - binding: values as messages show them, and texts for printing.
*/

#ifndef lshow_h
#define lshow_h

#include "bind/lcompat.h"

/*
** Push the value at index `i` as a message shows it: a string in quotes, with
** escapes for what is not fit to be printed (printable.h), and cut to about 40
** bytes; a number as it is; anything else by its type.
*/
void push_shown (lua_State *L, int i);

/* Is the value at index `i` the module, as after a colon instead of a dot? */
int is_module (lua_State *L, int i);

/*
** Push "RULE, got VALUE" for the value at index `i`.  If that is the module,
** because its function `name` was called with a colon instead of a dot, the
** message also says what to write.  `name` may be NULL.
*/
void push_refusal (lua_State *L, int i, const char *rule, const char *name);

/*
** Add the functions for the Lua layer alone to the table at -1.  Lua's own
** :lower(), :upper() and < depend on the locale, but the names of a registry do
** not.
**
**   show(value) -> as push_shown
**   refusal(rule, value [, name]) -> as push_refusal
**   printable(text, "blanks" | "pictures" | "escapes") -> the text, where other
**     characters replace those that are not fit to be printed (printable.h)
**   lower(text), upper(text) -> the text, with A-Z made a-z, or the other way
**   before(a, b) -> does the text `a` come first, by bytes?
**   is_terminal(number) -> is the open file of that number, 0 for standard
**     input, 1 for output, 2 for errors, a terminal?
*/
void add_shows (lua_State *L);

#endif
