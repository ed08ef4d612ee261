/*
** lselect.c - binding: selections as userdata.  See lselect.h.
*/

#include "bind/lcheck.h"
#include "bind/llazy.h"
#include "bind/lpush.h"
#include "bind/lselect.h"


Selection *check_selection (lua_State *L, int arg) {
  return luaL_checkudata(L, arg, SELECTION);
}


/* Push a new selection, with the anchor of the value at index `owner`. */
static Selection *new_selection (lua_State *L, int owner,
                                 const Registry *reg) {
  uint32_t n = words_for(reg->counts[ROWS]);
  Selection *s = lua_newuserdata(L, sizeof *s + n * sizeof s->rows[0]);
  s->reg = reg;
  s->n = n;
  push_anchor(L, owner);
  set_anchor(L, -2);
  push_type(L, SELECTION);
  lua_setmetatable(L, -2);
  return s;
}


uint64_t *push_set (lua_State *L, uint32_t limit) {
  return lua_newuserdata(L, (words_for(limit) + 1) * sizeof(uint64_t));
}


Selection *push_no_rows (lua_State *L, int registry) {
  const Registry *reg = lua_touserdata(L, registry);
  Selection *s = new_selection(L, registry, reg);
  memset(s->rows, 0, s->n * sizeof s->rows[0]);
  return s;
}


void push_all_rows (lua_State *L, int registry) {
  const Registry *reg = lua_touserdata(L, registry);
  all_rows(reg, new_selection(L, registry, reg)->rows);
}


Selection *push_copy (lua_State *L, int selection) {
  const Selection *from = lua_touserdata(L, selection);
  Selection *s = new_selection(L, selection, from->reg);
  memcpy(s->rows, from->rows, s->n * sizeof s->rows[0]);
  return s;
}


/* ------------------------------------------------------------ operators */

/* The operand at index `i`; raises if it is not a selection. */
static const Selection *check_operand (lua_State *L, int i) {
  const Selection *s = luaL_testudata(L, i, SELECTION);
  if (s == NULL)
    luaL_error(L, "a selection can be combined with a selection alone, "
                  "not with a %s value", luaL_typename(L, i));
  return s;
}


/* Push a copy of the left operand; `*right` is the other one. */
static Selection *push_left (lua_State *L, const Selection **right) {
  const Selection *left = check_operand(L, 1);
  *right = check_operand(L, 2);
  if (left->reg != (*right)->reg)
    luaL_error(L, "selections of two registries cannot be combined");
  return push_copy(L, 1);
}


static int both (lua_State *L) {
  const Selection *right;
  Selection *s = push_left(L, &right);
  uint32_t i;
  for (i = 0; i < s->n; i++) s->rows[i] &= right->rows[i];
  return 1;
}


static int either (lua_State *L) {
  const Selection *right;
  Selection *s = push_left(L, &right);
  uint32_t i;
  for (i = 0; i < s->n; i++) s->rows[i] |= right->rows[i];
  return 1;
}


static int only_first (lua_State *L) {
  const Selection *right;
  Selection *s = push_left(L, &right);
  uint32_t i;
  for (i = 0; i < s->n; i++) s->rows[i] &= ~right->rows[i];
  return 1;
}


/* Lua calls this for two userdata; one of them may be of another type. */
static int equal (lua_State *L) {
  const Selection *a = luaL_testudata(L, 1, SELECTION);
  const Selection *b = luaL_testudata(L, 2, SELECTION);
  lua_pushboolean(L, a != NULL && b != NULL && a->reg == b->reg
    && memcmp(a->rows, b->rows, a->n * sizeof a->rows[0]) == 0);
  return 1;
}


static int length (lua_State *L) {
  const Selection *s = check_selection(L, 1);
  lua_pushinteger(L, (lua_Integer)count_members(s->rows, s->n));
  return 1;
}


/* -------------------------------------------------------------- reading */

/* Push the record of a row of the selection at index 1, or nil for NO_ROW. */
static int push_row (lua_State *L, const Selection *s, uint32_t row) {
  if (row == NO_ROW) return lua_pushnil(L), 1;
  push_record_anchor(L, 1);
  push_record(L, lua_gettop(L), s->reg, row);
  return 1;
}


/* selection:first() -> record or nil */
static int first (lua_State *L) {
  const Selection *s = check_self(L, SELECTION, "first");
  return push_row(L, s, next_member(s->rows, s->n, 0));
}


/* selection[i] -> record or nil; selection.method.  The upvalue has methods. */
static int index_selection (lua_State *L) {
  const Selection *s = check_selection(L, 1);
  lua_Number i = lua_tonumber(L, 2);
  if (lua_type(L, 2) != LUA_TNUMBER) {
    lua_pushvalue(L, 2);
    lua_rawget(L, lua_upvalueindex(1));
    return 1;
  }
  if (!(i >= 1 && i <= MAX_ROWS) || (lua_Number)(uint32_t)i != i)
    return push_row(L, s, NO_ROW);
  return push_row(L, s, nth_member(s->rows, s->n, (uint32_t)i - 1));
}


/*
** `for record in selection do`: Lua passes the record of the step before, and
** its row says where to go on.
*/
static int next_in_loop (lua_State *L) {
  const Selection *s = check_selection(L, 1);
  uint32_t from = 0;
  if (!lua_isnoneornil(L, 2))
    return luaL_error(L, "a selection is called by a loop alone: "
                         "use selection:find(filter)");
  if (!lua_isnoneornil(L, 3)) {
    lua_Number row = 0;
    if (lua_type(L, 3) == LUA_TTABLE) {
      lua_pushliteral(L, "row");
      lua_rawget(L, 3);
      row = lua_tonumber(L, -1);
    }
    if (!(row >= 1 && row <= MAX_ROWS))
      return luaL_error(L, "a loop over a selection needs the row of its "
                           "record: leave that field, or use :records()");
    from = (uint32_t)row;
  }
  return push_row(L, s, next_member(s->rows, s->n, from));
}


/*
** An iterator over a selection.  Its upvalues are the Walk, the anchor, the
** cache of strings, and the selection, to keep it alive.
**
** Why so: a step of services() 41 -> 32 ns, with anchor and cache there (bench
** rows)
*/
typedef struct Walk {
  const Selection *selection;
  uint32_t row;				/* where to go on */
} Walk;

#define WALK		lua_upvalueindex(1)
#define WALK_ANCHOR	lua_upvalueindex(2)
#define WALK_STRINGS	lua_upvalueindex(3)


static int push_walk (lua_State *L, int selection, lua_CFunction next) {
  Walk *walk = lua_newuserdata(L, sizeof *walk);
  walk->selection = lua_touserdata(L, selection);
  walk->row = 0;
  push_record_anchor(L, selection);
  lua_rawgeti(L, -1, ANCHOR_STRINGS);
  lua_pushvalue(L, selection);
  lua_pushcclosure(L, next, 4);
  return 1;
}


/* The next row; after the last one, NO_ROW at every call. */
static uint32_t step (Walk *walk) {
  const Selection *s = walk->selection;
  uint32_t row = next_member(s->rows, s->n, walk->row);
  walk->row = (row == NO_ROW) ? s->n * 64 : row + 1;
  return row;
}


static int next_record (lua_State *L) {
  Walk *walk = lua_touserdata(L, WALK);
  uint32_t row = step(walk);
  if (row == NO_ROW) return lua_pushnil(L), 1;
  push_record(L, WALK_ANCHOR, walk->selection->reg, row);
  return 1;
}


static int next_service (lua_State *L) {
  Walk *walk = lua_touserdata(L, WALK);
  const Registry *reg = walk->selection->reg;
  uint32_t row, name, port, last;
  while ((row = step(walk)) != NO_ROW) {
    uint32_t entry = entry_of(reg, row);
    int t = transport_of(reg, row);
    if (!column_get(column_of(reg, NAME), entry, &name)
        || !column_get(column_of(reg, PORT), entry, &port)) continue;
    push_string(L, WALK_STRINGS, reg, name);
    lua_pushinteger(L, (lua_Integer)port);
    if (t == NONE) lua_pushnil(L);
    else lua_pushstring(L, transport_terms[t].name);
    if (!column_get(column_of(reg, LAST_PORT), entry, &last)) return 3;
    lua_pushinteger(L, (lua_Integer)last);
    return 4;
  }
  lua_pushnil(L);
  return 1;
}


int push_services (lua_State *L, int selection) {
  return push_walk(L, selection, next_service);
}


int push_records (lua_State *L, int selection) {
  return push_walk(L, selection, next_record);
}


/* selection:records() -> iterator over records */
static int records (lua_State *L) {
  check_self(L, SELECTION, "records");
  return push_records(L, 1);
}


/* selection:names() -> list without repeats, in registry order */
static int names (lua_State *L) {
  const Selection *s = check_self(L, SELECTION, "names");
  uint32_t row = next_member(s->rows, s->n, 0);
  int count = 0;
  lua_newtable(L);
  push_list(L);
  for (; row != NO_ROW; row = next_member(s->rows, s->n, row + 1))
    add_name(L, s->reg, row, &count);
  return 1;
}


/* selection:ports() -> ascending list without repeats */
static int ports (lua_State *L) {
  const Selection *s = check_self(L, SELECTION, "ports");
  uint32_t row = next_member(s->rows, s->n, 0);
  uint64_t set[N_PORTS / 64];
  memset(set, 0, sizeof set);
  for (; row != NO_ROW; row = next_member(s->rows, s->n, row + 1))
    add_row_ports(s->reg, row, set);
  push_ports(L, set);
  return 1;
}


/* ----------------------------------------------------------------- open */

static const luaL_Reg methods[] = {
  { "first", first }, { "records", records }, { "names", names },
  { "ports", ports }, { NULL, NULL }
};

static const luaL_Reg operators[] = {
  { "__mul", both }, { "__add", either }, { "__sub", only_first },
  { "__eq", equal }, { "__len", length }, { "__call", next_in_loop },
  { NULL, NULL }
};


void add_selection_methods (lua_State *L) {
  luaL_setfuncs(L, methods, 0);
}


void add_selection_operators (lua_State *L) {
  luaL_setfuncs(L, operators, 0);
  lua_pushvalue(L, -2);
  lua_setfield(L, -2, "methods");
  lua_pushvalue(L, -2);
  lua_pushcclosure(L, index_selection, 1);
  lua_setfield(L, -2, "__index");
}
