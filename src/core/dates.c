/*
** dates.c - dates as texts and as numbers.  See dates.h.
*/

#include "core/dates.h"


/* The parts of a date; 0 if not given. */
typedef struct DateParts {
  uint32_t year, month, day;
} DateParts;


static DateParts parts_of (uint32_t date) {
  DateParts p;
  p.year = FIRST_YEAR + (date >> 9);
  p.month = date >> 5 & 15;
  p.day = date & 31;
  return p;
}


static uint32_t number_of (DateParts p) {
  return (p.year - FIRST_YEAR) << 9 | p.month << 5 | p.day;
}


/* Days of a month.  From 1970 to 2097 every fourth year is a leap year. */
static uint32_t days_in (uint32_t year, uint32_t month) {
  if (month == 2) return (year % 4 == 0) ? 29 : 28;
  return 30 + ((month + month / 8) & 1);
}


int is_date (uint32_t date) {
  DateParts p = parts_of(date);
  return p.year <= LAST_YEAR && p.month >= 1 && p.month <= 12
      && p.day <= days_in(p.year, p.month);
}


/* Read `n` digits at `*at` into `*value`, and move `*at` past them. */
static int read_digits (const char **at, int n, uint32_t *value) {
  *value = 0;
  for (; n > 0; n--, ++*at) {
    if (**at < '0' || **at > '9') return 0;
    *value = *value * 10 + (uint32_t)(**at - '0');
  }
  return 1;
}


/* Read a dash and two digits, unless the text ends here: `*part` stays 0. */
static int read_part (const char **at, const char *end, uint32_t most,
                      uint32_t *part) {
  if (*at == end) return 1;
  return *(*at)++ == '-' && read_digits(at, 2, part)
      && *part >= 1 && *part <= most;
}


/* YYYY, YYYY-MM or YYYY-MM-DD. */
static int read_parts (Text text, DateParts *p) {
  const char *at = text.at, *end = text.at + text.size;
  p->month = p->day = 0;
  return (text.size == 4 || text.size == 7 || text.size == DATE_SIZE)
      && read_digits(&at, 4, &p->year)
      && read_part(&at, end, 12, &p->month)
      && read_part(&at, end, 31, &p->day);
}


uint32_t date_of_text (Text text) {
  DateParts p;
  uint32_t date;
  if (!read_parts(text, &p)) return 0;
  if (p.year < FIRST_YEAR || p.year > LAST_YEAR) return 0;
  date = number_of(p);
  return is_date(date) ? date : 0;
}


static void write_digits (char *at, int n, uint32_t value) {
  while (n-- > 0) {
    at[n] = (char)('0' + value % 10);
    value /= 10;
  }
}


size_t text_of_date (uint32_t date, char text[DATE_SIZE]) {
  DateParts p = parts_of(date);
  write_digits(text, 4, p.year);
  write_digits(text + 5, 2, p.month);
  write_digits(text + 8, 2, p.day);
  text[4] = text[7] = '-';
  return (p.day == 0) ? 7 : DATE_SIZE;
}


/* ------------------------------------------------------------- bounds */

int bound_of_text (Text text, int *bound) {
  DateParts p;
  if (!read_parts(text, &p)) return 0;
  *bound = (p.year < FIRST_YEAR) ? BEFORE_ALL
         : (p.year > LAST_YEAR) ? AFTER_ALL : (int)number_of(p);
  return 1;
}


int compare_to_bound (uint32_t date, int bound) {
  DateParts given, p = parts_of(date);
  if (bound < 0) return 1;
  given = parts_of((uint32_t)bound);
  if (given.month == 0) p.month = 0;
  if (given.day == 0) p.day = 0;
  return (int)number_of(p) - bound;
}
