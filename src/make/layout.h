/*
** layout.h - inside the builder: from its tables to the image.
*/

#ifndef layout_h
#define layout_h

#include "make/state.h"

/* Number and count everything.  Returns the image's size, 0 on failure. */
size_t layout_plan (Builder *b);

/* Write the planned image, once.  Returns 0 if memory is short. */
int layout_write (Builder *b, void *image);

/* Free the plan, if there is one. */
void layout_free (Builder *b);

#endif
