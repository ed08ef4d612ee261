/*
** answers.c - what is added to a line of a log.  See answers.h.
*/

#include "core/answers.h"
#include "core/dates.h"


/* -------------------------------------------------------------- fields */

static const char *field_name (int field) {
  switch (field) {
    case FIELD_LAST_PORT: return LAST_PORT_FIELD;
    case FIELD_STATUS: return "status";
    case FIELD_ROW: return "row";
    default: return cell_terms[field].field;
  }
}


int field_named (Text name) {
  int field = 0;
  while (field < N_FIELDS && !equals_string(name, field_name(field))) field++;
  return field;
}


/* What the registry says of a port; the row may be NO_ROW. */
typedef struct Said {
  const Registry *reg;
  uint32_t port, row, entry;
  int asked;
  char digits[16];
} Said;


/*
** The record that the answer is from: the first with a name, or else the first.
*/
static Said what_is_said (const Registry *reg, int transport, uint32_t port) {
  Said said;
  said.reg = reg;
  said.port = port;
  said.asked = (transport == NONE) ? ANY : transport;
  said.row = NO_ROW;
  said.entry = 0;
  if (port < N_PORTS) {
    Cursor rows = rows_at_port(reg, port);
    said.row = first_row(&rows, said.asked, NAME);
    if (said.row == NO_ROW)
      said.row = first_row(&rows, said.asked, N_COLUMNS);
    if (said.row != NO_ROW) said.entry = entry_of(reg, said.row);
  }
  return said;
}


static Text text_of_string (const char *string) {
  Text text;
  text.at = string;
  text.size = strlen(string);
  return text;
}


static Text text_of_number (Said *said, uint32_t number) {
  Text text;
  char *at = said->digits + sizeof said->digits;
  do *--at = (char)('0' + number % 10); while ((number /= 10) > 0);
  text.at = at;
  text.size = (size_t)(said->digits + sizeof said->digits - at);
  return text;
}


static int is_number (int field) {
  return field == PORT || field == FIELD_LAST_PORT || field == FIELD_ROW;
}


/* The text of a field; empty if it is not known. */
static Text field_text (Said *said, int field) {
  const Registry *reg = said->reg;
  Text text = { said->digits, 0 };
  uint32_t value;
  int column = (field == FIELD_LAST_PORT) ? (int)LAST_PORT : field;
  if (field == FIELD_STATUS && said->port < N_PORTS)
    return text_of_string(status_names[status_of_port(reg, said->port,
                                                      said->asked)]);
  if (said->row == NO_ROW) return text;
  if (field == FIELD_ROW) return text_of_number(said, said->row + 1);
  if (field == TRANSPORT_CELL)
    return transport_text(transport_of(reg, said->row));
  if (!column_get(column_of(reg, column), said->entry, &value)) return text;
  if (is_number(field)) return text_of_number(said, value);
  if (cell_terms[field].kind != KIND_DATE) return string_at(reg, value);
  text.size = text_of_date(value, said->digits);
  return text;
}


/* -------------------------------------------------------------- values */

static void put_hex (Sink *sink, const char *prefix, char byte) {
  static const char digits[] = "0123456789abcdef";
  sink_text(sink, text_of_string(prefix));
  sink_byte(sink, digits[(unsigned char)byte >> 4]);
  sink_byte(sink, digits[byte & 15]);
}


/* A value that looks like an unset one is told from it by an escape. */
static void put_for_tabs (const Answers *a, Text text, Sink *sink) {
  size_t i;
  int alike = text.size == a->unset_size
           && memcmp(text.at, a->unset, text.size) == 0;
  for (i = 0; i < text.size; i++) {
    char c = text.at[i];
    if ((unsigned char)c < ' ' || c == '\\' || c == a->separator
        || (alike && i == 0))
      put_hex(sink, "\\x", c);
    else sink_byte(sink, c);
  }
}


static int needs_quotes (const Answers *a, Text text) {
  size_t i;
  for (i = 0; i < text.size; i++) {
    char c = text.at[i];
    if (c == a->separator || c == '"' || c == '\n' || c == '\r') return 1;
  }
  return 0;
}


static void put_with_quotes (const Answers *a, Text text, Sink *sink) {
  size_t i;
  if (!needs_quotes(a, text)) {
    sink_text(sink, text);
    return;
  }
  sink_byte(sink, '"');
  for (i = 0; i < text.size; i++) {
    if (text.at[i] == '"') sink_byte(sink, '"');
    sink_byte(sink, text.at[i]);
  }
  sink_byte(sink, '"');
}


static void put_for_json (Text text, Sink *sink) {
  size_t i;
  sink_byte(sink, '"');
  for (i = 0; i < text.size; i++) {
    char c = text.at[i];
    if ((unsigned char)c < ' ') put_hex(sink, "\\u00", c);
    else {
      if (c == '"' || c == '\\') sink_byte(sink, '\\');
      sink_byte(sink, c);
    }
  }
  sink_byte(sink, '"');
}


/* Put `,"iana_name":"https"`; nothing if the value is not known. */
static void put_member (int field, Text text, Sink *sink) {
  if (text.size == 0) return;
  sink_text(sink, text_of_string(",\"" TITLE_PREFIX));
  sink_text(sink, text_of_string(field_name(field)));
  sink_text(sink, text_of_string("\":"));
  if (is_number(field)) sink_text(sink, text);
  else put_for_json(text, sink);
}


static void put_field (const Answers *a, int field, Text text, Sink *sink) {
  if (a->style == STYLE_JSON) {
    put_member(field, text, sink);
    return;
  }
  sink_byte(sink, a->separator);
  if (text.size == 0) sink_put(sink, a->unset, a->unset_size);
  else if (a->style == STYLE_TABS) put_for_tabs(a, text, sink);
  else put_with_quotes(a, text, sink);
}


/* ------------------------------------------------------------- answers */

static void put_said (const Answers *a, Said *said, Sink *sink) {
  int i;
  for (i = 0; i < a->n_fields; i++)
    put_field(a, a->fields[i], field_text(said, a->fields[i]), sink);
}


void answer_put (const Answers *a, int transport, uint32_t port, Sink *sink) {
  Said said = what_is_said(a->reg, transport, port);
  put_said(a, &said, sink);
}


void answer_titles (const Answers *a, const char *instead, Sink *sink) {
  int i;
  for (i = 0; i < a->n_fields; i++) {
    sink_byte(sink, a->separator);
    if (instead == NULL) sink_text(sink, text_of_string(TITLE_PREFIX));
    else sink_text(sink, text_of_string(instead));
    if (instead == NULL)
      sink_text(sink, text_of_string(field_name(a->fields[i])));
  }
}


/* Forget all answers.  (What is not counted is not read.) */
static void forget (Kept *kept) {
  memset(kept->slots, 0, sizeof kept->slots);
  memset(kept->recent, 0, sizeof kept->recent);
  kept->count = kept->used = 0;
}


void answers_style (Answers *a, int style, char separator, Text unset) {
  a->style = style;
  a->separator = separator;
  a->unset_size = (unset.size < UNSET_SIZE) ? unset.size : UNSET_SIZE;
  memcpy(a->unset, unset.at, a->unset_size);
  forget(a->kept);
}


/* The pool is a sink that cannot be emptied. */
static int is_full (Sink *sink) {
  (void)sink;
  return 0;
}


/* Write the answer into the pool, behind what is used.  Its size, or -1. */
static long write_answer (const Answers *a, Said *said) {
  Kept *kept = a->kept;
  Sink sink = { NULL, 0, 0, is_full, NULL, 0 };
  uint32_t size;
  if (POOL_SIZE - kept->used < 4) return -1;
  sink.at = kept->pool + kept->used + 4;
  sink.size = POOL_SIZE - kept->used - 4;
  put_said(a, said, &sink);
  size = LOW_FIRST32((uint32_t)sink.used);
  memcpy(kept->pool + kept->used, &size, 4);
  return sink.broken ? -1 : (long)sink.used;
}


/*
** The number of the answer that was written with these flags: of one that has
** its text too, or a new one.
*/
static uint16_t number_answer (Answers *a, uint32_t flags, uint32_t size) {
  Kept *kept = a->kept;
  uint32_t answer = kept->used | flags;
  Text text = answer_text(a, answer);
  uint16_t *recent = &kept->recent[bucket_of(hash_folded(text), N_RECENT)];
  if (*recent != 0) {
    uint32_t other = kept->answers[*recent];
    Text same = answer_text(a, other);
    if ((other & ANSWER_NAMED) == flags && same.size == size
        && memcmp(same.at, text.at, size) == 0) return *recent;
  }
  kept->answers[++kept->count] = answer;
  kept->used += 4 + size;
  return *recent = (uint16_t)kept->count;
}


/* Keep an answer, unless there is no room; its number, or 0. */
static uint16_t keep (Answers *a, Said *said, uint32_t flags) {
  long size;
  if (a->kept->count + 1 == N_ANSWERS) return 0;
  size = write_answer(a, said);
  return (size < 0) ? 0 : number_answer(a, flags, (uint32_t)size);
}


/* The last port that has the same answer as `port` has. */
static uint32_t last_alike (const Answers *a, uint32_t port) {
  uint32_t last;
  if (port >= N_PORTS) return port;
  last = segment_end(a->reg, port);
  if (port < FIRST_DYNAMIC_PORT && last >= FIRST_DYNAMIC_PORT)
    last = FIRST_DYNAMIC_PORT - 1;		/* they differ in the status */
  return last;
}


/*
** Give the number to the slots of a port and of those that follow it with the
** same answer, up to one that has it.
**
** Why so: a million lines of conn.log 58 -> 52 ms (bench annotate)
*/
static void fill_slots (Answers *a, int transport, uint32_t port,
                        uint16_t number) {
  uint32_t last = last_alike(a, port);
  uint16_t *slot = &a->kept->slots[(uint32_t)transport * N_PORTS + port];
  for (; port <= last && *slot == 0; port++) *slot++ = number;
}


uint32_t answer_make (Answers *a, int transport, uint32_t port) {
  Said said = what_is_said(a->reg, transport, port);
  int is_named = said.row != NO_ROW
              && bits_test(column_of(a->reg, NAME), said.entry);
  uint32_t flags = is_named ? ANSWER_NAMED : 0;
  uint16_t number = keep(a, &said, flags);
  if (number == 0) {
    forget(a->kept);
    number = keep(a, &said, flags);
  }
  if (number == 0) return flags | ANSWER_LARGE;
  fill_slots(a, transport, port, number);
  return a->kept->answers[number];
}
