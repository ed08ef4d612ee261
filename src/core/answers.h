/*
** answers.h - what is added to a line of a log: what the registry says of its
** port, in the format of the log.
**
** An answer is made when a port is first asked for, and kept.  Slots lead from
** a transport and a port to the number of an answer, and that to a place in a
** pool, where its text is; answers with the same text are one, most of them.
** When there is no more room, all answers are forgotten; so memory does not
** grow.  No Lua, no I/O, no malloc; constant time for an answer that is kept.
*/

#ifndef answers_h
#define answers_h

#include "core/lookup.h"
#include "core/sink.h"

/* What can be added: the cells of a record, and these. */
enum Fields { FIELD_LAST_PORT = N_CELLS, FIELD_STATUS, FIELD_ROW, N_FIELDS };

/* How values are written. */
enum Styles {
  STYLE_TABS,		/* with \x09 for a tab, \x5c for a backslash ... */
  STYLE_QUOTES,		/* of RFC 4180 */
  STYLE_JSON
};

#define TITLE_PREFIX	"iana_"

/*
** The slots: one for each port of four transports, and of any; and one for what
** is no port: NO_PORT of any.
*/
#define N_SLOTS		((NONE + 1) * N_PORTS + 1)
#define N_ANSWERS	65536u
#define N_RECENT	4096u		/* a power of two */
#define ANSWER_NAMED	0x80000000u	/* flag: the port has a name */
#define ANSWER_LARGE	0x40000000u	/* flag: it does not fit the pool */
#define POOL_SIZE	1048576u
#define UNSET_SIZE	32

/*
** What is kept.  The numbers are small, so that those of all ports stay near
** the processor; an answer is its flags and its place.
**
** Why so: a line of conn.log 46 -> 31 ns, against the place in each slot and no
** answers that are shared; one in five ports is random (bench annotate)
*/
typedef struct Kept {
  uint16_t slots[N_SLOTS];		/* 0: not asked for yet */
  uint16_t recent[N_RECENT];		/* by the hash of the text; 0: none */
  uint32_t count;
  uint32_t answers[N_ANSWERS];		/* from 1 to `count` */
  uint32_t used;			/* of the pool */
  char pool[POOL_SIZE + 16];
} Kept;

typedef struct Answers {
  const Registry *reg;
  int fields[N_FIELDS], n_fields;
  int style;
  char separator;			/* STYLE_TABS, STYLE_QUOTES */
  char unset[UNSET_SIZE];		/* what stands for an empty cell */
  size_t unset_size;
  Kept *kept;				/* the caller's */
} Answers;

/* The field of that name, or N_FIELDS. */
int field_named (Text name);

/* Set how answers are written, and forget those that are kept. */
void answers_style (Answers *a, int style, char separator, Text unset);

/*
** Make the answer for a port of TCP .. DCCP, or of NONE, here: of any; or for
** NO_PORT of NONE: nothing is known.
*/
uint32_t answer_make (Answers *a, int transport, uint32_t port);

/* The answer, for answer_text; valid until the next one is asked for. */
static inline uint32_t answer_find (Answers *a, int transport, uint32_t port) {
  const Kept *kept = a->kept;
  uint32_t number = kept->slots[(uint32_t)transport * N_PORTS + port];
  if (number == 0) return answer_make(a, transport, port);
  return kept->answers[number];
}

/* Its text, in the pool; not for ANSWER_LARGE. */
static inline Text answer_text (const Answers *a, uint32_t answer) {
  Text text;
  text.at = a->kept->pool + (answer & ~ANSWER_NAMED) + 4;
  text.size = load32(text.at - 4);
  return text;
}

/* Put an answer that is not kept. */
void answer_put (const Answers *a, int transport, uint32_t port, Sink *sink);

/* Put the titles of what is added, or for each of them the text `instead`. */
void answer_titles (const Answers *a, const char *instead, Sink *sink);

#endif
