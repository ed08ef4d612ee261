/*
** dates.h - dates as IANA writes them, YYYY-MM or YYYY-MM-DD, and as numbers.
**
** The number of a date is (year - 1970) << 9 | month << 5 | day, with day 0 if
** none is given.  So numbers and dates have the same order, and a month comes
** before its days.  Only this file and dates.c know this.  The years are those
** for which the number fits into 16 bits.  No Lua, no malloc; constant time.
*/

#ifndef dates_h
#define dates_h

#include "core/texts.h"

#define FIRST_YEAR	1970u
#define LAST_YEAR	2097u
#define DATE_LIMIT	((LAST_YEAR + 1 - FIRST_YEAR) << 9)	/* above any */
#define DATE_SIZE	10				/* of YYYY-MM-DD */

/* The number of the date in the text; 0 if it is not a real date. */
uint32_t date_of_text (Text text);

/* Write the date, without a NUL; returns the size, 7 or 10. */
size_t text_of_date (uint32_t date, char text[DATE_SIZE]);

/* Is it the number of a real date? */
int is_date (uint32_t date);

/*
** A bound is a date to compare others with: YYYY, YYYY-MM or YYYY-MM-DD, of
** any year, with a day from 1 to 31 in every month.  Its number has month 0 if
** only the year is given.  A bound before 1970 is BEFORE_ALL, one after 2097
** AFTER_ALL.
*/
#define BEFORE_ALL	(-1)
#define AFTER_ALL	0xFFFF

/* Is the text a bound?  If so, `*bound` is its number. */
int bound_of_text (Text text, int *bound);

/*
** Is the date before (< 0), at (0) or after (> 0) the bound?  A day or month
** that the bound does not give is not compared.
*/
int compare_to_bound (uint32_t date, int bound);

#endif
