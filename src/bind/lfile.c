/*
** lfile.c - binding: writing a file whole or not at all.  See lfile.h.
**
** A temporary is made in the folder of the file, filled, given the owner and
** the rights of the file, and renamed.  While a file is open, nothing asks Lua
** for memory, which could raise.
*/

#define _GNU_SOURCE		/* for O_PATH */
#define _XOPEN_SOURCE 700

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/xattr.h>
#endif

#include "core/texts.h"
#include "bind/lfile.h"

#define NOT_REGULAR	(-1)	/* an error that errno does not have */
#define ALL_RIGHTS	0777	/* not setuid, setgid and the sticky bit */
#define OWNER_RIGHTS	0700
#define NAME_SIZE	sizeof "ianaports-123456789012.tmp"

/* How to open a folder whose list this process may not read. */
#if defined(O_PATH)
#define SEARCH_ONLY	O_PATH
#elif defined(O_SEARCH)
#define SEARCH_ONLY	O_SEARCH
#else
#define SEARCH_ONLY	O_RDONLY
#endif

typedef struct Target {
  const char *path, *folder, *name;	/* the path is folder and name */
  int exists;
  struct stat info;			/* if it exists */
  void *acl;				/* its access control list */
  size_t acl_size;			/* 0: it has none */
} Target;


/* Is the process not allowed to do it, or the file system not able to? */
static int is_refused (int error) {
  return error == EPERM || error == EACCES || error == EINVAL
      || error == ENOTSUP || error == EOPNOTSUPP || error == ENOSYS;
}


/* ------------------------------------------------------------- writing */

/* Write all bytes.  Returns 0 or an errno, as the functions below do. */
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


/* Write the pieces in the list at index 2, end to end. */
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


/* Raise unless all pieces are strings: later, nothing may raise. */
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


/* -------------------------------------------------------------- target */

/* Is it the standard input or output, by a name like /dev/stdout? */
static int is_standard (const struct stat *info) {
  struct stat other;
  int file;
  for (file = 0; file <= 2; file++)
    if (fstat(file, &other) == 0 && other.st_dev == info->st_dev
        && other.st_ino == info->st_ino) return 1;
  return 0;
}


/* Only a regular file may be replaced, and no standard input or output. */
static int check_target (Target *t) {
  if (lstat(t->path, &t->info) != 0) return (errno == ENOENT) ? 0 : errno;
  if (S_ISDIR(t->info.st_mode)) return EISDIR;
  if (!S_ISREG(t->info.st_mode) || is_standard(&t->info)) return NOT_REGULAR;
  t->exists = 1;
  return 0;
}


/* Split the path at the top of the stack; push the folder. */
static void split_path (lua_State *L, Target *t) {
  const char *slash;
  t->path = lua_tostring(L, -1);
  slash = strrchr(t->path, '/');
  t->name = (slash != NULL) ? slash + 1 : t->path;
  if (slash == NULL) lua_pushliteral(L, ".");
  else lua_pushlstring(L, t->path, (size_t)(t->name - t->path));
  t->folder = lua_tostring(L, -1);
}


/* -------------------------------------------------------------- rights */

#if defined(__linux__)

#define ACL		"system.posix_acl_access"


/* Read the target's access control list, if any, into a userdata; push it. */
static int read_acl (lua_State *L, Target *t) {
  ssize_t size = lgetxattr(t->path, ACL, NULL, 0);
  if (size > 0) {
    t->acl = lua_newuserdata(L, (size_t)size);
    size = lgetxattr(t->path, ACL, t->acl, (size_t)size);
  }
  if (size >= 0) t->acl_size = (size_t)size;
  else if (errno != ENODATA && errno != ENOTSUP && errno != ENOSYS)
    return errno;
  return 0;
}


/* If there is no list, remove the one that the folder gave to a new file. */
static int set_acl (int file, const void *acl, size_t size) {
  if (size > 0)
    return (fsetxattr(file, ACL, acl, size, 0) == 0) ? 0 : errno;
  return (fremovexattr(file, ACL) == 0 || errno == ENODATA
          || errno == ENOTSUP || errno == ENOSYS) ? 0 : errno;
}

#else

static int read_acl (lua_State *L, Target *t) {
  (void)L, (void)t;
  return 0;
}


static int set_acl (int file, const void *acl, size_t size) {
  (void)file, (void)acl, (void)size;
  return 0;
}

#endif


/* Set owner and group, or the group alone, as far as the process may. */
static int set_owner (int file, const struct stat *info) {
  if (fchown(file, info->st_uid, info->st_gid) == 0
      || fchown(file, (uid_t)-1, info->st_gid) == 0
      || is_refused(errno)) return 0;
  return errno;			/* uncovered: takes a disk that fails */
}


/*
** The mode with which nobody gains a right, if the owner or the group could
** not be kept: the old owner may now count as one of the group or of the
** others, and the old group as others.
*/
static mode_t reduced_mode (mode_t mode, int same_owner, int same_group) {
  unsigned owner = mode >> 6 & 7, group = mode >> 3 & 7, others = mode & 7;
  if (!same_owner) group &= owner, others &= owner;
  if (!same_group) group = others = group & others;
  return (mode_t)(owner << 6 | group << 3 | others);
}


/*
** Give the file the target's owner, list and mode.  If the list cannot be set,
** or would not mean the same, all but the owner lose their rights.
*/
static int copy_rights (int file, const Target *t) {
  mode_t all = t->info.st_mode & ALL_RIGHTS, mode;
  size_t acl_size = t->acl_size;
  struct stat now;
  int same_group, error = set_owner(file, &t->info);
  if (error == 0 && fstat(file, &now) != 0) error = errno;
  if (error != 0) return error;
  same_group = (now.st_gid == t->info.st_gid);
  mode = reduced_mode(all, now.st_uid == t->info.st_uid, same_group);
  if (acl_size > 0 && (!same_group || mode != all)) {
    mode &= OWNER_RIGHTS;
    acl_size = 0;
  }
  error = set_acl(file, t->acl, acl_size);
  if (error != 0 && !is_refused(error)) return error;
  if (error != 0) mode &= OWNER_RIGHTS;
  return (fchmod(file, mode) == 0) ? 0 : errno;
}


/* ----------------------------------------------------------- temporary */

/* openat, again after a signal. */
static int open_at (int folder, const char *name, int how, mode_t mode) {
  int file;
  do file = openat(folder, name, how | O_CLOEXEC, mode);
  while (file < 0 && errno == EINTR);
  return file;
}


static int open_folder (const char *path) {
  int folder = open_at(AT_FDCWD, path, O_RDONLY | O_DIRECTORY, 0);
  if (folder < 0 && errno == EACCES)
    folder = open_at(AT_FDCWD, path, SEARCH_ONLY | O_DIRECTORY, 0);
  return folder;
}


/* A name that others do not use and cannot guess. */
static void make_name (char name[NAME_SIZE], int attempt) {
  static const char digits[] = "abcdefghijklmnopqrstuvwxyz234567";
  struct timespec now = { 0, 0 };
  char word[] = "123456789012";
  uint64_t sum;
  int i;
  clock_gettime(CLOCK_REALTIME, &now);
  sum = mix_word((uint64_t)now.tv_sec, (uint64_t)now.tv_nsec);
  sum = mix_word(sum, (uint64_t)getpid() << 32 | (unsigned)attempt);
  sum = mix_word(sum, (uintptr_t)name);	/* where the system put the stack */
  sum = mix_word(sum, (uintptr_t)&errno);	/* and the thread */
  for (i = 0; word[i] != '\0'; i++, sum >>= 5) word[i] = digits[sum & 31];
  snprintf(name, NAME_SIZE, "ianaports-%s.tmp", word);
}


/*
** Open a new file and set its name.  It has no more rights than the target,
** and none for group and others: its group may be another than the target's.
*/
static int open_temporary (int folder, const Target *t,
                           char name[NAME_SIZE]) {
  mode_t mode = t->exists ? (t->info.st_mode & 0600) : 0666;
  int i, file = -1;
  for (i = 0; i < 100; i++) {
    make_name(name, i);
    file = open_at(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
                   mode);
    if (file >= 0 || errno != EEXIST) break;
  }
  return file;
}


/* fsync, again after a signal. */
static int sync_file (int file) {
  while (fsync(file) != 0)
    if (errno != EINTR) return errno;
  return 0;
}


/* Some folders cannot be synced, or only by others: that is no failure. */
static int sync_folder (int folder) {
  int error = sync_file(folder);
  return (error == EBADF || is_refused(error)) ? 0 : error;
}


/* Write and close the temporary. */
static int fill_file (lua_State *L, int file, const Target *t) {
  int error = write_pieces(L, file);
  if (error == 0 && t->exists) error = copy_rights(file, t);
  if (error == 0) error = sync_file(file);
  if (close(file) != 0 && errno != EINTR && error == 0) error = errno;
  return error;
}


/* Write a temporary in the folder, then put it in the target's place. */
static int replace_in (lua_State *L, int folder, const Target *t) {
  char name[NAME_SIZE];
  int error, file = open_temporary(folder, t, name);
  if (file < 0) return errno;
  error = fill_file(L, file, t);
  if (error == 0 && renameat(folder, name, folder, t->name) != 0)
    error = errno;
  if (error == 0) return sync_folder(folder);
  unlinkat(folder, name, 0);
  return error;
}


/* Replace the file whose path is at the top of the stack. */
static int replace (lua_State *L) {
  Target t;
  int error, folder;
  memset(&t, 0, sizeof t);
  split_path(L, &t);
  error = check_target(&t);
  if (error == 0 && t.exists) error = read_acl(L, &t);
  if (error != 0) return error;
  folder = open_folder(t.folder);
  if (folder < 0) return errno;
  error = replace_in(L, folder, &t);
  close(folder);
  return error;
}


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
  error = replace(L);
  if (error == 0) return lua_pushboolean(L, 1), 1;
  lua_pushnil(L);
  lua_pushfstring(L, "%s: %s", path, (error == NOT_REGULAR)
                  ? "not a regular file" : strerror(error));
  return 2;
}
