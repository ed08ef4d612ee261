/*
** lread.c - binding: reading a file block by block.  See lread.h.
*/

#define _XOPEN_SOURCE 700

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/terms.h"
#include "bind/lread.h"
#include "bind/ltypes.h"

#if defined(_WIN32)
#define O_NONBLOCK	0
#define O_NOCTTY	0
#define O_CLOEXEC	(O_NOINHERIT | O_BINARY)	/* line ends stay */
#define NANOSECONDS(info)	0
#elif defined(__APPLE__)
#define NANOSECONDS(info)	((info)->st_mtimespec.tv_nsec)
#else
#define NANOSECONDS(info)	((info)->st_mtim.tv_nsec)
#endif

#define SOURCE		"ianaports.source"
#define BLOCK		65536
#define MAX_SIZE	((off_t)MAX_FILE)

typedef struct Source {
  int file;			/* -1: closed */
  off_t read;			/* bytes so far */
  struct stat info;		/* when it was opened */
  char block[BLOCK];
} Source;


static const char too_long[] = "longer than 2^30 bytes";
static const char changed[] = "changed while it was read";


void *new_image (lua_State *L, size_t size) {
  void *bytes = lua_newuserdata(L, size);
  luaL_newmetatable(L, IMAGE_BYTES);
  lua_pushboolean(L, 0);		/* scripts may not get at it */
  lua_setfield(L, -2, "__metatable");
  lua_setmetatable(L, -2);
  return bytes;
}


static void close_source (Source *s) {
  if (s->file >= 0) close(s->file);
  s->file = -1;
}


/*
** Open the file.  Returns 0 or an errno: EINVAL for what is not a regular file,
** EFBIG for one that is too large.
*/
static int open_source (Source *s, const char *path) {
  do {			/* opening a FIFO must not block */
    s->file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  } while (s->file < 0 && errno == EINTR);
  if (s->file < 0 || fstat(s->file, &s->info) != 0) return errno;
  if (S_ISDIR(s->info.st_mode)) return EISDIR;
  if (!S_ISREG(s->info.st_mode)) return EINVAL;
  return (s->info.st_size > MAX_SIZE) ? EFBIG : 0;
}


/*
** open_file(path) -> source; or nil, a message, and whether there is no such
** file
*/
static int open_file (lua_State *L) {
  size_t size;
  const char *path = luaL_checklstring(L, 1, &size);
  Source *s;
  int error;
  luaL_argcheck(L, strlen(path) == size, 1, "a path has no NUL in it");
  s = lua_newuserdata(L, sizeof *s);
  s->file = -1;
  s->read = 0;
  luaL_getmetatable(L, SOURCE);
  lua_setmetatable(L, -2);
  error = open_source(s, path);
  if (error == 0) return 1;
  close_source(s);
  lua_pushnil(L);
  lua_pushfstring(L, "%s: %s", path,
                  (error == EINVAL) ? "not a regular file" :
                  (error == EFBIG) ? too_long :
                  strerror(error));
  lua_pushboolean(L, error == ENOENT || error == ENOTDIR);
  return 3;
}


/* Has the file not changed since it was opened?  Sets errno if it fails. */
static int is_unchanged (const Source *s) {
  struct stat now;
  errno = 0;
  return fstat(s->file, &now) == 0 && now.st_size == s->info.st_size
      && now.st_mtime == s->info.st_mtime
      && NANOSECONDS(&now) == NANOSECONDS(&s->info);
}


/*
** Read `most` bytes, or fewer at the end of the file.  Returns how many, or -1
** and errno.
*/
static ssize_t read_up_to (Source *s, char *bytes, size_t most) {
  size_t size = 0;
  while (size < most) {
    ssize_t n = read(s->file, bytes + size, most - size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return -1;
    if (n == 0) break;
    size += (size_t)n;
  }
  return (ssize_t)size;
}


const char *next_block (lua_State *L, int arg, size_t *size,
                        const char **error) {
  Source *s = luaL_checkudata(L, arg, SOURCE);
  ssize_t n = read_up_to(s, s->block, BLOCK);
  *size = (n > 0) ? (size_t)n : 0;
  *error = NULL;
  if (n > 0 && (s->read += n) <= MAX_SIZE) return s->block;
  if (n > 0) *error = too_long;			/* it grows */
  else if (n < 0 || !is_unchanged(s))
    *error = (errno != 0) ? strerror(errno) : changed;
  return NULL;
}


/* source:read() -> the next block; nil at the end; nil and a message */
static int read_block (lua_State *L) {
  const char *error;
  size_t size;
  const char *block = next_block(L, 1, &size, &error);
  if (block != NULL) return lua_pushlstring(L, block, size), 1;
  lua_pushnil(L);
  if (error == NULL) return 1;
  lua_pushstring(L, error);
  return 2;
}


/*
** source:image(first) -> the file as an image for `open`, of which `first` was
** read already; or nil and a message.
**
** Why so: latest() in a new process 1.9 -> 1.1 ms, against blocks that are put
** together in Lua (bench command: with an edition that update stored)
*/
static int read_image (lua_State *L) {
  Source *s = luaL_checkudata(L, 1, SOURCE);
  size_t begun, size = (size_t)s->info.st_size, rest;
  const char *first = luaL_checklstring(L, 2, &begun);
  errno = 0;
  if (begun <= size) {
    char *bytes = new_image(L, size);
    memcpy(bytes, first, begun);
    rest = size - begun;
    if (read_up_to(s, bytes + begun, rest) == (ssize_t)rest && is_unchanged(s))
      return 1;
  }
  lua_pushnil(L);
  lua_pushstring(L, (errno != 0) ? strerror(errno) : changed);
  return 2;
}


/* source:size() -> how many bytes the file had when it was opened */
static int file_size (lua_State *L) {
  Source *s = luaL_checkudata(L, 1, SOURCE);
  lua_pushnumber(L, (lua_Number)s->info.st_size);
  return 1;
}


static int close_file (lua_State *L) {
  close_source(luaL_checkudata(L, 1, SOURCE));
  return 0;
}


static const luaL_Reg methods[] = {
  { "read", read_block }, { "size", file_size }, { "image", read_image },
  { "close", close_file }, { NULL, NULL }
};


void add_sources (lua_State *L) {
  new_handle_type(L, SOURCE, close_file, methods);
  lua_pushcfunction(L, open_file);
  lua_setfield(L, -2, "open_file");
}
