/*
** sink.h - where bytes go: a buffer that somebody else owns and empties.
**
** No Lua, no I/O, no malloc.
*/

#ifndef sink_h
#define sink_h

#include "core/texts.h"

/*
** `empty` takes the bytes at..at + used - 1 and sets `used` to 0; if it cannot,
** it returns 0.  After that the sink drops what it gets, and is `broken`.
*/
typedef struct Sink Sink;
struct Sink {
  char *at;
  size_t used, size;
  int (*empty) (Sink *sink);
  void *owner;				/* for `empty` */
  int broken;
};

/* Empty the buffer, if something is in it. */
void sink_flush (Sink *sink);

/* Put bytes, as many as there are. */
void sink_put_all (Sink *sink, const char *at, size_t size);

static inline void sink_put (Sink *sink, const char *at, size_t size) {
  if (size > sink->size - sink->used) {
    sink_put_all(sink, at, size);
    return;
  }
  memcpy(sink->at + sink->used, at, size);
  sink->used += size;
}

static inline void sink_text (Sink *sink, Text text) {
  sink_put(sink, text.at, text.size);
}

/*
** Put a line, what is added to it, and its end, which are both short.  16 bytes
** behind `added` are readable.
*/
static inline void sink_line (Sink *sink, Text line, Text added, Text end) {
  char *at = sink->at + sink->used;
  size_t i, size = line.size + added.size + end.size;
  if (size + 16 > sink->size - sink->used) {
    sink_text(sink, line);
    sink_text(sink, added);
    sink_text(sink, end);
    return;
  }
  memcpy(at, line.at, line.size);
  at += line.size;
  for (i = 0; i < added.size; i += 16) memcpy(at + i, added.at + i, 16);
  at += added.size;
  for (i = 0; i < end.size; i++) at[i] = end.at[i];
  sink->used += size;
}

static inline void sink_byte (Sink *sink, char byte) {
  sink_put(sink, &byte, 1);
}

#endif
