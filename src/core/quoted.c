/*
** quoted.c - logs as CSV.  See quoted.h.
*/

#include "core/masks.h"
#include "core/quoted.h"

/* Where a row is being read. */
enum States {
  AT_CELL,		/* a cell begins here */
  IN_CELL,		/* in one without quotes, or behind its quotes */
  IN_QUOTES,
  AT_QUOTE		/* behind a quote in quotes: closing, or doubled */
};


/* The first of two bytes, or a line end; there is one. */
static inline const char *next_of (const char *at, char byte) {
  uint64_t found;
  for (;; at += 16) {
    found = equal_of_16(at, byte) | equal_of_16(at, '\n');
    if (found != 0) return at + lowest_bit(found);
  }
}


/* The cell ends at `end`: keep its place, if it is read. */
static inline void end_cell (const Log *log, PartOfRow *part, size_t end) {
  const Want *want = log->wants + part->wanted;
  for (; want->column == part->column; want++, part->wanted++) {
    part->first[want->role] = part->from;
    part->last[want->role] = end;
  }
}


/*
** Read on in a cell without quotes, from `at`.  Where all cells that are read
** are behind, only a quote that opens a cell matters.  Returns where the row
** ends, or NULL.
*/
static inline const char *read_plain (const Log *log, PartOfRow *part,
                                      const char *row, const char *at) {
  int is_done = log->wants[part->wanted].column == NO_COLUMN;
  at = next_of(at, is_done ? '"' : ',');
  part->at = (size_t)(at - row);
  if (*at == '\n') {
    if (at < log->end) return at;
    part->state = IN_CELL;
  }
  else if (is_done) {
    part->at++;
    part->state = (at[-1] == ',') ? IN_QUOTES : IN_CELL;
  }
  else {
    end_cell(log, part, part->at);
    part->column++;
    part->from = ++part->at;
    part->state = AT_CELL;
  }
  return NULL;
}


/*
** Read the row on from where it was left.  Returns its line end; log->end if
** that is not among the bytes.
*/
static const char *read_on (Log *log, const char *row) {
  PartOfRow *part = &log->part;
  for (;;) {
    const char *at = row + part->at;
    if (at >= log->end) return log->end;
    switch (part->state) {
      case AT_QUOTE:
        part->state = (*at == '"') ? IN_QUOTES : IN_CELL;
        if (*at == '"') part->at++;
        break;
      case IN_QUOTES:
        at = memchr(at, '"', (size_t)(log->end - at));
        part->at = (size_t)(((at != NULL) ? at + 1 : log->end) - row);
        if (at != NULL) part->state = AT_QUOTE;
        break;
      case AT_CELL:
        if (*at == '"') {
          part->state = IN_QUOTES;
          part->at++;
          break;
        }
        /* fall through */
      default:
        at = read_plain(log, part, row, at);
        if (at != NULL) return at;
    }
  }
}


/* --------------------------------------------------------------- cells */

#define CELL_SIZE	80		/* longer than any title or port */

/*
** What a cell means, without its quotes; `room` may hold it.  Of one in quotes
** that is longer than CELL_SIZE, only the beginning.
*/
static Text meaning (Text cell, char room[CELL_SIZE]) {
  size_t i, n = 0;
  int quoted = 1;
  Text text;
  if (cell.size == 0 || cell.at[0] != '"') return cell;
  for (i = 1; i < cell.size && n < CELL_SIZE; i++) {
    if (quoted && cell.at[i] == '"') {
      quoted = i + 1 < cell.size && cell.at[i + 1] == '"';
      if (!quoted) continue;
      i++;
    }
    room[n++] = cell.at[i];
  }
  text.at = room;
  text.size = n;
  return text;
}


typedef struct RowCells {
  Text texts[N_ROLES];
  char room[N_ROLES][CELL_SIZE];
} RowCells;


/* The cells of a row that was read to its end. */
static inline void take_cells (const Log *log, const char *row,
                               RowCells *cells) {
  const Want *want;
  memset(cells->texts, 0, sizeof cells->texts);
  for (want = log->wants; want < log->wants + log->part.wanted; want++) {
    Text cell;
    cell.at = row + log->part.first[want->role];
    cell.size = log->part.last[want->role] - log->part.first[want->role];
    cells->texts[want->role] = meaning(cell, cells->room[want->role]);
  }
}


/* ---------------------------------------------------------------- rows */

static const char *without_return (const char *row, const char *eol) {
  return (eol > row && eol[-1] == '\r') ? eol - 1 : eol;
}


/* Put the row, which ends at `eol`. */
static void put_row (Log *log, const char *row, const char *eol) {
  const char *cut = without_return(row, eol), *next = log_next(log, eol);
  int unclosed = log->part.state == IN_QUOTES;
  RowCells cells;
  end_cell(log, &log->part, (size_t)(cut - row));
  if (cut == row) log_put(log, row, next);
  else if (unclosed || !log->has_columns
           || log->wants[log->part.wanted].column != NO_COLUMN)
    log_pass(log, row, next);
  else {
    take_cells(log, row, &cells);
    log_annotate(log, row, cut, eol, cells.texts);
  }
}


/* Of a row that is too long, only the line where that shows is put with it. */
const char *csv_lines (Log *log, const char *at, const char *limit) {
  while (at < log->end) {
    const char *eol = read_on(log, at);
    if (eol >= limit) break;
    if (eol - at > (ptrdiff_t)MAX_LINE) {
      eol = line_end(at + MAX_LINE);
      log_pass(log, at, log_next(log, eol));
    }
    else put_row(log, at, eol);
    csv_begin(log);
    at = log_next(log, eol);
  }
  return at;
}


/* ---------------------------------------------------------- the titles */

/* The next cell of a row that ends at `end`; `*at` is set behind it. */
static Text next_cell (const char **at, const char *end) {
  const char *c = *at;
  int quoted = c < end && *c == '"';
  Text cell;
  if (quoted) c++;
  for (; c < end && (quoted || *c != ','); c++)
    if (quoted && *c == '"') {
      quoted = c + 1 < end && c[1] == '"';
      if (quoted) c++;
    }
  cell.at = *at;
  cell.size = (size_t)(c - *at);
  *at = c + 1;
  return cell;
}


static int read_titles (Log *log, const char *at, const char *end) {
  LogColumns columns;
  uint32_t count = 0;
  int missing;
  columns_begin(&columns);
  do {
    char room[CELL_SIZE];
    Text title = meaning(next_cell(&at, end), room);
    columns_title(&columns, &log->asked, title, count++);
  } while (at <= end);
  missing = columns_missing(&columns, &log->asked, count);
  if (missing != N_ROLES) return LOG_NO_PORT + missing;
  log_columns(log, &columns);
  return LOG_FINE;
}


/* Is the first row one of titles? */
static int is_titles (const Log *log, const char *at, const char *end) {
  uint32_t column = numbered_column(log->asked.names[PORT_A]);
  char room[CELL_SIZE];
  Text cell = next_cell(&at, end);
  if (column == NO_COLUMN) return 1;
  while (column-- > 0) cell = next_cell(&at, end);
  return log_is_title(log, meaning(cell, room));
}


void csv_begin (Log *log) {
  memset(&log->part, 0, sizeof log->part);
  log->part.state = AT_CELL;
}


const char *csv_head (Log *log, const char *from, const char *at,
                      const char *limit, int *error) {
  const char *eol = read_on(log, at), *end;
  if (eol >= limit) return NULL;
  end = without_return(at, eol);
  csv_begin(log);
  *error = read_titles(log, at, end);
  if (*error != LOG_FINE || !is_titles(log, at, end)) return from;
  log_put(log, from, end);
  answer_titles(&log->answers, NULL, &log->sink);
  log_put(log, end, log_next(log, eol));
  return log_next(log, eol);
}
