/*
** indexes.c - inside the builder: from a name, a port or a contact's id to
** its rows.  See registry.h for what each index means.
*/

#include <stdlib.h>

#include "layout.h"


/* -------------------------------------------------------------- names */

static int compare_names (const void *x, const void *y) {
  const Name *a = x, *b = y;
  int order;
  order = compare_folded(a->text, b->text);
  if (order != 0) return order;
  return (a->number < b->number) ? -1 : 1;
}


/* All names and their buckets, in the order of their first use. */
static Name *collect_names (Layout *l) {
  Builder *b = l->b;
  const Interned *strings = b->strings.at;
  Name *names = new_array(b, b->strings.count, sizeof *names);
  uint32_t i, n = 0;
  if (names == NULL) return NULL;
  for (i = 1; i < b->strings.count; i++)
    if (strings[i].class == NAMED) names[n++].number = i;
  l->counts[NAMES] = n;
  for (l->counts[BUCKETS] = 1; l->counts[BUCKETS] < n; )
    l->counts[BUCKETS] *= 2;
  for (i = 0; i < n; i++) {
    const Interned *s = &strings[names[i].number];
    names[i].text.at = (const char *)b->pool.at + s->at;
    names[i].text.size = s->size;
    names[i].bucket = bucket_of(hash_folded(names[i].text),
                                l->counts[BUCKETS]);
  }
  return names;
}


/* Sort the names of each bucket, which end where `ends` says. */
static void sort_buckets (Layout *l, const uint32_t *ends) {
  uint32_t bucket, first = 0;
  for (bucket = 0; bucket < l->counts[BUCKETS]; bucket++) {
    if (ends[bucket] - first > 1)
      qsort(l->names + first, ends[bucket] - first, sizeof *l->names,
            compare_names);
    first = ends[bucket];
  }
}


/* There are about as many buckets as names: distribute, then sort each. */
int order_names (Layout *l) {
  Name *names = collect_names(l);
  uint32_t i, *ends = NULL;
  l->names = new_array(l->b, l->counts[NAMES], sizeof *l->names);
  ends = new_array(l->b, l->counts[BUCKETS] + 1, sizeof *ends);
  if (names != NULL && l->names != NULL && ends != NULL) {
    for (i = 0; i < l->counts[NAMES]; i++) ends[names[i].bucket + 1]++;
    for (i = 1; i <= l->counts[BUCKETS]; i++) ends[i] += ends[i - 1];
    for (i = 0; i < l->counts[NAMES]; i++)
      l->names[ends[names[i].bucket]++] = names[i];
    sort_buckets(l, ends);
  }
  free(names);
  free(ends);
  return names != NULL && l->names != NULL && ends != NULL;
}


static int put_buckets (Layout *l) {
  uint32_t i, bucket, n = l->counts[BUCKETS];
  uint32_t *ends = new_array(l->b, n + 1, sizeof *ends);
  int ok = ends != NULL;
  for (i = 0, bucket = 0; ok && bucket < n; bucket++) {
    while (i < l->counts[NAMES] && l->names[i].bucket == bucket) i++;
    ends[bucket + 1] = i;
  }
  ok = ok && put_array(l->b, NAME_BUCKETS, ends, n + 1);
  free(ends);
  return ok;
}


/* By name: the first of the names that are spelt the same but for case. */
static uint32_t *same_names (Layout *l) {
  uint32_t i;
  uint32_t *same = new_array(l->b, l->counts[NAMES], sizeof *same);
  for (i = 1; same != NULL && i < l->counts[NAMES]; i++)
    same[i] = same_folded(l->names[i - 1].text, l->names[i].text)
            ? same[i - 1] : i;
  return same;
}


/*
** Chain the entries of each name, from the last to the first: `heads` holds
** the first row (+ 1) of what is chained so far, `next` what follows it.
*/
int put_names (Layout *l) {
  Builder *b = l->b;
  const Entry *entries = b->entries.at;
  uint32_t i, n = l->counts[NAMES];
  uint32_t *same = same_names(l);
  uint32_t *heads = new_array(b, n, sizeof *heads);
  uint32_t *next = new_array(b, l->counts[ENTRIES], sizeof *next);
  int ok = same != NULL && heads != NULL && next != NULL;
  for (i = l->counts[ENTRIES]; ok && i-- > 0; ) {
    uint32_t name = entries[i].values[NAME];
    if (name == 0) continue;
    name = same[final_number(b, name) - 1];
    next[i] = heads[name];
    heads[name] = l->first[i] + 1;
  }
  for (i = n; ok && i-- > 0; ) heads[i] = heads[same[i]] - 1;
  ok = ok && put_column(l, NEXT_ROW, next)
          && put_array(b, NAME_ROWS, heads, n) && put_buckets(l);
  free(same);
  free(heads);
  free(next);
  return ok;
}


/* -------------------------------------------------------------- ports */

static uint32_t last_port (const Entry *e) {
  return (e->values[LAST_PORT] != 0) ? e->values[LAST_PORT] - 1
                                     : e->values[PORT] - 1;
}


/*
** Segments begin where an entry begins or ends.  `words` gets their set,
** segments[p] the number of the segment that port p lies in.
*/
static void cut_segments (Layout *l, uint64_t *words, uint32_t *segments) {
  const Entry *entries = l->b->entries.at;
  uint32_t i, n = 0;
  set_bit(words, 0);
  for (i = 0; i < l->counts[ENTRIES]; i++) {
    if (entries[i].values[PORT] == 0) continue;
    set_bit(words, entries[i].values[PORT] - 1);
    if (last_port(&entries[i]) + 1 < PORTS)
      set_bit(words, last_port(&entries[i]) + 1);
  }
  for (i = 0; i < PORTS; i++) {
    n += (uint32_t)(words[i / 64] >> (i % 64) & 1);
    segments[i] = n - 1;
  }
  l->counts[SEGMENTS] = n;
}


/* Count, for each segment s, what covers it, into ends[s + 1]; then add up. */
static int count_covers (Layout *l, const uint32_t *segments,
                         uint32_t *ends) {
  const Entry *entries = l->b->entries.at;
  uint32_t i, s, total = 0;
  for (i = 0; i < l->counts[ENTRIES]; i++) {
    if (entries[i].values[PORT] == 0) continue;
    s = segments[entries[i].values[PORT] - 1];
    for (; s <= segments[last_port(&entries[i])]; s++) {
      if (++total > MAX_COVERS)
        return builder_fail(l->b, -1, "ranges overlap more than %u times",
                            MAX_COVERS);
      ends[s + 1]++;
    }
  }
  for (s = 0; s < l->counts[SEGMENTS]; s++) ends[s + 1] += ends[s];
  l->counts[COVERS] = total;
  return 1;
}


/* Fill the covers in registry order; moves each ends[s] to ends[s + 1]. */
static void fill_covers (Layout *l, const uint32_t *segments, uint32_t *at,
                         uint32_t *covers) {
  const Entry *entries = l->b->entries.at;
  uint32_t i, s;
  for (i = 0; i < l->counts[ENTRIES]; i++) {
    if (entries[i].values[PORT] == 0) continue;
    s = segments[entries[i].values[PORT] - 1];
    for (; s <= segments[last_port(&entries[i])]; s++)
      covers[at[s]++] = l->first[i];
  }
}


int put_ports (Layout *l) {
  Builder *b = l->b;
  uint64_t *words = new_array(b, PORTS / 64, sizeof *words);
  uint32_t *segments = new_array(b, PORTS, sizeof *segments);
  uint32_t *ends = new_array(b, PORTS + 1, sizeof *ends), *covers = NULL;
  int ok = words != NULL && segments != NULL && ends != NULL;
  if (ok) cut_segments(l, words, segments);
  ok = ok && count_covers(l, segments, ends)
          && put_ranked(b, PORT_STARTS, words, PORTS)
          && put_array(b, COVER_FIRST, ends, l->counts[SEGMENTS] + 1);
  if (ok) covers = new_array(b, l->counts[COVERS], sizeof *covers);
  if (covers != NULL) fill_covers(l, segments, ends, covers);
  ok = covers != NULL && put_array(b, COVER_ROWS, covers, l->counts[COVERS]);
  free(words);
  free(segments);
  free(ends);
  free(covers);
  return ok;
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


/* Contacts in the order of their ids, each of which stands once. */
static int order_contacts (Builder *b, ContactKey *keys, uint32_t *order) {
  uint32_t i, n = b->contacts.count;
  qsort(keys, n, sizeof *keys, compare_contacts);
  for (i = 0; i < n; i++) {
    if (i > 0 && compare_contacts(&keys[i - 1], &keys[i]) == 0)
      return builder_fail(b, 0, "contact %.*s stands twice",
                          (int)keys[i].id.size, keys[i].id.at);
    order[i] = keys[i].contact;
  }
  return 1;
}


int put_contacts (Layout *l) {
  Builder *b = l->b;
  const Interned *strings = b->strings.at;
  const uint32_t *cells = b->contacts.at;
  uint32_t i, n = l->counts[CONTACTS], size = n * CONTACT_FIELDS;
  ContactKey *keys = new_array(b, n, sizeof *keys);
  uint32_t *order = new_array(b, n, sizeof *order);
  uint32_t *numbers = new_array(b, size, sizeof *numbers);
  int ok = keys != NULL && order != NULL && numbers != NULL;
  for (i = 0; ok && i < size; i++) numbers[i] = final_number(b, cells[i]);
  for (i = 0; ok && i < n; i++) {
    const Interned *id = &strings[cells[i * CONTACT_FIELDS]];
    keys[i].contact = i;
    keys[i].id.at = (const char *)b->pool.at + id->at;
    keys[i].id.size = id->size;
  }
  ok = ok && order_contacts(b, keys, order)
          && put_array(b, CONTACT_CELLS, numbers, size)
          && put_array(b, CONTACT_ORDER, order, n);
  free(keys);
  free(order);
  free(numbers);
  return ok;
}
