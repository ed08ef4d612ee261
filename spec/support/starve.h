/*
** starve.h - which request of memory or of the system fails, for starve.c and
** calls.c.
*/

#ifndef starve_h
#define starve_h

enum Modes { ALONE, TWICE, ALL, SIGNAL, LESS, ERROR, N_MODES };

extern struct Memory {
  long calls;			/* requests since fail_from */
  long fail_at;			/* 0: none fails */
  int mode;
  long failed;
} memory;

/* Must this request, of memory or of the system, fail? */
int failing (int is_memory);

#endif
