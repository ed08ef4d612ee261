/*
** masks.h - which of 64 bytes are equal to one: a bit for each of them.
**
** The lowest bit is that of the first byte.  All 64 bytes must be readable.
*/

#ifndef masks_h
#define masks_h

#include "core/registry.h"

/* Why so: a line of conn.log 47 -> 36 ns (bench annotate) */
#if defined(__SSE2__) && !defined(NO_SIMD)

#include <emmintrin.h>

static inline uint64_t equal_of_16 (const char *at, char byte) {
  __m128i here = _mm_loadu_si128((const __m128i *)(const void *)at);
  here = _mm_cmpeq_epi8(here, _mm_set1_epi8(byte));
  return (uint64_t)(unsigned)_mm_movemask_epi8(here);
}

/* Which of 16 bytes cannot be in a string: quotes, backslashes, controls. */
static inline uint64_t stops_of_16 (const char *at) {
  __m128i here = _mm_loadu_si128((const __m128i *)(const void *)at);
  __m128i low = _mm_min_epu8(here, _mm_set1_epi8(0x1F));
  low = _mm_or_si128(_mm_cmpeq_epi8(low, here),
                     _mm_or_si128(_mm_cmpeq_epi8(here, _mm_set1_epi8('"')),
                                  _mm_cmpeq_epi8(here, _mm_set1_epi8('\\'))));
  return (uint64_t)(unsigned)_mm_movemask_epi8(low);
}

static inline uint64_t equal_of_64 (const char *at, char byte) {
  return equal_of_16(at, byte) | equal_of_16(at + 16, byte) << 16
       | equal_of_16(at + 32, byte) << 32 | equal_of_16(at + 48, byte) << 48;
}

#else

/* The highest bit of each byte that is equal; a factor brings them together. */
static inline uint64_t equal_of_8 (const char *at, char byte) {
  uint64_t low = EACH_BYTE(0x7F);
  uint64_t here = load64(at) ^ EACH_BYTE((unsigned char)byte);
  here = ~(((here & low) + low) | here | low);
  return (here >> 7) * 0x0102040810204080u >> 56;
}

static inline uint64_t equal_of_16 (const char *at, char byte) {
  return equal_of_8(at, byte) | equal_of_8(at + 8, byte) << 8;
}

static inline uint64_t stops_of_16 (const char *at) {
  uint64_t mask = 0;
  int i;
  for (i = 0; i < 16; i++)
    if ((unsigned char)at[i] < ' ' || at[i] == '"' || at[i] == '\\')
      mask |= (uint64_t)1 << i;
  return mask;
}

static inline uint64_t equal_of_64 (const char *at, char byte) {
  uint64_t mask = 0;
  int i;
  for (i = 0; i < 64; i += 16) mask |= equal_of_16(at + i, byte) << i;
  return mask;
}

#endif

/* The first byte from `at` on that ends a string, or may not be in one. */
static inline const char *string_stop (const char *at) {
  uint64_t stops;
  while ((stops = stops_of_16(at)) == 0) at += 16;
  return at + lowest_bit(stops);
}

/* Where the line ends that `at` is in; it ends with a line feed. */
static inline const char *line_end (const char *at) {
  uint64_t ends;
  while ((ends = equal_of_64(at, '\n')) == 0) at += 64;
  return at + lowest_bit(ends);
}

#endif
