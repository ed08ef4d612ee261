/*
** put.h - inside the builder: the plan of an image, and how its arrays are
** filled.
**
** First the image's counts are found out (layout.c, indexes.c); with them,
** every array has its place, and these functions fill it.
*/

#ifndef put_h
#define put_h

#include "make/state.h"

typedef struct Layout {
  Builder *b;
  Registry reg;			/* the view of the image that is made */
  unsigned char *image;
  uint32_t *order;		/* by the image's numbers: the builder's */
  uint32_t *buckets;		/* how many names stand before each one's */
  unsigned char *marks;		/* of the names in each bucket */
  uint32_t *name_rows;		/* by name: its first row */
  uint32_t *next_rows;		/* by entry: that of its name's next, or 0 */
  uint64_t port_starts[PORTS / 64];
  uint32_t port_ranks[PORTS / 64];
  uint32_t *cover_first;
} Layout;

/* What load32 and load64 will read; where an array of the image begins. */
void store32 (unsigned char *at, uint32_t value);
void store64 (unsigned char *at, uint64_t value);
unsigned char *array_at (Layout *l, int which);

/* Number `i` of an array; all of them; a set; the ranks of set `which`. */
void put_number (Layout *l, int which, uint32_t i, uint32_t value);
void put_numbers (Layout *l, int which, const uint32_t *values);
void put_set (Layout *l, int which, const uint64_t *words);
void put_ranks (Layout *l, int which);

/*
** The numbers in the image of the builder's strings, where its slots were:
** those are not needed any more, and are more than there are strings.
*/
static inline uint32_t *final_numbers (const Builder *b) {
  return b->slots.at;
}

/* The number in the image of one of the builder's strings. */
static inline uint32_t final_number (const Builder *b, uint32_t number) {
  return final_numbers(b)[number];
}

#endif
