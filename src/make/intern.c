/*
** intern.c - inside the builder: its strings, each stored once.  See intern.h.
*/

#include <stdlib.h>
#include <time.h>

#include "make/intern.h"

/* At first, room for all strings of an edition; unused, it costs little. */
#define FIRST_SLOTS	65536u


int check_text (Builder *b, int cell, Text text) {
  unsigned long good = (unsigned long)valid_prefix(text);
  if (text.size > MAX_CELL)
    return builder_fail(b, cell, "longer than %u bytes", MAX_CELL);
  if (good == text.size) return 1;
  return builder_fail(b, cell, (text.at[good] == '\0')
    ? "a NUL byte at byte %lu" : "not UTF-8 at byte %lu", good + 1);
}


/* Copy fewer than eight bytes; returns a word in which all of them are. */
static uint64_t copy_short (char *to, Text text) {
  uint64_t a = 0x20202020u, b = 0x20202020u;
  size_t i;
  if (text.size >= 4) {
    a = load32(text.at);
    b = load32(text.at + text.size - 4);
    memcpy(to, text.at, 4);
    memcpy(to + text.size - 4, text.at + text.size - 4, 4);
  }
  else
    for (i = 0; i < text.size; i++)
      b = b << 8 | (unsigned char)(to[i] = text.at[i]);
  return a << 32 | (b & 0xFFFFFFFFu);
}


static uint64_t copy_word (char *to, const char *from) {
  memcpy(to, from, 8);
  return load64(from);
}


/* Sets a bit in each byte that is 128 or above, or that may be NUL. */
static uint64_t odd_bytes (uint64_t word) {
  return (word | ~(word + EACH_BYTE(0x7F))) & EACH_BYTE(0x80);
}


/* Add the key to both halves of a word, and multiply them (the hash NH). */
static uint64_t mix_keyed (uint64_t word, uint64_t key) {
  uint32_t low = (uint32_t)word + (uint32_t)key;
  uint32_t high = (uint32_t)(word >> 32) + (uint32_t)(key >> 32);
  return (uint64_t)low * high;
}


/*
** Copy a text, hash it, and look for bytes that are not plain ASCII, in one
** pass.  Returns 0 if there are none.
**
** Why so: load() of IANA's CSV 5.0 -> 4.5 ms, against three passes, with the
** hash in the slots (bench load)
*/
static uint64_t take_text (const Builder *b, char *to, Text text,
                           uint32_t *hash) {
  uint64_t key = b->seed, sum = text.size * key, odd = 0, word;
  size_t i, last = text.size - 8;
  if (text.size < 8) {
    word = copy_short(to, text);
    odd = odd_bytes(word);
    sum += mix_keyed(word, key);
  }
  else
    for (i = 0; ; i = (i + 8 < last) ? i + 8 : last) {
      word = copy_word(to + i, text.at + i);
      odd |= odd_bytes(word);
      sum += mix_keyed(word, key);
      key = key * 0xD1342543DE82EF95u + 0x9E3779B97F4A7C15u;
      if (i == last) break;
    }
  sum = (sum ^ sum >> 32) * 0x9E3779B97F4A7C15u;
  *hash = (uint32_t)(sum >> 32);
  return odd;
}


static int is_interned (const Builder *b, uint32_t i, Text text) {
  const Interned *s = (const Interned *)b->strings.at + i;
  return s->size == text.size
      && memcmp((const char *)b->pool.at + s->at, text.at, text.size) == 0;
}


/*
** The slot that holds `text`, or the free one where it belongs.  The low bits
** of a slot are the number of a string, the high bits those of its hash, so
** that most other strings need not be compared.
*/
static uint32_t *find_slot (const Builder *b, Text text, uint32_t hash) {
  uint32_t mask = b->slots.count - 1, i;
  uint32_t *slots = b->slots.at;
  for (i = hash & mask; slots[i] != 0; i = (i + 1) & mask)
    if (((slots[i] ^ hash) & ~mask) == 0
        && is_interned(b, slots[i] & mask, text)) break;
  return &slots[i];
}


static int new_slots (Builder *b, uint32_t count) {
  uint32_t *slots = calloc(count, sizeof *slots);
  if (slots == NULL) return builder_fail(b, -1, "not enough memory");
  free(b->slots.at);
  b->slots.at = slots;
  b->slots.count = b->slots.capacity = count;
  return 1;
}


/* Make four times as many slots once three quarters are taken. */
static int grow_slots (Builder *b) {
  uint32_t count = 4 * b->slots.count, i, hash;
  const Interned *s = b->strings.at;
  char *room;
  if (b->strings.count < b->slots.count / 4 * 3) return 1;
  room = vector_reserve(b, &b->pool, MAX_CELL, 1);
  if (room == NULL || !new_slots(b, count)) return 0;
  for (i = 1; i < b->strings.count; i++) {
    Text text = { (const char *)b->pool.at + s[i].at, s[i].size };
    take_text(b, room, text, &hash);
    *find_slot(b, text, hash) = (hash & ~(count - 1)) | i;
  }
  return 1;
}


/* The bytes after the end of the pool become a string. */
static int new_string (Builder *b, size_t size, uint32_t hash,
                       uint32_t *slot) {
  uint32_t number = b->strings.count;
  Interned *s = vector_extend(b, &b->strings, 1, sizeof *s);
  if (s == NULL) return 0;
  s->at = b->pool.count;
  s->size = (uint16_t)size;
  s->use = USE_NONE;
  s->is_id = 0;
  b->pool.count += (uint32_t)size;
  *slot = (hash & ~(b->slots.count - 1)) | number;
  return grow_slots(b);
}


int intern (Builder *b, int cell, Text text, unsigned use,
            uint32_t *number) {
  uint32_t hash, *slot;
  uint64_t odd;
  char *copy;
  Interned *s;
  *number = 0;
  if (text.size == 0) return 1;
  if (text.size > MAX_CELL) return check_text(b, cell, text);
  copy = vector_reserve(b, &b->pool, (uint32_t)text.size, 1);
  if (copy == NULL) return 0;
  odd = take_text(b, copy, text, &hash);
  slot = find_slot(b, text, hash);
  *number = *slot & (b->slots.count - 1);
  if (*number == 0) {
    *number = b->strings.count;
    if (odd != 0 && !check_text(b, cell, text)) return 0;
    if (!new_string(b, text.size, hash, slot)) return 0;
  }
  s = (Interned *)b->strings.at + *number;
  if (use < s->use) s->use = (uint8_t)use;
  return 1;
}


/*
** Not cryptographic: it only has to be unpredictable for those who write the
** texts.
*/
static uint64_t new_seed (const Builder *b) {
  uint64_t seed = (uint64_t)time(NULL) ^ (uint64_t)clock() << 32;
  seed ^= (uint64_t)(uintptr_t)b ^ (uint64_t)(uintptr_t)b->slots.at << 24;
  return (seed ^ seed >> 29) * 0x9E3779B97F4A7C15u;
}


int intern_init (Builder *b) {
  if (!new_slots(b, FIRST_SLOTS)) return 0;
  memset(b->strings.at, 0, sizeof(Interned));
  b->strings.count = 1;
  b->seed = new_seed(b);
  return 1;
}
