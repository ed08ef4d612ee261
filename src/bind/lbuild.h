/*
** lbuild.h - binding: what ianaports.build hands over to ianaports.core.
*/

#ifndef lbuild_h
#define lbuild_h

#include "core/registry.h"

/* The digits of a number that is a macro. */
#define DIGITS(number)	DIGITS_AS_THEY_STAND(number)
#define DIGITS_AS_THEY_STAND(number)	#number

/* The type of a built image, a userdata; its name has the format's number. */
#define BUILT_IMAGE	"ianaports.image." DIGITS(FORMAT)

#endif
