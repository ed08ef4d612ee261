# Builds, tests and installs ianaports.  On a new machine: make deps demo
#
#   src/*.c ---> build/host/pack                  runs here, reads CSV
#   data/*.csv --pack--> build/registry_image.c   the bundled registry
#   src/*.c, the image ---> build/<abi>/ianaports/core.so and build.so, <abi> as 504
#
# LUA_VERSION (5.4) is the Lua to build for: 5.4, 5.3, 5.2, 5.1 or jit.
# LUA_VERSIONS are the ones to test: 5.4, and what else is there.
# LuaRocks passes CC, CFLAGS, LIBFLAG, LIB_EXTENSION, LUA_INCDIR, LIBCSV_* and
# INST_*; HOSTCC and HOSTCFLAGS make the program that runs during the build.

LUA_VERSION ?= 5.4
LUAS        := 5.4 5.3 5.2 5.1 jit
lua-name     = $(if $(filter jit,$1),luajit,lua$1)
lua-incdir   = /usr/include/$(patsubst luajit,luajit-2.1,$(lua-name))
LUA_NAME    := $(call lua-name,$(LUA_VERSION))
LUA         ?= $(LUA_NAME)
LUA_INCDIR  ?= $(call lua-incdir,$(LUA_VERSION))

CFLAGS        ?= -O2
HOSTCC        ?= cc
HOSTCFLAGS    ?= -O2
LIBFLAG       ?= -shared
LIB_EXTENSION ?= so
PREFIX        ?= /usr/local

BUILD := build
WARN  := -Wall -Wextra

MAKEFLAGS += --no-print-directory

.DELETE_ON_ERROR:

# ------------------------------------------------------------------ set-up
# What is missing comes first and in a make of its own: the rest of this file
# reads the headers that deps brings.

ifneq ($(filter deps,$(MAKECMDGOALS)),)

LUA_VERSIONS ?= $(LUAS)
lua-packages  = $(if $(filter jit,$1),luajit libluajit-5.1-dev,lua$1 liblua$(1:5.1=5.1-0)-dev)
PACKAGES := gcc libc6-dev binutils libcsv-dev lua-busted lua-check lua-expat lua-dkjson \
            luarocks git zip unzip python3 clang libclang-rt-dev valgrind nmap tshark \
            $(foreach v,$(sort $(LUA_VERSION) $(LUA_VERSIONS)),$(call lua-packages,$v))
OTHERS   := $(filter-out deps,$(MAKECMDGOALS))

.NOTPARALLEL:
.PHONY: deps $(OTHERS)

deps:
	@if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then \
	  echo "deps: no apt-get here; what Debian calls: $(PACKAGES)"; exit 0; \
	fi; \
	missing=; for p in $(PACKAGES); do \
	  dpkg-query -W -f '$${Status}\n' $$p 2>/dev/null | grep -q ' installed$$' || missing="$$missing $$p"; \
	done; \
	[ -n "$$missing" ] || exit 0; \
	echo "deps: installing$$missing"; mkdir -p $(BUILD); \
	apt="$$([ "$$(id -u)" = 0 ] || echo sudo) env DEBIAN_FRONTEND=noninteractive apt-get -qq -y \
	  -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120"; \
	{ $$apt update; $$apt install --no-install-recommends $$missing; } </dev/null >$(BUILD)/deps.log 2>&1 \
	|| { cat $(BUILD)/deps.log; exit 1; }

$(OTHERS): deps
	@$(MAKE) $@

else

# ------------------------------------------------------------------- build

# Named by the headers, not by LUA_VERSION: LuaRocks tells only where they are.
ifneq ($(filter-out clean test tested-% check checked-%,$(or $(MAKECMDGOALS),all)),)
ABI := $(shell echo LUA_VERSION_NUM | $(CC) -E -P -include lua.h -I$(LUA_INCDIR) - 2>/dev/null | tail -n 1)
ifeq ($(ABI),)
$(error cannot read $(LUA_INCDIR)/lua.h with $(CC): run `make deps`, or set LUA_INCDIR and CC)
endif
ABI := $(ABI)$(if $(wildcard $(LUA_INCDIR)/luajit.h),jit)
endif

# core.so reads, build.so makes; both and pack hold all of src/core.
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
BIND_READING := $(filter-out $(BIND_MAKING),$(wildcard src/bind/*.c))
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
# Why so: @BILL link@
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
	$(CC) $(CFLAGS) -fPIC -fvisibility=hidden -fno-plt $(STRICT) -I$(LUA_INCDIR) $(addprefix -I,$(LIBCSV_INCDIR)) \
	  -c -o $@ $<

$(OUT)/registry_image.o: $(IMAGE) Makefile
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -fPIC -fvisibility=hidden $(STRICT) -c -o $@ $<

$(IMAGE): $(PACK) $(DATA)
	$(PACK) $(DATA) $@

$(PACK): $(PACK_OBJS)
	$(HOSTCC) $(HOSTCFLAGS) -o $@ $(PACK_OBJS) $(addprefix -L,$(LIBCSV_LIBDIR)) -lcsv

$(HOST)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(HOSTCC) $(HOSTCFLAGS) $(STRICT) $(addprefix -I,$(LIBCSV_INCDIR)) -c -o $@ $<

-include $(CORE_OBJS:.o=.d) $(BUILD_OBJS:.o=.d) $(PACK_OBJS:.o=.d)

# --------------------------------------------------------------------- use

LUA_PATH_HERE  = $(CURDIR)/lua/?.lua;$(CURDIR)/lua/?/init.lua;;
LUA_CPATH_HERE = $(CURDIR)/$(OUT)/?.$(LIB_EXTENSION);;

env:
	@echo "export LUA_PATH='$(LUA_PATH_HERE)'"
	@echo "export LUA_CPATH='$(LUA_CPATH_HERE)'"

demo: all
	@LUA_PATH='$(LUA_PATH_HERE)' LUA_CPATH='$(LUA_CPATH_HERE)' $(LUA) spec/support/demo.lua

# What operations cost; CASES (all) names groups of them.  A report, no test.
FLOORS := $(addprefix $(OUT)/,floor.$(LIB_EXTENSION) bare.$(LIB_EXTENSION))

floors: $(FLOORS)

$(OUT)/%.$(LIB_EXTENSION): spec/bench/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -fPIC -fvisibility=hidden $(STRICT) -I$(LUA_INCDIR) $(addprefix -I,$(LIBCSV_INCDIR)) \
	  $(LDFLAGS) $(LIBFLAG) -o $@ $< $(if $(filter floor,$*),$(addprefix -L,$(LIBCSV_LIBDIR)) -lcsv)

bench: all floors
	@mkdir -p $(BUILD)/bench
	@LUA_PATH='$(LUA_PATH_HERE)' LUA_CPATH='$(LUA_CPATH_HERE)' $(LUA) spec/bench/run.lua $(CASES)

# For plain `make install`; LuaRocks says where each kind goes itself.  Hosts
# and editors are told the paths of what is shared.
LUA_SHORT     := $(patsubst 50%,5.%,$(ABI:jit=))
INST_LIBDIR   ?= $(DESTDIR)$(PREFIX)/lib/lua/$(LUA_SHORT)
INST_LUADIR   ?= $(DESTDIR)$(PREFIX)/share/lua/$(LUA_SHORT)
INST_SHAREDIR ?= $(DESTDIR)$(PREFIX)/share/ianaports
SHARED        := $(notdir $(wildcard lua/nmap lua/wireshark lua/library))
lua-files      = $(patsubst lua/%,%,$(wildcard $(1:%=lua/%)))
LUA_FILES     := $(call lua-files,*.lua ianaports/*.lua ianaports/*/*.lua)
SHARED_FILES  := $(call lua-files,$(SHARED:%=%/*.nse) $(SHARED:%=%/*.lua))
copy           = $(foreach d,$(sort $(dir $1)),install -d '$2/$d' &&) \
                 $(foreach f,$1,install -m 644 lua/$f '$2/$f' &&) true

install: all
	@install -d '$(INST_LIBDIR)/ianaports'
	install -m 755 $(CORE) $(BUILDER) '$(INST_LIBDIR)/ianaports/'
	@$(call copy,$(LUA_FILES),$(INST_LUADIR))
	@$(call copy,$(SHARED_FILES),$(INST_SHAREDIR))

clean:
	rm -rf $(BUILD)

# ------------------------------------------------------------------- tests
# The specs under each Lua that is there, and those of the programs that have
# one inside (spec/hosts, named after them), as many at a time as there are
# processors; then a table of what ran, and one line with the total.  A run
# that fails without saying so in its own line counts as one failure.

ifeq ($(origin LUA_VERSIONS),undefined)
LUA_VERSIONS := 5.4 $(foreach v,$(filter-out 5.4,$(LUAS)),$(if \
                  $(and $(wildcard $(call lua-incdir,$v)/lua.h),$(shell command -v $(call lua-name,$v))),$v))
endif
FIRST := $(firstword $(LUA_VERSIONS))
HOSTS := $(sort $(foreach f,$(notdir $(wildcard spec/hosts/*_spec.lua)),$(firstword $(subst _, ,$f))))
RUNS  := $(LUA_VERSIONS) $(HOSTS)

SPECS := spec/*_spec.lua
LABEL  = $(shell $(LUA) -v 2>&1 | awk '{ print $$1, $$2 }')
host-label = $(or $(shell $1 --version 2>&1 | tr '\n' ' ' | sed -nE \
  's/.*(Nmap|TShark)[^0-9]* ([0-9.]+[0-9]).*(liblua-|with Lua )([0-9.]+[0-9]).*/\1 \2 with Lua \4/p'),$1)

RAN   := /^[^ ].*: [0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$$/
TABLE := -F ': |, ' '$(RAN) { printf "  %-28s %6d passed %4d failed %4d skipped\n", $$1, $$2, $$3, $$4 }'
TOTAL := -F ': |, ' '$(RAN) { p += $$2; f += $$3; s += $$4 } /^did not pass: / { bad++ } \
                     END { if (f < bad) f = bad; \
                           printf "%d passed, %d failed, %d skipped\n", p, f, s; exit f > 0 }'

.PHONY: $(RUNS:%=tested-%)

test:
	@mkdir -p $(BUILD); for v in $(LUA_VERSIONS); do $(MAKE) -j$$(nproc) LUA_VERSION=$$v all; done
	@$(MAKE) -j$$(nproc) -Orecurse $(RUNS:%=tested-%) 2>&1 | tee $(BUILD)/test.log; \
	echo "what ran:"; awk $(TABLE) $(BUILD)/test.log | sort; awk $(TOTAL) $(BUILD)/test.log

# What does not differ between Luas runs under the first of them alone.
DIFFERS := --exclude-tags=exhaustive,browser,once

$(LUA_VERSIONS:%=tested-%): tested-%:
	@$(MAKE) LUA_VERSION=$* BUSTED_FLAGS='$(if $(filter-out $(FIRST),$*),$(DIFFERS))' specs || echo "did not pass: $*"

$(HOSTS:%=tested-%): tested-%:
	@$(MAKE) LUA_VERSION=$(FIRST) LABEL='$(call host-label,$*)' SPECS='spec/hosts/$**_spec.lua' specs \
	|| echo "did not pass: $*"

specs: all
	$(RUNNER) $(LUA) "$$(command -v busted)" --lpath='./lua/?.lua;./lua/?/init.lua' \
	  --cpath='./$(OUT)/?.$(LIB_EXTENSION)' -o spec/support/summary.lua -Xoutput '$(LABEL)' $(BUSTED_FLAGS) $(SPECS)

# ------------------------------------------------------------------ checks
# Every one runs, whatever became of the others; as many at a time as there are
# processors and the longest first, each with its output in one piece; then a
# table of them, and one line with the total.

include spec/endurance.mk

CHECKS := fuzz gcc-sanitizers valgrind coverage clang-sanitizers stress memory threads portable gcc clang luacheck \
          rock-lint rock-source $(LUA_VERSIONS:%=rock-%) $(LUA_VERSIONS:%=install-%)
CHECKED := '/^ok check-/ { p++ } /^FAILED check-/ { f++ } \
            END { f += $(words $(CHECKS)) - p - f; \
                  printf "checks: %d passed, %d failed, 0 skipped\n", p, f; exit f > 0 }'

check:
	@mkdir -p $(BUILD)/check; for v in $(LUA_VERSIONS); do $(MAKE) LUA_VERSION=$$v all || exit; done
	@$(MAKE) -j$$(nproc) -Orecurse $(CHECKS:%=checked-%) 2>&1 | tee $(BUILD)/check.log; \
	grep -E '^(ok|FAILED) check-' $(BUILD)/check.log; awk $(CHECKED) $(BUILD)/check.log

$(CHECKS:%=checked-%): checked-%:
	@echo "$*"; from=$$(date +%s); if $(MAKE) check-$*; then said=ok; else said=FAILED; fi; \
	echo "$$said check-$*, $$(($$(date +%s) - from)) s"

CHECK_DIR = $(BUILD)/check/$(@:check-%=%)
STRICTEST := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror

.PHONY: $(CHECKS:%=check-%) $(CHECKS:%=checked-%)

check-gcc check-clang:
	$(MAKE) BUILD=$(CHECK_DIR) CC=$(@:check-%=%) HOSTCC=$(@:check-%=%) WARN='$(STRICTEST)' all floors

check-luacheck:
	luacheck -q lua spec $(wildcard lua/nmap/*.nse) $(ROCKSPEC)

# The interpreter is not instrumented, so the run-time library is loaded before
# it.  Leaks are left to valgrind, which tells ours from the shell's; pack, run
# by the build, is checked for them here.  #shape: how the plain build looks;
# #browser: nothing of ours runs there; #exhaustive goes through gcc's alone.
SANITIZE := -g -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
sanitized = $(MAKE) BUILD=$(CHECK_DIR) CC=$1 HOSTCC=$1 CFLAGS='$(SANITIZE) $2' HOSTCFLAGS='$(SANITIZE)' \
  LABEL=$(@:check-%=%) BUSTED_FLAGS=--exclude-tags=shape,browser$4 \
  RUNNER="env ASAN_OPTIONS=detect_leaks=0 LD_PRELOAD='$3'" specs

COMMA := ,

check-gcc-sanitizers:
	$(call sanitized,gcc,,$(foreach l,asan ubsan,$$(gcc -print-file-name=lib$l.so)))

check-clang-sanitizers:
	$(call sanitized,clang,-shared-libsan,$$(clang -print-file-name=libclang_rt.asan-$$(uname -m).so),$(COMMA)exhaustive)

# Valgrind is slow: it sees each function of the C side, and what they leave
# behind; every record and every value goes through the sanitizers.
VALGRIND := valgrind -q --error-exitcode=9 --leak-check=full
VALGRIND_SPECS := $(patsubst %,spec/%_spec.lua,arguments lookup lookups records record excerpt filter_edges \
                  filter_function selection selection_life editions overlay image csv_writer)

check-valgrind: all
	@mkdir -p $(CHECK_DIR)
	$(VALGRIND) $(PACK) $(DATA) $(CHECK_DIR)/image.c
	$(MAKE) LABEL=valgrind BUSTED_FLAGS=--exclude-tags=exhaustive RUNNER='$(VALGRIND)' \
	  SPECS='$(VALGRIND_SPECS)' specs

# A full collection every few instructions, wherever Lua code runs.
check-stress: all
	$(MAKE) LABEL=stress BUSTED_FLAGS='--helper=spec/support/stress.lua --exclude-tags=exhaustive,browser' specs

# Text search where the processor has no blocks of bytes.
check-portable:
	$(MAKE) BUILD=$(CHECK_DIR) LABEL=portable CFLAGS='$(CFLAGS) -DNO_SIMD' SPECS=spec/search_spec.lua specs

check-rock-lint:
	luarocks --lua-version $(LUA_VERSION) lint $(ROCKSPEC)

# An installed module works where nothing else is, and is all there: in a
# prefix, with what is shared in a folder.
short     = $(1:jit=5.1)
ANSWERS  := local iana = require "ianaports"; assert(iana.name(443, "tcp") == "https"); \
            assert(iana.new { { name = "mine", port = 7 } }:port "mine" == 7)
installed = cd / && LUA_PATH='$(CURDIR)/$1/share/lua/$(call short,$3)/?.lua' \
            LUA_CPATH='$(CURDIR)/$1/lib/lua/$(call short,$3)/?.$(LIB_EXTENSION)' \
            $(call lua-name,$3) -e '$(ANSWERS)' && \
            cd $(CURDIR) && diff -r lua/ianaports $1/share/lua/$(call short,$3)/ianaports && \
            for d in $(SHARED); do diff -r lua/$$d $2/$$d || exit; done

$(LUA_VERSIONS:%=check-install-%): check-install-%:
	rm -rf $(CHECK_DIR)
	$(MAKE) LUA_VERSION=$* DESTDIR=$(CHECK_DIR) PREFIX=/usr install
	$(call installed,$(CHECK_DIR)/usr,$(CHECK_DIR)/usr/share/ianaports,$*)

# Rocks are made from no server and with LuaRocks' own flags; the pack of each
# is installed elsewhere, when all that it was made from is gone.
ROCKSPEC := ianaports-scm-1.rockspec
luarocks  = luarocks --lua-version $(call short,$1) --only-server=$(CURDIR)/$(CHECK_DIR)/none \
            $(if $(filter jit,$1),LUA_INCDIR=$(call lua-incdir,jit))
rock      = $(call installed,$1,$1/lib/luarocks/rocks-$(call short,$2)/ianaports/scm-1,$2)

$(LUA_VERSIONS:%=check-rock-%): check-rock-%:
	rm -rf $(CHECK_DIR); mkdir -p $(CHECK_DIR)
	MAKEFLAGS=' -- BUILD=$(CHECK_DIR)/build' $(call luarocks,$*) --tree $(CHECK_DIR)/tree make $(ROCKSPEC)
	cd $(CHECK_DIR) && $(call luarocks,$*) --tree tree pack ianaports && rm -r tree build
	$(call luarocks,$*) --tree $(CHECK_DIR)/tree install $(CHECK_DIR)/*.rock
	$(call rock,$(CHECK_DIR)/tree,$*)

check-rock-source:
	rm -rf $(CHECK_DIR); mkdir -p $(CHECK_DIR)/git
	tar -c --exclude=./.git --exclude=./build . | tar -x -C $(CHECK_DIR)/git
	cd $(CHECK_DIR)/git && git init -q && git add . && git -c user.name=- -c user.email=- commit -qm -
	sed 's#git+https:[^"]*#git+file://$(CURDIR)/$(CHECK_DIR)/git#' $(ROCKSPEC) >$(CHECK_DIR)/$(ROCKSPEC)
	cd $(CHECK_DIR) && luarocks pack $(ROCKSPEC) && rm -rf git
	$(call luarocks,$(FIRST)) --tree $(CHECK_DIR)/tree build $(CHECK_DIR)/*.src.rock
	$(call rock,$(CHECK_DIR)/tree,$(FIRST))

endif
