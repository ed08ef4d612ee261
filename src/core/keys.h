/*
** keys.h - what a text key says: a port or a name, and perhaps a transport.
**
**   "443"  "443/tcp"  "443/6"       a port
**   "https"  "https/tcp"            a name
**   "_ipp._tcp"                     a DNS-SD service, as tools print them
**   "Lab._printer._sub._ipp._tcp.local."
**
** The last is RFC 6763, sections 4.1 and 7.1: [instance.][_subtype._sub.]
** _service._proto[.domain][.].  What follows a slash is a transport only if it
** is one: "914c/g" is a name.  No Lua, no malloc; time linear in the text.
*/

#ifndef keys_h
#define keys_h

#include "core/terms.h"

/* A port (else PORTS) or a name; the transport, ANY where none is named. */
typedef struct Key {
  Text name;
  uint32_t port;
  int transport;
} Key;

/*
** Read a text that a NUL follows.  What is no key is a name that no service
** has: the empty one.  The key's name is a part of the text.
*/
void read_key (Text text, Key *key);

/* The port that a text of digits alone writes, or PORTS. */
uint32_t port_of_text (Text text);

#endif
