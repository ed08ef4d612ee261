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

/* Before (< 0), equal, or after (> 0): by bytes; where A-Z is a-z. */
int compare_texts (Text a, Text b);
int compare_folded (Text a, Text b);

/* Equal, where A-Z and a-z are the same? */
int same_folded (Text a, Text b);


/* -------------------------------------------------------------- words */

static inline uint64_t load64 (const void *at) {
  uint64_t value;
  memcpy(&value, at, sizeof value);
  return value;
}

static inline uint32_t load32 (const void *at) {
  uint32_t value;
  memcpy(&value, at, sizeof value);
  return value;
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

#define HASH_FACTOR		0x9E3779B97F4A7C15u

static inline uint64_t mix_word (uint64_t sum, uint64_t word) {
  sum = (sum ^ word) * HASH_FACTOR;
  return sum ^ sum >> 32;
}

/*
** The same for every spelling of a name: setting bit 5 of every byte folds
** letters (and a few others: harmless).
*/
static inline uint64_t hash_folded (Text name) {
  uint64_t each = EACH_BYTE(0x20), hash = name.size;
  size_t i;
  if (name.size < 8)
    return mix_word(hash, load_few(name.at, name.size) | each) * HASH_FACTOR;
  for (i = 0; i < LAST_WORD(name.size); i += 8)
    hash = mix_word(hash, load64(name.at + i) | each);
  return mix_word(hash, load64(name.at + LAST_WORD(name.size)) | each)
       * HASH_FACTOR;
}

#endif
