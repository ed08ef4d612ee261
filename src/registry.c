/*
** registry.c - look-ups in an image.  See registry.h for the layout.
**
** Trusts the view: images from elsewhere come through registry_open
** (check.c), which refuses whatever would lead a look-up outside.
*/

#include "registry.h"


/* ------------------------------------------------------------- texts */

#define HASH_FACTOR	0x9E3779B97F4A7C15u


/*
** The `size` bytes at `at`, fewer than eight, as a number that no others of
** that size give: those in the middle may stand in it twice.
*/
static inline uint64_t load_few (const char *at, size_t size) {
  const unsigned char *byte = (const unsigned char *)at;
  if (size >= 4)
    return load32(at) | (uint64_t)load32(at + size - 4) << 32;
  if (size == 0) return 0;
  return byte[0] | (uint64_t)byte[size / 2] << 8
                 | (uint64_t)byte[size - 1] << 16;
}


/* A-Z to a-z in each of eight bytes; bytes from 128 on stay. */
static uint64_t fold (uint64_t word) {
  uint64_t low = word & EACH_BYTE(0x7F);
  uint64_t from_a = low + EACH_BYTE(0x80 - 'A');
  uint64_t past_z = low + EACH_BYTE(0x7F - 'Z');
  uint64_t upper = (from_a ^ past_z) & ~word & EACH_BYTE(0x80);
  return word | upper >> 2;
}


/*
** A text is read in words of eight bytes, of which the last may overlap the
** one before it: a text of a given size has the same number of words, and
** each of its bytes is in one of them.
*/
#define LAST_WORD(size)		((size) - 8)


static inline uint64_t mix (uint64_t sum, uint64_t word) {
  sum = (sum ^ word) * HASH_FACTOR;
  return sum ^ sum >> 32;
}


/* Four sums at a time, of every fourth word: none waits for the others. */
uint64_t registry_checksum (const void *bytes, size_t size) {
  const char *at = bytes;
  uint64_t a = size, b = 1, c = 2, d = 3, last = 0;
  size_t i;
  for (i = 0; i + 32 <= size; i += 32) {
    a = mix(a, load64(at + i));
    b = mix(b, load64(at + i + 8));
    c = mix(c, load64(at + i + 16));
    d = mix(d, load64(at + i + 24));
  }
  for (; i + 8 <= size; i += 8) a = mix(a, load64(at + i));
  if (i < size) {
    memcpy(&last, at + i, size - i);
    a = mix(a, last);
  }
  return mix(mix(mix(a, b), c), d);
}


static inline int same_word (uint64_t x, uint64_t y) {
  return x == y || fold(x) == fold(y);
}


int same_folded (Text a, Text b) {
  size_t i;
  if (a.size != b.size) return 0;
  if (a.size < 8)
    return same_word(load_few(a.at, a.size), load_few(b.at, b.size));
  for (i = 0; i < LAST_WORD(a.size); i += 8)
    if (!same_word(load64(a.at + i), load64(b.at + i))) return 0;
  return same_word(load64(a.at + LAST_WORD(a.size)),
                   load64(b.at + LAST_WORD(b.size)));
}


/* Setting bit 5 of every byte folds letters (and a few others: harmless). */
static inline uint64_t hash_of (Text name) {
  uint64_t each = EACH_BYTE(0x20), hash = name.size;
  size_t i;
  if (name.size < 8)
    return mix(hash, load_few(name.at, name.size) | each) * HASH_FACTOR;
  for (i = 0; i < LAST_WORD(name.size); i += 8)
    hash = mix(hash, load64(name.at + i) | each);
  return mix(hash, load64(name.at + LAST_WORD(name.size)) | each)
       * HASH_FACTOR;
}


uint64_t hash_folded (Text name) {
  return hash_of(name);
}


static void write_digits (char *at, int n, unsigned value) {
  while (n-- > 0) {
    at[n] = (char)('0' + value % 10);
    value /= 10;
  }
}


size_t write_date (uint32_t date, char text[10]) {
  write_digits(text, 4, FIRST_YEAR + (date >> 9));
  write_digits(text + 5, 2, date >> 5 & 15);
  write_digits(text + 8, 2, date & 31);
  text[4] = text[7] = '-';
  return ((date & 31) == 0) ? 7 : 10;
}


/* Days of a month; from 1970 to 2097 each fourth year is a leap year. */
static uint32_t days_in (uint32_t year, uint32_t month) {
  if (month == 2) return (year % 4 == 0) ? 29 : 28;
  return 30 + ((month + month / 8) & 1);
}


int is_date (uint32_t date) {
  uint32_t year = FIRST_YEAR + (date >> 9), month = date >> 5 & 15;
  return year <= LAST_YEAR && month >= 1 && month <= 12
      && (date & 31) <= days_in(year, month);
}


int compare_texts (Text a, Text b) {
  size_t shorter = (a.size < b.size) ? a.size : b.size;
  int order = (shorter == 0) ? 0 : memcmp(a.at, b.at, shorter);
  return (order != 0) ? order : (a.size > b.size) - (a.size < b.size);
}


static int lower (char c) {
  return (c >= 'A' && c <= 'Z') ? c + ('a' - 'A') : (unsigned char)c;
}


int compare_folded (Text a, Text b) {
  size_t i;
  for (i = 0; i < a.size && i < b.size; i++) {
    int order = lower(a.at[i]) - lower(b.at[i]);
    if (order != 0) return order;
  }
  return (a.size > b.size) - (a.size < b.size);
}


/* Bytes of the UTF-8 character at `at`, or 0 where there is none. */
static size_t utf8_size (const unsigned char *at, size_t left) {
  static const unsigned char least[] = { 0, 0, 0x80, 0xA0, 0x90 };
  size_t i, size = (*at < 0x80) ? 1 : (*at < 0xC2) ? 0 : (*at < 0xE0) ? 2
                 : (*at < 0xF0) ? 3 : (*at < 0xF5) ? 4 : 0;
  if (size > left) return 0;
  for (i = 1; i < size; i++)
    if ((at[i] & 0xC0) != 0x80) return 0;
  if ((*at == 0xE0 || *at == 0xF0) && at[1] < least[size]) return 0;
  if (*at == 0xED && at[1] > 0x9F) return 0;		/* a surrogate */
  if (*at == 0xF4 && at[1] > 0x8F) return 0;		/* past 10FFFF */
  return size;
}


/* Eight bytes of ASCII, none of them NUL? */
static int is_plain (uint64_t word) {
  return (word & EACH_BYTE(0x80)) == 0
      && ((word + EACH_BYTE(0x7F)) & EACH_BYTE(0x80)) == EACH_BYTE(0x80);
}


size_t good_bytes (Text text) {
  const unsigned char *at = (const unsigned char *)text.at;
  size_t i = 0;
  while (i < text.size) {
    size_t size = 8;
    if (text.size - i < 8 || !is_plain(load64(at + i)))
      size = (at[i] == 0) ? 0 : utf8_size(at + i, text.size - i);
    if (size == 0) break;
    i += size;
  }
  return i;
}


static int begins_with (Text text, const char *prefix) {
  Text want, head;
  want.at = prefix;
  want.size = strlen(prefix);
  if (text.size < want.size) return 0;
  head.at = text.at;
  head.size = want.size;
  return same_folded(head, want);
}


static int is_one_of (Text text, const char *const *prefixes) {
  for (; *prefixes != NULL; prefixes++)
    if (begins_with(text, *prefixes)) return 1;
  return 0;
}


/* ------------------------------------------------------------ cursors */

static inline Cursor no_rows (const Registry *reg) {
  Cursor c;
  c.reg = reg;
  c.row = NO_ROW;
  c.cover = c.last_cover = 0;
  return c;
}


void covers_of (const Registry *reg, uint32_t port, uint32_t *first,
                uint32_t *end) {
  const Array *covers = &reg->arrays[COVER_FIRST];
  uint32_t segment = segment_of(reg, port);
  *first = array_get(covers, segment);
  *end = array_get(covers, segment + 1);
}


Cursor rows_at_port (const Registry *reg, uint32_t port) {
  Cursor c = no_rows(reg);
  covers_of(reg, port, &c.cover, &c.last_cover);
  if (c.cover < c.last_cover)
    c.row = array_get(&reg->arrays[COVER_ROWS], c.cover++);
  return c;
}


uint32_t name_of_text (const Registry *reg, Text text) {
  const Array *buckets = &reg->arrays[NAME_BUCKETS];
  uint32_t bucket = bucket_of(hash_of(text), reg->counts[BUCKETS]);
  uint32_t i = array_get(buckets, bucket);
  uint32_t end = array_get(buckets, bucket + 1);
  while (++i <= end)
    if (same_folded(text, string_at(reg, i))) return i;
  return 0;
}


Cursor rows_of_name (const Registry *reg, uint32_t name) {
  Cursor c = no_rows(reg);
  if (name != 0) c.row = array_get(&reg->arrays[NAME_ROWS], name - 1);
  return c;
}


/* The first row of the entry after that of `row`, or NO_ROW. */
static uint32_t next_entry (Cursor *c, uint32_t row) {
  uint32_t next = NO_ROW;
  if (c->cover < c->last_cover)
    next = array_get(&c->reg->arrays[COVER_ROWS], c->cover++);
  else if (c->last_cover == 0)		/* by name */
    column_get(column_of(c->reg, NEXT_ROW), entry_of(c->reg, row), &next);
  return next;
}


uint32_t next_row (Cursor *c, int transport) {
  while (c->row != NO_ROW) {
    uint32_t row = c->row;
    c->row = entry_begins(c->reg, row + 1) ? next_entry(c, row) : row + 1;
    if (transport_of(c->reg, row) == transport) return row;
  }
  return NO_ROW;
}


int transport_in_pass (int asked, int pass) {
  if (asked == ANY) return (pass <= NONE) ? pass : -1;
  return (pass == 0) ? asked : (pass == 1 && asked != NONE) ? NONE : -1;
}


uint32_t first_row (const Cursor *rows, int asked, int column) {
  const Registry *reg = rows->reg;
  int pass, t;
  if (rows->row == NO_ROW) return NO_ROW;
  for (pass = 0; (t = transport_in_pass(asked, pass)) >= 0; pass++) {
    Cursor c = *rows;
    uint32_t row;
    while ((row = next_row(&c, t)) != NO_ROW)
      if (column == N_COLUMNS
          || bits_test(column_of(reg, column), entry_of(reg, row)))
        return row;
  }
  return NO_ROW;
}


/* ------------------------------------------------------------- status */

/* IANA has no column for it: the description of a nameless record tells. */
int status_of_entry (const Registry *reg, uint32_t entry) {
  static const char *const unassigned[] = {
    "unassigned", "(unassigned)", NULL
  };
  static const char *const reserved[] = {
    "reserved", "iana reserved", "de-registered", "removed", "deprecated",
    "decommissioned", "decomissioned", "de-commissioned", NULL
  };
  Text text = text_of(reg, entry, DESCRIPTION);
  uint32_t port = 0;
  column_get(column_of(reg, PORT), entry, &port);
  if (port > LAST_USER_PORT) return DYNAMIC;
  if (bits_test(column_of(reg, NAME), entry))
    return (text.size == strlen("de-registered")
            && begins_with(text, "de-registered")) ? RESERVED : ASSIGNED;
  if (is_one_of(text, unassigned)) return UNASSIGNED;
  return is_one_of(text, reserved) ? RESERVED : ASSIGNED;
}


int status_of_port (const Registry *reg, uint32_t port, int asked) {
  Cursor rows;
  int pass, t;
  if (port > LAST_USER_PORT) return DYNAMIC;
  rows = rows_at_port(reg, port);
  for (pass = 0; (t = transport_in_pass(asked, pass)) >= 0; pass++) {
    Cursor c = rows;
    uint32_t row = next_row(&c, t), first = row;
    while (row != NO_ROW
           && !bits_test(column_of(reg, NAME), entry_of(reg, row)))
      row = next_row(&c, t);
    if (row == NO_ROW) row = first;		/* none is named */
    if (row != NO_ROW) return status_of_entry(reg, entry_of(reg, row));
  }
  return UNASSIGNED;
}


/* ----------------------------------------------------------- contacts */

Text contact_cell (const Registry *reg, uint32_t contact, uint32_t field) {
  const Array *cells = &reg->arrays[CONTACT_CELLS];
  return string_at(reg, array_get(cells, contact * CONTACT_FIELDS + field));
}


/* Binary search. */
uint32_t contact_of_id (const Registry *reg, Text id) {
  const Array *order = &reg->arrays[CONTACT_ORDER];
  uint32_t low = 0, high = reg->counts[CONTACTS];
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    uint32_t contact = array_get(order, middle);
    int side = compare_texts(contact_cell(reg, contact, 0), id);
    if (side == 0) return contact;
    if (side < 0) low = middle + 1;
    else high = middle;
  }
  return NO_ROW;
}
