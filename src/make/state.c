/*
** state.c - inside the builder: its growing arrays.  See state.h.
*/

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "make/state.h"

/*
** How many elements a vector has room for at first: enough for the entries and
** strings of an edition, and for the bytes in these.
*/
#define FIRST_ROOM	32768u
#define FIRST_POOL	524288u

/* Bytes that an entry takes: its head, and a value for each cell. */
#define ENTRY_SIZE	(sizeof(Head) + N_CELLS * sizeof(uint32_t))


int builder_fail (Builder *b, int cell, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(b->message, sizeof b->message, format, arguments);
  va_end(arguments);
  b->cell = cell;
  return 0;
}


void *new_array (Builder *b, size_t count, size_t width) {
  void *at = calloc(count + 1, width);
  if (at == NULL) builder_fail(b, -1, "not enough memory");
  return at;
}


/* ------------------------------------------------------------- vectors */

int vector_grow (Builder *b, Vector *v, uint32_t more, size_t width) {
  uint64_t want = (uint64_t)v->count + more;
  void *at;
  if (want > MAX_IMAGE / width)
    /* uncovered: takes a gigabyte of one kind */
    return builder_fail(b, -1, "too much data for one registry");
  if (want < 2 * (uint64_t)v->capacity) want = 2 * (uint64_t)v->capacity;
  if (want < FIRST_ROOM) want = FIRST_ROOM;
  at = realloc(v->in_block ? NULL : v->at, (size_t)want * width);
  if (at == NULL) return builder_fail(b, -1, "not enough memory");
  if (v->in_block) memcpy(at, v->at, v->count * width);
  v->at = at;
  v->capacity = (uint32_t)want;
  v->in_block = 0;
  return 1;
}


static void vector_free (Vector *v) {
  if (!v->in_block) free(v->at);
  memset(v, 0, sizeof *v);
}


/* ----------------------------------------------------- the first block */

/* Let a vector begin at `at` in the block.  Returns where the next one may. */
static void *begin_in_block (Vector *v, void *at, uint32_t count,
                             size_t width) {
  v->at = at;
  v->capacity = count;
  v->in_block = 1;
  return (unsigned char *)at + count * width;
}


/*
** The first room of the vectors is one block.  The part that is not used costs
** nothing: its pages are never touched.  With several blocks, the C library
** may return to the system those that are freed next to each other, and would
** ask for them again at the next load.
**
** Why so: load() again and again, each collected: 460 -> 12 page faults, 6.8 ->
** 5.9 ms (a loop of a hundred in a process of its own; bench load, which keeps
** its other memory, and the first load of a process: the same)
*/
int state_init (Builder *b) {
  size_t size = FIRST_ROOM * (ENTRY_SIZE + sizeof(Interned) + 1) + FIRST_POOL;
  void *at;
  memset(b, 0, sizeof *b);
  b->cell = -1;
  at = b->block = malloc(size);
  if (at == NULL) return 0;
  at = begin_in_block(&b->heads, at, FIRST_ROOM, ENTRY_SIZE);
  at = begin_in_block(&b->strings, at, FIRST_ROOM, sizeof(Interned));
  at = begin_in_block(&b->rows, at, FIRST_ROOM, 1);
  begin_in_block(&b->pool, at, FIRST_POOL, 1);
  return 1;
}


void state_empty (Builder *b) {
  Vector *const all[] = { &b->rows, &b->heads, &b->strings, &b->pool,
                          &b->slots, &b->contacts, &b->facts };
  size_t i;
  for (i = 0; i < sizeof all / sizeof *all; i++) vector_free(all[i]);
  free(b->block);
  b->block = NULL;
  memset(b->filled, 0, sizeof b->filled);
}


/* ------------------------------------------------------------- entries */

/*
** Make room for more entries.  The heads come first, then the columns, each
** with room for as many values as heads.
*/
static int grow_entries (Builder *b) {
  Vector old = b->heads, grown = { NULL, 0, 0, 0 };
  const uint32_t *column = values_of(b, 0);
  int i;
  grown.capacity = old.capacity;
  if (!vector_grow(b, &grown, old.count + 1, ENTRY_SIZE)) return 0;
  grown.count = old.count;
  b->heads = grown;
  memcpy(grown.at, old.at, old.count * sizeof(Head));
  for (i = 0; i < N_CELLS; i++, column += old.capacity)
    memcpy(values_of(b, i), column, b->filled[i] * sizeof *column);
  vector_free(&old);
  return 1;
}


int new_entry (Builder *b, const Entry *e) {
  Head head = { 0, 0 };
  uint32_t *values, room;
  int i;
  if (b->heads.count == b->heads.capacity && !grow_entries(b)) return 0;
  values = values_of(b, 0);
  room = b->heads.capacity;
  for (i = 0; i < N_CELLS; i++, values += room) {
    uint32_t is_filled = (e->values[i] != 0);
    values[b->filled[i]] = e->values[i];
    b->filled[i] += is_filled;
    head.filled |= is_filled << i;
  }
  head.row = b->rows.count;
  ((Head *)b->heads.at)[b->heads.count++] = head;
  b->last = *e;
  return 1;
}
