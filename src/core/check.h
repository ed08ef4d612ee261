/*
** check.h - opening an image from anywhere: no byte of it is trusted.
*/

#ifndef check_h
#define check_h

#include "core/registry.h"

/*
** View an image from anywhere.  Returns NULL, or what is wrong with it.
** After NULL, no look-up reads outside of it, whatever its bytes, and its
** indexes say what its records say: it is the one image that the builder makes
** of them, but for what check.c names.  Time is linear in the size; no memory.
*/
const char *registry_open (Registry *reg, const void *image, size_t size);

/*
** What is wrong with an image of `total` bytes that begins with these `size`
** bytes, as far as its header tells; or NULL.  So a file of nonsense is refused
** before all of it is read.
*/
const char *registry_check_header (const void *bytes, size_t size,
                                   uint64_t total);

#endif
