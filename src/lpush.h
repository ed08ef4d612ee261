/*
** lpush.h - answers to Lua: each function pushes one value.  Strings are
** copied by Lua, so that nothing pushed points into an image.
*/

#ifndef lpush_h
#define lpush_h

#include "lcompat.h"
#include "registry.h"

/* Where Lua's registry has the table of ianaports.core, and metatables. */
#define CORE		"ianaports.core"
#define REGISTRY	"ianaports.registry"
#define SELECTION	"ianaports.selection"
#define SELECTION_METHODS "ianaports.selection.methods"
#define CONTACT_TYPE	"ianaports.contact"
#define RECORD_METHODS	"ianaports.record"

/* What values are called: the end of the key of their type. */
#define KIND(type)	((type) + sizeof "ianaports")

/*
** Push what Lua's registry has under that key; the first time, what `make`
** pushes.  So a type is made when the first of its values is, not before.
*/
void push_made (lua_State *L, const char *key, void (*make) (lua_State *L));

/*
** What a registry and its selections keep alive, in one table that scripts
** never see, the keeper: the registry itself; the string that holds its image;
** the strings that were pushed, below; once there was one, its index for
** text search; and once there was a record, the metatable of its records, from
** FIELDS on the names of their fields, by column, and from TRANSPORTS on those
** of transports.
*/
enum Keeper {
  KEPT_REGISTRY = 1, KEPT_IMAGE, KEPT_STRINGS, KEPT_USERS, RECORD_TYPE,
  FIELDS, ROW_FIELD = FIELDS + ORIGIN + 1, TRANSPORT_FIELD,
  TRANSPORTS, KEEPER_SIZE = TRANSPORTS + N_TRANSPORTS - 1
};

/*
** KEPT_STRINGS has texts by their numbers, and dates by their values below 0.
** To find a string costs less than to make it anew, and most are asked for
** again.  What is kept has an end, however large the registry: texts of at
** most KEPT_SIZE bytes with numbers below KEPT_NUMBERS (IANA's has 19,215),
** and the dates that there are.
*/
#define KEPT_NUMBERS	32768u
#define KEPT_SIZE	64u

/* Push the keeper of the value at index `owner` with all that records need. */
void push_record_keeper (lua_State *L, int owner);

void push_text (lua_State *L, Text text);

/* A status (enum Status) by name. */
void push_status (lua_State *L, int status);

/* The row as a new record, of the registry with the record keeper there. */
void push_record (lua_State *L, int keeper, const Registry *reg,
                  uint32_t row);

/*
** String `number`, from the table KEPT_STRINGS at index `strings`, or new.
** Returns whether the table has it now.
*/
int push_string (lua_State *L, int strings, const Registry *reg,
                 uint32_t number);

/* The number of a column by its field's name, or -1. */
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

/* Put the ports of a row into a set of PORTS; 0 where it has none. */
int add_row_ports (const Registry *reg, uint32_t row, uint64_t *set);

/* A set of PORTS as an ascending list. */
void push_ports (lua_State *L, const uint64_t *set);

/* The metatable of contacts; contact `i` < counts[CONTACTS] as a new table. */
void push_contact_type (lua_State *L);
void push_contact (lua_State *L, const Registry *reg, uint32_t i);

#endif
