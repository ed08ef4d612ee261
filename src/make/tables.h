/*
** tables.h - the three CSV tables of an edition: their titles, and a reader of
** each that adds its rows to a builder.
*/

#ifndef tables_h
#define tables_h

#include "make/builder.h"
#include "make/csvrows.h"

enum Tables { RECORDS_TABLE, CONTACTS_TABLE, FACTS_TABLE, N_TABLES };

#define TABLE_ERROR_SIZE	256	/* bytes that table_error needs */

/* The title of a column.  Also for ORIGIN, which no table has. */
const char *table_title (int table, int cell);

/*
** A new reader that adds the rows of the table to `b`, which must outlive it;
** NULL if memory is short.  The caller frees it.
*/
CsvRows *table_reader (int table, Builder *b);

/*
** After a failure of the reader: write "LINE: COLUMN: what is wrong", cut to
** fit.
*/
void table_error (int table, const Builder *b, const CsvRows *rows,
                  char message[TABLE_ERROR_SIZE]);

#endif
