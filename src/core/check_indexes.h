/*
** check_indexes.h - opening an image: from a port and from a name to the rows.
** Each returns NULL, or what is wrong.
**
** The columns must have been checked.  Constant memory; time is linear in the
** size of the image.
*/

#ifndef check_indexes_h
#define check_indexes_h

#include "core/registry.h"

/* Segments, no more than there must be, and the entries that cover each. */
const char *check_ports (const Registry *reg);

/* Names in their buckets, and a chain of the entries of each. */
const char *check_names (const Registry *reg);

#endif
