/*
** lcheck.c - binding: arguments.  See lcheck.h.
*/

#include "bind/lcheck.h"


int raise_wrong (lua_State *L, int arg, const char *rule) {
  const char *got = luaL_typename(L, arg);
  if (lua_type(L, arg) == LUA_TSTRING) {
    Text text = text_at(L, arg);
    size_t shown = 0;				/* %s would end at a NUL */
    while (shown < text.size && shown < 40 && text.at[shown] != '\0') shown++;
    if (shown < text.size)			/* whole characters alone */
      while (shown > 0 && (text.at[shown] & 0xC0) == 0x80) shown--;
    lua_pushlstring(L, text.at, shown);
    got = lua_pushfstring(L, (shown < text.size) ? "\"%s...\"" : "\"%s\"",
                          lua_tostring(L, -1));
  }
  else if (lua_type(L, arg) == LUA_TNUMBER) {
    lua_pushvalue(L, arg);
    got = lua_tostring(L, -1);
  }
  return luaL_argerror(L, arg, lua_pushfstring(L, "%s, got %s", rule, got));
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


/* The port in a text of nothing but digits, or NO_PORT. */
static uint32_t port_in_text (Text text) {
  uint32_t port = 0;
  size_t i;
  if (text.size == 0) return NO_PORT;
  for (i = 0; i < text.size; i++) {
    if (text.at[i] < '0' || text.at[i] > '9') return NO_PORT;
    if (port < N_PORTS) port = port * 10 + (uint32_t)(text.at[i] - '0');
  }
  return (port < N_PORTS) ? port : NO_PORT;
}


static uint32_t port_of_number (lua_Number n) {
  uint32_t port = (n >= 0 && n < N_PORTS) ? (uint32_t)n : NO_PORT;
  return ((lua_Number)port == n) ? port : NO_PORT;
}


uint32_t check_port (lua_State *L, int arg) {
  uint32_t port = port_at(L, arg);
  if (port < N_PORTS) return port;
  switch (lua_type(L, arg)) {
    case LUA_TNUMBER: port = port_of_number(lua_tonumber(L, arg)); break;
    case LUA_TSTRING: port = port_in_text(text_at(L, arg)); break;
    default: break;
  }
  if (port == NO_PORT)
    raise_wrong(L, arg, "port must be an integer from 0 to 65535");
  return port;
}


int check_transport (lua_State *L, int arg) {
  int t = transport_at(L, arg);
  if (t == NONE)
    raise_wrong(L, arg, "transport must be " TRANSPORT_ARGUMENTS);
  return t;
}


/* If the last `mark` in the name precedes a transport, cut off both. */
static void cut_transport (Key *key, const char *mark, size_t mark_size) {
  size_t i = key->name.size;
  while (i-- > 0) {
    Text rest;
    if (key->name.at[i] != mark[0]) continue;
    if (key->name.size - i < mark_size
        || memcmp(key->name.at + i, mark, mark_size) != 0) continue;
    rest.at = key->name.at + i + mark_size;
    rest.size = key->name.size - i - mark_size;
    key->transport = transport_of_text(rest);
    if (key->transport == NONE) key->transport = ANY;
    else key->name.size = i;
    return;
  }
}


static int all_digits (Text text) {
  size_t i;
  for (i = 0; i < text.size; i++)
    if (text.at[i] < '0' || text.at[i] > '9') return 0;
  return text.size > 0;
}


/* "443", "443/tcp", "https", "https/tcp", "_https._tcp" */
static void read_key (lua_State *L, int arg, Key *key) {
  key->name = text_at(L, arg);
  cut_transport(key, "/", 1);
  if (key->transport == ANY && key->name.size > 0
      && key->name.at[0] == '_') {
    cut_transport(key, "._", 2);
    if (key->transport != ANY) {
      key->name.at++;
      key->name.size--;
    }
  }
  if (all_digits(key->name)) {
    key->port = port_in_text(key->name);
    if (key->port == NO_PORT)
      raise_wrong(L, arg, "port must be an integer from 0 to 65535");
  }
}


void check_key (lua_State *L, int arg, Key *key) {
  int asked = check_transport(L, arg + 1);
  key->transport = asked;
  key->port = port_at(L, arg);
  if (key->port != NO_PORT) return;		/* the usual case */
  key->transport = ANY;
  if (lua_type(L, arg) == LUA_TNUMBER) key->port = check_port(L, arg);
  else if (lua_type(L, arg) == LUA_TSTRING) read_key(L, arg, key);
  else raise_wrong(L, arg, "key must be a port or a name");
  if (key->transport != ANY && asked != ANY && key->transport != asked)
    raise_wrong(L, arg + 1, "transport must be the one that the key names");
  if (key->transport == ANY) key->transport = asked;
}
