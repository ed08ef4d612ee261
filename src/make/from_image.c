/*
** from_image.c - from an image into a builder.  See from_image.h.
*/

#include <stdio.h>

#include "core/dates.h"
#include "core/lookup.h"
#include "make/from_image.h"

#define PORTS_SIZE	sizeof "65535-65535"


/* The cells of an entry as text, and room for the texts that are made. */
typedef struct EntryCells {
  Text cells[N_CELLS];
  uint32_t values[N_CELLS];	/* of the columns, + 1; 0: empty */
  char ports[PORTS_SIZE];
  char dates[N_CELLS][DATE_SIZE];
} EntryCells;


static Text write_ports (EntryCells *w) {
  unsigned port = (w->values[PORT] - 1) & 0xFFFF;
  unsigned last = (w->values[LAST_PORT] - 1) & 0xFFFF;
  const char *format = (w->values[LAST_PORT] == 0) ? "%u" : "%u-%u";
  Text text;
  text.at = w->ports;
  text.size = (size_t)snprintf(w->ports, PORTS_SIZE, format, port, last);
  return text;
}


static Text write_cell (EntryCells *w, const Registry *reg, int cell) {
  uint32_t value = w->values[cell] - 1;
  Text text = { "", 0 };
  if (w->values[cell] == 0) return text;
  if (cell == PORT) return write_ports(w);
  if (cell_terms[cell].kind != KIND_DATE) return string_at(reg, value);
  text.at = w->dates[cell];
  text.size = text_of_date(value, w->dates[cell]);
  return text;
}


/* Write the next entry.  Returns the cells that differ from the one before. */
static unsigned write_entry (EntryCells *w, const Registry *reg,
                             uint32_t entry) {
  unsigned changed = 0;
  int i;
  for (i = 0; i < N_CELLS; i++) {
    uint32_t before = w->values[i];
    w->values[i] = column_get(column_of(reg, i), entry, &w->values[i])
                 ? w->values[i] + 1 : 0;
    changed |= (unsigned)(w->values[i] != before) << i;
  }
  if (changed >> LAST_PORT & 1) changed |= 1u << PORT;
  for (i = 0; i < N_CELLS; i++)
    if ((changed >> i & 1) && i != TRANSPORT_CELL)
      w->cells[i] = write_cell(w, reg, i);
  return changed;
}


/* All cells of the first row are new: others may have added rows before it. */
int add_rows_of (Builder *b, const Registry *reg, uint32_t row,
                 uint32_t end) {
  uint32_t first = row;
  EntryCells w;
  memset(&w, 0, sizeof w);
  for (; row < end; row++) {
    unsigned changed = 0;
    if (row == first || entry_begins(reg, row))
      changed = write_entry(&w, reg, entry_of(reg, row));
    if (row == first) changed = ALL_CELLS;
    w.cells[TRANSPORT_CELL] = transport_text(transport_of(reg, row));
    if (!builder_row(b, w.cells, changed)) return 0;
  }
  return 1;
}


/* The first row that covers a port of `first` .. `last`, or NO_ROW. */
static uint32_t first_cover (const Registry *reg, uint32_t first,
                             uint32_t last) {
  uint32_t row = NO_ROW, port;
  for (port = first; port <= last; port++) {
    uint32_t found = rows_at_port(reg, port).row;
    if (found < row) row = found;
  }
  return row;
}


/* The first row without a port, or the count of rows. */
static uint32_t first_portless (const Registry *reg) {
  const Array *ports = column_of(reg, PORT);
  uint32_t row, entry = 0;
  for (row = 0; row < reg->counts[ROWS]; row++)
    if (entry_begins(reg, row) && !bits_test(ports, entry++)) break;
  return row;
}


uint32_t place_of_ports (const Registry *reg, uint32_t first, uint32_t last) {
  uint32_t row = NO_ROW, portless;
  if (first != NO_PORT) row = first_cover(reg, first, last);
  if (row != NO_ROW) return row;
  portless = first_portless(reg);
  if (first != NO_PORT) row = first_cover(reg, last + 1, N_PORTS - 1);
  return (row < portless) ? row : portless;
}


int add_facts_of (Builder *b, const Registry *reg) {
  const Array *cells = &reg->arrays[FACT_CELLS];
  uint32_t i;
  for (i = 0; i < cells->count; i += 2) {
    Text key = string_at(reg, array_get(cells, i));
    if (!builder_fact(b, key, string_at(reg, array_get(cells, i + 1))))
      return 0;			/* uncovered: takes memory that ends here */
  }
  return 1;
}


int add_contacts_of (Builder *b, const Registry *reg) {
  uint32_t i;
  int cell;
  for (i = 0; i < reg->counts[CONTACTS]; i++) {
    Text cells[N_CONTACT_CELLS];
    for (cell = 0; cell < N_CONTACT_CELLS; cell++)
      cells[cell] = contact_cell(reg, i, cell);
    if (!builder_contact(b, cells)) return 0;
  }
  return 1;
}
