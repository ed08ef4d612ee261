/*
** check_arrays.h - opening an image: its arrays, each by itself.  Each returns
** NULL, or what is wrong.  Time is linear in the array.
*/

#ifndef check_arrays_h
#define check_arrays_h

#include "core/registry.h"

#define WRONG_NUMBER	"a number refers outside of the image"

/* Numbers from `least` on and below `limit`, which is not below `least`. */
const char *check_array (const Registry *reg, int which, uint32_t least,
                         uint32_t limit);

/* Numbers each no less than the one before it, from 0 to `last`. */
const char *check_rising (const Registry *reg, int which, uint32_t last);

/* A set of numbers below `members`. */
const char *check_set (const Registry *reg, int which, uint32_t members);

/* A set of `size` members and its ranks. */
const char *check_ranked (const Registry *reg, int which, uint32_t members,
                          uint32_t size);

/* Zeros from the end of each array to the beginning of the next. */
const char *check_gaps (const Registry *reg);

#endif
