/*
** builder.c - the first half of the builder: check cells, intern strings,
** and fold adjacent rows that differ only in the transport into entries.
** The second half, the image, is layout.c.
*/

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "builder.h"


const char *const cell_titles[N_IANA_CELLS] = {
  "Service Name", "Port Number", "Transport Protocol", "Description",
  "Assignee", "Contact", "Registration Date", "Modification Date",
  "Reference", "Service Code", "Unauthorized Use Reported",
  "Assignment Notes"
};


int builder_fail (Builder *b, int cell, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(b->message, sizeof b->message, format, arguments);
  va_end(arguments);
  b->cell = cell;
  return 0;
}


void *vector_extend (Builder *b, Vector *v, uint32_t more, size_t width) {
  unsigned char *end;
  uint32_t room = v->capacity - v->count;
  if (more > room) {
    uint64_t want = (uint64_t)v->count + more;
    void *at;
    if (want > MAX_IMAGE / width)
      return builder_fail(b, -1, "too much data for one registry"), NULL;
    if (want < (uint64_t)v->capacity * 3 / 2) want = v->capacity * 3 / 2;
    if (want < 64) want = 64;
    at = realloc(v->at, (size_t)want * width);
    if (at == NULL) return builder_fail(b, -1, "not enough memory"), NULL;
    v->at = at;
    v->capacity = (uint32_t)want;
  }
  end = (unsigned char *)v->at + v->count * width;
  memset(end, 0, more * width);
  v->count += more;
  return end;
}


/* ------------------------------------------------------------ strings */

static Text interned_text (const Builder *b, uint32_t i) {
  const Interned *s = (const Interned *)b->strings.at + i;
  Text text;
  text.at = (const char *)b->pool.at + s->at;
  text.size = s->size;
  return text;
}


static int is_interned (const Builder *b, uint32_t i, Text text) {
  Text other = interned_text(b, i);
  return other.size == text.size
      && memcmp(other.at, text.at, text.size) == 0;
}


/* The slot that holds `text`, or the free one where it belongs. */
static uint32_t *find_slot (const Builder *b, Text text, uint32_t hash) {
  uint32_t mask = b->slots.count - 1, i;
  uint32_t *slots = b->slots.at;
  for (i = hash & mask; slots[i] != 0; i = (i + 1) & mask) {
    const Interned *s = (const Interned *)b->strings.at + slots[i];
    if (s->hash == hash && is_interned(b, slots[i], text)) break;
  }
  return &slots[i];
}


static void put_in_slot (const Builder *b, uint32_t number) {
  uint32_t mask = b->slots.count - 1;
  uint32_t *slots = b->slots.at;
  uint32_t i = ((const Interned *)b->strings.at)[number].hash & mask;
  while (slots[i] != 0) i = (i + 1) & mask;
  slots[i] = number;
}


/* Keep the table at most half full. */
static int grow_slots (Builder *b) {
  uint32_t i, count = b->slots.count;
  if (b->strings.count < count / 2) return 1;
  if (vector_extend(b, &b->slots, count, sizeof(uint32_t)) == NULL) return 0;
  memset(b->slots.at, 0, b->slots.count * sizeof(uint32_t));
  for (i = 1; i < b->strings.count; i++) put_in_slot(b, i);
  return 1;
}


static int new_string (Builder *b, Text text, uint32_t hash) {
  uint32_t at = b->pool.count;
  Interned *s;
  char *copy = vector_extend(b, &b->pool, (uint32_t)text.size, 1);
  if (copy == NULL) return 0;
  memcpy(copy, text.at, text.size);
  s = vector_extend(b, &b->strings, 1, sizeof(Interned));
  if (s == NULL) return 0;
  s->at = at;
  s->size = (uint32_t)text.size;
  s->class = OTHER;
  s->hash = hash;
  put_in_slot(b, b->strings.count - 1);
  return grow_slots(b);
}


/* Number of `text`, the same for the same bytes; 0 for none. */
static int intern (Builder *b, Text text, uint32_t class, uint32_t *number) {
  uint32_t hash = (uint32_t)(registry_checksum(text.at, text.size) >> 32);
  Interned *s;
  *number = 0;
  if (text.size == 0) return 1;
  *number = *find_slot(b, text, hash);
  if (*number == 0) {
    *number = b->strings.count;
    if (!new_string(b, text, hash)) return 0;
  }
  s = (Interned *)b->strings.at + *number;
  if (class < s->class) s->class = class;
  return 1;
}


/* -------------------------------------------------------------- cells */

static int check_text (Builder *b, int cell, Text text) {
  unsigned long good = (unsigned long)good_bytes(text);
  if (text.size > MAX_CELL)
    return builder_fail(b, cell, "longer than %u bytes", MAX_CELL);
  if (good == text.size) return 1;
  return builder_fail(b, cell, (text.at[good] == '\0')
    ? "a NUL byte at byte %lu" : "not UTF-8 at byte %lu", good + 1);
}


/* One port as IANA writes it.  Returns the bytes read, 0 on failure. */
static size_t scan_port (Builder *b, Text text, uint32_t *port) {
  size_t i = 0;
  *port = 0;
  while (i < text.size && text.at[i] >= '0' && text.at[i] <= '9') {
    *port = *port * 10 + (uint32_t)(text.at[i++] - '0');
    if (*port >= PORTS) {
      builder_fail(b, PORT, "a port above 65535");
      return 0;
    }
  }
  if (i == 0) builder_fail(b, PORT, "not a port or a range of ports");
  if (i > 1 && text.at[0] == '0') {
    builder_fail(b, PORT, "a port with a leading zero");
    return 0;
  }
  return i;
}


static int read_ports (Builder *b, Text text, Entry *e) {
  uint32_t port, last;
  size_t n;
  if ((n = scan_port(b, text, &port)) == 0) return 0;
  e->values[PORT] = port + 1;
  if (n == text.size) return 1;
  if (text.at[n] == '-') {
    text.at += n + 1;
    text.size -= n + 1;
    if ((n = scan_port(b, text, &last)) == 0) return 0;
    if (last < port) return builder_fail(b, PORT, "a range that goes down");
    e->values[LAST_PORT] = last + 1;
  }
  if (n == text.size) return 1;
  return builder_fail(b, PORT, "not a port or a range of ports");
}


/* The number that `n` digits write, or -1. */
static int digits (const char *at, int n) {
  int value = 0;
  for (; n > 0; n--, at++) {
    if (*at < '0' || *at > '9') return -1;
    value = value * 10 + (*at - '0');
  }
  return value;
}


/* Days of a month; of the years from 1970 to 2097 each fourth is a leap year. */
static int days_in (int year, int month) {
  if (month == 2) return (year % 4 == 0) ? 29 : 28;
  return 30 + ((month + month / 8) & 1);
}


/* The value of a date as registry.h has it, or 0 where it is none. */
static uint32_t date_value (Text text) {
  int year, month, day = 0;
  if ((text.size != 7 && text.size != 10) || text.at[4] != '-') return 0;
  year = digits(text.at, 4);
  month = digits(text.at + 5, 2);
  if (year < (int)FIRST_YEAR || year > (int)LAST_YEAR) return 0;
  if (month < 1 || month > 12) return 0;
  if (text.size == 10) {
    day = (text.at[7] == '-') ? digits(text.at + 8, 2) : 0;
    if (day < 1 || day > days_in(year, month)) return 0;
  }
  return (uint32_t)((year - (int)FIRST_YEAR) << 9 | month << 5 | day);
}


static int read_date (Builder *b, int cell, Text text, Entry *e) {
  e->values[cell] = date_value(text);
  if (e->values[cell] != 0) return 1;
  return builder_fail(b, cell, "not a date YYYY-MM or YYYY-MM-DD from %u to %u",
                      FIRST_YEAR, LAST_YEAR);
}


static int read_transport (Builder *b, Text text, unsigned *transport) {
  static const char names[N_TRANSPORTS][5] = { "tcp", "udp", "sctp", "dccp" };
  *transport = NONE;
  if (text.size == 0) return 1;
  for (*transport = TCP; *transport < NONE; ++*transport)
    if (text.size == strlen(names[*transport])
        && memcmp(text.at, names[*transport], text.size) == 0)
      return 1;
  return builder_fail(b, TRANSPORT_CELL, "not tcp, udp, sctp or dccp");
}


/*
** Most texts repeat what stood there in the row before, or, as the contact,
** what stands beside them: what has been checked and interned already.
*/
static int repeat (const Builder *b, int cell, Text text, Entry *e) {
  const Entry *entries = b->entries.at;
  uint32_t number = 0;
  if (b->entries.count > 0)
    number = entries[b->entries.count - 1].values[cell];
  if (!is_interned(b, number, text)) {
    if (cell != CONTACT) return 0;
    number = e->values[ASSIGNEE];
    if (!is_interned(b, number, text)) return 0;
  }
  e->values[cell] = number;
  return 1;
}


static int is_text (int cell) {
  return cell != PORT && cell != TRANSPORT_CELL
      && cell != REGISTRATION_DATE && cell != MODIFICATION_DATE;
}


static int read_cell (Builder *b, int cell, Text text, Entry *e) {
  if (text.size == 0 || (is_text(cell) && repeat(b, cell, text, e))) return 1;
  if (!check_text(b, cell, text)) return 0;
  switch (cell) {
    case PORT: return read_ports(b, text, e);
    case TRANSPORT_CELL: return 1;		/* not the entry's */
    case REGISTRATION_DATE: case MODIFICATION_DATE:
      return read_date(b, cell, text, e);
    case NAME: return intern(b, text, NAMED, &e->values[cell]);
    case DESCRIPTION: case ASSIGNMENT_NOTES:
      return intern(b, text, SOUGHT, &e->values[cell]);
    default: return intern(b, text, OTHER, &e->values[cell]);
  }
}


/* ---------------------------------------------------------- the parts */

int builder_row (Builder *b, const Text cells[N_CELLS]) {
  Entry e, *entries;
  unsigned char *row;
  unsigned transport;
  int i;
  memset(&e, 0, sizeof e);
  for (i = 0; i < N_CELLS; i++)
    if (!read_cell(b, i, cells[i], &e)) return 0;
  if (!read_transport(b, cells[TRANSPORT_CELL], &transport)) return 0;
  if (b->rows.count >= MAX_ROWS)
    return builder_fail(b, -1, "more than %u records", MAX_ROWS);
  if ((row = vector_extend(b, &b->rows, 1, 1)) == NULL) return 0;
  *row = (unsigned char)transport;
  entries = b->entries.at;
  if (b->entries.count > 0
      && memcmp(&entries[b->entries.count - 1], &e, sizeof e) == 0) return 1;
  *row |= BEGINS;
  entries = vector_extend(b, &b->entries, 1, sizeof e);
  if (entries == NULL) return 0;
  *entries = e;
  return 1;
}


int builder_contact (Builder *b, const Text cells[CONTACT_FIELDS]) {
  uint32_t *values, numbers[CONTACT_FIELDS];
  int i;
  for (i = 0; i < CONTACT_FIELDS; i++) {
    if (!check_text(b, i, cells[i])) return 0;
    if (!intern(b, cells[i], OTHER, &numbers[i])) return 0;
  }
  if (numbers[0] == 0) return builder_fail(b, 0, "a contact without an ID");
  values = vector_extend(b, &b->contacts, 1, sizeof numbers);
  if (values == NULL) return 0;
  memcpy(values, numbers, sizeof numbers);
  return 1;
}


int builder_fact (Builder *b, Text key, Text value) {
  uint32_t *values, numbers[2];
  if (!check_text(b, 0, key) || !check_text(b, 1, value)) return 0;
  if (!intern(b, key, OTHER, &numbers[0])) return 0;
  if (!intern(b, value, OTHER, &numbers[1])) return 0;
  if (numbers[0] == 0) return builder_fail(b, 0, "a value without a key");
  values = vector_extend(b, &b->facts, 1, sizeof numbers);
  if (values == NULL) return 0;
  memcpy(values, numbers, sizeof numbers);
  return 1;
}


int builder_init (Builder *b) {
  int ok;
  memset(b, 0, sizeof *b);
  b->cell = -1;
  ok = vector_extend(b, &b->slots, 1024, sizeof(uint32_t)) != NULL
    && vector_extend(b, &b->strings, 1, sizeof(Interned)) != NULL
    && vector_extend(b, &b->pool, 1, 1) != NULL;
  b->pool.count = 0;			/* there for the empty string */
  return ok;
}


void builder_free (Builder *b) {
  free(b->entries.at);
  free(b->rows.at);
  free(b->strings.at);
  free(b->pool.at);
  free(b->slots.at);
  free(b->contacts.at);
  free(b->facts.at);
  free(b->image.at);
  memset(b, 0, sizeof *b);
}
