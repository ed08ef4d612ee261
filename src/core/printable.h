/*
** printable.h - making texts fit to be printed.
**
** A registry from another source, a path or an argument may contain commands to
** a terminal, or characters that hide or move the text around them.  Not fit to
** be printed are:
**
**   - the controls: U+0000 .. U+001F and U+007F .. U+009F
**   - the marks that change the direction of writing: U+061C, U+200E, U+200F,
**     U+202A .. U+202E, U+2066 .. U+2069
**   - the line and paragraph separators: U+2028, U+2029
**   - bytes that are not UTF-8
**
** No Lua, no malloc; linear time.
*/

#ifndef printable_h
#define printable_h

#include "core/texts.h"

/* What to print instead of a character that is not fit. */
enum Printing {
  BLANKS,	/* a blank for a control of ASCII, else U+FFFD */
  PICTURES,	/* U+2400 .. U+2421 for a control of ASCII but the line break,
		   which stays; else U+FFFD */
  ESCAPES,	/* \n, \r, \t, or \xHH for each of its bytes */
  N_PRINTINGS
};

/* How many bytes at the start of the text are fit to be printed. */
size_t fit_bytes (Text text, int printing);

/*
** Write to `printed` what to print instead of the character or byte at the
** start of the text, which is not fit.  Returns the size; `*taken` is how many
** bytes of the text it replaces.
*/
#define PRINTED_SIZE	16
size_t print_unfit (Text text, int printing, char printed[PRINTED_SIZE],
                    size_t *taken);

#endif
