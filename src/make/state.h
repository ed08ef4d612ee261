/*
** state.h - inside the builder: what it has so far, its growing arrays, and
** how it fails.
*/

#ifndef state_h
#define state_h

#include "core/registry.h"

typedef struct Entry {
  uint32_t values[N_CELLS];	/* by column; 0: empty; ports are + 1 */
} Entry;

/* A stored entry: its first row, and the columns that it fills, as bits. */
typedef struct Head {
  uint32_t row, filled;
} Head;

/* A stored string. */
typedef struct Interned {
  uint32_t at;			/* in Builder.pool */
  uint16_t size;
  uint8_t use;			/* its first use in enum Uses */
  uint8_t is_id;		/* is it the id of a contact? */
} Interned;

/* A growing array. */
typedef struct Vector {
  void *at;
  uint32_t count, capacity;
  int in_block;			/* is it in Builder.block? */
} Vector;

typedef struct Builder {
  Vector rows;			/* unsigned char: the transport */
  Vector heads;			/* Head: the entries; then their values */
  uint32_t filled[N_CELLS];	/* how many entries fill each column */
  Entry last;			/* the last entry */
  Vector strings;		/* Interned; number 0 is "" */
  Vector pool;			/* char: the bytes of the strings */
  Vector slots;			/* uint32_t: hash table of strings; 0: free */
  uint64_t seed;		/* of the hash */
  Vector contacts;		/* uint32_t [N_CONTACT_CELLS]: strings */
  Vector facts;			/* uint32_t [2]: strings */
  void *block;			/* room for some vectors, at first */
  struct Layout *layout;	/* made by builder_plan */
  Vector image;			/* unsigned char: made by builder_finish */
  int cell;			/* the cell at fault, or -1 */
  char message[128];
} Builder;

/* Begin, with room and nothing in it.  Returns 0 if memory is short. */
int state_init (Builder *b);

/* Free everything but the image and the layout. */
void state_empty (Builder *b);

/* Set the reason of a failure, and the cell at fault (-1: none); returns 0. */
int builder_fail (Builder *b, int cell, const char *format, ...);

/*
** An array of `count` elements, and a spare one, all zero; the caller frees
** it.  NULL on failure.
*/
void *new_array (Builder *b, size_t count, size_t width);

/*
** Make room for `more` elements of `width` bytes at the end of `v`, which may
** move.  Returns 0 on failure.
*/
int vector_grow (Builder *b, Vector *v, uint32_t more, size_t width);

/* The same if there is no room; returns its place, or NULL on failure. */
static inline void *vector_reserve (Builder *b, Vector *v, uint32_t more,
                                    size_t width) {
  if (more > v->capacity - v->count && !vector_grow(b, v, more, width))
    return NULL;
  return (unsigned char *)v->at + v->count * width;
}

/* The same, and add to the count of `v`. */
static inline void *vector_extend (Builder *b, Vector *v, uint32_t more,
                                   size_t width) {
  void *end = vector_reserve(b, v, more, width);
  if (end != NULL) v->count += more;
  return end;
}

/* The `filled` values of a column, in the order of the entries. */
static inline uint32_t *values_of (const Builder *b, int column) {
  size_t before = (size_t)column * b->heads.capacity;
  return (uint32_t *)((Head *)b->heads.at + b->heads.capacity) + before;
}

/* Append an entry; it is then the last.  Returns 0 on failure. */
int new_entry (Builder *b, const Entry *e);

/* The text of a string, a part of the pool. */
static inline Text built_text (const Builder *b, uint32_t number) {
  const Interned *s = (const Interned *)b->strings.at + number;
  Text text;
  text.at = (const char *)b->pool.at + s->at;
  text.size = s->size;
  return text;
}

#endif
