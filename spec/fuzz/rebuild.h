/*
** rebuild.h - a registry through a builder again: whatever was opened is the
** image that the builder makes of what it says.
*/

#ifndef rebuild_h
#define rebuild_h

#include "core/registry.h"

/* Build it anew from its rows, contacts and facts; the bytes must be the same. */
void rebuild (const Registry *reg);

#endif
