/*
** lbuild.c - binding: ianaports.build, from cells or CSV text to an image.
**
** A shared object of its own, loaded when an edition is: it needs libcsv,
** which look-ups do not.  `write` is lfile.c's, `open` lread.c's.  `new` gives
** a builder; its methods add to it and return true, or nil, the column's title
** (where one is to blame) and what is wrong; `finish` gives the image, a
** userdata which is only for core.open.  A builder that failed or is finished
** takes no more.
*/

#include "beneath.h"
#include "lcompat.h"
#include "lfile.h"
#include "lread.h"
#include "tables.h"

#define BUILDER		"ianaports.builder"


typedef struct Making {
  Builder builder;
  CsvRows *rows;		/* a reader at work; else NULL */
  Registry beneath;		/* what it lies over, kept alive; or none */
  uint32_t next;		/* the row of that to go on from */
  int closed;
} Making;


static Making *check_open (lua_State *L) {
  Making *m = luaL_checkudata(L, 1, BUILDER);
  if (m->closed) luaL_error(L, "this builder is finished");
  return m;
}


/* nil, title or nil, message */
static int push_failure (lua_State *L, Making *m, const char *const *titles) {
  const Builder *b = &m->builder;
  m->closed = 1;
  lua_pushnil(L);
  if (b->cell < 0) lua_pushnil(L);
  else
    lua_pushstring(L, (b->cell < N_IANA_CELLS) ? titles[b->cell] : "Origin");
  lua_pushstring(L, b->message);
  return 3;
}


static int push_outcome (lua_State *L, Making *m, int ok,
                         const char *const *titles) {
  if (!ok) return push_failure(L, m, titles);
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
  Making *m = lua_newuserdata(L, sizeof *m);
  memset(m, 0, sizeof *m);
  luaL_getmetatable(L, BUILDER);
  lua_setmetatable(L, -2);
  if (!builder_init(&m->builder)) luaL_error(L, "not enough memory");
  return 1;
}


/* builder:cells(name, port, transport, ...): IANA's twelve, and origin */
static int cells (lua_State *L) {
  Making *m = check_open(L);
  Text all[N_CELLS];
  int i;
  for (i = 0; i < N_CELLS; i++) all[i] = optional_text(L, i + 2);
  return push_outcome(L, m, builder_row(&m->builder, all, ALL_CELLS),
                      cell_titles);
}


/* builder:contact(id, name, organization, uri, updated) */
static int contact (lua_State *L) {
  Making *m = check_open(L);
  Text all[CONTACT_FIELDS];
  int i;
  for (i = 0; i < CONTACT_FIELDS; i++) all[i] = optional_text(L, i + 2);
  return push_outcome(L, m, builder_contact(&m->builder, all),
                      contact_titles);
}


/* builder:fact(key, value) */
static int fact (lua_State *L) {
  Making *m = check_open(L);
  Text key = optional_text(L, 2), value = optional_text(L, 3);
  return push_outcome(L, m, builder_fact(&m->builder, key, value),
                      fact_titles);
}


/*
** builder:over(image): what is added from now on is laid over the registry of
** that image, a string, which is checked to the last byte.
*/
static int over (lua_State *L) {
  Making *m = check_open(L);
  const char *error;
  Text image;
  image.at = luaL_checklstring(L, 2, &image.size);
  lua_createtable(L, 1, 0);
  lua_pushvalue(L, 2);
  lua_rawseti(L, -2, 1);
  set_keeper(L, 1);
  error = registry_open(&m->beneath, image.at, image.size);
  if (error != NULL) builder_fail(&m->builder, -1, "%s", error);
  m->next = 0;
  return push_outcome(L, m, error == NULL, cell_titles);
}


static Making *check_over (lua_State *L) {
  Making *m = check_open(L);
  if (m->beneath.image == NULL)
    luaL_error(L, "this builder lies over no registry");
  return m;
}


/* Add the rows beneath that are left, up to `end`. */
static int add_beneath (Making *m, uint32_t end) {
  uint32_t row = m->next;
  m->next = end;
  return add_rows_of(&m->builder, &m->beneath, row, end);
}


/* builder:before(row): what is left of the rows beneath before that one */
static int before (lua_State *L) {
  Making *m = check_over(L);
  lua_Number row = luaL_checknumber(L, 2);
  uint32_t end = m->beneath.counts[ROWS];
  if (row <= (lua_Number)end) end = (row >= 1) ? (uint32_t)row - 1 : 0;
  if (end < m->next) end = m->next;
  return push_outcome(L, m, add_beneath(m, end), cell_titles);
}


/* builder:rest(): all that is left beneath: rows, facts and contacts */
static int rest (lua_State *L) {
  Making *m = check_over(L);
  Builder *b = &m->builder;
  int ok = add_beneath(m, m->beneath.counts[ROWS]);
  if (!ok) return push_failure(L, m, cell_titles);
  ok = add_facts_of(b, &m->beneath);
  if (!ok) return push_failure(L, m, fact_titles);
  return push_outcome(L, m, add_contacts_of(b, &m->beneath), contact_titles);
}


/* Feed the block that the function at index 3 returns; 0 where it is nil. */
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


/* Feed the rest of the source at index 4; NULL, or what befell it. */
static const char *feed_source (lua_State *L, CsvRows *rows, int *ok) {
  const char *error = NULL, *block;
  size_t size;
  while (*ok && (block = next_block(L, 4, &size, &error)) != NULL)
    *ok = csvrows_feed(rows, block, size);
  return error;
}


/* Feed the text; NULL, or what befell the source that it is in. */
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
** true, or nil and "LINE: COLUMN: what is wrong".  next_block() gives the
** text piece by piece, then nil; or with a source its first piece, and the
** rest is read from there.  Errors of next_block pass through.
*/
static int csv (lua_State *L) {
  static const char *const kinds[] = { "records", "contacts", "facts", NULL };
  char message[PLACE_SIZE];
  const char *error;
  Making *m = check_open(L);
  int ok, table = luaL_checkoption(L, 2, NULL, kinds);
  luaL_checktype(L, 3, LUA_TFUNCTION);
  lua_settop(L, 4);
  csvrows_free(m->rows);
  m->rows = table_reader(table, &m->builder);
  if (m->rows == NULL) return luaL_error(L, "not enough memory");
  m->closed = 1;		/* no other method until all is read */
  error = feed_all(L, m->rows, &ok);
  if (!ok && error == NULL) table_error(table, &m->builder, m->rows, message);
  csvrows_free(m->rows);
  m->rows = NULL;
  m->closed = !ok;
  if (ok) return lua_pushboolean(L, 1), 1;
  lua_pushnil(L);
  lua_pushstring(L, (error != NULL) ? error : message);
  return 2;
}


static int free_builder (lua_State *L) {
  Making *m = luaL_checkudata(L, 1, BUILDER);
  csvrows_free(m->rows);
  m->rows = NULL;
  builder_free(&m->builder);
  m->closed = 1;
  return 0;
}


/* builder:finish() -> image for core.open, or nil and a message */
static int finish (lua_State *L) {
  Making *m = check_open(L);
  Builder *b = &m->builder;
  size_t size = builder_plan(b);
  m->closed = 1;
  if (size == 0 || !builder_write(b, lua_newuserdata(L, size))) {
    lua_pushnil(L);
    lua_pushstring(L, b->message);
    return 2;
  }
  builder_free(b);
  luaL_getmetatable(L, BUILT_IMAGE);
  lua_setmetatable(L, -2);
  return 1;
}


static const luaL_Reg methods[] = {
  { "cells", cells }, { "contact", contact }, { "fact", fact },
  { "csv", csv }, { "over", over }, { "before", before }, { "rest", rest },
  { "finish", finish }, { NULL, NULL }
};


LUA_EXPORT int luaopen_ianaports_build (lua_State *L) {
  luaL_checkversion(L);
  luaL_newmetatable(L, BUILT_IMAGE);
  lua_pushboolean(L, 0);		/* scripts may not have that */
  lua_setfield(L, -2, "__metatable");
  luaL_newmetatable(L, BUILDER);
  lua_pushcfunction(L, free_builder);
  lua_setfield(L, -2, "__gc");
  lua_pushboolean(L, 0);		/* scripts may not call that */
  lua_setfield(L, -2, "__metatable");
  lua_newtable(L);
  luaL_setfuncs(L, methods, 0);
  lua_setfield(L, -2, "__index");
  lua_newtable(L);
  lua_pushcfunction(L, new_builder);
  lua_setfield(L, -2, "new");
  lua_pushcfunction(L, write_file);
  lua_setfield(L, -2, "write");
  add_sources(L);
  return 1;
}
