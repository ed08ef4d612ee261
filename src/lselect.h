/*
** lselect.h - binding: selections as userdata.
**
** A selection is an immutable set of rows of one registry, which it keeps
** alive.  find (lfind.c) makes one of all rows and narrows it; the functions
** core.keep_... each take from a selection what fails a test and return it.
** Only the Lua layer calls them, and only on sets that no one else has seen.
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

/* Push a new selection: all rows of a registry; those of another one. */
void push_all_rows (lua_State *L, int registry);
Selection *push_copy (lua_State *L, int selection);

/* Push an iterator over the selection at index `selection`; return 1. */
int push_records (lua_State *L, int selection);
int push_services (lua_State *L, int selection);

/* Push room for a set of `count` members. */
uint64_t *push_words (lua_State *L, uint32_t count);

/* Keep the rows of the selection at index `selection` that hold the text. */
void keep_holding (lua_State *L, int selection, Text text);

/*
** Add to the table at -1: those functions; `selection_type`, the metatable;
** `selection_methods`.
*/
void add_selections (lua_State *L);

/* Add to the table at -1 the keep_ functions, of lfilter.c. */
void add_filters (lua_State *L);

#endif
