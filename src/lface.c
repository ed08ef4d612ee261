/*
** lface.c - binding: the module's table.  See lface.h.
*/

#include "lcheck.h"
#include "lface.h"
#include "lfind.h"
#include "llookup.h"
#include "lpush.h"

#define VERSION		"ianaports 0.1.0"


/* -------------------------------------------- functions of other files */

/*
** Upvalues: the name of the file, and once it is loaded the function itself;
** the name of the function; what else is said below.
*/
static void push_function (lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(1));
  if (!lua_isstring(L, -1)) return;
  lua_getglobal(L, "require");
  lua_insert(L, -2);
  lua_call(L, 1, 1);
  lua_getfield(L, -1, lua_tostring(L, lua_upvalueindex(2)));
  lua_remove(L, -2);
  lua_pushvalue(L, -1);
  lua_replace(L, lua_upvalueindex(1));
}


/* Call it with all that is on the stack; return all results. */
static int call_function (lua_State *L) {
  push_function(L);
  lua_insert(L, 1);
  lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
  return lua_gettop(L);
}


/* Upvalue 3 is the registry that the function works on. */
static int call_bundled (lua_State *L) {
  lua_pushvalue(L, lua_upvalueindex(3));
  lua_insert(L, 1);
  return call_function(L);
}


/* Upvalue 3 is the type of value that it is a method of. */
static int call_method (lua_State *L) {
  check_self(L, lua_tostring(L, lua_upvalueindex(3)),
             lua_tostring(L, lua_upvalueindex(2)));
  return call_function(L);
}


static void push_names (lua_State *L, const char *file, const char *name) {
  lua_pushfstring(L, "ianaports.%s", file);
  lua_pushstring(L, name);
}


static void push_later (lua_State *L, const char *file, const char *name) {
  push_names(L, file, name);
  lua_pushcclosure(L, call_function, 2);
}


/* ----------------------------------------------------------------- open */

typedef struct Later {
  const char *name, *file;
} Later;

static const Later of_module[] = {
  { "diff", "diff" }, { "load", "editions" }, { "new", "rows" },
  { "parse", "editions" }, { "valid_name", "rfc6335" }, { NULL, NULL }
};

/* On the bundled registry; and methods of any. */
static const Later of_registries[] = {
  { "export", "editions" }, { "info", "info" }, { "overlay", "rows" },
  { "save", "editions" }, { "unassigned", "unassigned" }, { NULL, NULL }
};

static const Later of_selections[] = {
  { "export", "editions" }, { NULL, NULL }
};

static const Later of_records[] = {
  { "alias_of", "record" }, { "aliases", "record" },
  { "assignees", "record" }, { "contacts", "record" },
  { "range", "record" }, { "references", "record" }, { "srv", "record" },
  { "status", "record" }, { "txt_keys", "record" }, { NULL, NULL }
};


/* Set the functions in the table at -1. */
static void set_later (lua_State *L, const Later *list) {
  for (; list->name != NULL; list++) {
    push_later(L, list->file, list->name);
    lua_setfield(L, -2, list->name);
  }
}


static void set_methods (lua_State *L, const Later *list, const char *type) {
  for (; list->name != NULL; list++) {
    push_names(L, list->file, list->name);
    lua_pushstring(L, type);
    lua_pushcclosure(L, call_method, 3);
    lua_setfield(L, -2, list->name);
  }
}


/* The registry is at -2. */
static void set_bundled (lua_State *L, const Later *list) {
  for (; list->name != NULL; list++) {
    push_names(L, list->file, list->name);
    lua_pushvalue(L, -4);
    lua_pushcclosure(L, call_bundled, 3);
    lua_setfield(L, -2, list->name);
  }
}


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


/* Push a new table of the module, for the registry at -1. */
static void push_module (lua_State *L) {
  lua_createtable(L, 0, 32);
  lua_pushvalue(L, -2);
  add_lookups(L);
  set_later(L, of_module);
  set_bundled(L, of_registries);
  set_constants(L);
  lua_pushvalue(L, -2);
  add_finds(L);
  lua_createtable(L, 0, 2);
  lua_pushcfunction(L, version);
  lua_setfield(L, -2, "__tostring");
  lua_pushvalue(L, -3);
  lua_pushcclosure(L, call_module, 1);
  lua_setfield(L, -2, "__call");
  lua_setmetatable(L, -2);
}


static void set_in (lua_State *L, const char *field, const Later *list,
                    const char *type) {
  lua_getfield(L, -1, field);
  set_methods(L, list, type);
  lua_pop(L, 1);
}


static void set_shown (lua_State *L, const char *type, const char *kind) {
  lua_getfield(L, -1, type);
  push_later(L, "render", kind);
  lua_setfield(L, -2, "__tostring");
  lua_pop(L, 1);
}


/* new_module() -> what scripts get; a key of core.modules. */
static int new_module (lua_State *L) {
  lua_getfield(L, LUA_REGISTRYINDEX, CORE);
  lua_getfield(L, -1, "modules");
  lua_getfield(L, -2, "bundled");
  push_module(L);
  lua_pushvalue(L, -1);
  lua_pushboolean(L, 1);
  lua_rawset(L, -5);
  return 1;
}


/* Set `modules`: a set that keeps none of its members. */
static void set_modules (lua_State *L) {
  lua_newtable(L);
  lua_createtable(L, 0, 1);
  lua_pushliteral(L, "k");
  lua_setfield(L, -2, "__mode");
  lua_setmetatable(L, -2);
  lua_setfield(L, -2, "modules");
}


void add_face (lua_State *L) {
  lua_pushcfunction(L, new_module);
  lua_setfield(L, -2, "new_module");
  set_modules(L);
  push_later(L, "filter", "narrow");
  lua_setfield(L, -2, "narrow");
  set_in(L, "methods", of_registries, REGISTRY);
  set_in(L, "selection_methods", of_selections, SELECTION);
  set_shown(L, "registry_type", "registry");
  set_shown(L, "selection_type", "selection");
  set_shown(L, "contact_type", "contact");
}


void push_record_type (lua_State *L) {
  lua_createtable(L, 0, 5);
  lua_pushliteral(L, "ianaports.record");
  lua_setfield(L, -2, "__name");
  push_later(L, "render", "record");
  lua_setfield(L, -2, "__tostring");
  luaL_getmetatable(L, RECORD_METHODS);
  if (lua_isnil(L, -1)) {
    lua_pop(L, 1);
    lua_newtable(L);
    set_later(L, of_records);
    lua_pushvalue(L, -1);
    lua_setfield(L, LUA_REGISTRYINDEX, RECORD_METHODS);
  }
  lua_setfield(L, -2, "__index");
}
