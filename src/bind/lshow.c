/*
** lshow.c - binding: values as messages show them.  See lshow.h.
*/

#define _POSIX_C_SOURCE 200112L

#include <unistd.h>

#include "core/printable.h"
#include "bind/lshow.h"
#include "bind/ltypes.h"

#define SHOWN		40u		/* bytes of a string in a message */


/* The first `size` bytes of the text or a few less: whole characters alone. */
static Text head_of (Text text, size_t size) {
  if (text.size <= size) return text;
  while (size > 0 && (text.at[size] & 0xC0) == 0x80) size--;
  if (size > 0) text.size = size;
  else text.size = SHOWN;		/* these are not characters */
  return text;
}


/* Add the first character, which is not fit.  Returns the rest of the text. */
static Text add_unfit (luaL_Buffer *b, Text text, int printing) {
  char printed[PRINTED_SIZE];
  size_t taken, size = print_unfit(text, printing, printed, &taken);
  luaL_addlstring(b, printed, size);
  text.at += taken;
  text.size -= taken;
  return text;
}


static void add_printable (luaL_Buffer *b, Text text, int printing) {
  while (text.size > 0) {
    size_t fit = fit_bytes(text, printing);
    luaL_addlstring(b, text.at, fit);
    text.at += fit;
    text.size -= fit;
    if (text.size > 0) text = add_unfit(b, text, printing);
  }
}


/* Push the text in quotes, with `\` before each quote and each `\` in it. */
static void push_quoted (lua_State *L, Text text) {
  luaL_Buffer b;
  luaL_buffinit(L, &b);
  luaL_addchar(&b, '"');
  while (text.size > 0) {
    Text plain = text;
    plain.size = 0;
    while (plain.size < text.size && text.at[plain.size] != '"'
           && text.at[plain.size] != '\\') plain.size++;
    add_printable(&b, plain, ESCAPES);
    text.at += plain.size;
    text.size -= plain.size;
    if (text.size == 0) break;
    luaL_addchar(&b, '\\');
    luaL_addchar(&b, *text.at);
    text.at++;
    text.size--;
  }
  luaL_addchar(&b, '"');
  luaL_pushresult(&b);
}


int is_module (lua_State *L, int i) {
  int same;
  if (!lua_istable(L, i) || !lua_getmetatable(L, i)) return 0;
  lua_getfield(L, LUA_REGISTRYINDEX, MODULE);
  same = lua_rawequal(L, -1, -2);
  lua_pop(L, 2);
  return same;
}


void push_shown (lua_State *L, int i) {
  if (lua_type(L, i) == LUA_TSTRING) {
    Text text = text_at(L, i), head = head_of(text, SHOWN);
    push_quoted(L, head);
    if (head.size < text.size) {
      lua_pushliteral(L, "...");
      lua_concat(L, 2);
    }
  }
  else if (lua_type(L, i) == LUA_TNUMBER) {
    lua_pushvalue(L, i);
    lua_tostring(L, -1);
  }
  else if (is_module(L, i)) lua_pushliteral(L, "the module");
  else lua_pushstring(L, luaL_typename(L, i));
}


void push_refusal (lua_State *L, int i, const char *rule, const char *name) {
  int by_colon = name != NULL && is_module(L, i);
  push_shown(L, i);
  if (by_colon)
    lua_pushfstring(L, "%s, got %s; write ianaports.%s(...)", rule,
                    lua_tostring(L, -1), name);
  else lua_pushfstring(L, "%s, got %s", rule, lua_tostring(L, -1));
  lua_remove(L, -2);
}


static int show (lua_State *L) {
  luaL_checkany(L, 1);
  push_shown(L, 1);
  return 1;
}


static int refusal (lua_State *L) {
  const char *rule = luaL_checkstring(L, 1);
  push_refusal(L, 2, rule, luaL_optstring(L, 3, NULL));
  return 1;
}


static int printable (lua_State *L) {
  static const char *const names[N_PRINTINGS + 1] = {
    "blanks", "pictures", "escapes", NULL
  };
  Text text;
  int printing = luaL_checkoption(L, 2, NULL, names);
  luaL_Buffer b;
  text.at = luaL_checklstring(L, 1, &text.size);
  if (fit_bytes(text, printing) == text.size) {
    lua_pushvalue(L, 1);
    return 1;
  }
  luaL_buffinit(L, &b);
  add_printable(&b, text, printing);
  luaL_pushresult(&b);
  return 1;
}


/* Push argument 1; its letters first .. first + 25 become other .. */
static int change_case (lua_State *L, char first, char other) {
  Text text;
  size_t i;
  luaL_Buffer b;
  text.at = luaL_checklstring(L, 1, &text.size);
  luaL_buffinit(L, &b);
  for (i = 0; i < text.size; i++) {
    int changes = text.at[i] >= first && text.at[i] <= first + 25;
    luaL_addchar(&b, (char)(text.at[i] + (changes ? other - first : 0)));
  }
  luaL_pushresult(&b);
  return 1;
}


static int to_lower (lua_State *L) {
  return change_case(L, 'A', 'a');
}


static int to_upper (lua_State *L) {
  return change_case(L, 'a', 'A');
}


static int before (lua_State *L) {
  Text a, b;
  a.at = luaL_checklstring(L, 1, &a.size);
  b.at = luaL_checklstring(L, 2, &b.size);
  lua_pushboolean(L, compare_texts(a, b) < 0);
  return 1;
}


static int is_terminal (lua_State *L) {
  lua_pushboolean(L, isatty((int)luaL_checknumber(L, 1)));
  return 1;
}


static const luaL_Reg for_lua_layer[] = {
  { "lower", to_lower }, { "upper", to_upper }, { "before", before },
  { "show", show }, { "refusal", refusal }, { "printable", printable },
  { "is_terminal", is_terminal }, { NULL, NULL }
};


void add_shows (lua_State *L) {
  luaL_setfuncs(L, for_lua_layer, 0);
}
