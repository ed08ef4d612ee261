/*
** check.h - opening an image from any source: no byte of it is trusted.
*/

#ifndef check_h
#define check_h

#include "core/registry.h"

/*
** View an image from any source, which must outlive the view.  Returns NULL,
** or what is wrong with the image (a static string).  After NULL, no look-up
** reads outside the image, whatever its bytes, and the indexes agree with the
** records: it is the one image that the builder makes of them, except for what
** check.c names.  Time is linear in the size; no memory.
*/
const char *registry_open (Registry *reg, const void *image, size_t size);

/*
** The same for the header alone: `bytes` are the first `size` bytes of an
** image of `total` bytes.  With this, most files that are not images are
** refused before all of them is read.
*/
const char *registry_check_header (const void *bytes, size_t size,
                                   uint64_t total);

#endif
