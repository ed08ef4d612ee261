/*
** csvtext.h - the text of a CSV table, and the cells in it.
**
** Stores what was read from the row above on, so that a line can be compared
** with that row, and is told where the cells end.  Memory from malloc,
** bounded by the longest two rows and what is read at a time.
*/

#ifndef csvtext_h
#define csvtext_h

#include "core/registry.h"

#define MAX_COLUMNS	16

typedef struct CsvText {
  char *text;			/* the stored bytes */
  size_t used, capacity;
  size_t above, row;		/* where the two rows begin in `text` */
  Text cells[MAX_COLUMNS];	/* of the row above; unused ones are empty */
  int columns;
  int plain;			/* is the row above one line, unchanged? */
} CsvText;

/* Append a copy of the text; 0 if memory is short.  The cells may move. */
int csvtext_append (CsvText *t, const char *at, size_t size);

/* Where the last `size` bytes begin in `text`. */
static inline size_t csvtext_end (const CsvText *t, size_t size) {
  return t->used - size;
}

/* Drop all that is stored; nothing is then above the next row. */
void csvtext_forget (CsvText *t);

/*
** Take the row's cells, of the sizes that they have without their quotes: it
** is the row above now.  Adds the line breaks in cells to `*breaks`.
*/
void csvtext_take (CsvText *t, const size_t *sizes, unsigned long *breaks);

/*
** Is the next line, of `size` bytes with its end, the row above with another
** word in one cell?  If so, take it as a row, and return that column as a bit;
** else 0.
*/
unsigned csvtext_repeat (CsvText *t, size_t size);

/* Free the text. */
void csvtext_free (CsvText *t);

#endif
