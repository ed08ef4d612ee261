/*
** annotate.h - adds to each line of a log what the registry says of its port:
** bytes in, bytes out.
**
** The kind of the log is told by its first line, unless it is given.  Lines
** leave in their order, whatever pieces they come in, byte for byte but for
** what is added.  A line (of CSV: a row) that is longer than MAX_LINE goes
** through as it is, and so does one that cannot be read.  No Lua, no I/O, no
** malloc; time linear in the bytes.
*/

#ifndef annotate_h
#define annotate_h

#include "core/log.h"

#define LOG_UNTOLD	N_LOG_KINDS		/* the first line tells */

typedef struct Annotator {
  Log log;		/* set by the caller: asked, sink; of the answers
			   reg, fields and kept */
  int given;		/* one of LogKinds, or LOG_UNTOLD; by the caller */
  int stage;
  int error;		/* one of LogErrors: nothing was put, nothing will be */
  size_t seen;		/* bytes of the rest in which there is no line end */
  size_t looked;	/* bytes of the rest that tell no columns */
} Annotator;

/* Begin with a log: before the first one, and before each that follows. */
void annotate_begin (Annotator *a);

/*
** Take `size` bytes at `in`: first what was left the last time, then new ones.
** LOG_PAD bytes behind them are written to.  Returns how many are done with: at
** most MAX_LINE are left.  If `last`, the log ends there, and none are left.
*/
size_t annotate (Annotator *a, char *in, size_t size, int last);

#endif
