/*
** lfile.h - binding: a file written whole or not at all.
**
** write(path, pieces) writes a list of strings to a temporary beside the
** file and renames it: a failure leaves the old file as it was, and no
** temporary.  (One does not: where only the folder cannot be synced at the
** end, that is told, and the new file is there.)  What is there and is no
** regular file is not touched.
**
** A file keeps its mode, but for setuid and the like, and, where the process
** may give them, its owner, group and access control list (on Linux).  Where
** it may not, nobody gains a right by it: what cannot mean the same is taken
** away.  At no time has the temporary more rights than the file.
*/

#ifndef lfile_h
#define lfile_h

#include "bind/lcompat.h"

int write_file (lua_State *L);

#endif
