/*
** layout.c - the second half of the builder: from its tables to the image.
**
** Numbers the strings and writes all arrays but the indexes, which are in
** indexes.c.
*/

#include <stdlib.h>

#include "layout.h"


void *new_array (Builder *b, size_t count, size_t width) {
  void *at = calloc(count + 1, width);
  if (at == NULL) builder_fail(b, -1, "not enough memory");
  return at;
}


/* ------------------------------------------------------------- arrays */

static void store32 (unsigned char *at, uint32_t value) {
  memcpy(at, &value, sizeof value);
}


/* Start array `which` at the image's next multiple of 8. */
static unsigned char *new_block (Builder *b, int which, uint32_t count,
                                 uint32_t width) {
  uint32_t pad = (8 - b->image.count % 8) % 8;
  unsigned char *header;
  if (vector_extend(b, &b->image, pad, 1) == NULL) return NULL;
  header = (unsigned char *)b->image.at + ARRAYS_AT + 12 * which;
  store32(header, b->image.count);
  store32(header + 4, count);
  store32(header + 8, width);
  return vector_extend(b, &b->image, count * width, 1);
}


int put_array (Builder *b, int which, const uint32_t *values,
                      uint32_t count) {
  uint32_t i, width, largest = 0;
  unsigned char *at;
  for (i = 0; i < count; i++)
    if (values[i] > largest) largest = values[i];
  width = (largest > 0xFFFF) ? 4 : (largest > 0xFF) ? 2 : 1;
  if ((at = new_block(b, which, count, width)) == NULL) return 0;
  for (i = 0; i < count; i++, at += width) {
    uint16_t half = (uint16_t)values[i];
    if (width == 4) store32(at, values[i]);
    else if (width == 2) memcpy(at, &half, sizeof half);
    else *at = (unsigned char)values[i];
  }
  return 1;
}


void set_bit (uint64_t *words, uint32_t i) {
  words[i / 64] |= (uint64_t)1 << (i % 64);
}


static int put_bits (Builder *b, int which, const uint64_t *words,
                     uint32_t count) {
  uint32_t n = (count + 63) / 64;
  unsigned char *at = new_block(b, which, n, 8);
  if (at == NULL) return 0;
  memcpy(at, words, (size_t)n * 8);
  return 1;
}


/* A set and, as the next array, its ranks. */
int put_ranked (Builder *b, int which, const uint64_t *words,
                       uint32_t count) {
  uint32_t i, n = (count + 63) / 64, rank = 0;
  uint32_t *ranks = new_array(b, n, sizeof *ranks);
  int ok = ranks != NULL && put_bits(b, which, words, count);
  for (i = 0; ok && i < n; i++) {
    ranks[i] = rank;
    rank += count_ones(words[i]);
  }
  ok = ok && put_array(b, which + 1, ranks, n);
  free(ranks);
  return ok;
}


/* The column whose value for entry i is values[i] - 1, or empty at 0. */
int put_column (Layout *l, int column, uint32_t *values) {
  Builder *b = l->b;
  uint32_t i, filled = 0, n = l->counts[ENTRIES];
  int which = COLUMN_ARRAYS + 3 * column;
  uint64_t *words = new_array(b, n / 64 + 1, sizeof *words);
  int ok = words != NULL;
  for (i = 0; ok && i < n; i++) {
    if (values[i] == 0) continue;
    set_bit(words, i);
    values[filled++] = values[i] - 1;
  }
  ok = ok && put_ranked(b, which, words, n)
          && put_array(b, which + 2, values, filled);
  free(words);
  return ok;
}


/* ------------------------------------------------------------ strings */

/* Number all strings: names, then what is sought, then the others. */
static int order_strings (Layout *l) {
  Builder *b = l->b;
  Interned *strings = b->strings.at;
  uint32_t i, class, n = 1;
  l->strings = new_array(b, b->strings.count, sizeof *l->strings);
  if (l->strings == NULL || !order_names(l)) return 0;
  for (i = 0; i < l->counts[NAMES]; i++)
    l->strings[n++] = l->names[i].number;
  for (class = SOUGHT; class <= OTHER; class++) {
    for (i = 1; i < b->strings.count; i++)
      if (strings[i].class == class) l->strings[n++] = i;
    if (class == SOUGHT) l->counts[SEARCHABLE] = n - 1;
  }
  for (i = 0; i < n; i++) strings[l->strings[i]].final = i;
  l->counts[STRINGS] = n;
  return 1;
}


uint32_t final_number (const Builder *b, uint32_t number) {
  return ((const Interned *)b->strings.at)[number].final;
}


static int put_strings (Layout *l) {
  Builder *b = l->b;
  const Interned *strings = b->strings.at;
  uint32_t i, at = 0, n = l->counts[STRINGS];
  uint32_t *bases = new_array(b, n / STRING_BLOCK + 1, sizeof *bases);
  uint32_t *offsets = new_array(b, n + 1, sizeof *offsets);
  int ok = bases != NULL && offsets != NULL;
  for (i = 0; ok && i <= n; i++) {
    if (i % STRING_BLOCK == 0) bases[i / STRING_BLOCK] = at;
    offsets[i] = at - bases[i / STRING_BLOCK];
    if (i < n) at += strings[l->strings[i]].size;
  }
  l->counts[POOL] = at;
  ok = ok && put_array(b, STRING_BASES, bases, n / STRING_BLOCK + 1)
          && put_array(b, STRING_OFFSETS, offsets, n + 1);
  free(bases);
  free(offsets);
  return ok;
}


static int put_pool (Layout *l) {
  Builder *b = l->b;
  const Interned *strings = b->strings.at;
  uint32_t i;
  unsigned char *at = new_block(b, POOL_BYTES, l->counts[POOL], 1);
  if (at == NULL) return 0;
  for (i = 1; i < l->counts[STRINGS]; i++) {
    const Interned *s = &strings[l->strings[i]];
    memcpy(at, (const char *)b->pool.at + s->at, s->size);
    at += s->size;
  }
  return 1;
}


/* --------------------------------------------------- rows and columns */

static int put_rows (Layout *l) {
  Builder *b = l->b;
  const unsigned char *rows = b->rows.at;
  uint32_t i, n = b->rows.count, size = (n + 63) / 64;
  uint64_t *words = new_array(b, (N_TRANSPORTS + 1) * (size_t)size, 8);
  int t, ok = words != NULL;
  for (i = 0; ok && i < n; i++) {
    t = rows[i] & (BEGINS - 1);
    if (t < NONE) set_bit(words + (uint32_t)(t + 1) * size, i);
    if (rows[i] & BEGINS) set_bit(words, i);
  }
  ok = ok && put_ranked(b, ROW_STARTS, words, n);
  for (t = TCP; ok && t < NONE; t++)
    ok = put_bits(b, ROW_TRANSPORTS + t, words + (uint32_t)(t + 1) * size, n);
  free(words);
  return ok;
}


/* The first row of each entry: `first`. */
static int find_first_rows (Layout *l) {
  const unsigned char *rows = l->b->rows.at;
  uint32_t i, n = 0;
  l->first = new_array(l->b, l->counts[ENTRIES], sizeof *l->first);
  if (l->first == NULL) return 0;
  for (i = 0; i < l->b->rows.count; i++)
    if (rows[i] & BEGINS) l->first[n++] = i;
  return 1;
}


static int is_number (int column) {
  return column == PORT || column == LAST_PORT
      || column == REGISTRATION_DATE || column == MODIFICATION_DATE;
}


/* All columns but NEXT_ROW; ports are in the builder as value + 1 already. */
static int put_columns (Layout *l) {
  Builder *b = l->b;
  const Entry *entries = b->entries.at;
  uint32_t i, n = l->counts[ENTRIES];
  uint32_t *values = new_array(b, n, sizeof *values);
  int column, ok = values != NULL;
  for (column = 0; ok && column < N_CELLS; column++) {
    int plus = column != PORT && column != LAST_PORT;
    for (i = 0; i < n; i++) {
      uint32_t value = entries[i].values[column];
      if (value != 0 && !is_number(column)) value = final_number(b, value);
      values[i] = (value != 0 && plus) ? value + 1 : value;
    }
    ok = put_column(l, column, values);
  }
  free(values);
  return ok;
}


/* ------------------------------------------------------------- finish */

static int put_facts (Layout *l) {
  Builder *b = l->b;
  const uint32_t *facts = b->facts.at;
  uint32_t i, n = 2 * l->counts[FACTS];
  uint32_t *cells = new_array(b, n, sizeof *cells);
  int ok = cells != NULL;
  for (i = 0; ok && i < n; i++) cells[i] = final_number(b, facts[i]);
  ok = ok && put_array(b, FACT_CELLS, cells, n);
  free(cells);
  return ok;
}


static int put_parts (Layout *l) {
  return vector_extend(l->b, &l->b->image, HEADER_SIZE, 1) != NULL
      && find_first_rows(l) && order_strings(l)
      && put_rows(l) && put_columns(l) && put_ports(l) && put_names(l)
      && put_strings(l) && put_contacts(l) && put_facts(l) && put_pool(l);
}


static int put_header (Layout *l) {
  Builder *b = l->b;
  unsigned char *at;
  uint64_t checksum;
  int i;
  if (vector_extend(b, &b->image, (8 - b->image.count % 8) % 8, 1) == NULL)
    return 0;
  at = b->image.at;
  l->counts[SIZE] = b->image.count;
  memcpy(at, MAGIC, 8);
  store32(at + 8, BYTE_ORDER_MARK);
  store32(at + 12, FORMAT);
  for (i = 0; i < N_COUNTS; i++)
    store32(at + COUNTS_AT + 4 * i, l->counts[i]);
  checksum = registry_checksum(at + COUNTS_AT, b->image.count - COUNTS_AT);
  memcpy(at + CHECKSUM_AT, &checksum, sizeof checksum);
  return 1;
}


int builder_finish (Builder *b) {
  Layout l;
  int ok;
  memset(&l, 0, sizeof l);
  l.b = b;
  l.counts[ROWS] = b->rows.count;
  l.counts[ENTRIES] = b->entries.count;
  l.counts[CONTACTS] = b->contacts.count;
  l.counts[FACTS] = b->facts.count;
  ok = put_parts(&l) && put_header(&l);
  free(l.names);
  free(l.strings);
  free(l.first);
  return ok;
}
