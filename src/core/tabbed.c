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


/*
** Find the marks among the separators from `at` on.  Those that the line, which
** ends at `eol`, does not have are set to `eol`.
*/
static inline void find_marks (const Log *log, const char *at,
                               const char *eol,
                               const char *marks[MAX_MARKS]) {
  uint64_t found = equal_of_64(at, log->separator);
  int i;
  for (i = 0; i < log->n_marks; i++) {
    uint32_t skip = log->skips[i];
    for (;;) {
      while (found == 0) {
        at += 64;
        if (at >= eol) goto too_short;
        found = equal_of_64(at, log->separator);
      }
      if (skip-- == 0) break;
      found &= found - 1;
    }
    marks[i] = at + lowest_bit(found);
    if (marks[i] >= eol) goto too_short;
    found &= found - 1;
  }
  return;
too_short:
  for (; i < log->n_marks; i++) marks[i] = eol;
}


/*
** Find the cells that are read in the line from `at` to `eol`.  Returns whether
** it has all of them.
*/
static inline int read_row (const Log *log, const char *at, const char *eol,
                            Text cells[N_ROLES]) {
  const char *marks[MAX_MARKS];
  const Want *want;
  find_marks(log, at, eol, marks);
  for (want = log->wants; want->column != NO_COLUMN; want++) {
    const char *cell = at, *end = marks[want->behind];
    if (want->before != NO_MARK) {
      if (marks[want->before] == eol) return 0;
      cell = marks[want->before] + 1;
    }
    if (end == eol) end = end_of_text(cell, eol);
    cells[want->role] = text_between(cell, end);
  }
  return log->has_columns;
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
  read_row(log, at, eol, cells);
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
static void other_line (Log *log, const char *at, const char *eol,
                        Text cells[N_ROLES]) {
  const char *next = log_next(log, eol);
  memset(cells, 0, N_ROLES * sizeof *cells);	/* it may have other columns */
  if (log->kind == LOG_ZEEK && *at == '#') zeek_line(log, at, eol);
  else if (at == end_of_text(at, eol)) log_put(log, at, next);
  else log_pass(log, at, next);
}


const char *tabbed_lines (Log *log, const char *at, const char *limit) {
  Text cells[N_ROLES] = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };
  while (at < log->end) {
    const char *eol = memchr(at, '\n', (size_t)(limit - at)), *end;
    if (eol == NULL) break;
    end = end_of_text(at, eol);
    if (at == end || (*at == '#' && log->kind == LOG_ZEEK)
        || !read_row(log, at, eol, cells))
      other_line(log, at, eol, cells);
    else log_annotate(log, at, end, eol, cells);
    at = log_next(log, eol);
  }
  return at;
}
