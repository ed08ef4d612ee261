/*
** lcheck.h - binding: arguments.  Each check_ function returns the argument at
** index `arg`, or raises an error that names the argument and the rule.
*/

#ifndef lcheck_h
#define lcheck_h

#include "core/terms.h"
#include "bind/lcompat.h"

/* The types of values: the keys of their metatables in Lua's registry. */
#define REGISTRY	"ianaports.registry"
#define SELECTION	"ianaports.selection"
#define RECORD		"ianaports.record"
#define CONTACT_TYPE	"ianaports.contact"
#define MODULE		"ianaports.module"

/* What the values of a type are called: the end of its key. */
#define KIND(type)	((type) + sizeof "ianaports")

/* Raise an error with the rule and the argument that breaks it. */
int raise_wrong (lua_State *L, int arg, const char *rule);

/* Raise that method `name` was not called on a value of this type. */
int raise_wrong_self (lua_State *L, const char *type, const char *name);

/*
** The userdata of this type (REGISTRY, SELECTION) at index 1, on which method
** `name` was called; or raise_wrong_self.
*/
void *check_self (lua_State *L, const char *type, const char *name);

/* The integer at index `i` if it is a port; else NO_PORT. */
static inline uint32_t port_at (lua_State *L, int i) {
  lua_Integer n = natural_at(L, i);
  return (n >= 0 && n < (lua_Integer)N_PORTS) ? (uint32_t)n : NO_PORT;
}

/* A port: an integer, a float with an integer value, or decimal digits. */
uint32_t check_port (lua_State *L, int arg);

/* The string at index `i`; the text is valid as long as it stays there. */
static inline Text text_at (lua_State *L, int i) {
  Text text;
  text.at = lua_tolstring(L, i, &text.size);
  return text;
}

/* TCP .. DCCP; ANY for nil or no argument; NONE if it is wrong. */
static inline int transport_at (lua_State *L, int i) {
  switch (lua_type(L, i)) {
    case LUA_TSTRING: return transport_of_text(text_at(L, i));
    case LUA_TNUMBER: return transport_of_number(lua_tonumber(L, i));
    case LUA_TNONE: case LUA_TNIL: return ANY;
    default: return NONE;
  }
}

/* The same, but raises if it is wrong. */
int check_transport (lua_State *L, int arg);

/* A string, valid as long as the argument stays on the stack. */
static inline Text check_name (lua_State *L, int arg, const char *rule) {
  if (lua_type(L, arg) != LUA_TSTRING) raise_wrong(L, arg, rule);
  return text_at(L, arg);
}

/* A key read: a port, or NO_PORT and a name; and the transport, or ANY. */
typedef struct Key {
  Text name;
  uint32_t port;
  int transport;
} Key;

/*
** The key at `arg`, with the transport at `arg` + 1 if there is one.  The name
** is valid as long as the argument stays on the stack.
*/
void check_key (lua_State *L, int arg, Key *key);

#endif
