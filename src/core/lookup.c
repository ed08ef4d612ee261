/*
** lookup.c - look-ups in an image.  See lookup.h.
*/

#include "core/lookup.h"


/* ------------------------------------------------------------ cursors */


static inline Cursor no_rows (const Registry *reg) {
  Cursor c;
  c.reg = reg;
  c.row = NO_ROW;
  c.cover = c.end_cover = 0;
  return c;
}


uint32_t segment_end (const Registry *reg, uint32_t port) {
  const Array *starts = &reg->arrays[PORT_STARTS];
  uint32_t i = ++port / 64;
  uint64_t word;
  if (port == N_PORTS) return N_PORTS - 1;
  word = bits_word(starts, i) & (uint64_t)-1 << (port % 64);
  while (word == 0 && ++i < N_PORTS / 64) word = bits_word(starts, i);
  return (word == 0) ? N_PORTS - 1 : i * 64 + lowest_bit(word) - 1;
}


Cursor rows_at_port (const Registry *reg, uint32_t port) {
  Cursor c = no_rows(reg);
  covers_of(reg, port, &c.cover, &c.end_cover);
  if (c.cover < c.end_cover)
    c.row = array_get(&reg->arrays[COVER_ROWS], c.cover++);
  return c;
}


/* The name equal to `text`, or 0, among the sorted names i + 1 .. end. */
static uint32_t name_among (const Registry *reg, Text text, uint32_t i,
                            uint32_t end) {
  while (end - i > 1) {
    uint32_t middle = i + (end - i) / 2;
    if (compare_folded(string_at(reg, middle), text) < 0) i = middle;
    else end = middle;
  }
  return (end > i && same_folded(text, string_at(reg, end))) ? end : 0;
}


uint32_t name_of_hash (const Registry *reg, Text text, uint64_t hash) {
  const Array *buckets = &reg->arrays[NAME_BUCKETS];
  uint32_t bucket = bucket_of(hash, reg->counts[BUCKETS]);
  return name_among(reg, text, array_get(buckets, bucket),
                    array_get(buckets, bucket + 1));
}


int is_spelling (const Registry *reg, uint32_t name, Text text) {
  if (name == 0) return 0;
  for (; name <= reg->counts[NAMES]; name++) {
    Text spelling = string_at(reg, name);
    if (!same_folded(spelling, text)) return 0;
    if (compare_texts(spelling, text) == 0) return 1;
  }
  return 0;
}


Cursor rows_of_name (const Registry *reg, uint32_t name) {
  Cursor c = no_rows(reg);
  if (name != 0) c.row = array_get(&reg->arrays[NAME_ROWS], name - 1);
  return c;
}


/* The first row of the entry that follows on the one of `row`, or NO_ROW. */
static uint32_t next_entry (Cursor *c, uint32_t row) {
  uint32_t next = NO_ROW;
  if (c->cover < c->end_cover)
    next = array_get(&c->reg->arrays[COVER_ROWS], c->cover++);
  else if (c->end_cover == 0)		/* by name */
    column_get(column_of(c->reg, NEXT_ROW), entry_of(c->reg, row), &next);
  return next;
}


static inline int has_transport (const Registry *reg, uint32_t row, int t) {
  return (t < NONE) ? bits_test(&reg->arrays[ROW_TRANSPORTS + t], row)
                    : transport_of(reg, row) == NONE;
}


uint32_t next_row (Cursor *c, int transport) {
  while (c->row != NO_ROW) {
    uint32_t row = c->row;
    c->row = entry_begins(c->reg, row + 1) ? next_entry(c, row) : row + 1;
    if (has_transport(c->reg, row, transport)) return row;
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


uint32_t name_at_port (const Registry *reg, uint32_t port, int asked) {
  Cursor rows = rows_at_port(reg, port);
  uint32_t name = 0, row = first_row(&rows, asked, NAME);
  if (row != NO_ROW)
    column_get(column_of(reg, NAME), entry_of(reg, row), &name);
  return name;
}


uint32_t port_of_name (const Registry *reg, uint32_t name, int asked) {
  Cursor rows;
  uint32_t row, port = NO_PORT;
  if (name == 0) return NO_PORT;
  rows = rows_of_name(reg, name);
  row = first_row(&rows, asked, PORT);
  if (row != NO_ROW)
    column_get(column_of(reg, PORT), entry_of(reg, row), &port);
  return port;
}


/* ------------------------------------------------------------- status */

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


/*
** IANA has no column for the status: it is in the description of a record
** without a name.
*/
int status_of_entry (const Registry *reg, uint32_t entry) {
  static const char *const unassigned[] = {
    "unassigned", "(unassigned)", NULL
  };
  static const char *const reserved[] = {
    "reserved", "iana reserved", "de-registered", "removed", "deprecated",
    "decommissioned", "decomissioned", "de-commissioned", NULL
  };
  Text text = cell_text(reg, entry, DESCRIPTION);
  uint32_t port = 0;
  column_get(column_of(reg, PORT), entry, &port);
  if (port >= FIRST_DYNAMIC_PORT) return DYNAMIC;
  if (bits_test(column_of(reg, NAME), entry))
    return (text.size == strlen("de-registered")
            && begins_with(text, "de-registered")) ? RESERVED : ASSIGNED;
  if (is_one_of(text, unassigned)) return UNASSIGNED;
  return is_one_of(text, reserved) ? RESERVED : ASSIGNED;
}


int status_of_port (const Registry *reg, uint32_t port, int asked) {
  Cursor rows;
  int pass, t;
  if (port >= FIRST_DYNAMIC_PORT) return DYNAMIC;
  rows = rows_at_port(reg, port);
  for (pass = 0; (t = transport_in_pass(asked, pass)) >= 0; pass++) {
    Cursor c = rows;
    uint32_t row = next_row(&c, t), first = row;
    while (row != NO_ROW
           && !bits_test(column_of(reg, NAME), entry_of(reg, row)))
      row = next_row(&c, t);
    if (row == NO_ROW) row = first;		/* none has a name */
    if (row != NO_ROW) return status_of_entry(reg, entry_of(reg, row));
  }
  return UNASSIGNED;
}


/* ----------------------------------------------------------- contacts */

Text contact_cell (const Registry *reg, uint32_t contact, int cell) {
  const Array *texts = &reg->arrays[CONTACT_TEXTS];
  uint32_t i = contact * N_CONTACT_CELLS + (uint32_t)cell;
  return string_at(reg, array_get(texts, i));
}


uint32_t newest_date (const Registry *reg) {
  uint32_t entry, date, newest = 0;
  int column;
  for (column = NAME; column < N_CELLS; column++) {
    if (cell_terms[column].kind != KIND_DATE) continue;
    for (entry = 0; entry < reg->counts[ENTRIES]; entry++)
      if (column_get(column_of(reg, column), entry, &date) && date > newest)
        newest = date;
  }
  return newest;
}


/* Binary search. */
uint32_t contact_of_id (const Registry *reg, Text id) {
  const Array *order = &reg->arrays[CONTACT_ORDER];
  uint32_t low = 0, high = reg->counts[CONTACTS];
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    uint32_t contact = array_get(order, middle);
    int side = compare_texts(contact_cell(reg, contact, CONTACT_ID), id);
    if (side == 0) return contact;
    if (side < 0) low = middle + 1;
    else high = middle;
  }
  return NO_ROW;
}
