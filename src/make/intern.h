/*
** intern.h - inside the builder: its strings, each stored once.
**
** They are found by a hash with a key that is new for each builder.  So nobody
** can write a file whose strings all have the same hash, and the time stays
** linear in the texts.  The numbers of the strings, and so the image, do not
** depend on the key.
*/

#ifndef intern_h
#define intern_h

#include "make/state.h"

/* Begin with string 0, the empty one.  Returns 0 if memory is short. */
int intern_init (Builder *b);

/*
** The number of a cell's text: the same for the same bytes.  A text that is
** new is checked and copied.  `use` (enum Uses) is the use of the cell.
** Returns 0 on failure.
*/
int intern (Builder *b, int cell, Text text, unsigned use,
            uint32_t *number);

/* Fails, and returns 0, if the text is too long, not UTF-8, or has a NUL. */
int check_text (Builder *b, int cell, Text text);

#endif
