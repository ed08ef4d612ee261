/*
** lcheck.h - arguments from Lua: each function takes the one at index `arg`
** or raises an error that names the argument and the rule.
*/

#ifndef lcheck_h
#define lcheck_h

#include "core/terms.h"
#include "bind/lcompat.h"

/* Types of values: the keys of their metatables in Lua's registry. */
#define REGISTRY	"ianaports.registry"
#define SELECTION	"ianaports.selection"
#define RECORD		"ianaports.record"
#define CONTACT_TYPE	"ianaports.contact"
#define MODULE		"ianaports.module"

/* What values of a type are called: the end of its key. */
#define KIND(type)	((type) + sizeof "ianaports")

/* Raise `rule` about the argument, and say what it was instead. */
int raise_wrong (lua_State *L, int arg, const char *rule);

/* Raise that method `name` was called on something else than a `type`. */
int raise_wrong_self (lua_State *L, const char *type, const char *name);

/*
** The userdata of that type (REGISTRY, SELECTION) at index 1, of which `name`
** is a method; or raise_wrong_self.
*/
void *check_self (lua_State *L, const char *type, const char *name);

/* The port that an integer at index `i` is, or NO_PORT. */
static inline uint32_t port_at (lua_State *L, int i) {
  lua_Integer n = natural_at(L, i);
  return (n >= 0 && n < (lua_Integer)N_PORTS) ? (uint32_t)n : NO_PORT;
}

/* 0 .. 65535: an integer, a float of that value, or decimal digits. */
uint32_t check_port (lua_State *L, int arg);

/* The string at index `i`, which lives as long as it stays there. */
static inline Text text_at (lua_State *L, int i) {
  Text text;
  text.at = lua_tolstring(L, i, &text.size);
  return text;
}

/* TCP .. DCCP; ANY where index `i` has nothing or nil; NONE if it is wrong. */
static inline int transport_at (lua_State *L, int i) {
  switch (lua_type(L, i)) {
    case LUA_TSTRING: return transport_of_text(text_at(L, i));
    case LUA_TNUMBER: return transport_of_number(lua_tonumber(L, i));
    case LUA_TNONE: case LUA_TNIL: return ANY;
    default: return NONE;
  }
}

/* The same, but an error if it is wrong. */
int check_transport (lua_State *L, int arg);

/* A string, which lives as long as the argument does. */
static inline Text check_name (lua_State *L, int arg, const char *rule) {
  if (lua_type(L, arg) != LUA_TSTRING) raise_wrong(L, arg, rule);
  return text_at(L, arg);
}

/* What a key says: a port (else NO_PORT) or a name, and a transport. */
typedef struct Key {
  Text name;
  uint32_t port;
  int transport;
} Key;

/* The key at `arg`, and the transport that may follow it. */
void check_key (lua_State *L, int arg, Key *key);

#endif
