/*
** objects.h - logs as JSON: an object on each line (RFC 8259).
**
** A member is named by its key, or by the keys on the way to it with dots
** between: "destination.port" is also the member "port" of the object
** "destination".  Of a key that is there twice the last value counts, as in
** Python and jq.  A line that is no object by the RFC goes through as it is,
** and so does one that is nested deeper than MAX_DEPTH.
*/

#ifndef objects_h
#define objects_h

#include "core/log.h"

#define MAX_DEPTH	200

/*
** Put the whole lines, and return where the rest begins: no line in it ends
** before `limit`.
*/
const char *json_lines (Log *log, const char *at, const char *limit);

/* Begin with a log: after what is asked is set. */
void json_begin (Log *log);

/*
** Look for a line with a port: where the lines begin is `from`.  Nothing is
** put.  NULL if there is none yet; then `*looked` is where to look again.
*/
const char *json_head (Log *log, const char *from, const char **looked,
                       const char *limit, int *error);

#endif
