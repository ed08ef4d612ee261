/*
** search.h - text search: the rows whose name, description or notes hold a
** text, compared without case.
**
** One pass over the stretch of the pool where those texts stand, sixteen
** bytes at a time where the processor can; then from the strings with hits
** to their rows, by an index that is made once for a registry, in memory
** that the caller owns.  No Lua, no I/O, no malloc.
*/

#ifndef search_h
#define search_h

#include "core/registry.h"

/*
** From a searched text to its records.  By the number of a string: where in
** `rows` the first rows begin of the entries whose name, description or notes
** it is; they end where those of the next string begin.
*/
typedef struct TextIndex {
  uint32_t *first;
  uint32_t *rows;
} TextIndex;

/* How many numbers an index takes. */
size_t text_index_size (const Registry *reg);

/* Use `numbers` as an index; then make it, once.  Linear in the entries. */
TextIndex text_index_view (const Registry *reg, uint32_t *numbers);
void text_index_make (const Registry *reg, TextIndex index);

/*
** Set `rows` to the rows that hold `text`, which is not empty.  One pass over
** the texts, then linear in the rows found.
*/
void rows_with (const Registry *reg, TextIndex index, Text text,
                uint64_t *rows);

#endif
