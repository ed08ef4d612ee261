/*
** readers.c - fuzz target: readers.lua over every input, in one Lua state.
**
** A hook counts the lines of Lua code that run, where the fuzzer looks for
** new ones as it does for C.  All of src/ is linked in.
*/

#include <stdio.h>
#include <stdlib.h>

#include <lua.h>
#include <lauxlib.h>
#include <lualib.h>

#include "ask.h"
#include "preload.h"

#define COUNTERS	16384	/* a power of two */
#define COLLECT_EVERY	64

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

__attribute__((section("__libfuzzer_extra_counters")))
static uint8_t counters[COUNTERS];


static void count_line (lua_State *L, lua_Debug *line) {
  lua_getinfo(L, "S", line);
  counters[(strlen(line->source) * 509u + (unsigned)line->currentline)
           % COUNTERS]++;
}


/* A state with the function of readers.lua at index 1. */
static lua_State *new_state (void) {
  lua_State *L = luaL_newstate();
  expect(L != NULL, "memory");
  luaL_openlibs(L);
  preload_module(L);
  if (luaL_loadfile(L, "spec/fuzz/readers.lua") != 0
      || lua_pcall(L, 0, 1, 0) != 0)
    expect(0, lua_tostring(L, -1));
  lua_sethook(L, count_line, LUA_MASKLINE, 0);
  return L;
}


int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size) {
  static lua_State *L;
  static unsigned runs;
  if (L == NULL) L = new_state();
  lua_settop(L, 1);
  lua_pushvalue(L, 1);
  lua_pushlstring(L, (const char *)data, size);
  if (lua_pcall(L, 1, 0, 0) != 0) expect(0, lua_tostring(L, -1));
  if (++runs % COLLECT_EVERY == 0) lua_gc(L, LUA_GCCOLLECT, 0);
  return 0;
}
