/*
** csvtext.h - the text of a CSV table, and the cells in it.
**
** Stores the text from the row above the current one on, so that the cells of
** the two rows can be compared.  The caller says where the cells end.  Memory
** comes from malloc, and is bounded by the longest two rows and the pieces
** that are appended.  A CsvText begins as zeros, but for `width` and `columns`.
*/

#ifndef csvtext_h
#define csvtext_h

#include "core/registry.h"

#define MAX_WIDTH	32		/* cells in a row; a bit each */

typedef struct CsvText {
  char *text;			/* the stored bytes */
  size_t used, capacity;
  size_t above, row;		/* where the two rows begin in `text` */
  Text cells[MAX_WIDTH];	/* of the row above; unused ones are empty */
  int width;			/* cells in a row */
  int columns;			/* of these, how many are used: the first */
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

/* Use only so many columns from now on. */
void csvtext_narrow (CsvText *t, int columns);

/*
** Take the current row, all of which is stored: its cells have these sizes,
** without their quotes.  It is then the row above.  Returns the columns whose
** cells differ from those above it, as bits; adds the number of line breaks in
** its cells to `*breaks`.
*/
unsigned csvtext_take (CsvText *t, const size_t *sizes,
                       unsigned long *breaks);

/*
** Is the next line, of `size` bytes with its end, the row above with another
** word in one cell?  If so, take it as a row, and return that column as a bit;
** else 0.
*/
unsigned csvtext_repeat (CsvText *t, size_t size);

/* Free the text. */
void csvtext_free (CsvText *t);

#endif
