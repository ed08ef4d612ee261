/*
** csv.c - fuzz target: from CSV to an image and back.
**
** The input is a text of records behind the row of titles; its first byte
** says how large the pieces are that the reader gets it in.  The same text in
** one piece must end in the same way; what loads must open as an image from
** anywhere would, answer, and be written as CSV that loads to the same bytes.
*/

#include <stdio.h>
#include <stdlib.h>

#include "ask.h"
#include "core/check.h"
#include "core/dates.h"
#include "make/tables.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

static const char titles[] =
  "Service Name,Port Number,Transport Protocol,Description,Assignee,Contact,"
  "Registration Date,Modification Date,Reference,Service Code,"
  "Unauthorized Use Reported,Assignment Notes\r\n";


/* ------------------------------------------------------------- reading */

static int feed (CsvRows *rows, Text text, size_t piece) {
  while (text.size > 0) {
    size_t n = (text.size < piece) ? text.size : piece;
    if (!csvrows_feed(rows, text.at, n)) return 0;
    text.at += n;
    text.size -= n;
  }
  return csvrows_finish(rows);
}


/* Build; 1, or 0 and why.  The builder is the caller's to free. */
static int build (Builder *b, Text text, size_t piece, int titled,
                  char message[TABLE_ERROR_SIZE]) {
  Text first;
  CsvRows *rows;
  int ok;
  first.at = titles;
  first.size = titled ? 0 : strlen(titles);
  expect(builder_init(b), "memory");
  rows = table_reader(RECORDS_TABLE, b);
  expect(rows != NULL, "memory");
  ok = csvrows_feed(rows, first.at, first.size) && feed(rows, text, piece);
  if (!ok) table_error(RECORDS_TABLE, b, rows, message);
  csvrows_free(rows);
  if (!ok || builder_finish(b)) return ok;
  snprintf(message, TABLE_ERROR_SIZE, "%s", b->message);
  return 0;
}


/* ------------------------------------------------------------- writing */

typedef struct Output {
  char *at;
  size_t size, capacity;
} Output;


static void put (Output *out, const char *at, size_t size) {
  if (out->size + size > out->capacity) {
    out->capacity = (out->size + size) * 2;
    out->at = realloc(out->at, out->capacity);
    expect(out->at != NULL, "memory");
  }
  if (size > 0) memcpy(out->at + out->size, at, size);
  out->size += size;
}


static void put_cell (Output *out, Text text) {
  size_t i;
  put(out, "\"", 1);
  for (i = 0; i < text.size; i++) {
    if (text.at[i] == '"') put(out, "\"", 1);
    put(out, text.at + i, 1);
  }
  put(out, "\"", 1);
}


static void put_ports (Output *out, const Registry *reg, uint32_t entry) {
  char text[16];
  uint32_t port, last;
  if (!column_get(column_of(reg, PORT), entry, &port)) return;
  put(out, text, (size_t)snprintf(text, sizeof text, "%u", port));
  if (!column_get(column_of(reg, LAST_PORT), entry, &last)) return;
  put(out, text, (size_t)snprintf(text, sizeof text, "-%u", last));
}


static void put_date (Output *out, const Registry *reg, uint32_t entry,
                      int column) {
  char date[DATE_SIZE];
  uint32_t value;
  if (!column_get(column_of(reg, column), entry, &value)) return;
  put(out, date, text_of_date(value, date));
}


static void put_row (Output *out, const Registry *reg, uint32_t row) {
  static const char *const transports[] = { "tcp", "udp", "sctp", "dccp", "" };
  const char *transport = transports[transport_of(reg, row)];
  uint32_t entry = entry_of(reg, row);
  int column;
  for (column = NAME; column < ORIGIN; column++) {
    if (column > NAME) put(out, ",", 1);
    if (column == PORT) put_ports(out, reg, entry);
    else if (column == TRANSPORT_CELL) put(out, transport, strlen(transport));
    else if (column == REGISTRATION_DATE || column == MODIFICATION_DATE)
      put_date(out, reg, entry, column);
    else put_cell(out, cell_text(reg, entry, column));
  }
  put(out, "\r\n", 2);
}


/* The registry as CSV: of its text, the caller frees `at`. */
static Text write_csv (const Registry *reg) {
  Output out = { NULL, 0, 0 };
  Text text;
  uint32_t row;
  put(&out, titles, strlen(titles));
  for (row = 0; row < reg->counts[ROWS]; row++) put_row(&out, reg, row);
  text.at = out.at;
  text.size = out.size;
  return text;
}


/* --------------------------------------------------------------- target */

static int same_image (const Builder *a, const Builder *b) {
  return a->image.count == b->image.count
      && memcmp(a->image.at, b->image.at, a->image.count) == 0;
}


/* Ask what was built; written and read again, it is the same. */
static void check_built (const Builder *b) {
  char message[TABLE_ERROR_SIZE];
  Registry reg;
  Builder again;
  Text text;
  expect(registry_open(&reg, b->image.at, b->image.count) == NULL,
         "an image as built is opened");
  ask_all(&reg);
  text = write_csv(&reg);
  expect(build(&again, text, text.size, 1, message), "what was written loads");
  if (reg.counts[FACTS] == 0)		/* else it has columns that are not written */
    expect(same_image(b, &again), "what was written is the same");
  builder_free(&again);
  free((void *)(uintptr_t)text.at);
}


int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size) {
  char message[TABLE_ERROR_SIZE] = "", other[TABLE_ERROR_SIZE] = "";
  Builder whole, pieces;
  Text text;
  int ok;
  if (size == 0) return 0;
  text.at = (const char *)data + 1;
  text.size = size - 1;
  ok = build(&whole, text, text.size, data[0] >> 7, message);
  expect(build(&pieces, text, (data[0] & 31) + 1u, data[0] >> 7, other) == ok,
         "the same outcome in pieces");
  expect(strcmp(message, other) == 0, "the same message in pieces");
  if (ok) {
    expect(same_image(&whole, &pieces), "the same image in pieces");
    check_built(&whole);
  }
  else expect(strlen(message) > 10, "a message");
  builder_free(&whole);
  builder_free(&pieces);
  return 0;
}
