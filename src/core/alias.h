/*
** alias.h - what IANA's assignment notes say about aliases.
**
** An alias is another name of a service.  Its notes say one of the following,
** in any case and with any white space between the words:
**
**   This entry is an alias to "X"
**   This is a duplicate of the "X" service
*/

#ifndef alias_h
#define alias_h

#include "core/texts.h"

/* The note that makes a record an alias: a printf format for the main name. */
#define ALIAS_NOTE	"This entry is an alias to \"%s\"."

/*
** Do the notes say that the record is an alias?  If so, `*name` is X, a part
** of the notes.  If they say it more than once, the first form above wins, and
** among several of one form the first.  Linear time; no memory.
*/
int alias_of (Text notes, Text *name);

#endif
