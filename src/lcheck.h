/*
** lcheck.h - arguments from Lua: each function takes the one at index `arg`
** or raises an error that names the argument and the rule.
*/

#ifndef lcheck_h
#define lcheck_h

#include "lcompat.h"
#include "registry.h"

/* By enum Transports. */
extern const char *const transport_names[N_TRANSPORTS];

/* Raise `rule` about the argument, and say what it was instead. */
int wrong (lua_State *L, int arg, const char *rule);

/* 0 .. 65535: an integer, a float of that value, or decimal digits. */
uint32_t check_port (lua_State *L, int arg);

/* TCP .. DCCP, or NONE where the value at index `i` names none. */
int transport_at (lua_State *L, int i);

/* TCP .. DCCP from a name in any case or a protocol number; ANY if absent. */
int check_transport (lua_State *L, int arg);

/* A string, which lives as long as the argument does. */
Text check_name (lua_State *L, int arg, const char *rule);

/* What a key says: a port (else PORTS) or a name, and a transport. */
typedef struct Key {
  Text name;
  uint32_t port;
  int transport;
} Key;

/* The key at `arg`, and the transport that may follow it. */
void check_key (lua_State *L, int arg, Key *key);

#endif
