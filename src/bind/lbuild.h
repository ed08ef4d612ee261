/*
** lbuild.h - binding: what ianaports.build gives to ianaports.core.
*/

#ifndef lbuild_h
#define lbuild_h

#include "core/registry.h"

/* The type of an image that it built: a userdata, of this format alone. */
#define BUILT_IMAGE	"ianaports.image." FORMAT_TEXT

#endif
