rockspec_format = "3.0"
package = "ianaports"
version = "scm-1"

source = {
  url = "git+https://github.com/ianaports/ianaports.git",
}

description = {
  summary = "The IANA Service Name and Port Number Registry, compiled in",
  detailed = [[
    Every record of IANA's registry of service names and port numbers
    (RFC 6335), with all its columns, at the cost of a C call: no file to
    find, nothing to parse at start-up, no network.
  ]],
  license = "MIT",
  labels = { "iana", "ports", "network" },
}

dependencies = {
  "lua >= 5.1",
}

-- For the program that reads data/*.csv during the build; the module itself
-- needs libc alone.
external_dependencies = {
  LIBCSV = { header = "csv.h", library = "csv" },
}

-- Installing must find what building made, so it is told the same.
local variables = {
  CC = "$(CC)",
  CFLAGS = "$(CFLAGS)",
  LIBFLAG = "$(LIBFLAG)",
  LIB_EXTENSION = "$(LIB_EXTENSION)",
  LUA_INCDIR = "$(LUA_INCDIR)",
  LIBCSV_INCDIR = "$(LIBCSV_INCDIR)",
  LIBCSV_LIBDIR = "$(LIBCSV_LIBDIR)",
  INST_LIBDIR = "$(LIBDIR)",
  INST_LUADIR = "$(LUADIR)",
  INST_SHAREDIR = "$(PREFIX)",
  INST_BINDIR = "$(BINDIR)",
  INST_DATADIR = "$(PREFIX)/share",
}

build = {
  type = "make",
  build_target = "all",
  build_variables = variables,
  install_variables = variables,
}

test = {
  type = "command",
  command = "make test",
}
