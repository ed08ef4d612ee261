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
ifeq ($(LUA_INCDIR)$(filter $(LUA_VERSION),$(LUAS)),)
$(error LUA_VERSION is $(LUA_VERSION): it may be one of $(LUAS))
endif

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

include src/needs.mk

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
BIND_MAKING  := $(addprefix src/bind/,lannotate.c lbuild.c lfile.c lread.c lstream.c)
BIND_READING := $(filter-out %/lannotate.c %/lbuild.c %/lfile.c %/lstream.c,$(wildcard src/bind/*.c))
CORE_OBJS  := $(call objects,$(OUT),$(READING) $(BIND_READING) registry_image.c)
BUILD_OBJS := $(call objects,$(OUT),$(READING) $(MAKING) $(BIND_MAKING))
PACK_OBJS  := $(call objects,$(HOST),$(READING) $(MAKING) pack.c)
STRICT     := -std=c99 $(WARN) -Isrc -MMD -MP

vpath %.c src/core src/make src/bind

.PHONY: all core env demo bench floors test specs check install clean dist

all: $(CORE) $(BUILDER)

core: $(CORE)

# -nostartfiles: no C start-up code (crtbegin.o), as the module has no
# constructors.  noseparate-code: constants share a segment with the code, where
# the linker can do that (LDFLAGS may undo it).
# Why so: require 140 -> 122 us, of which -nostartfiles 6 (bench require)
#
# For Windows, LUA_LIB is Lua's DLL, in which a module there must find all that it
# calls; a DLL needs its start-up code.
CAN  = $(findstring $1,$(shell $(CC) $(LDFLAGS) -Wl,--help 2>&1))
DLL  = $(filter %.dll,$(LUA_LIB))
LEAN = $(if $(DLL),,-nostartfiles) $(addprefix -Wl$(COMMA)-z$(COMMA),$(call CAN,noseparate-code))
LINK = $(CC) $(CFLAGS) $(LEAN) $(LDFLAGS) $(LIBFLAG) -o $@

$(CORE): $(CORE_OBJS)
	@mkdir -p $(@D)
	$(LINK) $(CORE_OBJS) $(DLL)

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
LUA_CPATH_HERE = $(abspath $(OUT))/?.$(LIB_EXTENSION);;

.PHONY: help refresh uninstall

help:
	@:$(info $(HELP))

env:
	@echo "export LUA_PATH='$(LUA_PATH_HERE)'"
	@echo "export LUA_CPATH='$(LUA_CPATH_HERE)'"

demo: all
	@LUA_PATH='$(LUA_PATH_HERE)' LUA_CPATH='$(LUA_CPATH_HERE)' $(LUA) spec/support/demo.lua

# FROM is IANA's XML; without it, the newest is downloaded.
refresh: all
	@LUA_PATH='$(LUA_PATH_HERE)' LUA_CPATH='$(LUA_CPATH_HERE)' FORCE='$(FORCE)' \
	  $(LUA) data/refresh.lua '$(FROM)'

clean:
	rm -rf $(BUILD)

define HELP
To use it
  make             builds the module into $(BUILD)/, for one Lua
  make deps GOAL   installs what is missing (Debian's packages), then makes GOAL
  make demo        shows what the module answers
  make env         prints LUA_PATH and LUA_CPATH: eval "$$(make env)"
  make install     copies the module below PREFIX; make uninstall removes it
  make refresh     data/ anew from IANA's newest edition, or FROM=FILE.xml
  make dist        a source archive, a rockspec that installs from it, ianaports.lua
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
  LUA, LUA_INCDIR, CC, CFLAGS, LDFLAGS, LIBCSV_INCDIR, LIBCSV_LIBDIR   as usual
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
INST_DATADIR  ?= $(DESTDIR)$(PREFIX)/share
MADE_FOR      := $(if $(filter %jit,$(ABI)),jit,$(LUA_SHORT))
RUNS_COMMAND   = $(if $(filter $(MADE_FOR),$(LUA_VERSION)),$(LUA),$(call find-lua,$(MADE_FOR)))
INTERPRETER    = $(or $(shell command -v $(RUNS_COMMAND)),/usr/bin/env $(RUNS_COMMAND))
SHARED        := $(notdir $(wildcard lua/nmap lua/wireshark lua/library))
files-of       = $(patsubst $1/%,%,$(wildcard $(addprefix $1/,$2)))

# $(call kind,NAME,from this folder,to that,these files,with this mode)
kind   = $(eval KINDS += $1)$(eval from_$1 := $2)$(eval to_$1 := $3)$(eval files_$1 := $4)$(eval mode_$1 := $(or $5,644))
KINDS :=
$(call kind,objects,$(OUT),$(INST_LIBDIR),$(patsubst $(OUT)/%,%,$(CORE) $(BUILDER)),755)
$(call kind,lua,lua,$(INST_LUADIR),$(call files-of,lua,*.lua ianaports/*.lua ianaports/*/*.lua))
$(call kind,shared,lua,$(INST_SHAREDIR),$(call files-of,lua,$(foreach d,$(SHARED),$d/*.nse $d/*.lua $d/README.md)))
$(call kind,command,$(OUT)/bin,$(INST_BINDIR),ianaports,755)
$(call kind,manual,lua/bin,$(INST_DATADIR)/man/man1,ianaports.1)
$(call kind,bash,lua/bin,$(INST_DATADIR)/bash-completion/completions,ianaports.bash)
$(call kind,zsh,lua/bin,$(INST_DATADIR)/zsh/site-functions,_ianaports)
$(call kind,fish,lua/bin,$(INST_DATADIR)/fish/vendor_completions.d,ianaports.fish)

copy   = $(foreach d,$(sort $(dir $(files_$1))),install -d '$(to_$1)/$d' &&) \
         $(foreach f,$(files_$1),install -m $(mode_$1) $(from_$1)/$f '$(to_$1)/$f' &&) true
remove = rm -f $(foreach f,$(files_$1),'$(to_$1)/$f')

install: all
	@mkdir -p $(from_command)
	@sed '1s|.*|#!$(INTERPRETER)|; s|^local PREFIX = .*|local PREFIX = "$(PREFIX)"|' lua/bin/ianaports \
	  >$(from_command)/ianaports
	@$(foreach k,$(KINDS),$(call copy,$k) &&) echo 'installed into $(INST_LUADIR) and $(INST_LIBDIR)'

# The folders are removed if nothing else is in them.
uninstall:
	@$(foreach k,$(KINDS),$(call remove,$k) &&) echo 'removed from $(INST_LUADIR) and $(INST_LIBDIR)'
	@find '$(INST_LIBDIR)/ianaports' '$(INST_LUADIR)/ianaports' '$(INST_SHAREDIR)' \
	  -type d -empty -delete 2>/dev/null || true

# -------------------------------------------------------------------- dist
# The sources as an archive, a rockspec that installs from the archive beside it, and
# the registry as a file of Lua for where no C module loads.  The archive has the files
# that git knows, or where there is no git, all that are here.  Of the same files and
# the same time it is the same to the byte.

VERSION   = $(shell sed -n 's/^ianaports._VERSION = "ianaports \(.*\)"$$/\1/p' lua/ianaports.lua)
RELEASE   = $(BUILD)/dist/ianaports-$(VERSION)
FILES     = find * .[a-z]* -type f ! -path '$(BUILD)/*' | LC_ALL=C sort
SOURCES   = { [ -e .git ] && git ls-files 2>/dev/null || $(FILES); }
DIST_TIME = $(or $(SOURCE_DATE_EPOCH),$(shell [ -e .git ] && git log -1 --format=%ct 2>/dev/null || stat -c %Y Makefile))

dist: all
	@mkdir -p $(BUILD)/dist
	$(SOURCES) | tar -c -T - --transform='s,^,$(notdir $(RELEASE))/,' --mtime=@$(DIST_TIME) \
	  --owner=0 --group=0 --numeric-owner --mode=u+w,go=rX | gzip -9n >$(RELEASE).tar.gz
	sed 's/scm-1/$(VERSION)-1/; s#git+https:[^"]*#file://$(notdir $(RELEASE)).tar.gz#' \
	  ianaports-scm-1.rockspec >$(RELEASE)-1.rockspec
	LUA_PATH='$(LUA_PATH_HERE)' LUA_CPATH='$(LUA_CPATH_HERE)' $(LUA) \
	  -e 'assert(require "ianaports".export("lua", "$(BUILD)/dist/ianaports.lua"))'

include spec/checks.mk

endif
