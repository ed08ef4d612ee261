/*
** check_order.c - opening an image: the order of its strings.  See
** check_order.h.
*/

#include "core/check_order.h"


static const char wrong_order[] = "the strings are not in the order of use";


/* ----------------------------------------------------------------- use */

/* Is name `i` another spelling of the name before it? */
static int is_respelled (const Registry *reg, uint32_t i) {
  const Array *rows = &reg->arrays[NAME_ROWS];
  return i > 1 && i <= rows->count
      && array_get(rows, i - 1) == array_get(rows, i - 2);
}


/* Add to `used` the strings of a column above `low`, counted from `from`. */
static void mark_used (const Registry *reg, int column, uint32_t low,
                       uint32_t from, uint64_t *used) {
  const Array *values = column_of(reg, column) + VALUES;
  uint32_t i;
  for (i = 0; i < values->count; i++) {
    uint32_t string = array_get(values, i);
    if (string > low && string - from < WATCHED)
      add_member(used, string - from);
  }
}


/*
** Is each of the WATCHED names from `from` on the name of an entry?  Where
** `from` is 0: is also each of the other searchable strings below WATCHED used
** in a searched cell?
*/
static int are_used (const Registry *reg, uint32_t from) {
  uint64_t used[WATCHED / 64];
  uint32_t names = reg->counts[NAMES], i;
  uint32_t last = (from == 0) ? reg->counts[SEARCHABLE] : names;
  int column;
  memset(used, 0, sizeof used);
  mark_used(reg, NAME, 0, from, used);
  for (column = NAME; from == 0 && column < N_CELLS; column++)
    if (cell_terms[column].use == USE_SEARCH)
      mark_used(reg, column, names, from, used);
  if (from == 0) add_member(used, 0);
  for (i = 0; i < WATCHED / 64 && from + 64 * i <= last; i++) {
    uint32_t left = last - from - 64 * i;		/* beside the first */
    uint64_t all = (left < 63) ? ((uint64_t)2 << left) - 1 : ~(uint64_t)0;
    if (used[i] != all) return 0;
  }
  return 1;
}


/* ---------------------------------------------------------- first use */

/* The number that the builder gives to the next new string of each kind. */
typedef struct Next {
  uint32_t searchable, other;
} Next;

/* Also the names that may not be used before the name before them is. */
typedef struct Order {
  const Registry *reg;
  Next next;
  int holds;				/* is any held? */
  uint64_t held[WATCHED / 64];
} Order;


static void hold_spellings (Order *order) {
  uint32_t i, n = order->reg->counts[NAMES];
  memset(order->held, 0, sizeof order->held);
  order->holds = 0;
  for (i = 2; i <= n && i < WATCHED; i++) {
    if (!is_respelled(order->reg, i)) continue;
    add_member(order->held, i);
    order->holds = 1;
  }
}


/* May name `strings[i]` of an item be used now? */
static int may_come (const Order *order, const uint32_t *strings,
                     uint32_t i) {
  uint32_t name = strings[i];
  if (name >= WATCHED || !(order->held[name / 64] >> (name % 64) & 1))
    return 1;
  while (i-- > 0)
    if (strings[i] == name - 1) return 1;
  return 0;
}


static void release_spellings (Order *order, const uint32_t *strings,
                               uint32_t count) {
  uint32_t i;
  for (i = 0; i < count; i++) {
    uint32_t next = strings[i] + 1;
    if (next < WATCHED)
      order->held[next / 64] &= ~((uint64_t)1 << (next % 64));
  }
}


/*
** Go past an item, if its new strings are the next ones.  `next` is apart from
** `order`, so that a loop over items can keep it in registers.
*/
static inline int pass_item (Order *order, Next *next,
                             const uint32_t *strings, uint32_t count) {
  const uint32_t *n = order->reg->counts;
  uint32_t names = n[NAMES], all_searchable = n[SEARCHABLE], i;
  uint32_t searchable = next->searchable, other = next->other;
  for (i = 0; i < count; i++) {
    uint32_t string = strings[i];
    if (string > all_searchable) {
      if (string > other) return 0;
      other += (string == other);
    }
    else if (string > names) {
      if (string > searchable) return 0;
      searchable += (string == searchable);
    }
    else if (order->holds && !may_come(order, strings, i)) return 0;
  }
  if (order->holds) release_spellings(order, strings, count);
  next->searchable = searchable;
  next->other = other;
  return 1;
}


/* The strings of 64 entries, in the order of the columns. */
typedef struct Block {
  uint32_t strings[64][N_CELLS];
  uint32_t counts[64];
  uint32_t next;			/* the entry to go past next */
  uint32_t filled;			/* how often the block was filled */
} Block;


/* Leaves out the names if each has one spelling: they are in any order. */
static void fill_block (const Order *order, uint32_t w, Block *block) {
  int column = order->holds ? NAME : NAME + 1;
  memset(block->counts, 0, sizeof block->counts);
  for (; column < N_CELLS; column++) {
    const Array *set = column_of(order->reg, column);
    uint64_t left = bits_word(set, w);
    uint32_t rank = array_get(set + RANKS, w);
    if (column == PORT || column == LAST_PORT
        || cell_terms[column].kind == KIND_DATE) continue;
    for (; left != 0; left &= left - 1) {
      uint32_t i = lowest_bit(left);
      block->strings[i][block->counts[i]++] = array_get(set + VALUES, rank++);
    }
  }
}


/* Go past entries.  Fills the block whenever its first entry comes. */
static void pass_entries (Order *order, Block *block) {
  uint32_t n = order->reg->counts[ENTRIES];
  Next next = order->next;
  for (; block->next < n; block->next++) {
    uint32_t i = block->next % 64;
    if (block->next / 64 == block->filled)
      fill_block(order, block->filled++, block);
    if (!pass_item(order, &next, block->strings[i], block->counts[i])) break;
  }
  order->next = next;
}


/* Go past contacts or facts, from cell `i` on; each has `size` cells. */
static uint32_t pass_cells (Order *order, int which, uint32_t size,
                            uint32_t i) {
  const Array *cells = &order->reg->arrays[which];
  uint32_t strings[N_CONTACT_CELLS], k;
  for (; i < cells->count; i += size) {
    for (k = 0; k < size; k++) strings[k] = array_get(cells, i + k);
    if (!pass_item(order, &order->next, strings, size)) break;
  }
  return i;
}


/*
** Takes every item that may come next; that never prevents another one from
** coming.  So at the end all have come, or no order of the items is possible.
*/
static int is_ordered (const Registry *reg) {
  uint32_t contact = 0, fact = 0, before, now = 0;
  Order order;
  Block block;
  order.reg = reg;
  order.next.searchable = reg->counts[NAMES] + 1;
  order.next.other = reg->counts[SEARCHABLE] + 1;
  hold_spellings(&order);
  block.next = block.filled = 0;
  do {
    before = now;
    pass_entries(&order, &block);
    contact = pass_cells(&order, CONTACT_TEXTS, N_CONTACT_CELLS, contact);
    fact = pass_cells(&order, FACT_CELLS, 2, fact);
    now = block.next + contact + fact;
  } while (now > before);
  return block.next == reg->counts[ENTRIES]
      && contact == N_CONTACT_CELLS * reg->counts[CONTACTS]
      && fact == 2 * reg->counts[FACTS]
      && order.next.searchable == reg->counts[SEARCHABLE] + 1
      && order.next.other == reg->counts[STRINGS];
}


/* A name with one spelling is some entry's: check_names found its chain. */
static int has_respelled (const Registry *reg, uint32_t from) {
  uint32_t i;
  for (i = 0; i < WATCHED && from + i <= reg->counts[NAMES]; i++)
    if (is_respelled(reg, from + i) || is_respelled(reg, from + i + 1))
      return 1;
  return 0;			/* uncovered: takes more than WATCHED names */
}


const char *check_order (const Registry *reg) {
  uint32_t from;
  if (!are_used(reg, 0) || !is_ordered(reg)) return wrong_order;
  for (from = WATCHED; from <= reg->counts[NAMES]; from += WATCHED)
    if (has_respelled(reg, from) && !are_used(reg, from)) return wrong_order;
  return NULL;
}
