/*
** printable.h - texts made fit to be printed.
**
** A registry from elsewhere, a path or an argument may hold what a terminal
** obeys, or what hides and moves the text around it.  Not fit to be printed
** are:
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

/* What stands for a character that is not fit. */
enum Printing {
  BLANKS,	/* a blank for a control of ASCII, else U+FFFD */
  PICTURES,	/* U+2400 .. U+2421 for a control of ASCII but the line break,
		   which stays; else U+FFFD */
  ESCAPES,	/* \n, \r, \t, or \xHH for each of its bytes */
  N_PRINTINGS
};

/* How many bytes from the start are fit: all, in a text to be printed. */
size_t fit_bytes (Text text, int printing);

/*
** Write what stands for the character or byte that the text begins with, which
** is not fit.  Returns the size of that; `*taken` is how many bytes of the text
** it stands for.
*/
#define PRINTED_SIZE	16
size_t print_unfit (Text text, int printing, char printed[PRINTED_SIZE],
                    size_t *taken);

#endif
