/*
** from_image.h - from an image into a builder: the rows, contacts and facts
** of the registry that an overlay's rows are laid over.
**
** Each cell goes in as the text that IANA writes, so that the result is the
** same as if the edition were read from CSV.  The image belongs to the caller
** and need not outlive the call.  No Lua, no I/O, no malloc but the builder's;
** time linear in what is added.  Each function that adds returns 0 if the
** builder fails.
*/

#ifndef from_image_h
#define from_image_h

#include "make/builder.h"

/* Add the rows from `row` to `end` - 1; `end` <= counts[ROWS]. */
int add_rows_of (Builder *b, const Registry *reg, uint32_t row, uint32_t end);

/*
** Before which row a row with the ports first .. last goes in an overlay:
** before the first that covers one of them; if there is none, before the first
** that has a higher port, or no port.  A row without a port (`first` is
** NO_PORT) goes before the first without one.  If there is no such row, the
** answer is counts[ROWS].  Linear in the ports and the rows.
*/
uint32_t place_of_ports (const Registry *reg, uint32_t first, uint32_t last);

/* Add all facts; all contacts. */
int add_facts_of (Builder *b, const Registry *reg);
int add_contacts_of (Builder *b, const Registry *reg);

#endif
