/*
** objects.c - logs as JSON.  See objects.h.
*/

#include "core/masks.h"
#include "core/objects.h"

#define WORD_SIZE	128		/* longer than a name that is known */

/*
** The line that is read: what is looked for in it, and what was found.  Behind
** it stands a line end, which is no part of JSON here, so nothing reads on.
*/
typedef struct Line {
  const Names *names;
  const char *at;
  const char *last;			/* behind the last member, or NULL */
  Text found[N_ROLES];
  int ranks[N_ROLES];			/* their names; MAX_NAMES: not found */
  char room[N_ROLES][WORD_SIZE];
  char way[WORD_SIZE];			/* the keys to here, a dot behind each */
  size_t way_size;
} Line;


/* -------------------------------------------------------------- tokens */

static inline void skip_blanks (Line *line) {
  while (*line->at == ' ' || *line->at == '\t' || *line->at == '\r') line->at++;
}


static int hex_digit (char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = lower(c);
  return (c >= 'a' && c <= 'f') ? c - 'a' + 10 : -1;
}


/* The size of the escape at `at`, or 0 if it is none. */
static size_t escape_size (const char *at) {
  int i;
  if (at[1] == 'u') {
    for (i = 2; i < 6; i++)
      if (hex_digit(at[i]) < 0) return 0;
    return 6;
  }
  return (at[1] != '\0' && strchr("\"\\/bfnrt", at[1]) != NULL) ? 2 : 0;
}


/* Read a string, of which the quote is read; its text as it is written. */
static inline int read_string (Line *line, Text *text) {
  const char *at = line->at;
  text->at = at;
  for (;;) {
    at = string_stop(at);
    if (*at == '"') break;
    if (*at == '\\') {
      size_t size = escape_size(at);
      if (size == 0) return 0;
      at += size;
    }
    else return 0;			/* a control character */
  }
  text->size = (size_t)(at - text->at);
  line->at = at + 1;
  return 1;
}


static int read_digits (Line *line) {
  const char *from = line->at;
  while (*line->at >= '0' && *line->at <= '9') line->at++;
  return line->at > from;
}


static int read_number (Line *line, Text *text) {
  text->at = line->at;
  if (*line->at == '-') line->at++;
  if (*line->at == '0') line->at++;
  else if (!read_digits(line)) return 0;
  if (*line->at == '.') {
    line->at++;
    if (!read_digits(line)) return 0;
  }
  if (*line->at == 'e' || *line->at == 'E') {
    line->at++;
    if (*line->at == '+' || *line->at == '-') line->at++;
    if (!read_digits(line)) return 0;
  }
  text->size = (size_t)(line->at - text->at);
  return 1;
}


static int read_word (Line *line, const char *word) {
  for (; *word != '\0'; word++)
    if (*line->at++ != *word) return 0;
  return 1;
}


/* The character that an escape means, if it is one byte; else a DEL. */
static char escaped (const char *at) {
  int code;
  switch (at[1]) {
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'u':
      code = hex_digit(at[4]) * 16 + hex_digit(at[5]);
      return (at[2] == '0' && at[3] == '0' && code < 0x7F) ? (char)code : 0x7F;
    default: return at[1];
  }
}


/*
** What a string means that may have escapes; `room` may hold it.  Of one with
** escapes that is longer than WORD_SIZE, only the beginning.
*/
static Text meaning (Text written, char room[WORD_SIZE]) {
  size_t i, n = 0;
  Text text;
  if (memchr(written.at, '\\', written.size) == NULL) return written;
  for (i = 0; i < written.size && n < WORD_SIZE; ) {
    const char *at = written.at + i;
    room[n++] = (*at == '\\') ? escaped(at) : *at;
    i += (*at == '\\') ? escape_size(at) : 1;
  }
  text.at = room;
  text.size = n;
  return text;
}


/* ------------------------------------------------------------- members */

/* The bit of the first byte of a name, without case; of a size. */
static inline uint64_t head_bit (char first) {
  return (uint64_t)1 << (first & 31);
}

static inline uint64_t size_bit (size_t size) {
  return (uint64_t)1 << (size & 63);
}


/* Remember a value, if its name is looked for and no better one was found. */
static void note (Line *line, Text path, Text value) {
  const Names *names = line->names;
  int i;
  if (!(names->sizes & size_bit(path.size))) return;
  for (i = 0; i < names->count; i++) {
    int role = names->roles[i];
    if (names->texts[i].size != path.size || i > line->ranks[role]
        || !same_folded(names->texts[i], path)) continue;
    line->found[role] = meaning(value, line->room[role]);
    line->ranks[role] = i;
  }
}


/* Does a name begin with that way? */
static int is_way (const Line *line, Text way) {
  int i;
  for (i = 0; i < line->names->count; i++) {
    Text name = line->names->texts[i];
    if (name.size <= way.size) continue;
    name.size = way.size;
    if (same_folded(name, way)) return 1;
  }
  return 0;
}


static int read_object (Line *line, int depth, int sought);
static int read_value (Line *line, int depth, Text *text);


static int read_array (Line *line, int depth) {
  Text unused;
  line->at++;
  if (depth >= MAX_DEPTH) return 0;
  skip_blanks(line);
  if (*line->at == ']') return line->at++, 1;
  for (;;) {
    if (!read_value(line, depth + 1, &unused)) return 0;
    skip_blanks(line);
    if (*line->at == ']') return line->at++, 1;
    if (*line->at++ != ',') return 0;
    skip_blanks(line);
  }
}


/* Read a value; its text, of one that is no scalar its first byte. */
static int read_value (Line *line, int depth, Text *text) {
  text->at = line->at;
  text->size = 1;
  switch (*line->at) {
    case '"': return line->at++, read_string(line, text);
    case '{': return read_object(line, depth, 0);
    case '[': return read_array(line, depth);
    case 't': return read_word(line, "true");
    case 'f': return read_word(line, "false");
    case 'n': return text->size = 0, read_word(line, "null");
    default: return read_number(line, text);
  }
}


/* Put the key behind the way to it.  Returns 0 if it is no way to a name. */
static int join (Line *line, Text key, Text *path) {
  char room[WORD_SIZE];
  size_t size = line->way_size;
  key = meaning(key, room);
  if (key.size == 0 || key.size >= WORD_SIZE - size) return 0;
  if (size == 0 && !(line->names->heads & head_bit(key.at[0]))) return 0;
  memcpy(line->way + size, key.at, key.size);
  path->at = line->way;
  path->size = size + key.size;
  return 1;
}


/* Read the value of a key in an object that may have what is looked for. */
static int read_sought (Line *line, int depth, Text key) {
  size_t size = line->way_size;
  Text path, value;
  int sought, is_read;
  if (!join(line, key, &path)) return read_value(line, depth, &value);
  if (*line->at != '{') {
    is_read = read_value(line, depth, &value);
    if (is_read) note(line, path, value);
    return is_read;
  }
  line->way[path.size++] = '.';
  sought = is_way(line, path);
  if (sought) line->way_size = path.size;
  is_read = read_object(line, depth, sought);
  line->way_size = size;
  return is_read;
}


static int read_member (Line *line, int depth, int sought) {
  Text key, value;
  if (*line->at++ != '"' || !read_string(line, &key)) return 0;
  skip_blanks(line);
  if (*line->at++ != ':') return 0;
  skip_blanks(line);
  if (sought) return read_sought(line, depth, key);
  return read_value(line, depth, &value);
}


/* Read the object that begins here; `sought`: it may have what is sought. */
static int read_object (Line *line, int depth, int sought) {
  line->at++;
  if (depth >= MAX_DEPTH) return 0;
  skip_blanks(line);
  if (*line->at == '}') return line->at++, 1;
  for (;;) {
    if (!read_member(line, depth + 1, sought)) return 0;
    if (depth == 0) line->last = line->at;
    skip_blanks(line);
    if (*line->at == '}') return line->at++, 1;
    if (*line->at++ != ',') return 0;
    skip_blanks(line);
  }
}


/* --------------------------------------------------------------- lines */

enum LineKinds { LINE_OBJECT, LINE_BLANK, LINE_OTHER };

/* Read the line at `at`; where it ends. */
static const char *read_line (const Log *log, Line *line, const char *at,
                              int *kind) {
  line->at = at;
  line->last = NULL;
  line->way_size = 0;
  memset(line->found, 0, sizeof line->found);
  line->ranks[PORT_A] = line->ranks[PORT_B] = MAX_NAMES;
  line->ranks[PROTOCOL] = MAX_NAMES;
  line->names = &log->names;
  *kind = LINE_OTHER;
  skip_blanks(line);
  if (*line->at == '\n') *kind = LINE_BLANK;
  else if (*line->at == '{' && read_object(line, 0, 1)) {
    skip_blanks(line);
    if (*line->at == '\n') *kind = LINE_OBJECT;
  }
  return (*kind == LINE_OTHER) ? line_end(at) : line->at;
}


const char *json_lines (Log *log, const char *at, const char *limit) {
  while (at < log->end) {
    Line line;
    int kind;
    const char *eol = read_line(log, &line, at, &kind);
    const char *next = log_next(log, eol);
    if (eol >= limit) break;
    if (kind == LINE_OBJECT && line.last != NULL)
      log_annotate(log, at, line.last, eol, line.found);
    else if (kind == LINE_OTHER) log_pass(log, at, next);
    else log_put(log, at, next);
    at = next;
  }
  return at;
}


void json_begin (Log *log) {
  Names *names = &log->names;
  int role, i;
  names->count = 0;
  names->sizes = names->heads = 0;
  for (role = 0; role < N_ROLES; role++)
    for (i = 0; names->count < MAX_NAMES; i++) {
      Text name = asked_name(&log->asked, role, i);
      if (name.at == NULL) break;
      names->texts[names->count] = name;
      names->roles[names->count++] = role;
      names->sizes |= size_bit(name.size);
      names->heads |= head_bit(name.at[0]);
    }
}


const char *json_head (Log *log, const char *from, const char **looked,
                       const char *limit, int *error) {
  const char *at, *eol;
  *error = LOG_FINE;
  for (at = *looked; at < log->end; at = log_next(log, eol)) {
    Line line;
    int kind;
    eol = read_line(log, &line, at, &kind);
    if (eol >= limit) break;
    if (kind == LINE_OBJECT && (line.found[PORT_A].at != NULL
                                || line.found[PORT_B].at != NULL))
      return from;
  }
  *looked = at;
  return NULL;
}
