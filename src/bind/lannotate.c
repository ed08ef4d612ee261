/*
** lannotate.c - binding: logs annotated.  See lannotate.h.
*/

#define _XOPEN_SOURCE 700

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "core/annotate.h"
#include "bind/lannotate.h"
#include "bind/lstream.h"
#include "bind/ltypes.h"

#define ANNOTATOR	"ianaports.annotator"
#define BLOCK		131072u		/* taken at a time */
#define PAGE		4096u
#define MOVED		16384u		/* moving that much costs nothing */

/* Input: room for the longest rest, then a block, which begins with a page. */
#define INPUT_SIZE	(MAX_LINE + BLOCK + LOG_PAD)

enum States { OPEN, ENDED, FAILED };

/*
** Memory that is never written costs nothing: of `bytes` that is all but a few
** blocks, as long as lines are short.
*/
typedef struct LuaAnnotator {
  Annotator annotator;
  char *in, *out;			/* in `bytes` */
  size_t first, end;			/* the rest, in `in` */
  int state;				/* of the filter */
  int is_long;				/* has the buffer been begun? */
  luaL_Buffer *buffer;			/* of a call of the filter */
  lua_State *L;
  int file;				/* that is streamed, or -1 */
  Kept kept;
  char bytes[INPUT_SIZE + BLOCK + 2 * PAGE];
} LuaAnnotator;


static LuaAnnotator *check_annotator (lua_State *L) {
  return luaL_checkudata(L, 1, ANNOTATOR);
}


static void close_file (LuaAnnotator *la) {
  if (la->file > STDIN_FILENO) close(la->file);
  la->file = -1;
}


/* ------------------------------------------------------------ settings */

/* The string in a field of the settings, which are at index 2; else empty. */
static Text setting (lua_State *L, const char *field) {
  Text text = { "", 0 };
  lua_getfield(L, 2, field);
  if (lua_type(L, -1) == LUA_TSTRING) text = text_at(L, -1);
  lua_pop(L, 1);
  return text;
}


static int kind_of_setting (lua_State *L) {
  static const char *const kinds[] = { "zeek", "tsv", "csv", "json" };
  Text input = setting(L, "input");
  int kind = 0;
  while (kind < N_LOG_KINDS && !equals_string(input, kinds[kind])) kind++;
  return kind;
}


static void read_fields (lua_State *L, Answers *answers) {
  lua_getfield(L, 2, "fields");
  luaL_checktype(L, -1, LUA_TTABLE);
  for (answers->n_fields = 0; answers->n_fields < N_FIELDS; ) {
    int field;
    lua_rawgeti(L, -1, answers->n_fields + 1);
    if (lua_type(L, -1) != LUA_TSTRING) break;
    field = field_named(text_at(L, -1));
    luaL_argcheck(L, field < N_FIELDS, 2, "unknown field");
    answers->fields[answers->n_fields++] = field;
    lua_pop(L, 1);
  }
  lua_pop(L, 2);
}


static void read_settings (lua_State *L, Annotator *a) {
  Asked *asked = &a->log.asked;
  asked->names[PORT_A] = setting(L, "port");
  asked->names[PORT_B] = setting(L, "other_port");
  asked->names[PROTOCOL] = setting(L, "column");
  asked->transport = transport_named(setting(L, "transport"));
  a->given = kind_of_setting(L);
  read_fields(L, &a->log.answers);
}


/* The first place from `at` on where a page begins, but for `offset`. */
static char *page_after (char *at, size_t offset) {
  return at + (PAGE - ((uintptr_t)at + offset) % PAGE) % PAGE;
}


static void begin (LuaAnnotator *la) {
  annotate_begin(&la->annotator);
  la->first = la->end = MAX_LINE;
  la->annotator.log.sink.used = 0;
  la->annotator.log.sink.broken = 0;
}


/* annotator(registry, settings) -> annotator */
static int new_annotator (lua_State *L) {
  const Registry *reg = luaL_checkudata(L, 1, REGISTRY);
  LuaAnnotator *la;
  Answers *answers;
  luaL_checktype(L, 2, LUA_TTABLE);
  la = lua_newuserdata(L, sizeof *la);
  memset(la, 0, offsetof(LuaAnnotator, kept));
  la->file = -1;
  luaL_getmetatable(L, ANNOTATOR);
  lua_setmetatable(L, -2);
  lua_createtable(L, 2, 0);		/* keeps the registry and the names */
  lua_pushvalue(L, 1);
  lua_rawseti(L, -2, 1);
  lua_pushvalue(L, 2);
  lua_rawseti(L, -2, 2);
  set_anchor(L, 3);
  answers = &la->annotator.log.answers;
  answers->reg = reg;
  answers->kept = &la->kept;
  la->in = page_after(la->bytes, MAX_LINE);
  la->out = page_after(la->in + INPUT_SIZE, 0);
  la->annotator.log.sink.at = la->out;
  la->annotator.log.sink.size = BLOCK;
  la->annotator.log.sink.owner = la;
  read_settings(L, &la->annotator);
  begin(la);
  return 1;
}


/* --------------------------------------------------------------- input */

/*
** Room for more input: where it goes, and how much.  A rest that is short moves
** to where the block begins with a page; a long one only when there is no room,
** so that many small pieces of a long line do not move it each time.
*/
static char *room_for_input (LuaAnnotator *la, size_t *room) {
  size_t size = la->end - la->first, limit = MAX_LINE + BLOCK;
  if (size <= MOVED || la->end == limit) {
    memmove(la->in + MAX_LINE - size, la->in + la->first, size);
    la->first = MAX_LINE - size;
    la->end = MAX_LINE;
  }
  *room = limit - la->end;
  return la->in + la->end;
}


static void take_input (LuaAnnotator *la, size_t size, int last) {
  la->end += size;
  la->first += annotate(&la->annotator, la->in + la->first,
                        la->end - la->first, last);
}


/* Push what is wrong with the columns, for people. */
static void push_error (lua_State *L, int error) {
  static const char *const whats[] = {
    "", "port", "second port", "transport", ""
  };
  if (error == LOG_NO_FIELDS)
    lua_pushliteral(L, "a log of Zeek without a line #fields");
  else lua_pushfstring(L, "no column for the %s", whats[error]);
}


/* --------------------------------------------------------------- filter */

/* The sink of a filter: a buffer of Lua, made when one block is not enough. */
static int add_to_buffer (Sink *sink) {
  LuaAnnotator *la = sink->owner;
  if (!la->is_long) luaL_buffinit(la->L, la->buffer);
  la->is_long = 1;
  luaL_addlstring(la->buffer, sink->at, sink->used);
  sink->used = 0;
  return 1;
}


/* Push all that was put, or nil if that is nothing and the log has ended. */
static int push_put (LuaAnnotator *la, int last) {
  Sink *sink = &la->annotator.log.sink;
  if (la->is_long) {
    add_to_buffer(sink);
    luaL_pushresult(la->buffer);
  }
  else if (last && sink->used == 0) lua_pushnil(la->L);
  else lua_pushlstring(la->L, sink->at, sink->used);
  sink->used = 0;
  return 1;
}


/* Take all of a chunk, or the end, where it is at NULL. */
static void filter_chunk (LuaAnnotator *la, Text chunk) {
  int last = chunk.at == NULL;
  do {
    size_t room;
    char *at = room_for_input(la, &room);
    if (room > chunk.size) room = chunk.size;
    if (room > 0) memcpy(at, chunk.at, room);
    take_input(la, room, last);
    if (!last) chunk.at += room;
    chunk.size -= room;
  } while (chunk.size > 0);
}


static int raise (lua_State *L, const char *why) {
  return luaL_error(L, "annotator: %s", why);
}


/* filter(chunk) -> chunk; nil at the end */
static int filter (lua_State *L) {
  LuaAnnotator *la = lua_touserdata(L, lua_upvalueindex(1));
  Text chunk = { NULL, 0 };
  luaL_Buffer buffer;
  lua_settop(L, 1);
  if (!lua_isnil(L, 1)) chunk.at = luaL_checklstring(L, 1, &chunk.size);
  if (la->state == FAILED) return raise(L, "it has failed before");
  if (la->state == ENDED && chunk.at == NULL) return lua_pushnil(L), 1;
  if (la->state == ENDED) return raise(L, "the log has ended");
  la->state = FAILED;				/* unless all goes well */
  la->L = L;
  la->buffer = &buffer;
  la->is_long = 0;
  filter_chunk(la, chunk);
  if (la->annotator.error != LOG_FINE) {
    push_error(L, la->annotator.error);
    return raise(L, lua_tostring(L, -1));
  }
  push_put(la, chunk.at == NULL);
  la->state = (chunk.at == NULL) ? ENDED : OPEN;
  return 1;
}


/* annotator:filter() -> filter */
static int new_filter (lua_State *L) {
  LuaAnnotator *la = check_annotator(L);
  begin(la);
  la->annotator.log.sink.empty = add_to_buffer;
  lua_settop(L, 1);
  lua_pushcclosure(L, filter, 1);
  return 1;
}


/* --------------------------------------------------------------- stream */

/* The sink of a stream: standard output. */
static int write_out (Sink *sink) {
  int is_written = write_all(STDOUT_FILENO, sink->at, sink->used);
  sink->used = 0;
  return is_written;
}


/* Push nil, what is wrong, its kind, and the errno of the last call, if any. */
static int push_failure (lua_State *L, const char *kind, int error) {
  int number = errno;
  lua_pushnil(L);
  if (error != LOG_FINE) push_error(L, error);
  else lua_pushstring(L, strerror(number));
  lua_pushstring(L, kind);
  lua_pushinteger(L, (error != LOG_FINE) ? 0 : number);
  return 4;
}


/* Call progress(done, size), which is at index 3, if there is one. */
static void say_progress (lua_State *L, double done, double size) {
  lua_pushvalue(L, 3);
  lua_pushnumber(L, (lua_Number)done);
  if (size > 0) lua_pushnumber(L, (lua_Number)size);
  else lua_pushnil(L);
  lua_call(L, 2, 0);
}


/* Read once and answer.  Returns how much was read: 0 at the end, or -1. */
static ssize_t stream_block (LuaAnnotator *la) {
  size_t room;
  char *at = room_for_input(la, &room);
  ssize_t n = read_some(la->file, at, room);
  if (n < 0) return n;
  take_input(la, (size_t)n, n == 0);
  sink_flush(&la->annotator.log.sink);
  return n;
}


/* Read to the end, or to what goes wrong; returns what the last read did. */
static ssize_t stream_all (lua_State *L, LuaAnnotator *la, double size) {
  const Annotator *a = &la->annotator;
  time_t said = seconds_now(), now;
  double done = 0;
  ssize_t n;
  while ((n = stream_block(la)) > 0 && a->error == LOG_FINE
         && !a->log.sink.broken) {
    done += (double)n;
    if (lua_isnil(L, 3) || (now = seconds_now()) == said) continue;
    said = now;
    say_progress(L, done, size);
  }
  return n;
}


/* annotator:stream(path [, progress]) -> true; or nil, message, kind, errno */
static int stream (lua_State *L) {
  LuaAnnotator *la = check_annotator(L);
  const char *path = luaL_optstring(L, 2, NULL);
  double size;
  ssize_t n;
  lua_settop(L, 3);
  close_file(la);
  begin(la);
  la->annotator.log.sink.empty = write_out;
  la->file = open_input(path, &size);
  if (la->file < 0) return push_failure(L, "input", LOG_FINE);
  n = stream_all(L, la, size);
  if (la->annotator.log.sink.broken) n = push_failure(L, "output", LOG_FINE);
  else if (n < 0) n = push_failure(L, "input", LOG_FINE);
  else if (la->annotator.error != LOG_FINE)
    n = push_failure(L, "columns", la->annotator.error);
  else n = (lua_pushboolean(L, 1), 1);
  close_file(la);
  return (int)n;
}


static int free_annotator (lua_State *L) {
  close_file(check_annotator(L));
  return 0;
}


/* annotator:unread() -> how many lines went through as they are */
static int unread (lua_State *L) {
  lua_pushnumber(L, (lua_Number)check_annotator(L)->annotator.log.unread);
  return 1;
}


static const luaL_Reg methods[] = {
  { "filter", new_filter }, { "stream", stream }, { "unread", unread },
  { NULL, NULL }
};


void add_annotators (lua_State *L) {
  new_handle_type(L, ANNOTATOR, free_annotator, methods);
  lua_pushcfunction(L, new_annotator);
  lua_setfield(L, -2, "annotator");
}
