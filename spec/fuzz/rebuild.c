/*
** rebuild.c - a registry through a builder again.  See rebuild.h.
**
** The builder numbers strings as they come; the numbers in the image say in
** what order its rows, contacts and facts must have come.  A string that stands
** twice comes once: of such an image all that is said must be the same.
*/

#include <stdlib.h>

#include "ask.h"
#include "core/check.h"
#include "core/lookup.h"
#include "core/search.h"
#include "make/from_image.h"
#include "rebuild.h"

typedef struct Rebuilt {
  const Registry *reg;
  Builder b;
  char *seen;			/* by string: has it come? */
  uint32_t next[2];		/* the next new string, searchable and other */
  uint32_t row, contact, fact;	/* the next item of each kind */
} Rebuilt;


static void *room (size_t count, size_t width) {
  void *at = calloc(count + 1, width);
  expect(at != NULL, "memory");
  return at;
}


/* ---------------------------------------------------------------- items */

static uint32_t strings_of_row (const Registry *reg, uint32_t row,
                                uint32_t *strings) {
  uint32_t count = 0;
  int column;
  for (column = NAME; column < N_CELLS; column++) {
    int kind = cell_terms[column].kind;
    if (kind == KIND_PORTS || kind == KIND_DATE || kind == KIND_TRANSPORT)
      continue;
    count += (uint32_t)column_get(column_of(reg, column), entry_of(reg, row),
                                  &strings[count]);
  }
  return count;
}


static int has_come (const Rebuilt *r, const uint32_t *strings, uint32_t i,
                     uint32_t string) {
  uint32_t k;
  for (k = 0; k < i; k++)
    if (strings[k] == string) return 1;
  return r->seen[string];
}


/* Could these strings be the next to come? */
static int fits (const Rebuilt *r, const uint32_t *strings, uint32_t count) {
  const Registry *reg = r->reg;
  uint32_t next[2], i;
  memcpy(next, r->next, sizeof next);
  for (i = 0; i < count; i++) {
    uint32_t string = strings[i];
    if (string == 0 || has_come(r, strings, i, string)) continue;
    if (string > reg->counts[NAMES]) {
      if (string != next[string > reg->counts[SEARCHABLE]]++) return 0;
    }
    else if (string > 1 && !has_come(r, strings, i, string - 1)
             && same_folded(string_at(reg, string),
                            string_at(reg, string - 1))) return 0;
  }
  return 1;
}


static int come (Rebuilt *r, const uint32_t *strings, uint32_t count) {
  uint32_t i;
  if (!fits(r, strings, count)) return 0;
  for (i = 0; i < count; i++) {
    uint32_t string = strings[i];
    if (!r->seen[string] && string > r->reg->counts[NAMES])
      r->next[string > r->reg->counts[SEARCHABLE]]++;
    r->seen[string] = 1;
  }
  return 1;
}


static int add_row (Rebuilt *r) {
  uint32_t strings[N_CELLS], end = r->row + 1;
  if (r->row == r->reg->counts[ROWS]
      || !come(r, strings, strings_of_row(r->reg, r->row, strings))) return 0;
  while (!entry_begins(r->reg, end)) end++;
  expect(add_rows_of(&r->b, r->reg, r->row, end), "rows are taken");
  r->row = end;
  return 1;
}


static int add_contact (Rebuilt *r) {
  uint32_t strings[N_CONTACT_CELLS];
  Text cells[N_CONTACT_CELLS];
  uint32_t i;
  if (r->contact == r->reg->counts[CONTACTS]) return 0;
  for (i = 0; i < N_CONTACT_CELLS; i++) {
    strings[i] = array_get(&r->reg->arrays[CONTACT_TEXTS],
                           r->contact * N_CONTACT_CELLS + i);
    cells[i] = string_at(r->reg, strings[i]);
  }
  if (!come(r, strings, N_CONTACT_CELLS)) return 0;
  expect(builder_contact(&r->b, cells), "a contact is taken");
  r->contact++;
  return 1;
}


static int add_fact (Rebuilt *r) {
  const Array *cells = &r->reg->arrays[FACT_CELLS];
  uint32_t strings[2];
  if (r->fact == r->reg->counts[FACTS]) return 0;
  strings[0] = array_get(cells, 2 * r->fact);
  strings[1] = array_get(cells, 2 * r->fact + 1);
  if (!come(r, strings, 2)) return 0;
  expect(builder_fact(&r->b, string_at(r->reg, strings[0]),
                      string_at(r->reg, strings[1])), "a fact is taken");
  r->fact++;
  return 1;
}


/* --------------------------------------------------------------- strings */

static int compare (const void *a, const void *b) {
  return compare_texts(*(const Text *)a, *(const Text *)b);
}


static int has_twice (const Registry *reg) {
  uint32_t i, n = reg->counts[STRINGS];
  Text *texts = room(n, sizeof *texts);
  int twice = 0;
  for (i = 0; i < n; i++) texts[i] = string_at(reg, i);
  qsort(texts, n, sizeof *texts, compare);
  for (i = 1; i < n; i++) twice |= (compare(&texts[i - 1], &texts[i]) == 0);
  free(texts);
  return twice;
}


/* --------------------------------------------------------------- answers */

static void same_text (Text a, Text b) {
  expect(compare_texts(a, b) == 0, "the same text");
}


static void same_row (const Registry *a, const Registry *b, uint32_t row) {
  uint32_t x = entry_of(a, row), y = entry_of(b, row);
  int column;
  expect(transport_of(a, row) == transport_of(b, row), "the same transport");
  expect(status_of_entry(a, x) == status_of_entry(b, y), "the same status");
  for (column = NAME; column < N_CELLS; column++) {
    uint32_t p = 0, q = 0;
    int filled = column_get(column_of(a, column), x, &p);
    expect(filled == column_get(column_of(b, column), y, &q), "the same cells");
    if (column == PORT || column == LAST_PORT
        || cell_terms[column].kind == KIND_DATE) expect(p == q, "the same cell");
    else same_text(string_at(a, p), string_at(b, q));
  }
}


/* The rows with a text, and those of a name. */
static void found_in (const Registry *reg, Text text, uint64_t *rows) {
  uint32_t *numbers = room(text_index_size(reg), sizeof *numbers);
  TextIndex index = text_index_view(reg, numbers);
  text_index_make(reg, index);
  rows_with_text(reg, index, text, rows);
  free(numbers);
}


static void same_found (const Registry *a, const Registry *b, Text text) {
  uint32_t n = words_for(a->counts[ROWS]);
  uint64_t *x = room(n, sizeof *x), *y = room(n, sizeof *y);
  found_in(a, text, x);
  found_in(b, text, y);
  expect(memcmp(x, y, n * sizeof *x) == 0, "a text is found in the same rows");
  free(x);
  free(y);
}


static void same_named (const Registry *a, const Registry *b, Text name) {
  Cursor x = rows_of_name(a, name_of_text(a, name));
  Cursor y = rows_of_name(b, name_of_text(b, name));
  int t;
  for (t = TCP; t <= NONE; t++) {
    Cursor p = x, q = y;
    uint32_t row;
    do expect((row = next_row(&p, t)) == next_row(&q, t),
              "a name leads to the same rows");
    while (row != NO_ROW);
  }
}


static void same_contacts (const Registry *a, const Registry *b) {
  uint32_t i;
  int cell;
  for (i = 0; i < a->counts[CONTACTS]; i++) {
    for (cell = 0; cell < N_CONTACT_CELLS; cell++)
      same_text(contact_cell(a, i, cell), contact_cell(b, i, cell));
    expect(contact_of_id(b, contact_cell(a, i, CONTACT_ID)) == i,
           "an id leads to the same contact");
  }
  for (i = 0; i < 2 * a->counts[FACTS]; i++)
    same_text(string_at(a, array_get(&a->arrays[FACT_CELLS], i)),
              string_at(b, array_get(&b->arrays[FACT_CELLS], i)));
}


static void same_answers (const Registry *a, const Registry *b) {
  uint32_t i;
  expect(a->counts[ROWS] == b->counts[ROWS]
         && a->counts[CONTACTS] == b->counts[CONTACTS]
         && a->counts[FACTS] == b->counts[FACTS], "as many of all");
  for (i = 0; i < a->counts[ROWS]; i++) same_row(a, b, i);
  same_contacts(a, b);
  for (i = 1; i < a->counts[STRINGS]; i++) {
    same_found(a, b, string_at(a, i));
    same_named(a, b, string_at(a, i));
  }
}


void rebuild (const Registry *reg) {
  Rebuilt r;
  Registry again;
  memset(&r, 0, sizeof r);
  r.reg = reg;
  r.seen = room(reg->counts[STRINGS], 1);
  r.next[0] = reg->counts[NAMES] + 1;
  r.next[1] = reg->counts[SEARCHABLE] + 1;
  expect(builder_init(&r.b), "memory");
  while (add_row(&r) || add_contact(&r) || add_fact(&r)) { }
  expect(r.row == reg->counts[ROWS] && r.contact == reg->counts[CONTACTS]
         && r.fact == reg->counts[FACTS], "strings are in an order of use");
  expect(builder_finish(&r.b), "all is taken");
  expect(registry_open(&again, r.b.image.at, r.b.image.count) == NULL,
         "what was built is opened");
  if (has_twice(reg)) same_answers(reg, &again);
  else
    expect(reg->counts[SIZE] == again.counts[SIZE]
           && memcmp(reg->image, again.image, reg->counts[SIZE]) == 0,
           "one registry has one image");
  builder_free(&r.b);
  free(r.seen);
}
