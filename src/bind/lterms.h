/*
** lterms.h - binding: what terms.h knows, for Lua.
*/

#ifndef lterms_h
#define lterms_h

#include "bind/lcompat.h"

/*
** terms() -> a new table with the lists `columns` and `contact_columns` of
** {field, title, kind}, in IANA's order; the lists `transports`, `ranges` and
** `statuses`; `a_transport`, which says in messages what a transport is;
** `alias_note`, a format; and `max_cell` and `max_file`, in bytes.
*/
int terms (lua_State *L);

/* Push a new list: the ranges, as tables; the names of the transports. */
void push_ranges (lua_State *L);
void push_transports (lua_State *L);

#endif
