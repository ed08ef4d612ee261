/*
** lstream.h - binding: bytes from and to descriptors.  No Lua.
**
** An interrupted call is made again.  What fails sets errno.
*/

#ifndef lstream_h
#define lstream_h

#include <stddef.h>
#include <sys/types.h>
#include <time.h>

/*
** Open the file of a path to be read; NULL is standard input.  Returns its
** descriptor, or -1.  `*size` is its size, 0 if it has none.
*/
int open_input (const char *path, double *size);

/* Read what is there, `size` bytes at most; 0 at the end, -1 if that fails. */
ssize_t read_some (int file, char *at, size_t size);

/* Write all bytes.  Returns 0 if that fails. */
int write_all (int file, const char *at, size_t size);

/* Seconds since some time that does not change. */
time_t seconds_now (void);

#endif
