/*
** logs.c - fuzz target: logs annotated.
**
** The first bytes of the input say how: the kind of log, what is asked, and how
** large the pieces are that it comes in.  The rest is the log.  It must give
** the same in pieces, through a small sink, as whole, or end with the same
** error; and nothing of it may be missing in what is put.
*/

#include <stdlib.h>

#include "ask.h"
#include "bases.h"
#include "core/annotate.h"

#define HEAD		4

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);


/* All that is put, and the buffer in front of it. */
typedef struct Output {
  char *at;
  size_t size, capacity;
  char buffer[256];
} Output;


static int empty (Sink *sink) {
  Output *out = sink->owner;
  if (out->size + sink->used > out->capacity) {
    out->capacity = (out->size + sink->used) * 2;
    out->at = realloc(out->at, out->capacity);
    expect(out->at != NULL, "memory");
  }
  if (sink->used > 0) memcpy(out->at + out->size, sink->at, sink->used);
  out->size += sink->used;
  sink->used = 0;
  return 1;
}


static Text text_of (const char *string) {
  Text text;
  text.at = string;
  text.size = strlen(string);
  return text;
}


/* What is asked, as the bytes of the head say. */
static void ask (Annotator *a, const uint8_t *head) {
  static const char *const names[] = { "", "port", "2", "a.b", "" };
  Asked *asked = &a->log.asked;
  int i;
  a->given = head[0] % (N_LOG_KINDS + 1);
  asked->names[PORT_A] = text_of(names[head[1] % 5]);
  asked->names[PORT_B] = text_of((head[1] & 0x40) ? "b" : "");
  asked->names[PROTOCOL] = text_of((head[1] & 0x80) ? "3" : "");
  asked->transport = (head[2] & 0x80) ? head[2] % N_TRANSPORTS : (int)NONE;
  a->log.answers.n_fields = 1 + (head[2] >> 4 & 3);
  for (i = 0; i < a->log.answers.n_fields; i++)
    a->log.answers.fields[i] = (head[2] + i * 5) % N_FIELDS;
}


/* Annotate a log in pieces; what is put is the caller's to free. */
static Output run (const uint8_t *head, Text log, size_t piece, size_t room) {
  static Registry reg;
  static Kept *kept;
  Output out = { NULL, 0, 0, "" };
  Annotator a;
  size_t rest = 0, done = 0;
  if (kept == NULL) kept = malloc(sizeof *kept);
  expect(kept != NULL, "memory");
  registry_view(&reg, base_of(head[0] >> 4)->image.at);
  memset(&a, 0, sizeof a);
  a.log.answers.reg = &reg;
  a.log.answers.kept = kept;
  a.log.sink.at = out.buffer;
  a.log.sink.size = room;
  a.log.sink.owner = &out;
  a.log.sink.empty = empty;
  ask(&a, head);
  annotate_begin(&a);
  do {					/* each time in a buffer of its own */
    size_t n = (log.size - done < piece) ? log.size - done : piece, size;
    char *in = malloc(rest + n + LOG_PAD);
    expect(in != NULL, "memory");
    if (rest + n > 0) memcpy(in, log.at + done - rest, rest + n);
    size = rest + n;
    done += n;
    rest = size - annotate(&a, in, size, done == log.size);
    expect(rest <= MAX_LINE, "the rest is short");
    free(in);
  } while (done < log.size);
  expect(rest == 0, "nothing is left");
  a.log.sink.owner = &out;
  sink_flush(&a.log.sink);
  if (a.error != LOG_FINE) {
    expect(out.size == 0, "nothing is put where the columns are not there");
    out.capacity = (size_t)a.error;
  }
  else out.capacity = 0;
  return out;
}


/* Is the log in what is put, with bytes between its own? */
static int is_within (Text log, const Output *out) {
  size_t i, at = 0;
  for (i = 0; i < log.size; i++) {
    while (at < out->size && out->at[at] != log.at[i]) at++;
    if (at++ == out->size) return 0;
  }
  return 1;
}


int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size) {
  Output whole, parts;
  Text log;
  if (size < HEAD) return 0;
  log.at = (const char *)data + HEAD;
  log.size = size - HEAD;
  whole = run(data, log, log.size + 1, sizeof whole.buffer);
  parts = run(data, log, 1 + data[3] % 16, 1 + data[3] / 16);
  expect(whole.size == parts.size && whole.capacity == parts.capacity
         && (whole.size == 0 || memcmp(whole.at, parts.at, whole.size) == 0),
         "the same in pieces as whole");
  expect(whole.capacity != LOG_FINE || is_within(log, &whole),
         "nothing is missing");
  free(whole.at);
  free(parts.at);
  return 0;
}
