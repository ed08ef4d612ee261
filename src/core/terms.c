/*
** terms.c - the lists of terms.h as tables.  They hold no pointers, so the
** dynamic linker has nothing to relocate.
*/

#include "core/terms.h"


const CellTerms cell_terms[N_CELLS] = {
#define CELL(number, field, title, kind, use)	{ field, title, kind, use },
  CELLS(CELL)
#undef CELL
};

const char kind_names[N_KINDS][12] = {
  "text", "people", "references", "ports", "transport", "date"
};

const ContactTerms contact_terms[N_CONTACT_CELLS] = {
#define CELL(number, field, title)	{ field, title },
  CONTACT_CELLS(CELL)
#undef CELL
};

const TransportTerms transport_terms[N_TRANSPORTS] = {
#define TERMS(number, name, protocol)	{ name, sizeof name - 1, protocol },
  TRANSPORTS(TERMS)
#undef TERMS
};

const RangeTerms range_terms[N_RANGES] = {
  { "system", 0, FIRST_USER_PORT - 1,
    "IETF Review or IESG Approval", "[RFC6335][RFC8126]" },
  { "user", FIRST_USER_PORT, FIRST_DYNAMIC_PORT - 1,
    "IETF Review, IESG Approval or Expert Review", "[RFC6335][RFC8126]" },
  { "dynamic", FIRST_DYNAMIC_PORT, N_PORTS - 1, "not assigned", "[RFC6335]" }
};

const char status_names[N_STATUSES][12] = {
  "assigned", "reserved", "unassigned", "dynamic"
};


Text transport_text (int transport) {
  Text text = { "", 0 };
  if (transport != NONE) {
    text.at = transport_terms[transport].name;
    text.size = transport_terms[transport].size;
  }
  return text;
}


int transport_of_number (double number) {
  int t = TCP;
  while (t < NONE && number != transport_terms[t].protocol) t++;
  return t;
}


int transport_of_digits (Text text) {
  double number = 0;
  size_t i;
  if (!is_digits(text) || text.size > 3) return NONE;
  for (i = 0; i < text.size; i++) number = number * 10 + (text.at[i] - '0');
  return transport_of_number(number);
}


int transport_named (Text text) {
  int t = TCP;
  while (t < NONE && !same_folded(text, transport_text(t))) t++;
  return t;
}


int range_of_port (uint32_t port) {
  int range = RANGE_SYSTEM;
  while (port > range_terms[range].last) range++;
  return range;
}
