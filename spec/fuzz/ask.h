/*
** ask.h - asks a registry every question there is in C, for what is wrong
** to show: under a sanitizer as a read outside, or as an answer that the
** registry's own cells contradict, which aborts.
*/

#ifndef ask_h
#define ask_h

#include "core/lookup.h"

/* All look-ups and all selections.  Linear in the rows but for the names. */
void ask_all (const Registry *reg);

/* Abort, saying what was expected, unless `holds`. */
void expect (int holds, const char *what);

#endif
