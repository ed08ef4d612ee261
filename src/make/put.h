/*
** put.h - inside the builder: the plan of an image, and writing its arrays.
**
** First layout.c and indexes.c find out the counts of the image.  These give
** every array its place, and then the functions below fill it.
*/

#ifndef put_h
#define put_h

#include "make/state.h"

typedef struct Layout {
  Builder *b;
  Registry reg;			/* the view of the image that is made */
  unsigned char *image;
  uint32_t *order;		/* by its final number: a string's first one */
  uint32_t *buckets;		/* by bucket: how many names come before it */
  unsigned char *marks;		/* by bucket */
  uint32_t *name_rows;		/* by name: its first row */
  uint32_t *next_rows;		/* by entry: row + 1 of its name's next, or 0 */
  uint64_t port_starts[N_PORTS / 64];
  uint32_t port_ranks[N_PORTS / 64];
  uint32_t *cover_first;
} Layout;

/* Write four bytes, or eight, the lowest first, as load32 and load64 read. */
void store32 (unsigned char *at, uint32_t value);
void store64 (unsigned char *at, uint64_t value);

/* Where array `which` begins in the image. */
unsigned char *array_at (Layout *l, int which);

/*
** Write number `i` of array `which`; all its numbers; a set; the ranks of set
** `which`, which has been written.
*/
void put_number (Layout *l, int which, uint32_t i, uint32_t value);
void put_numbers (Layout *l, int which, const uint32_t *values);
void put_set (Layout *l, int which, const uint64_t *words);
void put_ranks (Layout *l, int which);

/*
** The final numbers of the strings, those in the image, by their numbers in
** the builder.  They are stored where the slots were, which are no longer
** needed, and of which there are more than strings.
*/
static inline uint32_t *final_numbers (const Builder *b) {
  return b->slots.at;
}

/* The final number of a string. */
static inline uint32_t final_number (const Builder *b, uint32_t number) {
  return final_numbers(b)[number];
}

#endif
