/*
** search.h - text search: the rows whose name, description or notes contain a
** text, compared without case.
**
** The search makes one pass over the part of the pool that holds these texts,
** sixteen bytes at a time if the processor can.  An index leads from the
** strings that it finds to their rows.  The index is made once for a registry,
** in memory that the caller owns.  No Lua, no I/O, no malloc.
*/

#ifndef search_h
#define search_h

#include "core/registry.h"

/*
** From a string to the entries whose name, description or notes it is: their
** first rows are rows[first[string]] .. rows[first[string + 1] - 1].
**
** Why so: find "proxy" 204 -> 9.6 us, against one made each time (bench search)
*/
typedef struct TextIndex {
  uint32_t *first;
  uint32_t *rows;
} TextIndex;

/* How many numbers an index takes. */
size_t text_index_size (const Registry *reg);

/*
** View that many numbers, which the caller owns, as an index.  A new one must
** be made once: linear in the entries.
*/
TextIndex text_index_view (const Registry *reg, uint32_t *numbers);
void text_index_make (const Registry *reg, TextIndex index);

/*
** Set `rows`, a set of words_for(counts[ROWS]) words, to the rows that contain
** `text`, which is not empty.  One pass over the texts, then linear in the
** rows that are found.
*/
void rows_with_text (const Registry *reg, TextIndex index, Text text,
                uint64_t *rows);

#endif
