/*
** texts.h - pieces of text: compared, hashed and checked, eight bytes at a
** time.
**
** A Text owns nothing and need not end in a NUL; nothing outside of it is
** read.  Only A-Z and a-z are ever taken for one another.  No Lua, no malloc;
** time linear in the size.
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

/* How many bytes from the start are UTF-8 without NUL: all, in a good text. */
size_t good_bytes (Text text);

/*
** Bytes of the UTF-8 character that begins with the first of the `left` bytes
** (1 or more) at `at`; 0 where there is none.
*/
size_t utf8_size (const unsigned char *at, size_t left);

/* Before (< 0), equal, or after (> 0): by bytes; where A-Z is a-z. */
int compare_texts (Text a, Text b);
int compare_folded (Text a, Text b);

/* A-Z as a-z, any other byte as it is. */
static inline char lower (char c) {
  return (c >= 'A' && c <= 'Z') ? (char)(c + ('a' - 'A')) : c;
}

/* Has it digits 0-9 alone, and at least one? */
int is_digits (Text text);

/* Is the text this string, byte for byte? */
int is_string (Text text, const char *string);

/* The text between "[" and "]", if it stands so; else the text itself. */
Text without_brackets (Text text);

/* Equal, where A-Z and a-z are the same? */
int same_folded (Text a, Text b);


/* -------------------------------------------------------------- words */

/*
** The number whose lowest byte is the first that this one has in memory; so
** from a number to that, and back.  Nothing to do on most machines; a compiler
** that does not tell the byte order is taken to be for one of them.
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

/* Bytes as a number, the lowest first: the same on every machine. */

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
** The `size` bytes at `at`, fewer than eight, as a number that no others of
** that size give: those in the middle may stand in it twice.
*/
static inline uint64_t load_few (const char *at, size_t size) {
  const unsigned char *byte = (const unsigned char *)at;
  if (size >= 4)
    return load32(at) | (uint64_t)load32(at + size - 4) << 32;
  if (size == 0) return 0;
  return byte[0] | (uint64_t)byte[size / 2] << 8
                 | (uint64_t)byte[size - 1] << 16;
}

/*
** A text is read in words of eight bytes, of which the last may overlap the
** one before it: a text of a given size has the same number of words, and
** each of its bytes is in one of them.
*/
#define LAST_WORD(size)		((size) - 8)

#define HASH_FACTOR		0x9E3779B97F4A7C15u	/* odd, as is the other */
#define OTHER_FACTOR		0x3243F6A8885A308Du

static inline uint64_t mix_word (uint64_t sum, uint64_t word) {
  sum = (sum ^ word) * HASH_FACTOR;
  return sum ^ sum >> 32;
}

static inline uint64_t load_two (const char *low, const char *high) {
  return load32(low) | (uint64_t)load32(high) << 32;
}

/*
** The same for every spelling of a name: setting bit 5 of every byte folds
** letters (and a few others: harmless).  Made for names of 4 to 16 bytes, as
** most are: their bytes are all in two words, whose halves overlap, so that no
** branch asks for the size, and both are multiplied at a time.
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
    head = load_two(at, at + step);
    tail = load_two(last, last - step);
  }
  else head = tail = load_few(at, left);
  head = (sum ^ (head | each)) * HASH_FACTOR;
  tail = (tail | each) * OTHER_FACTOR;
  return (head ^ tail >> 32 ^ tail << 32) * HASH_FACTOR;
}

#endif
