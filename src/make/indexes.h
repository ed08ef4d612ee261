/*
** indexes.h - inside the builder: the indexes of names, ports and contacts.
**
** A function that returns an int returns 0 on failure: memory is short, or the
** image would be too large.  The arrays that these functions make belong to
** the Layout.
*/

#ifndef indexes_h
#define indexes_h

#include "make/put.h"

/*
** Sort the names into buckets, at the front of `order`; when all strings have
** their numbers, chain the entries of each name; write both to the image.
** Time n log n in the names that share a bucket.
*/
int order_names (Layout *l);
int chain_names (Layout *l);
int put_names (Layout *l);

/* Cut the ports into segments and count their covers; write both. */
int cut_ports (Layout *l);
void put_ports (Layout *l);

/* Write the contacts, and their order by id.  Time n log n. */
int put_contacts (Layout *l);

#endif
