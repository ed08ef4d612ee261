/*
** lread.h - binding: reading a file block by block; the bytes of images.
**
** open_file(path), of ianaports.core, returns a source; or nil, a message, and
** whether there is no such file.  Only a regular file can be one: a device may
** never end, a FIFO may never begin.  source:read() returns the next block, nil
** at the end, or nil and what is wrong.  More than 2^30 bytes are an error, and
** so is a file that changed while it was read; a signal is not.  source:size()
** is the size of the file when it was opened.  source:image(first) is the whole
** file as the bytes of an image; `first` is what was read of it.
** source:close() closes it, as the garbage collector does.
**
** ianaports.build takes the blocks of such a source itself: this room is linked
** into both.
*/

#ifndef lread_h
#define lread_h

#include "core/registry.h"
#include "bind/lcompat.h"

/* The digits of a number that is a macro. */
#define DIGITS(number)	DIGITS_AS_THEY_STAND(number)
#define DIGITS_AS_THEY_STAND(number)	#number

/*
** The type of the bytes of an image that was read or built, a userdata; its
** name has the format's number.
*/
#define IMAGE_BYTES	"ianaports.image." DIGITS(FORMAT)

/* Push a new one of this size, which the caller fills; returns its bytes. */
void *new_image (lua_State *L, size_t size);

/*
** The next block of the source at `arg`, valid until the next call.  NULL at
** the end, where `*error` is NULL, or on failure, where it says what is wrong.
*/
const char *next_block (lua_State *L, int arg, size_t *size,
                        const char **error);

/* Add `open_file` to the table at -1. */
void add_sources (lua_State *L);

#endif
