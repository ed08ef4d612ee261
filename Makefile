# Builds and installs ianaports.  On a new machine: make deps demo
# `make help` lists the goals; those of tests and checks are in spec/checks.mk.
#
#   src/core, src/make ---> build/host/pack       runs here, reads CSV
#   data/*.csv --pack--> build/registry_image.c   the bundled registry
#   src/, the image ---> build/<abi>/ianaports/core.so and build.so, <abi> as 504
#
# LUA_VERSION (5.4) is the Lua to build for: 5.5, 5.4, 5.3, 5.2, 5.1 or jit.
# LUA_VERSIONS are the ones to test: 5.4, and the others that are installed.
# LuaRocks passes CC, CFLAGS, LIBFLAG, LIB_EXTENSION, LUA_INCDIR, LIBCSV_* and
# INST_*; HOSTCC and HOSTCFLAGS make the program that runs during the build, with
# the libcsv in HOST_LIBCSV_*: that of LIBCSV_*, unless CC is for another machine.

LUA_VERSION ?= 5.4
LUAS        := 5.5 5.4 5.3 5.2 5.1 jit
lua-names    = $(if $(filter jit,$1),luajit,lua$1 lua-$1 lua$(subst .,,$1))
lua-name     = $(firstword $(lua-names))
LUA_NAME    := $(call lua-name,$(LUA_VERSION))
find-lua     = $(or $(shell for n in $(lua-names) lua; do \
                 command -v $$n >/dev/null && echo $$n && break; done),$(lua-name))
LUA         ?= $(call find-lua,$(LUA_VERSION))

# Where a Lua's headers are: in Debian's folder, or where pkg-config says, which knows
# them by several names.
debian-incdir = /usr/include/$(patsubst luajit,luajit-2.1,$(lua-name))
known-incdir  = $(patsubst -I%,%,$(firstword $(shell export PKG_CONFIG_ALLOW_SYSTEM_CFLAGS=1; \
                  for n in $(lua-names); do pkg-config --cflags-only-I $$n && break; done 2>/dev/null)))
lua-incdir    = $(or $(patsubst %/lua.h,%,$(wildcard $(debian-incdir)/lua.h)),$(known-incdir),$(debian-incdir))
ifndef LUA_INCDIR
ifeq ($(filter $(LUA_VERSION),$(LUAS)),)
$(error LUA_VERSION is $(LUA_VERSION): it may be one of $(LUAS))
endif
LUA_INCDIR  := $(call lua-incdir,$(LUA_VERSION))
LUA_ABI     := $(patsubst 5.%,50%,$(LUA_VERSION:jit=5.1))
endif
LUA_ABI     ?= 50%

CFLAGS        ?= -O2
HOSTCC        ?= cc
HOSTCFLAGS    ?= -O2
LIBFLAG       ?= -shared
LIB_EXTENSION ?= so
PREFIX        ?= /usr/local

BUILD := build
WARN  := -Wall -Wextra
COMMA := ,

MAKEFLAGS += --no-print-directory

.DELETE_ON_ERROR:

ifneq ($(filter deps,$(MAKECMDGOALS)),)
include .ci/packages.mk
else

# ------------------------------------------------------------------- build

# Named by the headers, not by LUA_VERSION: LuaRocks says only where these are.  The
# number is an expression in Lua 5.5.  Headers that are missing, or of another Lua,
# are told before anything is compiled.
NO_HEADERS := help clean test tested-% check checked-%
GOALS      := $(filter-out $(NO_HEADERS),$(or $(MAKECMDGOALS),all))
ifneq ($(GOALS),)
HEADERS  := lua.h $(if $(filter-out env uninstall,$(GOALS)),csv.h)
including = $(CC) -E -P $(1:%=-include %) -I$(LUA_INCDIR) $(addprefix -I,$(LIBCSV_INCDIR)) -x c
number    = $(filter $(LUA_ABI),$(shell { n=$$(echo LUA_VERSION_NUM | $(including) - | tail -n 1) \
              && echo $$(($$n)); } 2>/dev/null))
ABI      := $(call number,$(HEADERS))
ifeq ($(ABI),)
MISSING := $(or $(if $(shell command -v $(firstword $(CC))),,$(firstword $(CC))), \
             $(if $(call number,lua.h),,lua.h) $(if $(shell $(call including,csv.h) \
             /dev/null >/dev/null 2>&1 && echo found),,csv.h))
$(error a build needs a C compiler (CC: $(CC)), lua.h of Lua $(LUA_VERSION) (LUA_INCDIR: $(LUA_INCDIR)) and \
  csv.h of libcsv (LIBCSV_INCDIR: $(LIBCSV_INCDIR)); missing: $(strip $(MISSING)). With apt-get, `make deps all` installs them)
endif
ABI := $(ABI)$(if $(wildcard $(LUA_INCDIR)/luajit.h),jit)
endif

# A compiler's machine, but for its vendor: what LIBCSV_* names is for that of CC.
machine = $(subst -unknown,,$(subst -pc,,$(shell $1 -dumpmachine 2>/dev/null)))
ifneq ($(LIBCSV_INCDIR)$(LIBCSV_LIBDIR),)
ifeq ($(call machine,$(CC)),$(call machine,$(HOSTCC)))
HOST_LIBCSV_INCDIR ?= $(LIBCSV_INCDIR)
HOST_LIBCSV_LIBDIR ?= $(LIBCSV_LIBDIR)
endif
endif

# core.so reads, build.so makes; both and pack hold all of src/core.
# Why so: require 173 -> 114 us, against one with libcsv (bench require)
OUT        := $(BUILD)/$(ABI)
HOST       := $(BUILD)/host
CORE       := $(OUT)/ianaports/core.$(LIB_EXTENSION)
BUILDER    := $(OUT)/ianaports/build.$(LIB_EXTENSION)
PACK       := $(HOST)/pack
IMAGE      := $(BUILD)/registry_image.c
DATA       := $(addprefix data/,service-names-port-numbers.csv contacts.csv registry.csv)
objects     = $(addprefix $1/,$(patsubst %.c,%.o,$(notdir $2)))
READING    := $(wildcard src/core/*.c)
MAKING     := $(filter-out %/pack.c,$(wildcard src/make/*.c))
BIND_MAKING  := $(addprefix src/bind/,lbuild.c lread.c lfile.c)
BIND_READING := $(filter-out %/lbuild.c %/lfile.c,$(wildcard src/bind/*.c))
CORE_OBJS  := $(call objects,$(OUT),$(READING) $(BIND_READING) registry_image.c)
BUILD_OBJS := $(call objects,$(OUT),$(READING) $(MAKING) $(BIND_MAKING))
PACK_OBJS  := $(call objects,$(HOST),$(READING) $(MAKING) pack.c)
STRICT     := -std=c99 $(WARN) -Isrc -MMD -MP

vpath %.c src/core src/make src/bind

.PHONY: all env demo bench floors test specs check install clean

all: $(CORE) $(BUILDER)

# -nostartfiles: no C start-up code (crtbegin.o), as the module has no
# constructors.  noseparate-code: constants share a segment with the code, where
# the linker can do that (LDFLAGS may undo it).
# Why so: require 140 -> 122 us, of which -nostartfiles 6 (bench require)
CAN  = $(findstring $1,$(shell $(CC) $(LDFLAGS) -Wl,--help 2>&1))
LEAN = -nostartfiles $(addprefix -Wl$(COMMA)-z$(COMMA),$(call CAN,noseparate-code))
LINK = $(CC) $(CFLAGS) $(LEAN) $(LDFLAGS) $(LIBFLAG) -o $@

$(CORE): $(CORE_OBJS)
	@mkdir -p $(@D)
	$(LINK) $(CORE_OBJS)

$(BUILDER): $(BUILD_OBJS)
	@mkdir -p $(@D)
	$(LINK) $(BUILD_OBJS) $(addprefix -L,$(LIBCSV_LIBDIR)) -lcsv

$(OUT)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -fPIC -fvisibility=hidden $(STRICT) -I$(LUA_INCDIR) $(addprefix -I,$(LIBCSV_INCDIR)) \
	  -c -o $@ $<

$(OUT)/registry_image.o: $(IMAGE) Makefile
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -fPIC -fvisibility=hidden $(STRICT) -c -o $@ $<

$(IMAGE): $(PACK) $(DATA)
	$(PACK) $(DATA) $@

$(PACK): $(PACK_OBJS)
	$(HOSTCC) $(HOSTCFLAGS) -o $@ $(PACK_OBJS) $(addprefix -L,$(HOST_LIBCSV_LIBDIR)) -lcsv

$(HOST)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(HOSTCC) $(HOSTCFLAGS) $(STRICT) $(addprefix -I,$(HOST_LIBCSV_INCDIR)) -c -o $@ $<

-include $(CORE_OBJS:.o=.d) $(BUILD_OBJS:.o=.d) $(PACK_OBJS:.o=.d)

# --------------------------------------------------------------------- use

LUA_PATH_HERE  = $(CURDIR)/lua/?.lua;;
LUA_CPATH_HERE = $(CURDIR)/$(OUT)/?.$(LIB_EXTENSION);;

.PHONY: help uninstall

help:
	@:$(info $(HELP))

env:
	@echo "export LUA_PATH='$(LUA_PATH_HERE)'"
	@echo "export LUA_CPATH='$(LUA_CPATH_HERE)'"

demo: all
	@LUA_PATH='$(LUA_PATH_HERE)' LUA_CPATH='$(LUA_CPATH_HERE)' $(LUA) spec/support/demo.lua

clean:
	rm -rf $(BUILD)

define HELP
To use it
  make             builds the module into $(BUILD)/, for one Lua
  make deps GOAL   installs what is missing (Debian's packages), then makes GOAL
  make demo        shows what the module answers
  make env         prints LUA_PATH and LUA_CPATH: eval "$$(make env)"
  make install     copies the module below PREFIX; make uninstall removes it
  make clean       removes $(BUILD)/

To change it (spec/README.md)
  make specs       runs the specs under one Lua; SPECS names files or folders
  make test        runs all specs under every Lua, and in Nmap and Wireshark
  make check       compilers' warnings, sanitizers, valgrind, coverage, rocks
  make bench       tells what operations cost; CASES names groups of them
  make fuzz        feeds made-up input for FUZZ_SECONDS (60) a target
  make coverage    tells what the specs do not reach

Settings, given as make NAME=value
  LUA_VERSION      the Lua to build for: $(LUAS) ($(LUA_VERSION))
  LUA_VERSIONS     the Luas of make test and make check (all that are there)
  PREFIX           where make install copies to ($(PREFIX)), below DESTDIR
  LUA_INCDIR, CC, CFLAGS, LDFLAGS, LIBCSV_INCDIR, LIBCSV_LIBDIR    as usual
  HOSTCC, HOSTCFLAGS, HOST_LIBCSV_INCDIR, HOST_LIBCSV_LIBDIR
                   the same for the program that runs during the build
endef

# ----------------------------------------------------------------- install
# For plain `make install`; LuaRocks itself says where each kind goes.  Hosts and
# editors are given the paths of the shared files.  The command begins with the
# path of the Lua that it is for, as the headers say.

LUA_SHORT     := $(patsubst 50%,5.%,$(ABI:jit=))
INST_LIBDIR   ?= $(DESTDIR)$(PREFIX)/lib/lua/$(LUA_SHORT)
INST_LUADIR   ?= $(DESTDIR)$(PREFIX)/share/lua/$(LUA_SHORT)
INST_SHAREDIR ?= $(DESTDIR)$(PREFIX)/share/ianaports
INST_BINDIR   ?= $(DESTDIR)$(PREFIX)/bin
MADE_FOR      := $(if $(filter %jit,$(ABI)),jit,$(LUA_SHORT))
RUNS_COMMAND   = $(if $(filter $(MADE_FOR),$(LUA_VERSION)),$(LUA),$(call find-lua,$(MADE_FOR)))
INTERPRETER    = $(or $(shell command -v $(RUNS_COMMAND)),/usr/bin/env $(RUNS_COMMAND))
SHARED        := $(notdir $(wildcard lua/nmap lua/wireshark lua/library))
lua-files      = $(patsubst lua/%,%,$(wildcard $(1:%=lua/%)))
LUA_FILES     := $(call lua-files,*.lua ianaports/*.lua ianaports/*/*.lua)
SHARED_FILES  := $(call lua-files,$(SHARED:%=%/*.nse) $(SHARED:%=%/*.lua) $(SHARED:%=%/README.md))
copy           = $(foreach d,$(sort $(dir $1)),install -d '$2/$d' &&) \
                 $(foreach f,$1,install -m 644 lua/$f '$2/$f' &&) true
remove         = rm -f $(foreach f,$1,'$2/$f')

install: all
	@install -d '$(INST_LIBDIR)/ianaports'
	install -m 755 $(CORE) $(BUILDER) '$(INST_LIBDIR)/ianaports/'
	@$(call copy,$(LUA_FILES),$(INST_LUADIR))
	@$(call copy,$(SHARED_FILES),$(INST_SHAREDIR))
	@install -d '$(INST_BINDIR)'
	sed '1s|.*|#!$(INTERPRETER)|; s|^local PREFIX = .*|local PREFIX = "$(PREFIX)"|' lua/bin/ianaports \
	  >'$(INST_BINDIR)/ianaports'
	@chmod 755 '$(INST_BINDIR)/ianaports'

# The folders are removed if nothing else is in them.
uninstall:
	$(call remove,$(notdir $(CORE) $(BUILDER)),$(INST_LIBDIR)/ianaports)
	@$(call remove,$(LUA_FILES),$(INST_LUADIR))
	@$(call remove,$(SHARED_FILES),$(INST_SHAREDIR))
	@$(call remove,ianaports,$(INST_BINDIR))
	@find '$(INST_LIBDIR)/ianaports' '$(INST_LUADIR)/ianaports' '$(INST_SHAREDIR)' \
	  -type d -empty -delete 2>/dev/null || true

include spec/checks.mk

endif
