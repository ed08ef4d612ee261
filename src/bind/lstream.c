/*
** lstream.c - binding: bytes from and to descriptors.  See lstream.h.
*/

#define _XOPEN_SOURCE 700

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bind/lstream.h"


int open_input (const char *path, double *size) {
  struct stat info;
  int file = STDIN_FILENO;
  if (path != NULL) {
    do file = open(path, O_RDONLY | O_NOCTTY | O_CLOEXEC);
    while (file < 0 && errno == EINTR);
  }
  *size = 0;
  if (file >= 0 && fstat(file, &info) == 0 && S_ISREG(info.st_mode))
    *size = (double)info.st_size;
  return file;
}


ssize_t read_some (int file, char *at, size_t size) {
  ssize_t n;
  do n = read(file, at, size); while (n < 0 && errno == EINTR);
  return n;
}


int write_all (int file, const char *at, size_t size) {
  while (size > 0) {
    ssize_t n = write(file, at, size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return 0;
    at += n;
    size -= (size_t)n;
  }
  return 1;
}


time_t seconds_now (void) {
  struct timespec now;
  return (clock_gettime(CLOCK_MONOTONIC, &now) == 0) ? now.tv_sec : 0;
}
