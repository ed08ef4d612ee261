/*
** log.h - what the readers of the kinds of logs share: a log that is being
** annotated, and how a line of it is put.
**
** A reader gets the bytes of whole lines and of one that may not be whole; it
** puts the former, and says where the latter begins.  Behind the bytes is room
** for LOG_PAD more, where a line end stands, so that a reader finds the end of
** the last line without asking whether there is one.
*/

#ifndef log_h
#define log_h

#include "core/answers.h"
#include "core/columns.h"
#include "core/keys.h"

#define LOG_PAD		64
#define MAX_LINE	1048576u	/* bytes before the line end */

enum LogKinds { LOG_ZEEK, LOG_TSV, LOG_CSV, LOG_JSON, N_LOG_KINDS };

/* What stops a log before anything is put. */
enum LogErrors {
  LOG_FINE,
  LOG_NO_PORT, LOG_NO_SECOND_PORT, LOG_NO_TRANSPORT,	/* as Roles, plus 1 */
  LOG_NO_FIELDS,			/* of Zeek, without a line #fields */
  N_LOG_ERRORS
};

/*
** The columns that are read, ascending; the last is NO_COLUMN.  Where a line is
** searched for separators: marks, the numbers of those before and behind the
** cell, or NO_MARK where it begins the line.
*/
typedef struct Want {
  uint32_t column;
  int role;
  int before, behind;
} Want;

#define MAX_MARKS	(2 * N_ROLES)
#define NO_MARK		(-1)

/* A row of CSV that is not read to its end: all places count from its start. */
typedef struct PartOfRow {
  size_t at, from;			/* here; where its cell begins */
  uint32_t column;
  int state, wanted;
  size_t first[N_ROLES], last[N_ROLES];
} PartOfRow;

/*
** All names that are looked for in objects, those of a role together, the best
** first.  Sets of the sizes and of the first bytes, without case, tell most
** others.
*/
#define MAX_NAMES	40

typedef struct Names {
  Text texts[MAX_NAMES];
  int roles[MAX_NAMES], count;
  uint64_t sizes, heads;
} Names;

typedef struct Log {
  Asked asked;
  Answers answers;
  Sink sink;
  Want wants[N_ROLES + 1];
  uint32_t skips[MAX_MARKS];		/* separators between two marks */
  int n_marks;
  PartOfRow part;
  const char *end;			/* of the bytes: no line end is there */
  uint64_t unread;			/* lines that went through as they are */
  Names names;				/* of JSON */
  int kind;
  int has_columns;			/* else lines go through as they are */
  char separator;
} Log;

/* Set the columns that are read, and from them the marks. */
void log_columns (Log *log, const LogColumns *columns);

/*
** May the cell of a port in the first line be its title?  Where columns are
** given by number, it is one unless it is digits or nothing.
*/
int log_is_title (const Log *log, Text cell);

/* Of two ports the one that has a name, if both have the lower; or NO_PORT. */
uint32_t log_registered (Log *log, const Text cells[N_ROLES], int transport);

/* Put an answer that is too large to be kept. */
void log_put_large (Log *log, const Text cells[N_ROLES]);

static inline Text text_between (const char *at, const char *end) {
  Text text;
  text.at = at;
  text.size = (size_t)(end - at);
  return text;
}

/* Where the line after the one that ends at `eol` begins. */
static inline const char *log_next (const Log *log, const char *eol) {
  return eol + (eol != log->end);
}

/* Put bytes of a line as they are. */
static inline void log_put (Log *log, const char *at, const char *end) {
  sink_put(&log->sink, at, (size_t)(end - at));
}

/* Put a line that cannot be read as it is. */
static inline void log_pass (Log *log, const char *at, const char *next) {
  log->unread++;
  log_put(log, at, next);
}


/* ------------------------------------------------- the answer for a line */

/* What stands for no value in any log. */
static inline int cell_is_unset (Text cell) {
  return cell.size == 0 || (cell.size == 1 && cell.at[0] == '-');
}

/* The letters of a transport of three, with bit 5 set, as load32 has them. */
static inline uint32_t three_letters (const char *at) {
  return (load32(at) & 0xFFFFFFu) | 0x202020u;
}

/*
** The transport in a cell: transport_of_text, for a text with other bytes
** behind it, four at least.  The two of most lines come without a branch that a
** processor could guess wrong.
*/
static inline int cell_transport (Text cell) {
  if (cell.size == 3) {
    uint32_t word = three_letters(cell.at);
    int is_tcp = word == three_letters("tcp");
    int is_udp = word == three_letters("udp");
    if (is_tcp | is_udp) return is_tcp * TCP + is_udp * UDP;
  }
  if (cell.size == 4) {
    int transport = transport_named(cell);
    if (transport != NONE) return transport;
  }
  return transport_of_digits(cell);
}

/*
** The port in a cell, or NO_PORT; eight bytes are readable.  Up to five digits
** are read at once: moved to the end of a word of zeros, they are numbers of
** one digit, then of two in every second byte, then of four.
**
** Why so: a line of conn.log 37 -> 31 ns, against a loop over the digits, and
** branches for the transport (bench annotate)
*/
static inline uint32_t cell_port (Text cell) {
  unsigned shift = 64 - 8 * (unsigned)cell.size;
  uint64_t digits, pairs, port;
  if (cell.size == 0 || cell.size > 5) return port_of_text(cell);
  digits = (load64(cell.at) ^ EACH_BYTE('0')) << shift;
  if (((digits + EACH_BYTE(0x76)) | digits) & EACH_BYTE(0x80)) return NO_PORT;
  pairs = digits * 10 + (digits >> 8);
  port = ((pairs & 0x000000FF000000FFu) * 0x000F424000000064u
          + (pairs >> 16 & 0x000000FF000000FFu) * 0x0000271000000001u) >> 32;
  return (port < N_PORTS) ? (uint32_t)port : NO_PORT;
}

/* The transport of a line: NONE for any, -1 for one without ports. */
static inline int log_transport (const Log *log, const Text cells[N_ROLES]) {
  Text cell = cells[PROTOCOL];
  int transport = log->asked.transport;
  if (transport != NONE || cell.at == NULL || cell_is_unset(cell))
    return transport;
  transport = cell_transport(cell);
  return (transport == NONE) ? -1 : transport;
}

/* The port that the answer is for, NO_PORT if there is none. */
static inline uint32_t log_port (Log *log, const Text cells[N_ROLES],
                                 int transport) {
  if (transport < 0) return NO_PORT;
  if (log->asked.names[PORT_B].size > 0)
    return log_registered(log, cells, transport);
  return (cells[PORT_A].at != NULL) ? cell_port(cells[PORT_A]) : NO_PORT;
}

/* The answer for the cells of a line, by their roles; at NULL: not there. */
static inline uint32_t log_answer (Log *log, const Text cells[N_ROLES]) {
  int transport = log_transport(log, cells);
  uint32_t port = log_port(log, cells, transport);
  if (port == NO_PORT) transport = NONE;
  return answer_find(&log->answers, transport, port);
}

/*
** Put the line from `at` to its end `eol`, with the answer for its cells before
** `cut`.
*/
static inline void log_annotate (Log *log, const char *at, const char *cut,
                                 const char *eol,
                                 const Text cells[N_ROLES]) {
  const char *next = log_next(log, eol);
  uint32_t answer;
  if (eol - at > (ptrdiff_t)MAX_LINE) {
    log_pass(log, at, next);
    return;
  }
  answer = log_answer(log, cells);
  if (answer & ANSWER_LARGE) {
    log_put(log, at, cut);
    log_put_large(log, cells);
    log_put(log, cut, next);
  }
  else sink_line(&log->sink, text_between(at, cut),
                 answer_text(&log->answers, answer), text_between(cut, next));
}

#endif
