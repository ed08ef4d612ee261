/*
** state.h - inside the builder: what it has so far, its growing arrays, and
** what failed.
*/

#ifndef state_h
#define state_h

#include "core/registry.h"

typedef struct Entry {
  uint32_t values[N_CELLS];	/* by column; 0 empty; ports are + 1 */
} Entry;

/* Of an entry that is stored: its first row, and which columns it fills. */
typedef struct Head {
  uint32_t row, filled;
} Head;

typedef struct Interned {
  uint32_t at;			/* in Builder.pool */
  uint16_t size;
  uint8_t use;			/* the first in enum Uses that it has */
  uint8_t is_id;		/* of a contact */
} Interned;

/* A growing array. */
typedef struct Vector {
  void *at;
  uint32_t count, capacity;
  int in_block;			/* is it in Builder.block? */
} Vector;

typedef struct Builder {
  Vector rows;			/* unsigned char: the transport */
  Vector heads;			/* Head of each entry; then their values */
  uint32_t filled[N_CELLS];	/* how many fill each column */
  Entry last;			/* the last of them */
  Vector strings;		/* Interned; number 0 is "" */
  Vector pool;			/* char */
  Vector slots;			/* uint32_t: open hash of strings; 0 free */
  uint64_t seed;		/* of that hash */
  Vector contacts;		/* uint32_t [N_CONTACT_CELLS] */
  Vector facts;			/* uint32_t [2] */
  void *block;			/* where some of them begin */
  struct Layout *layout;	/* made by builder_plan */
  Vector image;			/* unsigned char: made by builder_finish */
  int cell;			/* to blame for the failure, or -1 */
  char message[128];
} Builder;

/* Nothing in it but room.  Returns 0 on failure, as all below do. */
int state_init (Builder *b);

/* Free all but the image and the layout. */
void state_empty (Builder *b);

/* Say what failed, about which cell (-1: none); returns 0. */
int builder_fail (Builder *b, int cell, const char *format, ...);

/* `count` zeroed elements (and one to spare), to be freed; or NULL. */
void *new_array (Builder *b, size_t count, size_t width);

/* Make room for `more` elements at the end of `v`; 0 if memory is short. */
int vector_grow (Builder *b, Vector *v, uint32_t more, size_t width);

/* That room, which the count of `v` does not include; or NULL. */
static inline void *vector_reserve (Builder *b, Vector *v, uint32_t more,
                                    size_t width) {
  if (more > v->capacity - v->count && !vector_grow(b, v, more, width))
    return NULL;
  return (unsigned char *)v->at + v->count * width;
}

/* The same, and it does. */
static inline void *vector_extend (Builder *b, Vector *v, uint32_t more,
                                   size_t width) {
  void *end = vector_reserve(b, v, more, width);
  if (end != NULL) v->count += more;
  return end;
}

/* The values in a column, as many as fill it, in the order of the entries. */
static inline uint32_t *values_of (const Builder *b, int column) {
  size_t before = (size_t)column * b->heads.capacity;
  return (uint32_t *)((Head *)b->heads.at + b->heads.capacity) + before;
}

/* Append an entry, which becomes the last. */
int new_entry (Builder *b, const Entry *e);

/* The text of one of its strings. */
static inline Text built_text (const Builder *b, uint32_t number) {
  const Interned *s = (const Interned *)b->strings.at + number;
  Text text;
  text.at = (const char *)b->pool.at + s->at;
  text.size = s->size;
  return text;
}

#endif
