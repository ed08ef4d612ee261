/*
** tabbed.c - logs in rows of cells with a byte between them.  See tabbed.h.
*/

#include "core/masks.h"
#include "core/tabbed.h"


/* ---------------------------------------------------------------- rows */

/* The end of the text of a line, which may end in CR LF. */
static const char *end_of_text (const char *at, const char *eol) {
  return (eol > at && eol[-1] == '\r') ? eol - 1 : eol;
}


static inline Text text_between (const char *at, const char *end) {
  Text text;
  text.at = at;
  text.size = (size_t)(end - at);
  return text;
}


/*
** Find the cells that are read in the row that begins at `at`, and where it
** ends.  Cells that it does not have are left alone.
*/
static inline const char *read_row (const Log *log, const char *at,
                                    Text cells[N_ROLES]) {
  const Want *want = log->wants;
  const char *cell = at, *eol;
  uint32_t column = 0;
  uint64_t ends, tabs;
  for (;; at += 64) {
    ends = equal_of_64(at, '\n');
    tabs = equal_of_64(at, log->separator);
    if (ends != 0) tabs &= (ends & (0 - ends)) - 1;
    for (; tabs != 0; tabs &= tabs - 1) {
      const char *tab = at + lowest_bit(tabs);
      for (; want->column == column; want++)
        cells[want->role] = text_between(cell, tab);
      if (want->column == NO_COLUMN)
        return (ends != 0) ? at + lowest_bit(ends) : line_end(at + 64);
      cell = tab + 1;
      column++;
    }
    if (ends != 0) break;
  }
  eol = at + lowest_bit(ends);
  for (; want->column == column; want++)
    cells[want->role] = text_between(cell, end_of_text(cell, eol));
  return eol;
}


/* ------------------------------------------------------------- headers */

/*
** Read the titles in a row from `at` to `end`.  Returns what is wrong.
*/
static int read_titles (Log *log, const char *at, const char *end) {
  LogColumns columns;
  uint32_t count = 0;
  int missing;
  columns_begin(&columns);
  for (;; at++) {
    const char *cell = at;
    while (at < end && *at != log->separator) at++;
    columns_title(&columns, &log->asked, text_between(cell, at), count++);
    if (at == end) break;
  }
  missing = columns_missing(&columns, &log->asked, count);
  if (missing == N_ROLES) {
    log_columns(log, &columns);
    return LOG_FINE;
  }
  log->wants[0].column = NO_COLUMN;
  log->has_columns = 0;
  return LOG_NO_PORT + missing;
}


/* Put a header line, and behind its text the titles or `instead`. */
static void put_titles (Log *log, const char *at, const char *eol,
                        const char *instead) {
  const char *end = end_of_text(at, eol);
  log_put(log, at, end);
  if (log->has_columns) answer_titles(&log->answers, instead, &log->sink);
  log_put(log, end, log_next(log, eol));
}


const char *tsv_head (Log *log, const char *from, const char *at,
                      const char *limit, int *error) {
  Text cells[N_ROLES] = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };
  const char *eol = line_end(at), *end = end_of_text(at, eol);
  if (eol >= limit) return NULL;
  *error = read_titles(log, at, end);
  if (*error != LOG_FINE) return from;
  read_row(log, at, cells);
  if (!log_is_title(log, cells[PORT_A])) return from;
  log_put(log, from, at);
  put_titles(log, at, eol, NULL);
  return log_next(log, eol);
}


/* -------------------------------------------------------- Zeek's header */

/* Does the line begin with `word` and a separator?  Then what follows. */
static int is_header (const char *at, const char *end, const char *word,
                      char separator, Text *rest) {
  size_t size = strlen(word);
  if ((size_t)(end - at) <= size || memcmp(at, word, size) != 0
      || at[size] != separator) return 0;
  *rest = text_between(at + size + 1, end);
  return 1;
}


static int hex_value (char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = lower(c);
  return (c >= 'a' && c <= 'f') ? c - 'a' + 10 : -1;
}


/* The separator as Zeek writes it: a byte, or \x and two digits. */
static void read_separator (Log *log, Text text) {
  int high, low;
  char byte = text.at[0];
  if (text.size == 4 && text.at[0] == '\\' && text.at[1] == 'x') {
    high = hex_value(text.at[2]);
    low = hex_value(text.at[3]);
    if (high < 0 || low < 0) return;
    byte = (char)(high * 16 + low);
  }
  else if (text.size != 1) return;
  if (byte == '\n' || byte == log->separator) return;
  log->separator = byte;
  answers_style(&log->answers, STYLE_TABS, byte,
                text_between(log->answers.unset, log->answers.unset
                                                 + log->answers.unset_size));
}


static void read_unset (Log *log, Text text) {
  const Answers *a = &log->answers;
  if (text.size == a->unset_size && memcmp(text.at, a->unset, text.size) == 0)
    return;
  answers_style(&log->answers, STYLE_TABS, log->separator, text);
}


/* Put a line of Zeek's header, and take from it what it says. */
static void zeek_line (Log *log, const char *at, const char *eol) {
  const char *end = end_of_text(at, eol), *instead = "";
  Text rest;
  if (is_header(at, end, "#separator", ' ', &rest)) read_separator(log, rest);
  else if (is_header(at, end, "#unset_field", log->separator, &rest))
    read_unset(log, rest);
  else if (is_header(at, end, "#fields", log->separator, &rest)) {
    read_titles(log, rest.at, end);
    instead = NULL;
  }
  else if (is_header(at, end, "#types", log->separator, &rest))
    instead = "string";
  if (instead == NULL || *instead != '\0') put_titles(log, at, eol, instead);
  else log_put(log, at, log_next(log, eol));
}


const char *zeek_head (Log *log, const char *from, const char **looked,
                       const char *limit, int *error) {
  const char *at, *eol, *end;
  Text rest;
  for (at = *looked; at < log->end; at = log_next(log, eol)) {
    eol = line_end(at);
    if (eol >= limit) break;
    end = end_of_text(at, eol);
    if (is_header(at, end, "#separator", ' ', &rest)) read_separator(log, rest);
    if (is_header(at, end, "#fields", log->separator, &rest)) {
      *error = read_titles(log, rest.at, end);
      return from;
    }
    if (at < end && *at != '#') {
      *error = LOG_NO_FIELDS;
      return from;
    }
  }
  *looked = at;
  return NULL;
}


/* --------------------------------------------------------------- lines */

/* A line that has no row with the columns: a header, an empty line, another. */
static void other_line (Log *log, const char *at, const char *eol) {
  const char *next = log_next(log, eol);
  if (log->kind == LOG_ZEEK && *at == '#') zeek_line(log, at, eol);
  else if (at == end_of_text(at, eol)) log_put(log, at, next);
  else log_pass(log, at, next);
}


/* Has the row the cells that are read? */
static int has_cells (const Log *log, const Text cells[N_ROLES]) {
  const Want *want;
  for (want = log->wants; want->column != NO_COLUMN; want++)
    if (cells[want->role].at == NULL) return 0;
  return log->has_columns;
}


const char *tabbed_lines (Log *log, const char *at, const char *limit) {
  while (at < log->end) {
    Text cells[N_ROLES] = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };
    const char *eol = read_row(log, at, cells);
    if (eol >= limit) break;
    if (!has_cells(log, cells) || (*at == '#' && log->kind == LOG_ZEEK))
      other_line(log, at, eol);
    else
      log_annotate(log, at, end_of_text(at, eol), eol, cells);
    at = log_next(log, eol);
  }
  return at;
}
