/*
** check_order.h - opening an image: are its strings numbered as they are used?
**
** Items, which are entries, contacts and facts, name strings.  The builder
** numbers each string where an item first names it: the names, the other
** searchable strings, and all others, each by themselves.  The entries come in
** their order, and so do the contacts and the facts, but which of the three
** goes on is up to whoever gives them to the builder.  Then it sorts the names
** by bucket and spelling, and leaves those of one spelling in that order.
**
** All indexes must have been checked.  Constant memory; time is linear in the
** size of the image, but for one pass over the names of all entries for each
** WATCHED names, where names have several spellings.
*/

#ifndef check_order_h
#define check_order_h

#include "core/registry.h"

/* Strings whose use is watched at a time. */
#define WATCHED		65536u

/*
** Are the strings in that order, each the name of an entry, or in a searched
** cell, or in any, as its number says?  Returns NULL, or what is wrong.
*/
const char *check_order (const Registry *reg);

#endif
