/*
** terms.h - what is known about IANA's columns, transports, port ranges and
** statuses, and the limits.
**
** Each fact stands here and nowhere else: the other C files use these lists,
** and Lua gets them from bind/lterms.c (lua/ianaports/terms.lua).  A new
** column is a new line in CELLS; its name in IANA's XML stands in
** lua/ianaports/xml_elements.lua.
*/

#ifndef terms_h
#define terms_h

#include "core/texts.h"


/* ------------------------------------------------------------- columns */

/*
** The cells of a row, in IANA's order; `origin` is ours.  Each line gives the
** number of the cell in C, the field of a record, IANA's title, the kind of
** the cell, and which index its text is in.
**
**   kinds   a text as IANA prints it; a list of people's ids or of documents,
**           each in brackets, "[A][B]"; ports, "443" or "6000-6063"; a
**           transport; a date
**   uses    look-up by name, text search, or neither
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
** A column of an image has the same number as its cell, with three
** exceptions.  The cell with the ports fills two columns, PORT and LAST_PORT.
** The transport is not a column: it is stored with each row (registry.h), so
** LAST_PORT takes its number.  NEXT_ROW is an index, not a cell.
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

/* The cells of a contact in the order of IANA's table: field and title. */
#define CONTACT_CELLS(X) \
  X(CONTACT_ID, "id", "ID") \
  X(CONTACT_NAME, "name", "Name") \
  X(CONTACT_ORGANIZATION, "organization", "Organization") \
  X(CONTACT_URI, "uri", "Contact URI")	/* one or more, a line each */ \
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

/* For error messages: what the cell may be, and what an argument may be. */
#define TRANSPORT_CELLS		"tcp, udp, sctp or dccp"
#define TRANSPORT_ARGUMENTS \
  "\"tcp\", \"udp\", \"sctp\" or \"dccp\" or 6, 17, 132 or 33"

/* NONE: the record names no transport.  ANY: the caller named none. */
#define NUMBER_OF_TRANSPORT(number, name, protocol)	number,
enum Transports { TRANSPORTS(NUMBER_OF_TRANSPORT) NONE, ANY };
#undef NUMBER_OF_TRANSPORT

#define N_TRANSPORTS	((int)NONE)

typedef struct TransportTerms {
  char name[5];
  unsigned char size;			/* of the name */
  unsigned char protocol;
} TransportTerms;

extern const TransportTerms transport_terms[N_TRANSPORTS];

/* The text of the cell: the name, or an empty text for NONE.  Static. */
Text transport_text (int transport);

/*
** The transport with this protocol number, or NONE.  Given as a number; in
** digits; or the one with this name, in any case.
*/
int transport_of_number (double number);
int transport_of_digits (Text text);
int transport_named (Text text);

/*
** The transport with this name, in any case, or this number in digits, or NONE.
** Setting bit 5 of a byte turns a capital into a small letter, and turns
** nothing else into a letter.  Reads four bytes of a text of three: one more
** byte must be readable after the text, as the NUL after a string is.
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


/* ------------------------------------------------------ ports, statuses */

#define N_PORTS			65536u
#define NO_PORT			N_PORTS		/* where there is no port */
#define FIRST_USER_PORT		1024u	/* RFC 6335, section 6 */
#define FIRST_DYNAMIC_PORT	49152u

enum Ranges { RANGE_SYSTEM, RANGE_USER, RANGE_DYNAMIC, N_RANGES };

/* `procedures`: who decides about assignments (RFC 6335, section 8.1.2). */
typedef struct RangeTerms {
  char name[8];
  uint32_t first, last;
  char procedures[48], reference[24];
} RangeTerms;

extern const RangeTerms range_terms[N_RANGES];

/* The range that a port (< N_PORTS) is in. */
int range_of_port (uint32_t port);

enum Status { ASSIGNED, RESERVED, UNASSIGNED, DYNAMIC, N_STATUSES };

extern const char status_names[N_STATUSES][12];


/* -------------------------------------------------------------- limits */

#define MAX_CELL	65535u		/* bytes in a cell */
#define MAX_ROWS	0xFFFFFFu	/* rows in a registry */
#define MAX_COVERS	0xFFFFFFu	/* covers (registry.h) of a registry */
#define MAX_IMAGE	0x3FFFFFFFu	/* bytes in an image */
#define MAX_FILE	0x40000000u	/* bytes in a file or text to read */

#endif
