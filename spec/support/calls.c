/*
** calls.c - system calls that go wrong where starve.c wants it.
*/

#define _XOPEN_SOURCE 700

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "starve.h"


/* Does the call end with an error, which errno says? */
static int going_wrong (void) {
  errno = (memory.mode == SIGNAL) ? EINTR : EIO;
  return memory.mode != LESS;
}


ssize_t __real_read (int file, void *at, size_t size);
ssize_t __real_write (int file, const void *at, size_t size);
int __real_open (const char *path, int how, int mode);
int __real_fsync (int file);
int __real_openat (int folder, const char *path, int how, int mode);
int __real_renameat (int folder, const char *from, int to, const char *name);
int __real_fstat (int file, struct stat *info);
int __real_fchmod (int file, mode_t mode);
int __real_fchown (int file, uid_t owner, gid_t group);
ssize_t __real_lgetxattr (const char *path, const char *name, void *at,
                          size_t size);
int __real_fremovexattr (int file, const char *name);
int __real_close (int file);


ssize_t __wrap_read (int file, void *at, size_t size) {
  if (!failing(0)) return __real_read(file, at, size);
  return going_wrong() ? -1 : __real_read(file, at, (size < 7) ? size : 7);
}


ssize_t __wrap_write (int file, const void *at, size_t size) {
  if (!failing(0)) return __real_write(file, at, size);
  return going_wrong() ? -1 : __real_write(file, at, (size < 7) ? size : 7);
}


int __wrap_open (const char *path, int how, int mode) {
  return (failing(0) && going_wrong()) ? -1 : __real_open(path, how, mode);
}


/*
** Somebody else knew the name of a new file, and put a link to another file
** there: that must not be written through, nor be in the way.
*/
static int open_squatted (int folder, const char *path, int how, int mode) {
  int file = -1, error, squatted;
  squatted = (symlinkat("small.csv", folder, path) == 0);
  file = __real_openat(folder, path, how, mode);
  error = errno;
  if (squatted) unlinkat(folder, path, 0);
  errno = error;
  return file;
}


int __wrap_openat (int folder, const char *path, int how, int mode) {
  if (!failing(0)) return __real_openat(folder, path, how, mode);
  if (memory.mode == SIGNAL && (how & O_CREAT))
    return open_squatted(folder, path, how, mode);
  return going_wrong() ? -1 : __real_openat(folder, path, how, mode);
}


int __wrap_fsync (int file) {
  return (failing(0) && going_wrong()) ? -1 : __real_fsync(file);
}


/* For what is done in one piece, so that only an error shows. */
static int failing_whole (void) {
  return memory.mode == ERROR && failing(0) && going_wrong();
}


int __wrap_renameat (int folder, const char *from, int to,
                     const char *name) {
  return failing_whole() ? -1 : __real_renameat(folder, from, to, name);
}


int __wrap_fstat (int file, struct stat *info) {
  return failing_whole() ? -1 : __real_fstat(file, info);
}


int __wrap_fchmod (int file, mode_t mode) {
  return failing_whole() ? -1 : __real_fchmod(file, mode);
}


int __wrap_fchown (int file, uid_t owner, gid_t group) {
  return failing_whole() ? -1 : __real_fchown(file, owner, group);
}


ssize_t __wrap_lgetxattr (const char *path, const char *name, void *at,
                          size_t size) {
  return failing_whole() ? -1 : __real_lgetxattr(path, name, at, size);
}


int __wrap_fremovexattr (int file, const char *name) {
  return failing_whole() ? -1 : __real_fremovexattr(file, name);
}


int __wrap_close (int file) {		/* the file is closed all the same */
  int status = __real_close(file);
  return failing_whole() ? -1 : status;
}
