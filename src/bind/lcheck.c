/*
** lcheck.c - binding: arguments.  See lcheck.h.
*/

#include "bind/lcheck.h"
#include "bind/lshow.h"


#define A_PORT		"port must be an integer from 0 to 65535"


const Call in_core = { "ianaports.core", 1 };


int raise_wrong (lua_State *L, const Call *call, int arg, const char *rule) {
  const char *dot = (call->first == 1 && arg == 1) ? call->name : NULL;
  push_refusal(L, AT(call, arg), rule, dot);	/* first: there may be none */
  return luaL_error(L, "bad argument #%d to '%s' (%s)", arg, call->name,
                    lua_tostring(L, -1));
}


int raise_wrong_self (lua_State *L, const char *type, const char *name) {
  const char *kind = KIND(type);
  const char *arguments = (strcmp(type, RECORD) == 0) ? "" : "...";
  return luaL_error(L, "bad argument #1 to '%s' (a %s expected, got %s; "
                       "write %s:%s(%s))", name, kind, luaL_typename(L, 1),
                    kind, name, arguments);
}


void *check_self (lua_State *L, const char *type, const char *name) {
  void *self = luaL_testudata(L, 1, type);
  if (self == NULL) raise_wrong_self(L, type, name);
  return self;
}


static uint32_t port_of_number (lua_Number n) {
  uint32_t port = (n >= 0 && n < N_PORTS) ? (uint32_t)n : NO_PORT;
  return ((lua_Number)port == n) ? port : NO_PORT;
}


uint32_t any_port_at (lua_State *L, int i) {
  uint32_t port = port_at(L, i);
  if (port < N_PORTS) return port;
  switch (lua_type(L, i)) {
    case LUA_TNUMBER: return port_of_number(lua_tonumber(L, i));
    case LUA_TSTRING: return port_of_text(text_at(L, i));
    default: return NO_PORT;
  }
}


uint32_t check_port (lua_State *L, const Call *call, int arg) {
  uint32_t port = any_port_at(L, AT(call, arg));
  if (port == NO_PORT) raise_wrong(L, call, arg, A_PORT);
  return port;
}


int check_transport (lua_State *L, const Call *call, int arg) {
  int t = transport_at(L, AT(call, arg));
  if (t == NONE)
    raise_wrong(L, call, arg, "transport must be " TRANSPORT_ARGUMENTS);
  return t;
}


void check_key (lua_State *L, const Call *call, Key *key) {
  int i = AT(call, 1), kind = lua_type(L, i), asked;
  if (kind != LUA_TNUMBER && kind != LUA_TSTRING)
    raise_wrong(L, call, 1, "key must be a port or a name");
  asked = check_transport(L, call, 2);
  key->name.size = 0;
  key->transport = asked;
  key->port = port_at(L, i);
  if (key->port != NO_PORT) return;		/* the usual case */
  if (kind == LUA_TNUMBER) key->port = check_port(L, call, 1);
  else read_key(text_at(L, i), key);
  if (key->transport == ANY) key->transport = asked;
  if (asked == ANY || key->transport == asked) return;
  key->port = NO_PORT;				/* nothing matches two transports */
  key->name.size = 0;
}


void check_surplus (lua_State *L, const Call *call, int most,
                    const char *hint) {
  if (lua_gettop(L) > AT(call, most))
    luaL_error(L, "bad argument #%d to '%s' (%s)", most + 1, call->name, hint);
}
