/*
** starve.c - a Lua whose memory runs out, at every request in turn; or whose
** system calls go wrong.
**
**   starve SCENARIOS.lua [NAME ...]
**
** SCENARIOS.lua gives a list of scenarios; see spec/support/scenarios.lua.
** All of src/ is linked in, so that one counter sees each request for
** memory: of Lua, through its allocator, and of the builder and libcsv,
** whose malloc, calloc and realloc the linker leads here.  Only what grows
** can fail, as Lua asks of an allocator.
**
** Each scenario is run with request 1 failing, then 2, and so on until it
** needs no more, in three ways: that request alone (Lua collects and asks
** again), it and the one after it, and it and all that follow.  Every run
** must give the answer of a run that lacks nothing, or say "not enough
** memory", raised or as nil and a message; and after every run that failed,
** one that lacks nothing must give the answer again.  At the end all that
** Lua got has been given back, and no run has made the state grow.
**
** Scenarios with `calls` are also run with the system calls of src/ going
** wrong one by one (calls.c): interrupted by a signal, or reading and writing
** less than was asked, which must not show; or failing for good, which must be
** told or do no harm: the answer is right all the same.
*/

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lua.h>
#include <lauxlib.h>
#include <lualib.h>

#include "preload.h"
#include "starve.h"

#define LACK		"not enough memory"
#define SLACK		32768	/* bytes that caches of Lua's own may take */


/* --------------------------------------------------------------- memory */

static const char *const mode_names[N_MODES] =
  { "alone", "twice", "all", "signal", "less", "error" };
struct Memory memory;


static void fail_from (long at, int mode) {
  memory.calls = memory.failed = 0;
  memory.fail_at = at;
  memory.mode = mode;
}


int failing (int is_memory) {
  long last = memory.fail_at + (memory.mode == TWICE);
  if (memory.fail_at == 0 || is_memory != (memory.mode <= ALL)) return 0;
  memory.calls++;
  if (memory.calls < memory.fail_at) return 0;
  if (memory.mode != ALL && memory.mode != LESS && memory.calls > last)
    return 0;
  memory.failed++;
  return 1;
}


void *__real_malloc (size_t size);
void *__real_calloc (size_t count, size_t size);
void *__real_realloc (void *at, size_t size);


void *__wrap_malloc (size_t size) {
  return failing(1) ? NULL : __real_malloc(size);
}


void *__wrap_calloc (size_t count, size_t size) {
  return failing(1) ? NULL : __real_calloc(count, size);
}


void *__wrap_realloc (void *at, size_t size) {
  return failing(1) ? NULL : __real_realloc(at, size);
}


/* Lua's allocator; `data` counts the bytes that it has. */
static void *allocate (void *data, void *at, size_t old, size_t size) {
  size_t *used = data;
  void *result;
  if (at == NULL) old = 0;		/* Lua says there what it is for */
  if (size == 0) {
    free(at);
    *used -= old;
    return NULL;
  }
  if (size > old && failing(1)) return NULL;
  result = __real_realloc(at, size);
  if (result != NULL) *used += size - old;
  return result;
}


/* ---------------------------------------------------------------- states */

static void die (const char *scenario, const char *what, const char *more) {
  fprintf(stderr, "starve: %s: %s%s%s\n", scenario, what,
          (more != NULL) ? ": " : "", (more != NULL) ? more : "");
  exit(EXIT_FAILURE);
}


/* A new state with the list of scenarios at index 1. */
static lua_State *new_state (const char *path, size_t *used) {
  lua_State *L;
  *used = 0;
  L = lua_newstate(allocate, used);
  if (L == NULL) die(path, "no state", NULL);
  luaL_openlibs(L);
  preload_module(L);
  if (luaL_loadfile(L, path) != 0 || lua_pcall(L, 0, 1, 0) != 0)
    die(path, lua_tostring(L, -1), NULL);
  return L;
}


/*
** Call `scenario[key]` where there is one, with request `at` failing; 0, or
** what lua_pcall says.  Leaves two results, or the error and nil.
*/
static int call (lua_State *L, int scenario, const char *key, long at,
                 int mode) {
  int status = 0;
  lua_settop(L, 3);
  lua_rawgeti(L, 1, scenario);
  lua_replace(L, 2);
  lua_getfield(L, 2, key);
  if (!lua_isnil(L, -1)) {
    fail_from(at, mode);
    status = lua_pcall(L, 0, 2, 0);
    memory.fail_at = 0;
  }
  lua_settop(L, 5);
  return status;
}


/* ------------------------------------------------------------------ runs */

typedef struct Run {
  const char *path;
  char *name;
  char *answer;			/* of a run that lacked nothing */
  int scenario;
  int fresh;			/* a new state for every run? */
  int calls;			/* also with system calls going wrong? */
  size_t used, before;		/* bytes that Lua has; had when prepared */
  long total;			/* runs that lacked memory */
} Run;


static char *copy_text (const char *text) {
  char *copy = __real_malloc(strlen(text) + 1);
  if (copy == NULL) exit(EXIT_FAILURE);
  return strcpy(copy, text);
}


/* What the last call said, or NULL. */
static const char *said (lua_State *L) {
  return lua_tostring(L, lua_isnil(L, 4) ? 5 : 4);
}


/* A run that lacks nothing gives the answer. */
static void run_well (lua_State *L, Run *run) {
  if (call(L, run->scenario, "run", 0, ALL) != 0 || !lua_isstring(L, 4))
    die(run->name, "a run that lacks nothing fails", said(L));
  if (run->answer == NULL) run->answer = copy_text(lua_tostring(L, 4));
  if (strcmp(lua_tostring(L, 4), run->answer) != 0)
    die(run->name, "another answer than before", said(L));
}


/* Did a run that lacked memory end as it may? */
static int ended_well (lua_State *L, const Run *run, int status) {
  if (said(L) == NULL) return 0;
  if (memory.mode == ERROR && strstr(said(L), strerror(EIO)) != NULL)
    return 1;
  if (status == 0 && !lua_isnil(L, 4))
    return strcmp(said(L), run->answer) == 0;
  return memory.mode <= ALL && strstr(said(L), LACK) != NULL;
}


static void collect (lua_State *L) {
  lua_settop(L, 1);
  lua_gc(L, LUA_GCCOLLECT, 0);
  lua_gc(L, LUA_GCCOLLECT, 0);
}


/* A state in which the scenario has been prepared, and run if not fresh. */
static lua_State *prepare (Run *run) {
  lua_State *L = new_state(run->path, &run->used);
  if (call(L, run->scenario, "prepare", 0, ALL) != 0)
    die(run->name, "not prepared", said(L));
  if (!run->fresh) run_well(L, run);
  collect(L);
  run->before = run->used;
  return L;
}


/* Once all garbage is gone the state is as large as it was, then nothing. */
static void finish (lua_State *L, const Run *run) {
  if (call(L, run->scenario, "finish", 0, ALL) != 0)
    die(run->name, "not finished", said(L));
  collect(L);
  if (!run->fresh && run->used > run->before + SLACK)
    die(run->name, "the state grew", NULL);
  lua_close(L);
  if (run->used != 0) die(run->name, "Lua kept memory", NULL);
}


/* Run with request `at` failing; returns whether any did. */
static int starve_once (lua_State *L, Run *run, long at, int mode) {
  int status = call(L, run->scenario, "run", at, mode);
  int failed = memory.failed > 0;
  if (failed && !ended_well(L, run, status)) {
    fprintf(stderr, "request %ld, %s\n", at, mode_names[mode]);
    die(run->name, "an end that is none", said(L));
  }
  if (failed && call(L, run->scenario, "check", 0, ALL) != 0)
    die(run->name, "what it left behind", said(L));
  run_well(L, run);
  run->total += failed;
  return failed;
}


static long starve (Run *run, int mode) {
  lua_State *L = prepare(run);
  long at = 1;
  while (starve_once(L, run, at, mode)) {
    at++;
    if (!run->fresh) continue;
    finish(L, run);
    L = prepare(run);
  }
  finish(L, run);
  return at - 1;
}


static long run_scenario (Run *run) {
  int mode;
  lua_State *L = prepare(run);
  run_well(L, run);
  finish(L, run);
  printf("%-24s", run->name);
  for (mode = ALONE; mode < (run->calls ? N_MODES : SIGNAL); mode++)
    printf(" %7ld", starve(run, mode));
  printf("\n");
  fflush(stdout);
  return run->total;
}


/* ------------------------------------------------------------------ main */

/* Scenario `i` of the list; 0 where it ends. */
static int read_scenario (lua_State *L, int i, Run *run) {
  memset(run, 0, sizeof *run);
  lua_settop(L, 1);
  lua_rawgeti(L, 1, i);
  if (lua_isnil(L, 2)) return 0;
  lua_getfield(L, 2, "name");
  lua_getfield(L, 2, "fresh");
  run->name = copy_text(lua_tostring(L, 3));
  run->fresh = lua_toboolean(L, 4);
  lua_getfield(L, 2, "calls");
  run->calls = lua_toboolean(L, 5);
  run->scenario = i;
  return 1;
}


static int is_wanted (const Run *run, int argc, char **argv) {
  int i;
  for (i = 2; i < argc; i++)
    if (strcmp(argv[i], run->name) == 0) return 1;
  return argc <= 2;
}


int main (int argc, char **argv) {
  lua_State *L;
  Run run;
  size_t used;
  long total = 0;
  int i, ran = 0;
  if (argc < 2) return fprintf(stderr, "usage: starve FILE [NAME ...]\n"), 2;
  L = new_state(argv[1], &used);
  printf("%-24s", "requests that fail");
  for (i = 0; i < N_MODES; i++) printf(" %7s", mode_names[i]);
  printf("\n");
  for (i = 1; read_scenario(L, i, &run); i++) {
    run.path = argv[1];
    if (is_wanted(&run, argc, argv)) {
      total += run_scenario(&run);
      ran++;
    }
    free(run.answer);
    free(run.name);
  }
  lua_close(L);
  printf("starve: %d scenarios, %ld runs in need\n", ran, total);
  return (ran > 0) ? EXIT_SUCCESS : EXIT_FAILURE;
}
