/*
** lcore.c - binding: ianaports.core, registries as userdata.
**
** Makes the registries and the types of all values, and gives the Lua layer
** what it needs to know about them.  The answers of registries and selections
** are in llookup.c, lfind.c and lselect.c.  This is the one file of the folder
** that may include all others.
**
** Errors are Lua errors at the caller's level, which name the argument and the
** rule.  Nothing here is static and writable; nothing outlives its lua_State.
*/

#include "core/check.h"
#include "bind/lcache.h"
#include "bind/lcheck.h"
#include "bind/lfacts.h"
#include "bind/lfilter.h"
#include "bind/lfind.h"
#include "bind/llazy.h"
#include "bind/llookup.h"
#include "bind/lpush.h"
#include "bind/lread.h"
#include "bind/lshow.h"
#include "bind/lterms.h"


/* -------------------------------------------------- for the Lua layer */

/* #registry, #ianaports: how many records there are */
static int push_length (lua_State *L, const Registry *reg) {
  lua_pushinteger(L, (lua_Integer)reg->counts[ROWS]);
  return 1;
}


static int registry_length (lua_State *L) {
  return push_length(L, luaL_checkudata(L, 1, REGISTRY));
}


static int module_length (lua_State *L) {
  return push_length(L, lua_touserdata(L, lua_upvalueindex(1)));
}


/* registry_of(record or selection) -> the registry that it came from, or nil */
static int registry_of (lua_State *L) {
  if (lua_type(L, 1) == LUA_TUSERDATA) {
    luaL_checkudata(L, 1, SELECTION);
    push_anchor(L, 1);
    lua_rawgeti(L, -1, ANCHOR_REGISTRY);
  }
  else if (!luaL_getmetafield(L, 1, "registry")) lua_pushnil(L);
  return 1;
}


/*
** type(name) -> the metatable of "registry", "selection", "record", "contact",
** "module" or "list"
*/
static int type (lua_State *L) {
  luaL_checkstring(L, 1);
  lua_pushfstring(L, "ianaports.%s", lua_tostring(L, 1));
  push_type(L, lua_tostring(L, -1));
  return 1;
}


/* bundled() -> the bundled registry */
static int bundled (lua_State *L) {
  push_bundled(L);
  return 1;
}


/* ---------------------------------------------------------- registries */

/*
** Give the registry at -1 its anchor.  At these indexes are the value that
** holds its image (nil for the bundled one), and where the image is from.
*/
static void give_anchor (lua_State *L, int image, int source) {
  lua_createtable(L, ANCHOR_SIZE, 0);
  lua_pushvalue(L, -2);
  lua_rawseti(L, -2, ANCHOR_REGISTRY);
  lua_pushvalue(L, image);
  lua_rawseti(L, -2, ANCHOR_IMAGE);
  lua_pushvalue(L, source);
  lua_rawseti(L, -2, ANCHOR_SOURCE);
  lua_newtable(L);
  lua_rawseti(L, -2, ANCHOR_STRINGS);
  set_anchor(L, -2);
}


/*
** open(image, source) -> registry, or nil and what is wrong with the image.
** The image is a string, or what ianaports.build or source:image() gave.  Every byte is
** checked, either way.  `source` can be any value: source(registry) returns it.
*/
static int open_image (lua_State *L) {
  Registry *reg;
  const char *error;
  Text image;
  lua_settop(L, 2);
  reg = lua_newuserdata(L, sizeof *reg);
  image.at = luaL_testudata(L, 1, IMAGE_BYTES);
  if (image.at != NULL) image.size = lua_rawlen(L, 1);
  else image = check_name(L, &in_core, 1, "image must be a string");
  error = registry_open(reg, image.at, image.size);
  if (error != NULL) {
    lua_pushnil(L);
    lua_pushstring(L, error);
    return 2;
  }
  give_anchor(L, 1, 2);
  push_type(L, REGISTRY);
  lua_setmetatable(L, -2);
  return 1;
}


/*
** check_header(block, size) -> what is wrong with the header of an image of
** `size` bytes that begins with this block; or nil
*/
static int check_header (lua_State *L) {
  Text block = check_name(L, &in_core, 1, "block must be a string");
  lua_Number size = luaL_checknumber(L, 2);
  luaL_argcheck(L, size >= 0 && size <= MAX_FILE, 2, "size out of range");
  lua_pushstring(L, registry_check_header(block.at, block.size,
                                          (uint64_t)size));
  return 1;
}


/* image(registry) -> its bytes */
static int image (lua_State *L) {
  const Registry *reg = luaL_checkudata(L, 1, REGISTRY);
  lua_pushlstring(L, (const char *)reg->image, reg->counts[SIZE]);
  return 1;
}


/* Push the bundled registry and store it; make_types will give it its type. */
static void make_bundled (lua_State *L) {
  const unsigned char *bytes = (const unsigned char *)ianaports_image;
  Registry *reg;
  if (load32(bytes + BYTE_ORDER_AT) != BYTE_ORDER_MARK)
    /* uncovered: takes a compiler that does not tell the byte order */
    luaL_error(L, "ianaports was built in the wrong byte order: its compiler "
                  "must define __BYTE_ORDER__");
  lua_pushnil(L);
  reg = lua_newuserdata(L, sizeof *reg);
  registry_view(reg, bytes);
  give_anchor(L, lua_gettop(L) - 1, lua_gettop(L) - 1);
  lua_remove(L, -2);
  lua_pushvalue(L, -1);
  lua_setfield(L, LUA_REGISTRYINDEX, BUNDLED);
}


/* --------------------------------------------------------------- types */

/*
** Each of these fills a new type, a metatable at -1.  At -2 is the table of its
** methods, with stubs of those that are written in Lua.
*/

static void fill_registry_type (lua_State *L) {
  lua_pushvalue(L, -2);
  add_lookup_methods(L);
  add_find_methods(L);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, call_registry);
  lua_setfield(L, -2, "__call");
  lua_pushcfunction(L, registry_length);
  lua_setfield(L, -2, "__len");
}


static void fill_selection_type (lua_State *L) {
  lua_pushvalue(L, -2);
  add_selection_methods(L);
  add_selection_find(L);
  lua_pop(L, 1);
  add_selection_operators(L);
}


static void fill_record_type (lua_State *L) {
  lua_pushvalue(L, -2);
  lua_setfield(L, -2, "__index");
}


static void fill_contact_type (lua_State *L) {
  (void)L;
}


static const struct {
  const char *key;
  lua_CFunction stub;			/* for its methods in Lua */
  void (*fill) (lua_State *L);
} types[] = {
  { REGISTRY, call_on_registry, fill_registry_type },
  { SELECTION, call_on_selection, fill_selection_type },
  { RECORD, call_on_record, fill_record_type },
  { CONTACT_TYPE, NULL, fill_contact_type }
};

#define N_TYPES		((int)(sizeof types / sizeof types[0]))


static void make_type (lua_State *L, int i) {
  const char *kind = KIND(types[i].key);
  push_methods(L, kind, types[i].stub);
  lua_newtable(L);
  lua_pushstring(L, types[i].key);
  lua_setfield(L, -2, "__name");
  push_lazy(L, "render", kind);
  lua_setfield(L, -2, "__tostring");
  types[i].fill(L);
  lua_setfield(L, LUA_REGISTRYINDEX, types[i].key);
  lua_pop(L, 1);
}


/*
** Make the types that are missing: all, unless memory was short at the first
** try.  The face of the module, lua/ianaports.lua, says which methods are
** written in Lua.
*/
static int make_types (lua_State *L) {
  int i;
  lua_getfield(L, LUA_REGISTRYINDEX, METHODS);
  if (lua_isnil(L, -1)) {			/* the face is not loaded yet */
    lua_getglobal(L, "require");
    lua_pushliteral(L, "ianaports");
    lua_call(L, 1, 0);
  }
  for (i = 0; i < N_TYPES; i++) {
    lua_getfield(L, LUA_REGISTRYINDEX, types[i].key);
    if (lua_isnil(L, -1)) {
      lua_pop(L, 1);
      make_type(L, i);
    }
    else lua_pop(L, 1);
  }
  lua_getfield(L, LUA_REGISTRYINDEX, BUNDLED);
  lua_getfield(L, LUA_REGISTRYINDEX, REGISTRY);
  lua_setmetatable(L, -2);
  return 0;
}


/* ---------------------------------------------------------------- open */

/* Keys in Lua's registry. */
#define CORE		"ianaports.core"
#define INTERNALS	"ianaports.internals"

static const luaL_Reg for_lua_layer[] = {
  { "registry_of", registry_of }, { "terms", terms }, { "type", type },
  { "bundled", bundled }, { "open", open_image },
  { "check_header", check_header }, { "image", image },
  { "part", lazy_part }, { "bad_argument", bad_argument }, { NULL, NULL }
};


/* internals() -> a table of the functions for the Lua layer alone */
static int internals (lua_State *L) {
  lua_getfield(L, LUA_REGISTRYINDEX, INTERNALS);
  if (!lua_isnil(L, -1)) return 1;
  lua_createtable(L, 0, 32);
  luaL_setfuncs(L, for_lua_layer, 0);
  add_filters(L);
  add_lookup_helpers(L);
  add_facts(L);
  add_shows(L);
  add_sources(L);
  lua_pushvalue(L, -1);
  lua_setfield(L, LUA_REGISTRYINDEX, INTERNALS);
  return 1;
}


/* module() -> a new module, with those of its functions that are in C */
static int new_module (lua_State *L) {
  lua_createtable(L, 0, 32);
  lua_getfield(L, LUA_REGISTRYINDEX, BUNDLED);
  add_cached(L);
  add_lookup_functions(L);
  lua_getfield(L, LUA_REGISTRYINDEX, BUNDLED);
  add_find_functions(L);
  push_ranges(L);
  lua_setfield(L, -2, "ranges");
  push_transports(L);
  lua_setfield(L, -2, "transports");
  lua_getfield(L, LUA_REGISTRYINDEX, MODULE);
  lua_setmetatable(L, -2);
  return 1;
}


static const luaL_Reg for_face[] = {
  { "internals", internals }, { "module", new_module },
  { "functions", lazy_functions }, { "shared", lazy_shared },
  { "methods", lazy_methods }, { NULL, NULL }
};


/* Make the type of modules, which ask the registry at -1; store it. */
static void make_module_type (lua_State *L) {
  lua_createtable(L, 0, 3);
  lua_pushvalue(L, -2);
  lua_pushcclosure(L, call_module, 1);
  lua_setfield(L, -2, "__call");
  lua_pushvalue(L, -2);
  lua_pushcclosure(L, module_length, 1);
  lua_setfield(L, -2, "__len");
  push_lazy(L, "render", "module");
  lua_setfield(L, -2, "__tostring");
  lua_setfield(L, LUA_REGISTRYINDEX, MODULE);
}


/* Make the type of lists: it says how they are shown, and nothing else. */
static void make_list_type (lua_State *L) {
  lua_createtable(L, 0, 1);
  push_lazy(L, "render", "list");
  lua_setfield(L, -2, "__tostring");
  lua_setfield(L, LUA_REGISTRYINDEX, LIST);
}


static void make_core (lua_State *L) {
  lua_createtable(L, 0, 8);
  luaL_setfuncs(L, for_face, 0);
  lua_pushcfunction(L, make_types);
  lua_setfield(L, LUA_REGISTRYINDEX, MAKE_TYPES);
  make_bundled(L);
  make_module_type(L);
  make_list_type(L);
  lua_pop(L, 1);
}


/*
** The table of ianaports.core: the functions for the face of the module.  There
** is one in each Lua state, even if it is opened again: so older values and
** newer ones have the same types.
*/
LUA_EXPORT int luaopen_ianaports_core (lua_State *L) {
  luaL_checkversion(L);
  lua_getfield(L, LUA_REGISTRYINDEX, CORE);
  if (lua_isnil(L, -1)) {
    make_core(L);
    lua_pushvalue(L, -1);
    lua_setfield(L, LUA_REGISTRYINDEX, CORE);
  }
  return 1;
}
