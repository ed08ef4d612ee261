/*
** lcheck.h - binding: arguments.  Each check_ function returns argument number
** `arg` of a call, or raises an error that names the function, the argument and
** the rule.
*/

#ifndef lcheck_h
#define lcheck_h

#include "core/keys.h"
#include "bind/ltypes.h"

/*
** What is called: its name, and the index of the argument that the user counts
** as the first; for a method that is 2, after the object.  Lua's own guess at
** a name is "?" where a call has none, as through pcall.
*/
typedef struct Call {
  char name[16];
  int first;
} Call;

/* The index of argument number `arg`. */
#define AT(call, arg)	((call)->first + (arg) - 1)

/* For functions that only the Lua layer calls; `arg` is an index. */
extern const Call in_core;

/* Raise an error with the rule and the argument that breaks it. */
int raise_wrong (lua_State *L, const Call *call, int arg, const char *rule);

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

/* The port at index `i`, of any kind that check_port takes, or NO_PORT. */
uint32_t any_port_at (lua_State *L, int i);

/* A port: an integer, a float with an integer value, or decimal digits. */
uint32_t check_port (lua_State *L, const Call *call, int arg);

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
int check_transport (lua_State *L, const Call *call, int arg);

/* A string, valid as long as the argument stays on the stack. */
static inline Text check_name (lua_State *L, const Call *call, int arg,
                               const char *rule) {
  if (lua_type(L, AT(call, arg)) != LUA_TSTRING)
    raise_wrong(L, call, arg, rule);
  return text_at(L, AT(call, arg));
}

/*
** The key, argument 1, and the transport, argument 2, if there is one.  No text
** raises: one that is not a key matches nothing.  The name is valid as long as
** the argument stays on the stack.
*/
void check_key (lua_State *L, const Call *call, Key *key);

/* Raise if there are more than `most` arguments; `hint` says what to do. */
void check_surplus (lua_State *L, const Call *call, int most,
                    const char *hint);

#endif
