/*
** tabbed.h - logs in rows of cells with a byte between them: Zeek's, and tables
** with tabs.
*/

#ifndef tabbed_h
#define tabbed_h

#include "core/log.h"

/*
** Put the whole lines, and return where the rest begins: no line in it ends
** before `limit`.  A line that begins with # is a header of Zeek's log.
*/
const char *tabbed_lines (Log *log, const char *at, const char *limit);

/*
** The same for the header of Zeek's log, up to #fields: where the lines begin
** is `from`.  Nothing is put.  Where the lines end too early, `*looked` is
** where to look again.
*/
const char *zeek_head (Log *log, const char *from, const char **looked,
                       const char *limit, int *error);

/*
** Read the line of titles at `at`, and put it, with all from `from` on.  Where
** columns are given by number, it may be a line like others: then nothing is
** put.  Returns where the lines begin; NULL if the line is not whole.
*/
const char *tsv_head (Log *log, const char *from, const char *at,
                      const char *limit, int *error);

#endif
