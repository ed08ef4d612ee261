/*
** select.h - sets of rows, and the tests that narrow them.
**
** A set is a bit array over the rows or the entries of a registry, in words
** that the caller owns (words_for says how many).  Tests look at entries,
** since the rows of an entry differ only in the transport.  No Lua, no I/O, no
** malloc.
*/

#ifndef select_h
#define select_h

#include "core/lookup.h"

/* Does the entry pass?  `test` points to the terms of the test. */
typedef int (*EntryTest) (const Registry *reg, uint32_t entry,
                          const void *test);

/* Set `entries` to those that pass.  Linear in the entries. */
void entries_where (const Registry *reg, EntryTest passes, const void *test,
                    uint64_t *entries);

/* Remove from `rows` those whose entry is not in `entries`.  Linear. */
void narrow_to_entries (const Registry *reg, const uint64_t *entries,
                        uint64_t *rows);

/*
** Remove from `rows` those with other transports than these, a sum of 1 << TCP
** .. 1 << NONE.  Linear.
*/
void narrow_to_transports (const Registry *reg, unsigned transports,
                           uint64_t *rows);

/*
** The same for one of TCP .. DCCP.
**
** Why so: find{transport = "tcp"} 661 -> 272 ns (bench find)
*/
void narrow_to_transport (const Registry *reg, int transport, uint64_t *rows);

/* Set `rows` to all rows. */
void all_rows (const Registry *reg, uint64_t *rows);

/*
** The number of members in the `n` words of a set; the first member from
** `from` on; member `i`, counted from 0.  NO_ROW if there is none.
*/
uint32_t count_members (const uint64_t *words, uint32_t n);
uint32_t next_member (const uint64_t *words, uint32_t n, uint32_t from);
uint32_t nth_member (const uint64_t *words, uint32_t n, uint32_t i);


/* -------------------------------------------------------------- tests */

/*
** Is the cell equal, without case, to any of the patterns?  In a pattern, *
** stands for any bytes and ? for one character.  In a cell with people or
** references, one item is enough, with or without its brackets.  The column
** is not one of ports.  Time for a cell and a pattern: at most the product of
** their sizes.
*/
typedef struct TextTest {
  const Text *patterns;
  uint32_t count;
  int column;
} TextTest;

int passes_text (const Registry *reg, uint32_t entry, const void *test);

/*
** Is the date in any of the columns between two bounds (dates.h), both
** included?  A date without a day is before all days of its month.
*/
typedef struct DateTest {
  unsigned columns;			/* a sum of 1 << column */
  int from, to;
} DateTest;

int passes_dates (const Registry *reg, uint32_t entry, const void *test);

/* Is the status one of these, an unsigned sum of 1 << ASSIGNED ..? */
int passes_status (const Registry *reg, uint32_t entry, const void *mask);

/* Do the notes say that it is an alias (alias.h)?  `unused` may be NULL. */
int passes_alias (const Registry *reg, uint32_t entry, const void *unused);

/* Is the cell in this column, an int, filled? */
int passes_filled (const Registry *reg, uint32_t entry, const void *column);


/* ---------------------------------------------------- through an index */

/* Add the ports first .. last to a set of words_for(N_PORTS) words. */
void add_ports (uint64_t *ports, uint32_t first, uint32_t last);

/*
** Set `entries` to those that cover any of the ports.  Linear in the segments
** of the ports.
*/
void entries_at (const Registry *reg, const uint64_t *ports,
                 uint64_t *entries);

/* The same for one port (< N_PORTS). */
void entries_at_port (const Registry *reg, uint32_t port, uint64_t *entries);

/* Add the entries with this name, in any case.  Linear in them. */
void add_named (const Registry *reg, Text name, uint64_t *entries);

#endif
