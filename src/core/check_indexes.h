/*
** check_indexes.h - opening an image: its indexes, from ports and from names to
** rows.  Each function returns NULL, or what is wrong (a static string).
**
** The columns must have been checked.  Constant memory; time is linear in the
** size of the image.
*/

#ifndef check_indexes_h
#define check_indexes_h

#include "core/registry.h"

/* Are there just the segments that the entries make, each with its covers? */
const char *check_ports (const Registry *reg);

/* Is each name in its bucket, and does a chain join all of its entries? */
const char *check_names (const Registry *reg);

#endif
