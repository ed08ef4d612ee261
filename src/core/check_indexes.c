/*
** check_indexes.c - opening an image: its indexes.  See check_indexes.h.
*/

#include "core/check_arrays.h"
#include "core/check_indexes.h"
#include "core/lookup.h"


static const char wrong_ports[] = "the port index is not the ports'";
static const char wrong_names[] = "the name index is not the names'";


/* ------------------------------------------------------------- ports */

/* Does an entry begin at `row` that covers all ports first .. last? */
static int covers (const Registry *reg, uint32_t row, uint32_t first,
                   uint32_t last) {
  const Array *starts = &reg->arrays[ROW_STARTS];
  uint32_t entry = bits_rank(starts, row), from, to;
  if (!bits_test(starts, row)) return 0;
  if (!column_get(column_of(reg, PORT), entry, &from)) return 0;
  to = from;
  column_get(column_of(reg, LAST_PORT), entry, &to);
  return from <= first && last <= to;
}


/*
** Do all covers of segment `s` cover it, are they in registry order, and are
** they not just those of the segment before?
*/
static int check_segment (const Registry *reg, uint32_t s, uint32_t first,
                          uint32_t last) {
  const Array *ends = &reg->arrays[COVER_FIRST];
  const Array *rows = &reg->arrays[COVER_ROWS];
  uint32_t from = array_get(ends, s), end = array_get(ends, s + 1), i;
  uint32_t size = end - from;
  int same = (s > 0 && from - array_get(ends, s - 1) == size);
  for (i = from; i < end; i++) {
    uint32_t row = array_get(rows, i);
    if (!covers(reg, row, first, last)) return 0;
    if (i > from && row <= array_get(rows, i - 1)) return 0;
    same = same && row == array_get(rows, i - size);
  }
  return !same;
}


/* All segments that each entry spans, added up; NO_ROW for a bad range. */
static uint32_t count_spans (const Registry *reg) {
  const Array *ranges = column_of(reg, LAST_PORT);
  uint32_t entry, i, first, last, total = reg->counts[FILLED + PORT];
  for (i = 0, entry = 0; i < reg->counts[FILLED + LAST_PORT]; entry++) {
    if (!bits_test(ranges, entry)) continue;
    last = array_get(ranges + VALUES, i++);
    if (!column_get(column_of(reg, PORT), entry, &first) || last < first
        || total > MAX_COVERS) return NO_ROW;
    total += segment_of(reg, last) - segment_of(reg, first);
  }
  return total;
}


/* The next port where a segment begins, or N_PORTS. */
static uint32_t next_start (const Registry *reg, uint32_t port) {
  const Array *starts = &reg->arrays[PORT_STARTS];
  uint64_t word;
  if (++port >= N_PORTS) return N_PORTS;
  word = bits_word(starts, port / 64) >> (port % 64);
  if (word != 0) return port + lowest_bit(word);
  for (port = port / 64 + 1; port < N_PORTS / 64; port++)
    if ((word = bits_word(starts, port)) != 0)
      return port * 64 + lowest_bit(word);
  return N_PORTS;
}


const char *check_ports (const Registry *reg) {
  const uint32_t *n = reg->counts;
  uint32_t first, next, s = 0;
  const char *error;
  if ((error = check_ranked(reg, PORT_STARTS, N_PORTS, n[SEGMENTS])) != NULL
      || (error = check_rising(reg, COVER_FIRST, n[COVERS])) != NULL
      || (error = check_array(reg, COVER_ROWS, 0, n[ROWS])) != NULL)
    return error;
  if (!bits_test(&reg->arrays[PORT_STARTS], 0)) return wrong_ports;
  for (first = 0; first < N_PORTS; first = next) {
    next = next_start(reg, first);
    if (!check_segment(reg, s++, first, next - 1)) return wrong_ports;
  }
  return (count_spans(reg) == n[COVERS]) ? NULL : wrong_ports;
}


/* ------------------------------------------------------------- names */

/*
** How many entries follow on `entry`, which begins at `row`, through NEXT_ROW.
** NO_ROW if they do not come in registry order, or if one has a name whose
** first row is not `row`.
*/
static uint32_t chain_length (const Registry *reg, uint32_t row,
                              uint32_t entry) {
  const Array *first_rows = &reg->arrays[NAME_ROWS];
  uint32_t first = row, length = 0, next, name;
  while (column_get(column_of(reg, NEXT_ROW), entry, &next)) {
    entry = entry_of(reg, next);
    if (next <= row || !column_get(column_of(reg, NAME), entry, &name)
        || array_get(first_rows, name - 1) != first) return NO_ROW;
    row = next;
    length++;
  }
  return length;
}


/*
** Does each name lead to the first of its entries, and from there to all
** others?  As many chains must begin as there are names, where names that are
** equal without case count as one (count_folded sees that they lead to one
** row); and the chains together must hold all entries with a name.
*/
static int check_chains (const Registry *reg, uint32_t names_folded) {
  const Array *names = column_of(reg, NAME);
  const Array *first_rows = &reg->arrays[NAME_ROWS];
  uint32_t w, entry = 0, i = 0, chains = 0, chained = 0, length;
  for (w = 0; w < reg->arrays[ROW_STARTS].count; w++) {
    uint64_t starts = bits_word(&reg->arrays[ROW_STARTS], w);
    for (; starts != 0; starts &= starts - 1) {
      uint32_t row = w * 64 + lowest_bit(starts);
      if (!bits_test(names, entry++)) continue;
      if (array_get(first_rows, array_get(names + VALUES, i++) - 1) != row)
        continue;
      length = chain_length(reg, row, entry - 1);
      if (length == NO_ROW) return 0;
      chained += length + 1;
      chains++;
    }
  }
  return chains == names_folded && chained == reg->counts[FILLED + NAME]
      && chained - chains == reg->counts[FILLED + NEXT_ROW];
}


/* All marks, counted for eight buckets at a time; zeros follow the last. */
static uint32_t count_marks (const Registry *reg) {
  const Array *marks = &reg->arrays[NAME_MARKS];
  uint32_t w, count = 0;
  for (w = 0; w * 8 < marks->count; w++)
    count += count_ones(bits_word(marks, w));
  return count;
}


/*
** Do all names belong in their buckets by their hash, are they sorted, are just
** their marks set, and do names that are equal without case have the same first
** row?  Counts the marks that the names need, to see that no others are set.
** Returns the number of names, where equal ones count as one; or NO_ROW.
*/
static uint32_t count_folded (const Registry *reg) {
  const Array *buckets = &reg->arrays[NAME_BUCKETS];
  const Array *rows = &reg->arrays[NAME_ROWS];
  uint32_t i, n = reg->counts[NAMES], count = n, seen = 0, marked = 0;
  for (i = 0; i < n; i++) {
    Text name = string_at(reg, i + 1);
    uint64_t hash = hash_folded(name);
    uint32_t bucket = bucket_of(hash, reg->counts[BUCKETS]);
    uint32_t mark = mark_of(hash), first = array_get(buckets, bucket);
    if (i < first || i >= array_get(buckets, bucket + 1)
        || !(array_get(&reg->arrays[NAME_MARKS], bucket) & mark))
      return NO_ROW;
    if (i == first) seen = 0;
    else {
      int order = compare_folded(string_at(reg, i), name);
      if (order > 0) return NO_ROW;
      if (order == 0 && array_get(rows, i) != array_get(rows, i - 1))
        return NO_ROW;
      count -= (order == 0);
    }
    marked += !(seen & mark);
    seen |= mark;
  }
  return (marked == count_marks(reg)) ? count : NO_ROW;
}


const char *check_names (const Registry *reg) {
  const uint32_t *n = reg->counts;
  uint32_t names_folded;
  const char *error;
  if ((error = check_rising(reg, NAME_BUCKETS, n[NAMES])) != NULL
      || (error = check_array(reg, NAME_ROWS, 0, n[ROWS])) != NULL)
    return error;
  names_folded = count_folded(reg);
  if (names_folded == NO_ROW || !check_chains(reg, names_folded))
    return wrong_names;
  return NULL;
}
