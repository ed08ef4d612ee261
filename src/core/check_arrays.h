/*
** check_arrays.h - opening an image: its arrays, one by one.  Each function
** returns NULL, or what is wrong (a static string).  Time is linear in the
** array.
*/

#ifndef check_arrays_h
#define check_arrays_h

#include "core/registry.h"

#define WRONG_NUMBER	"a number refers outside of the image"

/* Are all numbers at least `least` and below `limit` (>= `least`)? */
const char *check_array (const Registry *reg, int which, uint32_t least,
                         uint32_t limit);

/* Do the numbers rise from 0 to `last`?  Two neighbours may be equal. */
const char *check_rising (const Registry *reg, int which, uint32_t last);

/* Are all members of the set below `limit`? */
const char *check_set (const Registry *reg, int which, uint32_t limit);

/* Has the set `size` members, all below `limit`, and are its ranks right? */
const char *check_ranked (const Registry *reg, int which, uint32_t limit,
                          uint32_t size);

/* Are all bytes between the arrays 0? */
const char *check_gaps (const Registry *reg);

#endif
