/*
** check.c - opening an image from any source.  See check.h.
**
** Checks all that registry.h says of an image: the header; then that the
** arrays fill the image and no number in them refers to what is not there; then
** that the indexes agree with the columns.  Constant memory, linear time.
*/

#include "core/check.h"
#include "core/dates.h"
#include "core/lookup.h"


static const char wrong_size[] = "the arrays do not fill the image";
static const char wrong_number[] = "a number refers outside of the image";
static const char wrong_set[] = "a set has members or ranks too many";
static const char wrong_strings[] = "the strings are not in order";
static const char wrong_text[] = "a string is empty, too long or not UTF-8";
static const char wrong_cell[] = "a cell holds what its column cannot";
static const char wrong_rows[] = "the rows do not fit the entries";
static const char wrong_ports[] = "the port index is not the ports'";
static const char wrong_names[] = "the name index is not the names'";
static const char wrong_contacts[] = "the contacts are not in order";


/* ------------------------------------------------------------- arrays */

/* Are all numbers below `limit`? */
static const char *check_array (const Registry *reg, int which,
                                uint32_t limit) {
  const Array *array = &reg->arrays[which];
  uint32_t i, above = 0;
  for (i = 0; i < array->count; i++) above |= (array_get(array, i) >= limit);
  return above ? wrong_number : NULL;
}


/* Do the numbers rise from 0 to `last`?  Two neighbours may be equal. */
static const char *check_rising (const Registry *reg, int which,
                                 uint32_t last) {
  const Array *array = &reg->arrays[which];
  uint32_t i, value = 0;
  if (array_get(array, 0) != 0) return wrong_number;
  for (i = 1; i < array->count; i++) {
    uint32_t next = array_get(array, i);
    if (next < value) return wrong_number;
    value = next;
  }
  return (value == last) ? NULL : wrong_number;
}


/* Are all members of the set below `limit`? */
static const char *check_set (const Registry *reg, int which,
                              uint32_t limit) {
  const Array *set = &reg->arrays[which];
  if (limit % 64 != 0
      && bits_word(set, set->count - 1) >> (limit % 64) != 0)
    return wrong_set;
  return NULL;
}


/* Has the set `size` members, all below `limit`, and are its ranks right? */
static const char *check_ranked (const Registry *reg, int which,
                                 uint32_t limit, uint32_t size) {
  const Array *set = &reg->arrays[which];
  uint32_t i, rank = 0;
  for (i = 0; i < set->count; i++) {
    if (array_get(set + RANKS, i) != rank) return wrong_set;
    rank += count_ones(bits_word(set, i));
  }
  return (rank == size) ? check_set(reg, which, limit) : wrong_set;
}


/* ------------------------------------------------------------- header */

const char *registry_check_header (const void *bytes, size_t size,
                                   uint64_t total) {
  const unsigned char *image = bytes;
  if (size < MAGIC_SIZE || memcmp(image, MAGIC, MAGIC_SIZE) != 0)
    return "not an image of a registry";
  if (size < HEADER_SIZE) return "an image cut short in its header";
  if (load32(image + BYTE_ORDER_AT) != BYTE_ORDER_MARK)
    return "an image for machines of the other byte order";
  if (load32(image + FORMAT_AT) != FORMAT)
    return "an image of a format that this version does not know";
  if (load32(image + COUNTS_AT + 4 * SIZE) != total || total > MAX_IMAGE)
    return "an image of another size than it says";
  return NULL;
}


static const char *check_header (const unsigned char *image, size_t size) {
  const char *error = registry_check_header(image, size, size);
  if (error != NULL) return error;
  if (load64(image + CHECKSUM_AT)
      != registry_checksum(image + COUNTS_AT, size - COUNTS_AT))
    return "an image whose bytes have changed: its checksum differs";
  return NULL;
}


/*
** Are all counts so small that their sums and products do not overflow, and do
** the arrays end where the image ends?
*/
static const char *check_counts (Registry *reg, const unsigned char *image) {
  int i;
  for (i = 0; i < N_COUNTS; i++)
    reg->counts[i] = load32(image + COUNTS_AT + 4u * (uint32_t)i);
  for (i = 0; i < N_COUNTS; i++)
    if (reg->counts[i] > MAX_IMAGE) return wrong_number;
  if (reg->counts[CONTACTS] > MAX_IMAGE / N_CONTACT_CELLS)
    return wrong_number;
  if (reg->counts[ROWS] > MAX_ROWS || reg->counts[STRINGS] == 0
      || reg->counts[BUCKETS] == 0
      || (reg->counts[BUCKETS] & (reg->counts[BUCKETS] - 1)) != 0
      || reg->counts[SEGMENTS] == 0 || reg->counts[SEGMENTS] > N_PORTS
      || reg->counts[SEARCHABLE] >= reg->counts[STRINGS]
      || reg->counts[NAMES] > reg->counts[SEARCHABLE])
    return wrong_number;
  return (registry_shape(reg) == reg->counts[SIZE]) ? NULL : wrong_size;
}


/* ------------------------------------------------------------ strings */

/* Where string `i` begins in the pool. */
static uint32_t string_start (const Registry *reg, uint32_t i) {
  return string_block(reg, i / STRING_BLOCK)
       + array_get(&reg->arrays[STRING_OFFSETS], i);
}


/*
** String 0 is empty.  Every other string has at least one byte, and the last
** one ends where the pool ends.  The pool is UTF-8, and every string begins
** with the first byte of a character.
*/
static const char *check_strings (const Registry *reg) {
  const uint32_t *n = reg->counts;
  uint32_t i, at, next;
  Text pool;
  pool.at = (const char *)reg->arrays[POOL_BYTES].at;
  pool.size = n[POOL];
  if (valid_prefix(pool) != pool.size) return wrong_text;
  if (string_start(reg, 0) != 0) return wrong_strings;
  at = string_start(reg, 1);
  if (at != 0) return wrong_strings;
  for (i = 1; i < n[STRINGS]; i++, at = next) {
    next = string_start(reg, i + 1);
    if (next < at || next > n[POOL]) return wrong_strings;
    if (next == at || next - at > MAX_CELL
        || ((unsigned char)pool.at[at] & 0xC0) == 0x80) return wrong_text;
  }
  return (at == n[POOL]) ? NULL : wrong_strings;
}


/* --------------------------------------------------- rows and columns */

static const char *check_rows (const Registry *reg) {
  const Array *sets = &reg->arrays[ROW_TRANSPORTS];
  uint32_t i, rows = reg->counts[ROWS];
  const char *error = check_ranked(reg, ROW_STARTS, rows,
                                   reg->counts[ENTRIES]);
  int t;
  for (t = TCP; error == NULL && t < NONE; t++)
    error = check_set(reg, ROW_TRANSPORTS + t, rows);
  if (error != NULL) return error;
  if (rows > 0 && !entry_begins(reg, 0)) return wrong_rows;
  for (i = 0; i < words_for(rows); i++) {
    uint64_t a = bits_word(&sets[TCP], i), b = bits_word(&sets[UDP], i);
    uint64_t c = bits_word(&sets[SCTP], i), d = bits_word(&sets[DCCP], i);
    if ((a & b) | ((a | b) & c) | ((a | b | c) & d)) return wrong_rows;
  }
  return NULL;
}


/* Are the values, all below the column's limit, such as it can hold? */
static int check_values (const Registry *reg, int column,
                         const Array *values) {
  uint32_t i, n = values->count;
  if (column == PORT || column == LAST_PORT) return 1;
  for (i = 0; i < n; i++) {
    uint32_t value = array_get(values, i);
    if (!(column == NEXT_ROW ? entry_begins(reg, value)
          : cell_terms[column].kind == KIND_DATE ? is_date(value)
          : value != 0)) return 0;		/* a string, not empty */
  }
  return 1;
}


static const char *check_column (const Registry *reg, int column) {
  int which = column_array(column, VALUES);
  const Array *values = &reg->arrays[which];
  const char *error = check_ranked(reg, column_array(column, SET),
                                   reg->counts[ENTRIES], values->count);
  if (error != NULL) return error;
  if (check_array(reg, which, column_limit(reg, column)) != NULL
      || !check_values(reg, column, values)) return wrong_cell;
  return NULL;
}


/* ------------------------------------------------------------ indexes */

/* Does the entry of `row` cover all ports first .. last? */
static int covers (const Registry *reg, uint32_t row, uint32_t first,
                   uint32_t last) {
  uint32_t entry = entry_of(reg, row), from, to;
  if (!column_get(column_of(reg, PORT), entry, &from)) return 0;
  to = from;
  column_get(column_of(reg, LAST_PORT), entry, &to);
  return from <= first && last <= to;
}


/* Do all covers of segment `s` cover it, and are they in registry order? */
static int check_segment (const Registry *reg, uint32_t s, uint32_t first,
                          uint32_t last) {
  const Array *ends = &reg->arrays[COVER_FIRST];
  const Array *rows = &reg->arrays[COVER_ROWS];
  uint32_t i;
  for (i = array_get(ends, s); i < array_get(ends, s + 1); i++) {
    uint32_t row = array_get(rows, i);
    if (!entry_begins(reg, row) || !covers(reg, row, first, last)) return 0;
    if (i > array_get(ends, s) && row <= array_get(rows, i - 1)) return 0;
  }
  return 1;
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


static const char *check_ports (const Registry *reg) {
  const uint32_t *n = reg->counts;
  uint32_t first, next, s = 0;
  const char *error;
  if ((error = check_ranked(reg, PORT_STARTS, N_PORTS, n[SEGMENTS])) != NULL
      || (error = check_rising(reg, COVER_FIRST, n[COVERS])) != NULL
      || (error = check_array(reg, COVER_ROWS, n[ROWS])) != NULL)
    return error;
  if (!bits_test(&reg->arrays[PORT_STARTS], 0)) return wrong_ports;
  for (first = 0; first < N_PORTS; first = next) {
    next = next_start(reg, first);
    if (!check_segment(reg, s++, first, next - 1)) return wrong_ports;
  }
  return (count_spans(reg) == n[COVERS]) ? NULL : wrong_ports;
}


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
** equal without case count as one (check_bucket sees that they lead to one
** row); and the chains together must hold all entries with a name.
*/
static int check_chains (const Registry *reg, uint32_t names_folded) {
  const Array *names = column_of(reg, NAME);
  const Array *first_rows = &reg->arrays[NAME_ROWS];
  uint32_t row, entry = 0, i = 0, chains = 0, chained = 0, length, name;
  for (row = 0; row < reg->counts[ROWS]; row++) {
    if (!entry_begins(reg, row) || !bits_test(names, entry++)) continue;
    name = array_get(names + VALUES, i++);
    if (array_get(first_rows, name - 1) != row) continue;
    length = chain_length(reg, row, entry - 1);
    if (length == NO_ROW) return 0;
    chained += length + 1;
    chains++;
  }
  return chains == names_folded && chained == reg->counts[FILLED + NAME]
      && chained - chains == reg->counts[FILLED + NEXT_ROW];
}


/*
** Do the names of a bucket belong there by their hash, are they sorted, are
** just their marks set, and do names that are equal without case have the same
** first row?  Adds to `*names_folded`, where equal ones count as one.
*/
static int check_bucket (const Registry *reg, uint32_t bucket,
                         uint32_t *names_folded) {
  const Array *ends = &reg->arrays[NAME_BUCKETS];
  const Array *rows = &reg->arrays[NAME_ROWS];
  uint32_t i, first = array_get(ends, bucket), marks = 0;
  for (i = first; i < array_get(ends, bucket + 1); i++) {
    Text name = string_at(reg, i + 1);
    uint64_t hash = hash_folded(name);
    int order = (i == first) ? -1
              : compare_folded(string_at(reg, i), name);
    if (bucket_of(hash, reg->counts[BUCKETS]) != bucket || order > 0) return 0;
    marks |= mark_of(hash);
    if (order == 0 && array_get(rows, i) != array_get(rows, i - 1)) return 0;
    *names_folded += (order < 0);
  }
  return marks == array_get(&reg->arrays[NAME_MARKS], bucket);
}


static const char *check_names (const Registry *reg) {
  const uint32_t *n = reg->counts;
  uint32_t bucket, names_folded = 0;
  const char *error;
  if ((error = check_rising(reg, NAME_BUCKETS, n[NAMES])) != NULL
      || (error = check_array(reg, NAME_ROWS, n[ROWS])) != NULL)
    return error;
  for (bucket = 0; bucket < n[BUCKETS]; bucket++)
    if (!check_bucket(reg, bucket, &names_folded)) return wrong_names;
  return check_chains(reg, names_folded) ? NULL : wrong_names;
}


static const char *check_contacts (const Registry *reg) {
  const uint32_t *n = reg->counts;
  const Array *order = &reg->arrays[CONTACT_ORDER];
  uint32_t i;
  const char *error;
  if ((error = check_array(reg, CONTACT_TEXTS, n[STRINGS])) != NULL
      || (error = check_array(reg, CONTACT_ORDER, n[CONTACTS])) != NULL
      || (error = check_array(reg, FACT_CELLS, n[STRINGS])) != NULL)
    return error;
  if (n[CONTACTS] > 0
      && contact_cell(reg, array_get(order, 0), CONTACT_ID).size == 0)
    return wrong_contacts;
  for (i = 1; i < n[CONTACTS]; i++)
    if (compare_texts(contact_cell(reg, array_get(order, i - 1), CONTACT_ID),
                      contact_cell(reg, array_get(order, i), CONTACT_ID)) >= 0)
      return wrong_contacts;
  return NULL;
}


const char *registry_open (Registry *reg, const void *image, size_t size) {
  const char *error = check_header(image, size);
  int column;
  if (error == NULL) error = check_counts(reg, image);
  if (error != NULL) return error;
  registry_view(reg, image);
  if ((error = check_strings(reg)) != NULL
      || (error = check_rows(reg)) != NULL) return error;
  for (column = 0; column < N_COLUMNS; column++)
    if ((error = check_column(reg, column)) != NULL) return error;
  if ((error = check_ports(reg)) == NULL
      && (error = check_names(reg)) == NULL) error = check_contacts(reg);
  return error;
}
