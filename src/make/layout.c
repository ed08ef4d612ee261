/*
** layout.c - inside the builder: from its tables to the image.  See layout.h.
**
** Numbers the strings, and fills all arrays but the indexes (indexes.c).
*/

#include <stdlib.h>

#include "make/indexes.h"
#include "make/layout.h"


/* ------------------------------------------------------------ strings */

/* Number all strings: names, then what is searched, then the others. */
static void number_strings (Layout *l) {
  Interned *strings = l->b->strings.at;
  uint32_t *numbers = final_numbers(l->b);
  uint32_t i, n = l->b->strings.count, next[N_USES] = { 0 };
  uint32_t *counts = l->reg.counts;
  for (i = 1; i < n; i++) next[strings[i].use]++;
  counts[STRINGS] = n;
  counts[SEARCHABLE] = next[USE_NAMES] + next[USE_SEARCH];
  next[USE_NONE] = counts[SEARCHABLE] + 1;
  next[USE_SEARCH] = next[USE_NAMES] + 1;
  for (i = 1; i < n; i++)
    if (strings[i].use != USE_NAMES) l->order[next[strings[i].use]++] = i;
  for (i = 0; i < n; i++) numbers[l->order[i]] = i;
}


/* Set the size of the pool, and the largest offset in a block of strings. */
static void measure_strings (Layout *l) {
  const Interned *strings = l->b->strings.at;
  uint32_t i, at = 0, base = 0, span = 0;
  for (i = 0; i < l->b->strings.count; i++) {
    if (i % STRING_BLOCK == 0) base = at;
    if (at - base > span) span = at - base;
    at += strings[l->order[i]].size;
  }
  if (i % STRING_BLOCK != 0 && at - base > span) span = at - base;
  l->reg.counts[SPAN] = span;
  l->reg.counts[POOL] = at;
}


static int order_strings (Layout *l) {
  Builder *b = l->b;
  l->order = new_array(b, b->strings.count, sizeof *l->order);
  if (l->order == NULL || !order_names(l)) return 0;
  number_strings(l);
  measure_strings(l);
  return 1;
}


/* One offset more than strings: the end of the last one. */
static void put_strings (Layout *l) {
  unsigned char *pool = array_at(l, POOL_BYTES);
  uint32_t i, at = 0, base = 0, n = l->reg.counts[STRINGS];
  for (i = 0; i <= n; i++) {
    Text text = { NULL, 0 };
    if (i % STRING_BLOCK == 0) put_number(l, STRING_BASES, i / STRING_BLOCK,
                                          base = at);
    put_number(l, STRING_OFFSETS, i, at - base);
    if (i < n) text = built_text(l->b, l->order[i]);
    if (text.size > 0) memcpy(pool + at, text.at, text.size);
    at += (uint32_t)text.size;
  }
}


/* --------------------------------------------------- rows and columns */

static int put_rows (Layout *l) {
  Builder *b = l->b;
  const unsigned char *rows = b->rows.at;
  const Head *heads = b->heads.at;
  uint32_t i, n = b->rows.count, size = words_for(n);
  uint64_t *words = new_array(b, (NONE + 2) * (size_t)size, sizeof *words);
  uint64_t *starts = words + (NONE + 1) * (size_t)size;
  int t;
  if (words == NULL) return 0;
  for (i = 0; i < n; i++) add_member(words + rows[i] * (size_t)size, i);
  for (t = TCP; t < NONE; t++)
    put_set(l, ROW_TRANSPORTS + t, words + (size_t)t * size);
  for (i = 0; i < b->heads.count; i++) add_member(starts, heads[i].row);
  put_set(l, ROW_STARTS, starts);
  put_ranks(l, ROW_STARTS);
  free(words);
  return 1;
}


/* Write the set of the entries that fill a column, and its ranks. */
static void put_filled (Layout *l, int column) {
  const Head *heads = l->b->heads.at;
  int which = column_array(column, SET);
  unsigned char *at = array_at(l, which);
  uint32_t i, n = l->b->heads.count;
  uint64_t word = 0;
  for (i = 0; i < n; i++) {
    word |= (uint64_t)(heads[i].filled >> column & 1) << (i % 64);
    if (i % 64 != 63 && i != n - 1) continue;
    store64(at + i / 64 * 8, word);
    word = 0;
  }
  put_ranks(l, which);
}


/* Turn the builder's values into the image's. */
static void convert_values (Layout *l, int column) {
  uint32_t *values = values_of(l->b, column);
  uint32_t i, n = l->b->filled[column];
  if (column == PORT || column == LAST_PORT)
    for (i = 0; i < n; i++) values[i]--;
  else if (cell_terms[column].kind != KIND_DATE)
    for (i = 0; i < n; i++) values[i] = final_number(l->b, values[i]);
}


static void put_columns (Layout *l) {
  int i;
  for (i = 0; i < N_CELLS; i++) {
    convert_values(l, i);
    put_filled(l, i);
    put_numbers(l, column_array(i, VALUES), values_of(l->b, i));
  }
}


/* ------------------------------------------------------------- finish */

static void put_facts (Layout *l) {
  const uint32_t *facts = l->b->facts.at;
  uint32_t i;
  for (i = 0; i < 2 * l->b->facts.count; i++)
    put_number(l, FACT_CELLS, i, final_number(l->b, facts[i]));
}


static int number_and_count (Layout *l) {
  Builder *b = l->b;
  uint32_t *counts = l->reg.counts;
  int i;
  counts[ROWS] = b->rows.count;
  counts[ENTRIES] = b->heads.count;
  counts[CONTACTS] = b->contacts.count;
  counts[FACTS] = b->facts.count;
  for (i = 0; i < N_CELLS; i++) counts[FILLED + i] = b->filled[i];
  return order_strings(l) && chain_names(l) && cut_ports(l);
}


/* Write zeros between the end of an array and the next one. */
static void put_padding (Layout *l, int which) {
  const Array *array = &l->reg.arrays[which];
  size_t size = (size_t)array->count * array->width;
  if (size % 8 != 0) memset(array_at(l, which) + size, 0, 8 - size % 8);
}


static void put_header (Layout *l) {
  unsigned char *image = l->image;
  int i;
  memset(image, 0, HEADER_SIZE);
  memcpy(image, MAGIC, MAGIC_SIZE);
  store32(image + BYTE_ORDER_AT, BYTE_ORDER_MARK);
  store32(image + FORMAT_AT, FORMAT);
  for (i = 0; i < N_COUNTS; i++)
    store32(image + COUNTS_AT + 4u * (uint32_t)i, l->reg.counts[i]);
}


size_t layout_plan (Builder *b) {
  Layout *l;
  uint64_t size;
  l = b->layout = new_array(b, 1, sizeof *l);
  if (l == NULL) return 0;
  l->b = b;
  if (!number_and_count(l)) return 0;
  size = registry_shape(&l->reg);
  if (size > MAX_IMAGE)
    /* uncovered: takes a gigabyte in all */
    return builder_fail(b, -1, "too much data for one registry"), 0;
  l->reg.counts[SIZE] = (uint32_t)size;
  return (size_t)size;
}


int layout_write (Builder *b, void *image) {
  Layout *l = b->layout;
  int i;
  l->image = image;
  put_header(l);
  registry_view(&l->reg, image);
  for (i = 0; i < N_ARRAYS; i++) put_padding(l, i);
  if (!put_rows(l) || !put_names(l) || !put_contacts(l)) return 0;
  put_ports(l);
  put_strings(l);
  put_facts(l);
  put_columns(l);		/* last: it changes the builder's values */
  store64(l->image + CHECKSUM_AT,
          registry_checksum(l->image + COUNTS_AT,
                            l->reg.counts[SIZE] - COUNTS_AT));
  return 1;
}


void layout_free (Builder *b) {
  Layout *l = b->layout;
  if (l == NULL) return;
  free(l->order);
  free(l->buckets);
  free(l->marks);
  free(l->name_rows);
  free(l->next_rows);
  free(l->cover_first);
  free(l);
  b->layout = NULL;
}
