/*
** put.c - inside the builder: writing numbers and sets.  See put.h.
*/

#include "make/put.h"


void store32 (unsigned char *at, uint32_t value) {
  value = LOW_FIRST32(value);
  memcpy(at, &value, sizeof value);
}


void store64 (unsigned char *at, uint64_t value) {
  value = LOW_FIRST64(value);
  memcpy(at, &value, sizeof value);
}


unsigned char *array_at (Layout *l, int which) {
  return l->image + (l->reg.arrays[which].at - l->reg.image);
}


static void store (unsigned char *at, uint32_t width, uint32_t value) {
  uint16_t half = LOW_FIRST16((uint16_t)value);
  if (width == 2) memcpy(at, &half, sizeof half);
  else if (width == 4) store32(at, value);
  else *at = (unsigned char)value;
}


void put_number (Layout *l, int which, uint32_t i, uint32_t value) {
  uint32_t width = l->reg.arrays[which].width;
  store(array_at(l, which) + (size_t)i * width, width, value);
}


void put_numbers (Layout *l, int which, const uint32_t *values) {
  const Array *array = &l->reg.arrays[which];
  unsigned char *at = array_at(l, which);
  uint32_t i, width = array->width;
  for (i = 0; i < array->count; i++, at += width) store(at, width, values[i]);
}


void put_set (Layout *l, int which, const uint64_t *words) {
  unsigned char *at = array_at(l, which);
  uint32_t i, n = l->reg.arrays[which].count;
  for (i = 0; i < n; i++, at += 8) store64(at, words[i]);
}


void put_ranks (Layout *l, int which) {
  const Array *set = &l->reg.arrays[which];
  unsigned char *at = array_at(l, which + RANKS);
  uint32_t i, width = set[RANKS].width, rank = 0;
  for (i = 0; i < set->count; i++, at += width) {
    store(at, width, rank);
    rank += count_ones(bits_word(set, i));
  }
}
