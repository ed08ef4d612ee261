/*
** ask.c - every question to a registry.  See ask.h.
*/

#include <stdio.h>
#include <stdlib.h>

#include "ask.h"
#include "core/dates.h"
#include "core/search.h"
#include "core/select.h"


void expect (int holds, const char *what) {
  if (holds) return;
  fprintf(stderr, "expected: %s\n", what);
  abort();
}


/* Read every byte, where the sanitizer sees it. */
static void read_text (Text text) {
  expect(valid_prefix(text) == text.size && text.size <= MAX_CELL,
         "a text is UTF-8 without NUL, and no longer than a cell");
}


/* Does the cursor come by `row`?  Rows must rise. */
static int comes_by (Cursor c, int transport, uint32_t row) {
  uint32_t next, before = 0, first = 1, found = 0;
  while ((next = next_row(&c, transport)) != NO_ROW) {
    expect(next < c.reg->counts[ROWS], "a row is one of the registry's");
    expect(first || next > before, "rows of a look-up rise");
    found |= (next == row);
    before = next;
    first = 0;
  }
  return (int)found;
}


static void ask_port (const Registry *reg, uint32_t port) {
  Cursor c = rows_at_port(reg, port);
  int asked, status;
  for (asked = TCP; asked <= ANY; asked++) {
    uint32_t row = first_row(&c, asked, NAME);
    expect(row == NO_ROW || row < reg->counts[ROWS], "a row or none");
    status = status_of_port(reg, port, asked);
    expect(status >= ASSIGNED && status <= DYNAMIC, "a status");
    expect((status == DYNAMIC) == (port >= FIRST_DYNAMIC_PORT), "dynamic from 49152");
  }
}


/* The ports of a row, and those beside them. */
static void ask_ports (const Registry *reg, uint32_t row, uint32_t entry) {
  int transport = transport_of(reg, row);
  uint32_t first, last;
  if (!column_get(column_of(reg, PORT), entry, &first)) return;
  last = first;
  column_get(column_of(reg, LAST_PORT), entry, &last);
  expect(first <= last && last < N_PORTS, "a range of ports");
  expect(comes_by(rows_at_port(reg, first), transport, row)
         && comes_by(rows_at_port(reg, last), transport, row),
         "a port leads to its row");
  ask_port(reg, first);
  ask_port(reg, last);
  if (first > 0) ask_port(reg, first - 1);
  if (last < N_PORTS - 1) ask_port(reg, last + 1);
}


static void ask_name (const Registry *reg, uint32_t row, Text name) {
  expect(comes_by(rows_of_name(reg, name_of_text(reg, name)),
                  transport_of(reg, row), row), "a name leads to its row");
}


static void ask_cells (const Registry *reg, uint32_t entry) {
  char date[DATE_SIZE];
  uint32_t value;
  int column;
  for (column = NAME; column < N_CELLS; column++) {
    if (!column_get(column_of(reg, column), entry, &value)) continue;
    if (column == PORT || column == LAST_PORT) continue;
    if (column == REGISTRATION_DATE || column == MODIFICATION_DATE) {
      size_t size = text_of_date(value, date);
      expect(size == 7 || size == 10, "a date has 7 or 10 bytes");
    }
    else read_text(cell_text(reg, entry, column));
  }
  expect((unsigned)status_of_entry(reg, entry) <= DYNAMIC, "a status");
}


static void ask_rows (const Registry *reg) {
  uint32_t row;
  for (row = 0; row < reg->counts[ROWS]; row++) {
    uint32_t entry = entry_of(reg, row);
    Text name = cell_text(reg, entry, NAME);
    expect(entry < reg->counts[ENTRIES], "a row has an entry");
    ask_cells(reg, entry);
    ask_ports(reg, row, entry);
    if (name.size > 0) ask_name(reg, row, name);
  }
}


static void ask_contacts (const Registry *reg) {
  uint32_t i;
  int cell;
  for (i = 0; i < reg->counts[CONTACTS]; i++) {
    for (cell = 0; cell < N_CONTACT_CELLS; cell++)
      read_text(contact_cell(reg, i, cell));
    expect(contact_of_id(reg, contact_cell(reg, i, CONTACT_ID)) == i,
           "an id leads to its contact");
  }
  for (i = 0; i < 2 * reg->counts[FACTS]; i++)
    read_text(string_at(reg, array_get(&reg->arrays[FACT_CELLS], i)));
}


/* ------------------------------------------------------------ selections */

static Text text (const char *at) {
  Text result;
  result.at = at;
  result.size = strlen(at);
  return result;
}


/* Count the members one by one, as many as they are said to be. */
static void walk (const uint64_t *words, uint32_t n) {
  uint32_t i = 0, at = next_member(words, n, 0);
  for (; at != NO_ROW; at = next_member(words, n, at + 1))
    expect(nth_member(words, n, i++) == at, "member i is the i-th");
  expect(i == count_members(words, n), "as many members as counted");
  expect(nth_member(words, n, i) == NO_ROW, "no member beyond the last");
}


/* Narrow to the rows of these entries, and count. */
static void select_these (const Registry *reg, const uint64_t *entries) {
  uint32_t n = words_for(reg->counts[ROWS]);
  uint64_t *rows = malloc((n + 1) * sizeof *rows);
  expect(rows != NULL, "memory");
  all_rows(reg, rows);
  walk(rows, n);
  narrow_to_entries(reg, entries, rows);
  walk(rows, n);
  narrow_to_transports(reg, 1u << UDP | 1u << NONE, rows);
  walk(rows, n);
  free(rows);
}


static void select_texts (const Registry *reg, uint64_t *entries) {
  Text patterns[3];
  TextTest test;
  patterns[0] = text("*t?*");
  patterns[1] = text("[A]");
  patterns[2] = text("http");
  test.patterns = patterns;
  test.count = 3;
  for (test.column = NAME; test.column < N_CELLS; test.column++) {
    if (test.column == PORT || test.column == LAST_PORT) continue;
    entries_where(reg, passes_text, &test, entries);
    select_these(reg, entries);
  }
}


static void select_tests (const Registry *reg, uint64_t *entries) {
  static const DateTest dates = {
    1u << REGISTRATION_DATE | 1u << MODIFICATION_DATE,
    40 << 9, 50 << 9 | 2 << 5 | 29
  };
  static const unsigned mask = 1u << RESERVED | 1u << UNASSIGNED;
  int column;
  entries_where(reg, passes_dates, &dates, entries);
  select_these(reg, entries);
  entries_where(reg, passes_alias, NULL, entries);
  select_these(reg, entries);
  entries_where(reg, passes_status, &mask, entries);
  select_these(reg, entries);
  for (column = NAME; column < N_CELLS; column++) {
    entries_where(reg, passes_filled, &column, entries);
    select_these(reg, entries);
  }
}


/* What stands in `text` is found by it, in the row that holds it. */
static void search (const Registry *reg, Text text, uint32_t row) {
  uint32_t n = words_for(reg->counts[ROWS]);
  uint32_t *numbers = malloc(text_index_size(reg) * sizeof *numbers);
  uint64_t *rows = malloc((n + 1) * sizeof *rows);
  TextIndex index;
  expect(numbers != NULL && rows != NULL, "memory");
  index = text_index_view(reg, numbers);
  text_index_make(reg, index);
  rows_with_text(reg, index, text, rows);
  if (row != NO_ROW)
    expect((int)(rows[row / 64] >> (row % 64) & 1),
           "a text is found where it stands");
  walk(rows, n);
  free(rows);
  free(numbers);
}


/* Each of the texts of a row is found in it, its end as well. */
static void search_row (const Registry *reg, uint32_t row) {
  static const int columns[] = { NAME, DESCRIPTION, ASSIGNMENT_NOTES };
  uint32_t entry = entry_of(reg, row);
  int i;
  for (i = 0; i < 3; i++) {
    Text text = cell_text(reg, entry, columns[i]);
    if (text.size == 0) continue;
    search(reg, text, row);
    text.at += text.size - 1;
    text.size = 1;
    search(reg, text, row);
  }
}


static void select_through_indexes (const Registry *reg, uint64_t *entries) {
  uint64_t ports[N_PORTS / 64];
  uint32_t row;
  memset(ports, 0, sizeof ports);
  add_ports(ports, 0, 100);
  add_ports(ports, 6000, 6100);
  entries_at(reg, ports, entries);
  select_these(reg, entries);
  memset(entries, 0, (words_for(reg->counts[ENTRIES]) + 1) * sizeof *entries);
  add_named(reg, text("hTTp"), entries);
  select_these(reg, entries);
  search(reg, text("e"), NO_ROW);
  search(reg, text("service name"), NO_ROW);
  for (row = 0; row < reg->counts[ROWS]; row += 1 + reg->counts[ROWS] / 4)
    search_row(reg, row);
}


void ask_all (const Registry *reg) {
  uint32_t n = words_for(reg->counts[ENTRIES]);
  uint64_t *entries = calloc(n + 1, sizeof *entries);
  expect(entries != NULL, "memory");
  ask_port(reg, 0);
  ask_port(reg, N_PORTS - 1);
  ask_rows(reg);
  ask_contacts(reg);
  expect(name_of_text(reg, text("")) == 0, "no name");
  select_texts(reg, entries);
  select_tests(reg, entries);
  select_through_indexes(reg, entries);
  free(entries);
}
