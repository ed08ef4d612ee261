/*
** lterms.h - binding: what terms.h knows, told to Lua.
*/

#ifndef lterms_h
#define lterms_h

#include "bind/lcompat.h"

/*
** terms() -> a new table: `columns` and `contact_columns`, lists of {field,
** title, kind} in IANA's order; `transports`, `ranges`, `statuses`, lists;
** `a_transport`, the words for one; `alias_note`, a format; `max_cell` and
** `max_file`, in bytes.
*/
int terms (lua_State *L);

/* Push a new list: of the ranges, as tables; of the transports' names. */
void push_ranges (lua_State *L);
void push_transports (lua_State *L);

#endif
