/*
** lfile.h - binding: writing a file whole or not at all.
**
** write(path, pieces) writes a list of strings to a temporary next to the file
** and renames it.  A failure leaves the old file as it was, and no temporary.
** There is one exception: if only the sync of the folder fails, at the end,
** this is reported although the new file is in place.  Anything at the path
** that is not a regular file is left alone.
**
** The file keeps its mode, except setuid, setgid and the sticky bit, and also
** its owner, group and access control list (on Linux) if the process may set
** them.  If it may not, nobody gets more rights than before: those that would
** go to other people are dropped.  The temporary never has more rights than
** the file.
*/

#ifndef lfile_h
#define lfile_h

#include "bind/lcompat.h"

/* write(path, pieces) -> true, or nil and a message */
int write_file (lua_State *L);

#endif
