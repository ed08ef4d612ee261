/*
** lcontact.h - binding: contacts as new tables.
*/

#ifndef lcontact_h
#define lcontact_h

#include "core/lookup.h"
#include "bind/lcompat.h"

/* Push the contact with this id, in brackets or not, or nil; return 1. */
int contact_with_id (lua_State *L, const Registry *reg, Text id);

/*
** Push an iterator over all contacts of the registry at an index, which it
** keeps alive; return 1.
*/
int all_contacts (lua_State *L, int registry);

#endif
