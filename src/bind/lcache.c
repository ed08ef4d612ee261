/*
** lcache.c - binding: the module's `name` and `port`.  See lcache.h.
*/

#include "bind/lcache.h"
#include "bind/lcheck.h"
#include "bind/lpush.h"

/*
** Upvalues of both: the registry; one that is explained below; then a cache for
** each transport that can be asked for, TCP .. ANY.
*/
#define N_CACHES	(ANY + 1)
#define CACHE(asked)	lua_upvalueindex(3 + (asked))


/* ---------------------------------------------------------------- name */

/*
** The cache holds the number of the name for each segment of ports, in two
** bytes.  It is made when its transport is first asked for; before, it is nil.
** Upvalue 2 is the table of strings by their numbers (ANCHOR_STRINGS).
*/
#define NAME_STRINGS	lua_upvalueindex(2)

/* Numbers that no name has in the cache: those are below CACHED_NUMBERS. */
enum { NOT_ASKED, NO_NAME = 0xFFFF };

typedef struct NameCache {
  const Registry *reg;
  uint16_t names[];
} NameCache;


static NameCache *new_name_cache (lua_State *L, int asked) {
  const Registry *reg = lua_touserdata(L, lua_upvalueindex(1));
  size_t size = sizeof(NameCache)
              + reg->counts[SEGMENTS] * sizeof(((NameCache *)0)->names[0]);
  NameCache *cache = lua_newuserdata(L, size);
  memset(cache, 0, size);
  cache->reg = reg;
  lua_replace(L, CACHE(asked));
  return cache;
}


/* Find the answer; cache it when nothing more can fail. */
static int find_name (lua_State *L) {
  static const Call call = { "name", 1 };
  uint32_t p = check_port(L, &call, 1), number;
  int asked = check_transport(L, &call, 2);
  NameCache *cache = lua_touserdata(L, CACHE(asked));
  uint16_t *slot;
  if (cache == NULL) cache = new_name_cache(L, asked);
  slot = &cache->names[segment_of(cache->reg, p)];
  number = name_at_port(cache->reg, p, asked);
  if (number == 0) {
    lua_pushnil(L);
    *slot = NO_NAME;
  }
  else if (push_string(L, NAME_STRINGS, cache->reg, number))
    *slot = (uint16_t)number;
  return 1;
}


/* Answer from the cache, if the port is an integer and was asked before. */
static int module_name (lua_State *L) {
  const NameCache *cache = lua_touserdata(L, CACHE(transport_at(L, 2)));
  uint32_t p = port_at(L, 1), number;
  if (cache == NULL || p == NO_PORT) return find_name(L);
  number = cache->names[segment_of(cache->reg, p)];
  if (number == NOT_ASKED) return find_name(L);
  if (number == NO_NAME) lua_pushnil(L);
  else lua_rawgeti(L, NAME_STRINGS, (int)number);
  return 1;
}


/* ---------------------------------------------------------------- port */

/*
** The cache is a table from the name, with the caller's spelling, to the port.
** After MOST_ANSWERS a new table takes its place.  Until there is an answer,
** all transports share one empty table.  Upvalue 2 is a table with the number
** of answers for each transport.
*/
#define MOST_ANSWERS	4096
#define ANSWER_COUNTS	lua_upvalueindex(2)


/* Count one more answer.  For the first in a cache, make its table. */
static void count_answer (lua_State *L, int asked) {
  int count;
  lua_rawgeti(L, ANSWER_COUNTS, asked);
  count = (int)lua_tointeger(L, -1);
  lua_pop(L, 1);
  if (count == 0) {
    lua_newtable(L);
    lua_replace(L, CACHE(asked));
  }
  lua_pushinteger(L, (count + 1) % MOST_ANSWERS);
  lua_rawseti(L, ANSWER_COUNTS, asked);
}


/* Answer for a name that is_marked, and cache that under argument 1. */
static int answer_port (lua_State *L, Text key, uint64_t hash, int asked) {
  const Registry *reg = lua_touserdata(L, lua_upvalueindex(1));
  uint32_t port = port_of_name(reg, name_of_hash(reg, key, hash), asked);
  if (port == NO_PORT) return lua_pushnil(L), 1;
  count_answer(L, asked);
  lua_pushinteger(L, (lua_Integer)port);
  lua_pushvalue(L, 1);
  lua_pushvalue(L, -2);
  lua_rawset(L, CACHE(asked));
  return 1;
}


/*
** A text that is not a name is not cached, since there is no end of such texts.
** The answer is then the nil that the cache gave.
*/
static int module_port (lua_State *L) {
  static const Call call = { "port", 1 };
  int asked = transport_at(L, 2);
  Text key;
  uint64_t hash;
  lua_pushvalue(L, 1);
  if (raw_get(L, CACHE(asked)) != LUA_TNIL) return 1;
  key = check_name(L, &call, 1, "name must be a string");
  if (asked == NONE) check_transport(L, &call, 2);
  hash = hash_folded(key);
  if (!is_marked(ianaports_image, hash)) return 1;
  return answer_port(L, key, hash, asked);
}


/* ---------------------------------------------------------------- open */

void add_cached (lua_State *L) {
  int i;
  lua_pushvalue(L, -1);
  push_anchor(L, -1);
  lua_rawgeti(L, -1, ANCHOR_STRINGS);
  lua_remove(L, -2);
  for (i = 0; i < N_CACHES; i++) lua_pushnil(L);
  lua_pushcclosure(L, module_name, 2 + N_CACHES);
  lua_setfield(L, -3, "name");
  lua_pushvalue(L, -1);
  lua_newtable(L);
  lua_newtable(L);
  for (i = 1; i < N_CACHES; i++) lua_pushvalue(L, -1);
  lua_pushcclosure(L, module_port, 2 + N_CACHES);
  lua_setfield(L, -3, "port");
}
