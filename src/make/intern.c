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


/* Add the key to both halves of a word, and multiply them (the hash NH). */
static uint64_t mix_keyed (uint64_t word, uint64_t key) {
  uint32_t low = (uint32_t)word + (uint32_t)key;
  uint32_t high = (uint32_t)(word >> 32) + (uint32_t)(key >> 32);
  return (uint64_t)low * high;
}


static uint32_t hash_keyed (const Builder *b, Text text) {
  uint64_t key = b->seed, sum = text.size * key;
  size_t i, last = LAST_WORD(text.size);
  if (text.size < 8) sum += mix_keyed(load_short(text.at, text.size), key);
  else
    for (i = 0; ; i = (i + 8 < last) ? i + 8 : last) {
      sum += mix_keyed(load64(text.at + i), key);
      key = key * 0xD1342543DE82EF95u + 0x9E3779B97F4A7C15u;
      if (i == last) break;
    }
  return (uint32_t)((sum ^ sum >> 32) * 0x9E3779B97F4A7C15u >> 32);
}


static int is_interned (const Builder *b, uint32_t i, Text text) {
  const Interned *s = (const Interned *)b->strings.at + i;
  return s->size == text.size
      && memcmp((const char *)b->pool.at + s->at, text.at, text.size) == 0;
}


/* The slot that holds the number of `text`, or the free one for it. */
static uint32_t *find_slot (const Builder *b, Text text, uint32_t hash) {
  uint32_t mask = b->slots.count - 1, i;
  uint32_t *slots = b->slots.at;
  for (i = hash & mask; slots[i] != 0; i = (i + 1) & mask)
    if (is_interned(b, slots[i], text)) break;
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
  uint32_t count = 4 * b->slots.count, i;
  if (b->strings.count < b->slots.count / 4 * 3) return 1;
  if (!new_slots(b, count)) return 0;
  for (i = 1; i < b->strings.count; i++) {
    Text text = built_text(b, i);
    *find_slot(b, text, hash_keyed(b, text)) = i;
  }
  return 1;
}


/* A copy of the text becomes a string. */
static int new_string (Builder *b, Text text, uint32_t *slot) {
  uint32_t number = b->strings.count, at = b->pool.count;
  char *copy = vector_extend(b, &b->pool, (uint32_t)text.size, 1);
  Interned *s = vector_extend(b, &b->strings, 1, sizeof *s);
  if (copy == NULL || s == NULL) return 0;
  memcpy(copy, text.at, text.size);
  s->at = at;
  s->size = (uint16_t)text.size;
  s->use = USE_NONE;
  s->is_id = 0;
  *slot = number;
  return grow_slots(b);
}


int intern (Builder *b, int cell, Text text, unsigned use,
            uint32_t *number) {
  uint32_t *slot;
  Interned *s;
  *number = 0;
  if (text.size == 0) return 1;
  if (text.size > MAX_CELL) return check_text(b, cell, text);
  slot = find_slot(b, text, hash_keyed(b, text));
  *number = *slot;
  if (*number == 0) {
    *number = b->strings.count;
    if (!check_text(b, cell, text) || !new_string(b, text, slot)) return 0;
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
