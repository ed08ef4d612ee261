/*
** lshow.h - binding: values as messages show them, and texts to be printed.
*/

#ifndef lshow_h
#define lshow_h

#include "bind/lcompat.h"

/*
** Push the value at index `i` as a message shows it: a string in quotes, of a
** long one about 40 bytes, with escapes for what is not fit to be printed
** (printable.h); a number; of all else the type.
*/
void push_shown (lua_State *L, int i);

/* Is the value at index `i` the module itself, as a colon for the dot gives? */
int is_module (lua_State *L, int i);

/*
** Push "RULE, got VALUE" for the value at index `i`.  Where that is the module
** itself, given by a colon for the dot to its function `name`, what to write
** instead stands there, too; `name` may be NULL.
*/
void push_refusal (lua_State *L, int i, const char *rule, const char *name);

/*
** Add to the table at -1 what the Lua layer needs.  Lua's own :lower(), :upper()
** and < follow the locale of the program; the names of a registry do not.
**
**   show(value) -> as push_shown
**   refusal(rule, value [, name]) -> as push_refusal
**   printable(text, "blanks" | "pictures" | "escapes") -> the text, with other
**     characters for those that are not fit to be printed (printable.h)
**   lower(text), upper(text) -> the text with a-z for A-Z, or the other way
**   before(a, b) -> does the text `a` come first, by bytes?
*/
void add_shows (lua_State *L);

#endif
