/*
** keys.h - keys given as texts: a port or a name, and perhaps a transport.
**
**   "443"  "443/tcp"  "443/6"       a port
**   "https"  "https/tcp"            a name
**   "_ipp._tcp"                     a DNS-SD service, as tools print them
**   "Lab._printer._sub._ipp._tcp.local."
**
** The last is [instance.][_subtype._sub.]_service._proto[.domain][.], see RFC
** 6763, sections 4.1 and 7.1.  A slash separates the transport only if what
** follows is a transport: "914c/g" is a name.  No malloc; linear time.
*/

#ifndef keys_h
#define keys_h

#include "core/terms.h"

/* A key read: a port, or NO_PORT and a name; and the transport, or ANY. */
typedef struct Key {
  Text name;
  uint32_t port;
  int transport;
} Key;

/*
** Read a text, which a NUL must follow.  If it is not a key, the name is one
** that no service has, such as the empty one.  The name is a part of the text.
*/
void read_key (Text text, Key *key);

/* The port in a text of nothing but digits, or NO_PORT. */
uint32_t port_of_text (Text text);

#endif
