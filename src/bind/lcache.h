/*
** lcache.h - binding: the module's `name` and `port`, which cache their
** answers.
**
** The cache is bounded: for each transport, two bytes for a segment of ports,
** and 4,096 names.
**
** Why so: name() 103 -> 31 ns (bench name, random keys), port() 81 -> 35 ns
** (bench port, random names)
*/

#ifndef lcache_h
#define lcache_h

#include "bind/lcompat.h"

/* The image of the bundled registry, which the build makes. */
extern const uint64_t ianaports_image[];

/*
** Put `name` and `port` into the table at -2.  They answer from the registry
** at -1, which must be the bundled one; it stays there.
*/
void add_cached (lua_State *L);

#endif
