/*
** lcore.c - binding: ianaports.core, registries as userdata.
**
** Makes the registries and their type, and gives the Lua layer what it needs
** to know of them; what they answer is in llookup.c, their sets of rows in
** lselect.c.
**
** Errors are Lua errors at the caller's level, naming argument and rule.
** Nothing here is static and writable; nothing outlives its lua_State.
*/

#include "lcheck.h"
#include "lface.h"
#include "lfind.h"
#include "llookup.h"
#include "lpush.h"
#include "lselect.h"


/* facts(registry) -> list: key, value, key, value ... */
static int facts (lua_State *L) {
  const Registry *reg = luaL_checkudata(L, 1, REGISTRY);
  uint32_t i, n = 2 * reg->counts[FACTS];
  lua_createtable(L, (int)n, 0);
  for (i = 0; i < n; i++) {
    push_text(L, string_at(reg, array_get(&reg->arrays[FACT_CELLS], i)));
    lua_rawseti(L, -2, (int)i + 1);
  }
  return 1;
}


/* counts(registry) -> records, contacts */
static int counts (lua_State *L) {
  const Registry *reg = luaL_checkudata(L, 1, REGISTRY);
  lua_pushinteger(L, (lua_Integer)reg->counts[ROWS]);
  lua_pushinteger(L, (lua_Integer)reg->counts[CONTACTS]);
  return 2;
}


/* registry_of(record or selection) -> the registry that it came from */
static int registry_of (lua_State *L) {
  if (lua_type(L, 1) == LUA_TUSERDATA) {
    luaL_checkudata(L, 1, SELECTION);
    push_keeper(L, 1);
    lua_rawgeti(L, -1, KEPT_REGISTRY);
  }
  else if (!luaL_getmetafield(L, 1, "registry"))
    return luaL_argerror(L, 1, "a record or a selection expected");
  return 1;
}


/* owner(registry) -> the metatable of its records */
static int owner (lua_State *L) {
  luaL_checkudata(L, 1, REGISTRY);
  push_record_keeper(L, 1);
  lua_rawgeti(L, -1, RECORD_TYPE);
  return 1;
}


/* adopt(registry, source) -> it, when info has been told where it is from */
static int adopt (lua_State *L) {
  owner(L);
  lua_pushvalue(L, 2);
  lua_setfield(L, -2, "source");
  lua_settop(L, 1);
  return 1;
}


/* row_status(registry, row) -> what that record says of itself */
static int row_status (lua_State *L) {
  const Registry *reg = luaL_checkudata(L, 1, REGISTRY);
  lua_Integer row = luaL_checkinteger(L, 2);
  luaL_argcheck(L, row >= 1 && row <= (lua_Integer)reg->counts[ROWS], 2,
                "not a row of the registry");
  push_status(L, status_of_entry(reg, entry_of(reg, (uint32_t)row - 1)));
  return 1;
}


/* --------------------------------------------------------------- ports */

/* transport(value) -> TCP .. DCCP, or nil where it is none */
static int transport (lua_State *L) {
  int t = transport_at(L, 1);
  if (t >= NONE) lua_pushnil(L);
  else lua_pushinteger(L, t);
  return 1;
}


static int all_unassigned (const Registry *reg, uint32_t p, unsigned asked) {
  int t;
  for (t = TCP; t < NONE; t++)
    if ((asked & 1u << t) && status_of_port(reg, p, t) != UNASSIGNED) return 0;
  return 1;
}


static uint32_t integer_at (lua_State *L, int i) {
  return (uint32_t)lua_tointeger(L, i);
}


/* Upvalues: registry, next port, transports, last port, shortest run. */
static int next_run (lua_State *L) {
  const Registry *reg = lua_touserdata(L, lua_upvalueindex(1));
  unsigned asked = integer_at(L, lua_upvalueindex(3));
  uint32_t to = integer_at(L, lua_upvalueindex(4));
  uint32_t shortest = integer_at(L, lua_upvalueindex(5));
  uint32_t first = iterator_place(L), past;
  for (; first <= to; first = past + 1) {
    past = first;
    while (past <= to && all_unassigned(reg, past, asked)) past++;
    if (past == first || past - first < shortest) continue;
    set_iterator_place(L, past + 1);
    lua_pushinteger(L, (lua_Integer)first);
    lua_pushinteger(L, (lua_Integer)past - 1);
    return 2;
  }
  set_iterator_place(L, first);
  return lua_pushnil(L), 1;
}


/*
** unassigned(registry, transports, from, to, shortest) -> iterator over
** first, last; `transports` is a sum of 1 << TCP .., the ports are in range.
*/
static int unassigned (lua_State *L) {
  int i;
  luaL_checkudata(L, 1, REGISTRY);
  lua_settop(L, 5);
  for (i = 2; i <= 5; i++) luaL_checkinteger(L, i);
  check_port(L, 3);
  check_port(L, 4);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, 3);
  lua_pushvalue(L, 2);
  lua_pushvalue(L, 4);
  lua_pushvalue(L, 5);
  lua_pushcclosure(L, next_run, 5);
  return 1;
}


/* ---------------------------------------------------------------- open */

static void make_registry_type (lua_State *L) {
  push_type(L, REGISTRY);
  lua_newtable(L);
  add_lookup_methods(L);
  add_find_methods(L);
  add_later(L, OF_REGISTRIES);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, call_registry);
  lua_setfield(L, -2, "__call");
}


/*
** Give the registry at -1 what it keeps: the value at index `image` (nil for
** the bundled one), which holds its bytes; itself; and strings.
*/
static void set_kept (lua_State *L, int image) {
  lua_createtable(L, KEEPER_SIZE, 0);
  lua_pushvalue(L, -2);
  lua_rawseti(L, -2, KEPT_REGISTRY);
  lua_pushvalue(L, image);
  lua_rawseti(L, -2, KEPT_IMAGE);
  lua_newtable(L);
  lua_rawseti(L, -2, KEPT_STRINGS);
  set_keeper(L, -2);
}


/*
** open(image) -> registry, or nil and what is wrong with it.  A string, or
** what ianaports.build made: checked to the last byte, either way.
*/
static int open_image (lua_State *L) {
  Registry *reg = lua_newuserdata(L, sizeof *reg);
  const char *error;
  Text image;
  image.at = luaL_testudata(L, 1, BUILT_IMAGE);
  if (image.at != NULL) image.size = lua_rawlen(L, 1);
  else image = check_name(L, 1, "image must be a string");
  error = registry_open(reg, image.at, image.size);
  if (error != NULL) {
    lua_pushnil(L);
    lua_pushstring(L, error);
    return 2;
  }
  set_kept(L, 1);
  push_made(L, REGISTRY, make_registry_type);
  lua_setmetatable(L, -2);
  return 1;
}


/* image(registry) -> its bytes */
static int image (lua_State *L) {
  const Registry *reg = luaL_checkudata(L, 1, REGISTRY);
  lua_pushlstring(L, (const char *)reg->image, reg->counts[SIZE]);
  return 1;
}


/* Push the bundled registry; it has no type until Lua code can see it. */
static void push_bundled (lua_State *L) {
  Registry *reg;
  lua_pushnil(L);
  reg = lua_newuserdata(L, sizeof *reg);
  registry_view(reg, ianaports_image);
  set_kept(L, lua_gettop(L) - 1);
  lua_remove(L, -2);
}


static const luaL_Reg helpers[] = {
  { "facts", facts }, { "counts", counts }, { "registry_of", registry_of },
  { "owner", owner }, { "adopt", adopt }, { "row_status", row_status },
  { "range", port_range },
  { "transport", transport }, { "unassigned", unassigned },
  { "open", open_image }, { "image", image }, { NULL, NULL }
};


/* Complete the table of ianaports.core at -1.  Upvalues: as of new_module. */
static void add_all (lua_State *L) {
  luaL_setfuncs(L, helpers, 0);
  add_selections(L);
  add_later(L, OF_CORE);
  push_contact_type(L);
  lua_setfield(L, -2, "contact_type");
  lua_pushvalue(L, lua_upvalueindex(2));
  lua_setfield(L, -2, "module_type");
  push_made(L, REGISTRY, make_registry_type);
  lua_getfield(L, -1, "__index");
  lua_setfield(L, -3, "methods");
  lua_pushvalue(L, lua_upvalueindex(1));
  lua_pushvalue(L, -2);
  lua_setmetatable(L, -2);
  lua_setfield(L, -3, "bundled");
  lua_setfield(L, -2, "registry_type");
}


/* core[key] of what is not there: complete it, and look again. */
static int complete (lua_State *L) {
  lua_pushvalue(L, 1);
  add_all(L);
  lua_pushnil(L);
  lua_setmetatable(L, 1);
  lua_pushvalue(L, 2);
  lua_rawget(L, 1);
  return 1;
}


static void make_core (lua_State *L) {
  lua_createtable(L, 0, 1);
  lua_createtable(L, 0, 1);
  push_bundled(L);
  push_module_type(L);
  lua_pushvalue(L, -2);
  lua_pushvalue(L, -2);
  lua_pushcclosure(L, complete, 2);
  lua_setfield(L, -4, "__index");
  lua_pushcclosure(L, new_module, 2);
  lua_setfield(L, -3, "new_module");
  lua_setmetatable(L, -2);
}


/*
** The table of ianaports.core, all for the Lua layer: the functions above and
** those of lselect.c and lface.c, `bundled`, the types of values and their
** methods.  Only new_module is there before one of the others is asked for,
** as a script may never need them.  There is one table for each Lua state,
** however often it is opened: a value made before works on with the types
** made then.
*/
LUA_EXPORT int luaopen_ianaports_core (lua_State *L) {
  luaL_checkversion(L);
  push_made(L, CORE, make_core);
  return 1;
}
