/*
** lselect.h - binding: selections as userdata.
**
** A selection is an immutable set of rows of one registry, which it keeps
** alive.  The functions core.select and core.keep_... build one: `select`
** makes a new set of all rows, each `keep_` takes from it what fails a test
** and returns it.  Only the Lua layer calls them, and only on sets that no
** one else has seen.
*/

#ifndef lselect_h
#define lselect_h

#include "lcompat.h"
#include "select.h"

typedef struct Selection {
  const Registry *reg;
  uint32_t n;			/* words */
  uint64_t rows[];		/* `n` of them */
} Selection;

Selection *check_selection (lua_State *L, int arg);

/*
** Add to the table at -1: those functions; `selection_type`, the metatable;
** `selection_methods`.
*/
void add_selections (lua_State *L);

/* Add to the table at -1 the keep_ functions, of lfilter.c. */
void add_filters (lua_State *L);

#endif
