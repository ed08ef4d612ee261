/*
** check_indexes.c - opening an image: its indexes.  See check_indexes.h.
*/

#include "core/check_arrays.h"
#include "core/check_indexes.h"
#include "core/lookup.h"


static const char wrong_ports[] = "the port index is not the ports'";
static const char wrong_names[] = "the name index is not the names'";


/* ------------------------------------------------------------- ports */

/* Does an entry begin at `row` that covers all of `first` .. `last`? */
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
** Are segment `s`'s covers entries that cover it, in registry order, and
** others than those of the segment before?
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


/* How many segments the entries' ranges span; NO_ROW if one is no range. */
static uint32_t count_covers (const Registry *reg) {
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


/* The next port that begins a segment, or PORTS. */
static uint32_t next_start (const Registry *reg, uint32_t port) {
  const Array *starts = &reg->arrays[PORT_STARTS];
  uint64_t word;
  if (++port >= PORTS) return PORTS;
  word = bits_word(starts, port / 64) >> (port % 64);
  if (word != 0) return port + lowest(word);
  for (port = port / 64 + 1; port < PORTS / 64; port++)
    if ((word = bits_word(starts, port)) != 0)
      return port * 64 + lowest(word);
  return PORTS;
}


const char *check_ports (const Registry *reg) {
  const uint32_t *n = reg->counts;
  uint32_t first, next, s = 0;
  const char *error;
  if ((error = check_ranked(reg, PORT_STARTS, PORTS, n[SEGMENTS])) != NULL
      || (error = check_rising(reg, COVER_FIRST, n[COVERS])) != NULL
      || (error = check_array(reg, COVER_ROWS, 0, n[ROWS])) != NULL)
    return error;
  if (!bits_test(&reg->arrays[PORT_STARTS], 0)) return wrong_ports;
  for (first = 0; first < PORTS; first = next) {
    next = next_start(reg, first);
    if (!check_segment(reg, s++, first, next - 1)) return wrong_ports;
  }
  return (count_covers(reg) == n[COVERS]) ? NULL : wrong_ports;
}


/*
** How many entries follow on that of `row`, with names that lead to where
** its name leads; NO_ROW if there is another among them.
*/
static uint32_t chain_length (const Registry *reg, uint32_t row,
                              uint32_t entry) {
  const Array *heads = &reg->arrays[NAME_ROWS];
  uint32_t head = row, length = 0, next, name;
  while (column_get(column_of(reg, NEXT_ROW), entry, &next)) {
    entry = entry_of(reg, next);
    if (next <= row || !column_get(column_of(reg, NAME), entry, &name)
        || array_get(heads, name - 1) != head) return NO_ROW;
    row = next;
    length++;
  }
  return length;
}


/*
** Does each spelling lead to an entry of that name, and that on to all
** others?  The names of a spelling lead to one row: so there are as many
** entries that their name leads to as spellings, and all are in their chains.
*/
static int check_chains (const Registry *reg, uint32_t spellings) {
  const Array *names = column_of(reg, NAME);
  const Array *heads = &reg->arrays[NAME_ROWS];
  uint32_t w, entry = 0, i = 0, chains = 0, chained = 0, length;
  for (w = 0; w < reg->arrays[ROW_STARTS].count; w++) {
    uint64_t starts = bits_word(&reg->arrays[ROW_STARTS], w);
    for (; starts != 0; starts &= starts - 1) {
      uint32_t row = w * 64 + lowest(starts);
      if (!bits_test(names, entry++)) continue;
      if (array_get(heads, array_get(names + VALUES, i++) - 1) != row)
        continue;
      length = chain_length(reg, row, entry - 1);
      if (length == NO_ROW) return 0;
      chained += length + 1;
      chains++;
    }
  }
  return chains == spellings && chained == reg->counts[FILLED + NAME]
      && chained - chains == reg->counts[FILLED + NEXT_ROW];
}


/* How many marks there are: eight buckets at a time; zeros follow the last. */
static uint32_t count_marks (const Registry *reg) {
  const Array *marks = &reg->arrays[NAME_MARKS];
  uint32_t w, count = 0;
  for (w = 0; w * 8 < marks->count; w++)
    count += count_ones(bits_word(marks, w));
  return count;
}


/*
** Names that are in their buckets by hash, marked there, and sorted, with one
** row for a spelling.  No mark is of no name: there are as many as the names
** of each bucket have.  Returns how many spellings, or NO_ROW.
*/
static uint32_t count_spellings (const Registry *reg) {
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
  uint32_t spellings;
  const char *error;
  if ((error = check_rising(reg, NAME_BUCKETS, n[NAMES])) != NULL
      || (error = check_array(reg, NAME_ROWS, 0, n[ROWS])) != NULL)
    return error;
  spellings = count_spellings(reg);
  if (spellings == NO_ROW || !check_chains(reg, spellings))
    return wrong_names;
  return NULL;
}
