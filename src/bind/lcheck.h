/*
** lcheck.h - arguments from Lua: each function takes number `arg` of a call,
** or raises an error that names the function, the argument and the rule.
*/

#ifndef lcheck_h
#define lcheck_h

#include "core/keys.h"
#include "bind/ltypes.h"

/*
** What is called: its name, and the index of the argument that the user takes
** for the first, which is 2 behind the object of a method.  Lua's own guess at
** a name is "?" where a call has none, as through pcall.
*/
typedef struct Call {
  char name[16];
  int first;
} Call;

/* The index of an argument by its number. */
#define AT(call, arg)	((call)->first + (arg) - 1)

/* A function that the Lua layer alone calls; its `arg` is an index. */
extern const Call in_core;

/* Raise `rule` about the argument, and say what it was instead. */
int wrong (lua_State *L, const Call *call, int arg, const char *rule);

/* Raise that method `name` was called on something else than a `type`. */
int wrong_self (lua_State *L, const char *type, const char *name);

/*
** The userdata of that type (REGISTRY, SELECTION) at index 1, of which `name`
** is a method; or wrong_self.
*/
void *check_self (lua_State *L, const char *type, const char *name);

/* The port that an integer at index `i` is, or PORTS. */
static inline uint32_t port_at (lua_State *L, int i) {
  lua_Integer n = natural_at(L, i);
  return (n >= 0 && n < (lua_Integer)PORTS) ? (uint32_t)n : PORTS;
}

/* The port at index `i` as check_port takes it, or PORTS. */
uint32_t any_port_at (lua_State *L, int i);

/* 0 .. 65535: an integer, a float of that value, or decimal digits. */
uint32_t check_port (lua_State *L, const Call *call, int arg);

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
int check_transport (lua_State *L, const Call *call, int arg);

/* A string, which lives as long as the argument does. */
static inline Text check_name (lua_State *L, const Call *call, int arg,
                               const char *rule) {
  if (lua_type(L, AT(call, arg)) != LUA_TSTRING) wrong(L, call, arg, rule);
  return text_at(L, AT(call, arg));
}

/*
** The key, argument 1, and the transport that may follow it.  A text never
** raises: what is no key leads to nothing.
*/
void check_key (lua_State *L, const Call *call, Key *key);

/* Raise where there are more than `most` arguments: `hint` says what to do. */
void check_surplus (lua_State *L, const Call *call, int most,
                    const char *hint);

#endif
