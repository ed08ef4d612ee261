/*
** lmap.c - binding: maps.  See lmap.h.
*/

#include "core/lookup.h"
#include "bind/lcheck.h"
#include "bind/lmap.h"
#include "bind/lpush.h"

/* Upvalues of a map's __index. */
#define REGISTRY_OF_IT	lua_upvalueindex(1)
#define TRANSPORT_OF_IT	lua_upvalueindex(2)
#define DEFAULT		lua_upvalueindex(3)
#define STRINGS		lua_upvalueindex(4)


/* Store the value at -1 under the key, argument 2 of __index. */
static void store (lua_State *L) {
  lua_pushvalue(L, 2);
  lua_pushvalue(L, -2);
  lua_rawset(L, 1);
}


/*
** Is the key a number, or digits without a zero in front?  Others are not
** stored: there is no end of ways to write a port with zeros.
*/
static int is_written_so (lua_State *L, int i) {
  Text text;
  if (lua_type(L, i) != LUA_TSTRING) return 1;
  text = text_at(L, i);
  return text.size == 1 || text.at[0] != '0';
}


static int answer_name (lua_State *L, const Registry *reg, uint32_t port) {
  int transport = (int)lua_tointeger(L, TRANSPORT_OF_IT);
  uint32_t name = name_at_port(reg, port, transport);
  if (name == 0) lua_pushvalue(L, DEFAULT);
  else push_string(L, STRINGS, reg, name);
  if (!lua_isnil(L, -1) && is_written_so(L, 2)) store(L);
  return 1;
}


static int answer_port (lua_State *L, const Registry *reg) {
  int transport = (int)lua_tointeger(L, TRANSPORT_OF_IT);
  Text text = text_at(L, 2);
  uint32_t name = name_of_text(reg, text);
  uint32_t port = port_of_name(reg, name, transport);
  if (port == NO_PORT) return lua_pushnil(L), 1;
  lua_pushinteger(L, (lua_Integer)port);
  if (is_spelling(reg, name, text)) store(L);
  return 1;
}


/* map[key] where the table has nothing: __index(map, key) */
static int find_in_registry (lua_State *L) {
  const Registry *reg = lua_touserdata(L, REGISTRY_OF_IT);
  uint32_t port;
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_settop(L, 2);
  port = any_port_at(L, 2);
  if (port != NO_PORT) return answer_name(L, reg, port);
  if (lua_type(L, 2) != LUA_TSTRING || is_digits(text_at(L, 2)))
    return lua_pushnil(L), 1;
  return answer_port(L, reg);
}


int push_map (lua_State *L, int registry, int transport, int other) {
  lua_settop(L, other);
  lua_newtable(L);
  lua_createtable(L, 0, 1);
  lua_pushvalue(L, registry);
  lua_pushinteger(L, transport);
  lua_pushvalue(L, other);
  push_anchor(L, registry);
  lua_rawgeti(L, -1, ANCHOR_STRINGS);
  lua_remove(L, -2);
  lua_pushcclosure(L, find_in_registry, 4);
  lua_setfield(L, -2, "__index");
  lua_setmetatable(L, -2);
  return 1;
}
