/*
** lbuild.h - binding: what ianaports.build hands over to ianaports.core.
*/

#ifndef lbuild_h
#define lbuild_h

#include "core/registry.h"

/* The type of a built image, a userdata; its name has the format's number. */
#define BUILT_IMAGE	"ianaports.image." FORMAT_TEXT

#endif
