/*
** columns.c - which columns of a log hold its ports and its transport.  See
** columns.h.
*/

#include "core/columns.h"

/*
** The responder's or destination's port, and the transport: in Zeek's logs,
** Suricata's, nfdump's, the Elastic Common Schema, IPFIX, clouds' flow logs,
** packet captures as tables, web servers' logs.
*/
static const char *const known_ports[] = {
  "id.resp_p", "dest_port", "dst_port", "dstport", "dport", "dp",
  "destination.port", "destination_port", "destinationport", "destport",
  "destinationtransportport", "l4_dst_port", "port_dst", "destination port",
  "dest port", "dst port", "connection.dest_port", "server.port",
  "server_port", "port", NULL
};

static const char *const known_transports[] = {
  "proto", "network.transport", "transport", "pr", "protocol",
  "transport_protocol", "ip_proto", "l4_proto", "ip.proto", "ip_protocol",
  "protocolidentifier", "connection.protocol", "network.iana_number", NULL
};


Text asked_name (const Asked *asked, int role, int i) {
  const char *const *known =
    (role == PROTOCOL) ? known_transports : known_ports;
  Text name = asked->names[role], none = { NULL, 0 };
  int is_sought = (role == PROTOCOL) ? asked->transport == NONE
                                     : role == PORT_A;
  if (name.size > 0) return (i == 0) ? name : none;
  if (!is_sought || known[i] == NULL) return none;
  name.at = known[i];
  name.size = strlen(known[i]);
  return name;
}


uint32_t numbered_column (Text name) {
  uint32_t number = 0;
  size_t i;
  if (!is_digits(name) || name.size > 7) return NO_COLUMN;
  for (i = 0; i < name.size; i++)
    number = number * 10 + (uint32_t)(name.at[i] - '0');
  return number - 1;
}


void columns_begin (LogColumns *columns) {
  int role;
  for (role = 0; role < N_ROLES; role++) {
    columns->at[role] = NO_COLUMN;
    columns->ranks[role] = -1;
  }
}


void columns_title (LogColumns *columns, const Asked *asked, Text title,
                    uint32_t column) {
  int role, i;
  for (role = 0; role < N_ROLES; role++) {
    int best = columns->ranks[role];
    Text name;
    for (i = 0; best < 0 || i < best; i++) {
      name = asked_name(asked, role, i);
      if (name.at == NULL) break;
      if (!same_folded(name, title)) continue;
      columns->at[role] = column;
      columns->ranks[role] = i;
      break;
    }
  }
}


int columns_missing (LogColumns *columns, const Asked *asked, uint32_t count) {
  int role;
  for (role = 0; role < N_ROLES; role++) {
    uint32_t number = numbered_column(asked->names[role]);
    if (columns->at[role] == NO_COLUMN && number < count)
      columns->at[role] = number;
    if (columns->at[role] == NO_COLUMN
        && (role == PORT_A || asked->names[role].size > 0))
      return role;
  }
  return N_ROLES;
}
