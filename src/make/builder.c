/*
** builder.c - rows in, image out.  See builder.h.
**
** Here adjacent rows that differ only in the transport become one entry.
** cells.c reads the cells, intern.c stores the strings, layout.c makes the
** image.
*/

#include <stdlib.h>

#include "make/builder.h"
#include "make/cells.h"
#include "make/intern.h"
#include "make/layout.h"


int builder_row (Builder *b, const Text *cells, unsigned changed) {
  int transport = NONE;
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


/* Contacts are found by their ids, so no two may have the same. */
int builder_contact (Builder *b, const Text cells[N_CONTACT_CELLS]) {
  uint32_t *values, numbers[N_CONTACT_CELLS];
  Interned *id;
  int i;
  for (i = 0; i < N_CONTACT_CELLS; i++)
    if (!intern(b, i, cells[i], USE_NONE, &numbers[i])) return 0;
  if (numbers[CONTACT_ID] == 0)
    return builder_fail(b, CONTACT_ID, "a contact without an ID");
  id = (Interned *)b->strings.at + numbers[CONTACT_ID];
  if (id->is_id)
    return builder_fail(b, CONTACT_ID, "a contact that stands twice");
  id->is_id = 1;
  values = vector_extend(b, &b->contacts, 1, sizeof numbers);
  if (values == NULL) return 0;
  memcpy(values, numbers, sizeof numbers);
  return 1;
}


int builder_fact (Builder *b, Text key, Text value) {
  uint32_t *values, numbers[2];
  if (!intern(b, 0, key, USE_NONE, &numbers[0])) return 0;
  if (!intern(b, 1, value, USE_NONE, &numbers[1])) return 0;
  if (numbers[0] == 0) return builder_fail(b, 0, "a value without a key");
  values = vector_extend(b, &b->facts, 1, sizeof numbers);
  if (values == NULL) return 0;
  memcpy(values, numbers, sizeof numbers);
  return 1;
}


int builder_init (Builder *b) {
  return state_init(b) && intern_init(b);
}


size_t builder_plan (Builder *b) {
  return layout_plan(b);
}


int builder_write (Builder *b, void *image) {
  return layout_write(b, image);
}


int builder_finish (Builder *b) {
  uint32_t size = (uint32_t)builder_plan(b);
  void *image = (size == 0) ? NULL : vector_extend(b, &b->image, size, 1);
  if (image == NULL || !builder_write(b, image)) return 0;
  layout_free(b);
  state_empty(b);
  return 1;
}


void builder_free (Builder *b) {
  layout_free(b);
  state_empty(b);
  free(b->image.at);
  memset(b, 0, sizeof *b);
}
