/*
** lpush.c - answers to Lua.  See lpush.h.
*/

#include "lcheck.h"
#include "lface.h"
#include "lpush.h"
#include "select.h"


void push_made (lua_State *L, const char *key, void (*make) (lua_State *L)) {
  lua_getfield(L, LUA_REGISTRYINDEX, key);
  if (!lua_isnil(L, -1)) return;
  lua_pop(L, 1);
  make(L);
  lua_pushvalue(L, -1);
  lua_setfield(L, LUA_REGISTRYINDEX, key);
}


void push_text (lua_State *L, Text text) {
  lua_pushlstring(L, text.at, text.size);
}


static const char *const field_names[] = {
  "name", "port", "last_port", "description", "assignee", "contact",
  "registration_date", "modification_date", "reference", "service_code",
  "unauthorized_use", "assignment_notes", "origin", "row", "transport"
};


static void keep_strings (lua_State *L, const char *const *strings, int count,
                          int at) {
  int i;
  for (i = 0; i < count; i++) {
    lua_pushstring(L, strings[i]);
    lua_rawseti(L, -2, at + i);
  }
}


/* What records need, in the keeper at -1; their type comes last. */
static void keep_for_records (lua_State *L) {
  keep_strings(L, field_names, TRANSPORTS - FIELDS, FIELDS);
  keep_strings(L, transport_names, N_TRANSPORTS, TRANSPORTS);
  push_record_type(L);
  lua_rawgeti(L, -2, KEPT_REGISTRY);
  lua_setfield(L, -2, "registry");
  lua_rawseti(L, -2, RECORD_TYPE);
}


void push_record_keeper (lua_State *L, int owner) {
  int made;
  push_keeper(L, owner);
  made = raw_geti(L, -1, RECORD_TYPE) != LUA_TNIL;
  lua_pop(L, 1);
  if (!made) keep_for_records(L);
}


/* Keep the string at -1 under a key. */
static void keep_string (lua_State *L, int strings, int key) {
  lua_pushvalue(L, -1);
  lua_rawseti(L, strings, key);
}


int push_string (lua_State *L, int strings, const Registry *reg,
                 uint32_t number) {
  Text text;
  if (number < KEPT_NUMBERS) {
    if (raw_geti(L, strings, (int)number) != LUA_TNIL) return 1;
    lua_pop(L, 1);
  }
  text = string_at(reg, number);
  push_text(L, text);
  if (number >= KEPT_NUMBERS || text.size > KEPT_SIZE) return 0;
  keep_string(L, strings, (int)number);
  return 1;
}


static void push_date (lua_State *L, int strings, uint32_t date) {
  char text[10];
  int key = -(int)date;
  if (raw_geti(L, strings, key) != LUA_TNIL) return;
  lua_pop(L, 1);
  lua_pushlstring(L, text, write_date(date, text));
  keep_string(L, strings, key);
}


static void push_cell (lua_State *L, int strings, const Registry *reg,
                       int column, uint32_t value) {
  switch (column) {
    case PORT: case LAST_PORT:
      lua_pushinteger(L, (lua_Integer)value);
      break;
    case REGISTRATION_DATE: case MODIFICATION_DATE:
      push_date(L, strings, value);
      break;
    default:
      push_string(L, strings, reg, value);
  }
}


/* The columns that an entry fills, as bits; no branch to guess wrong. */
static uint64_t columns_of (const Registry *reg, uint32_t entry) {
  uint64_t columns = 0;
  int column;
  for (column = NAME; column <= ORIGIN; column++)
    columns |= (uint64_t)bits_test(column_of(reg, column), entry) << column;
  return columns;
}


/* The keys are from the keeper; no place is counted from the top. */
void push_record (lua_State *L, int keeper, const Registry *reg,
                  uint32_t row) {
  uint32_t entry = entry_of(reg, row);
  uint64_t columns = columns_of(reg, entry);
  int record = lua_gettop(L) + 1, strings = record + 1;
  int t = transport_of(reg, row);
  lua_createtable(L, 0, (int)count_ones(columns) + 1 + (t != NONE));
  lua_rawgeti(L, keeper, KEPT_STRINGS);
  for (; columns != 0; columns &= columns - 1) {
    int column = (int)lowest(columns);
    uint32_t value = cell_value(column_of(reg, column), entry);
    lua_rawgeti(L, keeper, FIELDS + column);
    push_cell(L, strings, reg, column, value);
    lua_rawset(L, record);
  }
  if (t != NONE) {
    lua_rawgeti(L, keeper, TRANSPORT_FIELD);
    lua_rawgeti(L, keeper, TRANSPORTS + t);
    lua_rawset(L, record);
  }
  lua_rawgeti(L, keeper, ROW_FIELD);
  lua_pushinteger(L, (lua_Integer)row + 1);
  lua_rawset(L, record);
  lua_rawgeti(L, keeper, RECORD_TYPE);
  lua_setmetatable(L, record);
  lua_settop(L, record);
}


int column_named (Text name) {
  int column;
  for (column = ORIGIN; column >= 0; column--)
    if (strlen(field_names[column]) == name.size
        && memcmp(field_names[column], name.at, name.size) == 0) break;
  return column;
}


void push_status (lua_State *L, int status) {
  static const char *const names[] = {
    "assigned", "reserved", "unassigned", "dynamic"
  };
  lua_pushstring(L, names[status]);
}


int push_iterator (lua_State *L, int owner, lua_CFunction f) {
  lua_pushvalue(L, owner);
  lua_pushinteger(L, 0);
  lua_pushcclosure(L, f, 2);
  return 1;
}


uint32_t iterator_place (lua_State *L) {
  return (uint32_t)lua_tointeger(L, lua_upvalueindex(2));
}


void set_iterator_place (lua_State *L, uint32_t place) {
  lua_pushinteger(L, (lua_Integer)place);
  lua_replace(L, lua_upvalueindex(2));
}


void add_name (lua_State *L, const Registry *reg, uint32_t row,
                      int *count) {
  uint32_t number;
  lua_Integer key;
  if (!column_get(column_of(reg, NAME), entry_of(reg, row), &number)) return;
  key = (lua_Integer)array_get(&reg->arrays[NAME_ROWS], number - 1) + 1;
  lua_pushinteger(L, key);		/* the same for every spelling */
  lua_rawget(L, -3);
  if (lua_isnil(L, -1)) {
    lua_pushinteger(L, key);
    lua_pushboolean(L, 1);
    lua_rawset(L, -5);
    push_text(L, string_at(reg, number));
    lua_rawseti(L, -3, ++*count);
  }
  lua_pop(L, 1);
}


int add_row_ports (const Registry *reg, uint32_t row, uint64_t *set) {
  uint32_t entry = entry_of(reg, row), first, last;
  if (!column_get(column_of(reg, PORT), entry, &first)) return 0;
  last = first;
  column_get(column_of(reg, LAST_PORT), entry, &last);
  add_ports(set, first, last);
  return 1;
}


void push_ports (lua_State *L, const uint64_t *set) {
  uint32_t p = next_member(set, PORTS / 64, 0);
  int count = 0;
  lua_newtable(L);
  for (; p != NO_ROW; p = next_member(set, PORTS / 64, p + 1)) {
    lua_pushinteger(L, (lua_Integer)p);
    lua_rawseti(L, -2, ++count);
  }
}


/* The bytes up to the first line break, or all; `*text` loses them. */
static Text cut_line (Text *text) {
  Text line = *text;
  const char *end = memchr(text->at, '\n', text->size);
  if (end != NULL) line.size = (size_t)(end - text->at);
  text->at += line.size + (end != NULL);
  text->size -= line.size + (end != NULL);
  return line;
}


/* One URI as a string; several, which stand on lines, as a list. */
static void push_uris (lua_State *L, Text uris) {
  Text rest = uris, line = cut_line(&rest);
  int count = 0;
  if (rest.size == 0) {
    push_text(L, uris);
    return;
  }
  lua_newtable(L);
  for (; line.size > 0 || rest.size > 0; line = cut_line(&rest)) {
    if (line.size == 0) continue;
    push_text(L, line);
    lua_rawseti(L, -2, ++count);
  }
}


/*
** Set `email` of the contact at -1, if the URI is one; 0 if not.  IANA writes
** mailto:a&b for a@b, and here and there a '>' at the end; a text without
** either sign is no address.
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


static void make_contact_type (lua_State *L) {
  push_type(L, CONTACT_TYPE);
}


void push_contact_type (lua_State *L) {
  push_made(L, CONTACT_TYPE, make_contact_type);
}


void push_contact (lua_State *L, const Registry *reg, uint32_t i) {
  static const char *const names_of_cells[CONTACT_FIELDS] = {
    "id", "name", "organization", "uri", "updated"
  };
  uint32_t field;
  Text uris;
  lua_createtable(L, 0, CONTACT_FIELDS + 1);
  for (field = 0; field < CONTACT_FIELDS; field++) {
    Text cell = contact_cell(reg, i, field);
    if (cell.size == 0) continue;
    if (field == CONTACT_URI) push_uris(L, cell);
    else push_text(L, cell);
    lua_setfield(L, -2, names_of_cells[field]);
  }
  uris = contact_cell(reg, i, CONTACT_URI);
  while (uris.size > 0 && !set_email(L, cut_line(&uris))) continue;
  push_contact_type(L);
  lua_setmetatable(L, -2);
}
