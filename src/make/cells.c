/*
** cells.c - inside the builder: reading the cells of a row.  See cells.h.
*/

#include "core/dates.h"
#include "make/cells.h"
#include "make/intern.h"


/* --------------------------------------------------------------- ports */

/*
** Read a port as IANA writes it from the beginning of the text.  Returns how
** many bytes it takes, 0 on failure.
*/
static size_t scan_port (Builder *b, Text text, uint32_t *port) {
  size_t i = 0;
  *port = 0;
  while (i < text.size && text.at[i] >= '0' && text.at[i] <= '9') {
    *port = *port * 10 + (uint32_t)(text.at[i++] - '0');
    if (*port >= N_PORTS) {
      builder_fail(b, PORT, "a port above 65535");
      return 0;
    }
  }
  if (i == 0) builder_fail(b, PORT, "not a port or a range of ports");
  if (i > 1 && text.at[0] == '0') {
    builder_fail(b, PORT, "a port with a leading zero");
    return 0;
  }
  return i;
}


static int read_ports (Builder *b, Text text, Entry *e) {
  uint32_t port, last;
  size_t n;
  if ((n = scan_port(b, text, &port)) == 0) return 0;
  e->values[PORT] = port + 1;
  if (n == text.size) return 1;
  if (text.at[n] == '-') {
    text.at += n + 1;
    text.size -= n + 1;
    if ((n = scan_port(b, text, &last)) == 0) return 0;
    if (last < port) return builder_fail(b, PORT, "a range that goes down");
    e->values[LAST_PORT] = last + 1;
  }
  if (n == text.size) return 1;
  return builder_fail(b, PORT, "not a port or a range of ports");
}


/* --------------------------------------------------------------- cells */

static int read_date (Builder *b, int cell, Text text, Entry *e) {
  e->values[cell] = date_of_text(text);
  if (e->values[cell] != 0) return 1;
  return builder_fail(b, cell, "not a date YYYY-MM or YYYY-MM-DD from %u to %u",
                      FIRST_YEAR, LAST_YEAR);
}


/*
** Read one of the cells; it is not empty.  Most contacts are the assignees.
**
** Why so: load of CSV against a loader in Lua 14.6 -> 15.1 times as fast, with
** is_transport instead of compare_texts below (bench peer_load)
*/
static int read_cell (Builder *b, int cell, const Text *cells, Entry *e) {
  Text text = cells[cell];
  int kind = cell_terms[cell].kind;
  if (kind == KIND_PORTS || kind == KIND_DATE) {
    int ok = (kind == KIND_PORTS) ? read_ports(b, text, e)
                                  : read_date(b, cell, text, e);
    if (!ok) check_text(b, cell, text);	/* rather report a wrong byte */
    return ok;
  }
  if (cell == CONTACT && compare_texts(text, cells[ASSIGNEE]) == 0) {
    e->values[CONTACT] = e->values[ASSIGNEE];
    return 1;
  }
  return intern(b, cell, text, cell_terms[cell].use, &e->values[cell]);
}


int read_cells (Builder *b, const Text *cells, unsigned changed, Entry *e) {
  int i;
  for (i = 0; i < N_CELLS; i++) {
    if (!(changed >> i & 1) || i == TRANSPORT_CELL) continue;
    e->values[i] = 0;
    if (i == PORT) e->values[LAST_PORT] = 0;
    if (cells[i].size > 0 && !read_cell(b, i, cells, e)) return 0;
  }
  return 1;
}


static int is_transport (Text text, int transport) {
  Text name = transport_text(transport);
  if (text.size != name.size) return 0;
  return name.size == 0 || memcmp(text.at, name.at, name.size) == 0;
}


int read_transport (Builder *b, Text text, int *transport) {
  for (*transport = TCP; *transport <= NONE; ++*transport)
    if (is_transport(text, *transport)) return 1;
  return check_text(b, TRANSPORT_CELL, text)
      && builder_fail(b, TRANSPORT_CELL, "not " TRANSPORT_CELLS);
}
