/*
** ltypes.h - binding: the types of values, and strings as texts.
*/

#ifndef ltypes_h
#define ltypes_h

#include "core/texts.h"
#include "bind/lcompat.h"

/* The types of values: the keys of their metatables in Lua's registry. */
#define REGISTRY	"ianaports.registry"
#define SELECTION	"ianaports.selection"
#define RECORD		"ianaports.record"
#define CONTACT_TYPE	"ianaports.contact"
#define MODULE		"ianaports.module"
#define LIST		"ianaports.list"	/* of lists, which are plain tables */

/* What the values of a type are called: the end of its key. */
#define KIND(type)	((type) + sizeof "ianaports")

/* The string at index `i`; the text is valid as long as it stays there. */
static inline Text text_at (lua_State *L, int i) {
  Text text;
  text.at = lua_tolstring(L, i, &text.size);
  return text;
}

#endif
