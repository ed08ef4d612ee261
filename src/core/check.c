/*
** check.c - opening an image from any source.  See check.h.
**
** Checks all that registry.h says of an image: the header; then that the
** arrays fill the image and no number in them refers to what is not there; then
** that the indexes agree with the columns (check_indexes.c) and the strings are
** numbered in the order of use (check_order.c).  Constant memory; a few passes
** over each array.
**
** A registry has one image: one that the builder would have written in another
** way is refused.  Three things are not checked, since that would take memory:
**
**   - That each string is stored once.  Answers compare texts, never the
**     numbers of strings.  Every copy of a string leads to the rows that use
**     it: text search looks at each copy, names that are equal without case
**     have one chain, and contacts are sorted by their texts, each once.
**   - From string WATCHED on (check_order.h), that a searchable string that is
**     no name is used in a searched cell.  One that is not leads to no row.
**   - From there on, also the order of two spellings of a name.  Both lead to
**     the same rows, and a look-up of one of them compares with all.
*/

#include "core/check.h"
#include "core/check_arrays.h"
#include "core/check_indexes.h"
#include "core/check_order.h"
#include "core/dates.h"
#include "core/lookup.h"


static const char wrong_size[] = "the arrays do not fill the image";
static const char wrong_strings[] = "the strings are not in order";
static const char wrong_text[] = "a string is empty, too long or not UTF-8";
static const char wrong_cell[] = "a cell holds what its column cannot";
static const char wrong_rows[] = "the rows do not fit the entries";
static const char wrong_contacts[] = "the contacts are not in order";


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


/* Are all bytes from the counts to the end of the header 0? */
static int ends_in_zeros (const unsigned char *image) {
  size_t at = COUNTS_AT + 4u * N_COUNTS;
  while (at < HEADER_SIZE && image[at] == 0) at++;
  return at == HEADER_SIZE;
}


static const char *check_header (const unsigned char *image, size_t size) {
  const char *error = registry_check_header(image, size, size);
  if (error != NULL) return error;
  if (load64(image + CHECKSUM_AT)
      != registry_checksum(image + COUNTS_AT, size - COUNTS_AT))
    return "an image whose bytes have changed: its checksum differs";
  if (!ends_in_zeros(image)) return "the header does not end in zeros";
  return NULL;
}


/* Is `buckets` the least power of two that is not below `names`? */
static int fit_names (uint32_t buckets, uint32_t names) {
  if (buckets == 0 || (buckets & (buckets - 1)) != 0) return 0;
  return buckets >= names && (buckets == 1 || buckets / 2 < names);
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
    if (reg->counts[i] > MAX_IMAGE) return WRONG_NUMBER;
  if (reg->counts[CONTACTS] > MAX_IMAGE / N_CONTACT_CELLS)
    return WRONG_NUMBER;
  if (reg->counts[ROWS] > MAX_ROWS || reg->counts[STRINGS] == 0
      || reg->counts[SEGMENTS] == 0 || reg->counts[SEGMENTS] > N_PORTS
      || reg->counts[COVERS] > MAX_COVERS
      || reg->counts[SEARCHABLE] >= reg->counts[STRINGS]
      || reg->counts[NAMES] > reg->counts[SEARCHABLE]
      || !fit_names(reg->counts[BUCKETS], reg->counts[NAMES]))
    return WRONG_NUMBER;
  return (registry_shape(reg) == reg->counts[SIZE]) ? NULL : wrong_size;
}


/* ------------------------------------------------------------ strings */

/*
** String 0 is empty.  Every other string has at least one byte, and the last
** one ends where the pool ends.  The pool is UTF-8, and every string begins
** with the first byte of a character.  The first offset of each block is 0, and
** the count SPAN is the largest offset.
*/
static const char *check_strings (const Registry *reg) {
  const uint32_t *n = reg->counts;
  const Array *offsets = &reg->arrays[STRING_OFFSETS];
  uint32_t i, at = 0, base = 0, span = 0;
  Text pool;
  pool.at = (const char *)reg->arrays[POOL_BYTES].at;
  pool.size = n[POOL];
  if (valid_prefix(pool) != pool.size) return wrong_text;
  for (i = 0; i <= n[STRINGS]; i++) {
    uint32_t offset = array_get(offsets, i), next;
    if (i % STRING_BLOCK == 0) {
      base = string_block(reg, i / STRING_BLOCK);
      if (offset != 0) return wrong_strings;
    }
    next = base + offset;
    if (next < at || next > n[POOL] || (i < 2 && next != 0))
      return wrong_strings;
    if (i >= 2 && (next == at || next - at > MAX_CELL
                   || ((unsigned char)pool.at[at] & 0xC0) == 0x80))
      return wrong_text;
    if (offset > span) span = offset;
    at = next;
  }
  return (at == n[POOL] && span == n[SPAN]) ? NULL : wrong_strings;
}


/* --------------------------------------------------- rows and columns */

/*
** Word `w` of a set of entries is `some`.  Returns those of them whose cell in
** the column is the same as that of the entry before, or empty like it.
*/
static uint64_t repeated (const Array *column, uint32_t w, uint64_t some) {
  uint64_t set = bits_word(column, w), before = set << 1, left;
  uint32_t rank = array_get(column + RANKS, w);
  if (w > 0) before |= bits_word(column, w - 1) >> 63;
  some &= ~(set ^ before);
  if ((some & set) == 0) return some;
  for (left = set; left != 0; left &= left - 1, rank++) {
    uint64_t bit = left & (0 - left);
    if ((some & bit) != 0 && array_get(column + VALUES, rank)
                          != array_get(column + VALUES, rank - 1))
      some ^= bit;
  }
  return some;
}


/* Does each entry differ from the one before it? */
static int all_differ (const Registry *reg) {
  uint32_t w, n = reg->counts[ENTRIES];
  for (w = 0; w < words_for(n); w++) {
    uint64_t same = (w == 0) ? ~(uint64_t)1 : ~(uint64_t)0;
    int i;
    if (w == n / 64) same &= ((uint64_t)1 << (n % 64)) - 1;
    for (i = 0; i < N_CELLS && same != 0; i++)	/* most differ by port */
      same = repeated(column_of(reg, (i + PORT) % N_CELLS), w, same);
    if (same != 0) return 0;
  }
  return 1;
}


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
static int check_values (const Registry *reg, int column) {
  const Array *values = column_of(reg, column) + VALUES;
  int is_date_column = column < N_CELLS
                    && cell_terms[column].kind == KIND_DATE;
  uint32_t i;
  if (column != NEXT_ROW && !is_date_column) return 1;
  for (i = 0; i < values->count; i++) {
    uint32_t value = array_get(values, i);
    if (!(is_date_column ? is_date(value) : entry_begins(reg, value)))
      return 0;
  }
  return 1;
}


/* A port may be 0; a filled cell holds no empty string. */
static const char *check_column (const Registry *reg, int column) {
  int which = column_array(column, VALUES);
  uint32_t least = !(column == PORT || column == LAST_PORT);
  const char *error = check_ranked(reg, column_array(column, SET),
                                   reg->counts[ENTRIES],
                                   reg->arrays[which].count);
  if (error != NULL) return error;
  if (check_array(reg, which, least, column_limit(reg, column)) != NULL
      || !check_values(reg, column)) return wrong_cell;
  return NULL;
}


static const char *check_contacts (const Registry *reg) {
  const uint32_t *n = reg->counts;
  const Array *order = &reg->arrays[CONTACT_ORDER];
  uint32_t i;
  const char *error;
  if ((error = check_array(reg, CONTACT_TEXTS, 0, n[STRINGS])) != NULL
      || (error = check_array(reg, CONTACT_ORDER, 0, n[CONTACTS])) != NULL
      || (error = check_array(reg, FACT_CELLS, 0, n[STRINGS])) != NULL)
    return error;
  for (i = 0; i < 2 * n[FACTS]; i += 2)
    if (array_get(&reg->arrays[FACT_CELLS], i) == 0)
      return "a fact has no key";
  if (n[CONTACTS] > 0
      && contact_cell(reg, array_get(order, 0), CONTACT_ID).size == 0)
    return wrong_contacts;
  for (i = 1; i < n[CONTACTS]; i++)
    if (compare_texts(contact_cell(reg, array_get(order, i - 1), CONTACT_ID),
                      contact_cell(reg, array_get(order, i), CONTACT_ID)) >= 0)
      return wrong_contacts;
  return NULL;
}


static const char *check_columns (const Registry *reg) {
  int column;
  for (column = 0; column < N_COLUMNS; column++) {
    const char *error = check_column(reg, column);
    if (error != NULL) return error;
  }
  return all_differ(reg) ? NULL : wrong_rows;
}


const char *registry_open (Registry *reg, const void *image, size_t size) {
  static const char *(*const checks[]) (const Registry *reg) = {
    check_gaps, check_strings, check_rows, check_columns,
    check_ports, check_names, check_contacts, check_order
  };
  const char *error = check_header(image, size);
  size_t i;
  if (error == NULL) error = check_counts(reg, image);
  if (error != NULL) return error;
  registry_view(reg, image);
  for (i = 0; error == NULL && i < sizeof checks / sizeof *checks; i++)
    error = checks[i](reg);
  return error;
}
