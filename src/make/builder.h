/*
** builder.h - rows in, image out.
**
** Takes the cells of an edition as text, row by row, checks that each can
** be kept in full, and lays out the image that registry.h draws.  The same
** input gives the same bytes.  No Lua, no I/O; memory from malloc, all of
** it owned by the Builder until builder_free.
**
** Whatever fails says why in `message`, and where it is the fault of one
** cell, which one in `cell`; after a failure only builder_free is allowed.
*/

#ifndef builder_h
#define builder_h

#include "make/state.h"

#define ALL_CELLS	(~0u)

/*
** Each returns 0 on failure.  The cells' text is copied.  A cell whose bit
** is not in `changed` is known to repeat that of the row before.
*/
int builder_init (Builder *b);
int builder_row (Builder *b, const Text *cells, unsigned changed);
int builder_contact (Builder *b, const Text cells[N_CONTACT_CELLS]);
int builder_fact (Builder *b, Text key, Text value);

/*
** Lay out the image: its size, 0 on failure.  Then write it to where there is
** room for it, at a multiple of 8.  Time n log n in the distinct names.
*/
size_t builder_plan (Builder *b);
int builder_write (Builder *b, void *image);

/* Both, into `b->image`, which is all that is left then. */
int builder_finish (Builder *b);

/* Free all that the builder owns, its image too. */
void builder_free (Builder *b);

#endif
