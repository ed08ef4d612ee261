/*
** threads.c - as many threads as asked, each with a Lua state of its own,
** over the one bundled registry and one loaded image; for ThreadSanitizer.
**
**   threads SCRIPT.lua COUNT ...
**
** SCRIPT.lua gives a function that is called in each state with the state's
** number, and returns how many operations it did.  Before that each thread opens
** the bytes of the bundled image, which all share, and asks them in C.  All of
** src/ is linked in.
*/

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include <lua.h>
#include <lauxlib.h>
#include <lualib.h>

#include "preload.h"
#include "core/check.h"
#include "core/lookup.h"

#define MOST		64

extern const uint64_t ianaports_image[];


typedef struct Worker {
  pthread_t thread;
  const char *path;
  int number;
  long operations;		/* done; below 0 where it failed */
  char message[256];
} Worker;


static void run_script (lua_State *L, Worker *w) {
  luaL_openlibs(L);
  preload_module(L);
  w->operations = -1;
  if (luaL_loadfile(L, w->path) == 0 && lua_pcall(L, 0, 1, 0) == 0) {
    lua_pushinteger(L, w->number);
    if (lua_pcall(L, 1, 1, 0) == 0) w->operations = lua_tointeger(L, -1);
  }
  if (w->operations < 0)
    snprintf(w->message, sizeof w->message, "%s", lua_tostring(L, -1));
}


/* Open the bundled image as one from anywhere, and ask for each port. */
static long ask_image (void) {
  const void *image = ianaports_image;
  Registry reg;
  uint32_t port;
  long found = 0;
  registry_view(&reg, image);
  if (registry_open(&reg, image, reg.counts[SIZE]) != NULL) return -1;
  for (port = 0; port < N_PORTS; port++) {
    Cursor rows = rows_at_port(&reg, port);
    found += first_row(&rows, TCP, NAME) != NO_ROW;
    found += status_of_port(&reg, port, UDP) == ASSIGNED;
  }
  return (found > 0) ? 2 * (long)N_PORTS : -1;
}


static void *work (void *data) {
  Worker *w = data;
  lua_State *L = luaL_newstate();
  long asked = ask_image();
  if (L == NULL) return NULL;
  run_script(L, w);
  lua_close(L);
  if (w->operations >= 0 && asked > 0) w->operations += asked;
  else w->operations = -1;
  return NULL;
}


/* Run so many at once; returns the operations of all, or -1. */
static long run (const char *path, int count) {
  static Worker workers[MOST];
  long total = 0;
  int i;
  for (i = 0; i < count; i++) {
    workers[i].path = path;
    workers[i].number = i;
    if (pthread_create(&workers[i].thread, NULL, work, &workers[i]) != 0)
      return fprintf(stderr, "threads: no thread\n"), -1;
  }
  for (i = 0; i < count; i++) {
    pthread_join(workers[i].thread, NULL);
    if (workers[i].operations <= 0) {
      fprintf(stderr, "threads: number %d: %s\n", i, workers[i].message);
      total = -1;
    }
    else if (total >= 0) total += workers[i].operations;
  }
  return total;
}


int main (int argc, char **argv) {
  int i;
  for (i = 2; i < argc; i++) {
    int count = atoi(argv[i]);
    long total;
    if (count < 1 || count > MOST) return 2;
    total = run(argv[1], count);
    if (total < 0) return EXIT_FAILURE;
    printf("threads: %d at once, %ld operations\n", count, total);
    fflush(stdout);
  }
  return (argc > 2) ? EXIT_SUCCESS : 2;
}
