/*
** lread.h - binding: a file to read, block by block.
**
** open(path) gives a source, of a regular file alone: what may never end
** (a device), or never begin (a FIFO), is refused.  source:read() gives the
** next block, nil at the end, or nil and what went wrong: also more than 2^30
** bytes, and a file that is not the same at its end as when it was opened.  A
** signal in between goes unnoticed.  source:size() is its size when it was
** opened.  source:close() lets go of it, as the collector does.
*/

#ifndef lread_h
#define lread_h

#include "bind/lcompat.h"

/*
** The next block of the source at `arg`, which lives until the one after;
** NULL at its end, or where `*error` says what went wrong.
*/
const char *next_block (lua_State *L, int arg, size_t *size,
                        const char **error);

/* Add `open` to the table at -1. */
void add_sources (lua_State *L);

#endif
