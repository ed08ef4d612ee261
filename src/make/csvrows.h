/*
** csvrows.h - a CSV table in, rows out: libcsv behind one callback.
**
** Reads CSV by RFC 4180, strictly.  The first row must be the titles; every
** other row must have as many cells.  Columns behind those that are known may
** be allowed: then each is told, and its cells are passed over.  No title may
** be there twice.  Every row ends with CRLF or LF; the last
** one need not.  Quotes must be where RFC 4180 has them.  No line may be empty,
** except after the last row.  A BOM before the titles is dropped.  The text
** comes in pieces of any size; they do not change the rows.  Memory is bounded:
** a cell far above MAX_CELL bytes is refused.
*/

#ifndef csvrows_h
#define csvrows_h

#include "make/csvtext.h"

/*
** Called for each row, with at least N_CELLS cells; those past the table's last
** column are empty.  The texts are valid until the function returns.  Bit i of
** `changed` is set if cell i may differ from that of the row before; for the
** first row, all are set.  Returns 0 to stop the reading, which then fails.
*/
typedef int (*RowFunction) (void *data, const Text *cells, unsigned changed);

typedef struct CsvRows CsvRows;

/* The title that a cell of the first row must have. */
typedef const char *(*TitleFunction) (int cell);

/*
** Called for each title behind the known ones.  Returns 0 to stop the reading,
** which then fails.
*/
typedef int (*ExtraFunction) (void *data, Text title);

/*
** A new reader of `count` columns, to be freed; NULL if memory is short.
** `data` is passed on to the functions.  Without `extra`, there may be no
** other columns; with it, MAX_WIDTH in all.
*/
CsvRows *csvrows_new (TitleFunction title, int count, RowFunction function,
                      ExtraFunction extra, void *data);

/*
** Read a piece of the text; then say that it was the last.  Return 0 on
** failure: the text is wrong, memory is short, or `function` stopped.
*/
int csvrows_feed (CsvRows *rows, const char *at, size_t size);
int csvrows_finish (CsvRows *rows);

/*
** After a failure: what is wrong, or NULL if `function` stopped.  `*line` and
** `*cell` (from 0) say where.  The message lives as long as the reader.
*/
const char *csvrows_error (const CsvRows *rows, unsigned long *line,
                           int *cell);

/* Free the reader; it may be NULL. */
void csvrows_free (CsvRows *rows);

#endif
