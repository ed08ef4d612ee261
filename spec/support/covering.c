/*
** covering.c - a Lua module that counts which lines of lua/ run.
**
**   require "covering" (FILE)
**
** sets a hook for this thread and those that it makes, and gives a function
** that adds to FILE what has run, as lines "lua/ianaports.lua 12", for
** coverage.lua to read.  In C, since a hook in Lua makes all twenty times
** slower.  Whoever sets another hook loses what runs under it.
*/

#include <stdio.h>
#include <string.h>

#include <lua.h>
#include <lauxlib.h>

#define MOST_FILES	128
#define MOST_LINES	512
#define NAME_SIZE	80

int luaopen_covering (lua_State *L);

static struct {
  char name[NAME_SIZE];
  unsigned char lines[MOST_LINES];
} files[MOST_FILES];


/* The file of that name, or NULL. */
static unsigned char *lines_of (const char *name) {
  int i;
  for (i = 0; i < MOST_FILES && files[i].name[0] != '\0'; i++)
    if (strcmp(files[i].name, name) == 0) return files[i].lines;
  if (i == MOST_FILES || strlen(name) >= NAME_SIZE) return NULL;
  strcpy(files[i].name, name);
  return files[i].lines;
}


static void count_line (lua_State *L, lua_Debug *at) {
  const char *name;
  unsigned char *lines;
  lua_getinfo(L, "S", at);
  name = strstr(at->source, "lua/ianaports");
  if (at->source[0] != '@' || name == NULL) return;
  lines = lines_of(name);
  if (lines != NULL && at->currentline < MOST_LINES)
    lines[at->currentline] = 1;
}


static int write_hits (lua_State *L) {
  FILE *file = fopen(lua_tostring(L, lua_upvalueindex(1)), "a");
  int i, line;
  if (file == NULL) return luaL_error(L, "cannot write the hits");
  for (i = 0; i < MOST_FILES; i++)
    for (line = 0; line < MOST_LINES; line++)
      if (files[i].lines[line]) fprintf(file, "%s %d\n", files[i].name, line);
  fclose(file);
  return 0;
}


/* cover(FILE) -> function that writes it */
static int cover (lua_State *L) {
  luaL_checkstring(L, 1);
  lua_sethook(L, count_line, LUA_MASKLINE, 0);
  lua_settop(L, 1);
  lua_pushcclosure(L, write_hits, 1);
  return 1;
}


int luaopen_covering (lua_State *L) {
  lua_pushcfunction(L, cover);
  return 1;
}
