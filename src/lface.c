/*
** lface.c - binding: the module's table.  See lface.h.
*/

#include "lcheck.h"
#include "lface.h"
#include "lfind.h"
#include "llookup.h"
#include "lpush.h"

#define VERSION		"ianaports 0.1.0"


/* -------------------------------------------- functions of the Lua layer */

/* Each is in the file of that name, and returned by it under its own. */
static const struct Later {
  int group;
  const char *name, *file;
} later[] = {
  { OF_MODULE, "diff", "diff" },
  { OF_MODULE, "help", "help" },
  { OF_MODULE, "load", "editions" },
  { OF_MODULE, "new", "rows" },
  { OF_MODULE, "parse", "editions" },
  { OF_MODULE, "valid_name", "rfc6335" },
  { OF_REGISTRIES, "export", "editions" },
  { OF_REGISTRIES, "info", "info" },
  { OF_REGISTRIES, "overlay", "rows" },
  { OF_REGISTRIES, "save", "editions" },
  { OF_REGISTRIES, "unassigned", "unassigned" },
  { OF_SELECTIONS, "export", "editions" },
  { OF_RECORDS, "alias_of", "record" },
  { OF_RECORDS, "aliases", "record" },
  { OF_RECORDS, "assignees", "record" },
  { OF_RECORDS, "contacts", "record" },
  { OF_RECORDS, "range", "record" },
  { OF_RECORDS, "references", "record" },
  { OF_RECORDS, "srv", "record" },
  { OF_RECORDS, "status", "record" },
  { OF_RECORDS, "txt_keys", "record" },
  { OF_CORE, "narrow", "filter" },
  { TO_SHOW, "contact", "render" },
  { TO_SHOW, "record", "render" },
  { TO_SHOW, "registry", "render" },
  { TO_SHOW, "selection", "render" }
};

#define N_LATER		((int)(sizeof later / sizeof later[0]))

/* Upvalues: which of them it is; the function itself, once it is loaded. */
#define WHICH		(later + lua_tointeger(L, lua_upvalueindex(1)))
#define LOADED		lua_upvalueindex(2)


static void push_later (lua_State *L, int which, lua_CFunction stub) {
  lua_pushinteger(L, which);
  lua_pushnil(L);
  lua_pushcclosure(L, stub, 2);
}


static void load_function (lua_State *L) {
  lua_getglobal(L, "require");
  lua_pushfstring(L, "ianaports.%s", WHICH->file);
  lua_call(L, 1, 1);
  lua_getfield(L, -1, WHICH->name);
  lua_replace(L, LOADED);
  lua_pop(L, 1);
}


/* Call it with all that is on the stack; return all results. */
static int call_function (lua_State *L) {
  if (lua_isnil(L, LOADED)) load_function(L);
  lua_pushvalue(L, LOADED);
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}


/* Call it on the bundled registry. */
static int call_bundled (lua_State *L) {
  lua_getfield(L, LUA_REGISTRYINDEX, CORE);
  lua_getfield(L, -1, "bundled");
  lua_insert(L, 1);
  lua_pop(L, 1);
  return call_function(L);
}


static int call_method (lua_State *L) {
  const char *type = (WHICH->group == OF_SELECTIONS) ? SELECTION : REGISTRY;
  check_self(L, type, WHICH->name);
  return call_function(L);
}


/* Set the functions of a group in the table at -1. */
static void set_later (lua_State *L, int group, lua_CFunction stub) {
  int i;
  for (i = 0; i < N_LATER; i++) {
    if (later[i].group != group) continue;
    push_later(L, i, stub);
    lua_setfield(L, -2, later[i].name);
  }
}


void add_later (lua_State *L, int group) {
  int methods = (group == OF_REGISTRIES || group == OF_SELECTIONS);
  set_later(L, group, methods ? call_method : call_function);
}


/* ---------------------------------------------------------------- types */

void push_type (lua_State *L, const char *name) {
  const char *kind = KIND(name);
  int i = 0;
  while (later[i].group != TO_SHOW || strcmp(later[i].name, kind) != 0) i++;
  lua_newtable(L);
  lua_pushstring(L, name);
  lua_setfield(L, -2, "__name");
  push_later(L, i, call_function);
  lua_setfield(L, -2, "__tostring");
}


static void make_record_methods (lua_State *L) {
  lua_newtable(L);
  add_later(L, OF_RECORDS);
}


void push_record_type (lua_State *L) {
  push_type(L, RECORD_METHODS);
  push_made(L, RECORD_METHODS, make_record_methods);
  lua_setfield(L, -2, "__index");
}


/* ----------------------------------------------------------- the module */

/* RFC 6335, section 6, and who may assign there, section 8.1.2. */
static const struct {
  const char *name;
  int first, last;
  const char *procedures, *reference;
} ranges[] = {
  { "system", 0, 1023, "IETF Review or IESG Approval",
    "[RFC6335][RFC8126]" },
  { "user", 1024, 49151, "IETF Review, IESG Approval or Expert Review",
    "[RFC6335][RFC8126]" },
  { "dynamic", 49152, 65535, "not assigned", "[RFC6335]" }
};


static void push_range (lua_State *L, int i) {
  lua_createtable(L, 0, 5);
  lua_pushstring(L, ranges[i].name);
  lua_setfield(L, -2, "name");
  lua_pushinteger(L, ranges[i].first);
  lua_setfield(L, -2, "first");
  lua_pushinteger(L, ranges[i].last);
  lua_setfield(L, -2, "last");
  lua_pushstring(L, ranges[i].procedures);
  lua_setfield(L, -2, "procedures");
  lua_pushstring(L, ranges[i].reference);
  lua_setfield(L, -2, "reference");
}


/* Set the constants in the module's table at -1. */
static void set_constants (lua_State *L) {
  int i;
  lua_pushliteral(L, VERSION);
  lua_setfield(L, -2, "_VERSION");
  lua_createtable(L, 3, 0);
  for (i = 0; i < 3; i++) {
    push_range(L, i);
    lua_rawseti(L, -2, i + 1);
  }
  lua_setfield(L, -2, "ranges");
  lua_createtable(L, N_TRANSPORTS, 0);
  for (i = 0; i < N_TRANSPORTS; i++) {
    lua_pushstring(L, transport_names[i]);
    lua_rawseti(L, -2, i + 1);
  }
  lua_setfield(L, -2, "transports");
}


static int version (lua_State *L) {
  lua_pushliteral(L, VERSION);
  return 1;
}


void push_module_type (lua_State *L) {
  lua_createtable(L, 0, 2);
  lua_pushcfunction(L, version);
  lua_setfield(L, -2, "__tostring");
  lua_pushvalue(L, -2);
  lua_pushcclosure(L, call_module, 1);
  lua_setfield(L, -2, "__call");
}


int new_module (lua_State *L) {
  lua_createtable(L, 0, 32);
  lua_pushvalue(L, lua_upvalueindex(1));
  add_lookups(L);
  lua_pushvalue(L, lua_upvalueindex(1));
  add_finds(L);
  set_later(L, OF_MODULE, call_function);
  set_later(L, OF_REGISTRIES, call_bundled);
  set_constants(L);
  lua_pushvalue(L, lua_upvalueindex(2));
  lua_setmetatable(L, -2);
  return 1;
}
