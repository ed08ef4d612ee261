/*
** texts.h - pieces of text: comparing, hashing and checking them, eight bytes
** at a time.
**
** A Text does not own its bytes and needs no NUL at the end; nothing outside
** it is read.  "Folded" means without case, for A-Z and a-z alone.  No Lua, no
** malloc; time linear in the size.
*/

#ifndef texts_h
#define texts_h

#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct Text {
  const char *at;			/* not terminated */
  size_t size;
} Text;

/*
** How many bytes from the start are UTF-8 without a NUL: all of them, if the
** text is valid.
*/
size_t valid_prefix (Text text);

/*
** The size of the UTF-8 character that begins with the first of the `left`
** bytes (1 or more) at `at`, or 0 if it is not one.
*/
size_t utf8_size (const unsigned char *at, size_t left);

/* Order of two texts: < 0, 0 or > 0.  By bytes; folded. */
int compare_texts (Text a, Text b);
int compare_folded (Text a, Text b);

/* The small letter for A-Z; any other byte as it is. */
static inline char lower (char c) {
  return (c >= 'A' && c <= 'Z') ? (char)(c + ('a' - 'A')) : c;
}

/* Is the text nothing but digits 0-9, at least one? */
int is_digits (Text text);

/* Is the text equal to this string, byte for byte? */
int equals_string (Text text, const char *string);

/* The text without the "[" and "]" around it, if both are there. */
Text without_brackets (Text text);

/* Are they equal, folded? */
int same_folded (Text a, Text b);


/* -------------------------------------------------------------- words */

/*
** Turns a number whose lowest byte comes first in memory into the number that
** the machine means, and back.  That changes nothing on most machines; if the
** compiler does not tell the byte order, it is taken to be for one of them.
*/
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define LOW_FIRST16(value)	__builtin_bswap16(value)
#define LOW_FIRST32(value)	__builtin_bswap32(value)
#define LOW_FIRST64(value)	__builtin_bswap64(value)
#else
#define LOW_FIRST16(value)	(value)
#define LOW_FIRST32(value)	(value)
#define LOW_FIRST64(value)	(value)
#endif

/* Bytes as a number, the lowest first on every machine. */

static inline uint64_t load64 (const void *at) {
  uint64_t value;
  memcpy(&value, at, sizeof value);
  return LOW_FIRST64(value);
}

static inline uint32_t load32 (const void *at) {
  uint32_t value;
  memcpy(&value, at, sizeof value);
  return LOW_FIRST32(value);
}

static inline uint32_t load16 (const void *at) {
  uint16_t value;
  memcpy(&value, at, sizeof value);
  return LOW_FIRST16(value);
}

#define EACH_BYTE(b)	((uint64_t)(b) * 0x0101010101010101u)

/*
** The `size` bytes at `at`, fewer than eight, as a number.  Different bytes of
** the same size give different numbers; a byte may be in the number twice.
*/
static inline uint64_t load_short (const char *at, size_t size) {
  const unsigned char *byte = (const unsigned char *)at;
  if (size >= 4)
    return load32(at) | (uint64_t)load32(at + size - 4) << 32;
  if (size == 0) return 0;
  return byte[0] | (uint64_t)byte[size / 2] << 8
                 | (uint64_t)byte[size - 1] << 16;
}

/*
** A text of eight bytes or more is read in words of eight bytes.  The last
** word may overlap the one before, so that it needs no special case.
*/
#define LAST_WORD(size)		((size) - 8)

#define HASH_FACTOR		0x9E3779B97F4A7C15u	/* both are odd */
#define OTHER_FACTOR		0x3243F6A8885A308Du

static inline uint64_t mix_word (uint64_t sum, uint64_t word) {
  sum = (sum ^ word) * HASH_FACTOR;
  return sum ^ sum >> 32;
}

static inline uint64_t load_halves (const char *low, const char *high) {
  return load32(low) | (uint64_t)load32(high) << 32;
}

/*
** A hash that is the same for every spelling of a name: setting bit 5 of every
** byte folds letters (and a few other bytes, which does no harm).  Most names
** have 4 to 16 bytes.  For these, two words hold all the bytes, in halves that
** overlap; so there is no branch for each size, and the processor can do both
** multiplications at the same time.
**
** Why so: port() of what is no name 36 -> 28 ns, against a loop over words of
** eight bytes (bench port, misses)
*/
static inline uint64_t hash_folded (Text name) {
  const uint64_t each = EACH_BYTE(0x20);
  uint64_t sum = name.size, head, tail;
  const char *at = name.at;
  size_t left = name.size;
  for (; left > 16; left -= 8, at += 8)
    sum = mix_word(sum, load64(at) | each);
  if (left >= 4) {
    const char *last = at + left - 4;
    size_t step = left / 8 * 4;
    head = load_halves(at, at + step);
    tail = load_halves(last, last - step);
  }
  else head = tail = load_short(at, left);
  head = (sum ^ (head | each)) * HASH_FACTOR;
  tail = (tail | each) * OTHER_FACTOR;
  return (head ^ tail >> 32 ^ tail << 32) * HASH_FACTOR;
}

#endif
