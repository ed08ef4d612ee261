/*
** csvrows.h - a CSV table in, rows out: libcsv behind one callback.
**
** Reads RFC 4180 strictly, fed in pieces of any size: the first row must be
** the titles, every other row has as many cells; CRLF or LF ends a row, the
** last one perhaps nothing; a quote may stand only where one belongs; no line
** is empty but those after the last row; a BOM before the titles is dropped.
** The same text gives the same rows however it is cut.  Memory is bounded: a
** cell far above MAX_CELL bytes is refused.
*/

#ifndef csvrows_h
#define csvrows_h

#include "make/csvtext.h"

/*
** One row: MAX_COLUMNS cells, those after the last of the table empty.  The
** bits of `changed` are the columns whose cells may differ from those of the
** row before; of the first row, all.  The cells live until it returns.
** Returns 0 to stop: the reading then fails for what the callee says.
*/
typedef int (*RowFunction) (void *data, const Text *cells, unsigned changed);

typedef struct CsvRows CsvRows;

/* What a cell of the first row must be. */
typedef const char *(*TitleFunction) (int cell);

/* A reader of `count` (<= MAX_COLUMNS) columns; NULL where memory is short. */
CsvRows *csvrows_new (TitleFunction title, int count, RowFunction function,
                      void *data);

/* Returns 0 on failure: of the text, of memory, or of `function`. */
int csvrows_feed (CsvRows *rows, const char *at, size_t size);
int csvrows_finish (CsvRows *rows);

/*
** What failed, or NULL where `function` stopped the reading.  `*line` and
** `*cell` (from 0) say where.
*/
const char *csvrows_error (const CsvRows *rows, unsigned long *line,
                           int *cell);

void csvrows_free (CsvRows *rows);

#endif
