/*
** search.c - text search.  See search.h.
*/

#include "core/search.h"

#if defined(__SSE2__) && !defined(NO_SIMD)
#include <emmintrin.h>
#define BLOCKS
#endif


/* ------------------------------------------------------- to the strings */

/*
** A text, prepared.  Bit 5 is set in its first and its last byte, and in
** those they are compared with: that takes letters of both cases for one, and
** a few other bytes too, so that what it finds is looked at in whole.
*/
typedef struct Needle {
  Text text;
  unsigned char first, last;
} Needle;


static int stands_at (const Needle *needle, const char *at) {
  Text here;
  here.at = at;
  here.size = needle->text.size;
  return ((unsigned char)*at | 0x20) == needle->first
      && same_folded(here, needle->text);
}


#if defined(BLOCKS)

typedef __m128i Block;


/* Where in the 16 bytes at `at` the first and the last byte fit. */
static inline Block fits (const Needle *needle, const char *at) {
  const Block bit5 = _mm_set1_epi8(0x20);
  const char *end = at + needle->text.size - 1;
  Block a = _mm_loadu_si128((const Block *)(const void *)at);
  Block b = _mm_loadu_si128((const Block *)(const void *)end);
  a = _mm_cmpeq_epi8(_mm_or_si128(a, bit5),
                     _mm_set1_epi8((char)needle->first));
  b = _mm_cmpeq_epi8(_mm_or_si128(b, bit5),
                     _mm_set1_epi8((char)needle->last));
  return _mm_and_si128(a, b);
}


/* The first place from `at` on where the needle may stand, or near `end`. */
static const char *skip (const Needle *needle, const char *at,
                         const char *end) {
  for (; end - at >= 64; at += 64) {
    Block a = fits(needle, at), b = fits(needle, at + 16);
    Block c = fits(needle, at + 32), d = fits(needle, at + 48);
    Block any = _mm_or_si128(_mm_or_si128(a, b), _mm_or_si128(c, d));
    if (_mm_movemask_epi8(any) == 0) continue;
    while (_mm_movemask_epi8(a) == 0) a = b, b = c, c = d, at += 16;
    return at + lowest((uint64_t)_mm_movemask_epi8(a));
  }
  return at;
}

#else

static const char *skip (const Needle *needle, const char *at,
                         const char *end) {
  while (at < end && ((unsigned char)*at | 0x20) != needle->first) at++;
  return at;
}

#endif


/* Where the needle stands from `at` on, no further than `end`; or NULL. */
static const char *find_from (const Needle *needle, const char *at,
                              const char *end) {
  for (at = skip(needle, at, end); at <= end;
       at = skip(needle, at + 1, end))
    if (stands_at(needle, at)) return at;
  return NULL;
}


/*
** The string that a byte of the pool belongs to: `string` or one after it.
** Past whole blocks of strings, then by binary search.
*/
static uint32_t string_at_byte (const Registry *reg, const char *byte,
                                uint32_t string) {
  const char *pool = (const char *)reg->arrays[POOL_BYTES].at;
  uint32_t at = (uint32_t)(byte - pool), high = reg->counts[SEARCHABLE];
  uint32_t block = string / STRING_BLOCK, past = high / STRING_BLOCK;
  while (block < past && string_block(reg, block + 1) <= at) block++;
  if (string < block * STRING_BLOCK) string = block * STRING_BLOCK;
  if (block < past) high = (block + 1) * STRING_BLOCK;
  while (string < high) {
    uint32_t middle = string + (high - string) / 2;
    Text text = string_at(reg, middle);
    if (byte < text.at + text.size) high = middle;
    else string = middle + 1;
  }
  return string;
}


/* --------------------------------------------------------- to the rows */

/* Is the column one of those that text search looks into? */
static int is_searched (int column) {
  return cell_terms[column].use != USE_NONE;
}


size_t text_index_size (const Registry *reg) {
  size_t size = reg->counts[SEARCHABLE] + 2u;
  int column;
  for (column = NAME; column < N_CELLS; column++)
    if (is_searched(column)) size += reg->counts[FILLED + column];
  return size;
}


TextIndex text_index_view (const Registry *reg, uint32_t *numbers) {
  TextIndex index;
  index.first = numbers;
  index.rows = numbers + reg->counts[SEARCHABLE] + 2;
  return index;
}


/*
** Count the entry for each of its strings; or, from the last row on, give its
** row a place under each.
*/
static void add_entry (const Registry *reg, TextIndex index, uint32_t row,
                       uint32_t entry, int counting) {
  uint32_t string;
  int column;
  for (column = NAME; column < N_CELLS; column++) {
    if (!is_searched(column)
        || !column_get(column_of(reg, column), entry, &string)) continue;
    if (counting) index.first[string]++;
    else index.rows[--index.first[string]] = row;
  }
}


void text_index_make (const Registry *reg, TextIndex index) {
  uint32_t row, entry = 0, string, total = 0;
  memset(index.first, 0, (reg->counts[SEARCHABLE] + 2u) * sizeof(uint32_t));
  for (row = 0; row < reg->counts[ROWS]; row++)
    if (entry_begins(reg, row)) add_entry(reg, index, row, entry++, 1);
  for (string = 0; string <= reg->counts[SEARCHABLE] + 1; string++)
    index.first[string] = total += index.first[string];
  while (row-- > 0)
    if (entry_begins(reg, row)) add_entry(reg, index, row, --entry, 0);
}


/* Add the rows of all entries that have the string. */
static void add_rows (const Registry *reg, TextIndex index, uint32_t string,
                      uint64_t *rows) {
  uint32_t i = index.first[string], row;
  for (; i < index.first[string + 1]; i++) {
    row = index.rows[i];
    do add_member(rows, row++); while (!entry_begins(reg, row));
  }
}


void rows_with (const Registry *reg, TextIndex index, Text text,
                uint64_t *rows) {
  const char *at = (const char *)reg->arrays[POOL_BYTES].at, *end;
  Text last = string_at(reg, reg->counts[SEARCHABLE]), string;
  uint32_t i = 0;
  Needle needle;
  memset(rows, 0, (size_t)words_for(reg->counts[ROWS]) * 8);
  if (text.size > (size_t)(last.at + last.size - at)) return;
  end = last.at + last.size - text.size;
  needle.text = text;
  needle.first = (unsigned char)text.at[0] | 0x20;
  needle.last = (unsigned char)text.at[text.size - 1] | 0x20;
  while ((at = find_from(&needle, at, end)) != NULL) {
    i = string_at_byte(reg, at, i);
    string = string_at(reg, i);
    if (at + text.size > string.at + string.size) at++;
    else {					/* not across the end of one */
      add_rows(reg, index, i, rows);
      at = string.at + string.size;
    }
  }
}
