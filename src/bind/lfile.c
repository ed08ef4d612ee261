/*
** lfile.c - binding: a file written whole or not at all.  See lfile.h.
*/

#define _XOPEN_SOURCE 700

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bind/lfile.h"


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


/* Is it what this process reads or prints, by a name like /dev/stdout? */
static int is_standard (const struct stat *info) {
  struct stat other;
  int file;
  for (file = 0; file <= 2; file++)
    if (fstat(file, &other) == 0 && other.st_dev == info->st_dev
        && other.st_ino == info->st_ino) return 1;
  return 0;
}


/* May `path` be replaced?  Only a regular file may, and no standard one. */
static int check_target (const char *path, mode_t *mode) {
  struct stat info;
  if (lstat(path, &info) != 0) return (errno == ENOENT) ? 0 : errno;
  if (S_ISDIR(info.st_mode)) return EISDIR;
  if (!S_ISREG(info.st_mode) || is_standard(&info)) return EINVAL;
  *mode = info.st_mode & 0777;
  return 0;
}


/*
** Open a new file beside `path`, whose name is pushed.  Another program, or
** another state of this one, may be writing there too, or have died there.
*/
static int open_temporary (lua_State *L, const char *path) {
  int i, file = -1;
  for (i = 0; file < 0 && i < 100; i++) {
    const char *name = lua_pushfstring(L, "%s.%d-%d.tmp", path,
                                       (int)getpid(), i);
    file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file < 0) {
      int error = errno;
      lua_pop(L, 1);
      errno = error;
      if (error != EEXIST && error != EINTR) break;
    }
  }
  return file;
}


/* 0, or what errno says; a signal may come in between. */
static int sync_file (int file) {
  while (fsync(file) != 0)
    if (errno != EINTR) return errno;
  return 0;
}


/* Write a temporary, then put it in the place of `path`. */
static int replace (lua_State *L, const char *path) {
  mode_t mode = 0;
  int error = check_target(path, &mode), file;
  const char *temporary;
  if (error != 0) return error;
  file = open_temporary(L, path);
  if (file < 0) return errno;
  temporary = lua_tostring(L, -1);
  error = write_pieces(L, file);
  if (error == 0 && mode != 0 && fchmod(file, mode) != 0) error = errno;
  if (error == 0) error = sync_file(file);
  if (close(file) != 0 && error == 0) error = errno;
  if (error == 0 && rename(temporary, path) != 0) error = errno;
  if (error != 0) unlink(temporary);
  return error;
}


/* write(path, pieces) -> true, or nil and a message */
int write_file (lua_State *L) {
  size_t size;
  const char *path = luaL_checklstring(L, 1, &size);
  char target[PATH_MAX];
  int error;
  luaL_argcheck(L, strlen(path) == size, 1, "a path has no NUL in it");
  check_pieces(L);
  if (realpath(path, target) != NULL)	/* write through symbolic links */
    lua_pushstring(L, target);
  else lua_pushvalue(L, 1);
  error = replace(L, lua_tostring(L, -1));
  if (error == 0) return lua_pushboolean(L, 1), 1;
  lua_pushnil(L);
  lua_pushfstring(L, "%s: %s", path, (error == EINVAL)
                  ? "not a regular file" : strerror(error));
  return 2;
}
