/*
** sink.c - where bytes go.  See sink.h.
*/

#include "core/sink.h"


static void empty (Sink *sink) {
  if (!sink->broken && !sink->empty(sink)) sink->broken = 1;
  if (sink->broken) sink->used = 0;
}


void sink_flush (Sink *sink) {
  if (sink->used > 0) empty(sink);
}


void sink_put_all (Sink *sink, const char *at, size_t size) {
  while (size > 0 && !sink->broken) {
    size_t room = sink->size - sink->used, n = (size < room) ? size : room;
    memcpy(sink->at + sink->used, at, n);
    sink->used += n;
    at += n;
    size -= n;
    if (size > 0) empty(sink);
  }
}
