/*
** intern.h - inside the builder: its strings, each once.
**
** The hash that finds them is keyed anew for each builder, so that no text
** can be written for its strings to meet in one place: the time is linear in
** the text.  The strings' numbers, and the image, do not depend on the key.
*/

#ifndef intern_h
#define intern_h

#include "builder.h"

/* With the one string that every builder has, number 0: the empty one. */
int intern_init (Builder *b);

/*
** The number of a cell's text, the same for the same bytes, which is checked
** where it is new; `class` is what the cell uses it for.
*/
int intern (Builder *b, int cell, Text text, unsigned class,
            uint32_t *number);

/* Can the cell be kept: not too long, UTF-8, without NUL? */
int check_text (Builder *b, int cell, Text text);

#endif
