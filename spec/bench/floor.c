/*
** floor.c - the least that an operation can cost: what `make bench` measures
** the module against.
**
** Each function does what no answer of its kind can do without (a call into
** C, the checks of its arguments, a new table, a new set, one pass over the
** same bytes, libcsv with callbacks that do nothing) and no more.  Beside
** them stand a clock and the C library's own look-ups, which are peers.
** Holds no state; the bench alone loads it.
*/

#define _POSIX_C_SOURCE 200809L

#include <arpa/inet.h>
#include <csv.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "bind/lcompat.h"

#define BLOCK		65536u		/* bytes of a file read at a time */
#define SLOTS		4096		/* of the table that `slot` reads */


/* clock() -> seconds that this process had of a processor */
static int now (lua_State *L) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  lua_pushnumber(L, (lua_Number)t.tv_sec + (lua_Number)t.tv_nsec * 1e-9);
  return 1;
}


/* -------------------------------------------------------------- calls */

/* noop(...) */
static int noop (lua_State *L) {
  (void)L;
  return 0;
}


/* slot(port, transport) -> a value that waits in a table, the upvalue */
static int slot (lua_State *L) {
  lua_Integer port = luaL_checkinteger(L, 1);
  size_t size;
  luaL_checklstring(L, 2, &size);
  lua_rawgeti(L, lua_upvalueindex(1), (int)(port % SLOTS) + 1);
  return 1;
}


/* sizes(name, transport) -> integer, of both texts */
static int sizes (lua_State *L) {
  size_t a, b;
  luaL_checklstring(L, 1, &a);
  luaL_checklstring(L, 2, &b);
  lua_pushinteger(L, (lua_Integer)(a + b));
  return 1;
}


/* record(...) -> a new table with room for the twelve columns */
static int record (lua_State *L) {
  lua_createtable(L, 0, 12);
  return 1;
}


/* set(bytes) -> a new userdata */
static int set (lua_State *L) {
  lua_newuserdata(L, (size_t)luaL_checkinteger(L, 1));
  return 1;
}


static int next_number (lua_State *L) {
  lua_Integer i = lua_tointeger(L, 2);
  if (i >= lua_tointeger(L, lua_upvalueindex(1))) return 0;
  lua_pushinteger(L, i + 1);
  return 1;
}


/* count(n) -> iterator over 1 .. n; its control variable begins at 0 */
static int count (lua_State *L) {
  lua_pushinteger(L, luaL_checkinteger(L, 1));
  lua_pushcclosure(L, next_number, 1);
  lua_pushnil(L);
  lua_pushinteger(L, 0);
  return 3;
}


/* --------------------------------------------------------------- bytes */

#if defined(__SSE2__)

/* In full blocks of 16 bytes; each counter of `sums` takes 255 of them. */
static size_t count_blocks (const char *at, size_t blocks, char c) {
  const __m128i wanted = _mm_set1_epi8(c), zero = _mm_setzero_si128();
  __m128i total = zero;
  while (blocks > 0) {
    size_t i, n = (blocks < 255) ? blocks : 255;
    __m128i sums = zero;
    for (i = 0; i < n; i++, at += 16) {
      __m128i block = _mm_loadu_si128((const __m128i *)(const void *)at);
      sums = _mm_sub_epi8(sums, _mm_cmpeq_epi8(block, wanted));
    }
    total = _mm_add_epi64(total, _mm_sad_epu8(sums, zero));
    blocks -= n;
  }
  total = _mm_add_epi64(total, _mm_unpackhi_epi64(total, total));
  return (size_t)_mm_cvtsi128_si64(total);
}

#else

static size_t count_blocks (const char *at, size_t blocks, char c) {
  size_t i, n = 0;
  for (i = 0; i < 16 * blocks; i++) n += (at[i] == c);
  return n;
}

#endif


/* pass(bytes, byte) -> how often it stands there: one pass over all */
static int pass (lua_State *L) {
  size_t size, i, n;
  const char *at = luaL_checklstring(L, 1, &size);
  char c = *luaL_checkstring(L, 2);
  n = count_blocks(at, size / 16, c);
  for (i = size - size % 16; i < size; i++) n += (at[i] == c);
  lua_pushinteger(L, (lua_Integer)n);
  return 1;
}


/* ---------------------------------------------------------------- CSV */

static void no_cell (void *cell, size_t size, void *state) {
  (void)cell;
  (void)size;
  (void)state;
}


static void no_row (int c, void *state) {
  (void)c;
  (void)state;
}


/* Read a file through libcsv; the bytes, or 0 where something failed. */
static size_t csv_bytes (int file, struct csv_parser *parser, void *block) {
  size_t total = 0;
  ssize_t n;
  while ((n = read(file, block, BLOCK)) > 0) {
    if (csv_parse(parser, block, (size_t)n, no_cell, no_row, NULL)
        != (size_t)n) return 0;
    total += (size_t)n;
  }
  return (n < 0 || csv_fini(parser, no_cell, no_row, NULL) != 0) ? 0 : total;
}


/* csv(path) -> bytes, or 0: libcsv over a file, callbacks that do nothing */
static int csv (lua_State *L) {
  const char *path = luaL_checkstring(L, 1);
  struct csv_parser parser;
  void *block = NULL;
  size_t total = 0;
  int file = open(path, O_RDONLY);
  if (file < 0) return luaL_error(L, "cannot read %s", path);
  if (posix_memalign(&block, 4096, BLOCK) == 0) {
    if (csv_init(&parser, 0) == 0) {
      total = csv_bytes(file, &parser, block);
      csv_free(&parser);
    }
    free(block);
  }
  close(file);
  lua_pushinteger(L, (lua_Integer)total);
  return 1;
}


/* --------------------------------------------------- the C library's own */

/* getservbyport(port, transport) -> name or nil */
static int by_port (lua_State *L) {
  int port = (int)luaL_checkinteger(L, 1);
  const char *transport = luaL_checkstring(L, 2);
  const struct servent *s = getservbyport(htons((uint16_t)port), transport);
  if (s == NULL) lua_pushnil(L);
  else lua_pushstring(L, s->s_name);
  return 1;
}


/* getservbyname(name, transport) -> port or nil */
static int by_name (lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  const struct servent *s = getservbyname(name, luaL_checkstring(L, 2));
  if (s == NULL) lua_pushnil(L);
  else lua_pushinteger(L, (lua_Integer)ntohs((uint16_t)s->s_port));
  return 1;
}


static const luaL_Reg functions[] = {
  { "clock", now }, { "noop", noop }, { "sizes", sizes },
  { "record", record }, { "set", set }, { "count", count },
  { "pass", pass }, { "csv", csv },
  { "getservbyport", by_port }, { "getservbyname", by_name },
  { NULL, NULL }
};


LUA_EXPORT int luaopen_floor (lua_State *L) {
  int i;
  lua_newtable(L);
  luaL_setfuncs(L, functions, 0);
  lua_createtable(L, SLOTS, 0);
  for (i = 1; i <= SLOTS; i++) {
    lua_pushfstring(L, "service-%d", i);
    lua_rawseti(L, -2, i);
  }
  lua_pushcclosure(L, slot, 1);
  lua_setfield(L, -2, "slot");
  return 1;
}
