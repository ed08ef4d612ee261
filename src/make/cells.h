/*
** cells.h - inside the builder: from the text of a row's cells to the numbers
** of an entry.  Each cell is checked; nothing is repaired.
*/

#ifndef cells_h
#define cells_h

#include "make/state.h"

/*
** Put the cells whose bits are set in `changed` into `e`.  Returns 0 on
** failure: a cell is wrong or too long, or memory is short.
*/
int read_cells (Builder *b, const Text *cells, unsigned changed, Entry *e);

/* Read the transport, NONE if the cell is empty.  Returns 0 if it is wrong. */
int read_transport (Builder *b, Text text, int *transport);

#endif
