/*
** lcache.h - binding: the module's `name` and `port`, which remember what they
** answered: to find an answer costs less than to make one.
**
** What is stored is bounded: two bytes for a segment of ports and transport,
** 4,096 names for a transport.
**
** Why so: @BILL answers@
*/

#ifndef lcache_h
#define lcache_h

#include "bind/lcompat.h"

/* The image of the bundled registry, which the build makes. */
extern const uint64_t ianaports_image[];

/* Set `name` and `port`, on the registry at -1, in the table at -2. */
void add_cached (lua_State *L);

#endif
