/*
** builder.h - rows in, image out.
**
** Takes the cells of an edition as text, row by row, checks that each can
** be kept in full, and lays out the image that registry.h draws.  The same
** input gives the same bytes.  No Lua, no I/O; memory from malloc, all of
** it owned by the Builder until builder_free.
**
** Whatever fails says why in `message`, and where it is the fault of one
** cell, which one in `cell`; after a failure only builder_free is allowed.
*/

#ifndef builder_h
#define builder_h

#include "registry.h"

/*
** The cells of a row stand in IANA's order, and at the number of the column
** that they fill: the port's cell fills PORT and LAST_PORT, so the number of
** LAST_PORT is free for the one cell that is no column of an entry.
*/
#define TRANSPORT_CELL	LAST_PORT
#define N_CELLS		((int)ORIGIN + 1)	/* IANA's twelve and origin */
#define N_IANA_CELLS	((int)ORIGIN)

typedef struct Entry {
  uint32_t values[N_CELLS];	/* by column; 0 empty; ports are + 1 */
} Entry;

/* Of an entry that is kept: its first row, and which columns it fills. */
typedef struct Head {
  uint32_t row, filled;
} Head;

typedef struct Interned {
  uint32_t at;			/* in Builder.pool */
  uint16_t size;
  uint8_t class;		/* the best use of it: NAMED, SOUGHT, OTHER */
  uint8_t is_id;		/* of a contact */
} Interned;

/* A growing array. */
typedef struct Vector {
  void *at;
  uint32_t count, capacity;
  int lent;			/* is it in Builder.room? */
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
  Vector contacts;		/* uint32_t [CONTACT_FIELDS] */
  Vector facts;			/* uint32_t [2] */
  void *room;			/* where some of them begin */
  struct Layout *layout;	/* made by builder_plan */
  Vector image;			/* unsigned char: made by builder_finish */
  int cell;
  char message[128];
} Builder;

enum Classes { NAMED, SOUGHT, OTHER, N_CLASSES };

#define ALL_CELLS	(~0u)

/* IANA's title of a cell, as in the first line of its CSV. */
extern const char *const cell_titles[N_IANA_CELLS];

/* What the cell of a transport says; of NONE it is empty. */
extern const Text transport_texts[NONE + 1];

/*
** Each returns 0 on failure.  The cells' text is copied.  A cell whose bit
** is not in `changed` is known to repeat that of the row before.
*/
int builder_init (Builder *b);
int builder_row (Builder *b, const Text *cells, unsigned changed);
int builder_contact (Builder *b, const Text cells[CONTACT_FIELDS]);
int builder_fact (Builder *b, Text key, Text value);

/*
** Lay out the image: its size, 0 on failure.  Then write it to where there is
** room for it, at a multiple of 8.  Time n log n in the distinct names.
*/
size_t builder_plan (Builder *b);
int builder_write (Builder *b, void *image);

/* Both, into `b->image`, which is all that is left then. */
int builder_finish (Builder *b);

/* Free all that the builder owns, its image too. */
void builder_free (Builder *b);


/* For the two halves of the builder: builder.c and layout.c. */

/* Free all but the image; free the plan of it. */
void builder_empty (Builder *b);
void layout_free (Builder *b);

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

/* Say what failed, about which cell (-1: none); returns 0. */
int builder_fail (Builder *b, int cell, const char *format, ...);

#endif
