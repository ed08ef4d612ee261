/*
** indexes.c - inside the builder: the indexes.  See indexes.h, and registry.h
** for what each means.
*/

#include <stdlib.h>

#include "core/lookup.h"
#include "make/indexes.h"


/* -------------------------------------------------------------- names */

/* A name, to be sorted without case; equal ones by their first use. */
typedef struct Name {
  Text text;
  uint32_t number;		/* the builder's */
} Name;


static int compare_names (const void *x, const void *y) {
  const Name *a = x, *b = y;
  int order = compare_folded(a->text, b->text);
  if (order != 0) return order;
  return (a->number < b->number) ? -1 : 1;
}


/* Sort the names of one bucket; `names` is room for them. */
static void sort_bucket (const Builder *b, uint32_t *numbers, uint32_t count,
                         Name *names) {
  uint32_t i;
  for (i = 0; i < count; i++) {
    names[i].number = numbers[i];
    names[i].text = built_text(b, numbers[i]);
  }
  qsort(names, count, sizeof *names, compare_names);
  for (i = 0; i < count; i++) numbers[i] = names[i].number;
}


static int sort_buckets (Layout *l) {
  const uint32_t *before = l->buckets;
  uint32_t i, n = l->reg.counts[BUCKETS], most = 0;
  Name *names;
  for (i = 0; i < n; i++)
    if (before[i + 1] - before[i] > most) most = before[i + 1] - before[i];
  names = new_array(l->b, most, sizeof *names);
  for (i = 0; names != NULL && i < n; i++)
    if (before[i + 1] - before[i] > 1)
      sort_bucket(l->b, l->order + 1 + before[i], before[i + 1] - before[i],
                  names);
  free(names);
  return names != NULL;
}


/*
** Set the marks of all buckets, and buckets[b] to the number of names before
** bucket b.  Until the names have their numbers, the bucket of each is stored
** there.
*/
static void count_buckets (Layout *l) {
  const Interned *strings = l->b->strings.at;
  uint32_t *numbers = final_numbers(l->b);
  uint32_t i, n = l->reg.counts[BUCKETS];
  for (i = 1; i < l->b->strings.count; i++) {
    uint64_t hash;
    if (strings[i].use != USE_NAMES) continue;
    hash = hash_folded(built_text(l->b, i));
    numbers[i] = bucket_of(hash, n);
    l->marks[numbers[i]] |= (unsigned char)mark_of(hash);
    l->buckets[numbers[i] + 1]++;
  }
  for (i = 0; i < n; i++) l->buckets[i + 1] += l->buckets[i];
}


/*
** Put the names into their buckets, in the order of their first use.  Each
** buckets[b] moves to the end of its bucket, and then back.
*/
static void fill_buckets (Layout *l) {
  const Interned *strings = l->b->strings.at;
  const uint32_t *numbers = final_numbers(l->b);
  uint32_t i;
  for (i = 1; i < l->b->strings.count; i++)
    if (strings[i].use == USE_NAMES)
      l->order[1 + l->buckets[numbers[i]]++] = i;
  for (i = l->reg.counts[BUCKETS]; i > 0; i--)
    l->buckets[i] = l->buckets[i - 1];
  l->buckets[0] = 0;
}


static uint32_t count_names (const Builder *b) {
  const Interned *strings = b->strings.at;
  uint32_t i, n = 0;
  for (i = 1; i < b->strings.count; i++) n += (strings[i].use == USE_NAMES);
  return n;
}


/* There are as many buckets as names, or up to twice as many. */
int order_names (Layout *l) {
  uint32_t n = count_names(l->b), buckets = 1;
  while (buckets < n) buckets *= 2;
  l->reg.counts[NAMES] = n;
  l->reg.counts[BUCKETS] = buckets;
  l->buckets = new_array(l->b, buckets + 1, sizeof *l->buckets);
  l->marks = new_array(l->b, buckets, sizeof *l->marks);
  if (l->buckets == NULL || l->marks == NULL) return 0;
  count_buckets(l);
  fill_buckets(l);
  return sort_buckets(l);
}


/* For each name, the first of the names that are equal without case. */
static uint32_t *same_names (Layout *l) {
  uint32_t i, n = l->reg.counts[NAMES];
  uint32_t *same = new_array(l->b, n, sizeof *same);
  for (i = 1; same != NULL && i < n; i++)
    same[i] = same_folded(built_text(l->b, l->order[i]),
                          built_text(l->b, l->order[i + 1])) ? same[i - 1] : i;
  return same;
}


/*
** Chain the entries of each name, from the last entry to the first.
** name_rows[name] is the first row (+ 1) of its chain so far; next_rows[i] is
** the row (+ 1) that follows entry i.
*/
static void chain_entries (Layout *l, const uint32_t *same) {
  const Head *heads = l->b->heads.at;
  const uint32_t *names = values_of(l->b, NAME);
  uint32_t i, k = l->b->filled[NAME], chained = 0;
  for (i = l->b->heads.count; i-- > 0; ) {
    uint32_t name;
    if (!(heads[i].filled >> NAME & 1)) continue;
    name = same[final_number(l->b, names[--k]) - 1];
    l->next_rows[i] = l->name_rows[name];
    l->name_rows[name] = heads[i].row + 1;
    chained += (l->next_rows[i] != 0);
  }
  for (i = 0; i < l->reg.counts[NAMES]; i++)
    l->name_rows[i] = (same[i] == i) ? l->name_rows[i] - 1
                                     : l->name_rows[same[i]];
  l->reg.counts[FILLED + NEXT_ROW] = chained;
}


int chain_names (Layout *l) {
  Builder *b = l->b;
  uint32_t *same = same_names(l);
  l->name_rows = new_array(b, l->reg.counts[NAMES], sizeof *same);
  l->next_rows = new_array(b, b->heads.count, sizeof *same);
  if (same != NULL && l->name_rows != NULL && l->next_rows != NULL)
    chain_entries(l, same);
  free(same);
  return same != NULL && l->name_rows != NULL && l->next_rows != NULL;
}


int put_names (Layout *l) {
  uint32_t i, filled = 0, n = l->b->heads.count;
  int which = column_array(NEXT_ROW, SET);
  uint64_t *words = new_array(l->b, words_for(n), sizeof *words);
  if (words == NULL) return 0;
  for (i = 0; i < n; i++) {
    if (l->next_rows[i] == 0) continue;
    add_member(words, i);
    l->next_rows[filled++] = l->next_rows[i] - 1;
  }
  put_set(l, which, words);
  put_ranks(l, which);
  put_numbers(l, column_array(NEXT_ROW, VALUES), l->next_rows);
  for (i = 0; i < l->reg.counts[BUCKETS]; i++)
    put_number(l, NAME_MARKS, i, l->marks[i]);
  put_numbers(l, NAME_BUCKETS, l->buckets);
  put_numbers(l, NAME_ROWS, l->name_rows);
  free(words);
  return 1;
}


/* -------------------------------------------------------------- ports */

/* Goes through the entries that have ports, in their order. */
typedef struct PortWalk {
  const Head *head;
  uint32_t left;		/* entries from `head` on */
  const uint32_t *ports, *last_ports;
  uint32_t first, last, row;	/* of the current entry */
} PortWalk;


static PortWalk port_walk (const Builder *b) {
  PortWalk w = { NULL, 0, NULL, NULL, 0, 0, 0 };
  w.head = b->heads.at;
  w.left = b->heads.count;
  w.ports = values_of(b, PORT);
  w.last_ports = values_of(b, LAST_PORT);
  return w;
}


static int walk_on (PortWalk *w) {
  for (; w->left > 0; w->left--, w->head++) {
    if (!(w->head->filled >> PORT & 1)) continue;
    w->row = w->head->row;
    w->first = w->last = *w->ports++ - 1;
    if (w->head->filled >> LAST_PORT & 1) w->last = *w->last_ports++ - 1;
    w->left--;
    w->head++;
    return 1;
  }
  return 0;
}


/* A segment begins where an entry begins, and after the end of one. */
static void cut_segments (Layout *l) {
  PortWalk w = port_walk(l->b);
  uint32_t i, n = 0;
  add_member(l->port_starts, 0);
  while (walk_on(&w)) {
    add_member(l->port_starts, w.first);
    if (w.last + 1 < N_PORTS) add_member(l->port_starts, w.last + 1);
  }
  for (i = 0; i < N_PORTS / 64; i++) {
    l->port_ranks[i] = n;
    n += count_ones(l->port_starts[i]);
  }
  l->reg.counts[SEGMENTS] = n;
}


/* The segment that a port is in, before there is an image. */
static uint32_t segment_at (const Layout *l, uint32_t port) {
  uint64_t up_to = ~(uint64_t)0 >> (63 - port % 64);
  return l->port_ranks[port / 64]
       + count_ones(l->port_starts[port / 64] & up_to) - 1;
}


/* Count the covers of each segment s into cover_first[s + 1]. */
static int count_covers (Layout *l) {
  PortWalk w = port_walk(l->b);
  uint32_t s, last, total = 0;
  while (walk_on(&w)) {
    s = segment_at(l, w.first);
    last = (w.last == w.first) ? s : segment_at(l, w.last);
    total += last - s + 1;
    if (total > MAX_COVERS)
      return builder_fail(l->b, -1, "ranges overlap more than %u times",
                          MAX_COVERS);
    for (; s <= last; s++) l->cover_first[s + 1]++;
  }
  l->reg.counts[COVERS] = total;
  return 1;
}


int cut_ports (Layout *l) {
  uint32_t s, n;
  cut_segments(l);
  n = l->reg.counts[SEGMENTS];
  l->cover_first = new_array(l->b, n + 1, sizeof *l->cover_first);
  if (l->cover_first == NULL || !count_covers(l)) return 0;
  for (s = 0; s < n; s++) l->cover_first[s + 1] += l->cover_first[s];
  return 1;
}


/* Each cover_first moves on to the place of the next cover of its segment. */
void put_ports (Layout *l) {
  PortWalk w = port_walk(l->b);
  uint32_t s, last;
  put_set(l, PORT_STARTS, l->port_starts);
  put_ranks(l, PORT_STARTS);
  put_numbers(l, COVER_FIRST, l->cover_first);
  while (walk_on(&w)) {
    s = segment_at(l, w.first);
    last = (w.last == w.first) ? s : segment_at(l, w.last);
    for (; s <= last; s++)
      put_number(l, COVER_ROWS, l->cover_first[s]++, w.row);
  }
}


/* ----------------------------------------------------------- contacts */

typedef struct ContactKey {
  Text id;
  uint32_t contact;
} ContactKey;


static int compare_contacts (const void *x, const void *y) {
  const ContactKey *a = x, *b = y;
  return compare_texts(a->id, b->id);
}


int put_contacts (Layout *l) {
  Builder *b = l->b;
  const uint32_t *cells = b->contacts.at;
  uint32_t i, n = l->reg.counts[CONTACTS];
  ContactKey *keys = new_array(b, n, sizeof *keys);
  if (keys == NULL) return 0;
  for (i = 0; i < n * N_CONTACT_CELLS; i++)
    put_number(l, CONTACT_TEXTS, i, final_number(b, cells[i]));
  for (i = 0; i < n; i++) {
    keys[i].contact = i;
    keys[i].id = built_text(b, cells[i * N_CONTACT_CELLS + CONTACT_ID]);
  }
  qsort(keys, n, sizeof *keys, compare_contacts);
  for (i = 0; i < n; i++) put_number(l, CONTACT_ORDER, i, keys[i].contact);
  free(keys);
  return 1;
}
