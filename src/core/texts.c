/*
** texts.c - pieces of text.  See texts.h.
*/

#include "core/texts.h"


int is_digits (Text text) {
  size_t i;
  for (i = 0; i < text.size; i++)
    if (text.at[i] < '0' || text.at[i] > '9') return 0;
  return text.size > 0;
}


int equals_string (Text text, const char *string) {
  return text.size == strlen(string)
      && (text.size == 0 || memcmp(text.at, string, text.size) == 0);
}


Text without_brackets (Text text) {
  if (text.size >= 2 && text.at[0] == '[' && text.at[text.size - 1] == ']') {
    text.at++;
    text.size -= 2;
  }
  return text;
}


/* A-Z become a-z in each of the eight bytes; bytes from 128 on stay. */
static uint64_t fold (uint64_t word) {
  uint64_t low = word & EACH_BYTE(0x7F);
  uint64_t from_a = low + EACH_BYTE(0x80 - 'A');
  uint64_t past_z = low + EACH_BYTE(0x7F - 'Z');
  uint64_t upper = (from_a ^ past_z) & ~word & EACH_BYTE(0x80);
  return word | upper >> 2;
}


static inline int same_word (uint64_t x, uint64_t y) {
  return x == y || fold(x) == fold(y);
}


/* Why so: find "protocol" 39 -> 33 us, against bytes (bench search) */
int same_folded (Text a, Text b) {
  size_t i;
  if (a.size != b.size) return 0;
  if (a.size < 8)
    return same_word(load_short(a.at, a.size), load_short(b.at, b.size));
  for (i = 0; i < LAST_WORD(a.size); i += 8)
    if (!same_word(load64(a.at + i), load64(b.at + i))) return 0;
  return same_word(load64(a.at + LAST_WORD(a.size)),
                   load64(b.at + LAST_WORD(b.size)));
}


int compare_texts (Text a, Text b) {
  size_t shorter = (a.size < b.size) ? a.size : b.size;
  int order = (shorter == 0) ? 0 : memcmp(a.at, b.at, shorter);
  return (order != 0) ? order : (a.size > b.size) - (a.size < b.size);
}


int compare_folded (Text a, Text b) {
  size_t i;
  for (i = 0; i < a.size && i < b.size; i++) {
    int order = (unsigned char)lower(a.at[i]) - (unsigned char)lower(b.at[i]);
    if (order != 0) return order;
  }
  return (a.size > b.size) - (a.size < b.size);
}


size_t utf8_size (const unsigned char *at, size_t left) {
  static const unsigned char least[] = { 0, 0, 0x80, 0xA0, 0x90 };
  size_t i, size = (*at < 0x80) ? 1 : (*at < 0xC2) ? 0 : (*at < 0xE0) ? 2
                 : (*at < 0xF0) ? 3 : (*at < 0xF5) ? 4 : 0;
  if (size > left) return 0;
  for (i = 1; i < size; i++)
    if ((at[i] & 0xC0) != 0x80) return 0;
  if ((*at == 0xE0 || *at == 0xF0) && at[1] < least[size]) return 0;
  if (*at == 0xED && at[1] > 0x9F) return 0;		/* a surrogate */
  if (*at == 0xF4 && at[1] > 0x8F) return 0;		/* past 10FFFF */
  return size;
}


/*
** Are all eight bytes ASCII, and none of them NUL?
**
** Why so: parse() of an image 950 -> 484 us (bench load)
*/
static int is_plain (uint64_t word) {
  return (word & EACH_BYTE(0x80)) == 0
      && ((word + EACH_BYTE(0x7F)) & EACH_BYTE(0x80)) == EACH_BYTE(0x80);
}


size_t valid_prefix (Text text) {
  const unsigned char *at = (const unsigned char *)text.at;
  size_t i = 0;
  while (i < text.size) {
    size_t size = 8;
    if (text.size - i < 8 || !is_plain(load64(at + i)))
      size = (at[i] == 0) ? 0 : utf8_size(at + i, text.size - i);
    if (size == 0) break;
    i += size;
  }
  return i;
}
