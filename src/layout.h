/*
** layout.h - inside the builder: what layout.c and indexes.c share.
**
** First what the image's counts are is found out; with them, every array has
** its place, and the put_ functions fill it.  What returns an int returns 0
** where it failed, which is for want of memory or of room in the image.
*/

#ifndef layout_h
#define layout_h

#include "builder.h"

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

/* `count` zeroed elements (and one to spare), to be freed; or NULL. */
void *new_array (Builder *b, size_t count, size_t width);

/* Number `i` of an array; all of them; a set; the ranks of set `which`. */
void put_number (Layout *l, int which, uint32_t i, uint32_t value);
void put_numbers (Layout *l, int which, const uint32_t *values);
void put_set (Layout *l, int which, const uint64_t *words);
void put_ranks (Layout *l, int which);

/* Text of one of the builder's strings. */
static inline Text built_text (const Builder *b, uint32_t number) {
  const Interned *s = (const Interned *)b->strings.at + number;
  Text text;
  text.at = (const char *)b->pool.at + s->at;
  text.size = s->size;
  return text;
}

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

/* Sort the names into buckets, at the front of `order`; chain the entries. */
int order_names (Layout *l);
int chain_names (Layout *l);
int put_names (Layout *l);

/* Cut the ports into segments, and count what covers each. */
int cut_ports (Layout *l);
void put_ports (Layout *l);

int put_contacts (Layout *l);

#endif
