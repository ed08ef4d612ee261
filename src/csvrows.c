/*
** csvrows.c - libcsv behind one row callback.  See csvrows.h.
**
** libcsv's cells live until the next one, so a row is copied together here.
** It counts no lines: they are counted from the line breaks in cells and
** the ends of rows (CSV_REPALL_NL makes it tell the CR and the LF of one
** end apart).  It trims blanks and tabs from cells unless it may ask a
** function about every byte, which doubles its time: so they go in as bytes
** that no UTF-8 text has, and come out as they were.
*/

#include <csv.h>
#include <stdio.h>
#include <stdlib.h>

#include "csvrows.h"

#define SLICE		16384u		/* bytes that libcsv gets at a time */
#define BUFFER_SLACK	256u		/* what libcsv's buffer may be over */


/* In a slice for libcsv, what stands for ' ' and '\t'. */
#define BLANK		0xFFu
#define TAB		0xFEu


struct CsvRows {
  struct csv_parser parser;
  char slice[SLICE];
  const char *const *titles;
  RowFunction function;
  void *data;
  char *text;			/* the cells of this row, end to end */
  size_t size, capacity;
  Text *cells;
  int count, n_titles;		/* cells of this row, of a whole row */
  unsigned long line;		/* where the row began */
  size_t bom;			/* bytes of a BOM seen, or BOM_DONE */
  int after_titles, after_cr, after_end;	/* of the last row's line */
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


/* -------------------------------------------------------- eight bytes */

/* 1 in each byte of `word` that is `byte`, else 0. */
static uint64_t where_is (uint64_t word, unsigned byte) {
  uint64_t x = word ^ EACH_BYTE(byte);
  uint64_t low = (x & EACH_BYTE(0x7F)) + EACH_BYTE(0x7F);
  return (~(low | x) & EACH_BYTE(0x80)) >> 7;
}


/* Exchange blanks and tabs with what stands for them. */
static uint64_t exchange (uint64_t word, uint64_t blanks, uint64_t tabs) {
  return word ^ blanks * (BLANK ^ ' ') ^ tabs * (TAB ^ '\t');
}


/* The up to seven bytes that are no whole word, in one. */
static uint64_t load_rest (const char *at, size_t size) {
  uint64_t word = 0;
  memcpy(&word, at, size);
  return word;
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
  if (r->after_cr) stop(r, 0, "a CR without its LF before this row");
  if (r->count >= r->n_titles) r->count++;
  if (r->stopped || r->count >= r->n_titles) return;
  if (size > 0) {
    if (size > MAX_CELL) stop(r, r->count, "longer than 65535 bytes");
    else if (!make_room(r, size)) stop(r, r->count, "not enough memory");
    if (r->stopped) return;
    memcpy(r->text + r->size, cell, size);
    r->size += size;
  }
  r->cells[r->count++].size = size;
}


/* Blanks and tabs of a word as they were; counts the line breaks. */
static uint64_t restore (uint64_t word, unsigned long *breaks) {
  *breaks += count_ones(where_is(word, '\n'));
  return exchange(word, where_is(word, BLANK), where_is(word, TAB));
}


/* Restore the row's cells; returns how many line breaks are in them. */
static unsigned long restore_row (CsvRows *r) {
  unsigned long breaks = 0;
  uint64_t word;
  size_t i;
  for (i = 0; i + 8 <= r->size; i += 8) {
    word = restore(load64(r->text + i), &breaks);
    memcpy(r->text + i, &word, 8);
  }
  if (i < r->size) {
    word = restore(load_rest(r->text + i, r->size - i), &breaks);
    memcpy(r->text + i, &word, r->size - i);
  }
  return breaks;
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
  const char *at = (r->text != NULL) ? r->text : "";
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
  unsigned long breaks;
  if (r->stopped) return;
  breaks = restore_row(r);
  if (r->count > 0) emit_row(r);
  else if (end != '\n' || !r->after_cr) stop(r, 0, "an empty line");
  if (r->stopped) return;
  r->line += breaks + (end == '\n');
  r->after_cr = (end == '\r');
  r->after_end = (end != -1);
  r->count = 0;
  r->size = 0;
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
  return r;
}


static const char *parse_error (CsvRows *r) {
  return (csv_error(&r->parser) == CSV_EPARSE)
       ? "a quote in the wrong place" : "not enough memory";
}


/* Copy up to a slice for libcsv; returns its size, up to what is not UTF-8. */
static size_t take_slice (CsvRows *r, const char *at, size_t size) {
  size_t i, n = (size < SLICE) ? size : SLICE;
  for (i = 0; i + 8 <= n; i += 8) {
    uint64_t word = load64(at + i);
    if ((where_is(word, BLANK) | where_is(word, TAB)) != 0) break;
    word = exchange(word, where_is(word, ' '), where_is(word, '\t'));
    memcpy(r->slice + i, &word, 8);
  }
  for (; i < n; i++) {
    unsigned char c = (unsigned char)at[i];
    if (c == BLANK || c == TAB) return i;
    r->slice[i] = (char)((c == ' ') ? BLANK : (c == '\t') ? TAB : c);
  }
  return n;
}


/* What comes next in the cell at work is BLANK or TAB: never UTF-8. */
static void stop_at_byte (CsvRows *r) {
  if (r->stopped) return;			/* and its message stays */
  snprintf(r->message, sizeof r->message, "not UTF-8 at byte %lu",
           (unsigned long)r->parser.entry_pos + 1);
  stop(r, r->count, r->message);
}


static int parse (CsvRows *r, const char *at, size_t size) {
  while (size > 0 && !r->stopped) {
    size_t n = take_slice(r, at, size);
    if (csv_parse(&r->parser, r->slice, n, on_cell, on_row, r) != n)
      stop(r, r->count, parse_error(r));
    else if (csv_get_buffer_size(&r->parser) > MAX_CELL + BUFFER_SLACK)
      stop(r, r->count, "longer than 65535 bytes");
    else if (n < size && n < SLICE) stop_at_byte(r);
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
  if (!r->after_end)
    stop(r, r->n_titles - 1, "no line end after the last row: cut short?");
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
