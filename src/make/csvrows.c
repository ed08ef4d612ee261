/*
** csvrows.c - libcsv behind one row callback.  See csvrows.h.
**
** libcsv finds where the cells end and what is not CSV.  Three things are done
** around it:
**
**   - It gives each cell as a copy, which lives until the next cell.  Only the
**     sizes of these are used: the cells themselves are taken from the text,
**     which csvtext.c stores.
**   - It does not count lines.  They are counted here, from the line breaks in
**     quoted cells and the ends of rows.  With CSV_REPALL_NL, libcsv reports
**     the CR and the LF of one line end separately.
**   - It trims blanks and tabs from cells, unless it may call a function for
**     every byte.  So it gets them encoded, as two bytes that never occur in
**     UTF-8.  Why so: load() of IANA's CSV 5.9 -> 5.5 ms (bench load)
**
** IANA lists most services once for each transport, in lines that differ in
** one word.  A line that repeats the one above but for one word is taken
** without libcsv (csvtext_repeat).  libcsv gets all others, a line at a time.
** Why so: load() of IANA's CSV 7.4 -> 5.9 ms (bench load)
*/

#include <csv.h>
#include <stdio.h>
#include <stdlib.h>

#include "make/csvrows.h"

#define SLICE		16384u		/* bytes that are encoded for libcsv */
#define STEP		16u		/* of these, bytes in one loop */
#define BUFFER_SLACK	256u		/* libcsv's buffer may exceed a cell */

/* The codes of ' ' and '\t' in a slice for libcsv. */
#define BLANK		0xFFu
#define TAB		0xFEu


struct CsvRows {
  struct csv_parser parser;
  unsigned char slice[SLICE];
  TitleFunction title;
  RowFunction function;
  ExtraFunction extra;		/* or NULL */
  void *data;
  int columns;			/* known ones */
  CsvText text;			/* from the row above on */
  size_t sizes[MAX_WIDTH];	/* of the current row's cells */
  int count;			/* of these cells so far */
  unsigned fresh;		/* columns to report as changed anyway */
  unsigned long line, breaks;	/* where the row begins; breaks in its cells */
  size_t bom;			/* bytes of a BOM seen, or BOM_DONE */
  unsigned long empty_line;	/* the first one since the last row; or 0 */
  int after_titles, after_cr;	/* what came last */
  int stopped, cell;		/* has it failed, and where? */
  const char *error;		/* NULL: a function of the caller stopped */
  char message[80];
};


/* Fail, unless it has failed already. */
static void stop (CsvRows *r, int cell, const char *error) {
  if (r->stopped) return;
  r->stopped = 1;
  r->cell = cell;
  r->error = error;
}


/* ---------------------------------------------------------------- rows */

static void check_width (CsvRows *r) {
  int least = r->after_titles ? r->text.width : r->columns;
  int missing = (r->count < least);
  if (!missing && r->count <= r->text.width) return;
  snprintf(r->message, sizeof r->message, "%s: the row has %d cells, not %d",
           missing ? "missing" : "not the last", r->count,
           missing ? least : r->text.width);
  stop(r, missing ? r->count : r->columns - 1, r->message);
}


/* Tell a title behind the known ones, unless it is one of those before it. */
static void take_extra (CsvRows *r, int cell) {
  Text title = r->text.cells[cell];
  int i;
  for (i = 0; i < cell; i++)
    if (compare_texts(r->text.cells[i], title) == 0) {
      snprintf(r->message, sizeof r->message,
               "column %d has the title of column %d", cell + 1, i + 1);
      stop(r, i, r->message);
      return;
    }
  if (!r->extra(r->data, title)) stop(r, cell, NULL);
}


/* The row is that of the titles: it says how many cells the others have. */
static void take_titles (CsvRows *r) {
  int i;
  r->text.width = r->text.columns = r->count;
  csvtext_take(&r->text, r->sizes, &r->breaks);
  for (i = 0; i < r->columns && !r->stopped; i++)
    if (!equals_string(r->text.cells[i], r->title(i)))
      stop(r, i, "the first row does not have this title here");
  for (; i < r->count && !r->stopped; i++) take_extra(r, i);
  csvtext_narrow(&r->text, r->columns);
  r->fresh = ~0u;
  r->after_titles = 1;
}


/* Empty lines may stand only after the last row. */
static void check_place (CsvRows *r) {
  if (r->empty_line == 0) return;
  r->line = r->empty_line;
  stop(r, 0, "an empty line");
}


/* The row is complete.  Above the first row are the titles: all is changed. */
static void emit_row (CsvRows *r) {
  unsigned changed;
  check_place(r);
  check_width(r);
  if (r->stopped) return;
  if (!r->after_titles) {
    take_titles(r);
    return;
  }
  changed = csvtext_take(&r->text, r->sizes, &r->breaks) | r->fresh;
  r->fresh = 0;
  if (!r->function(r->data, r->text.cells, changed)) stop(r, 0, NULL);
}


/* Fail if the CR that ended the row before is not part of a CRLF. */
static void check_cr (CsvRows *r) {
  if (r->after_cr && r->count > 0)
    stop(r, 0, "a CR without its LF before this row");
}


/* Take a line of `size` bytes as a row if it repeats the one above. */
static int repeat_row (CsvRows *r, size_t size) {
  unsigned changed = (r->fresh != 0 || r->empty_line != 0)
                   ? 0 : csvtext_repeat(&r->text, size);
  if (changed == 0) return 0;
  if (r->function(r->data, r->text.cells, changed)) r->line++;
  else stop(r, 0, NULL);
  return 1;
}


/* libcsv calls it for each cell. */
static void on_cell (void *cell, size_t size, void *data) {
  CsvRows *r = data;
  (void)cell;
  if (r->count < r->text.width) r->sizes[r->count] = size;
  r->count++;
}


/* A CR or LF with no cells before it: half of a CRLF, or an empty line. */
static void skip_end (CsvRows *r, int end) {
  if ((end != '\n' || !r->after_cr) && r->empty_line == 0)
    r->empty_line = r->line;
  r->text.row++;
}


/* libcsv calls it for each row; `end` is CR, LF, or -1 for no line end. */
static void on_row (int end, void *data) {
  CsvRows *r = data;
  check_cr(r);
  if (r->stopped) return;
  if (r->count > 0) emit_row(r);
  else skip_end(r, end);
  if (r->stopped) return;
  r->line += r->breaks + (end == '\n');
  r->breaks = 0;
  r->after_cr = (end == '\r');
  r->count = 0;
}


/* ------------------------------------------------------------ the reader */

CsvRows *csvrows_new (TitleFunction title, int count, RowFunction function,
                      ExtraFunction extra, void *data) {
  unsigned char options = CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL;
  CsvRows *r = calloc(1, sizeof *r);
  if (r == NULL) return NULL;
  r->title = title;
  r->columns = count;
  r->text.width = (extra != NULL) ? MAX_WIDTH : count;
  r->function = function;
  r->extra = extra;
  r->data = data;
  r->line = 1;
  csv_init(&r->parser, options);	/* cannot fail: it takes no memory */
  return r;
}


static const char *parse_error (CsvRows *r) {
  return (csv_error(&r->parser) == CSV_EPARSE)
       ? "a quote in the wrong place" : "not enough memory";
}


/* Encode STEP bytes for libcsv.  Returns 0 if one of them is a code itself. */
static int encode (unsigned char *restrict to, const char *restrict from) {
  unsigned char codes = 0;
  unsigned i;
  for (i = 0; i < STEP; i++) {
    unsigned char c = (unsigned char)from[i];
    codes |= (c >= TAB);
    to[i] = (c == ' ') ? BLANK : (c == '\t') ? TAB : c;
  }
  return codes == 0;
}


/* Encode a slice.  Returns its size: it ends before a byte that is a code. */
static size_t take_slice (CsvRows *r, const char *at, size_t size) {
  size_t i, n = (size < SLICE) ? size : SLICE;
  for (i = 0; i + STEP <= n; i += STEP)
    if (!encode(r->slice + i, at + i)) break;
  for (; i < n; i++) {
    unsigned char c = (unsigned char)at[i];
    if (c >= TAB) return i;
    r->slice[i] = (c == ' ') ? BLANK : (c == '\t') ? TAB : c;
  }
  return n;
}


/* Fail for the next byte, which is BLANK or TAB and so not UTF-8. */
static void stop_at_byte (CsvRows *r) {
  if (r->stopped) return;			/* and its message stays */
  snprintf(r->message, sizeof r->message, "not UTF-8 at byte %lu",
           (unsigned long)r->parser.entry_pos + 1);
  stop(r, r->count, r->message);
}


static void parse_line (CsvRows *r, const unsigned char *at, size_t size) {
  size_t n = csv_parse(&r->parser, at, size, on_cell, on_row, r);
  check_cr(r);
  if (n != size) stop(r, r->count, parse_error(r));
  else if (csv_get_buffer_size(&r->parser) > MAX_CELL + BUFFER_SLACK) {
    snprintf(r->message, sizeof r->message, "longer than %u bytes", MAX_CELL);
    stop(r, r->count, r->message);
  }
}


/* Give libcsv the lines of a slice, except those that repeat. */
static void parse_slice (CsvRows *r, size_t size) {
  const unsigned char *at = r->slice, *end = at + size;
  size_t place = csvtext_end(&r->text, size);
  while (at < end && !r->stopped) {
    const unsigned char *last = memchr(at, '\n', (size_t)(end - at));
    size_t n = (size_t)(((last != NULL) ? last + 1 : end) - at);
    int is_row = (r->text.row == place && !r->after_cr);
    if (!is_row || !repeat_row(r, n)) parse_line(r, at, n);
    at += n;
    place += n;
  }
}


/*
** A row of too many cells is refused at its end.  Until then its text is not
** stored: there may be no end of it.
*/
static int parse (CsvRows *r, const char *at, size_t size) {
  while (size > 0 && !r->stopped) {
    size_t n = take_slice(r, at, size);
    if (r->count > r->text.width) csvtext_forget(&r->text);
    if (csvtext_append(&r->text, at, n)) parse_slice(r, n);
    else stop(r, r->count, "not enough memory");
    if (n < size && n < SLICE) stop_at_byte(r);
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
  if (size > 0 && r->bom < BOM_DONE) {		/* it was not a BOM */
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
  *cell = (r->cell < r->columns) ? r->cell : r->columns - 1;
  return r->error;
}


void csvrows_free (CsvRows *r) {
  if (r == NULL) return;
  csv_free(&r->parser);
  csvtext_free(&r->text);
  free(r);
}
