/*
** registry.h - one edition of the registry as one block of bytes: the image.
**
** Here are the layout of the image and the view that the other files have of
** it; look-ups are in lookup.h.  No Lua, no I/O, no malloc.  Every answer is a
** row number, a plain value or a pointer into the image, valid as long as the
** image.
**
** A `row` is a record's position in the edition, here from 0.  An `entry` is
** a run of adjacent rows that differ only in the transport: IANA lists most
** services once for tcp and once for udp, and the image stores once what they
** share.  Row order is the order of the edition, and carries meaning.
**
** THE IMAGE.  Of every number the lowest byte comes first, whatever machine
** built it or reads it; nothing is a pointer; every array starts at a multiple
** of 8.
**
**   byte  0  "IANAPORT"                            the magic
**         8  u32  0x0A0B0C0D                       shows the byte order
**        12  u32  format                           FORMAT, below
**        16  u64  checksum                         of bytes 24 .. size - 1
**        24  u32  counts[N_COUNTS]                 size, rows, entries ...
**       136  the arrays, one after the other, as in `enum Arrays`
**
** Between the arrays, and after the counts, are zeros.  An array holds unsigned
** numbers.  The counts determine how many, and how wide they are: 1, 2 or 4
** bytes, the least in which the largest possible number fits.  So the counts
** also say where every array begins; only registry_shape computes that.  A set
** is a bit array: member i is bit i % 64 of the 64-bit word i / 64.  Some sets
** are followed by their ranks: ranks[w] is the number of members in the words
** before word w.
**
** A column of the registry is three arrays: the set of the entries whose cell
** is filled, the ranks of that set, and the values of the filled cells in
** entry order.  An empty cell costs one bit.  What a value is:
**
**   ports       the number itself
**   dates       the date's number (dates.h)
**   texts       the number of a string
**   NEXT_ROW    (not IANA's) the first row of the next entry of this name
**
** The strings stand end to end in the pool, each once, without terminators.
** String i begins at bases[i / 64] + offsets[i] and ends where i + 1 begins;
** where i is a multiple of 64, its offset is 0.  String 0 is the empty string.
** Then come the names, in the order of their hash buckets; then descriptions
** and notes, so that text search reads one stretch of the pool; then all
** others.  A string with several uses is of the first of these kinds.  The last
** two kinds are in the order in which cells first use them: the cells of an
** item (an entry, a contact or a fact) in the order of the columns, and the
** items of each kind in their own order.
**
** From a port to its rows.  A segment is a run of ports that are covered by
** the same entries; port_starts is the set of the ports where one begins: port
** 0, and each port where an entry begins or the port after its last.  The
** entries that cover segment s begin at the rows cover_rows[cover_first[s]] ..
** cover_rows[cover_first[s + 1] - 1], in registry order.
**
** From a name to its rows.  The hash of the name gives a bucket b and a mark,
** 0 .. 7.  The bits of marks[b] are the marks of the names in the bucket, so
** that one bit rejects most texts that are not names.  The names in the
** bucket, sorted without case and then by first use, are the strings
** buckets[b] + 1 .. buckets[b + 1].  The first row of name i + 1 is
** name_rows[i]; NEXT_ROW leads from its entry to the next one of this name.
** The number of buckets is the least power of two not below that of the names.
**
** ONE RECORD, BY HAND, in the image of the edition of 2024-04-19: what
** covers port 6010 on tcp?
**
**   - PORT_STARTS has 4828 bits up to bit 6010: segment 4827.
**   - COVER_FIRST[4827], [4828] = 5504, 5505: one entry; it begins at row
**     COVER_ROWS[5504] = 9699, the record with `row` 9700 in Lua.
**   - Of ROW_TRANSPORTS only the set for tcp has bit 9699: tcp.
**   - ROW_STARTS has 5504 bits before bit 9699, which is set: entry 5504.
**   - Column NAME has bit 5504, and 4979 before it: its value [4979] is
**     string 295, which is at 2533 .. 2535 of the pool: "x11".
**   - PORT: value [5504] = 6000.  LAST_PORT: value [141] = 6063.
**   - DESCRIPTION: value [5398] = string 11354, "X Window System".
**   - ASSIGNEE and CONTACT: values [3995] and [3994], both string 17309,
**     "[Stephen_Gildea]".  UNAUTHORIZED_USE: value [29] = string 17310,
**     "Known Unauthorized Use on port 6003".
**   - No other column has bit 5504: those cells are empty.
*/

#ifndef registry_h
#define registry_h

#include "core/terms.h"

#define FORMAT		3
#define STRING_BLOCK	64u
#define NO_ROW		0xFFFFFFFFu

/* SEARCHABLE: names, descriptions and notes.  SPAN: the largest offset. */
enum Counts {
  SIZE, ROWS, ENTRIES, SEGMENTS, COVERS, BUCKETS, NAMES, SEARCHABLE,
  STRINGS, SPAN, POOL, CONTACTS, FACTS,
  FILLED,				/* filled cells of each column */
  N_COUNTS = FILLED + N_COLUMNS
};

/* The arrays of a column; a set with ranks has the first two. */
enum ColumnParts { SET, RANKS, VALUES, N_PARTS };

enum Arrays {
  NAME_MARKS,				/* first: is_marked needs no view */
  ROW_STARTS,				/* rows that begin an entry; its ranks */
  ROW_TRANSPORTS = ROW_STARTS + VALUES,	/* a set of rows for each transport */
  COLUMN_ARRAYS = ROW_TRANSPORTS + N_TRANSPORTS,
  PORT_STARTS = COLUMN_ARRAYS + N_PARTS * N_COLUMNS,	/* and its ranks */
  COVER_FIRST = PORT_STARTS + VALUES,
  COVER_ROWS,
  NAME_BUCKETS,
  NAME_ROWS,
  STRING_BASES,
  STRING_OFFSETS,
  CONTACT_TEXTS,			/* the cells, contact by contact */
  CONTACT_ORDER,			/* contacts, sorted by id */
  FACT_CELLS,				/* key, value: for info() */
  POOL_BYTES,
  N_ARRAYS
};

/* The header: where its parts are. */
#define MAGIC		"IANAPORT"
#define MAGIC_SIZE	8u
#define BYTE_ORDER_AT	8u
#define FORMAT_AT	12u
#define CHECKSUM_AT	16u
#define COUNTS_AT	24u
#define HEADER_SIZE	((COUNTS_AT + 4u * N_COUNTS + 7u) & ~7u)
#define BYTE_ORDER_MARK	0x0A0B0C0Du

typedef struct Array {
  const unsigned char *at;
  uint32_t count;
  uint32_t width;
} Array;

/* The view of an image: owns nothing, lives as long as the image does. */
typedef struct Registry {
  const unsigned char *image;
  uint32_t counts[N_COUNTS];
  Array arrays[N_ARRAYS];
} Registry;

/*
** Compute the count and the width of each array from `reg->counts`.  Returns
** the size of the image.
*/
uint64_t registry_shape (Registry *reg);

/* All values in the column are below this. */
uint32_t column_limit (const Registry *reg, int column);

/*
** View an image that this program built itself, or that registry_open
** (check.h) has checked.  Reads only the header.
*/
void registry_view (Registry *reg, const void *image);

/* The checksum of these bytes, in linear time. */
uint64_t registry_checksum (const void *bytes, size_t size);


/* ------------------------------------------------------------ arrays */

static inline uint32_t array_get (const Array *array, uint32_t i) {
  const unsigned char *at = array->at + (size_t)i * array->width;
  if (array->width == 2) return load16(at);
  return (array->width == 1) ? *at : load32(at);
}

static inline uint64_t bits_word (const Array *bits, uint32_t w) {
  return load64(bits->at + (size_t)w * 8);
}

static inline int bits_test (const Array *bits, uint32_t i) {
  return (int)(bits_word(bits, i / 64) >> (i % 64) & 1);
}

static inline uint32_t count_ones (uint64_t w) {
  w -= w >> 1 & EACH_BYTE(0x55);
  w = (w & EACH_BYTE(0x33)) + (w >> 2 & EACH_BYTE(0x33));
  w = (w + (w >> 4)) & EACH_BYTE(0x0F);
  return (uint32_t)(EACH_BYTE(w) >> 56);
}

/* Position of the lowest bit that is set; `word` is not 0. */
static inline uint32_t lowest_bit (uint64_t word) {
#if defined(__GNUC__)
  return (uint32_t)__builtin_ctzll(word);
#else
  return count_ones((word & (0 - word)) - 1);
#endif
}

/* Add a member to a set that is being made. */
static inline void add_member (uint64_t *words, uint32_t i) {
  words[i / 64] |= (uint64_t)1 << (i % 64);
}

/* How many words a set of numbers below `limit` takes. */
static inline uint32_t words_for (uint32_t limit) {
  return limit / 64 + (limit % 64 != 0);
}

/* How many members below `i` there are in a set with ranks. */
static inline uint32_t bits_rank (const Array *bits, uint32_t i) {
  uint64_t below = ((uint64_t)1 << (i % 64)) - 1;
  return array_get(bits + RANKS, i / 64)
       + count_ones(bits_word(bits, i / 64) & below);
}

/* The number of the array that is this part of a column. */
static inline int column_array (int column, int part) {
  return COLUMN_ARRAYS + N_PARTS * column + part;
}

/* The first array of a column: the set of the entries that fill it. */
static inline const Array *column_of (const Registry *reg, int column) {
  return &reg->arrays[column_array(column, SET)];
}

/* The value of a filled cell. */
static inline uint32_t cell_value (const Array *column, uint32_t entry) {
  return array_get(column + VALUES, bits_rank(column, entry));
}

/* Is the cell filled?  If so, set `*value` to its value. */
static inline int column_get (const Array *column, uint32_t entry,
                              uint32_t *value) {
  if (!bits_test(column, entry)) return 0;
  *value = cell_value(column, entry);
  return 1;
}


/* -------------------------------------------------------------- rows */

static inline uint32_t entry_of (const Registry *reg, uint32_t row) {
  const Array *starts = &reg->arrays[ROW_STARTS];
  return bits_rank(starts, row) + (uint32_t)bits_test(starts, row) - 1;
}

/* Does an entry begin at `row`, or are there no more rows? */
static inline int entry_begins (const Registry *reg, uint32_t row) {
  return row >= reg->counts[ROWS]
      || bits_test(&reg->arrays[ROW_STARTS], row);
}

/* TCP .. DCCP, or NONE. */
static inline int transport_of (const Registry *reg, uint32_t row) {
  int t = TCP;
  while (t < NONE && !bits_test(&reg->arrays[ROW_TRANSPORTS + t], row)) t++;
  return t;
}

/* Where block `i` of STRING_BLOCK strings begins in the pool. */
static inline uint32_t string_block (const Registry *reg, uint32_t i) {
  return array_get(&reg->arrays[STRING_BASES], i);
}

/* String `i`, a part of the pool; 0 <= i < counts[STRINGS]. */
static inline Text string_at (const Registry *reg, uint32_t i) {
  const Array *bases = &reg->arrays[STRING_BASES];
  const Array *offsets = &reg->arrays[STRING_OFFSETS];
  uint32_t from = array_get(bases, i / STRING_BLOCK) + array_get(offsets, i);
  uint32_t to = array_get(bases, (i + 1) / STRING_BLOCK)
              + array_get(offsets, i + 1);
  Text text;
  text.at = (const char *)reg->arrays[POOL_BYTES].at + from;
  text.size = to - from;
  return text;
}

/* The text in a cell; empty if the cell is. */
static inline Text cell_text (const Registry *reg, uint32_t entry, int column) {
  uint32_t string = 0;
  column_get(column_of(reg, column), entry, &string);
  return string_at(reg, string);
}

#endif
