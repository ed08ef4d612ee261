/*
** beneath.c - from an image into a builder.  See beneath.h.
*/

#include <stdio.h>

#include "beneath.h"

#define PORTS_SIZE	sizeof "65535-65535"


/* The cells of an entry, and room for the text of those that hold none. */
typedef struct Written {
  Text cells[N_CELLS];
  uint32_t values[N_CELLS];	/* by column: what stands there + 1; 0 empty */
  char ports[PORTS_SIZE];
  char dates[2][10];
} Written;


static Text write_ports (Written *w) {
  unsigned port = (w->values[PORT] - 1) & 0xFFFF;
  unsigned last = (w->values[LAST_PORT] - 1) & 0xFFFF;
  const char *format = (w->values[LAST_PORT] == 0) ? "%u" : "%u-%u";
  Text text;
  text.at = w->ports;
  text.size = (size_t)snprintf(w->ports, PORTS_SIZE, format, port, last);
  return text;
}


static Text write_cell (Written *w, const Registry *reg, int cell) {
  uint32_t value = w->values[cell] - 1;
  Text text = { "", 0 };
  if (w->values[cell] == 0) return text;
  if (cell == PORT) return write_ports(w);
  if (cell != REGISTRATION_DATE && cell != MODIFICATION_DATE)
    return string_at(reg, value);
  text.at = w->dates[cell - REGISTRATION_DATE];
  text.size = write_date(value, w->dates[cell - REGISTRATION_DATE]);
  return text;
}


/* Go on to an entry; the bits of the cells that differ from those before. */
static unsigned write_entry (Written *w, const Registry *reg,
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


/* The builder's row before the first of them is another's. */
int add_rows_of (Builder *b, const Registry *reg, uint32_t row,
                 uint32_t end) {
  uint32_t first = row;
  Written w;
  memset(&w, 0, sizeof w);
  for (; row < end; row++) {
    unsigned changed = 0;
    if (row == first || entry_begins(reg, row))
      changed = write_entry(&w, reg, entry_of(reg, row));
    if (row == first) changed = ALL_CELLS;
    w.cells[TRANSPORT_CELL] = transport_texts[transport_of(reg, row)];
    if (!builder_row(b, w.cells, changed)) return 0;
  }
  return 1;
}


int add_facts_of (Builder *b, const Registry *reg) {
  const Array *cells = &reg->arrays[FACT_CELLS];
  uint32_t i;
  for (i = 0; i < cells->count; i += 2) {
    Text key = string_at(reg, array_get(cells, i));
    if (!builder_fact(b, key, string_at(reg, array_get(cells, i + 1))))
      return 0;
  }
  return 1;
}


int add_contacts_of (Builder *b, const Registry *reg) {
  uint32_t i, field;
  for (i = 0; i < reg->counts[CONTACTS]; i++) {
    Text cells[CONTACT_FIELDS];
    for (field = 0; field < CONTACT_FIELDS; field++)
      cells[field] = contact_cell(reg, i, field);
    if (!builder_contact(b, cells)) return 0;
  }
  return 1;
}
