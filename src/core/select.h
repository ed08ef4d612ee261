/*
** select.h - sets of rows, and what can be asked of them.
**
** A set is a bit array over a registry's rows or entries, in words that the
** caller owns; tests look at entries, since all rows of an entry agree but
** for the transport.  No Lua, no I/O, no malloc.
*/

#ifndef select_h
#define select_h

#include "core/lookup.h"

/* Does the entry belong to the set?  `test` points to what is asked. */
typedef int (*EntryTest) (const Registry *reg, uint32_t entry,
                          const void *test);

/* The set of the entries that pass.  Linear in the entries. */
void entries_where (const Registry *reg, EntryTest passes, const void *test,
                    uint64_t *entries);

/* Take from `rows` all whose entry is not in `entries`.  Linear. */
void narrow_to_entries (const Registry *reg, const uint64_t *entries,
                   uint64_t *rows);

/* Take from `rows` all whose transport's bit (1 << TCP ..) is not set. */
void narrow_to_transports (const Registry *reg, unsigned transports,
                      uint64_t *rows);

/* The same for one of TCP .. DCCP. */
void narrow_to_transport (const Registry *reg, int transport, uint64_t *rows);

/* All rows. */
void all_rows (const Registry *reg, uint64_t *rows);

/* How many, the first from `from` on (or NO_ROW), member `i` from 0. */
uint32_t count_members (const uint64_t *words, uint32_t n);
uint32_t next_member (const uint64_t *words, uint32_t n, uint32_t from);
uint32_t nth_member (const uint64_t *words, uint32_t n, uint32_t i);


/* -------------------------------------------------------------- tests */

/*
** Is the cell of a column of texts or dates equal to a pattern, without case,
** where * stands for any bytes and ? for one character?  Of a list of people
** or references, an item in brackets inside the cell will do as well, with its
** brackets or without.
*/
typedef struct TextTest {
  const Text *patterns;
  uint32_t count;
  int column;
} TextTest;

int passes_text (const Registry *reg, uint32_t entry, const void *test);

/*
** Does a date of any of the columns lie between two others, both ends
** included?  A date is compared as far as the bound (dates.h) is given; one
** without a day comes before all days of its month.
*/
typedef struct DateTest {
  unsigned columns;			/* a sum of 1 << column */
  int from, to;
} DateTest;

int passes_dates (const Registry *reg, uint32_t entry, const void *test);

/* Has the entry one of these states (1 << ASSIGNED ..)? */
int passes_status (const Registry *reg, uint32_t entry, const void *mask);

/* Do the notes say that it is an alias (alias.h)?  `unused` may be NULL. */
int passes_alias (const Registry *reg, uint32_t entry, const void *unused);

/* Is the cell of the column (an int) filled? */
int passes_filled (const Registry *reg, uint32_t entry, const void *column);


/* ---------------------------------------------------- through an index */

/* A set of ports: words_for(PORTS) words. */
void add_ports (uint64_t *ports, uint32_t first, uint32_t last);

/* The entries that cover any of the ports.  Linear in their segments. */
void entries_at (const Registry *reg, const uint64_t *ports,
                 uint64_t *entries);

/* The entries that cover one port. */
void entries_at_port (const Registry *reg, uint32_t port, uint64_t *entries);

/* Add the entries of a name, without case.  Linear in them. */
void add_named (const Registry *reg, Text name, uint64_t *entries);

#endif
