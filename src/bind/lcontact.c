/*
** lcontact.c - binding: contacts.  See lcontact.h.
*/

#include "bind/lcheck.h"
#include "bind/lcontact.h"
#include "bind/llazy.h"
#include "bind/lpush.h"


/* Cut the first line off `*text`, and return it without its line break. */
static Text cut_line (Text *text) {
  Text line = *text;
  const char *end = memchr(text->at, '\n', text->size);
  if (end != NULL) line.size = (size_t)(end - text->at);
  text->at += line.size + (end != NULL);
  text->size -= line.size + (end != NULL);
  return line;
}


/* Push one URI as a string, or several, a line each, as a list. */
static void push_uris (lua_State *L, Text uris) {
  Text rest = uris, line = cut_line(&rest);
  int count = 0;
  if (rest.size == 0) {
    push_text(L, uris);
    return;
  }
  push_list(L);
  for (; line.size > 0 || rest.size > 0; line = cut_line(&rest)) {
    if (line.size == 0) continue;
    push_text(L, line);
    lua_rawseti(L, -2, ++count);
  }
}


/*
** Set `email` of the contact at -1 if the URI is an address; else return 0.
** IANA writes mailto:a&b for a@b, and sometimes a '>' at the end.  A text
** without '&' or '@' is not an address.
*/
static int set_email (lua_State *L, Text uri) {
  const size_t prefix = strlen("mailto:");
  size_t size;
  char *email, *at;
  if (uri.size < prefix || memcmp(uri.at, "mailto:", prefix) != 0) return 0;
  size = uri.size - prefix;
  email = lua_newuserdata(L, uri.size);
  memcpy(email, uri.at + prefix, size);
  if (size > 0 && email[size - 1] == '>') size--;
  at = memchr(email, '@', size);
  if (at == NULL) {
    at = memchr(email, '&', size);
    if (at != NULL) *at = '@';
  }
  if (at != NULL) {
    lua_pushlstring(L, email, size);
    lua_setfield(L, -3, "email");
  }
  lua_pop(L, 1);
  return at != NULL;
}


static void push_contact (lua_State *L, const Registry *reg, uint32_t i) {
  int cell;
  Text uris;
  lua_createtable(L, 0, N_CONTACT_CELLS + 1);
  for (cell = 0; cell < N_CONTACT_CELLS; cell++) {
    Text text = contact_cell(reg, i, cell);
    if (text.size == 0) continue;
    if (cell == CONTACT_URI) push_uris(L, text);
    else push_text(L, text);
    lua_setfield(L, -2, contact_terms[cell].field);
  }
  uris = contact_cell(reg, i, CONTACT_URI);
  while (uris.size > 0 && !set_email(L, cut_line(&uris))) continue;
  push_type(L, CONTACT_TYPE);
  lua_setmetatable(L, -2);
}


int contact_with_id (lua_State *L, const Registry *reg, Text id) {
  uint32_t i = contact_of_id(reg, without_brackets(id));
  if (i == NO_ROW) lua_pushnil(L);
  else push_contact(L, reg, i);
  return 1;
}


/* Upvalues: those of push_iterator. */
static int next_contact (lua_State *L) {
  const Registry *reg = lua_touserdata(L, lua_upvalueindex(1));
  uint32_t i = iterator_place(L);
  if (i >= reg->counts[CONTACTS]) return lua_pushnil(L), 1;
  set_iterator_place(L, i + 1);
  push_contact(L, reg, i);
  return 1;
}


int all_contacts (lua_State *L, int registry) {
  return push_iterator(L, registry, next_contact);
}
