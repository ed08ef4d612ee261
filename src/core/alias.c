/*
** alias.c - finding out from the notes what is an alias.  See alias.h.
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
** Where the phrase that begins at byte `i` of the text ends; 0 if it is not
** there.  The phrase is in small letters; a blank in it stands for white
** space.
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


/* Do `before`, a name and `after` begin at byte `i`? */
static int form_at (Text notes, size_t i, const char *before,
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


/* Are `before`, a name and `after` anywhere in the notes? */
static int form_in (Text notes, const char *before, const char *after,
                      Text *name) {
  size_t i;
  for (i = 0; i < notes.size; i++)
    if (lower(notes.at[i]) == *before
        && form_at(notes, i, before, after, name)) return 1;
  return 0;
}


int alias_of (Text notes, Text *name) {
  return form_in(notes, "this entry is an alias to \"", "", name)
      || form_in(notes, "this is a duplicate of the \"", "\" service", name);
}
