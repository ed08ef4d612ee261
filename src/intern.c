/*
** intern.c - inside the builder: its strings, each once.  See intern.h.
*/

#include <time.h>

#include "intern.h"


int check_text (Builder *b, int cell, Text text) {
  unsigned long good = (unsigned long)good_bytes(text);
  if (text.size > MAX_CELL)
    return builder_fail(b, cell, "longer than %u bytes", MAX_CELL);
  if (good == text.size) return 1;
  return builder_fail(b, cell, (text.at[good] == '\0')
    ? "a NUL byte at byte %lu" : "not UTF-8 at byte %lu", good + 1);
}


/* The up to eight bytes at `at`, each of them somewhere in the word. */
static uint64_t load_few (const char *at, size_t size) {
  uint64_t a, b;
  if (size >= 8) return load64(at);
  if (size >= 4) {
    a = load32(at);
    b = load32(at + size - 4);
    return a << 32 | b;
  }
  a = (unsigned char)at[0];
  b = (unsigned char)at[size / 2];
  return a << 16 | b << 8 | (unsigned char)at[size - 1];
}


/*
** A hash that nobody can aim at who does not know the seed: for each eight
** bytes, both halves keyed and multiplied (Halevi and Krawczyk's NH).
*/
static uint32_t hash_text (const Builder *b, Text text) {
  uint64_t key = b->seed, sum = text.size * key;
  size_t i = 0;
  do {
    size_t from = (i + 8 <= text.size || text.size < 8) ? i : text.size - 8;
    uint64_t word = load_few(text.at + from, text.size - from);
    uint32_t low = (uint32_t)word + (uint32_t)key;
    uint32_t high = (uint32_t)(word >> 32) + (uint32_t)(key >> 32);
    sum += (uint64_t)low * high;
    key = key * 0xD1342543DE82EF95u + 0x9E3779B97F4A7C15u;
    i += 8;
  } while (i < text.size);
  sum = (sum ^ sum >> 32) * 0x9E3779B97F4A7C15u;
  return (uint32_t)(sum >> 32);
}


static int is_interned (const Builder *b, uint32_t i, Text text) {
  const Interned *s = (const Interned *)b->strings.at + i;
  return s->size == text.size
      && memcmp((const char *)b->pool.at + s->at, text.at, text.size) == 0;
}


/*
** The slot that holds `text`, or the free one where it belongs.  A slot is
** a string's number, below the bits of its hash above those that number and
** place take.
*/
static uint32_t *find_slot (const Builder *b, Text text, uint32_t hash) {
  uint32_t mask = b->slots.count - 1, i;
  uint32_t *slots = b->slots.at;
  for (i = hash & mask; slots[i] != 0; i = (i + 1) & mask)
    if (((slots[i] ^ hash) & ~mask) == 0
        && is_interned(b, slots[i] & mask, text)) break;
  return &slots[i];
}


/* At most half full, so that a string's number is below the mask. */
static int grow_slots (Builder *b) {
  uint32_t i, count = b->slots.count, mask = 4 * count - 1, number;
  const Interned *strings = b->strings.at;
  uint32_t *slots;
  if (b->strings.count < count / 2) return 1;
  slots = vector_extend(b, &b->slots, 3 * count, sizeof *slots);
  if (slots == NULL) return 0;
  slots = b->slots.at;
  memset(slots, 0, b->slots.count * sizeof *slots);
  for (number = 1; number < b->strings.count; number++) {
    for (i = strings[number].hash & mask; slots[i] != 0; i = (i + 1) & mask)
      continue;
    slots[i] = (strings[number].hash & ~mask) | number;
  }
  return 1;
}


static Interned *new_string (Builder *b, Text text, uint32_t hash) {
  uint32_t at = b->pool.count;
  char *copy = vector_extend(b, &b->pool, (uint32_t)text.size, 1);
  Interned *s = vector_extend(b, &b->strings, 1, sizeof *s);
  if (copy == NULL || s == NULL) return NULL;
  memcpy(copy, text.at, text.size);
  s->at = at;
  s->hash = hash;
  s->size = (uint16_t)text.size;
  s->class = OTHER;
  s->is_id = 0;
  return s;
}


int intern (Builder *b, int cell, Text text, unsigned class,
            uint32_t *number) {
  uint32_t hash, *slot;
  Interned *s;
  *number = 0;
  if (text.size == 0) return 1;
  hash = hash_text(b, text);
  slot = find_slot(b, text, hash);
  *number = *slot & (b->slots.count - 1);
  if (*number == 0) {
    if (!check_text(b, cell, text)) return 0;
    if (new_string(b, text, hash) == NULL) return 0;
    *number = b->strings.count - 1;
    *slot = (hash & ~(b->slots.count - 1)) | *number;
    if (!grow_slots(b)) return 0;
  }
  s = (Interned *)b->strings.at + *number;
  if (class < s->class) s->class = (uint8_t)class;
  return 1;
}


/* Not for secrets: only not to be known to who writes the texts. */
static uint64_t new_seed (const Builder *b) {
  uint64_t seed = (uint64_t)time(NULL) ^ (uint64_t)clock() << 32;
  seed ^= (uint64_t)(uintptr_t)b ^ (uint64_t)(uintptr_t)b->slots.at << 24;
  return (seed ^ seed >> 29) * 0x9E3779B97F4A7C15u;
}


int intern_init (Builder *b) {
  uint32_t *slots = vector_extend(b, &b->slots, 4096, sizeof *slots);
  Interned *none = vector_extend(b, &b->strings, 1, sizeof *none);
  if (slots == NULL || none == NULL) return 0;
  memset(slots, 0, 4096 * sizeof *slots);
  memset(none, 0, sizeof *none);
  b->seed = new_seed(b);
  return 1;
}
