# The specs, the checks and the benchmarks.  spec/README.md says what each is.

# ------------------------------------------------------------------- tests
# The specs under each Lua that is installed, and spec/hosts inside the programs
# that these specs are named after, as many at a time as there are processors;
# then a table of what ran, and one line with the total.

there = $(and $(shell command -v $(call lua-name,$1)),$(wildcard $(call lua-incdir,$1)/lua.h))

ifeq ($(origin LUA_VERSIONS),undefined)
LUA_VERSIONS := 5.4 $(foreach v,$(filter-out 5.4,$(LUAS)),$(if $(call there,$v),$v))
endif
FIRST := $(firstword $(LUA_VERSIONS))
HOST_SPECS := $(notdir $(wildcard spec/hosts/*_spec.lua))
HOSTS := $(sort $(foreach f,$(HOST_SPECS),$(firstword $(subst _, ,$f))))
RUNS  := $(LUA_VERSIONS) $(HOSTS)

SUBJECTS := $(filter-out spec/hosts/,$(sort $(dir $(wildcard spec/*/*_spec.lua))))
SPECS := $(SUBJECTS:%=%*_spec.lua)
LABEL  = $(wordlist 1,2,$(shell $(LUA) -v 2>&1))
host-label = $(shell sh spec/support/host_label.sh $1)

.PHONY: $(RUNS:%=tested-%)

test:
	@mkdir -p $(BUILD)
	@for v in $(LUA_VERSIONS); do $(MAKE) -j$$(nproc) LUA_VERSION=$$v all; done
	@$(MAKE) -j$$(nproc) -Orecurse $(RUNS:%=tested-%) 2>&1 | tee $(BUILD)/test.log
	@awk -f spec/support/ran.awk $(BUILD)/test.log

# What does not differ between Luas runs only under the first of them.
DIFFERS := --exclude-tags=exhaustive,browser,once

$(LUA_VERSIONS:%=tested-%): tested-%:
	@$(MAKE) LUA_VERSION=$* BUSTED_FLAGS='$(if $(filter-out $(FIRST),$*),$(DIFFERS))' specs \
	|| echo "did not pass: $*"

$(HOSTS:%=tested-%): tested-%:
	@$(MAKE) LUA_VERSION=$(FIRST) LABEL='$(call host-label,$*)' \
	  SPECS='spec/hosts/$**_spec.lua' specs \
	|| echo "did not pass: $*"

specs: all
	$(RUNNER) $(LUA) "$$(command -v busted)" --lpath='./lua/?.lua' \
	  --cpath='$(abspath $(OUT))/?.$(LIB_EXTENSION)' -o spec/support/summary.lua -Xoutput '$(LABEL)' \
	  $(BUSTED_FLAGS) $(strip $(SPECS))

# -------------------------------------------------------------- benchmarks
# What operations cost; CASES names groups of them (default: all).  A report, not
# a test.

FLOORS := $(addprefix $(OUT)/,floor.$(LIB_EXTENSION) bare.$(LIB_EXTENSION))

floors: $(FLOORS)

$(OUT)/%.$(LIB_EXTENSION): spec/bench/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -fPIC -fvisibility=hidden $(STRICT) -I$(LUA_INCDIR) \
	  $(addprefix -I,$(LIBCSV_INCDIR)) $(LDFLAGS) $(LIBFLAG) -o $@ $< \
	  $(if $(filter floor,$*),$(addprefix -L,$(LIBCSV_LIBDIR)) -lcsv)

bench: all floors
	@mkdir -p $(BUILD)/bench
	@LUA_PATH='$(LUA_PATH_HERE)' LUA_CPATH='$(LUA_CPATH_HERE)' $(LUA) spec/bench/run.lua $(CASES)

# ------------------------------------------------------------------ checks
# Every check runs, even if others failed; as many at a time as there are
# processors, the longest first, each with its output in one piece; then a table
# of them, and one line with the total.

CHECKS := fuzz gcc-sanitizers valgrind coverage clang-sanitizers stress memory threads portable \
          gcc clang luacheck rock-lint rock-source \
          $(LUA_VERSIONS:%=rock-%) $(LUA_VERSIONS:%=install-%)

check:
	@mkdir -p $(BUILD)/check
	@for v in $(LUA_VERSIONS); do $(MAKE) LUA_VERSION=$$v all || exit; done
	@$(MAKE) -j$$(nproc) -Orecurse $(CHECKS:%=checked-%) 2>&1 | tee $(BUILD)/check.log
	@awk -v expected=$(words $(CHECKS)) -f spec/support/checked.awk $(BUILD)/check.log

$(CHECKS:%=checked-%): checked-%:
	@echo "$*"; from=$$(date +%s); if $(MAKE) check-$*; then said=ok; else said=FAILED; fi; \
	echo "$$said check-$*, $$(($$(date +%s) - from)) s"

CHECK_DIR = $(BUILD)/check/$(@:check-%=%)
STRICTEST := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror

.PHONY: $(CHECKS:%=check-%) $(CHECKS:%=checked-%)

check-gcc check-clang:
	$(MAKE) BUILD=$(CHECK_DIR) CC=$(@:check-%=%) HOSTCC=$(@:check-%=%) WARN='$(STRICTEST)' \
	  all floors

check-luacheck:
	luacheck -q lua spec data $(wildcard lua/nmap/*.nse) $(ROCKSPEC)

# The interpreter is not instrumented, so the run-time library is loaded before
# it.  Leaks are left to valgrind, which can tell the module's from the shell's;
# those of pack, which the build runs, are found here.  #shape looks at the plain
# build; #browser runs nothing of the module; #exhaustive runs only with gcc.  The
# specs of the command and of make refresh start other processes, over and over, and but
# for annotate nothing in these is in C: they are left out here and under stress.
IN_PROCESS = $(filter-out spec/command/% %/refresh_spec.lua,$(wildcard $(SPECS))) \
             $(wildcard spec/command/annotate_*.lua)
SANITIZE := -g -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
sanitized = $(MAKE) BUILD=$(CHECK_DIR) CC=$1 HOSTCC=$1 CFLAGS='$(SANITIZE) $2' \
  HOSTCFLAGS='$(SANITIZE)' LABEL=$(@:check-%=%) BUSTED_FLAGS=--exclude-tags=shape,browser$4 \
  RUNNER="env ASAN_OPTIONS=detect_leaks=0 LD_PRELOAD='$3'" SPECS='$5' specs

check-gcc-sanitizers:
	$(call sanitized,gcc,,$(foreach l,asan ubsan,$$(gcc -print-file-name=lib$l.so)),,$(IN_PROCESS))

CLANG_ASAN = $$(clang -print-file-name=libclang_rt.asan-$$(uname -m).so)

# What is written and read in Lua runs only with gcc.
IN_LUA := $(filter-out %/csv_writer_spec.lua,$(wildcard $(addprefix spec/editions/,*_writer_spec.lua \
            xml_*_spec.lua services_*_spec.lua)))

check-clang-sanitizers:
	$(call sanitized,clang,-shared-libsan,$(CLANG_ASAN),$(COMMA)exhaustive,$(filter-out \
	  $(IN_LUA),$(IN_PROCESS)))

# Valgrind is slow: it runs each function of the C side, and finds what they leak.
# The sanitizers check every record and every value.
VALGRIND := valgrind -q --error-exitcode=9 --leak-check=full
VALGRIND_SPECS := $(patsubst %,spec/%_spec.lua,promises/arguments lookups/lookup \
  lookups/true_answers lookups/record_methods lookups/iterators filters/filter_edges \
  filters/filter_function filters/selection filters/selection_misuse \
  filters/selection_lifetime editions/registry_page editions/load editions/overlay \
  editions/csv_writer image/damaged_image)

check-valgrind: all
	@mkdir -p $(CHECK_DIR)
	$(VALGRIND) $(PACK) $(DATA) $(CHECK_DIR)/image.c
	$(MAKE) LABEL=valgrind BUSTED_FLAGS=--exclude-tags=exhaustive RUNNER='$(VALGRIND)' \
	  SPECS='$(VALGRIND_SPECS)' specs

# A full collection every few instructions, wherever Lua code runs.
check-stress: all
	$(MAKE) LABEL=stress \
	  BUSTED_FLAGS='--helper=spec/support/stress.lua --exclude-tags=exhaustive,browser' \
	  SPECS='$(IN_PROCESS)' specs

# Text search, and logs, for a processor that cannot compare blocks of bytes.
check-portable:
	$(MAKE) BUILD=$(CHECK_DIR) LABEL=portable CFLAGS='$(CFLAGS) -DNO_SIMD' \
	  SPECS="spec/filters/text_search_spec.lua spec/command/annotate_filter_spec.lua" specs

# ----------------------------------------------------------- other machines
# Built here for a machine of the other byte order, and for one of the same; in
# QEMU the demo says what it says here, and an image is the same.  Not one of
# CHECKS: it downloads Debian's packages for those machines, and is skipped where
# gcc-s390x-linux-gnu, gcc-aarch64-linux-gnu or qemu-user-static is missing.

CROSS      := s390x aarch64
CROSS_HAVE := libc6 lua5.4 liblua5.4-0 liblua5.4-dev libreadline8 libtinfo6 libcsv3 libcsv-dev
CROSS_DIR   = $(abspath $(BUILD))/check/cross-$*
CROSS_ROOT  = $(CROSS_DIR)/root
CROSS_MAKE  = $(MAKE) BUILD=$(CROSS_DIR) CC='$*-linux-gnu-gcc -isystem $(CROSS_ROOT)/usr/include/$*-linux-gnu' \
              LUA_INCDIR=$(CROSS_ROOT)/usr/include/lua5.4 LIBCSV_INCDIR=$(CROSS_ROOT)/usr/include \
              LIBCSV_LIBDIR=$(CROSS_ROOT)/usr/lib/$*-linux-gnu

.PHONY: check-cross $(foreach m,$(CROSS),check-cross-$m crossed-$m)

check-cross: $(CROSS:%=check-cross-%)

$(CROSS:%=check-cross-%): check-cross-%:
	@for program in $*-linux-gnu-gcc qemu-$*-static apt-get; do \
	  command -v $$program >/dev/null || { echo "skipped $@: $$program is not here"; exit; }; \
	done; $(MAKE) LUA_VERSION=5.4 crossed-$* && echo "ok $@"

$(CROSS:%=crossed-%): crossed-%: all
	[ -e $(CROSS_ROOT)/usr/bin/lua5.4 ] || \
	  sh spec/support/cross_root.sh $(subst aarch64,arm64,$*) $(CROSS_ROOT) $(CROSS_HAVE)
	$(CROSS_MAKE) all
	cd $(CROSS_DIR) && export LUA_PATH='$(LUA_PATH_HERE)' here='$(CURDIR)' && \
	there='qemu-$*-static -L root root/usr/bin/lua5.4' && \
	LUA_CPATH='$(LUA_CPATH_HERE)' $(LUA) $$here/spec/support/demo.lua >demo.here && \
	LUA_CPATH='./$(ABI)/?.so' $$there $$here/spec/support/demo.lua >demo.there && \
	cmp demo.here demo.there && \
	LUA_CPATH='$(LUA_CPATH_HERE)' $(LUA) -e 'assert(require "ianaports".save "image.here")' && \
	LUA_CPATH='./$(ABI)/?.so' $$there $$here/spec/support/cross.lua image.here image.there && \
	cmp image.here image.there

# ----------------------------------------------------- rocks and installing
# An installed module is complete and works without this folder, and so does the
# command: in a prefix, with the shared files in a folder.

short     = $(1:jit=5.1)
ANSWERS  := local iana = require "ianaports"; assert(iana.name(443, "tcp") == "https"); \
            assert(iana.new { { name = "mine", port = 7 } }:port "mine" == 7)
installed = cd / && LUA_PATH='$(abspath $1)/share/lua/$(call short,$3)/?.lua' \
            LUA_CPATH='$(abspath $1)/lib/lua/$(call short,$3)/?.$(LIB_EXTENSION)' \
            $(call lua-name,$3) -e '$(ANSWERS)' && \
            cd $(CURDIR) && diff -r lua/ianaports $1/share/lua/$(call short,$3)/ianaports && \
            for d in $(SHARED); do diff -r lua/$$d $2/$$d || exit; done && \
            test "$$(cd / && env -u LUA_PATH -u LUA_CPATH IANAPORTS_DATA= \
                     $(CURDIR)/$1/bin/ianaports 443/tcp -1 -f name)" = https

# Uninstalling leaves what was there before, and nothing else.
$(LUA_VERSIONS:%=check-install-%): check-install-%:
	rm -rf $(CHECK_DIR) && mkdir -p $(CHECK_DIR)/usr/share/ianaports
	touch $(CHECK_DIR)/usr/share/ianaports/another
	$(MAKE) LUA_VERSION=$* DESTDIR=$(CHECK_DIR) PREFIX=/usr install
	$(call installed,$(CHECK_DIR)/usr,$(CHECK_DIR)/usr/share/ianaports,$*)
	$(MAKE) LUA_VERSION=$* DESTDIR=$(CHECK_DIR) PREFIX=/usr uninstall
	test "$$(find $(CHECK_DIR) -type f)" = $(CHECK_DIR)/usr/share/ianaports/another

# Rocks are made without a server and with LuaRocks' own flags.  The packed rock
# is installed after all that it was made from is gone.
ROCKSPEC := ianaports-scm-1.rockspec
luarocks  = luarocks --lua-version $(call short,$1) --only-server=$(abspath $(CHECK_DIR))/none \
            $(if $(filter jit,$1),LUA_INCDIR=$(call lua-incdir,jit))
rock      = $(call installed,$1,$1/lib/luarocks/rocks-$(call short,$2)/ianaports/$(or $3,scm-1),$2)

check-rock-lint:
	luarocks --lua-version $(LUA_VERSION) lint $(ROCKSPEC)

$(LUA_VERSIONS:%=check-rock-%): check-rock-%:
	rm -rf $(CHECK_DIR); mkdir -p $(CHECK_DIR)
	MAKEFLAGS=' -- BUILD=$(CHECK_DIR)/build' $(call luarocks,$*) --tree $(CHECK_DIR)/tree \
	  make $(ROCKSPEC)
	cd $(CHECK_DIR) && $(call luarocks,$*) --tree tree pack ianaports && rm -r tree build
	$(call luarocks,$*) --tree $(CHECK_DIR)/tree install $(CHECK_DIR)/*.rock
	$(call rock,$(CHECK_DIR)/tree,$*)

# What `make dist` makes installs, and makes the same again without git.
check-rock-source:
	rm -rf $(CHECK_DIR); mkdir -p $(CHECK_DIR)/unpacked
	$(MAKE) dist && cp -r $(BUILD)/dist $(CHECK_DIR)/
	tar -xzf $(CHECK_DIR)/dist/*.tar.gz -C $(CHECK_DIR)/unpacked --strip-components=1
	$(MAKE) -C $(CHECK_DIR)/unpacked BUILD=build DIST_TIME=$(DIST_TIME) dist
	diff -r $(CHECK_DIR)/dist $(CHECK_DIR)/unpacked/build/dist
	cd $(CHECK_DIR)/dist && $(call luarocks,$(FIRST)) --tree ../tree build *.rockspec
	$(call rock,$(CHECK_DIR)/tree,$(FIRST),$(VERSION)-1)

# --------------------------------------------------------- programs of specs
# The checks of memory and threads, fuzzing and coverage need programs in C,
# linked with all of src/ and with Lua, and built with a sanitizer.

LUA_LIB   ?= $(patsubst luajit,luajit-5.1,$(call lua-name,$(LUA_VERSION)))
ALL_OBJS   = $(sort $(CORE_OBJS) $(BUILD_OBJS))

LIBS_HERE  = $(addprefix -L,$(LIBCSV_LIBDIR)) -lcsv -l$(LUA_LIB) -lm -ldl

$(OUT)/%.o: spec/support/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(STRICT) -I$(LUA_INCDIR) -c -o $@ $<

# ------------------------------------------------------------------- memory
# Leaks are also looked for.  libcsv is linked in, so that its requests count.
# System calls fail too.

STARVED := malloc calloc realloc open openat read write fsync renameat fstat fchmod fchown lgetxattr \
           fremovexattr close

$(OUT)/starve: $(OUT)/starve.o $(OUT)/calls.o $(ALL_OBJS)
	$(CC) $(CFLAGS) -rdynamic $(STARVED:%=-Wl,--wrap=%) -o $@ $^ \
	  $(subst -lcsv,-l:libcsv.a,$(LIBS_HERE))

check-memory:
	@$(MAKE) BUILD=$(CHECK_DIR) CC=gcc HOSTCC=gcc CFLAGS='$(SANITIZE)' $(CHECK_DIR)/$(ABI)/starve
	LUA_PATH='$(LUA_PATH_HERE)' $(CHECK_DIR)/$(ABI)/starve spec/support/scenarios.lua

# ------------------------------------------------------------------ threads

$(OUT)/threads: $(OUT)/threads.o $(ALL_OBJS)
	$(CC) $(CFLAGS) -rdynamic -o $@ $^ $(LIBS_HERE) -lpthread

check-threads:
	@$(MAKE) BUILD=$(CHECK_DIR) CC=gcc CFLAGS='-g -O1 -fsanitize=thread' $(CHECK_DIR)/$(ABI)/threads
	LUA_PATH='$(LUA_PATH_HERE)' $(CHECK_DIR)/$(ABI)/threads spec/support/thread.lua 2 4 8

# ------------------------------------------------------------------ fuzzing
# Each target runs for FUZZ_SECONDS, as many at a time as -j allows, from
# FUZZ_SEED (0: a new seed each time).  The garbage of a Lua state between inputs
# is not a leak.  The corpus grows under build/; small inputs that find something
# belong into spec/fuzz/seeds.  Failures are left under build/ as crash-...

FUZZ_SECONDS ?= 60
FUZZ_SEED    ?= 0
FUZZ_TARGETS := image csv readers logs
FUZZ_FLAGS   := $(SANITIZE:-O1=-O2)
FUZZ_COUNT   := -fsanitize=fuzzer-no-link -fno-sanitize-coverage=trace-cmp
FUZZ_FLAGS_readers := -detect_leaks=0
FUZZ_BUILD   := $(BUILD)/fuzz

.PHONY: fuzz fuzz-programs fuzz-arguments fuzz-xml model $(FUZZ_TARGETS:%=fuzz-%)

fuzz:
	@$(MAKE) BUILD=$(FUZZ_BUILD) CC=clang HOSTCC=clang CFLAGS='$(FUZZ_FLAGS) $(FUZZ_COUNT)' \
	  HOSTCFLAGS='$(FUZZ_FLAGS)' fuzz-programs
	@$(MAKE) $(FUZZ_TARGETS:%=fuzz-%) fuzz-arguments fuzz-xml

fuzz-programs: $(FUZZ_TARGETS:%=$(OUT)/fuzz-%)

FUZZ_HELP := $(addprefix $(OUT)/,ask.o bases.o rebuild.o)

$(OUT)/%.o: spec/fuzz/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(filter-out -fsanitize=fuzzer-no-link,$(CFLAGS)) $(STRICT) -Ispec/fuzz -Ispec/support \
	  -I$(LUA_INCDIR) -c -o $@ $<

$(OUT)/fuzz-%: $(OUT)/%.o $(FUZZ_HELP) $(ALL_OBJS)
	$(CC) $(CFLAGS) -fsanitize=fuzzer -rdynamic -o $@ $^ $(LIBS_HERE)

.PRECIOUS: $(OUT)/%.o

-include $(FUZZ_HELP:.o=.d) $(FUZZ_TARGETS:%=$(OUT)/%.d)

$(FUZZ_TARGETS:%=fuzz-%): fuzz-%:
	@mkdir -p $(FUZZ_BUILD)/corpus/$*
	LUA_PATH='$(LUA_PATH_HERE)' ASAN_OPTIONS=quarantine_size_mb=8 $(FUZZ_BUILD)/$(ABI)/fuzz-$* \
	  -max_total_time=$(FUZZ_SECONDS) -seed=$(FUZZ_SEED) -rss_limit_mb=1024 -timeout=10 -verbosity=0 \
	  -print_final_stats=1 $(FUZZ_FLAGS_$*) -artifact_prefix=$(FUZZ_BUILD)/ \
	  $(patsubst %,-dict=%,$(wildcard spec/fuzz/$*.dict)) $(FUZZ_BUILD)/corpus/$* spec/fuzz/seeds/$*

# Random arguments are a spec, so that every Lua runs it; here it runs with more
# rounds, and prints its seed.
fuzz-arguments: all
	@seed=$(FUZZ_SEED); [ $$seed != 0 ] || seed=$$(date +%s); echo "ARGUMENT_SEED=$$seed"; \
	ARGUMENT_SEED=$$seed ARGUMENT_ROUNDS=$$(($(FUZZ_SECONDS) * 400)) \
	  $(MAKE) LABEL=arguments SPECS=spec/promises/arguments_random_spec.lua specs

# Random documents in IANA's XML are also a spec, and so are random registries
# that are compared with a model of the manual.  ROUNDS says how many.
fuzz-xml: all
	@seed=$(FUZZ_SEED); [ $$seed != 0 ] || seed=$$(date +%s); echo "XML_SEED=$$seed"; \
	XML_SEED=$$seed XML_ROUNDS=$(or $(ROUNDS),$$(($(FUZZ_SECONDS) * 50))) \
	  $(MAKE) LABEL=xml SPECS=spec/editions/xml_mutations_spec.lua specs

model: all
	@MODEL_ROUNDS=$(or $(ROUNDS),20000) $(MAKE) LABEL=model SPECS=spec/promises/model_spec.lua specs

# With a fixed seed: what it finds on one machine, it finds on others.  Shorter than
# make fuzz, which is for looking further.
check-fuzz:
	@rm -rf $(FUZZ_BUILD)/corpus
	@$(MAKE) fuzz FUZZ_SEED=1 FUZZ_SECONDS=20

# ----------------------------------------------------------------- coverage
# The specs, starve and the hosts with an instrumented build; then a table.  Fails
# if that does not reach enough, or if a line that is not reached has no comment
# that says why.  Specs that look at the build's shape, set a hook of their own,
# or limit what a process may write are left out; `make test` says whether the
# specs pass.

COVERAGE     := $(BUILD)/coverage
COUNTED      := -O0 -g --coverage
COVERED       = $(MAKE) BUILD=$(COVERAGE) CC=gcc HOSTCC=gcc CFLAGS='$(COUNTED)' \
                HOSTCFLAGS='$(COUNTED)'
COUNTED_OBJS  = $(filter-out %/registry_image.o,$(ALL_OBJS) $(PACK_OBJS))
COVERED_OBJS  = $(COUNTED_OBJS:$(BUILD)/%=$(COVERAGE)/%)
LOAD_COVERING = package.loadlib('$(abspath $(COVERAGE))/covering.so', 'luaopen_covering')()
AS_COVERED    = COVERING='$(abspath $(COVERAGE))/hits'
host-lua      = $(basename $(lastword $(call host-label,$1)))

# The hosts that scripts of ours run in.
SCRIPTED      := nmap tshark

.PHONY: coverage $(SCRIPTED:%=covered-%)

check-coverage: coverage

coverage:
	@rm -rf $(COVERAGE) && mkdir -p $(COVERAGE)/bin
	$(CC) -O2 -fPIC -shared -I$(LUA_INCDIR) -o $(COVERAGE)/covering.so spec/support/covering.c
	$(COVERED) all
	LUA_CPATH='$(abspath $(COVERAGE))/$(ABI)/?.$(LIB_EXTENSION)' LUA_PATH='$(LUA_PATH_HERE)' \
	  $(LUA) -e 'require "ianaports" require "ianaports.build"'
	@touch $(COVERAGE)/hits
	chmod -R a+rwX $(COVERAGE)			# for specs that run as another user
	-$(AS_COVERED) LUA_INIT="$(LOAD_COVERING)" $(COVERED) LABEL=coverage \
	  BUSTED_FLAGS='--exclude-tags=exhaustive,browser,shape,hooks,limits' specs
	$(COVERED) $(COVERAGE)/$(ABI)/starve
	LUA_PATH='$(LUA_PATH_HERE)' $(COVERAGE)/$(ABI)/starve spec/support/scenarios.lua \
	  >$(COVERAGE)/starve.log
	@$(MAKE) $(SCRIPTED:%=covered-%)
	gcov -b --json-format --stdout $(COVERED_OBJS) >$(COVERAGE)/gcov.json
	@$(LUA) spec/support/coverage.lua $(COVERAGE)/hits $(COVERAGE)/gcov.json \
	  5.4:lua/ianaports.lua 5.4:lua/ianaports \
	  $(call host-lua,nmap):lua/nmap $(call host-lua,tshark):lua/wireshark

# A command that starts the host, which the specs find before the real one.
$(SCRIPTED:%=covered-%): covered-%: all
	@$(MAKE) LUA_VERSION=$(call host-lua,$*) all
	$(CC) -O2 -fPIC -shared -Wl,-z,lazy -I$(call lua-incdir,$(call host-lua,$*)) \
	  -o $(COVERAGE)/$*.so spec/support/covering.c
	@printf '#!/bin/sh\nLD_PRELOAD=%s exec %s "$$@"\n' '$(abspath $(COVERAGE))/$*.so' \
	  "$$(command -v $*)" >$(COVERAGE)/bin/$*
	@chmod +x $(COVERAGE)/bin/$*
	-$(AS_COVERED) PATH="$(abspath $(COVERAGE))/bin:$$PATH" \
	  $(MAKE) LABEL='$(call host-label,$*)' SPECS='spec/hosts/$**_spec.lua' specs
