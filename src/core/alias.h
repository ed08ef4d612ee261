/*
** alias.h - what IANA's assignment notes say of aliases.
**
** An alias is another name of a service.  Its notes say, in any case and with
** any white space between the words:
**
**   This entry is an alias to "X"
**   This is a duplicate of the "X" service
*/

#ifndef alias_h
#define alias_h

#include "core/texts.h"

/* How a record is made an alias: printf's format, for the main name. */
#define ALIAS_NOTE	"This entry is an alias to \"%s\"."

/*
** Do the notes say that the record is an alias?  If so, `*name` is X, a part
** of the notes.  Where they say both, the first of the two forms counts, and of
** one form the first place.  Linear time; no memory.
*/
int alias_of (Text notes, Text *name);

#endif
