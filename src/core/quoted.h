/*
** quoted.h - logs as CSV (RFC 4180): cells may be in quotes, with commas and
** line ends in them.
**
** A quote that is not at the start of a cell is a byte like others, and what
** follows the closing quote is a part of the cell, as Python's csv reads it.
*/

#ifndef quoted_h
#define quoted_h

#include "core/log.h"

/* Begin with a new row. */
void csv_begin (Log *log);

/*
** Put the whole rows, and return where the rest begins: no row in it ends
** before `limit`.  How far that rest was read is kept in `log->part`, so that
** every byte is read once; the next call must begin there.
*/
const char *csv_lines (Log *log, const char *at, const char *limit);

/*
** Read the row of titles at `at`, and put it, with all from `from` on.  Where
** columns are given by number, it may be a row like others: then nothing is
** put.  Returns where the rows begin; NULL if the row is not whole.  Takes the
** same place again then, as csv_lines does.
*/
const char *csv_head (Log *log, const char *from, const char *at,
                      const char *limit, int *error);

#endif
