/*
** lfile.c - binding: a file written whole or not at all.  See lfile.h.
*/

#define _XOPEN_SOURCE 700

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lfile.h"


/* Write all of it; 0, or what errno says. */
static int write_all (int file, const char *at, size_t size) {
  while (size > 0) {
    ssize_t n = write(file, at, size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return errno;
    at += n;
    size -= (size_t)n;
  }
  return 0;
}


/* The pieces in the list at index 2, end to end. */
static int write_pieces (lua_State *L, int file) {
  size_t i, count = lua_rawlen(L, 2);
  int error = 0;
  for (i = 1; i <= count && error == 0; i++) {
    size_t size;
    const char *at;
    lua_rawgeti(L, 2, (int)i);
    at = lua_tolstring(L, -1, &size);
    error = write_all(file, at, size);
    lua_pop(L, 1);
  }
  return error;
}


/* Only strings: once the file is open, nothing may raise. */
static void check_pieces (lua_State *L) {
  size_t i, count;
  luaL_checktype(L, 2, LUA_TTABLE);
  count = lua_rawlen(L, 2);
  for (i = 1; i <= count; i++) {
    lua_rawgeti(L, 2, (int)i);
    luaL_argcheck(L, lua_type(L, -1) == LUA_TSTRING, 2, "strings expected");
    lua_pop(L, 1);
  }
}


/* May `path` be replaced?  Only a regular file may. */
static int check_target (const char *path, mode_t *mode) {
  struct stat info;
  if (lstat(path, &info) != 0) return (errno == ENOENT) ? 0 : errno;
  if (S_ISDIR(info.st_mode)) return EISDIR;
  if (!S_ISREG(info.st_mode)) return EINVAL;
  *mode = info.st_mode & 0777;
  return 0;
}


/* Write the temporary at `temporary`, then put it in the place of `path`. */
static int replace (lua_State *L, const char *temporary, const char *path) {
  mode_t mode = 0666;
  int error = check_target(path, &mode), file;
  if (error != 0) return error;
  file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0) return errno;
  error = write_pieces(L, file);
  if (close(file) != 0 && error == 0) error = errno;
  if (error == 0 && rename(temporary, path) != 0) error = errno;
  if (error != 0) unlink(temporary);
  return error;
}


/* write(path, pieces) -> true, or nil and a message */
int write_file (lua_State *L) {
  const char *path = luaL_checkstring(L, 1), *temporary;
  char *target;
  int error;
  check_pieces(L);
  target = realpath(path, NULL);	/* write through symbolic links */
  if (target != NULL) {
    lua_pushstring(L, target);
    free(target);
  }
  else lua_pushvalue(L, 1);
  temporary = lua_pushfstring(L, "%s.%d.tmp", lua_tostring(L, -1),
                              (int)getpid());
  error = replace(L, temporary, lua_tostring(L, -2));
  if (error == 0) return lua_pushboolean(L, 1), 1;
  lua_pushnil(L);
  lua_pushfstring(L, "%s: %s", path, (error == EINVAL)
                  ? "not a regular file" : strerror(error));
  return 2;
}
