/*
** dates.h - dates as IANA writes them, YYYY-MM or YYYY-MM-DD, and as numbers.
**
** A date's number is (year - 1970) << 9 | month << 5 | day, the day 0 where it
** is not given: the order of the numbers is that of the dates, and a month
** comes before its days.  Only this file and dates.c know that.  The years are
** those that fit into 16 bits.  No Lua, no malloc; constant time.
*/

#ifndef dates_h
#define dates_h

#include "core/texts.h"

#define FIRST_YEAR	1970u
#define LAST_YEAR	2097u
#define DATE_LIMIT	((LAST_YEAR + 1 - FIRST_YEAR) << 9)	/* above all */
#define DATE_SIZE	10				/* of YYYY-MM-DD */

/* The number of a date that there is, or 0. */
uint32_t date_of_text (Text text);

/* Its text; returns the size, 7 or 10. */
size_t text_of_date (uint32_t date, char text[DATE_SIZE]);

/* Is it the number of a date that there is: its year, month and day? */
int is_date (uint32_t date);

/*
** A date to compare others with: YYYY, YYYY-MM or YYYY-MM-DD of any year, on a
** day 1 .. 31.  Its number has month 0 where only the year is given; a bound
** before 1970 is BEFORE_ALL, one after 2097 AFTER_ALL.
*/
#define BEFORE_ALL	(-1)
#define AFTER_ALL	0xFFFF

/* Is the text such a date?  If so, `*bound` is its number. */
int bound_of_text (Text text, int *bound);

/* Before (< 0), equal or after (> 0), as far as the bound is given. */
int compare_to_bound (uint32_t date, int bound);

#endif
