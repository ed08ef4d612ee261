/*
** indexes.h - inside the builder: from a name, a port or a contact's id to its
** rows.  What returns an int returns 0 where it failed: for want of memory, or
** of room in the image.
*/

#ifndef indexes_h
#define indexes_h

#include "make/put.h"

/* Sort the names into buckets, at the front of `order`; chain the entries. */
int order_names (Layout *l);
int chain_names (Layout *l);
int put_names (Layout *l);

/* Cut the ports into segments, and count what covers each. */
int cut_ports (Layout *l);
void put_ports (Layout *l);

int put_contacts (Layout *l);

#endif
