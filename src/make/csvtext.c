/*
** csvtext.c - the text of a CSV table, and the cells in it.  See csvtext.h.
*/

#include <stdlib.h>

#include "make/csvtext.h"

#define EXTRA_ROOM	32768u		/* bytes, when room is made */


/* ---------------------------------------------------------------- text */

/* Move the stored bytes to the front of `to`, which may be `t->text`. */
static void move_text (CsvText *t, char *to) {
  size_t shift = t->above;
  int i;
  for (i = 0; i < t->columns; i++)
    if (t->cells[i].at != NULL)
      t->cells[i].at = to + ((size_t)(t->cells[i].at - t->text) - shift);
  t->used -= shift;
  if (t->used > 0) memmove(to, t->text + shift, t->used);
  t->above = 0;
  t->row -= shift;
}


/* A NUL follows the stored bytes: csvtext_take reads one byte past a cell. */
int csvtext_append (CsvText *t, const char *at, size_t size) {
  size_t want = t->used - t->above + size + 1;
  if (size == 0) return 1;
  if (want > t->capacity) {
    size_t capacity = 2 * want + EXTRA_ROOM;
    char *text = malloc(capacity);
    if (text == NULL) return 0;
    move_text(t, text);
    free(t->text);
    t->text = text;
    t->capacity = capacity;
  }
  else if (t->used + size >= t->capacity) move_text(t, t->text);
  memcpy(t->text + t->used, at, size);
  t->used += size;
  t->text[t->used] = '\0';
  return 1;
}


void csvtext_forget (CsvText *t) {
  memset(t->cells, 0, sizeof t->cells);
  t->above = t->row = t->used;
  t->plain = 0;
}


void csvtext_free (CsvText *t) {
  free(t->text);
  t->text = NULL;
}


/* --------------------------------------------------------------- cells */

static unsigned long count_breaks (Text text) {
  const char *end = text.at + text.size;
  unsigned long breaks = 0;
  while ((text.at = memchr(text.at, '\n', (size_t)(end - text.at))) != NULL) {
    text.at++;
    breaks++;
  }
  return breaks;
}


/*
** The quoted cell at `*from`.  Makes doubled quotes single, in place; moves
** `*from` past the closing quote.
*/
static Text unquote (CsvText *t, char **from, size_t size,
                     unsigned long *breaks) {
  char *to = ++*from;
  Text text;
  size_t n;
  text.at = to;
  text.size = size;
  if (memchr(to, '"', size) == NULL) *from += size;
  else
    for (n = 0; n < size; n++) {
      to[n] = **from;
      *from += (**from == '"') ? 2 : 1;
    }
  ++*from;
  n = count_breaks(text);
  *breaks += n;
  t->plain &= (*from == to + size + 1 && n == 0);
  return text;
}


/* The cell at `*from`; moves that past the comma or line end. */
static Text next_cell (CsvText *t, char **from, size_t size,
                       unsigned long *breaks) {
  Text text;
  text.at = *from;
  text.size = size;
  if (**from != '"') *from += size;
  else text = unquote(t, from, size, breaks);
  ++*from;
  return text;
}


void csvtext_narrow (CsvText *t, int columns) {
  t->columns = columns;
  memset(t->cells + columns, 0,
         (size_t)(MAX_WIDTH - columns) * sizeof *t->cells);
}


unsigned csvtext_take (CsvText *t, const size_t *sizes,
                       unsigned long *breaks) {
  char *from = t->text + t->row;
  unsigned changed = 0;
  int i;
  t->plain = 1;
  for (i = 0; i < t->columns; i++) {
    Text above = t->cells[i], text = next_cell(t, &from, sizes[i], breaks);
    t->cells[i] = text;
    if (text.size != above.size || (text.size > 0
        && memcmp(text.at, above.at, text.size) != 0)) changed |= 1u << i;
  }
  for (; i < t->width; i++) next_cell(t, &from, sizes[i], breaks);
  t->above = t->row;
  t->row = (size_t)(from - t->text);
  return changed;
}


/* ------------------------------------------------------------- repeats */

/* How many bytes are the same, from the start. */
static size_t same_bytes (const char *a, const char *b, size_t size) {
  size_t i = 0;
  while (i + 8 <= size && load64(a + i) == load64(b + i)) i += 8;
  while (i < size && a[i] == b[i]) i++;
  return i;
}


/* Is there nothing that may end a cell, or be wrong in one? */
static int is_word (const char *at, const char *end) {
  for (; at < end; at++)
    if (*at <= ' ' || *at >= 0x7F || *at == ',' || *at == '"') return 0;
  return 1;
}


/* The cell of the row above that this byte is in, or just after. */
static int cell_at (const CsvText *t, const char *at) {
  int i = 0;
  while (i + 1 < t->columns && t->cells[i].at + t->cells[i].size < at) i++;
  return i;
}


/* Move all cells to the next row, of `size` bytes, where one cell differs. */
static void move_cells (CsvText *t, int cell, size_t cell_size,
                        size_t size) {
  size_t shift = t->row - t->above;
  int i;
  for (i = 0; i < t->columns; i++) {
    t->cells[i].at += shift;
    if (i == cell) {
      shift += cell_size - t->cells[i].size;
      t->cells[i].size = cell_size;
    }
  }
  t->above = t->row;
  t->row += size;
}


unsigned csvtext_repeat (CsvText *t, size_t size) {
  const char *above = t->text + t->above, *line = t->text + t->row;
  size_t old_size = t->row - t->above, same, from, end, rest;
  int cell;
  if (!t->plain) return 0;
  same = same_bytes(above, line, (old_size < size) ? old_size : size);
  cell = cell_at(t, above + same);
  from = (size_t)(t->cells[cell].at - above);
  end = from + t->cells[cell].size;
  rest = old_size - end;
  if (same > end) same = end;
  if (same + rest > size || from > same
      || memcmp(line + size - rest, line - rest, rest) != 0
      || !is_word(line + same, line + size - rest)) return 0;
  move_cells(t, cell, size - rest - from, size);
  return 1u << cell;
}
