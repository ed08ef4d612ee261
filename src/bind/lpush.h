/*
** lpush.h - binding: answers.  Each push_ function pushes one value.  Lua
** copies strings, so that no value points into an image.
*/

#ifndef lpush_h
#define lpush_h

#include "core/lookup.h"
#include "bind/lcompat.h"

/*
** The anchor: a table that a registry and its selections share and keep alive,
** and that scripts never see.  It holds the registry; the string or userdata
** with the image; where the image was read from; the cache of strings (see
** below); after the first text search, the index for it; and after the first
** record, the type of the registry's records.
*/
enum Anchor {
  ANCHOR_REGISTRY = 1, ANCHOR_IMAGE, ANCHOR_SOURCE, ANCHOR_STRINGS,
  ANCHOR_TEXT_INDEX, ANCHOR_RECORD_TYPE,
  ANCHOR_SIZE = ANCHOR_RECORD_TYPE
};

/*
** The table ANCHOR_STRINGS is a cache of Lua strings: texts by their numbers.
** It is bounded, however large the registry: it has only texts of at most
** CACHED_SIZE bytes, with numbers below CACHED_NUMBERS (IANA's registry has
** 19,215 strings).
**
** Why so: a record of records() 404 -> 243 ns, a step of services() 78 -> 32 ns
** (bench rows)
*/
#define CACHED_NUMBERS	32768u
#define CACHED_SIZE	64u

/*
** Push the anchor of the registry or selection at index `owner`, with all that
** push_record needs.
*/
void push_record_anchor (lua_State *L, int owner);

/* Push a new list: a table that shows its items at a prompt. */
void push_list (lua_State *L);

/* Push the text as a string. */
void push_text (lua_State *L, Text text);

/* Push the name of a status (enum Status). */
void push_status (lua_State *L, int status);

/*
** Push the row as a new record.  At index `anchor` (an absolute one) is what
** push_record_anchor pushed.
*/
void push_record (lua_State *L, int anchor, const Registry *reg,
                  uint32_t row);

/*
** Push string `number`, from the table ANCHOR_STRINGS at index `strings` (an
** absolute one), or as a new string, which is cached if it may be.  Returns
** whether it is in the table now.
*/
int push_string (lua_State *L, int strings, const Registry *reg,
                 uint32_t number);

/* The column with this field name, or N_CELLS; not for the transport. */
int column_named (Text name);

/*
** Push an iterator: `f` as a closure with two upvalues.  These are the userdata
** at index `owner`, which it keeps alive, and the place to go on from, at first
** 0, which `f` can get and set.  Returns 1.
*/
int push_iterator (lua_State *L, int owner, lua_CFunction f);
uint32_t iterator_place (lua_State *L);
void set_iterator_place (lua_State *L, uint32_t place);

/*
** If `row` has a name that is not in the set at -2, add it to that and to the
** list at -1, which has `*count` elements.
*/
void add_name (lua_State *L, const Registry *reg, uint32_t row, int *count);

/* Add the ports of a row to a set of ports.  Returns 0 if it has none. */
int add_row_ports (const Registry *reg, uint32_t row, uint64_t *set);

/* Push a set of ports as an ascending list. */
void push_ports (lua_State *L, const uint64_t *set);

#endif
