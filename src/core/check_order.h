/*
** check_order.h - opening an image: are its strings numbered as they are used?
**
** An item (an entry, a contact or a fact) uses strings.  The builder numbers
** each string when an item first uses it; the names, the other searchable
** strings, and all others are numbered separately.  The entries come in their
** order, and so do the contacts and the facts, but the builder's caller may mix
** the three kinds in any way.  At the end the builder sorts the names by bucket
** and without case, and keeps names that are equal without case in that order.
**
** All indexes must have been checked.  Constant memory.  Time is linear in the
** size of the image, except that names with several spellings take one pass
** over the names of all entries for each WATCHED names.
*/

#ifndef check_order_h
#define check_order_h

#include "core/registry.h"

/* The number of strings whose use is checked at a time. */
#define WATCHED		65536u

/*
** Are the strings in that order, and is each one used as its number says: as
** the name of an entry, in a searched cell, or in any other cell?  Returns
** NULL, or what is wrong (a static string).
*/
const char *check_order (const Registry *reg);

#endif
