/*
** terms.h - what is known of IANA's columns, of transports, port ranges and
** states, and what the limits are.
**
** Each stands here and nowhere else: the rest of the C code derives from these
** lists, and Lua is told of them (bind/lterms.c, lua/ianaports/terms.lua).  A
** new column is a line of CELLS; what XML calls it stands in
** lua/ianaports/xml_elements.lua.
*/

#ifndef terms_h
#define terms_h

#include "core/texts.h"


/* ------------------------------------------------------------- columns */

/*
** The cells of a row, in IANA's order; `origin` is ours.  Of each: its number
** in C, the field of a record, IANA's title, its kind and what for its text
** is looked up.
**
**   kinds   a text as IANA prints it; a list of people's ids or of documents
**           in brackets, "[A][B]"; ports, "443" or "6000-6063"; a transport;
**           a date
**   uses    for names (look-ups by name), for text search, or for neither
*/
#define CELLS(X) \
  X(NAME, "name", "Service Name", KIND_TEXT, USE_NAMES) \
  X(PORT, "port", "Port Number", KIND_PORTS, USE_NONE) \
  X(TRANSPORT_CELL, "transport", "Transport Protocol", KIND_TRANSPORT, \
    USE_NONE) \
  X(DESCRIPTION, "description", "Description", KIND_TEXT, USE_SEARCH) \
  X(ASSIGNEE, "assignee", "Assignee", KIND_PEOPLE, USE_NONE) \
  X(CONTACT, "contact", "Contact", KIND_PEOPLE, USE_NONE) \
  X(REGISTRATION_DATE, "registration_date", "Registration Date", \
    KIND_DATE, USE_NONE) \
  X(MODIFICATION_DATE, "modification_date", "Modification Date", \
    KIND_DATE, USE_NONE) \
  X(REFERENCE, "reference", "Reference", KIND_REFERENCES, USE_NONE) \
  X(SERVICE_CODE, "service_code", "Service Code", KIND_TEXT, USE_NONE) \
  X(UNAUTHORIZED_USE, "unauthorized_use", "Unauthorized Use Reported", \
    KIND_TEXT, USE_NONE) \
  X(ASSIGNMENT_NOTES, "assignment_notes", "Assignment Notes", \
    KIND_TEXT, USE_SEARCH) \
  X(ORIGIN, "origin", "Origin", KIND_TEXT, USE_NONE)

#define NUMBER_OF_CELL(number, field, title, kind, use)	number,
enum Cells { CELLS(NUMBER_OF_CELL) N_CELLS };
#undef NUMBER_OF_CELL

#define N_IANA_CELLS	((int)ORIGIN)

/*
** The columns of an image have the numbers of the cells that fill them.  The
** cell of ports fills two.  A transport is no column but stands with each row
** (registry.h), so LAST_PORT has the number of that cell.  NEXT_ROW is an
** index and no cell.
*/
enum Columns { LAST_PORT = TRANSPORT_CELL, NEXT_ROW = N_CELLS, N_COLUMNS };

#define LAST_PORT_FIELD	"last_port"

enum Kinds {
  KIND_TEXT, KIND_PEOPLE, KIND_REFERENCES, KIND_PORTS, KIND_TRANSPORT,
  KIND_DATE, N_KINDS
};

enum Uses { USE_NAMES, USE_SEARCH, USE_NONE, N_USES };

typedef struct CellTerms {
  char field[20], title[28];
  unsigned char kind, use;
} CellTerms;

extern const CellTerms cell_terms[N_CELLS];
extern const char kind_names[N_KINDS][12];

/* The cells of a contact, in the order of IANA's table: field and title. */
#define CONTACT_CELLS(X) \
  X(CONTACT_ID, "id", "ID") \
  X(CONTACT_NAME, "name", "Name") \
  X(CONTACT_ORGANIZATION, "organization", "Organization") \
  X(CONTACT_URI, "uri", "Contact URI")	/* several stand on lines */ \
  X(CONTACT_UPDATED, "updated", "Last Updated")

#define NUMBER_OF_CELL(number, field, title)	number,
enum ContactCells { CONTACT_CELLS(NUMBER_OF_CELL) N_CONTACT_CELLS };
#undef NUMBER_OF_CELL

typedef struct ContactTerms {
  char field[16], title[16];
} ContactTerms;

extern const ContactTerms contact_terms[N_CONTACT_CELLS];


/* ---------------------------------------------------------- transports */

/* The name that IANA prints, and the protocol number in the IP header. */
#define TRANSPORTS(X) \
  X(TCP, "tcp", 6) X(UDP, "udp", 17) X(SCTP, "sctp", 132) X(DCCP, "dccp", 33)

/* For messages: what a cell must be, and an argument. */
#define IANAS_TRANSPORT	"tcp, udp, sctp or dccp"
#define A_TRANSPORT	"\"tcp\", \"udp\", \"sctp\" or \"dccp\" or 6, 17, 132 or 33"

/* NONE: the record names no transport.  ANY: the caller named none. */
#define NUMBER_OF_TRANSPORT(number, name, protocol)	number,
enum Transports { TRANSPORTS(NUMBER_OF_TRANSPORT) NONE, ANY };
#undef NUMBER_OF_TRANSPORT

#define N_TRANSPORTS	((int)NONE)

typedef struct TransportTerms {
  char name[5];
  unsigned char protocol;
} TransportTerms;

extern const TransportTerms transport_terms[N_TRANSPORTS];

/* What the cell says: the name, or nothing for NONE. */
Text transport_text (int transport);

/* The transport with that protocol number, or NONE; in digits; by its name. */
int transport_of_number (double number);
int transport_of_digits (Text text);
int transport_named (Text text);

/*
** The transport of that name in any case, or in digits, or NONE.  Setting bit 5 of a byte
** makes a small letter of a capital, and a letter of nothing else.  A byte
** that is not part of the text must follow it, as the NUL of a string does.
*/
static inline int transport_of_text (Text text) {
  uint32_t word;
  if (text.size != 3 && text.size != 4) return transport_of_digits(text);
  word = load32(text.at) | 0x20202020u;
#define IS_TRANSPORT(number, name, protocol) \
  if (text.size == sizeof name - 1 \
      && word == (load32(name) | 0x20202020u)) return number;
  TRANSPORTS(IS_TRANSPORT)
#undef IS_TRANSPORT
  return transport_of_digits(text);
}


/* -------------------------------------------------------- ports, states */

#define PORTS			65536u
#define FIRST_USER_PORT		1024u	/* RFC 6335, section 6 */
#define FIRST_DYNAMIC_PORT	49152u

enum Ranges { RANGE_SYSTEM, RANGE_USER, RANGE_DYNAMIC, N_RANGES };

/* `procedures`: who assigns there (RFC 6335, section 8.1.2). */
typedef struct RangeTerms {
  char name[8];
  uint32_t first, last;
  char procedures[48], reference[24];
} RangeTerms;

extern const RangeTerms range_terms[N_RANGES];

/* The range that a port (< PORTS) lies in. */
int range_of_port (uint32_t port);

enum Status { ASSIGNED, RESERVED, UNASSIGNED, DYNAMIC, N_STATUSES };

extern const char status_names[N_STATUSES][12];


/* -------------------------------------------------------------- limits */

#define MAX_CELL	65535u		/* bytes of a cell */
#define MAX_ROWS	0xFFFFFFu	/* rows of a registry */
#define MAX_COVERS	0xFFFFFFu	/* entries over all segments */
#define MAX_IMAGE	0x3FFFFFFFu	/* bytes */
#define MAX_FILE	0x40000000u	/* bytes of a file or text to read */

#endif
