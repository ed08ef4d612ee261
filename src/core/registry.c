/*
** registry.c - the place of each array of an image, computed from the counts,
** and the checksum.  See registry.h for what the arrays are.
*/

#include "core/dates.h"
#include "core/registry.h"


static Array *shape_numbers (Array *array, uint32_t count, uint32_t limit) {
  array->count = count;
  array->width = (limit <= 0x100) ? 1 : (limit <= 0x10000) ? 2 : 4;
  return array + 1;
}


static Array *shape_set (Array *array, uint32_t members) {
  array->count = words_for(members);
  array->width = 8;
  return array + 1;
}


static Array *shape_ranked (Array *array, uint32_t members, uint32_t size) {
  array = shape_set(array, members);
  return shape_numbers(array, words_for(members), size + 1);
}


uint32_t column_limit (const Registry *reg, int column) {
  if (column == PORT || column == LAST_PORT) return N_PORTS;
  if (column == NEXT_ROW) return reg->counts[ROWS];
  if (cell_terms[column].kind == KIND_DATE) return DATE_LIMIT;
  switch (cell_terms[column].use) {
    case USE_NAMES: return reg->counts[NAMES] + 1;
    case USE_SEARCH: return reg->counts[SEARCHABLE] + 1;
    default: return reg->counts[STRINGS];
  }
}


static Array *shape_columns (Registry *reg, Array *array) {
  int i;
  for (i = 0; i < N_COLUMNS; i++) {
    uint32_t filled = reg->counts[FILLED + i];
    array = shape_ranked(array, reg->counts[ENTRIES], filled);
    array = shape_numbers(array, filled, column_limit(reg, i));
  }
  return array;
}


/* Bytes from an array to the next one. */
static uint64_t array_size (const Array *array) {
  return ((uint64_t)array->count * array->width + 7) / 8 * 8;
}


uint64_t registry_shape (Registry *reg) {
  const uint32_t *n = reg->counts;
  uint64_t size = HEADER_SIZE;
  Array *a = reg->arrays;
  int i;
  a = shape_numbers(a, n[BUCKETS], 0x100);
  a = shape_ranked(a, n[ROWS], n[ENTRIES]);
  for (i = 0; i < N_TRANSPORTS; i++) a = shape_set(a, n[ROWS]);
  a = shape_columns(reg, a);
  a = shape_ranked(a, N_PORTS, n[SEGMENTS]);
  a = shape_numbers(a, n[SEGMENTS] + 1, n[COVERS] + 1);
  a = shape_numbers(a, n[COVERS], n[ROWS]);
  a = shape_numbers(a, n[BUCKETS] + 1, n[NAMES] + 1);
  a = shape_numbers(a, n[NAMES], n[ROWS]);
  a = shape_numbers(a, n[STRINGS] / STRING_BLOCK + 1, n[POOL] + 1);
  a = shape_numbers(a, n[STRINGS] + 1, n[SPAN] + 1);
  a = shape_numbers(a, n[CONTACTS] * N_CONTACT_CELLS, n[STRINGS]);
  a = shape_numbers(a, n[CONTACTS], n[CONTACTS]);
  a = shape_numbers(a, n[FACTS] * 2, n[STRINGS]);
  shape_numbers(a, n[POOL], 0x100);
  for (i = 0; i < N_ARRAYS; i++) size += array_size(&reg->arrays[i]);
  return size;
}


void registry_view (Registry *reg, const void *image) {
  const unsigned char *at = image;
  int i;
  reg->image = at;
  for (i = 0; i < N_COUNTS; i++)
    reg->counts[i] = load32(at + COUNTS_AT + 4u * (uint32_t)i);
  registry_shape(reg);
  at += HEADER_SIZE;
  for (i = 0; i < N_ARRAYS; i++) {
    reg->arrays[i].at = at;
    at += array_size(&reg->arrays[i]);
  }
}


/*
** Four sums, each of every fourth word: no sum waits for another.
**
** Why so: parse() of an image 566 -> 484 us, against one sum (bench load)
*/
uint64_t registry_checksum (const void *bytes, size_t size) {
  const char *at = bytes;
  uint64_t a = size, b = 1, c = 2, d = 3;
  char last[8] = { 0 };
  size_t i;
  for (i = 0; i + 32 <= size; i += 32) {
    a = mix_word(a, load64(at + i));
    b = mix_word(b, load64(at + i + 8));
    c = mix_word(c, load64(at + i + 16));
    d = mix_word(d, load64(at + i + 24));
  }
  for (; i + 8 <= size; i += 8) a = mix_word(a, load64(at + i));
  if (i < size) {
    memcpy(last, at + i, size - i);
    a = mix_word(a, load64(last));
  }
  return mix_word(mix_word(mix_word(a, b), c), d);
}
