/*
** csvtext.h - the text of a CSV table, and the cells in it.
**
** Stores what was read from the row above on, so that the cells of two rows
** can be compared, and is told where the cells end.  Memory from malloc,
** bounded by the longest two rows and what is read at a time.
*/

#ifndef csvtext_h
#define csvtext_h

#include "core/registry.h"

#define MAX_COLUMNS	16

typedef struct CsvText {
  char *text;			/* what is stored */
  size_t used, capacity;
  size_t above, row;		/* in it: where the rows begin */
  Text cells[MAX_COLUMNS];	/* of the row above; those past the last column empty */
  int columns;
  int plain;			/* is the row above one line, as it was read? */
} CsvText;

/* Append text; 0 if memory is short.  Cells may move. */
int csvtext_append (CsvText *t, const char *at, size_t size);

/* Where in the text its last `size` bytes begin. */
static inline size_t csvtext_end (const CsvText *t, size_t size) {
  return t->used - size;
}

/* Forget the current row and the one above; the next one is not compared. */
void csvtext_forget (CsvText *t);

/*
** Take the row's cells, of the sizes that they have without their quotes: it
** is the row above now.  Returns the columns that differ from those above,
** as bits; adds the line breaks in cells to `*breaks`.
*/
unsigned csvtext_take (CsvText *t, const size_t *sizes,
                       unsigned long *breaks);

/*
** Is the line of `size` bytes that follows, its end included, the row above
** again but for a word in one cell?  If so, it is taken; returns that column
** as a bit, else 0.
*/
unsigned csvtext_repeat (CsvText *t, size_t size);

void csvtext_free (CsvText *t);

#endif
