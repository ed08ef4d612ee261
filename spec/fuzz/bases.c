/*
** bases.c - small images to damage.  See bases.h.
**
** One of nothing; one with each kind of record; one whose rows, entries,
** names and strings fill more than one word and more than one block.
*/

#include <stdio.h>

#include "ask.h"
#include "bases.h"

#define N_BASES		3
#define MANY		140

static const char *const rows[][N_CELLS] = {
  { "", "0", "tcp", "Reserved" },
  { "http", "80", "tcp", "Web", "[A][B]", "[A]", "2015-07", "2020-02-29",
    "[RFC9110]", "", "", "Defined TXT keys: u=, p=" },
  { "http", "80", "udp", "Web", "[A][B]", "[A]", "2015-07", "2020-02-29",
    "[RFC9110]", "", "", "Defined TXT keys: u=, p=" },
  { "www", "80", "tcp", "Web", "", "", "", "", "", "", "",
    "This entry is an alias to \"http\"." },
  { "", "100-200", "", "Unassigned" },
  { "mid", "150", "sctp", "within", "", "", "", "", "", "42", "port 7" },
  { "x11", "6000-6063", "dccp", "X \303\274ber", "", "", "", "", "", "", "",
    "", "ours" },
  { "HTTP", "", "sctp", "another spelling" },
  { "rdp", "", "", "" },
  { "last", "65535", "udp", "the end" }
};

static const char *const contacts[][N_CONTACT_CELLS] = {
  { "B", "Bea", "", "mailto:b&b.example", "2001-02-03" },
  { "A", "Al", "Org", "mailto:a&a.example\nhttps://a.example", "" }
};


static Text as_text (const char *at) {
  Text text;
  text.at = (at == NULL) ? "" : at;
  text.size = strlen(text.at);
  return text;
}


static void add_row (Builder *b, const char *const *row) {
  Text cells[N_CELLS];
  int i;
  for (i = 0; i < N_CELLS; i++) cells[i] = as_text(row[i]);
  expect(builder_row(b, cells, ALL_CELLS), "a row that is right");
}


static void add_each (Builder *b) {
  Text cells[N_CONTACT_CELLS];
  size_t i, field;
  for (i = 0; i < sizeof rows / sizeof rows[0]; i++) add_row(b, rows[i]);
  for (i = 0; i < sizeof contacts / sizeof contacts[0]; i++) {
    for (field = 0; field < N_CONTACT_CELLS; field++)
      cells[field] = as_text(contacts[i][field]);
    expect(builder_contact(b, cells), "a contact that is right");
  }
  expect(builder_fact(b, as_text("title"), as_text("A registry")), "a fact");
}


static void add_many (Builder *b) {
  static const char *const transports[] = { "tcp", "udp", "sctp", "dccp", "" };
  char name[32], port[32], words[32];
  const char *row[N_CELLS] = { NULL };
  int i;
  for (i = 0; i < MANY; i++) {
    snprintf(name, sizeof name, "s%d", i / 3);
    snprintf(port, sizeof port, (i % 7) ? "%d" : "%d-%d", i * 11, i * 11 + 40);
    snprintf(words, sizeof words, "service %d", i / 2);
    row[NAME] = (i % 5) ? name : "";
    row[PORT] = (i % 13) ? port : "";
    row[TRANSPORT_CELL] = transports[i % 5];
    row[DESCRIPTION] = words;
    add_row(b, row);
  }
}


const Builder *base_of (unsigned number) {
  static Builder bases[N_BASES];
  static int built;
  int i;
  for (i = 0; !built && i < N_BASES; i++) {
    expect(builder_init(&bases[i]), "memory");
    if (i == 1) add_each(&bases[i]);
    if (i == 2) add_many(&bases[i]);
    expect(builder_finish(&bases[i]), "an image that is right");
  }
  built = 1;
  return &bases[number % N_BASES];
}
