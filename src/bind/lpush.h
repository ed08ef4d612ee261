/*
** lpush.h - answers to Lua: each function pushes one value.  Strings are
** copied by Lua, so that nothing pushed points into an image.
*/

#ifndef lpush_h
#define lpush_h

#include "core/lookup.h"
#include "bind/lcompat.h"

/*
** What a registry and its selections keep alive and share, in one table that
** scripts never see, the anchor: the registry itself; the string or userdata
** that holds its image; where it was read from; the strings that were pushed,
** below; once there was one, its index for text search; and once there was a
** record, the type of its records, the names of their fields by column, and
** those of transports.
*/
enum Anchor {
  ANCHOR_REGISTRY = 1, ANCHOR_IMAGE, ANCHOR_SOURCE, ANCHOR_STRINGS,
  ANCHOR_TEXT_INDEX, ANCHOR_RECORD_TYPE,
  ANCHOR_FIELDS,
  ANCHOR_ROW_FIELD = ANCHOR_FIELDS + N_CELLS, ANCHOR_TRANSPORT_FIELD,
  ANCHOR_TRANSPORTS,
  ANCHOR_SIZE = ANCHOR_TRANSPORTS + N_TRANSPORTS - 1
};

/*
** ANCHOR_STRINGS is a cache: texts by their numbers, and dates by their values
** below 0.  To find a string costs less than to make it anew, and most are
** asked for again.  It is bounded, however large the registry: texts of at
** most CACHED_SIZE bytes with numbers below CACHED_NUMBERS (IANA's registry
** has 19,215), and the dates that there are.
**
** Why so: @BILL strings@
*/
#define CACHED_NUMBERS	32768u
#define CACHED_SIZE	64u

/* Push the anchor of the value at index `owner` with all that records need. */
void push_record_anchor (lua_State *L, int owner);

void push_text (lua_State *L, Text text);

/* A status (enum Status) by name. */
void push_status (lua_State *L, int status);

/* The row as a new record, of the registry with the record anchor there. */
void push_record (lua_State *L, int anchor, const Registry *reg,
                  uint32_t row);

/*
** String `number`, from the table ANCHOR_STRINGS at index `strings`, or new.
** Returns whether the table has it now.
*/
int push_string (lua_State *L, int strings, const Registry *reg,
                 uint32_t number);

/* The number of a column by its field's name, or N_CELLS. */
int column_named (Text name);

/*
** An iterator: `f` as a closure with two upvalues, the userdata at index
** `owner`, which it keeps alive, and a place to go on from, at first 0.
** Returns 1.
*/
int push_iterator (lua_State *L, int owner, lua_CFunction f);
uint32_t iterator_place (lua_State *L);
void set_iterator_place (lua_State *L, uint32_t place);

/*
** Append the name of `row` to the list at -1, which has `*count` so far,
** if it has one that is not in the set at -2.
*/
void add_name (lua_State *L, const Registry *reg, uint32_t row, int *count);

/* Put the ports of a row into a set of N_PORTS; 0 where it has none. */
int add_row_ports (const Registry *reg, uint32_t row, uint64_t *set);

/* A set of N_PORTS as an ascending list. */
void push_ports (lua_State *L, const uint64_t *set);

#endif
