/*
** lookup.h - look-ups in an image: the rows at a port or of a name, what they
** say of the port, and contacts.
**
** Every answer is a row number, a plain value or a pointer into the image.
** Trusts the view: an image from elsewhere comes through registry_open
** (check.h), which refuses whatever would lead a look-up outside.
*/

#ifndef lookup_h
#define lookup_h

#include "core/registry.h"

/*
** Walks the rows that answer a look-up, in registry order.  Copy one to
** walk again.
*/
typedef struct Cursor {
  const Registry *reg;
  uint32_t row;				/* the next one, or NO_ROW */
  uint32_t cover, last_cover;		/* by port: where to go on; else 0 */
} Cursor;

/* The segment of `port` (< PORTS): the same rows cover all of its ports. */
static inline uint32_t segment_of (const Registry *reg, uint32_t port) {
  const Array *starts = &reg->arrays[PORT_STARTS];
  return bits_rank(starts, port) + (uint32_t)bits_test(starts, port) - 1;
}

/* The last port of the segment of `port` (< PORTS). */
uint32_t segment_end (const Registry *reg, uint32_t port);

/* Where in COVER_ROWS what covers `port` (< PORTS) begins and ends. */
static inline void covers_of (const Registry *reg, uint32_t port,
                              uint32_t *first, uint32_t *end) {
  const Array *covers = &reg->arrays[COVER_FIRST];
  uint32_t segment = segment_of(reg, port);
  *first = array_get(covers, segment);
  *end = array_get(covers, segment + 1);
}

/* All rows that cover `port` (< PORTS).  Constant time. */
Cursor rows_at_port (const Registry *reg, uint32_t port);

/* Bucket of a hash; `buckets` is a power of two. */
static inline uint32_t bucket_of (uint64_t hash, uint32_t buckets) {
  return (uint32_t)(hash >> 32) & (buckets - 1);
}

/* The bit of a hash in its bucket's marks. */
static inline unsigned mark_of (uint64_t hash) {
  return 1u << (hash >> 61);
}

/*
** May a name of the image have that hash?  Wrongly yes for about one text in
** ten that is not a name.
**
** Why so: @BILL marks@
*/
static inline int is_marked (const void *image, uint64_t hash) {
  const unsigned char *at = image, *marks = at + HEADER_SIZE;
  uint32_t buckets = load32(at + COUNTS_AT + 4 * BUCKETS);
  return (marks[bucket_of(hash, buckets)] & mark_of(hash)) != 0;
}

/* What name_of_text says of a text whose hash is_marked. */
uint32_t name_of_hash (const Registry *reg, Text text, uint64_t hash);

/*
** The number of the name with this spelling, compared without case; 0 where
** there is none.  Constant time, but for names that share a hash: there the
** logarithm of how many they are.
*/
static inline uint32_t name_of_text (const Registry *reg, Text text) {
  uint64_t hash = hash_folded(text);
  return is_marked(reg->image, hash) ? name_of_hash(reg, text, hash) : 0;
}

/*
** Does the registry have the name with this very spelling?  `name` is what
** name_of_text said of it.  Linear in the spellings of the name.
*/
int is_spelling (const Registry *reg, uint32_t name, Text text);

/* All rows of a name, by its number.  Constant time. */
Cursor rows_of_name (const Registry *reg, uint32_t name);

/* The next row with that transport (or with NONE), or NO_ROW. */
uint32_t next_row (Cursor *cursor, int transport);

/*
** The transports to try, one after the other, for what a caller asked:
** the one named, then NONE; or for ANY all of them, then NONE.  `pass`
** counts from 0; ends with -1.
*/
int transport_in_pass (int asked, int pass);

/*
** The first row of the answer that fills `column` (any row if that is
** N_COLUMNS), or NO_ROW.
*/
uint32_t first_row (const Cursor *rows, int asked, int column);

/* The number of the primary name at a port, or 0. */
uint32_t name_at_port (const Registry *reg, uint32_t port, int asked);

/* The first port of a name by its number (0: no name), or PORTS. */
uint32_t port_of_name (const Registry *reg, uint32_t name, int asked);

/* What RFC 6335's ranges and the covering records make of a port. */
int status_of_port (const Registry *reg, uint32_t port, int asked);

/* What one entry says of its ports by itself. */
int status_of_entry (const Registry *reg, uint32_t entry);

/* The newest date in a column of dates, or 0.  Linear. */
uint32_t newest_date (const Registry *reg);

/* The contact with that id (compared byte by byte), or NO_ROW. */
uint32_t contact_of_id (const Registry *reg, Text id);

/* The text in a contact's cell; `cell` < N_CONTACT_CELLS. */
Text contact_cell (const Registry *reg, uint32_t contact, int cell);

#endif
