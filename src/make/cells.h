/*
** cells.h - inside the builder: from the text of a row's cells to the numbers
** of an entry.  Each is checked; nothing is repaired.
*/

#ifndef cells_h
#define cells_h

#include "make/state.h"

/*
** Put into `e` what stands in the cells whose bits are set in `changed`.
** Returns 0 where one cannot be kept, and says which and why.
*/
int read_cells (Builder *b, const Text *cells, unsigned changed, Entry *e);

/* Which transport the cell says, NONE where it is empty; 0 where none. */
int read_transport (Builder *b, Text text, int *transport);

#endif
