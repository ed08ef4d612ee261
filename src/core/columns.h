/*
** columns.h - which columns of a log hold its ports and its transport.
**
** They are named by the user, or else known by the names that such logs give
** them.  Names compare without case.  No Lua, no I/O, no malloc; time linear in
** the names.
*/

#ifndef columns_h
#define columns_h

#include "core/terms.h"

/* What is looked for in a log.  A second port is there if the user says so. */
enum Roles { PORT_A, PORT_B, PROTOCOL, N_ROLES };

/*
** What the user asked for.  An empty name: any of the known ones; for PORT_B:
** no second port.  `transport` is that of all lines, or NONE: it has a column.
*/
typedef struct Asked {
  Text names[N_ROLES];
  int transport;
} Asked;

/* Name `i` for a column of this role, best first; at NULL after the last. */
Text asked_name (const Asked *asked, int role, int i);

/* The column that the name means by its number, from 0; or NO_COLUMN. */
uint32_t numbered_column (Text name);

#define NO_COLUMN	0xFFFFFFFFu

/* Where the roles are in the rows of a log, as columns from 0 or NO_COLUMN. */
typedef struct LogColumns {
  uint32_t at[N_ROLES];
  int ranks[N_ROLES];			/* of the names found so far */
} LogColumns;

/* No title has been read. */
void columns_begin (LogColumns *columns);

/* Read the title of a column. */
void columns_title (LogColumns *columns, const Asked *asked, Text title,
                    uint32_t column);

/*
** After the last of `count` titles: take the columns that are given by number.
** Returns the role that is missing, or N_ROLES: a port is needed, and so is
** what the user named.
*/
int columns_missing (LogColumns *columns, const Asked *asked, uint32_t count);

#endif
