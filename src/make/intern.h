/*
** intern.h - inside the builder: its strings, each once.
**
** The hash that finds them is keyed anew for each builder, so that nobody can
** write a text whose strings all fall into one place: the time is linear in
** the text.  The strings' numbers, and the image, do not depend on the key.
*/

#ifndef intern_h
#define intern_h

#include "make/state.h"

/* With the one string that every builder has, number 0: the empty one. */
int intern_init (Builder *b);

/*
** The number of a cell's text, the same for the same bytes, which is checked
** where it is new; `use` (enum Uses) is what the cell uses it for.
*/
int intern (Builder *b, int cell, Text text, unsigned use,
            uint32_t *number);

/* Can the cell be kept: not too long, UTF-8, without NUL? */
int check_text (Builder *b, int cell, Text text);

#endif
