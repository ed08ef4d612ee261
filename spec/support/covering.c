/*
** covering.c - counts which lines of lua/ run in a process.
**
**   COVERING=FILE LUA_INIT="package.loadlib('.../covering.so',
**     'luaopen_covering')()" lua5.4 ...
**
** sets a hook for the main thread and those that it makes, in this Lua and in
** those that it starts, and at the end adds to FILE what has run, as lines
** "lua/ianaports.lua 12", for coverage.lua to read; with LD_PRELOAD it does so
** for a program that has a Lua of this version inside.  Whoever sets another
** hook loses what runs under it.
*/

#define _GNU_SOURCE

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lua.h>
#include <lauxlib.h>

#define MOST_FILES	64
#define MOST_LINES	512
#define NAME_SIZE	200
#define FOUND		1024

int luaopen_covering (lua_State *L);

/* What a source that counts has in its name, up to where it begins. */
static const char *const counted[] = {
  "lua/ianaports", "iana-port-info.nse", "iana_menu.lua", "iana_services.lua"
};

static struct {
  char name[NAME_SIZE];
  unsigned char lines[MOST_LINES];
} files[MOST_FILES];

static int is_covered;			/* is a state of this process? */


static const char *name_in (const char *source) {
  size_t i;
  for (i = 0; i < sizeof counted / sizeof *counted; i++) {
    const char *name = strstr(source, counted[i]);
    if (name != NULL && strlen(name) < NAME_SIZE) return name;
  }
  return NULL;
}


/* The lines of the file of that name, or NULL. */
static unsigned char *lines_of (const char *name) {
  int i;
  for (i = 0; i < MOST_FILES && files[i].name[0] != '\0'; i++)
    if (strcmp(files[i].name, name) == 0) return files[i].lines;
  if (i == MOST_FILES) return NULL;
  strcpy(files[i].name, name);
  return files[i].lines;
}


/* The same by its source; what was found last at that address is kept. */
static unsigned char *lines_in (const char *source) {
  static struct {
    char source[NAME_SIZE];
    unsigned char *lines;
  } found[FOUND];
  size_t i = (size_t)source / 16 % FOUND;
  const char *name;
  if (found[i].source[0] != '\0' && strcmp(found[i].source, source) == 0)
    return found[i].lines;
  if (strlen(source) >= NAME_SIZE) source += strlen(source) - NAME_SIZE + 1;
  strcpy(found[i].source, source);
  name = name_in(source);
  found[i].lines = (name != NULL) ? lines_of(name) : NULL;
  return found[i].lines;
}


static void count_line (lua_State *L, lua_Debug *at) {
  unsigned char *lines;
  lua_getinfo(L, "S", at);
  if (at->source[0] != '@') return;
  lines = lines_in(at->source);
  if (lines != NULL && at->currentline < MOST_LINES)
    lines[at->currentline] = 1;
}


/*
** Nmap calls functions on threads that wait.  Lua would take these for hooks
** that yield, had they one for lines: so there is none until they go on.
*/
static void hook_in_host (lua_State *L, lua_Debug *at) {
  if (at->event == LUA_HOOKLINE) count_line(L, at);
  else {
    int lines = (lua_status(L) == LUA_YIELD) ? 0 : LUA_MASKLINE;
    lua_sethook(L, hook_in_host, LUA_MASKCALL | LUA_MASKRET | lines, 0);
  }
}


/* At the end of the process; others may write to the same file. */
static void write_hits (void) {
  const char *path = getenv("COVERING");
  FILE *file = (path != NULL) ? fopen(path, "a") : NULL;
  int i, line;
  if (file == NULL) return;
  for (i = 0; i < MOST_FILES; i++)
    for (line = 0; line < MOST_LINES; line++)
      if (files[i].lines[line]) fprintf(file, "%s %d\n", files[i].name, line);
  fclose(file);
}


static void write_at_exit (void) {
  if (!is_covered) atexit(write_hits);
  is_covered = 1;
}


int luaopen_covering (lua_State *L) {
  write_at_exit();
  lua_sethook(L, count_line, LUA_MASKLINE, 0);
  return 0;
}


static lua_State *cover_host (lua_State *L) {
  if (L == NULL) return NULL;
  write_at_exit();
  lua_sethook(L, hook_in_host, LUA_MASKCALL | LUA_MASKRET, 0);
  return L;
}


/* These stand in front of Lua's own in a program that is preloaded this. */

lua_State *luaL_newstate (void) {
  lua_State *(*make) (void);
  *(void **)&make = dlsym(RTLD_NEXT, "luaL_newstate");
  return cover_host(make());
}


lua_State *lua_newstate (lua_Alloc allocate, void *data) {
  lua_State *(*make) (lua_Alloc, void *);
  *(void **)&make = dlsym(RTLD_NEXT, "lua_newstate");
  return cover_host(make(allocate, data));
}
