/*
** layout.h - inside the builder: what layout.c and indexes.c share.
**
** layout.c writes the image's arrays in the order of registry.h; indexes.c
** writes those that lead from a name, a port or a contact's id to its rows.
** Every put_ function appends to the image, returns 0 on failure, and frees
** its temporaries before it returns.
*/

#ifndef layout_h
#define layout_h

#include "builder.h"

/* A name, to be sorted by bucket, then spelling, then first use. */
typedef struct Name {
  Text text;
  uint32_t bucket, number;
} Name;

typedef struct Layout {
  Builder *b;
  uint32_t counts[N_COUNTS];
  Name *names;			/* in their final order */
  uint32_t *strings;		/* by final number: the builder's number */
  uint32_t *first;		/* by entry: its first row */
} Layout;

/* `count` zeroed elements (and one to spare), to be freed; or NULL. */
void *new_array (Builder *b, size_t count, size_t width);

void set_bit (uint64_t *words, uint32_t i);

/* Numbers, each as wide as the largest needs. */
int put_array (Builder *b, int which, const uint32_t *values, uint32_t count);

/* A set of `count` members and, as the next array, its ranks. */
int put_ranked (Builder *b, int which, const uint64_t *words, uint32_t count);

/* A column: entry i has values[i] - 1, or is empty where that is 0. */
int put_column (Layout *l, int column, uint32_t *values);

/* The number in the image of one of the builder's strings. */
uint32_t final_number (const Builder *b, uint32_t number);

/* Sort the names into buckets: `names` and its counts. */
int order_names (Layout *l);

int put_ports (Layout *l);
int put_names (Layout *l);
int put_contacts (Layout *l);

#endif
