/*
** from_image.h - from an image into a builder: the rows, contacts and facts
** of a registry that others are laid over.
**
** What goes in is the text of each cell as IANA writes it, so that the rows
** become those that the same edition read as CSV would give.  The image stays
** the caller's; it need not outlive the call.  No Lua, no I/O, no malloc of
** its own; time linear in what is added.  Returns 0 where the builder does.
*/

#ifndef from_image_h
#define from_image_h

#include "make/builder.h"

/* The rows from `row` up to `end`, which is not above the count of them. */
int add_rows_of (Builder *b, const Registry *reg, uint32_t row, uint32_t end);

/*
** The row that a row of ports `first` .. `last` stands before, when it is laid
** over the registry: the first that covers one of them, or else the first with
** a port above, or without one.  PORTS as `first`: it has no port, and stands
** before the first without one.  The count of rows where there is none.
** Linear in the segments and the entries.
*/
uint32_t place_of_ports (const Registry *reg, uint32_t first, uint32_t last);

int add_facts_of (Builder *b, const Registry *reg);
int add_contacts_of (Builder *b, const Registry *reg);

#endif
