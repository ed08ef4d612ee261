/*
** lselect.h - binding: selections as userdata.
**
** A selection is an immutable set of rows of one registry, which it keeps
** alive.  `find` (lfind.c) makes a selection of all rows, and narrows it
** (lfilter.c) before anybody else can see it.
*/

#ifndef lselect_h
#define lselect_h

#include "core/select.h"
#include "bind/lcompat.h"

typedef struct Selection {
  const Registry *reg;
  uint32_t n;			/* words */
  uint64_t rows[];		/* `n` of them */
} Selection;

/* The selection at index `arg`; raises if it is not one. */
Selection *check_selection (lua_State *L, int arg);

/*
** Push a new selection: of no rows of a registry; of all its rows; a copy of a
** selection.
*/
Selection *push_no_rows (lua_State *L, int registry);
void push_all_rows (lua_State *L, int registry);
Selection *push_copy (lua_State *L, int selection);

/*
** Push an iterator over the selection at an index, which it keeps alive: over
** records; over name, port, transport and last port.  Return 1.
*/
int push_records (lua_State *L, int selection);
int push_services (lua_State *L, int selection);

/* Push room for a set of numbers below `limit`, as a userdata; not cleared. */
uint64_t *push_set (lua_State *L, uint32_t limit);

/*
** Add the methods that are here to the table at -1.  Add the operators to the
** type at -1; the methods of selections are in the table at -2.
*/
void add_selection_methods (lua_State *L);
void add_selection_operators (lua_State *L);

#endif
