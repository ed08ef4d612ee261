/*
** builder.c - the first half of the builder: check cells, and fold adjacent
** rows that differ only in the transport into entries.  The strings of them
** are in intern.c; the second half, the image, is layout.c.
*/

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "intern.h"

/*
** Elements that a vector has room for at first: enough for an edition's
** entries and strings, and for the bytes of those.
*/
#define FIRST_ROOM	32768u
#define FIRST_POOL	524288u

/* Bytes that an entry takes: its head, and a value for each of its cells. */
#define ENTRY_SIZE	(sizeof(Head) + N_CELLS * sizeof(uint32_t))


const char *const cell_titles[N_IANA_CELLS] = {
  "Service Name", "Port Number", "Transport Protocol", "Description",
  "Assignee", "Contact", "Registration Date", "Modification Date",
  "Reference", "Service Code", "Unauthorized Use Reported",
  "Assignment Notes"
};

const Text transport_texts[NONE + 1] = {
  { "tcp", 3 }, { "udp", 3 }, { "sctp", 4 }, { "dccp", 4 }, { "", 0 }
};


int builder_fail (Builder *b, int cell, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(b->message, sizeof b->message, format, arguments);
  va_end(arguments);
  b->cell = cell;
  return 0;
}


int vector_grow (Builder *b, Vector *v, uint32_t more, size_t width) {
  uint64_t want = (uint64_t)v->count + more;
  void *at;
  if (want > MAX_IMAGE / width)
    /* uncovered: takes a gigabyte of one kind */
    return builder_fail(b, -1, "too much data for one registry");
  if (want < 2 * (uint64_t)v->capacity) want = 2 * (uint64_t)v->capacity;
  if (want < FIRST_ROOM) want = FIRST_ROOM;
  at = realloc(v->lent ? NULL : v->at, (size_t)want * width);
  if (at == NULL) return builder_fail(b, -1, "not enough memory");
  if (v->lent) memcpy(at, v->at, v->count * width);
  v->at = at;
  v->capacity = (uint32_t)want;
  v->lent = 0;
  return 1;
}


static void vector_free (Vector *v) {
  if (!v->lent) free(v->at);
  memset(v, 0, sizeof *v);
}


static void *lend (Vector *v, void *room, uint32_t count, size_t width) {
  v->at = room;
  v->capacity = count;
  v->lent = 1;
  return (unsigned char *)room + count * width;
}


/*
** The room that vectors have at first, in one block.  What is not used of it
** costs nothing: its pages stay untouched.  Of several blocks a C library may
** give those back to the system that are free together, and ask for them anew
** at the next load, which takes long.
*/
static int make_room (Builder *b) {
  size_t size = FIRST_ROOM * (ENTRY_SIZE + sizeof(Interned) + 1) + FIRST_POOL;
  void *at = b->room = malloc(size);
  if (at == NULL) return 0;
  at = lend(&b->heads, at, FIRST_ROOM, ENTRY_SIZE);
  at = lend(&b->strings, at, FIRST_ROOM, sizeof(Interned));
  at = lend(&b->rows, at, FIRST_ROOM, 1);
  lend(&b->pool, at, FIRST_POOL, 1);
  return 1;
}


/* -------------------------------------------------------------- cells */

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


/* The value of a date as registry.h has it, or 0 where it is none. */
static uint32_t date_value (Text text) {
  int year, month, day = 0;
  uint32_t date;
  if ((text.size != 7 && text.size != 10) || text.at[4] != '-') return 0;
  year = digits(text.at, 4);
  month = digits(text.at + 5, 2);
  if (year < (int)FIRST_YEAR || year > (int)LAST_YEAR) return 0;
  if (month < 1 || month > 12) return 0;
  if (text.size == 10) {
    day = (text.at[7] == '-') ? digits(text.at + 8, 2) : 0;
    if (day < 1 || day > 31) return 0;
  }
  date = (uint32_t)((year - (int)FIRST_YEAR) << 9 | month << 5 | day);
  return is_date(date) ? date : 0;
}


static int read_date (Builder *b, int cell, Text text, Entry *e) {
  e->values[cell] = date_value(text);
  if (e->values[cell] != 0) return 1;
  return builder_fail(b, cell, "not a date YYYY-MM or YYYY-MM-DD from %u to %u",
                      FIRST_YEAR, LAST_YEAR);
}


static int read_transport (Builder *b, Text text, unsigned *transport) {
  for (*transport = TCP; *transport <= NONE; ++*transport)
    if (compare_texts(text, transport_texts[*transport]) == 0) return 1;
  return check_text(b, TRANSPORT_CELL, text)
      && builder_fail(b, TRANSPORT_CELL, "not tcp, udp, sctp or dccp");
}


/* What the text of a cell is used for; of the others, whatever. */
static const unsigned char uses[N_CELLS] = {
  NAMED, OTHER, OTHER, SOUGHT, OTHER, OTHER, OTHER, OTHER, OTHER, OTHER,
  OTHER, SOUGHT, OTHER
};


/* The cell's text is one of the filled ones of `cells`. */
static int read_cell (Builder *b, int cell, const Text *cells, Entry *e) {
  Text text = cells[cell];
  if (cell == PORT || cell == REGISTRATION_DATE
      || cell == MODIFICATION_DATE) {
    int ok = (cell == PORT) ? read_ports(b, text, e)
                            : read_date(b, cell, text, e);
    if (!ok) check_text(b, cell, text);		/* what is worse, if it is */
    return ok;
  }
  if (cell == CONTACT && compare_texts(text, cells[ASSIGNEE]) == 0) {
    e->values[CONTACT] = e->values[ASSIGNEE];	/* as of most */
    return 1;
  }
  return intern(b, cell, text, uses[cell], &e->values[cell]);
}


/* The cells that differ from those of `e`, the entry before. */
static int read_cells (Builder *b, const Text *cells, unsigned changed,
                       Entry *e) {
  int i;
  for (i = 0; i < N_CELLS; i++) {
    if (!(changed >> i & 1) || i == TRANSPORT_CELL) continue;
    e->values[i] = 0;
    if (i == PORT) e->values[LAST_PORT] = 0;
    if (cells[i].size > 0 && !read_cell(b, i, cells, e)) return 0;
  }
  return 1;
}


/* ---------------------------------------------------------- the parts */

/*
** Room for more entries: their heads come first, then each column, with room
** for as many values as there may be heads.
*/
static int grow_entries (Builder *b) {
  Vector old = b->heads, grown = { NULL, 0, 0, 0 };
  const uint32_t *column = values_of(b, 0);
  int i;
  grown.capacity = old.capacity;
  if (!vector_grow(b, &grown, old.count + 1, ENTRY_SIZE)) return 0;
  grown.count = old.count;
  b->heads = grown;
  memcpy(grown.at, old.at, old.count * sizeof(Head));
  for (i = 0; i < N_CELLS; i++, column += old.capacity)
    memcpy(values_of(b, i), column, b->filled[i] * sizeof *column);
  vector_free(&old);
  return 1;
}


static int new_entry (Builder *b, const Entry *e) {
  Head head = { 0, 0 };
  uint32_t *values, room;
  int i;
  if (b->heads.count == b->heads.capacity && !grow_entries(b)) return 0;
  values = values_of(b, 0);
  room = b->heads.capacity;
  for (i = 0; i < N_CELLS; i++, values += room) {
    uint32_t is_filled = (e->values[i] != 0);
    values[b->filled[i]] = e->values[i];
    b->filled[i] += is_filled;
    head.filled |= is_filled << i;
  }
  head.row = b->rows.count;
  ((Head *)b->heads.at)[b->heads.count++] = head;
  b->last = *e;
  return 1;
}


int builder_row (Builder *b, const Text *cells, unsigned changed) {
  unsigned transport = NONE;
  unsigned char *row;
  if ((changed & ~(1u << TRANSPORT_CELL)) != 0 || b->heads.count == 0) {
    Entry e = b->last;
    if (!read_cells(b, cells, changed, &e)) return 0;
    if (b->heads.count == 0 || memcmp(&b->last, &e, sizeof e) != 0) {
      if (!new_entry(b, &e)) return 0;
    }
  }
  if (!read_transport(b, cells[TRANSPORT_CELL], &transport)) return 0;
  if (b->rows.count >= MAX_ROWS)
    /* uncovered: limits_spec has them, #exhaustive */
    return builder_fail(b, -1, "more than %u records", MAX_ROWS);
  if ((row = vector_extend(b, &b->rows, 1, 1)) == NULL) return 0;
  *row = (unsigned char)transport;
  return 1;
}


/* Contacts are found by their ids: each stands once. */
int builder_contact (Builder *b, const Text cells[CONTACT_FIELDS]) {
  uint32_t *values, numbers[CONTACT_FIELDS];
  Interned *id;
  int i;
  for (i = 0; i < CONTACT_FIELDS; i++)
    if (!intern(b, i, cells[i], OTHER, &numbers[i])) return 0;
  if (numbers[0] == 0) return builder_fail(b, 0, "a contact without an ID");
  id = (Interned *)b->strings.at + numbers[0];
  if (id->is_id) return builder_fail(b, 0, "a contact that stands twice");
  id->is_id = 1;
  values = vector_extend(b, &b->contacts, 1, sizeof numbers);
  if (values == NULL) return 0;
  memcpy(values, numbers, sizeof numbers);
  return 1;
}


int builder_fact (Builder *b, Text key, Text value) {
  uint32_t *values, numbers[2];
  if (!intern(b, 0, key, OTHER, &numbers[0])) return 0;
  if (!intern(b, 1, value, OTHER, &numbers[1])) return 0;
  if (numbers[0] == 0) return builder_fail(b, 0, "a value without a key");
  values = vector_extend(b, &b->facts, 1, sizeof numbers);
  if (values == NULL) return 0;
  memcpy(values, numbers, sizeof numbers);
  return 1;
}


int builder_init (Builder *b) {
  memset(b, 0, sizeof *b);
  b->cell = -1;
  return make_room(b) && intern_init(b);
}


void builder_empty (Builder *b) {
  Vector *const all[] = { &b->rows, &b->heads, &b->strings, &b->pool,
                          &b->slots, &b->contacts, &b->facts };
  size_t i;
  for (i = 0; i < sizeof all / sizeof *all; i++) vector_free(all[i]);
  layout_free(b);
  free(b->room);
  b->room = NULL;
  memset(b->filled, 0, sizeof b->filled);
}


void builder_free (Builder *b) {
  builder_empty(b);
  free(b->image.at);
  memset(b, 0, sizeof *b);
}
