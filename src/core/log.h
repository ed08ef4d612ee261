/*
** log.h - what the readers of the kinds of logs share: a log that is being
** annotated, and how a line of it is put.
**
** A reader gets the bytes of whole lines and of one that may not be whole; it
** puts the former, and says where the latter begins.  Behind the bytes is room
** for LOG_PAD more, where a line end stands, so that a reader finds the end of
** the last line without asking whether there is one.
*/

#ifndef log_h
#define log_h

#include "core/answers.h"
#include "core/columns.h"

#define LOG_PAD		64
#define MAX_LINE	1048576u	/* bytes before the line end */

enum LogKinds { LOG_ZEEK, LOG_TSV, LOG_CSV, LOG_JSON, N_LOG_KINDS };

/* What stops a log before anything is put. */
enum LogErrors {
  LOG_FINE,
  LOG_NO_PORT, LOG_NO_SECOND_PORT, LOG_NO_TRANSPORT,	/* as Roles, plus 1 */
  LOG_NO_FIELDS,			/* of Zeek, without a line #fields */
  N_LOG_ERRORS
};

/* The columns that are read, ascending; the last is NO_COLUMN. */
typedef struct Want {
  uint32_t column;
  int role;
} Want;

/* A row of CSV that is not read to its end: all places count from its start. */
typedef struct PartOfRow {
  size_t at, from;			/* here; where its cell begins */
  uint32_t column;
  int state, wanted;
  size_t first[N_ROLES], last[N_ROLES];
} PartOfRow;

typedef struct Log {
  Asked asked;
  Answers answers;
  Sink sink;
  Want wants[N_ROLES + 1];
  PartOfRow part;
  const char *end;			/* of the bytes: no line end is there */
  uint64_t unread;			/* lines that went through as they are */
  uint64_t heads;			/* of JSON: see objects.c */
  int kind;
  int has_columns;			/* else lines go through as they are */
  char separator;
} Log;

/* Set the columns that are read. */
void log_columns (Log *log, const LogColumns *columns);

/*
** May the cell of a port in the first line be its title?  Where columns are
** given by number, it is one unless it is digits or nothing.
*/
int log_is_title (const Log *log, Text cell);

/* The answer for the cells of a line, by their roles; at NULL: not there. */
uint32_t log_answer (Log *log, const Text cells[N_ROLES]);

/* Put an answer that is too large to be kept. */
void log_put_large (Log *log, const Text cells[N_ROLES]);

/* Where the line after the one that ends at `eol` begins. */
static inline const char *log_next (const Log *log, const char *eol) {
  return eol + (eol != log->end);
}

/* Put bytes of a line as they are. */
static inline void log_put (Log *log, const char *at, const char *end) {
  sink_put(&log->sink, at, (size_t)(end - at));
}

/* Put a line that cannot be read as it is. */
static inline void log_pass (Log *log, const char *at, const char *next) {
  log->unread++;
  log_put(log, at, next);
}

/*
** Put the line from `at` to its end `eol`, with the answer for its cells before
** `cut`.
*/
static inline void log_annotate (Log *log, const char *at, const char *cut,
                                 const char *eol,
                                 const Text cells[N_ROLES]) {
  const char *next = log_next(log, eol);
  uint32_t answer;
  if (eol - at > (ptrdiff_t)MAX_LINE) {
    log_pass(log, at, next);
    return;
  }
  answer = log_answer(log, cells);
  log_put(log, at, cut);
  if (answer & ANSWER_LARGE) log_put_large(log, cells);
  else sink_text(&log->sink, answer_text(&log->answers, answer));
  log_put(log, cut, next);
}

#endif
