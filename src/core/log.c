/*
** log.c - what the readers of the kinds of logs share.  See log.h.
*/

#include "core/keys.h"
#include "core/log.h"


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
}


/* What stands for no value in any log. */
static int is_unset (Text cell) {
  return cell.size == 0 || (cell.size == 1 && cell.at[0] == '-');
}


int log_is_title (const Log *log, Text cell) {
  return numbered_column(log->asked.names[PORT_A]) == NO_COLUMN
      || !(is_unset(cell) || is_digits(cell));
}


/*
** The transport in a cell: transport_of_text, for a text with other bytes
** behind it.
*/
static inline int transport_in (Text cell) {
  uint32_t word;
  Text text;
  if (cell.size != 3 && cell.size != 4) return transport_of_digits(cell);
  word = load32(cell.at) & (0xFFFFFFFFu >> (cell.size == 3 ? 8 : 0));
  word = LOW_FIRST32(word);
  text.at = (const char *)&word;
  text.size = cell.size;
  return transport_of_text(text);
}


/* The transport of a line: NONE for any, -1 for one without ports. */
static int transport_of_line (const Log *log, Text cell) {
  int transport = log->asked.transport;
  if (transport != NONE || cell.at == NULL || is_unset(cell)) return transport;
  transport = transport_in(cell);
  return (transport == NONE) ? -1 : transport;
}


/*
** The port that the answer is for, NO_PORT if there is none.  Of two, it is the
** one that has a name; if both have, the lower.
*/
static uint32_t port_of_line (Log *log, const Text cells[N_ROLES],
                              int transport) {
  uint32_t a = NO_PORT, b = NO_PORT;
  if (transport < 0) return NO_PORT;
  if (cells[PORT_A].at != NULL) a = port_of_text(cells[PORT_A]);
  if (log->asked.names[PORT_B].size == 0) return a;
  if (cells[PORT_B].at != NULL) b = port_of_text(cells[PORT_B]);
  if (a != NO_PORT
      && !(answer_find(&log->answers, transport, a) & ANSWER_NAMED))
    a = NO_PORT;
  if (b != NO_PORT
      && !(answer_find(&log->answers, transport, b) & ANSWER_NAMED))
    b = NO_PORT;
  return (a <= b) ? a : b;
}


uint32_t log_answer (Log *log, const Text cells[N_ROLES]) {
  int transport = transport_of_line(log, cells[PROTOCOL]);
  uint32_t port = port_of_line(log, cells, transport);
  return answer_find(&log->answers, (port == NO_PORT) ? NONE : transport, port);
}


void log_put_large (Log *log, const Text cells[N_ROLES]) {
  int transport = transport_of_line(log, cells[PROTOCOL]);
  answer_put(&log->answers, transport, port_of_line(log, cells, transport),
             &log->sink);
}
