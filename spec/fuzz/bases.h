/*
** bases.h - small images to damage, as the builder makes them.
*/

#ifndef bases_h
#define bases_h

#include "make/builder.h"

/* One of the bases, for any number; built at the first call, never freed. */
const Builder *base_of (unsigned number);

#endif
