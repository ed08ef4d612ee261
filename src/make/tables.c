/*
** tables.c - the CSV tables of an edition.  See tables.h.
*/

#include <stdio.h>

#include "make/tables.h"


static const char *record_title (int cell) {
  return cell_terms[cell].title;
}


static const char *contact_title (int cell) {
  return contact_terms[cell].title;
}


static const char *fact_title (int cell) {
  return (cell == 0) ? "key" : "value";
}


/* Past IANA's cells, all are empty, so the origin is. */
static int add_record (void *data, const Text *cells, unsigned changed) {
  return builder_row(data, cells, changed);
}


/* The id may be in brackets, as on IANA's registry page. */
static int add_contact (void *data, const Text *cells, unsigned changed) {
  Text all[N_CONTACT_CELLS];
  (void)changed;
  memcpy(all, cells, sizeof all);
  all[CONTACT_ID] = without_brackets(all[CONTACT_ID]);
  return builder_contact(data, all);
}


static int add_fact (void *data, const Text *cells, unsigned changed) {
  (void)changed;
  return builder_fact(data, cells[0], cells[1]);
}


static const struct {
  TitleFunction title;
  int count;
  RowFunction add;
} tables[N_TABLES] = {
  { record_title, N_IANA_CELLS, add_record },
  { contact_title, N_CONTACT_CELLS, add_contact },
  { fact_title, 2, add_fact }
};


const char *table_title (int table, int cell) {
  return tables[table].title(cell);
}


CsvRows *table_reader (int table, Builder *b) {
  return csvrows_new(tables[table].title, tables[table].count,
                     tables[table].add, b);
}


void table_error (int table, const Builder *b, const CsvRows *rows,
                  char message[TABLE_ERROR_SIZE]) {
  unsigned long line;
  int cell;
  const char *error = csvrows_error(rows, &line, &cell);
  if (error == NULL) {
    error = b->message;
    cell = b->cell;
  }
  if (cell < 0) snprintf(message, TABLE_ERROR_SIZE, "%lu: %s", line, error);
  else
    snprintf(message, TABLE_ERROR_SIZE, "%lu: %s: %s", line,
             table_title(table, cell), error);
}
