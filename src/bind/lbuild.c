/*
** lbuild.c - binding: ianaports.build, from cells or CSV text to an image.
**
** A separate shared object, loaded with the first edition that is read: it
** needs libcsv, which look-ups do not.  `write` is in lfile.c.  `new` makes a
** builder.  Its methods add to it and return true; on failure nil, the title of
** the column at fault (or nil) and what is wrong.  `finish` returns the image, a
** userdata that only core.open can use.  After a failure or `finish`, every
** method raises.
*/

#include "core/check.h"
#include "make/from_image.h"
#include "make/tables.h"
#include "bind/lannotate.h"
#include "bind/lcompat.h"
#include "bind/lfile.h"
#include "bind/lread.h"
#include "bind/ltypes.h"

#define BUILDER		"ianaports.builder"


typedef struct LuaBuilder {
  Builder builder;
  CsvRows *rows;		/* the reader that is at work, or NULL */
  Registry base;		/* under the rows; the anchor holds its image */
  uint32_t next;		/* the next row of the base to add */
  int closed;			/* failed, finished, or reading CSV? */
} LuaBuilder;


static LuaBuilder *check_open (lua_State *L) {
  LuaBuilder *lb = luaL_checkudata(L, 1, BUILDER);
  if (lb->closed) luaL_error(L, "this builder is finished");
  return lb;
}


/* Push nil, the title of the cell at fault or nil, and the message. */
static int push_failure (lua_State *L, LuaBuilder *lb, int table) {
  const Builder *b = &lb->builder;
  lb->closed = 1;
  lua_pushnil(L);
  if (b->cell < 0) lua_pushnil(L);
  else lua_pushstring(L, table_title(table, b->cell));
  lua_pushstring(L, b->message);
  return 3;
}


static int push_outcome (lua_State *L, LuaBuilder *lb, int ok, int table) {
  if (!ok) return push_failure(L, lb, table);
  lua_pushboolean(L, 1);
  return 1;
}


static Text optional_text (lua_State *L, int arg) {
  Text text;
  text.at = luaL_optlstring(L, arg, "", &text.size);
  return text;
}


/* new() -> builder */
static int new_builder (lua_State *L) {
  LuaBuilder *lb = lua_newuserdata(L, sizeof *lb);
  memset(lb, 0, sizeof *lb);
  luaL_getmetatable(L, BUILDER);
  lua_setmetatable(L, -2);
  if (!builder_init(&lb->builder)) luaL_error(L, "not enough memory");
  return 1;
}


/*
** The string in a field of the table at index 2, which keeps it alive; an
** empty text if the field is nil.
*/
static Text text_in_field (lua_State *L, const char *field) {
  Text text = { "", 0 };
  lua_getfield(L, 2, field);
  if (lua_type(L, -1) == LUA_TSTRING)
    text.at = lua_tolstring(L, -1, &text.size);
  else if (!lua_isnil(L, -1))
    luaL_error(L, "%s must be a string, not a %s", field, luaL_typename(L, -1));
  lua_pop(L, 1);
  return text;
}


/* builder:row(texts): a table of the cells; `port` as "443" or "6000-6063" */
static int row (lua_State *L) {
  LuaBuilder *lb = check_open(L);
  Text cells[N_CELLS];
  int i;
  luaL_checktype(L, 2, LUA_TTABLE);
  for (i = 0; i < N_CELLS; i++)
    cells[i] = text_in_field(L, cell_terms[i].field);
  return push_outcome(L, lb, builder_row(&lb->builder, cells, ALL_CELLS),
                      RECORDS_TABLE);
}


/* builder:contact(texts): a table of the cells */
static int contact (lua_State *L) {
  LuaBuilder *lb = check_open(L);
  Text cells[N_CONTACT_CELLS];
  int i;
  luaL_checktype(L, 2, LUA_TTABLE);
  for (i = 0; i < N_CONTACT_CELLS; i++)
    cells[i] = text_in_field(L, contact_terms[i].field);
  return push_outcome(L, lb, builder_contact(&lb->builder, cells),
                      CONTACTS_TABLE);
}


/* builder:fact(key, value) */
static int fact (lua_State *L) {
  LuaBuilder *lb = check_open(L);
  Text key = optional_text(L, 2), value = optional_text(L, 3);
  return push_outcome(L, lb, builder_fact(&lb->builder, key, value),
                      FACTS_TABLE);
}


/*
** builder:base(image): lay the rows to come over the registry in this image, a
** string, every byte of which is checked.
*/
static int base (lua_State *L) {
  LuaBuilder *lb = check_open(L);
  const char *error;
  Text image;
  image.at = luaL_checklstring(L, 2, &image.size);
  lua_createtable(L, 1, 0);
  lua_pushvalue(L, 2);
  lua_rawseti(L, -2, 1);
  set_anchor(L, 1);
  error = registry_open(&lb->base, image.at, image.size);
  if (error != NULL) builder_fail(&lb->builder, -1, "%s", error);
  lb->next = 0;
  return push_outcome(L, lb, error == NULL, RECORDS_TABLE);
}


static LuaBuilder *check_base (lua_State *L) {
  LuaBuilder *lb = check_open(L);
  if (lb->base.image == NULL)
    luaL_error(L, "this builder has no base");
  return lb;
}


/* Add the next rows of the base, up to `end`. */
static int add_base_rows (LuaBuilder *lb, uint32_t end) {
  uint32_t row = lb->next;
  lb->next = end;
  return add_rows_of(&lb->builder, &lb->base, row, end);
}


/* The port at index `arg`; NO_PORT for nil or that number. */
static uint32_t optional_port (lua_State *L, int arg) {
  lua_Integer port = luaL_optinteger(L, arg, (lua_Integer)NO_PORT);
  luaL_argcheck(L, port >= 0 && port <= (lua_Integer)NO_PORT, arg,
                "not a port");
  return (uint32_t)port;
}


/*
** builder:base_place([port, last_port]) -> the row of the base before which a
** row with these ports, or without a port, belongs
*/
static int base_place (lua_State *L) {
  LuaBuilder *lb = check_base(L);
  uint32_t first = optional_port(L, 2), last = optional_port(L, 3);
  lua_pushinteger(L, (lua_Integer)place_of_ports(&lb->base, first, last) + 1);
  return 1;
}


/* builder:base_before(row): add the next rows of the base, up to this one */
static int base_before (lua_State *L) {
  LuaBuilder *lb = check_base(L);
  lua_Number row = luaL_checknumber(L, 2);
  uint32_t end = lb->base.counts[ROWS];
  if (row <= (lua_Number)end) end = (row >= 1) ? (uint32_t)row - 1 : 0;
  if (end < lb->next) end = lb->next;
  return push_outcome(L, lb, add_base_rows(lb, end), RECORDS_TABLE);
}


/* builder:base_rest(): add the rest of the base: rows, facts and contacts */
static int base_rest (lua_State *L) {
  LuaBuilder *lb = check_base(L);
  Builder *b = &lb->builder;
  int ok = add_base_rows(lb, lb->base.counts[ROWS]);
  if (!ok) return push_failure(L, lb, RECORDS_TABLE);
  ok = add_facts_of(b, &lb->base);
  if (!ok) return push_failure(L, lb, FACTS_TABLE);
  return push_outcome(L, lb, add_contacts_of(b, &lb->base), CONTACTS_TABLE);
}


/* Feed the block that the function at index 3 returns; 0 if that is nil. */
static int feed_block (lua_State *L, CsvRows *rows, int *ok) {
  Text block;
  lua_pushvalue(L, 3);
  lua_call(L, 0, 1);
  if (lua_isnil(L, -1)) return 0;
  block.at = luaL_checklstring(L, -1, &block.size);
  *ok = csvrows_feed(rows, block.at, block.size);
  lua_pop(L, 1);
  return 1;
}


/* Feed the rest of the source at index 4; NULL, or why it cannot be read. */
static const char *feed_source (lua_State *L, CsvRows *rows, int *ok) {
  const char *error = NULL, *block;
  size_t size;
  while (*ok && (block = next_block(L, 4, &size, &error)) != NULL)
    *ok = csvrows_feed(rows, block, size);
  return error;
}


/* Feed all of the text; NULL, or why its source cannot be read. */
static const char *feed_all (lua_State *L, CsvRows *rows, int *ok) {
  const char *error = NULL;
  int more;
  *ok = 1;
  do more = feed_block(L, rows, ok);
  while (*ok && more && lua_isnil(L, 4));
  if (*ok && more) error = feed_source(L, rows, ok);
  *ok = *ok && error == NULL && csvrows_finish(rows);
  return error;
}


/*
** builder:csv("records" | "contacts" | "facts", next_block [, source]) ->
** true, or nil and "LINE: COLUMN: what is wrong".  next_block() returns the
** text piece by piece, then nil.  With a source, it returns the first piece
** alone, and the rest is read from the source.  Errors in next_block pass
** through.
*/
static int csv (lua_State *L) {
  static const char *const kinds[] = { "records", "contacts", "facts", NULL };
  char message[TABLE_ERROR_SIZE];
  const char *error;
  LuaBuilder *lb = check_open(L);
  int ok, table = luaL_checkoption(L, 2, NULL, kinds);
  luaL_checktype(L, 3, LUA_TFUNCTION);
  lua_settop(L, 4);
  csvrows_free(lb->rows);
  lb->rows = table_reader(table, &lb->builder);
  if (lb->rows == NULL) return luaL_error(L, "not enough memory");
  lb->closed = 1;		/* next_block must not call methods of it */
  error = feed_all(L, lb->rows, &ok);
  if (!ok && error == NULL) table_error(table, &lb->builder, lb->rows, message);
  csvrows_free(lb->rows);
  lb->rows = NULL;
  lb->closed = !ok;
  if (ok) return lua_pushboolean(L, 1), 1;
  lua_pushnil(L);
  lua_pushstring(L, (error != NULL) ? error : message);
  return 2;
}


static int free_builder (lua_State *L) {
  LuaBuilder *lb = luaL_checkudata(L, 1, BUILDER);
  csvrows_free(lb->rows);
  lb->rows = NULL;
  builder_free(&lb->builder);
  lb->closed = 1;
  return 0;
}


/* builder:finish() -> image for core.open, or nil and a message */
static int finish (lua_State *L) {
  LuaBuilder *lb = check_open(L);
  Builder *b = &lb->builder;
  size_t size = builder_plan(b);
  lb->closed = 1;
  if (size == 0 || !builder_write(b, new_image(L, size))) {
    lua_pushnil(L);
    lua_pushstring(L, b->message);
    return 2;
  }
  builder_free(b);
  return 1;
}


static const luaL_Reg methods[] = {
  { "row", row }, { "contact", contact }, { "fact", fact }, { "csv", csv },
  { "base", base }, { "base_place", base_place },
  { "base_before", base_before }, { "base_rest", base_rest },
  { "finish", finish }, { NULL, NULL }
};


LUA_EXPORT int luaopen_ianaports_build (lua_State *L) {
  luaL_checkversion(L);
  new_handle_type(L, BUILDER, free_builder, methods);
  lua_newtable(L);
  lua_pushcfunction(L, new_builder);
  lua_setfield(L, -2, "new");
  lua_pushcfunction(L, write_file);
  lua_setfield(L, -2, "write");
  add_annotators(L);
  return 1;
}
