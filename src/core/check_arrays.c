/*
** check_arrays.c - opening an image: its arrays.  See check_arrays.h.
*/

#include "core/check_arrays.h"


static const char wrong_set[] = "a set has members or ranks too many";


/* Is every number one of the `range` numbers from `least` on? */
static inline int all_within (Array array, uint32_t least, uint32_t range) {
  uint32_t i, outside = 0;
  for (i = 0; i < array.count; i++)
    outside |= (array_get(&array, i) - least >= range);
  return !outside;
}


/* One loop for each width, so that the compiler knows the width in it. */
const char *check_array (const Registry *reg, int which, uint32_t least,
                         uint32_t limit) {
  Array array = reg->arrays[which];
  uint32_t range = limit - least, width = array.width;
  int good;
  if (width == 1) array.width = 1, good = all_within(array, least, range);
  else if (width == 2) array.width = 2, good = all_within(array, least, range);
  else array.width = 4, good = all_within(array, least, range);
  return good ? NULL : WRONG_NUMBER;
}


const char *check_rising (const Registry *reg, int which, uint32_t last) {
  const Array *array = &reg->arrays[which];
  uint32_t i, value = 0;
  if (array_get(array, 0) != 0) return WRONG_NUMBER;
  for (i = 1; i < array->count; i++) {
    uint32_t next = array_get(array, i);
    if (next < value) return WRONG_NUMBER;
    value = next;
  }
  return (value == last) ? NULL : WRONG_NUMBER;
}


const char *check_set (const Registry *reg, int which, uint32_t limit) {
  const Array *set = &reg->arrays[which];
  if (limit % 64 != 0
      && bits_word(set, set->count - 1) >> (limit % 64) != 0)
    return wrong_set;
  return NULL;
}


const char *check_ranked (const Registry *reg, int which, uint32_t limit,
                          uint32_t size) {
  const Array *set = &reg->arrays[which];
  uint32_t i, rank = 0;
  for (i = 0; i < set->count; i++) {
    if (array_get(set + RANKS, i) != rank) return wrong_set;
    rank += count_ones(bits_word(set, i));
  }
  return (rank == size) ? check_set(reg, which, limit) : wrong_set;
}


const char *check_gaps (const Registry *reg) {
  int i;
  for (i = 0; i < N_ARRAYS; i++) {
    const Array *array = &reg->arrays[i];
    size_t size = (size_t)array->count * array->width;
    for (; size % 8 != 0; size++)
      if (array->at[size] != 0) return "a byte between two arrays is not 0";
  }
  return NULL;
}
