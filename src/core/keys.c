/*
** keys.c - keys given as texts.  See keys.h.
*/

#include "core/keys.h"


uint32_t port_of_text (Text text) {
  uint32_t port = 0;
  size_t i;
  if (!is_digits(text)) return NO_PORT;
  for (i = 0; i < text.size && port < N_PORTS; i++)
    port = port * 10 + (uint32_t)(text.at[i] - '0');
  return (port < N_PORTS) ? port : NO_PORT;
}


static Text part_of (Text text, size_t from, size_t to) {
  Text part;
  part.at = text.at + from;
  part.size = to - from;
  return part;
}


/* If the last slash in the name precedes a transport, cut off both. */
static int cut_transport (Key *key) {
  size_t i = key->name.size;
  while (i > 0 && key->name.at[i - 1] != '/') i--;
  if (i == 0) return 0;
  key->transport = transport_of_text(part_of(key->name, i, key->name.size));
  if (key->transport != NONE) key->name.size = i - 1;
  else key->transport = ANY;
  return key->transport != ANY;
}


/* The label of a domain name that ends before byte `end`. */
static Text label_before (Text text, size_t end) {
  size_t from = end;
  while (from > 0 && text.at[from - 1] != '.') from--;
  return part_of(text, from, end);
}


/* The transport that a label "_tcp" names, or NONE. */
static int transport_of_label (Text label) {
  if (label.size < 2 || label.at[0] != '_') return NONE;
  return transport_named(part_of(label, 1, label.size));
}


/*
** Find the service before byte `end`: it begins at the nearest label that
** begins with "_", since a few names contain dots ("_z39.50").  Returns 0 if
** there is none.
*/
static int service_before (Text text, size_t end, Text *service) {
  size_t from = end;
  while (from > 0) {
    Text label = label_before(text, from);
    from = (size_t)(label.at - text.at);
    if (label.size > 1 && label.at[0] == '_') {
      *service = part_of(text, from + 1, end);
      return 1;
    }
    if (from > 0) from--;
  }
  return 0;
}


/* Reduce the name to the service of its last _service._proto, if any. */
static void take_service (Key *key) {
  Text text = key->name;
  size_t end = text.size;
  if (end > 0 && text.at[end - 1] == '.') end--;
  while (end > 0) {
    Text label = label_before(text, end);
    int transport = transport_of_label(label);
    end = (size_t)(label.at - text.at);
    if (end > 0) end--;
    if (transport == NONE || end == 0) continue;
    if (service_before(text, end, &key->name)) key->transport = transport;
    return;
  }
}


void read_key (Text text, Key *key) {
  key->name = text;
  key->transport = ANY;
  if (!cut_transport(key)) take_service(key);
  key->port = port_of_text(key->name);
  if (is_digits(key->name)) key->name.size = 0;
}
