/*
** lfile.h - binding: a file written whole or not at all.
**
** write(path, pieces) writes a list of strings to a temporary beside the
** file and renames it: a failure leaves the old file as it was, and no
** temporary.  What is there and is no regular file is not touched.
*/

#ifndef lfile_h
#define lfile_h

#include "bind/lcompat.h"

int write_file (lua_State *L);

#endif
