/*
** llookup.c - binding: what a registry answers.  See llookup.h.
**
** Each function checks its arguments, asks registry.c, and pushes the
** answer.  A function of the module works on the bundled registry, its
** upvalue; the method of the same name takes another registry as `self`.
** MODULE and METHOD make them from one body, whose arguments begin at `arg`.
*/

#include "lcheck.h"
#include "llookup.h"
#include "lpush.h"

/* Where the registry is of a function whose arguments begin at `arg`. */
#define SELF(arg)	((arg) == 1 ? lua_upvalueindex(1) : 1)


/* ----------------------------------------------------------- look-ups */

/* The number of the primary name at a port, or 0. */
static uint32_t name_at (const Registry *reg, uint32_t port, int asked) {
  Cursor rows = rows_at_port(reg, port);
  uint32_t name = 0, row = first_row(&rows, asked, NAME);
  if (row != NO_ROW)
    column_get(column_of(reg, NAME), entry_of(reg, row), &name);
  return name;
}


/* name(port [, transport]) -> string or nil */
static int name (lua_State *L, const Registry *reg, int arg) {
  uint32_t p = check_port(L, arg);
  uint32_t number = name_at(reg, p, check_transport(L, arg + 1));
  if (number == 0) lua_pushnil(L);
  else push_text(L, string_at(reg, number));
  return 1;
}


/* names(port [, transport]) -> list of strings */
static int names (lua_State *L, const Registry *reg, int arg) {
  Cursor rows = rows_at_port(reg, check_port(L, arg));
  int asked = check_transport(L, arg + 1);
  int pass, t, count = 0;
  lua_newtable(L);
  lua_newtable(L);
  for (pass = 0; (t = transport_in_pass(asked, pass)) >= 0; pass++) {
    Cursor c = rows;
    uint32_t row;
    while ((row = next_row(&c, t)) != NO_ROW) add_name(L, reg, row, &count);
  }
  return 1;
}


/* The first port of a name by its number (0: no name), or PORTS. */
static uint32_t port_of (const Registry *reg, uint32_t name, int asked) {
  Cursor rows;
  uint32_t row, port = PORTS;
  if (name == 0) return PORTS;
  rows = rows_of_name(reg, name);
  row = first_row(&rows, asked, PORT);
  if (row != NO_ROW)
    column_get(column_of(reg, PORT), entry_of(reg, row), &port);
  return port;
}


/* port(name [, transport]) -> integer or nil */
static int port (lua_State *L, const Registry *reg, int arg) {
  Text key = check_name(L, arg, "name must be a string");
  int asked = check_transport(L, arg + 1);
  uint32_t found = port_of(reg, name_of_text(reg, key), asked);
  if (found == PORTS) lua_pushnil(L);
  else lua_pushinteger(L, (lua_Integer)found);
  return 1;
}


/* ports(name [, transport]) -> ascending list of integers */
static int ports (lua_State *L, const Registry *reg, int arg) {
  uint64_t set[PORTS / 64];
  Text key = check_name(L, arg, "name must be a string");
  int asked = check_transport(L, arg + 1);
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


/* lookup(key [, transport]) -> record or nil */
static int lookup (lua_State *L, const Registry *reg, int arg) {
  Key key;
  Cursor rows;
  uint32_t row;
  check_key(L, arg, &key);
  rows = (key.port < PORTS)
    ? rows_at_port(reg, key.port)
    : rows_of_name(reg, name_of_text(reg, key.name));
  row = first_row(&rows, key.transport, N_COLUMNS);
  if (row == NO_ROW) return lua_pushnil(L), 1;
  push_record_keeper(L, SELF(arg));
  push_record(L, lua_gettop(L), reg, row);
  return 1;
}


/* status(port [, transport]) -> string */
static int status (lua_State *L, const Registry *reg, int arg) {
  uint32_t p = check_port(L, arg);
  push_status(L, status_of_port(reg, p, check_transport(L, arg + 1)));
  return 1;
}


/* range(port) -> "system", "user" or "dynamic" (RFC 6335, section 6) */
int port_range (lua_State *L) {
  uint32_t p = check_port(L, 1);
  lua_pushstring(L, (p < 1024) ? "system" : (p < 49152) ? "user" : "dynamic");
  return 1;
}


/* ------------------------------------------------- contacts and facts */

/* contact(id) -> contact or nil; with or without brackets */
static int contact (lua_State *L, const Registry *reg, int arg) {
  Text id = check_name(L, arg, "id must be a string");
  uint32_t i;
  if (id.size >= 2 && id.at[0] == '[' && id.at[id.size - 1] == ']') {
    id.at++;
    id.size -= 2;
  }
  i = contact_of_id(reg, id);
  if (i == NO_ROW) lua_pushnil(L);
  else push_contact(L, reg, i);
  return 1;
}


static int next_contact (lua_State *L) {
  const Registry *reg = lua_touserdata(L, lua_upvalueindex(1));
  uint32_t i = iterator_place(L);
  if (i >= reg->counts[CONTACTS]) return lua_pushnil(L), 1;
  set_iterator_place(L, i + 1);
  push_contact(L, reg, i);
  return 1;
}


/* contacts() -> iterator over contacts */
static int contacts (lua_State *L, const Registry *reg, int arg) {
  (void)reg;
  return push_iterator(L, SELF(arg), next_contact);
}


/* ------------------------------------------------------ kept answers */

/*
** The module's name and port keep what they answered: to find an answer costs
** less than to make one.  Upvalues: the registry; what is said below; then for
** each transport that can be asked (TCP .. ANY) where its answers are.
*/
#define N_ASKED		(ANY + 1)
#define KEPT(asked)	lua_upvalueindex(3 + (asked))


/*
** name: a Found, once the transport was asked, with the number of the name
** for each segment, whose string is in upvalue 2 (KEPT_STRINGS).  At most two
** bytes for a segment.
*/
#define NAME_STRINGS	lua_upvalueindex(2)

/* Beside the numbers of names, which are below KEPT_NUMBERS. */
enum { NOT_ASKED, NO_NAME = 0xFFFF };

typedef struct Found {
  const Registry *reg;
  uint16_t names[];
} Found;


static Found *new_found (lua_State *L, int asked) {
  const Registry *reg = lua_touserdata(L, lua_upvalueindex(1));
  size_t size = sizeof(Found)
              + reg->counts[SEGMENTS] * sizeof(((Found *)0)->names[0]);
  Found *found = lua_newuserdata(L, size);
  memset(found, 0, size);
  found->reg = reg;
  lua_replace(L, KEPT(asked));
  return found;
}


/* Answer, and keep that once nothing more can fail. */
static int find_name (lua_State *L) {
  uint32_t p = check_port(L, 1), number;
  int asked = check_transport(L, 2);
  Found *found = lua_touserdata(L, KEPT(asked));
  uint16_t *kept;
  if (found == NULL) found = new_found(L, asked);
  kept = &found->names[segment_of(found->reg, p)];
  number = name_at(found->reg, p, asked);
  if (number == 0) {
    lua_pushnil(L);
    *kept = NO_NAME;
  }
  else if (push_string(L, NAME_STRINGS, found->reg, number))
    *kept = (uint16_t)number;
  return 1;
}


/* Whatever was not asked before, or not by an integer, is found. */
static int module_name (lua_State *L) {
  const Found *found = lua_touserdata(L, KEPT(transport_at(L, 2)));
  uint32_t p = port_at(L, 1), number;
  if (found == NULL || p == PORTS) return find_name(L);
  number = found->names[segment_of(found->reg, p)];
  if (number == NOT_ASKED) return find_name(L);
  if (number == NO_NAME) lua_pushnil(L);
  else lua_rawgeti(L, NAME_STRINGS, (int)number);
  return 1;
}


/*
** port: a table by the name as it was spelt, which begins anew after MANY; it
** is the same empty one for all transports until there is an answer.  Upvalue
** 2 is a table of how many answers there are.
*/
#define MANY		4096
#define COUNTS		lua_upvalueindex(2)


/* Count one more answer; the first of a table begins it. */
static void count_answer (lua_State *L, int asked) {
  int count;
  lua_rawgeti(L, COUNTS, asked);
  count = (int)lua_tointeger(L, -1);
  lua_pop(L, 1);
  if (count == 0) {
    lua_newtable(L);
    lua_replace(L, KEPT(asked));
  }
  lua_pushinteger(L, (count + 1) % MANY);
  lua_rawseti(L, COUNTS, asked);
}


/* Answer for a name that is_marked, and keep that for argument 1. */
static int answer_port (lua_State *L, Text key, uint64_t hash, int asked) {
  const Registry *reg = lua_touserdata(L, lua_upvalueindex(1));
  uint32_t port = port_of(reg, name_of_hash(reg, key, hash), asked);
  if (port == PORTS) return lua_pushnil(L), 1;
  count_answer(L, asked);
  lua_pushinteger(L, (lua_Integer)port);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, -2);
  lua_rawset(L, KEPT(asked));
  return 1;
}


/*
** A name that is not there is not kept: there is no end of them.  The answer
** is the nil that the table gave.
*/
static int module_port (lua_State *L) {
  int asked = transport_at(L, 2);
  Text key;
  uint64_t hash;
  lua_pushvalue(L, 1);
  if (raw_get(L, KEPT(asked)) != LUA_TNIL) return 1;
  key = check_name(L, 1, "name must be a string");
  if (asked == NONE) check_transport(L, 2);
  hash = hash_folded(key);
  if (!is_marked(ianaports_image, hash)) return 1;
  return answer_port(L, key, hash, asked);
}


/* Set `name` and `port`, on the registry at -1, in the table at -2. */
static void add_keeping (lua_State *L) {
  int i;
  lua_pushvalue(L, -1);
  push_keeper(L, -1);
  lua_rawgeti(L, -1, KEPT_STRINGS);
  lua_remove(L, -2);
  for (i = 0; i < N_ASKED; i++) lua_pushnil(L);
  lua_pushcclosure(L, module_name, 2 + N_ASKED);
  lua_setfield(L, -3, "name");
  lua_pushvalue(L, -1);
  lua_newtable(L);
  lua_newtable(L);
  for (i = 1; i < N_ASKED; i++) lua_pushvalue(L, -1);
  lua_pushcclosure(L, module_port, 2 + N_ASKED);
  lua_setfield(L, -3, "port");
}


/* ---------------------------------------------------------------- open */

#define MODULE(f) \
  static int module_##f (lua_State *L) { \
    return f(L, lua_touserdata(L, lua_upvalueindex(1)), 1); \
  }

#define METHOD(f) \
  static int method_##f (lua_State *L) { \
    return f(L, check_self(L, REGISTRY, #f), 2); \
  }

#define KEEPING(X)	X(name) X(port)
#define OTHERS(X) \
  X(names) X(ports) X(lookup) X(status) X(contact) X(contacts)

OTHERS(MODULE)
KEEPING(METHOD)
OTHERS(METHOD)

#define MODULE_ENTRY(f)	{ #f, module_##f },
#define METHOD_ENTRY(f)	{ #f, method_##f },

static const luaL_Reg module_functions[] = {
  OTHERS(MODULE_ENTRY) { "range", port_range }, { NULL, NULL }
};

static const luaL_Reg methods[] = {
  KEEPING(METHOD_ENTRY) OTHERS(METHOD_ENTRY) { NULL, NULL }
};


void add_lookup_methods (lua_State *L) {
  luaL_setfuncs(L, methods, 0);
}


void add_lookups (lua_State *L) {
  add_keeping(L);
  luaL_setfuncs(L, module_functions, 1);
}
