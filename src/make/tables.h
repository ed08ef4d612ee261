/*
** tables.h - the three CSV tables of an edition: their titles, and how a row
** of each enters a builder.
*/

#ifndef tables_h
#define tables_h

#include "make/builder.h"
#include "make/csvrows.h"

enum Tables { RECORDS_TABLE, CONTACTS_TABLE, FACTS_TABLE, N_TABLES };

#define PLACE_SIZE	256	/* bytes that table_error needs */

/* What the first row of the table has there; of records also "Origin". */
const char *table_title (int table, int cell);

/* A reader of that table into `b`, or NULL where memory is short. */
CsvRows *table_reader (int table, Builder *b);

/* Write "LINE: COLUMN: what is wrong" of a reader that failed. */
void table_error (int table, const Builder *b, const CsvRows *rows,
                  char message[PLACE_SIZE]);

#endif
