/*
** csvrows.c - libcsv behind one row callback.  See csvrows.h.
**
** libcsv's cells live until the next one, so a row is copied together here.
** It counts no lines: they are counted from the line breaks in cells and
** the ends of rows (CSV_REPALL_NL makes it tell the CR and the LF of one
** end apart).
*/

#include <csv.h>
#include <stdio.h>
#include <stdlib.h>

#include "csvrows.h"

#define SLICE		65536u		/* bytes between two looks at memory */
#define BUFFER_SLACK	256u		/* what libcsv's buffer may be over */


struct CsvRows {
  struct csv_parser parser;
  const char *const *titles;
  RowFunction function;
  void *data;
  char *text;			/* the cells of this row, end to end */
  size_t size, capacity;
  Text *cells;
  int count, n_titles;		/* cells of this row, of a whole row */
  unsigned long line;		/* where the row began */
  unsigned long breaks;		/* line breaks in it so far */
  size_t bom;			/* bytes of a BOM seen, or BOM_DONE */
  int after_titles, after_cr;
  int stopped, cell;
  const char *error;
  char message[80];
};


static void stop (CsvRows *r, int cell, const char *error) {
  if (r->stopped) return;
  r->stopped = 1;
  r->cell = cell;
  r->error = error;
}


/* --------------------------------------------------- libcsv's callbacks */

static int make_room (CsvRows *r, size_t more) {
  size_t want = r->size + more;
  char *text;
  if (want <= r->capacity) return 1;
  want += want / 2;
  text = realloc(r->text, want);
  if (text == NULL) return 0;
  r->text = text;
  r->capacity = want;
  return 1;
}


static void on_cell (void *cell, size_t size, void *data) {
  CsvRows *r = data;
  const char *at = cell;
  size_t i;
  if (r->after_cr) stop(r, 0, "a CR without its LF before this row");
  if (r->count >= r->n_titles) r->count++;
  if (r->stopped || r->count >= r->n_titles) return;
  if (size > MAX_CELL) stop(r, r->count, "longer than 65535 bytes");
  else if (!make_room(r, size)) stop(r, r->count, "not enough memory");
  if (r->stopped) return;
  for (i = 0; i < size; i++) r->breaks += (at[i] == '\n');
  if (size > 0) memcpy(r->text + r->size, at, size);
  r->size += size;
  r->cells[r->count++].size = size;
}


static void check_titles (CsvRows *r) {
  int i;
  for (i = 0; i < r->n_titles; i++) {
    size_t size = strlen(r->titles[i]);
    if (r->cells[i].size != size
        || memcmp(r->cells[i].at, r->titles[i], size) != 0) {
      stop(r, i, "the first row does not have this title here");
      return;
    }
  }
  r->after_titles = 1;
}


static void check_width (CsvRows *r) {
  if (r->count == r->n_titles) return;
  snprintf(r->message, sizeof r->message, "%s: the row has %d cells, not %d",
           (r->count < r->n_titles) ? "missing" : "not the last",
           r->count, r->n_titles);
  stop(r, (r->count < r->n_titles) ? r->count : r->n_titles - 1, r->message);
}


static void emit_row (CsvRows *r) {
  const char *at = r->text;
  int i;
  check_width(r);
  if (r->stopped) return;
  for (i = 0; i < r->count; i++) {
    r->cells[i].at = at;
    at += r->cells[i].size;
  }
  if (!r->after_titles) check_titles(r);
  else if (!r->function(r->data, r->cells, r->line)) stop(r, 0, NULL);
}


/* `end` is CR, LF, or -1 for the end of the text. */
static void on_row (int end, void *data) {
  CsvRows *r = data;
  if (r->stopped) return;
  if (r->count > 0) emit_row(r);
  else if (end != '\n' || !r->after_cr) stop(r, 0, "an empty line");
  if (r->stopped) return;
  r->line += r->breaks + (end == '\n');
  r->after_cr = (end == '\r');
  r->count = 0;
  r->size = 0;
  r->breaks = 0;
}


/* Blanks at the ends of a cell are part of it. */
static int never (unsigned char c) {
  (void)c;
  return 0;
}


/* ------------------------------------------------------------ the reader */

CsvRows *csvrows_new (const char *const *titles, int count,
                      RowFunction function, void *data) {
  unsigned char options = CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL;
  CsvRows *r = calloc(1, sizeof *r);
  if (r == NULL) return NULL;
  r->titles = titles;
  r->n_titles = count;
  r->function = function;
  r->data = data;
  r->line = 1;
  r->cells = calloc((size_t)count, sizeof *r->cells);
  if (r->cells == NULL || csv_init(&r->parser, options) != 0) {
    free(r->cells);
    free(r);
    return NULL;
  }
  csv_set_space_func(&r->parser, never);
  return r;
}


static const char *parse_error (CsvRows *r) {
  return (csv_error(&r->parser) == CSV_EPARSE)
       ? "a quote in the wrong place" : "not enough memory";
}


static int parse (CsvRows *r, const char *at, size_t size) {
  while (size > 0 && !r->stopped) {
    size_t n = (size < SLICE) ? size : SLICE;
    if (csv_parse(&r->parser, at, n, on_cell, on_row, r) != n)
      stop(r, r->count, parse_error(r));
    else if (csv_get_buffer_size(&r->parser) > MAX_CELL + BUFFER_SLACK)
      stop(r, r->count, "longer than 65535 bytes");
    at += n;
    size -= n;
  }
  return !r->stopped;
}


static const char bom[] = "\xEF\xBB\xBF";

#define BOM_DONE	3

int csvrows_feed (CsvRows *r, const char *at, size_t size) {
  size_t seen = r->bom;
  while (size > 0 && r->bom < BOM_DONE && *at == bom[r->bom]) {
    r->bom++;
    at++;
    size--;
  }
  if (size > 0 && r->bom < BOM_DONE) {		/* it was none */
    at -= r->bom - seen;
    size += r->bom - seen;
    r->bom = BOM_DONE;
    if (!parse(r, bom, seen)) return 0;
  }
  return parse(r, at, size);
}


int csvrows_finish (CsvRows *r) {
  if (r->stopped) return 0;
  if (csv_fini(&r->parser, on_cell, on_row, r) != 0)
    stop(r, r->count, (csv_error(&r->parser) == CSV_EPARSE)
                      ? "a quote that is never closed" : "not enough memory");
  if (r->after_cr) stop(r, 0, "a CR without its LF after the last row");
  if (!r->after_titles) stop(r, 0, "no row of titles: the text is empty");
  return !r->stopped;
}


const char *csvrows_error (const CsvRows *r, unsigned long *line, int *cell) {
  *line = r->line;
  *cell = (r->cell < r->n_titles) ? r->cell : r->n_titles - 1;
  return r->error;
}


void csvrows_free (CsvRows *r) {
  if (r == NULL) return;
  csv_free(&r->parser);
  free(r->text);
  free(r->cells);
  free(r);
}
