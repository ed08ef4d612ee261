/*
** printable.c - making texts fit to be printed.  See printable.h.
*/

#include "core/printable.h"


static int is_ascii_control (unsigned char byte) {
  return byte < 0x20 || byte == 0x7F;
}


/* Is a character of two bytes not fit: C1, U+061C? */
static int is_hidden_two (const unsigned char *at) {
  return (at[0] == 0xC2 && at[1] < 0xA0) || (at[0] == 0xD8 && at[1] == 0x9C);
}


/* The same for three bytes: U+200E, U+200F, U+2028 .. 202E, U+2066 .. 2069. */
static int is_hidden_three (const unsigned char *at) {
  if (at[0] != 0xE2) return 0;
  if (at[1] == 0x80)
    return (at[2] >= 0x8E && at[2] <= 0x8F) || (at[2] >= 0xA8 && at[2] <= 0xAE);
  return at[1] == 0x81 && at[2] >= 0xA6 && at[2] <= 0xA9;
}


/* Is the character of `size` bytes (0: a byte that is not UTF-8) fit? */
static int is_fit (const unsigned char *at, size_t size, int printing) {
  switch (size) {
    case 0: return 0;
    case 1: return !is_ascii_control(*at)
                || (*at == '\n' && printing == PICTURES);
    case 2: return !is_hidden_two(at);
    case 3: return !is_hidden_three(at);
    default: return 1;
  }
}


size_t fit_bytes (Text text, int printing) {
  const unsigned char *at = (const unsigned char *)text.at;
  size_t i = 0;
  while (i < text.size) {
    size_t size = utf8_size(at + i, text.size - i);
    if (!is_fit(at + i, size, printing)) break;
    i += size;
  }
  return i;
}


/* Write one byte as an escape.  Returns the size. */
static size_t escape (unsigned char byte, char *to) {
  static const char digits[] = "0123456789ABCDEF";
  const char letter = (byte == '\n') ? 'n' : (byte == '\r') ? 'r'
                    : (byte == '\t') ? 't' : 'x';
  to[0] = '\\';
  to[1] = letter;
  if (letter != 'x') return 2;
  to[2] = digits[byte >> 4];
  to[3] = digits[byte & 15];
  return 4;
}


/* U+2400 .. U+241F for the controls 0 .. 31, U+2421 for 127. */
static void picture (unsigned char control, char *to) {
  to[0] = '\xE2';
  to[1] = '\x90';
  to[2] = (char)(0x80 + ((control == 0x7F) ? 0x21 : control));
}


size_t print_unfit (Text text, int printing, char printed[PRINTED_SIZE],
                    size_t *taken) {
  const unsigned char *at = (const unsigned char *)text.at;
  size_t i, size = 0, bytes = utf8_size(at, text.size);
  *taken = (bytes == 0) ? 1 : bytes;
  if (printing == ESCAPES)
    for (i = 0; i < *taken; i++) size += escape(at[i], printed + size);
  else if (bytes == 1 && printing == BLANKS) printed[size++] = ' ';
  else {
    if (bytes == 1) picture(*at, printed);
    else memcpy(printed, "\xEF\xBF\xBD", 3);	/* U+FFFD */
    size = 3;
  }
  return size;
}
