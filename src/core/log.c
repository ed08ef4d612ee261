/*
** log.c - what the readers of the kinds of logs share.  See log.h.
*/

#include "core/log.h"


/*
** The mark for separator `number`, which is not before the last mark; `*next`
** is the first separator behind that.
*/
static int mark (Log *log, uint32_t number, uint32_t *next) {
  if (number < *next) return log->n_marks - 1;
  log->skips[log->n_marks] = number - *next;
  *next = number + 1;
  return log->n_marks++;
}


static void set_marks (Log *log) {
  uint32_t next = 0;
  Want *want;
  log->n_marks = 0;
  for (want = log->wants; want->column != NO_COLUMN; want++) {
    uint32_t column = want->column;
    int is_same = want > log->wants && want[-1].column == column;
    want->before = is_same ? want[-1].before
                 : (column == 0) ? NO_MARK : mark(log, column - 1, &next);
    want->behind = mark(log, column, &next);
  }
}


void log_columns (Log *log, const LogColumns *columns) {
  int role, n = 0, i;
  for (role = 0; role < N_ROLES; role++) {
    uint32_t column = columns->at[role];
    if (column == NO_COLUMN) continue;
    for (i = n++; i > 0 && log->wants[i - 1].column > column; i--)
      log->wants[i] = log->wants[i - 1];
    log->wants[i].column = column;
    log->wants[i].role = role;
  }
  log->wants[n].column = NO_COLUMN;
  log->has_columns = n > 0;
  set_marks(log);
}


int log_is_title (const Log *log, Text cell) {
  return numbered_column(log->asked.names[PORT_A]) == NO_COLUMN
      || !(cell_is_unset(cell) || is_digits(cell));
}


/* The port in a cell, if it has a name; else NO_PORT. */
static uint32_t named_port (Log *log, Text cell, int transport) {
  uint32_t port = (cell.at != NULL) ? cell_port(cell) : NO_PORT;
  if (port == NO_PORT
      || !(answer_find(&log->answers, transport, port) & ANSWER_NAMED))
    return NO_PORT;
  return port;
}


uint32_t log_registered (Log *log, const Text cells[N_ROLES], int transport) {
  uint32_t a = named_port(log, cells[PORT_A], transport);
  uint32_t b = named_port(log, cells[PORT_B], transport);
  return (a <= b) ? a : b;
}


void log_put_large (Log *log, const Text cells[N_ROLES]) {
  int transport = log_transport(log, cells);
  uint32_t port = log_port(log, cells, transport);
  answer_put(&log->answers, transport, port, &log->sink);
}
