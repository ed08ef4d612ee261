/*
** llookup.c - binding: look-ups.  See llookup.h.
**
** Each function checks its arguments, asks core/lookup.c, and pushes the
** answer.  A function of the module asks the bundled registry, its upvalue; the
** method of the same name asks the registry that is its first argument.
** MODULE_FUNCTION and METHOD make both from one C function, to which a Call
** tells which of them it is.
*/

#include "bind/lcheck.h"
#include "bind/lcontact.h"
#include "bind/llookup.h"
#include "bind/lmap.h"
#include "bind/lpush.h"
#include "bind/lselect.h"

/* The index of the registry of a call. */
#define REGISTRY_AT(call)  ((call)->first == 1 ? lua_upvalueindex(1) : 1)


/* ----------------------------------------------------------- look-ups */

/* name(port [, transport]) -> string or nil */
static int name (lua_State *L, const Registry *reg, const Call *call) {
  uint32_t p = check_port(L, call, 1);
  uint32_t number = name_at_port(reg, p, check_transport(L, call, 2));
  if (number == 0) lua_pushnil(L);
  else push_text(L, string_at(reg, number));
  return 1;
}


/* names(port [, transport]) -> list of strings */
static int names (lua_State *L, const Registry *reg, const Call *call) {
  Cursor rows = rows_at_port(reg, check_port(L, call, 1));
  int asked = check_transport(L, call, 2);
  int pass, t, count = 0;
  lua_newtable(L);
  push_list(L);
  for (pass = 0; (t = transport_in_pass(asked, pass)) >= 0; pass++) {
    Cursor c = rows;
    uint32_t row;
    while ((row = next_row(&c, t)) != NO_ROW) add_name(L, reg, row, &count);
  }
  return 1;
}


/* port(name [, transport]) -> integer or nil */
static int port (lua_State *L, const Registry *reg, const Call *call) {
  Text key = check_name(L, call, 1, "name must be a string");
  int asked = check_transport(L, call, 2);
  uint32_t found = port_of_name(reg, name_of_text(reg, key), asked);
  if (found == NO_PORT) lua_pushnil(L);
  else lua_pushinteger(L, (lua_Integer)found);
  return 1;
}


/* ports(name [, transport]) -> ascending list of integers */
static int ports (lua_State *L, const Registry *reg, const Call *call) {
  uint64_t set[N_PORTS / 64];
  Text key = check_name(L, call, 1, "name must be a string");
  int asked = check_transport(L, call, 2);
  Cursor rows = rows_of_name(reg, name_of_text(reg, key));
  int pass, t, any = 0;
  memset(set, 0, sizeof set);
  for (pass = 0; !any && (t = transport_in_pass(asked, pass)) >= 0; pass++) {
    Cursor c = rows;
    uint32_t row;
    while ((row = next_row(&c, t)) != NO_ROW)
      any |= add_row_ports(reg, row, set);
  }
  push_ports(L, set);
  return 1;
}


/* map(transport [, default]) -> a table that answers like name and port */
static int map (lua_State *L, const Registry *reg, const Call *call) {
  (void)reg;
  return push_map(L, REGISTRY_AT(call), check_transport(L, call, 1),
                  AT(call, 2));
}


#define KEY_ALONE	"there are a key and a transport"


static Cursor rows_of_key (const Registry *reg, const Key *key) {
  if (key->port != NO_PORT) return rows_at_port(reg, key->port);
  return rows_of_name(reg, name_of_text(reg, key->name));
}


/* lookup(key [, transport]) -> record or nil */
static int lookup (lua_State *L, const Registry *reg, const Call *call) {
  Key key;
  Cursor rows;
  uint32_t row;
  check_surplus(L, call, 2, KEY_ALONE);
  check_key(L, call, &key);
  rows = rows_of_key(reg, &key);
  row = first_row(&rows, key.transport, N_COLUMNS);
  if (row == NO_ROW) return lua_pushnil(L), 1;
  push_record_anchor(L, REGISTRY_AT(call));
  push_record(L, lua_gettop(L), reg, row);
  return 1;
}


/* Select the rows that have the transport.  Returns whether there are any. */
static int select_rows (Selection *s, Cursor rows, int transport) {
  uint32_t row;
  int any = 0;
  while ((row = next_row(&rows, transport)) != NO_ROW) {
    add_member(s->rows, row);
    any = 1;
  }
  return any;
}


/* matches(key [, transport]) -> the selection of all records that match */
static int matches (lua_State *L, const Registry *reg, const Call *call) {
  Key key;
  Cursor rows;
  Selection *s;
  int pass, t, any = 0;
  check_surplus(L, call, 2, KEY_ALONE);
  check_key(L, call, &key);
  rows = rows_of_key(reg, &key);
  s = push_no_rows(L, REGISTRY_AT(call));
  for (pass = 0; (t = transport_in_pass(key.transport, pass)) >= 0; pass++) {
    any |= select_rows(s, rows, t);
    if (any && key.transport != ANY) break;
  }
  return 1;
}


/* status(port [, transport]) -> string */
static int status (lua_State *L, const Registry *reg, const Call *call) {
  uint32_t p = check_port(L, call, 1);
  push_status(L, status_of_port(reg, p, check_transport(L, call, 2)));
  return 1;
}


/* range(port) -> "system", "user" or "dynamic" (RFC 6335, section 6) */
static int range (lua_State *L) {
  static const Call call = { "range", 1 };
  uint32_t p = check_port(L, &call, 1);
  lua_pushstring(L, range_terms[range_of_port(p)].name);
  return 1;
}


/* contact(id) -> contact or nil; with or without brackets */
static int contact (lua_State *L, const Registry *reg, const Call *call) {
  return contact_with_id(L, reg, check_name(L, call, 1, "id must be a string"));
}


/* contacts() -> iterator over contacts */
static int contacts (lua_State *L, const Registry *reg, const Call *call) {
  (void)reg;
  return all_contacts(L, REGISTRY_AT(call));
}


/* --------------------------------------------------------- unassigned */

/* Is the port unassigned for each of the transports, a sum of 1 << TCP ..? */
static int is_unassigned (const Registry *reg, uint32_t p,
                          unsigned transports) {
  int t;
  for (t = TCP; t < NONE; t++)
    if ((transports & 1u << t) && status_of_port(reg, p, t) != UNASSIGNED)
      return 0;
  return 1;
}


static uint32_t integer_at (lua_State *L, int i) {
  return (uint32_t)lua_tointeger(L, i);
}


/*
** The first port from `p` on that is unassigned (`wanted` 1) or is not (0); or
** to + 1.  Goes from segment to segment: all ports of one have one status.
*/
static uint32_t next_port (const Registry *reg, uint32_t p, uint32_t to,
                           unsigned transports, int wanted) {
  while (p <= to && is_unassigned(reg, p, transports) != wanted)
    p = segment_end(reg, p) + 1;
  return (p <= to) ? p : to + 1;
}


/* Upvalues: registry, next port, transports, last port, least run length. */
static int next_run (lua_State *L) {
  const Registry *reg = lua_touserdata(L, lua_upvalueindex(1));
  unsigned transports = integer_at(L, lua_upvalueindex(3));
  uint32_t to = integer_at(L, lua_upvalueindex(4));
  uint32_t shortest = integer_at(L, lua_upvalueindex(5));
  uint32_t past = iterator_place(L), first;
  do {
    first = next_port(reg, past, to, transports, 1);
    past = next_port(reg, first, to, transports, 0);
  } while (first <= to && past - first < shortest);
  set_iterator_place(L, past);
  if (first > to) return lua_pushnil(L), 1;
  lua_pushinteger(L, (lua_Integer)first);
  lua_pushinteger(L, (lua_Integer)past - 1);
  return 2;
}


/* The list of transports at index `arg`, as a sum of 1 << TCP ... */
static unsigned check_transports (lua_State *L, int arg) {
  int i, count;
  unsigned sum = 0;
  luaL_checktype(L, arg, LUA_TTABLE);
  count = (int)lua_rawlen(L, arg);
  for (i = 1; i <= count; i++) {
    lua_rawgeti(L, arg, i);
    sum |= 1u << check_transport(L, &in_core, lua_gettop(L));
    lua_pop(L, 1);
  }
  return sum;
}


/*
** unassigned(registry, {transport ...}, from, to, shortest) -> iterator over
** first, last: the runs of unassigned ports in from .. to, of at least that
** length.  The ports are below the dynamic range.  Linear in the covers.
*/
static int unassigned (lua_State *L) {
  unsigned transports;
  luaL_checkudata(L, 1, REGISTRY);
  lua_settop(L, 5);
  transports = check_transports(L, 2);
  check_port(L, &in_core, 3);
  check_port(L, &in_core, 4);
  luaL_checkinteger(L, 5);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, 3);
  lua_pushinteger(L, (lua_Integer)transports);
  lua_pushvalue(L, 4);
  lua_pushvalue(L, 5);
  lua_pushcclosure(L, next_run, 5);
  return 1;
}


/* transport(value) -> the transport's name, or nil; never raises */
static int transport (lua_State *L) {
  int t = transport_at(L, 1);
  if (t >= NONE) lua_pushnil(L);
  else lua_pushstring(L, transport_terms[t].name);
  return 1;
}


/* ---------------------------------------------------------------- open */

#define MODULE_FUNCTION(f) \
  static int module_##f (lua_State *L) { \
    static const Call call = { #f, 1 }; \
    return f(L, lua_touserdata(L, lua_upvalueindex(1)), &call); \
  }

#define METHOD(f) \
  static int method_##f (lua_State *L) { \
    static const Call call = { #f, 2 }; \
    return f(L, check_self(L, REGISTRY, #f), &call); \
  }

/* The module's name and port are in lcache.c. */
#define CACHED_FUNCTIONS(X)	X(name) X(port)
#define OTHER_FUNCTIONS(X) \
  X(names) X(ports) X(map) X(lookup) X(matches) X(status) X(contact) X(contacts)

OTHER_FUNCTIONS(MODULE_FUNCTION)
CACHED_FUNCTIONS(METHOD)
OTHER_FUNCTIONS(METHOD)

#define MODULE_ENTRY(f)	{ #f, module_##f },
#define METHOD_ENTRY(f)	{ #f, method_##f },

static const luaL_Reg module_functions[] = {
  OTHER_FUNCTIONS(MODULE_ENTRY) { "range", range }, { "transport", transport },
  { NULL, NULL }
};

static const luaL_Reg for_lua_layer[] = {
  { "range", range }, { "transport", transport },
  { "unassigned", unassigned }, { NULL, NULL }
};

static const luaL_Reg methods[] = {
  CACHED_FUNCTIONS(METHOD_ENTRY) OTHER_FUNCTIONS(METHOD_ENTRY) { NULL, NULL }
};


void add_lookup_methods (lua_State *L) {
  luaL_setfuncs(L, methods, 0);
}


void add_lookup_functions (lua_State *L) {
  luaL_setfuncs(L, module_functions, 1);
}


void add_lookup_helpers (lua_State *L) {
  luaL_setfuncs(L, for_lua_layer, 0);
}
