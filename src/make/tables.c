/*
** tables.c - the CSV tables of an edition.  See tables.h.
*/

#include <stdio.h>

#include "make/tables.h"

#define LAST_CELL	(N_IANA_CELLS - 1)
#define MAX_TITLE	200u		/* bytes of a title that is not known */


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


/*
** A column that IANA did not have so far.  No title is so long: rather, a line
** end is missing.
*/
static int add_extra (void *data, Text title) {
  static const char before[] = "column \"";
  Text key = { "skipped:1", sizeof "skipped:1" - 1 }, value;
  char text[sizeof before + MAX_TITLE];
  Builder *b = data;
  if (title.size == 0 || title.size > MAX_TITLE)
    return builder_fail(b, LAST_CELL, "followed by a column with %s",
                        (title.size == 0) ? "no title" : "too long a title");
  value.at = text;
  value.size = sizeof before + title.size;
  memcpy(text, before, sizeof before - 1);
  memcpy(text + sizeof before - 1, title.at, title.size);
  text[value.size - 1] = '"';
  if (builder_fact(b, key, value)) return 1;
  if (b->cell >= 0) b->cell = LAST_CELL;	/* else memory is short */
  return 0;
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
  ExtraFunction add_extra;
} tables[N_TABLES] = {
  { record_title, N_IANA_CELLS, add_record, add_extra },
  { contact_title, N_CONTACT_CELLS, add_contact, NULL },
  { fact_title, 2, add_fact, NULL }
};


const char *table_title (int table, int cell) {
  return tables[table].title(cell);
}


CsvRows *table_reader (int table, Builder *b) {
  return csvrows_new(tables[table].title, tables[table].count,
                     tables[table].add, tables[table].add_extra, b);
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
