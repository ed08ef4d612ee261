/*
** alias.c - aliases, by what the notes say.  See alias.h.
*/

#include "core/alias.h"


static int is_blank (char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}


static size_t skip_blanks (Text text, size_t i) {
  while (i < text.size && is_blank(text.at[i])) i++;
  return i;
}


/*
** Where the phrase, in small letters, that begins at byte `i` of the text
** ends; 0 where it does not stand there.  A blank in it is white space.
*/
static size_t after_phrase (Text text, size_t i, const char *phrase) {
  for (; *phrase != '\0'; phrase++) {
    size_t next = (*phrase == ' ') ? skip_blanks(text, i) : i + 1;
    if (next == i || i >= text.size) return 0;
    if (*phrase != ' ' && lower(text.at[i]) != *phrase) return 0;
    i = next;
  }
  return i;
}


/* Does `before`, a quoted name and `after` begin at byte `i`? */
static int stands_at (Text notes, size_t i, const char *before,
                      const char *after, Text *name) {
  const char *quote;
  i = after_phrase(notes, i, before);
  if (i == 0) return 0;
  quote = memchr(notes.at + i, '"', notes.size - i);
  if (quote == NULL) return 0;
  name->at = notes.at + i;
  name->size = (size_t)(quote - name->at);
  return *after == '\0' || after_phrase(notes, i + name->size, after) != 0;
}


static int stands_in (Text notes, const char *before, const char *after,
                      Text *name) {
  size_t i;
  for (i = 0; i < notes.size; i++)
    if (lower(notes.at[i]) == *before
        && stands_at(notes, i, before, after, name)) return 1;
  return 0;
}


int alias_of (Text notes, Text *name) {
  return stands_in(notes, "this entry is an alias to \"", "", name)
      || stands_in(notes, "this is a duplicate of the \"", "\" service", name);
}
