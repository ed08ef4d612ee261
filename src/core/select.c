/*
** select.c - sets of rows.  See select.h.
*/

#include "core/alias.h"
#include "core/dates.h"
#include "core/select.h"


uint32_t count_members (const uint64_t *words, uint32_t n) {
  uint32_t i, count = 0;
  for (i = 0; i < n; i++) count += count_ones(words[i]);
  return count;
}


uint32_t next_member (const uint64_t *words, uint32_t n, uint32_t from) {
  uint32_t i = from / 64;
  uint64_t word;
  if (i >= n) return NO_ROW;
  word = words[i] & (uint64_t)-1 << (from % 64);
  while (word == 0) {
    if (++i >= n) return NO_ROW;
    word = words[i];
  }
  return i * 64 + lowest_bit(word);
}


uint32_t nth_member (const uint64_t *words, uint32_t n, uint32_t nth) {
  uint32_t i, count;
  for (i = 0; i < n; i++, nth -= count) {
    uint64_t word = words[i];
    count = count_ones(word);
    if (nth >= count) continue;
    while (nth-- > 0) word &= word - 1;
    return i * 64 + lowest_bit(word);
  }
  return NO_ROW;
}


/* --------------------------------------------------------------- rows */

void all_rows (const Registry *reg, uint64_t *rows) {
  uint32_t count = reg->counts[ROWS];
  memset(rows, 0xFF, count / 64 * 8);
  if (count % 64 != 0) rows[count / 64] = ((uint64_t)1 << (count % 64)) - 1;
}


/* Of the 64 rows of word `i`, those with one of the transports. */
static uint64_t with_transports (const Registry *reg, unsigned transports,
                                 uint32_t i) {
  uint64_t wanted = 0, any = 0;
  int t;
  for (t = TCP; t < NONE; t++) {
    uint64_t word = bits_word(&reg->arrays[ROW_TRANSPORTS + t], i);
    any |= word;
    if (transports & 1u << t) wanted |= word;
  }
  return (transports & 1u << NONE) ? wanted | ~any : wanted;
}


void narrow_to_transports (const Registry *reg, unsigned transports,
                           uint64_t *rows) {
  uint32_t i, n = words_for(reg->counts[ROWS]);
  for (i = 0; i < n; i++) rows[i] &= with_transports(reg, transports, i);
}


void narrow_to_transport (const Registry *reg, int transport, uint64_t *rows) {
  const Array *set = &reg->arrays[ROW_TRANSPORTS + transport];
  uint32_t i, n = words_for(reg->counts[ROWS]);
  for (i = 0; i < n; i++) rows[i] &= bits_word(set, i);
}


/* The 64 bits from bit `i` of `words` on; 0 past the end. */
static uint64_t members_from (const uint64_t *words, uint32_t n, uint32_t i) {
  uint32_t shift = i % 64;
  uint64_t word = 0;
  i /= 64;
  if (i < n) word = words[i] >> shift;
  if (shift != 0 && i + 1 < n) word |= words[i + 1] << (64 - shift);
  return word;
}


/* Move the low bits of `bits`, in order, to where `places` has bits set. */
static uint64_t deposit (uint64_t bits, uint64_t places) {
  uint64_t result = 0;
  while (places != 0 && bits != 0) {
    uint64_t place = places & (0 - places);
    if (bits & 1) result |= place;
    bits >>= 1;
    places ^= place;
  }
  return result;
}


/*
** 64 rows at a time: the first row of each entry gets the bit of the entry;
** then every other row gets the bit of the row before it.
*/
void narrow_to_entries (const Registry *reg, const uint64_t *entries,
                        uint64_t *rows) {
  const Array *starts = &reg->arrays[ROW_STARTS];
  uint32_t i, n = words_for(reg->counts[ROWS]);
  uint32_t n_entries = words_for(reg->counts[ENTRIES]);
  uint64_t before = 0;				/* the last row's bit */
  for (i = 0; i < n; i++) {
    uint64_t first = bits_word(starts, i);
    uint64_t bits = members_from(entries, n_entries,
                                 array_get(starts + RANKS, i));
    uint64_t word = deposit(bits, first), more;
    while ((more = (word << 1 | before) & ~first & ~word) != 0) word |= more;
    before = word >> 63;
    rows[i] &= word;
  }
}


void entries_where (const Registry *reg, EntryTest passes, const void *test,
                    uint64_t *entries) {
  uint32_t i;
  memset(entries, 0, (size_t)words_for(reg->counts[ENTRIES]) * 8);
  for (i = 0; i < reg->counts[ENTRIES]; i++)
    if (passes(reg, i, test)) add_member(entries, i);
}


/* ----------------------------------------------------------- patterns */

/* Where the character that begins at `i` ends. */
static size_t after_character (Text text, size_t i) {
  do i++; while (i < text.size && (text.at[i] & 0xC0) == 0x80);
  return i;
}


/* Backtracks only to the last *: time at most the product of the sizes. */
static int matches (Text text, Text pattern) {
  size_t i = 0, p = 0, star = pattern.size, resume = 0;
  while (i < text.size) {
    if (p < pattern.size && pattern.at[p] == '*') {
      star = p++;
      resume = i;
    }
    else if (p < pattern.size && pattern.at[p] == '?') {
      i = after_character(text, i);
      p++;
    }
    else if (p < pattern.size && lower(text.at[i]) == lower(pattern.at[p])) {
      i++;
      p++;
    }
    else if (star < pattern.size) {
      i = ++resume;
      p = star + 1;
    }
    else return 0;
  }
  while (p < pattern.size && pattern.at[p] == '*') p++;
  return p == pattern.size;
}


static int matches_any (Text text, const TextTest *test) {
  uint32_t i;
  for (i = 0; i < test->count; i++)
    if (matches(text, test->patterns[i])) return 1;
  return 0;
}


/* Does any "[item]" in the cell match, with or without its brackets? */
static int has_item (Text cell, const TextTest *test) {
  size_t i, from = cell.size;
  for (i = 0; i < cell.size; i++) {
    Text item;
    if (cell.at[i] == '[') from = i;
    if (cell.at[i] != ']' || from >= i) continue;
    item.at = cell.at + from;
    item.size = i + 1 - from;
    if (matches_any(item, test)
        || matches_any(without_brackets(item), test)) return 1;
    from = cell.size;
  }
  return 0;
}


int passes_text (const Registry *reg, uint32_t entry, const void *data) {
  const TextTest *test = data;
  int kind = cell_terms[test->column].kind;
  char date[DATE_SIZE];
  uint32_t value;
  Text cell;
  if (!column_get(column_of(reg, test->column), entry, &value)) return 0;
  if (kind == KIND_DATE) {
    cell.at = date;
    cell.size = text_of_date(value, date);
  }
  else cell = string_at(reg, value);
  return matches_any(cell, test)
      || ((kind == KIND_PEOPLE || kind == KIND_REFERENCES)
          && has_item(cell, test));
}


/* -------------------------------------------------------- other tests */

static int date_between (const Registry *reg, uint32_t entry, int column,
                         const DateTest *test) {
  uint32_t date;
  if (!column_get(column_of(reg, column), entry, &date)) return 0;
  return compare_to_bound(date, test->from) >= 0
      && compare_to_bound(date, test->to) <= 0;
}


int passes_dates (const Registry *reg, uint32_t entry, const void *data) {
  const DateTest *test = data;
  int column;
  for (column = NAME; column < N_CELLS; column++)
    if ((test->columns >> column & 1)
        && date_between(reg, entry, column, test)) return 1;
  return 0;
}


int passes_status (const Registry *reg, uint32_t entry, const void *mask) {
  return (int)(*(const unsigned *)mask >> status_of_entry(reg, entry) & 1);
}


int passes_alias (const Registry *reg, uint32_t entry, const void *unused) {
  Text name;
  (void)unused;
  return alias_of(cell_text(reg, entry, ASSIGNMENT_NOTES), &name);
}


int passes_filled (const Registry *reg, uint32_t entry, const void *column) {
  return bits_test(column_of(reg, *(const int *)column), entry);
}


/* ---------------------------------------------------- through an index */

void add_ports (uint64_t *ports, uint32_t first, uint32_t last) {
  for (; first <= last; first++) add_member(ports, first);
}


/* Add the entries that cover `port`.  Returns the start of the next segment. */
static uint32_t add_covers (const Registry *reg, uint32_t port,
                            uint64_t *entries) {
  const Array *rows = &reg->arrays[COVER_ROWS];
  uint32_t i, end;
  covers_of(reg, port, &i, &end);
  for (; i < end; i++) add_member(entries, entry_of(reg, array_get(rows, i)));
  return segment_end(reg, port) + 1;
}


void entries_at (const Registry *reg, const uint64_t *ports,
                 uint64_t *entries) {
  uint32_t port = next_member(ports, N_PORTS / 64, 0);
  memset(entries, 0, (size_t)words_for(reg->counts[ENTRIES]) * 8);
  while (port != NO_ROW)
    port = next_member(ports, N_PORTS / 64, add_covers(reg, port, entries));
}


void entries_at_port (const Registry *reg, uint32_t port,
                      uint64_t *entries) {
  memset(entries, 0, (size_t)words_for(reg->counts[ENTRIES]) * 8);
  add_covers(reg, port, entries);
}


void add_named (const Registry *reg, Text name, uint64_t *entries) {
  uint32_t row = rows_of_name(reg, name_of_text(reg, name)).row;
  while (row != NO_ROW) {
    uint32_t entry = entry_of(reg, row);
    add_member(entries, entry);
    if (!column_get(column_of(reg, NEXT_ROW), entry, &row)) row = NO_ROW;
  }
}
