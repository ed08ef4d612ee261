/*
** annotate.c - adds to each line of a log what the registry says of its port.
** See annotate.h.
*/

#include "core/annotate.h"
#include "core/masks.h"
#include "core/objects.h"
#include "core/quoted.h"
#include "core/tabbed.h"

/*
** At first it is not known what kind of log it is; then, where its columns are.
** The rest of a line that is too long is passed on before the lines after it.
*/
enum Stages { STAGE_KIND, STAGE_HEAD, STAGE_LINES, STAGE_LONG };


void annotate_begin (Annotator *a) {
  a->stage = STAGE_KIND;
  a->error = LOG_FINE;
  a->seen = a->looked = 0;
  a->log.has_columns = 0;
  a->log.wants[0].column = NO_COLUMN;
  csv_begin(&a->log);
}


/* ------------------------------------------------------------ its kind */

static int begins_with (const char *at, const char *end, const char *word) {
  size_t size = strlen(word);
  return (size_t)(end - at) >= size && memcmp(at, word, size) == 0;
}


static size_t count_byte (const char *at, const char *end, char byte) {
  size_t count = 0;
  for (; at < end; at++) count += *at == byte;
  return count;
}


/* The first byte that is not of an empty line or a byte order mark. */
static const char *first_line (const char *at, const char *end) {
  if (begins_with(at, end, "\xEF\xBB\xBF")) at += 3;
  while (at < end && (*at == '\n' || *at == '\r')) at++;
  return at;
}


/* The kind of a log with this first line. */
static int kind_of_line (const char *at, const char *end) {
  const char *text = at;
  while (text < end && (*text == ' ' || *text == '\t')) text++;
  if (text < end && *text == '{') return LOG_JSON;
  if (begins_with(at, end, "#separator ") || begins_with(at, end, "#fields")
      || begins_with(at, end, "#set_separator")
      || begins_with(at, end, "#path"))
    return LOG_ZEEK;
  return (count_byte(at, end, '\t') > count_byte(at, end, ',')) ? LOG_TSV
                                                                : LOG_CSV;
}


static void begin_kind (Annotator *a, int kind) {
  static const int styles[] = { STYLE_TABS, STYLE_TABS, STYLE_QUOTES,
                                STYLE_JSON };
  static const char separators[] = { '\t', '\t', ',', ',' };
  Log *log = &a->log;
  Answers *answers = &log->answers;
  Text unset;
  unset.at = "-";
  unset.size = (kind == LOG_ZEEK) ? 1 : 0;
  log->kind = kind;
  log->separator = separators[kind];
  answers_style(answers, styles[kind], separators[kind], unset);
  json_begin(log);
  a->stage = STAGE_HEAD;
}


/* Tell the kind, if that is possible yet. */
static void tell_kind (Annotator *a, const char *in, const char *limit) {
  const char *end = a->log.end, *at = first_line(in, end), *eol;
  if (a->given != LOG_UNTOLD) {
    begin_kind(a, a->given);
    return;
  }
  eol = line_end(at);
  if (at == end) return;
  if (eol < limit || end - at > (ptrdiff_t)MAX_LINE)
    begin_kind(a, kind_of_line(at, eol));
}


/* -------------------------------------------------------------- its head */

/*
** Look for the columns.  Returns where the lines begin, or NULL: not yet.
*/
static const char *read_head (Annotator *a, const char *in,
                              const char *limit) {
  Log *log = &a->log;
  const char *first = first_line(in, log->end);
  const char *looked = in + a->looked, *at;
  if (first == log->end) return NULL;
  if (looked < first) looked = first;
  switch (log->kind) {
    case LOG_ZEEK:
      at = zeek_head(log, in, &looked, limit, &a->error);
      break;
    case LOG_JSON:
      at = json_head(log, in, &looked, limit, &a->error);
      break;
    case LOG_TSV: return tsv_head(log, in, first, limit, &a->error);
    default: return csv_head(log, in, first, limit, &a->error);
  }
  a->looked = (size_t)(looked - in);
  return at;
}


/*
** There is no line to tell the columns from, and there will be none.  Of JSON
** that is an error only if the log is short: a long one may have other objects
** in front.
*/
static void give_up (Annotator *a, size_t size) {
  if (a->log.kind == LOG_JSON && size > MAX_LINE) a->stage = STAGE_LINES;
  else a->error = (a->log.kind == LOG_ZEEK) ? LOG_NO_FIELDS : LOG_NO_PORT;
}


/*
** What comes before the lines.  Returns where they begin; a->stage says whether
** they can be read.
*/
static const char *read_begin (Annotator *a, const char *in,
                               const char *limit, size_t size) {
  const char *at = NULL, *end = a->log.end;
  int is_all = limit > end || size > MAX_LINE;
  if (first_line(in, end) == end) {		/* nothing but empty lines */
    if (is_all) log_put(&a->log, in, end);
    return is_all ? end : in;
  }
  if (a->stage == STAGE_KIND) tell_kind(a, in, limit);
  if (a->stage == STAGE_HEAD) at = read_head(a, in, limit);
  if (at == NULL && is_all) give_up(a, size);
  if (at == NULL) return in;
  if (at - in > (ptrdiff_t)MAX_LINE + 1) a->error = LOG_NO_PORT;
  a->stage = STAGE_LINES;
  return at;
}


/* --------------------------------------------------------------- lines */

static const char *read_lines (Log *log, const char *at, const char *limit) {
  switch (log->kind) {
    case LOG_CSV: return csv_lines(log, at, limit);
    case LOG_JSON: return json_lines(log, at, limit);
    default: return tabbed_lines(log, at, limit);
  }
}


/*
** Pass on a line that is too long, or the rest of one.  `from` is where its end
** is looked for.  Returns what follows.
*/
static const char *pass_long (Annotator *a, const char *at,
                              const char *from) {
  const char *eol = line_end(from), *next = log_next(&a->log, eol);
  log_put(&a->log, at, next);
  a->stage = (eol < a->log.end) ? STAGE_LINES : STAGE_LONG;
  csv_begin(&a->log);
  return next;
}


static const char *read_all (Annotator *a, const char *at,
                             const char *limit) {
  const char *end = a->log.end;
  if (a->stage == STAGE_LONG) at = pass_long(a, at, at);
  while (a->stage == STAGE_LINES && at < end) {
    at = read_lines(&a->log, at, limit);
    if (end - at <= (ptrdiff_t)MAX_LINE) break;
    a->log.unread++;
    at = pass_long(a, at, at + MAX_LINE);
  }
  return at;
}


size_t annotate (Annotator *a, char *in, size_t size, int last) {
  char *end = in + size;
  const char *at = in, *limit = end + (last != 0);
  memset(end, 0, LOG_PAD);
  *end = '\n';
  a->log.end = end;
  if (a->error != LOG_FINE) return size;
  if (a->stage != STAGE_LONG && !last && size <= MAX_LINE
      && line_end(in + a->seen) == end) {
    a->seen = size;
    return 0;
  }
  if (a->stage == STAGE_KIND || a->stage == STAGE_HEAD)
    at = read_begin(a, in, limit, size);
  if (a->error != LOG_FINE) return size;
  at = read_all(a, at, limit);
  a->seen = (size_t)(end - at);
  return (size_t)(at - in);
}
