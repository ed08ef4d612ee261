/*
** beneath.h - from an image into a builder: the rows, contacts and facts of a
** registry that others are laid over.
**
** What goes in is the text of each cell as IANA writes it, so that the rows
** become those that the same edition read as CSV would give.  The image stays
** the caller's; it need not outlive the call.  No Lua, no I/O, no malloc of
** its own; time linear in what is added.  Returns 0 where the builder does.
*/

#ifndef beneath_h
#define beneath_h

#include "builder.h"

/* The rows from `row` up to `end`, which is not above the count of them. */
int add_rows_of (Builder *b, const Registry *reg, uint32_t row, uint32_t end);

int add_facts_of (Builder *b, const Registry *reg);
int add_contacts_of (Builder *b, const Registry *reg);

#endif
