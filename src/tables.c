/*
** tables.c - the CSV tables of an edition.  See tables.h.
*/

#include <stdio.h>

#include "tables.h"


const char *const contact_titles[CONTACT_FIELDS] = {
  "ID", "Name", "Organization", "Contact URI", "Last Updated"
};

const char *const fact_titles[2] = { "key", "value" };


/* The origin, which is no cell of IANA's, is one of the empty ones. */
static int add_record (void *data, const Text *cells, unsigned changed) {
  return builder_row(data, cells, changed);
}


/* The registry page prints a contact's id in brackets: they may stay. */
static int add_contact (void *data, const Text *cells, unsigned changed) {
  Text all[CONTACT_FIELDS];
  (void)changed;
  memcpy(all, cells, sizeof all);
  if (all[0].size > 2 && all[0].at[0] == '['
      && all[0].at[all[0].size - 1] == ']') {
    all[0].at++;
    all[0].size -= 2;
  }
  return builder_contact(data, all);
}


static int add_fact (void *data, const Text *cells, unsigned changed) {
  (void)changed;
  return builder_fact(data, cells[0], cells[1]);
}


static const struct {
  const char *const *titles;
  int count;
  RowFunction add;
} tables[N_TABLES] = {
  { cell_titles, N_IANA_CELLS, add_record },
  { contact_titles, CONTACT_FIELDS, add_contact },
  { fact_titles, 2, add_fact }
};


CsvRows *table_reader (int table, Builder *b) {
  return csvrows_new(tables[table].titles, tables[table].count,
                     tables[table].add, b);
}


void table_error (int table, const Builder *b, const CsvRows *rows,
                  char message[PLACE_SIZE]) {
  unsigned long line;
  int cell;
  const char *error = csvrows_error(rows, &line, &cell);
  if (error == NULL) {
    error = b->message;
    cell = b->cell;
  }
  if (cell < 0) snprintf(message, PLACE_SIZE, "%lu: %s", line, error);
  else
    snprintf(message, PLACE_SIZE, "%lu: %s: %s", line,
             tables[table].titles[cell], error);
}
