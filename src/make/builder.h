/*
** builder.h - rows in, image out.
**
** Takes the cells of an edition as text, row by row, checks that each can be
** stored in full, and lays out the image that registry.h draws.  The same
** input gives the same bytes.  No Lua, no I/O.  Memory comes from malloc; the
** Builder owns all of it until builder_free.
**
** A function that fails leaves the reason in `message`, and the cell at fault,
** if there is one, in `cell`.  After a failure only builder_free is allowed.
*/

#ifndef builder_h
#define builder_h

#include "make/state.h"

#define ALL_CELLS	(~0u)

/* Begin.  Returns 0 on failure; builder_free is needed even then. */
int builder_init (Builder *b);

/*
** Add a row, of N_CELLS cells; a contact; a fact, for info().  Each returns 0
** on failure.  The texts are copied.  Bit i of `changed` is 0 only if cell i
** is known to be the same as in the row before.  Time linear in the texts.
*/
int builder_row (Builder *b, const Text *cells, unsigned changed);
int builder_contact (Builder *b, const Text cells[N_CONTACT_CELLS]);
int builder_fact (Builder *b, Text key, Text value);

/*
** Lay out the image.  Returns its size, 0 on failure.  Then write it, to so
** many bytes at a multiple of 8; returns 0 on failure.  Time n log n in the
** distinct names and in the contacts.
*/
size_t builder_plan (Builder *b);
int builder_write (Builder *b, void *image);

/* Do both, into `b->image`, and free all else.  Returns 0 on failure. */
int builder_finish (Builder *b);

/* Free all that the builder owns, the image in `b->image` as well. */
void builder_free (Builder *b);

#endif
