/*
** lookup.h - look-ups in an image: the rows at a port or of a name, the status
** of a port, and contacts.
**
** Every answer is a row number, a plain value or a pointer into the image.
** These functions trust the view: an image from elsewhere must first pass
** registry_open (check.h), which makes sure that no look-up reads outside.
*/

#ifndef lookup_h
#define lookup_h

#include "core/registry.h"

/*
** Goes through the rows that answer a look-up, in registry order.  To go
** through them again, start with a copy.
*/
typedef struct Cursor {
  const Registry *reg;
  uint32_t row;				/* the next one, or NO_ROW */
  uint32_t cover, end_cover;		/* by port: the covers left; else 0 */
} Cursor;

/* The segment that `port` (< N_PORTS) is in.  Constant time. */
static inline uint32_t segment_of (const Registry *reg, uint32_t port) {
  const Array *starts = &reg->arrays[PORT_STARTS];
  return bits_rank(starts, port) + (uint32_t)bits_test(starts, port) - 1;
}

/* The last port in the segment of `port` (< N_PORTS). */
uint32_t segment_end (const Registry *reg, uint32_t port);

/* The covers of `port` (< N_PORTS) are *first .. *end - 1 in COVER_ROWS. */
static inline void covers_of (const Registry *reg, uint32_t port,
                              uint32_t *first, uint32_t *end) {
  const Array *covers = &reg->arrays[COVER_FIRST];
  uint32_t segment = segment_of(reg, port);
  *first = array_get(covers, segment);
  *end = array_get(covers, segment + 1);
}

/* All rows that cover `port` (< N_PORTS).  Constant time. */
Cursor rows_at_port (const Registry *reg, uint32_t port);

/* The bucket for a hash; `buckets` is a power of two. */
static inline uint32_t bucket_of (uint64_t hash, uint32_t buckets) {
  return (uint32_t)(hash >> 32) & (buckets - 1);
}

/* The bit for a hash in the marks of its bucket. */
static inline unsigned mark_of (uint64_t hash) {
  return 1u << (hash >> 61);
}

/*
** May a name of the image have that hash?  Wrongly yes for about one text in
** ten that is not a name.
**
** Why so: port() of what is no name 43 -> 28 ns (bench port, misses)
*/
static inline int is_marked (const void *image, uint64_t hash) {
  const unsigned char *at = image, *marks = at + HEADER_SIZE;
  uint32_t buckets = load32(at + COUNTS_AT + 4 * BUCKETS);
  return (marks[bucket_of(hash, buckets)] & mark_of(hash)) != 0;
}

/* The same as name_of_text, for a text whose hash is_marked. */
uint32_t name_of_hash (const Registry *reg, Text text, uint64_t hash);

/*
** The number of a name that is equal without case; 0 if there is none.
** Constant time, unless many names share a bucket: then the logarithm of
** their count.
*/
static inline uint32_t name_of_text (const Registry *reg, Text text) {
  uint64_t hash = hash_folded(text);
  return is_marked(reg->image, hash) ? name_of_hash(reg, text, hash) : 0;
}

/*
** Does the registry spell the name exactly as `text` does?  `name` is what
** name_of_text returned for the text.  Linear in the spellings of the name.
*/
int is_spelling (const Registry *reg, uint32_t name, Text text);

/* All rows of a name, given by its number; none for 0.  Constant time. */
Cursor rows_of_name (const Registry *reg, uint32_t name);

/* The next row with this transport (NONE: without one), or NO_ROW. */
uint32_t next_row (Cursor *cursor, int transport);

/*
** The transports to try one after the other, when the caller asked for one of
** TCP .. DCCP, NONE or ANY: that one, then NONE; for ANY, each in turn, then
** NONE.  `pass` counts from 0; after the last comes -1.
*/
int transport_in_pass (int asked, int pass);

/*
** The first row of the answer whose cell in `column` is filled (N_COLUMNS: the
** first row), or NO_ROW.  The cursor does not move.  Linear in its rows.
*/
uint32_t first_row (const Cursor *rows, int asked, int column);

/* The number of the primary name at a port (< N_PORTS), or 0. */
uint32_t name_at_port (const Registry *reg, uint32_t port, int asked);

/* The first port of a name, given by its number, or NO_PORT; also for 0. */
uint32_t port_of_name (const Registry *reg, uint32_t name, int asked);

/*
** The status (enum Status) of a port (< N_PORTS), by RFC 6335's ranges and the
** records that cover it.  Linear in these.
*/
int status_of_port (const Registry *reg, uint32_t port, int asked);

/* The status that one entry by itself gives to its ports. */
int status_of_entry (const Registry *reg, uint32_t entry);

/* The newest date in a column of dates, or 0.  Linear in the entries. */
uint32_t newest_date (const Registry *reg);

/*
** The contact with this id, equal byte by byte, or NO_ROW.  Logarithmic time
** in the contacts.
*/
uint32_t contact_of_id (const Registry *reg, Text id);

/* The text in a cell (< N_CONTACT_CELLS) of a contact; may be empty. */
Text contact_cell (const Registry *reg, uint32_t contact, int cell);

#endif
